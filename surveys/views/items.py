"""Sections and questions of a questionnaire under work."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organization.access import Role, allow
from surveys import actions
from surveys.forms.building import QuickForm, SectionForm
from surveys.forms.questions import ConditionForm, QuestionForm
from surveys.models import Question, Questionnaire
from surveys.views.building import (
    FORM,
    build_crumbs,
    build_page,
    carry_out,
    form_page,
    own,
    own_section,
)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def section_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section at the end."""
    found = own(request, pk)
    form = SectionForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        return carry_out(
            request, found, lambda: actions.add_section(questionnaire=found, **given), "#akhir"
        )
    return form_page(request, form, [*build_crumbs(found), ("Tambah bagian", "")])


@require_http_methods(FORM)
@allow(Role.OFFICER)
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title and the introduction of a section."""
    section = own_section(request, pk)
    was = {"title": section.title, "intro": section.intro}
    form = SectionForm(request.POST or None, initial=was)
    if form.is_valid():
        given = form.cleaned_data
        return carry_out(
            request,
            section.questionnaire,
            lambda: actions.change_section(section=section, **given),
            f"#s{pk}",
        )
    return form_page(request, form, [*build_crumbs(section.questionnaire), ("Ubah bagian", "")])


@require_POST
@allow(Role.OFFICER)
def section_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a section up or down."""
    section = own_section(request, pk)
    up = "up" in request.POST
    return carry_out(
        request,
        section.questionnaire,
        lambda: actions.move_section(section=section, up=up),
        f"#s{pk}",
    )


@require_POST
@allow(Role.OFFICER)
def section_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a section with its questions."""
    section = own_section(request, pk)
    return carry_out(
        request, section.questionnaire, lambda: actions.remove_section(section=section)
    )


@require_POST
@allow(Role.OFFICER)
def question_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the questions that were typed under a section."""
    section = own_section(request, pk)
    form = QuickForm(section, request.POST)
    if not form.is_valid():
        return build_page(request, section.questionnaire, form)
    made = form.questions()
    return carry_out(
        request,
        section.questionnaire,
        lambda: actions.add_questions(section=section, questions=made),
        f"?tambah={pk}#id_s{pk}_lines",
    )


@require_http_methods(FORM)
@allow(Role.OFFICER)
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one question in detail."""
    question = own_question(request, pk)
    questionnaire = question.section.questionnaire
    is_shared = len(_uses(request, question)) > 1
    form = QuestionForm(
        request.POST or None,
        instance=question,
        is_shared=is_shared,
        is_test=questionnaire.is_test,
    )
    if form.is_valid():
        typed, is_new = form.question(), form.cleaned_data.get("is_new", False)
        return carry_out(
            request,
            questionnaire,
            lambda: actions.change_question(question=typed, is_new=is_new),
            f"#q{pk}",
        )
    further = reverse("surveys:question_condition", args=[pk])
    links = [("Atur syarat tampil", further)]
    links.append(("Lihat pemakaian", reverse("surveys:question_uses", args=[pk])))
    crumbs = [*build_crumbs(questionnaire), ("Ubah pertanyaan", "")]
    return form_page(request, form, crumbs, links=links)


@require_POST
@allow(Role.OFFICER)
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a question up or down, over the edge of its section into the next."""
    question = own_question(request, pk)
    up = "up" in request.POST
    return carry_out(
        request,
        question.section.questionnaire,
        lambda: actions.move_question(question=question, up=up),
        f"#q{pk}",
    )


@require_POST
@allow(Role.OFFICER)
def question_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a question."""
    question = own_question(request, pk)
    section = question.section
    return carry_out(
        request,
        section.questionnaire,
        lambda: actions.remove_question(question=question),
        f"#s{section.pk}",
    )


@require_http_methods(FORM)
@allow(Role.OFFICER)
def question_condition(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose an earlier question, then the answers after which this one is asked."""
    question = own_question(request, pk)
    questionnaire = question.section.questionnaire
    earlier = _earlier(questionnaire, question)
    chosen = request.GET.get("key", question.show_if_key)
    look = next((one for one in earlier if one.key == chosen), None)
    if request.method == "POST" and "clear" in request.POST:
        return _set_condition(request, question, "", [])
    form = ConditionForm(question, look, request.POST or None) if look else None
    if form is not None and request.method == "POST" and form.is_valid():
        return _set_condition(request, question, look.key, form.cleaned_data["values"])
    context = {
        "question": question,
        "earlier": earlier,
        "look": look,
        "form": form,
        "crumbs": [*build_crumbs(questionnaire), ("Syarat tampil", "")],
    }
    return render(request, "surveys/condition.html", context)


@require_safe
@allow(Role.OFFICER)
def question_uses(request: HttpRequest, pk: int) -> HttpResponse:
    """Show in which questionnaires and versions a question was asked, and with which words."""
    question = get_object_or_404(
        Question.objects.visible_to(request.user).select_related("section__questionnaire"), pk=pk
    )
    context = {
        "question": question,
        "uses": _uses(request, question),
        "crumbs": [
            ("Beranda", "/"),
            ("Kuesioner", "/questionnaires/"),
            ("Bank pertanyaan", reverse("surveys:bank")),
            ("Pemakaian", ""),
        ],
    }
    return render(request, "surveys/question_uses.html", context)


def own_question(request: HttpRequest, pk: int) -> Question:
    """Return a question that the user may change, or 404."""
    editable = Question.objects.editable_by(request.user)
    return get_object_or_404(
        editable.select_related("scale", "section__questionnaire__region"), pk=pk
    )


def _uses(request: HttpRequest, question: Question) -> list[Question]:
    return list(Question.objects.visible_to(request.user).same_as(question))


def _earlier(questionnaire: Questionnaire, question: Question) -> list[Question]:
    """Return the questions before this one whose answers are pressed, not typed."""
    asked = list(Question.objects.of(questionnaire))
    before = asked[: asked.index(question)]
    return [one for one in before if one.options]


def _set_condition(
    request: HttpRequest, question: Question, key: str, values: list[str]
) -> HttpResponse:
    question.show_if_key, question.show_if_values = key, values
    messages.success(request, "Syarat tampil disimpan." if key else "Pertanyaan selalu tampil.")
    return carry_out(
        request,
        question.section.questionnaire,
        lambda: actions.change_question(question=question, is_new=False),
        f"#q{question.pk}",
    )
