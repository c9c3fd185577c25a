"""The pages of the form and the last check before sending."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.timezone import datetime, get_current_timezone, localtime

from surveys import access, actions
from surveys.choices import RATED, QuestionKind
from surveys.forms.answers import PageForm
from surveys.forms.sheets import Page, Sheet
from surveys.forms.warnings import warnings_about
from surveys.views import states
from surveys.views.cover import about
from surveys.views.visits import (
    DATABASE_AWAY,
    Visit,
    require_passing,
    respondent,
    thanks_address,
    visiting,
)

HOLDS = {  # why nothing was saved, in words; the answers stand below
    "idle": (
        403,
        "Formulir terkunci karena lama tidak dipakai. Jawaban Bapak/Ibu masih ada di layar ini: "
        "tekan tombol di bawah sekali lagi untuk menyimpannya.",
    ),
    "foreign": (
        403,
        "Jawaban belum tersimpan karena tidak dikirim dari halaman ini. Jawaban masih ada di "
        "layar: tekan tombol di bawah sekali lagi.",
    ),
    "busy": (
        503,
        "Belum tersimpan karena sistem sedang sibuk. Jawaban masih ada di layar ini. Tunggu "
        "beberapa detik, lalu tekan tombol di bawah sekali lagi.",
    ),
}


@respondent
@visiting
def answer(request: HttpRequest, visit: Visit, page: int) -> HttpResponse:
    """Show one topic with what the draft holds; POST keeps it and leads on."""
    whole = visit.sheet.pages
    if not 1 <= page <= len(whole):
        return states.SeeOther(reverse("surveys:review"))
    shown = visit.shown.page(page)
    if shown is None:  # another answer made this page superfluous
        return states.SeeOther(_neighbour(visit.shown, page, 1))
    if request.method == "POST":
        return _keep(request, visit, shown)
    form = PageForm(shown.questions, visit.answers)
    return _paper(request, visit, shown, form)


@respondent
@visiting
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every answer in words; POST sends them, once."""
    sheet = visit.sheet.asked(visit.answers)
    answers = sheet.kept(visit.answers)
    gaps = sheet.gaps(answers)
    if request.method != "POST" or visit.hold or (gaps and "rest" not in request.POST):
        return _check(request, visit, gaps)
    try:
        actions.submit(invitation=visit.invitation, answers=sheet.to_send(answers))
    except actions.InvalidAnswers as bad:
        return _check(request, visit, sheet.gaps_of(bad.problems))
    except (actions.SurveyClosed, actions.LinkRevoked) as reason:
        return states.refused(visit.invitation, str(reason))
    except DATABASE_AWAY as error:
        require_passing(error)
        return _check(request, visit, gaps, hold="busy")
    survey = visit.invitation.survey
    counted = 0 if survey.audience in RATED else survey.min_group  # raters count differently
    note = access.note_of(survey.closes_on, counted)
    alone = access.is_kiosk(request)  # a tablet is for the next person, not the next colleague
    address = (not alone and actions.next_link(visit.invitation)) or thanks_address(note)
    return access.hand_out(states.SeeOther(address), access.sent_pass(note))


def _keep(request: HttpRequest, visit: Visit, page: Page) -> HttpResponse:
    form = PageForm(page.questions, visit.answers, request.POST)
    if visit.hold:
        return _paper(request, visit, page, form, hold=visit.hold)
    mode = request.headers.get("X-Isian", "")  # "simpan": autosave, "lanjut": Lanjut by script
    try:
        sequence, kept, answers = _save(request, visit, form, autosave=mode == "simpan")
    except (actions.AlreadySubmitted, actions.SurveyClosed, actions.LinkRevoked) as reason:
        return states.refused(visit.invitation, str(reason))
    except DATABASE_AWAY as error:
        require_passing(error)
        return _paper(request, visit, page, form, hold="busy")
    if mode == "simpan":
        said = {"saved": kept, "sequence": sequence, "at": _clock(localtime())}
        if _writes(page):
            said["warnings"] = _warnings(visit, form.given)
        return access.hand_out(JsonResponse(said), visit.holder, saved=True)
    address = _next(request, visit.sheet.asked(answers), page, form)
    if mode == "lanjut":
        return access.hand_out(JsonResponse({"next": address}), visit.holder, saved=True)
    if address:
        return access.hand_out(states.SeeOther(address), visit.holder, saved=True)
    return _paper(request, visit, page, form, sequence=sequence)


