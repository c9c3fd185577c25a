"""Bringing a form to people: links, codes, QR, WhatsApp, slips. Yes or no, never when."""

import csv
from dataclasses import dataclass
from io import StringIO
from urllib.parse import quote

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organization.access import Role, allow
from organization.wording import inert
from surveys import actions
from surveys.actions.drawing import is_drawn, unfit
from surveys.actions.pacing import rate_of
from surveys.choices import SurveyStatus
from surveys.forms.waves import InvitationFilter
from surveys.models import Invitation, Survey
from surveys.views.cover import about
from surveys.views.waves import LIST, ROWS, SHOWN
from surveys.wording import MailedForm, invitation_message, invited_of, submitted_of
from trail.actions import record

SLIPS = 80  # slips a page: ten sheets of eight


@dataclass(frozen=True)
class Share:
    """What a Petugas hands to one person."""

    invitation: Invitation
    about: str
    link: str
    code: str
    message: str

    @property
    def whatsapp(self) -> str:
        """The address that opens WhatsApp with the message written; the person if we know them."""
        return f"https://wa.me/{self.invitation.rater.phone}?text={quote(self.message)}"

    @property
    def state(self) -> dict[str, str]:
        """Whether this person answered, in words, and how the words look; never when."""
        if self.invitation.is_submitted:
            return {"words": "Sudah", "tag": "tag-strong"}
        if self.invitation.is_revoked:
            return {"words": "Undangan dibatalkan", "tag": "tag-alert"}
        return {"words": "Belum", "tag": ""}

    @property
    def is_revoked(self) -> bool:
        """Whether the invitation was withdrawn while the form is open, and may be made again."""
        is_open = self.invitation.survey.status == SurveyStatus.OPEN
        return is_open and self.invitation.is_revoked and not self.invitation.is_submitted

    def qr(self) -> tuple[int, str]:
        """Return the QR code as the side of its square and one path of an SVG."""
        return qr_of(self.link)


def qr_of(link: str) -> tuple[int, str]:
    """Return the QR code of a link as the side of its square and one path of an SVG."""
    matrix = segno.make(link, error="m").matrix
    dark = ((x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit)
    return len(matrix) + 8, "".join(f"M{x + 4} {y + 4}h1v1h-1z" for x, y in dark)


@require_safe
@allow(Role.OFFICER)
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """List who was asked, who answered, and the link and code of those who did not."""
    survey = _survey(request, pk)
    if is_drawn(survey):
        if survey.status != SurveyStatus.OPEN:
            return redirect(survey)
        return redirect("surveys:codes", pk=survey.pk)
    filters = InvitationFilter(request.GET)
    page = Paginator(filters.narrow(_invitations(request, survey)), ROWS).get_page(
        request.GET.get("page")
    )
    context = {
        "survey": survey,
        "is_open": survey.status == SurveyStatus.OPEN,
        "page": page,
        "shares": _shares(request, survey, page),
        "invited": invited_of(survey),
        "submitted": submitted_of(survey),
        "rate": rate_of(survey, done=submitted_of(survey), asked=invited_of(survey)),
        "may_draw": not unfit(survey),
        "left_out": _left_out(survey),
        "filters": filters,
        "code_page": request.build_absolute_uri(reverse("surveys:code")),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Bagikan", "")],
    }
    return render(request, "surveys/invitations.html", context)


@require_safe
@allow(Role.OFFICER)
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Print slips for those who have not answered: eight on A4."""
    survey = _survey(request, pk)
    waiting = _invitations(request, survey).awaiting()
    page = Paginator(waiting, SLIPS).get_page(request.GET.get("page"))
    context = {
        "survey": survey,
        "page": page,
        "shares": _shares(request, survey, page),
        "code_page": request.get_host() + reverse("surveys:code"),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Slip undangan", "")],
    }
    return render(request, "surveys/slips.html", context)


@require_safe
@allow(Role.OFFICER)
def links_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Give names, links and codes as a file for a mail merge; the trail notes it."""
    survey = _survey(request, pk)
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["nama", "tentang", "sudah_mengisi", "tautan", "kode"])
    for share in _shares(request, survey, _invitations(request, survey)):
        answered = "ya" if share.invitation.is_submitted else "belum"
        row = [share.invitation.rater.full_name, share.about, answered, share.link, share.code]
        writer.writerow([inert(cell) for cell in row])
    region = survey.session.program.region
    record(
        actor=request.user,
        action="survey.links_downloaded",
        target=survey.code,
        region_code=region.code,
    )
    name = f"tautan-{survey.code}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        "\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers
    )


@require_POST
@allow(Role.OFFICER)
def reissue(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace one link and code; the old ones open nothing any more."""
    done = "Isian yang belum dikirim lewat tautan lama dihapus. Tautan dan kode baru sudah dibuat"
    return _change(request, pk, actions.reissue_invitation, done)


@require_POST
@allow(Role.OFFICER)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one invitation; it no longer counts as invited."""
    return _change(request, pk, actions.revoke_invitation, "Undangan sudah dibatalkan")


def _change(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    found = Invitation.objects.visible_to(request.user).of_people().select_related("rater")
    invitation = get_object_or_404(found, pk=pk)
    try:
        verb(invitation=invitation, actor=request.user)
        messages.success(request, f"{done} untuk {invitation.rater.full_name}.")
    except (actions.SurveyClosed, actions.AlreadySubmitted) as reason:
        messages.error(request, str(reason))
    return redirect("surveys:invitations", pk=invitation.survey_id)


def _left_out(survey: Survey) -> dict[str, list[str]]:
    """Return the names about whom an open form asks nobody, by the reason."""
    if survey.status != SurveyStatus.OPEN:
        return {"unknown": [], "undrawn": []}
    unknown, undrawn = actions.left_out(survey)
    return {
        "unknown": [person.employee.full_name for person in unknown],
        "undrawn": [person.employee.full_name for person in undrawn],
    }


def _survey(request: HttpRequest, pk: int) -> Survey:
    found = Survey.objects.visible_to(request.user).select_related(*SHOWN, "subject__trainer")
    return get_object_or_404(found.with_counts(), pk=pk)


def _invitations(request: HttpRequest, survey: Survey):
    found = Invitation.objects.visible_to(request.user).of_people().filter(survey=survey)
    shown = found.select_related("rater", "participation__employee")
    return shown.order_by("is_submitted", "rater__name", "pk")


def _shares(request: HttpRequest, survey: Survey, invited) -> list[Share]:
    return [_share(request, survey, invitation) for invitation in invited]


def _share(request: HttpRequest, survey: Survey, invitation: Invitation) -> Share:
    invitation.survey = survey  # the same row for all: spares a query each
    if survey.status != SurveyStatus.OPEN or invitation.is_submitted or invitation.is_revoked:
        return Share(invitation, about(invitation), "", "", "")
    link = request.build_absolute_uri(actions.link_of(invitation))
    code = actions.code_of(invitation)
    grouped = f"{code[:4]}-{code[4:]}"
    message = invitation_message(
        survey,
        name=invitation.rater.full_name,
        forms=[MailedForm("", link, grouped)],
        code_page=request.build_absolute_uri(reverse("surveys:code")),
    )
    return Share(invitation, about(invitation), link, grouped, message)
