"""The first and the last page: cover, code, thanks. Reading them changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from organization.wording import date_span, long_date
from surveys import access, actions
from surveys.forms.codes import CodeForm
from surveys.models import Invitation
from surveys.views import states
from surveys.views.visits import Visit, read_code, respondent
from surveys.wording import promise_words

TIDY = "js/isian.js"  # without a form on the page it only wipes what a lost network left behind


@respondent
def cover(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is asked and promised; Mulai (POST) hands out the pass and leaves the token."""
    invitation = actions.invitation_of_token(token)
    refused = states.refusal(invitation)
    if refused is not None:
        return _the_others(invitation) or refused
    visit = Visit(invitation, access.new_pass(token))
    if request.method == "POST" and not access.is_foreign(request):
        return access.hand_out(states.SeeOther(first_page(visit)), visit.holder)
    return states.show("cover.html", cover_words(visit))


@respondent
def code(request: HttpRequest) -> HttpResponse:
    """Take the 8 characters from a slip and lead to the cover."""
    if access.is_kiosk(request):
        return states.SeeOther(reverse("surveys:kiosk"))
    if request.method != "POST" or access.is_foreign(request):
        return states.show("code.html", {"form": CodeForm()})
    invitation, form, status = read_code(request)
    if invitation is None:
        return states.retry_later(states.show("code.html", {"form": form}, status=status))
    return states.refusal(invitation) or states.SeeOther(actions.link_of(invitation))


@require_safe
@respondent
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank; the page is the same for everybody of a form, and for nobody in particular."""
    note = access.read_note(request.GET.get("h", ""))
    closes_on, threshold = (long_date(note[0]), note[1]) if note else ("", 0)
    context = {"closes_on": closes_on, "threshold": threshold, "scripts": [TIDY]}
    return states.show("thanks.html", context)


def _the_others(invitation: Invitation | None) -> HttpResponse | None:
    """Return the list of colleagues who wait, when the form of this link was sent already."""
    if invitation is None or not invitation.is_submitted or invitation.is_closed:
        return None
    colleagues = actions.colleagues_of(invitation)
    if not any(one.link for one in colleagues):
        return None
    survey = invitation.survey
    words = {
        "closes_on": long_date(survey.closes_on),
        "contact": survey.session.program.region.hr_office,
        "scripts": [TIDY],
    }
    return states.show("colleagues.html", words | _list_of(colleagues))


def _list_of(colleagues: list[actions.Colleague]) -> dict:
    return {"colleagues": colleagues, "sent": sum(one.is_sent for one in colleagues)}


def first_page(visit: Visit) -> str:
    number = visit.sheet.asked(visit.answers).first_unfilled(visit.answers)
    if number is None:
        return reverse("surveys:review")
    again = "?lagi=1" if visit.answers else ""
    return reverse("surveys:answer", args=[number]) + again


def cover_words(visit: Visit) -> dict:
    survey = visit.invitation.survey
    session = survey.session
    return {
        "survey": survey,
        "program": session.program,
        "session": session,
        "dates": date_span(session.starts_on, session.ends_on),
        "organiser": session.program.region.hr_office or session.program.region.name,
        "closes_on": long_date(survey.closes_on),
        "statements": visit.sheet.statements,
        "open_questions": visit.sheet.open_questions,
        "promise": promise_words(
            survey, is_drawn=visit.invitation.relation == Invitation.Relation.DRAWN
        ),
        "about": about(visit.invitation),
        "scripts": [TIDY],
    } | _list_of(actions.colleagues_of(visit.invitation))


def about(invitation: Invitation) -> str:
    """Return whom or what the form asks about, where that is not the programme itself."""
    subject = invitation.survey.subject
    if subject is not None:
        taught_by = f" – narasumber {subject.trainer.name}" if subject.trainer else ""
        return f"Mata pelatihan: {subject.name}{taught_by}"
    if invitation.relation != Invitation.Relation.SELF and invitation.participation:
        return f"Pegawai yang dinilai: {invitation.participation.employee.full_name}"
    return ""
