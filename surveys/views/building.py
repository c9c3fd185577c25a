"""Building a questionnaire: begin, copy, continue as a new version, arrange, delete."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organization.access import Role, allow
from surveys import actions
from surveys.forms.building import (
    QuestionnaireForm,
    QuickForm,
    TitleForm,
    answer_words,
    usable_title,
)
from surveys.forms.conditions import condition_words
from surveys.models import Question, Questionnaire, Section

FORM = ["GET", "HEAD", "POST"]
LIST = [("Beranda", "/"), ("Formulir", "/surveys/"), ("Kuesioner", "/questionnaires/")]
COMFORTABLE = 4  # questions on one page of a phone


@require_http_methods(FORM)
@allow(Role.OFFICER)
def create(request: HttpRequest) -> HttpResponse:
    """Begin an own questionnaire, empty."""
    form = QuestionnaireForm(request.POST or None, user=request.user)
    if form.is_valid():
        made = actions.start_questionnaire(
            region=form.owner,
            title=form.cleaned_data["title"],
            audience=form.cleaned_data["audience"],
            actor=request.user,
        )
        return redirect("surveys:build", pk=made.pk)
    lead = "Setelah ini Anda menambahkan bagian dan pertanyaannya, atau mengambilnya dari bank."
    return form_page(request, form, [*LIST, ("Susun kuesioner", "")], lead=lead)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a questionnaire into the own region, to change the copy."""
    source = get_object_or_404(
        Questionnaire.objects.visible_to(request.user).openable().select_related("region"), pk=pk
    )
    form = QuestionnaireForm(
        request.POST or None,
        user=request.user,
        has_audience=False,
        initial={"title": usable_title(source)},
    )
    if form.is_valid():
        made = actions.copy_questionnaire(
            source=source,
            region=form.owner,
            title=form.cleaned_data["title"],
            actor=request.user,
        )
        messages.success(request, "Salinan siap diubah. Aslinya tetap seperti semula.")
        return redirect("surveys:build", pk=made.pk)
    crumbs = [*LIST, (source.title, reverse("surveys:questionnaire", args=[pk])), ("Salin", "")]
    lead = "Pertanyaan yang tidak diubah tetap dapat dibandingkan dengan kuesioner asalnya."
    return form_page(request, form, crumbs, lead=lead, submit="Salin")


@require_POST
@allow(Role.OFFICER)
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a locked questionnaire under the next version number."""
    made = actions.start_version(questionnaire=own(request, pk), actor=request.user)
    messages.success(request, f"Versi {made.version} siap diubah. Yang sebelumnya tetap tersimpan.")
    return redirect("surveys:build", pk=made.pk)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title and who is asked."""
    found = own(request, pk)
    names = ("title", "audience", "is_test", "shuffle", "time_limit")
    was = {name: getattr(found, name) for name in names}
    form = TitleForm(request.POST or None, initial=was)
    if form.is_valid():
        kept = {name: form.cleaned_data[name] for name in was}
        return carry_out(
            request,
            found,
            lambda: actions.change_questionnaire(questionnaire=found, actor=request.user, **kept),
        )
    return form_page(request, form, [*build_crumbs(found), ("Judul dan responden", "")])


@require_http_methods(FORM)
@allow(Role.OFFICER)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is deleted; POST does it."""
    found = own(request, pk)
    if request.method == "POST":
        try:
            actions.delete_questionnaire(questionnaire=found, actor=request.user)
        except actions.CannotChange as reason:
            messages.error(request, str(reason))
            return redirect("surveys:build", pk=pk)
        messages.success(request, f"Kuesioner “{found.title}” dihapus.")
        return redirect("surveys:questionnaires")
    context = {"questionnaire": found, "crumbs": [*build_crumbs(found), ("Hapus", "")]}
    return render(request, "surveys/questionnaire_delete.html", context)


@require_safe
@allow(Role.OFFICER)
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions in their order, with everything that can be done to them."""
    return build_page(request, own(request, pk))


def build_page(
    request: HttpRequest, questionnaire: Questionnaire, refused: QuickForm | None = None
) -> HttpResponse:
    """Render the builder; ``refused`` is the form of one section that must be looked at again."""
    questions = list(Question.objects.of(questionnaire))
    keyed = {question.key: question for question in questions}
    sections = []
    for section in questionnaire.sections.all():
        rows = [
            (question, answer_words(question), _condition(question, keyed))
            for question in questions
            if question.section_id == section.pk
        ]
        is_here = refused is not None and refused.section.pk == section.pk
        is_open = request.GET.get("tambah") == str(section.pk)
        sections.append((section, rows, refused if is_here else QuickForm(section), is_open))
    context = {
        "questionnaire": questionnaire,
        "sections": sections,
        "form": refused,
        "effort": actions.effort_of(questions),
        "comfortable": COMFORTABLE,
        "crumbs": build_crumbs(questionnaire),
    }
    return render(request, "surveys/build.html", context)


def _condition(question: Question, keyed: dict[str, Question]) -> str:
    earlier = keyed.get(question.show_if_key)
    return f"Ditanyakan hanya bila {condition_words(question, earlier)}" if earlier else ""


def own(request: HttpRequest, pk: int) -> Questionnaire:
    """Return a questionnaire that the user may change, or 404."""
    editable = Questionnaire.objects.editable_by(request.user).select_related("region")
    return get_object_or_404(editable, pk=pk)


def own_section(request: HttpRequest, pk: int) -> Section:
    """Return a section that the user may change, or 404."""
    editable = Section.objects.editable_by(request.user)
    return get_object_or_404(editable.select_related("questionnaire__region"), pk=pk)


def build_crumbs(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Return where the pages of a questionnaire under work lie."""
    words = f"{questionnaire.title}, versi {questionnaire.version}"
    return [*LIST, (words, reverse("surveys:build", args=[questionnaire.pk]))]


def carry_out(
    request: HttpRequest, questionnaire: Questionnaire, verb: Any, anchor: str = ""
) -> HttpResponse:
    """Call the verb and go back to the builder, where a refusal is said in a sentence."""
    try:
        verb()
    except actions.CannotChange as reason:
        messages.error(request, str(reason))
    return redirect(reverse("surveys:build", args=[questionnaire.pk]) + anchor)


def form_page(request: HttpRequest, form: Any, crumbs: list, **words: Any) -> HttpResponse:
    """Render one form of the builder under the name of its last crumb."""
    shown = {"form": form, "crumbs": crumbs, "heading": crumbs[-1][0], "submit": "Simpan"}
    return render(request, "surveys/builder_form.html", shown | words)
