"""Typing paper forms: whose sheet, the sheet itself, what two typings do not agree on."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from surveys import actions
from surveys.actions.papers import (
    discard_typing,
    first_typing,
    is_blank,
    keep_typing,
    send_paper,
    settled,
    takes_paper,
)
from surveys.choices import SurveyStatus
from surveys.forms.papers import PaperFilter, PaperForm
from surveys.models import Invitation, Survey
from surveys.views.cover import about
from surveys.views.visits import sheet_of
from surveys.views.waves import LIST, ROWS, SHOWN

ANONYMOUS = (
    "Formulir ini anonim. Kertasnya tidak dapat diketik di sini, karena siapa pun yang mengetik "
    "akan membaca jawaban orang itu."
)
CLOSED = "Formulir ini sudah ditutup; jawaban di kertas tidak dapat ditambahkan lagi."
BLANK = "Belum ada satu pun jawaban yang diketik. Ketik sedikitnya satu jawaban."
TYPED_BEFORE = (
    "Kertas ini baru saja diketik orang lain. Ketikan Anda masih ada di bawah: periksa, lalu "
    "simpan sebagai ketikan kedua."
)


@require_safe
@allow(Role.OFFICER)
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """List those who have not answered, and whose sheet was typed once."""
    found = Survey.objects.editable_by(request.user).select_related(*SHOWN, "subject__trainer")
    survey = get_object_or_404(found, pk=pk)
    reason = _why_not(survey)
    filters = PaperFilter(request.GET)
    waiting = Invitation.objects.visible_to(request.user).filter(survey=survey)
    waiting = waiting.of_people().awaiting().order_by("rater__name", "pk")
    shown = waiting.select_related("rater", "participation__employee", "paper_entry__entered_by")
    page = Paginator(filters.narrow(shown), ROWS).get_page(request.GET.get("page"))
    for invitation in page:
        invitation.survey = survey  # the same row for all: spares a query each
    context = {
        "survey": survey,
        "reason": reason,
        "page": page,
        "rows": [] if reason else [(invitation, about(invitation)) for invitation in page],
        "filters": filters,
        "crumbs": _crumbs(survey, ("Formulir kertas", "")),
    }
    return render(request, "surveys/papers.html", context)


@allow(Role.OFFICER)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Type one sheet; the second typing must agree with the first to be sent."""
    found = Invitation.objects.visible_to(request.user).of_people().with_page()
    invitation = get_object_or_404(found.select_related("rater"), pk=pk)
    if _why_not(invitation.survey) or invitation.is_submitted or invitation.is_revoked:
        messages.info(request, _why_not(invitation.survey) or "Orang ini sudah mengisi.")
        return redirect("surveys:papers", pk=invitation.survey_id)
    if request.method == "POST" and "ulang" in request.POST:
        discard_typing(invitation=invitation, actor=request.user)
        messages.success(request, "Ketikan pertama dihapus. Ketik kertasnya dari awal.")
        return redirect("surveys:paper", pk=invitation.pk)
    first = first_typing(invitation)
    sheet = sheet_of(invitation.survey.questionnaire, invitation.relation)
    form = PaperForm(sheet, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, form, first)
    if is_blank(form.answers):
        return _page(request, invitation, form, first, BLANK)
    try:
        return _typed(request, invitation, form, first)
    except (actions.SurveyClosed, actions.LinkRevoked, actions.InvalidAnswers) as problem:
        return _page(request, invitation, form, first, str(problem))


def _typed(
    request: HttpRequest, invitation: Invitation, form: PaperForm, first: dict | None
) -> HttpResponse:
    done = redirect("surveys:papers", pk=invitation.survey_id)
    if first is None:
        if not keep_typing(invitation=invitation, answers=form.answers, actor=request.user):
            return _page(request, invitation, form, first_typing(invitation), TYPED_BEFORE)
        messages.success(request, "Ketikan pertama tersimpan. Ketik kertas yang sama sekali lagi.")
        return done
    if request.POST.get("typing") != "2":  # the page was opened before somebody's first typing
        return _page(request, invitation, form, first, TYPED_BEFORE)
    apart = form.compared_with(first)
    open_ones = [one for one in apart if one.chosen not in {"1", "2"}]
    if open_ones:
        return _differences(request, invitation, form, apart, open_ones)
    answers = settled(first, form.answers, {one.key: one.chosen for one in apart})
    if send_paper(invitation=invitation, answers=answers, actor=request.user):
        messages.success(request, "Kedua ketikan sama. Jawaban dari kertas sudah dikirim.")
    else:
        messages.info(request, "Orang ini sudah mengirim sendiri; ketikan kertas tidak dipakai.")
    return done


def _page(
    request: HttpRequest,
    invitation: Invitation,
    form: PaperForm,
    first: dict | None,
    notice: str = "",
) -> HttpResponse:
    context = _frame(invitation) | {
        "typing": "1" if first is None else "2",
        "pages": form.pages(),
        "problems": form.problems,
        "notice": notice,
    }
    return render(request, "surveys/paper.html", context)


def _differences(
    request: HttpRequest, invitation: Invitation, form: PaperForm, apart: list, open_ones: list
) -> HttpResponse:
    context = _frame(invitation) | {
        "differences": apart,
        "posted": form.posted(),
        "problems": open_ones if "selisih" in request.POST else [],
    }
    return render(request, "surveys/paper_differences.html", context)


def _frame(invitation: Invitation) -> dict:
    survey = invitation.survey
    return {
        "survey": survey,
        "invitation": invitation,
        "about": about(invitation),
        "crumbs": _crumbs(
            survey, ("Formulir kertas", f"/surveys/{survey.pk}/paper/"), ("Ketik", "")
        ),
    }


def _crumbs(survey: Survey, *last: tuple[str, str]) -> list[tuple[str, str]]:
    return [*LIST, (survey.code, survey.get_absolute_url()), *last]


def _why_not(survey: Survey) -> str:
    """Return why no sheet of this form can be typed, in a sentence; "" when they can."""
    if not takes_paper(survey):
        return ANONYMOUS
    is_open = survey.status == SurveyStatus.OPEN and survey.closes_on >= localdate()
    return "" if is_open else CLOSED
