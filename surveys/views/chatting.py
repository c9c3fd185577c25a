"""Writing to those missing by WhatsApp, one press a person. Without a script it takes two."""

from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from organization.access import Role, allow
from organization.models import Employee
from surveys import actions
from surveys.actions.chatting import Turn, line_of, mark_sent, turn_of
from surveys.choices import SurveyStatus
from surveys.models import Message, Survey
from surveys.views.waves import LIST, SHOWN
from surveys.wording import MailedForm, invitation_message


@dataclass(frozen=True)
class Chat:
    """What the page shows of the next person."""

    rater: Employee
    message: str
    is_reminder: bool
    forms: int

    @property
    def address(self) -> str:
        """The address that opens WhatsApp with the text written; the person if we know them."""
        return f"https://wa.me/{self.rater.phone}?text={quote(self.message)}"


@allow(Role.OFFICER)
def whatsapp(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the next person and the text; POST notes that it was sent and leads to the next."""
    found = Survey.objects.editable_by(request.user).select_related(*SHOWN)
    survey = get_object_or_404(found, pk=pk)
    if survey.status != SurveyStatus.OPEN or survey.closes_on < localdate():
        messages.info(request, "Formulir ini sudah ditutup; tidak ada lagi yang dapat dihubungi.")
        return redirect(survey)
    if request.method == "POST":
        return _sent(request, survey)
    line = line_of(survey, localdate())
    turn = turn_of(survey, line, line.after(_number(request.GET.get("after"))))
    context = {
        "survey": survey,
        "chat": _chat(request, survey, turn) if turn else None,
        "left": len(line.waiting),
        "line": line,
        "runs": survey.reminder_runs.all(),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Kirim WhatsApp", "")],
    }
    return render(request, "surveys/whatsapp.html", context)


def _sent(request: HttpRequest, survey: Survey) -> HttpResponse:
    rater = _number(request.POST.get("rater"))
    here = redirect("surveys:whatsapp", pk=survey.pk)
    try:
        if rater is None or not mark_sent(
            survey=survey, rater_id=rater, actor=request.user, today=localdate()
        ):
            messages.info(request, "Orang itu sudah mengisi atau baru saja dihubungi.")
    except actions.SurveyClosed as reason:
        messages.error(request, str(reason))
    return here


def _chat(request: HttpRequest, survey: Survey, turn: Turn) -> Chat:
    forms = []
    for invitation in turn.invitations:
        invitation.survey = survey  # the same row for all: spares a query each
        person = invitation.participation.employee if invitation.participation else turn.rater
        code = actions.code_of(invitation)
        forms.append(
            MailedForm(
                about="" if person.pk == turn.rater.pk else person.full_name,
                link=request.build_absolute_uri(actions.link_of(invitation)),
                code=f"{code[:4]}-{code[4:]}",
            )
        )
    is_reminder = turn.kind == Message.Kind.REMINDER
    message = invitation_message(
        survey,
        name=turn.rater.full_name,
        forms=forms,
        code_page=request.build_absolute_uri(reverse("surveys:code")),
        is_reminder=is_reminder,
    )
    return Chat(turn.rater, message, is_reminder, len(forms))


def _number(typed: str | None) -> int | None:
    """Return the number of a person, or nothing for what cannot be one."""
    return (
        int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
    )