def _save(
    request: HttpRequest, visit: Visit, form: PageForm, *, autosave: bool
) -> tuple[int, bool, dict]:
    """Keep what the page gives. A press counts as the newest; an autosave only if it is."""
    others = {key: value for key, value in visit.answers.items() if key not in form.keys}
    given = form.given
    if not autosave and not form.errors and "back" not in request.POST:
        given = form.passed | given  # Lanjut passes the optional ones
    typed = request.POST.get("sequence", "")
    sequence = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    if not autosave:
        sequence = max(sequence, visit.sequence + 1)
    answers = others | given
    kept = actions.save_draft(invitation=visit.invitation, answers=answers, sequence=sequence)
    return (sequence if kept else visit.sequence), kept, answers


def _next(request: HttpRequest, sheet: Sheet, page: Page, form: PageForm) -> str:
    """Return where Lanjut leads, or nothing while something is to be looked at again."""
    if "back" in request.POST:
        return _neighbour(sheet, page.number, -1)
    if form.errors:
        return ""
    if "periksa" in request.GET:
        return reverse("surveys:review")
    return _neighbour(sheet, page.number, 1)


def _neighbour(sheet: Sheet, number: int, step: int) -> str:
    """Return the address of the next page that is asked, or of the one before."""
    numbers = [page.number for page in sheet.pages]
    if step < 0:
        before = [one for one in numbers if one < number]
        return reverse("surveys:answer", args=[before[-1] if before else number])
    after = [one for one in numbers if one > number]
    return reverse("surveys:answer", args=after[:1]) if after else reverse("surveys:review")


def _paper(
    request: HttpRequest, visit: Visit, page: Page, form: PageForm, **said: Any
) -> HttpResponse:
    hold = said.get("hold", "")
    status, notice = HOLDS.get(hold, (200, ""))
    if request.headers.get("X-Isian"):
        return states.retry_later(JsonResponse({"saved": False}, status=status))
    problems = form.problems() if form.is_bound and not hold else []
    context = _frame(visit) | {
        "title": f"{page.section.title} – bagian {page.place} dari {len(visit.shown.pages)}",
        "page": page,
        "total": len(visit.shown.pages),
        "items": form.items(),
        "problems": problems,
        "notice": notice,
        "done": visit.shown.filled(visit.answers) if "lagi" in request.GET else None,
        "sequence": str(said.get("sequence", visit.sequence) + 1),
        "address": request.get_full_path().replace("lagi=1", ""),
        "to_review": "periksa" in request.GET,
        "is_small": _is_small(visit, page),
        "scripts": ["js/isian.js", *(["js/peringatan.js"] if _writes(page) else [])],
    }
    response = states.show("page.html", context, status=status)
    return access.hand_out(states.retry_later(response), visit.holder)


def _check(request: HttpRequest, visit: Visit, gaps: list, hold: str = "") -> HttpResponse:
    status, notice = HOLDS.get(hold or visit.hold, (200, ""))
    context = _frame(visit) | {
        "pages": visit.sheet.asked(visit.answers).in_words(visit.answers),
        "gaps": gaps,
        "warnings": _warnings(visit, visit.answers),
        "refused": bool(gaps) and request.method == "POST" and not notice,
        "notice": notice,
        "scripts": ["js/isian.js"],
    }
    response = states.show("review.html", context, status=status)
    return access.hand_out(states.retry_later(response), visit.holder)


def _is_small(visit: Visit, page: Page) -> bool:
    """Whether open answers are asked of so few that a style of writing may be recognised."""
    survey = visit.invitation.survey
    return _writes(page) and survey.invitations.asked().count() < survey.min_commenters


def _writes(page: Page) -> bool:
    """Whether the page asks for words."""
    return any(q.kind == QuestionKind.TEXT or q.has_other for q in page.questions)


def _warnings(visit: Visit, answers: dict) -> list[str]:
    texts = visit.sheet.texts(answers)
    if not texts:
        return []
    people = visit.invitation.survey.session.participations
    return warnings_about(texts, people.values_list("employee__name", flat=True))


def _frame(visit: Visit) -> dict[str, Any]:
    saved = visit.holder.saved
    return {
        "program": visit.invitation.survey.session.program,
        "survey": visit.invitation.survey,
        "about": about(visit.invitation),
        "saved_at": _clock(datetime.fromtimestamp(saved, get_current_timezone())) if saved else "",
    }


def _clock(moment: datetime) -> str:
    return f"{moment:%H.%M}"
