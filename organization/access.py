"""Roles and scope: who may call a view, and which rows they may see. Everything fails closed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url


class Role(models.TextChoices):
    """What a signed-in person may do; regions and unit say where."""

    OFFICER = "officer", "Petugas Kepegawaian"
    INTERVIEWER = "interviewer", "Pewawancara"
    MANAGER = "manager", "Pimpinan"
    ANALYST = "analyst", "Analis"
    ADMINISTRATOR = "administrator", "Admin Sistem"
    AUDITOR = "auditor", "Auditor"


STAFF = tuple(Role)
READERS = (Role.OFFICER, Role.MANAGER, Role.ANALYST)  # those who read results
NOTHING = Q(pk__in=[])

View = Callable[..., HttpResponse]


def allow(*roles: Role) -> Callable[[View], View]:
    """Declare who may call a view: strangers go to the sign-in page, other roles get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                query = urlencode({"next": request.get_full_path()})
                return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
            if request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Declare a view that needs no account."""
    view.allowed_roles = frozenset({"public"})  # type: ignore[attr-defined]
    return view


def apart_from_accounts(view: View) -> View:
    """Declare a view that never looks at an account, even if the browser carries a session.

    Staff are respondents too: what they answer, and when, must not reach their session.
    """
    view.apart_from_accounts = True  # type: ignore[attr-defined]
    return view


def scope(user: Any, *, region: str, unit: str = "", everywhere: Collection[str] = ()) -> Q:
    """Return the condition for rows in the user's regions, and in the user's unit if one is set.

    ``region`` and ``unit`` are look-up paths from the row to its Region and Unit ("" for the row
    itself); ``everywhere`` names the roles that are not bound to regions. A user tied to a unit
    sees nothing of rows that have no unit path.
    """
    if not (user.is_authenticated and user.is_active):
        return NOTHING
    if user.role in everywhere:
        return Q()
    if user.role in {Role.ADMINISTRATOR, Role.AUDITOR}:
        return NOTHING
    within = Q(**{f"{region}__in": user.region_ids})
    if user.unit_id is None:
        return within
    return within & Q(**{f"{unit}__path__startswith": user.unit.path}) if unit else NOTHING
