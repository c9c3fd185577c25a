"""Pages for when the form cannot be filled: sent, closed, revoked, unknown, expired, locked."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from organization.wording import long_date
from surveys import access
from surveys.choices import SurveyStatus
from surveys.models import Invitation, Survey

RETURN_AFTER = {"thanks.html": 10, "state.html": 20}  # seconds on a shared tablet
ABANDONED = 600  # seconds on one page of a form before it is taken for left alone
RETRY_AFTER = {503: 5, 429: 60}  # status: seconds


class SeeOther(HttpResponseRedirect):
    """303: what comes next is a GET, whatever this was."""

    status_code = 303


def show(template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a respondent page: no request, hence no session, no user, no CSRF cookie."""
    chrome = {"demo_mode": settings.DEMO_MODE, "scripts": [], "footer": _footer()}
    response = SimpleTemplateResponse(f"respondent/{template}", chrome | context, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def framed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Draw the page; on a shared tablet each one returns to the code entry by itself."""
    if isinstance(response, SimpleTemplateResponse):
        if access.is_kiosk(request):
            _let_return(response)
        response.render()
    return response


def _let_return(response: SimpleTemplateResponse) -> None:
    template = response.template_name.rpartition("/")[2]
    response.context_data["kiosk"] = reverse("surveys:kiosk")
    if template != "code.html":
        seconds = RETURN_AFTER.get(template, ABANDONED)
        response.headers["Refresh"] = f"{seconds};url={reverse('surveys:kiosk')}"
    if template == "thanks.html":
        access.forget_pass(response)


@cache
def _footer() -> SafeString:
    return render_to_string("respondent/_footer.html")


def state(title: str, *sentences: str, status: int, contact: str = "") -> HttpResponse:
    """Say in plain words why there is no form here, and whom to ask."""
    context = {"title": title, "sentences": sentences, "contact": contact}
    return show("state.html", context, status=status)


def refusal(invitation: Invitation | None) -> HttpResponse | None:
    """Return the page that stands in for the form, if it cannot be filled now."""
    if invitation is None:
        return state(
            "Tautan tidak dikenal",
            "Tautan ini tidak cocok dengan formulir mana pun. Mungkin terpotong saat disalin, "
            "atau sudah diganti dengan tautan baru.",
            "Buka lagi tautan lengkap dari pesan undangan, atau masukkan kodenya.",
            status=404,
        )
    survey = invitation.survey
    contact = survey.session.program.region.hr_office
    if invitation.is_submitted:
        return state(
            "Jawaban Bapak/Ibu sudah kami terima",
            "Formulir ini sudah dikirim dan tidak perlu diisi lagi. Terima kasih.",
            status=200,
            contact=contact,
        )
    if survey.status != SurveyStatus.OPEN or survey.closes_on < localdate():
        return closed(survey)
    if invitation.is_revoked:
        return state(
            "Tautan ini sudah diganti",
            "Petugas Kepegawaian telah membuat tautan baru untuk Bapak/Ibu. "
            "Pakailah tautan dari pesan yang terbaru.",
            status=410,
            contact=contact,
        )
    return None


def refused(invitation: Invitation, sentence: str) -> HttpResponse:
    """Say what happened to the form while the page was open."""
    contact = invitation.survey.session.program.region.hr_office
    return state("Jawaban tidak tersimpan", sentence, status=410, contact=contact)


def closed(survey: Survey) -> HttpResponse:
    """Say that it is too late."""
    return state(
        "Formulir sudah ditutup",
        f"Formulir ini ditutup pada {long_date(survey.closed_on or survey.closes_on)}. "
        "Jawaban yang belum dikirim tidak ikut dihitung.",
        status=410,
        contact=survey.session.program.region.hr_office,
    )


def expired() -> HttpResponse:
    """Say that the link must be opened again; the draft is still there."""
    return state(
        "Buka lagi tautan Bapak/Ibu",
        "Demi kerahasiaan, formulir terkunci setelah dua jam tidak dipakai. "
        "Isian yang sudah tersimpan tidak hilang.",
        "Buka lagi tautan dari pesan undangan, atau masukkan kodenya.",
        status=403,
    )


def locked(request: HttpRequest, form: Any, *, status: int) -> HttpResponse:
    """Hold the posted answers in the page and ask for the code, when the browser sent no pass."""
    context = {"address": request.get_full_path(), "posted": _posted(request), "form": form}
    return retry_later(show("locked.html", context, status=status))


def unsaved(request: HttpRequest) -> HttpResponse:
    """Hold the posted answers in the page when the database did not answer at all."""
    context = {"address": request.get_full_path(), "posted": _posted(request)}
    return retry_later(show("unsaved.html", context, status=503))


def retry_later(response: HttpResponse) -> HttpResponse:
    """Say when to come back, on the statuses that have such a time."""
    if response.status_code in RETRY_AFTER:
        response.headers["Retry-After"] = str(RETRY_AFTER[response.status_code])
    return response


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    lists = request.POST.lists()
    return [(name, value) for name, values in lists if name != "code" for value in values]
