"""Arriving at a page of the form: who it is, and what to do when that is not clear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.middleware import is_passing
from organization.access import apart_from_accounts, public
from surveys import access, actions
from surveys.forms.codes import CodeForm
from surveys.forms.sheets import Sheet
from surveys.models import Invitation, Question, Questionnaire
from surveys.views import states

DATABASE_AWAY = (OperationalError, InterfaceError)  # locked, stopped, unreachable
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visit:
    """Somebody at a page of their form."""

    invitation: Invitation
    holder: access.Pass
    hold: str = ""  # why nothing is saved yet, though answers were posted

    @cached_property
    def sheet(self) -> Sheet:
        """The pages of the questionnaire, in the words for this rater."""
        questionnaire = self.invitation.survey.questionnaire
        sheet = sheet_of(questionnaire, self.invitation.relation)
        return sheet.shuffled(self.holder.token) if questionnaire.shuffle else sheet

    @cached_property
    def answers(self) -> dict:
        """What the draft holds."""
        return actions.load_draft(self.invitation)

    @cached_property
    def shown(self) -> Sheet:
        """The pages as they stand on the screen, given the draft."""
        return self.sheet.shown(self.answers)

    @property
    def sequence(self) -> int:
        """The number of the last saved draft; each save counts one up."""
        draft = getattr(self.invitation, "draft", None)
        return draft.sequence if draft else 0


def sheet_of(questionnaire: Questionnaire, relation: str) -> Sheet:
    """Return the pages of a questionnaire; opening froze them, so they are read once a process."""
    return _sheet(questionnaire.uid, relation, questionnaire)


@lru_cache(maxsize=256)
def _sheet(_uid: str, relation: str, questionnaire: Questionnaire) -> Sheet:
    """``_uid`` is random: a number alone could mean another questionnaire in another database."""
    return Sheet(list(Question.objects.of(questionnaire)), relation)


def forget_sheets() -> None:
    """Read the questions anew, as a process that has just started does."""
    _sheet.cache_clear()


def token_of(invitation: Invitation) -> str:
    """Return the token in the invitation's link."""
    return actions.link_of(invitation).rpartition("/")[2]


def thanks_address(note: str) -> str:
    """Return the address of the thank-you page of a form; it names nobody."""
    return f"{reverse('surveys:thanks')}?h={note}"


def respondent(view: View) -> View:
    """Open a page to anybody with a link: no account, no CSRF cookie (see surveys.access)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return states.framed(request, view(request, *args, **kwargs))
        except DATABASE_AWAY as error:
            require_passing(error)
            return states.framed(request, states.unsaved(request))

    opened = csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded))
    return public(apart_from_accounts(opened))


def require_passing(error: Exception) -> None:
    """Raise the error again unless waiting helps: a lock, a restart, a lost connection."""
    if not (isinstance(error, InterfaceError) or is_passing(error)):
        raise error


def visiting(view: View) -> View:
    """Give the view the visit; or answer with the page that says why there is none."""

    @wraps(view)
    def arrived(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        holder = access.read_pass(request)
        if holder and holder.sent:
            return states.SeeOther(thanks_address(holder.sent))
        if holder is None or (holder.is_idle and request.method != "POST"):
            return _stranger(request, view, *args, **kwargs)
        invitation = actions.invitation_of_token(holder.token)
        visit = Visit(invitation, holder, _why_hold(request, holder))
        return states.refusal(invitation) or view(request, visit, *args, **kwargs)

    return arrived


def read_code(request: HttpRequest) -> tuple[Invitation | None, CodeForm, int]:
    """Return the invitation that the typed code opens, the form, and the status of the page."""
    form = CodeForm(request.POST)
    invitation = form.invitation()
    if invitation is not None or not form.is_valid():
        return invitation, form, 200
    if access.too_many_wrong_codes(request):
        form.add_error("code", "Terlalu banyak kode keliru. Tunggu satu menit, lalu coba lagi")
        return None, form, 429
    form.add_error("code", "Kode tidak dikenali. Periksa lagi setiap hurufnya")
    return None, form, 200


def _why_hold(request: HttpRequest, holder: access.Pass) -> str:
    if request.method != "POST":
        return ""
    if access.is_foreign(request):
        return "foreign"
    return "idle" if holder.is_idle else ""


def _stranger(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer without a cookie. Answers that were posted stay on a page that asks for the code."""
    if not any(name[:1] == "q" for name in request.POST) or access.is_foreign(request):
        return states.expired()
    if "code" not in request.POST:
        return states.locked(request, CodeForm(), status=403)
    invitation, form, status = read_code(request)
    if invitation is None:
        return states.locked(request, form, status=status)
    refused = states.refusal(invitation)
    if refused is not None:
        return refused
    visit = Visit(invitation, access.new_pass(token_of(invitation)))
    return view(request, visit, *args, **kwargs)
