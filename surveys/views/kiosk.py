"""One tablet for a room: everybody types a code, answers, and leaves it as it was before.

The token of a link never stands in an address here, so that going back in the browser's history
leads nobody into the form of whoever came before.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from organization.access import Role, allow
from surveys import access
from surveys.forms.codes import CodeForm
from surveys.views import states
from surveys.views.cover import TIDY, cover_words, first_page
from surveys.views.visits import Visit, read_code, respondent, token_of, visiting
from surveys.views.waves import LIST
from trail.actions import record


@allow(Role.OFFICER)
def start(request: HttpRequest) -> HttpResponse:
    """Say what the tablet will do; POST signs the Petugas out and leaves only the code entry."""
    if request.method != "POST":
        context = {"crumbs": [*LIST, ("Mode kios", "")]}
        return render(request, "surveys/kiosk.html", context)
    record(actor=request.user, action="survey.kiosk_started")
    logout(request)
    response = redirect("surveys:kiosk")
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
    return access.start_kiosk(access.forget_pass(response))


@respondent
def kiosk(request: HttpRequest) -> HttpResponse:
    """Take a code; whoever came before is forgotten."""
    if not access.is_kiosk(request):
        return states.SeeOther(reverse("surveys:code"))
    return _enter(request)


@respondent
@visiting
def kiosk_cover(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what is asked and promised; Mulai (POST) leads to the first page."""
    if request.method == "POST" and not visit.hold:
        return access.hand_out(states.SeeOther(first_page(visit)), visit.holder)
    words = cover_words(visit) | {"colleagues": []}  # their links are for a phone of one's own
    return access.hand_out(states.show("cover.html", words), visit.holder)


@respondent
def kiosk_end(request: HttpRequest) -> HttpResponse:
    """Make the tablet an ordinary browser again, at the sign-in page."""
    if request.method != "POST" or access.is_foreign(request):
        return states.SeeOther(reverse("surveys:kiosk"))
    return access.end_kiosk(states.SeeOther(reverse("accounts:sign_in")))


def _enter(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" or access.is_foreign(request):
        context = {"form": CodeForm(), "scripts": [TIDY]}
        return access.forget_pass(states.show("code.html", context))
    invitation, form, status = read_code(request)
    if invitation is None:
        page = states.show("code.html", {"form": form, "scripts": [TIDY]}, status=status)
        return access.forget_pass(states.retry_later(page))
    refused = states.refusal(invitation)
    if refused is not None:
        return access.forget_pass(refused)
    holder = access.new_pass(token_of(invitation))
    return access.hand_out(states.SeeOther(reverse("surveys:kiosk_cover")), holder)
