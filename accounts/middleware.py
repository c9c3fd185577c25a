"""Client address, response headers, age of sessions, views without a rule, a busy database."""

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from accounts.actions import record_denied
from accounts.unsent import keep_unsent, read_unsent

GetResponse = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")
ALIVE = "/hidup"  # asks neither session nor database
RETRY_AFTER = 5  # seconds
PASSING = re.compile(r"locked|busy|full|unable to open|disk I/O")  # SQLite: worth another try


class ClientAddress:
    """Sets REMOTE_ADDR to what the last of our own proxies saw; nobody else is believed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.META.pop("HTTP_X_FORWARDED_FOR", "").split(",")]
        if 0 < settings.TRUSTED_PROXIES <= len(hops) and hops[-settings.TRUSTED_PROXIES]:
            request.META["REMOTE_ADDR"] = hops[-settings.TRUSTED_PROXIES]
        return self.get_response(request)


class ResponseHeaders:
    """Headers that Django does not set; pages with data are never stored by caches."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        )
        return response


class PatientSessions(SessionMiddleware):
    """Serves a page even if its session cannot be saved: locked, or ended in another tab.

    What the page did is done; asking the person to send it again would do it twice.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, or leave it."""
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, OperationalError):
            return response


class SessionAge:
    """Ends a staff session after 30 idle minutes, and 12 hours after signing in in any case.

    Pages of respondents leave the session alone: it would keep their answers and the time of them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_apart(request) and request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started", now)
            idle = now - request.session.get("seen", now)
            if idle > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE:
                _end(request)
            elif idle > 60 or "seen" not in request.session:  # seconds; spares a write a click
                request.session["seen"] = now
        return self.get_response(request)


def _is_apart(request: HttpRequest) -> bool:
    """Tell whether the page asks for no account; ``/hidup`` not even for the database."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return request.path == ALIVE
    return request.path == ALIVE or getattr(view, "apart_from_accounts", False)


def _end(request: HttpRequest) -> None:
    """Sign out, keeping what was just typed for the same person's next sign-in."""
    user_id, unsent = request.user.pk, read_unsent(request)
    logout(request)
    keep_unsent(request, unsent, user_id)


class DenyByDefault:
    """Refuses methods nobody uses, and any view that does not say who may call it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        """Raise PermissionDenied for a view without a rule (``organization.access``)."""
        if not hasattr(view, "allowed_roles"):
            raise PermissionDenied
        return None


class DeniedAccess:
    """Records in the trail what signed-in staff were refused: a function, or a row out of scope.

    A row that is not there looks the same as one out of scope, here as on the page. Public pages
    are not looked at: who answers a form, and when, is nobody's business.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Note a refusal; a trail that cannot be written now must not change the answer."""
        status = {PermissionDenied: 403, Http404: 404}.get(type(error))
        if status and _is_of_staff(request):
            with suppress(DatabaseError):
                record_denied(user=request.user, path=request.path, status=status)


def _is_of_staff(request: HttpRequest) -> bool:
    """Tell whether somebody signed in called a view that is not for everybody."""
    view = request.resolver_match.func
    return "public" not in view.allowed_roles and request.user.is_authenticated


class DatabaseBusy:
    """Answers 503 while the database is locked or away; what was typed stays in the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the busy page for an error that will pass by itself."""
        return busy_page(request) if is_passing(error) else None


def is_passing(error: BaseException | None) -> bool:
    """Whether trying again soon may help: a lock, a full disk, a database that restarts."""
    if not isinstance(error, OperationalError):
        return False
    of_sqlite = isinstance(error.__cause__, sqlite3.Error)
    return bool(PASSING.search(str(error))) if of_sqlite else True


def busy_page(request: HttpRequest) -> HttpResponse:
    """Say to try again; touches neither the database nor the session."""
    context = {"unsent": read_unsent(request), "token": get_token(request)}
    page = render_to_string("accounts/busy.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
