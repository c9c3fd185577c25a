"""The question bank: search it, and use what is found."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from organization.access import Role, allow
from surveys import actions
from surveys.forms.building import BankFilter, answer_words
from surveys.models import Question
from surveys.views.building import FORM, LIST, build_crumbs, carry_out, own_section

ROWS = 30  # questions a page


@require_safe
@allow(Role.OFFICER)
def bank(request: HttpRequest) -> HttpResponse:
    """Search the questions of the bank and the own ones."""
    context = _found(request) | {"section": None, "crumbs": [*LIST, ("Bank pertanyaan", "")]}
    return render(request, "surveys/bank.html", context)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def section_bank(request: HttpRequest, pk: int) -> HttpResponse:
    """Search the bank for a section; POST adds what was ticked."""
    section = own_section(request, pk)
    questionnaire = section.questionnaire
    if request.method == "POST":
        ticked = [int(text) for text in request.POST.getlist("use") if text.isdecimal()][:100]
        usable = Question.objects.usable_by(request.user)
        chosen = list(usable.filter(pk__in=ticked))
        if not chosen:
            messages.error(request, "Centang sedikitnya satu pertanyaan.")
        return carry_out(
            request,
            questionnaire,
            lambda: actions.use_questions(section=section, chosen=chosen),
            f"#s{pk}",
        )
    asked = Question.objects.of(questionnaire).values_list("key", flat=True)
    crumbs = [*build_crumbs(questionnaire), ("Ambil dari bank", "")]
    context = _found(request) | {"section": section, "asked": set(asked), "crumbs": crumbs}
    return render(request, "surveys/bank.html", context)


def _found(request: HttpRequest) -> dict:
    usable = Question.objects.usable_by(request.user)
    filters = BankFilter(request.GET, _dimensions(usable))
    newest: dict[str, Question] = {}
    for question in filters.narrow(usable):
        newest.setdefault(question.key, question)
    page = Paginator(list(newest.values()), ROWS).get_page(request.GET.get("page"))
    rows = [(question, answer_words(question)) for question in page]
    return {"page": page, "rows": rows, "filters": filters}


def _dimensions(questions) -> list[str]:
    named = questions.exclude(dimension="").order_by("dimension")
    return list(named.values_list("dimension", flat=True).distinct())
