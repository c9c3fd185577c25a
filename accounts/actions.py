"""Verbs of accounts: create, change, switch off, hand over a password."""

import time
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from organization.access import Role
from trail.actions import record

DENIED_AN_HOUR = 20  # refusals of one person that the trail records
DEMO_PASSWORD = "contoh-evaluasi-asn"  # noqa: S105 - of User.is_demo, only served in demo mode


class LastAdministrator(ValueError):  # noqa: N818 - an outcome that the page shows
    """Somebody must be left who can manage accounts."""


def link_path(user: User) -> str:
    """Return the path that lets its holder set the password once, within three days."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("accounts:set_password", args=[uid, token])


@transaction.atomic
def create_account(*, user: User, regions: list, actor: Any) -> User:
    """Save a new account that only the one-time link can open."""
    user.set_unusable_password()
    user.save()
    user.regions.set(regions)
    _note(actor, "account.created", user, {"role": user.role, "regions": _codes(regions)})
    return user


@transaction.atomic
def change_account(*, user: User, regions: list, actor: Any) -> User:
    """Save an edited account; a new role ends its sessions at once."""
    before = User.objects.select_for_update().get(pk=user.pk)
    if before.role == Role.ADMINISTRATOR != user.role:
        _keep_one_administrator(before)
    changes = {
        name: [str(getattr(before, name) or ""), str(getattr(user, name) or "")]
        for name in ("username", "name", "email", "role", "unit")
        if getattr(before, name) != getattr(user, name)
    }
    old, new = _codes(before.regions.all()), _codes(regions)
    if old != new:
        changes["regions"] = [", ".join(old), ", ".join(new)]
    user.session_epoch = before.session_epoch + ("role" in changes)
    user.save()
    user.regions.set(regions)
    _note(actor, "account.changed", user, {"changes": changes})
    return user


@transaction.atomic
def set_active(*, user: User, is_active: bool, actor: Any) -> None:
    """Switch an account off or on again; its sessions end and stay ended."""
    if not is_active:
        _keep_one_administrator(user)
    user.is_active = is_active
    user.session_epoch += 1
    user.save(update_fields=["is_active", "session_epoch"])
    _note(actor, "account.activated" if is_active else "account.deactivated", user, {})


@transaction.atomic
def hand_over_link(*, user: User, actor: Any) -> str:
    """Make the one-time link and record that it was shown."""
    _note(actor, "account.link_made", user, {})
    return link_path(user)


@transaction.atomic
def set_password(*, user: User, password: str, actor: Any = None) -> None:
    """Set the password; every session of the account ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    _note(actor or user, "account.password_set", user, {})


def send_reset(*, email: str, site: str) -> None:
    """Send the link to each active account with this address; say nothing about who has one."""
    for user in User.objects.active().filter(email__iexact=email).exclude(email=""):
        text = render_to_string(
            "accounts/reset_mail.txt", {"user": user, "address": f"{site}{link_path(user)}"}
        )
        send_mail("Mengatur kata sandi Evaluasi ASN", text, None, [user.email])
        _note(None, "account.reset_sent", user, {})


def record_denied(*, user: User, path: str, status: int) -> None:
    """Record a refused page (403, or 404 out of scope); at most ``DENIED_AN_HOUR`` each.

    The last one that is recorded says so: whoever tries a thousand numbers fills no trail.
    """
    key = f"denied:{user.pk}:{time.time() // 3600:.0f}"
    cache.add(key, 0, timeout=7200)  # seconds; longer than the hour that it counts
    number = cache.incr(key)
    if number > DENIED_AN_HOUR:
        return
    detail = {"status": status}
    if number == DENIED_AN_HOUR:
        detail["note"] = "penolakan lain dalam jam ini tidak dicatat lagi"
    with transaction.atomic():
        record(actor=user, action="access.denied", target=path, detail=detail)


def _keep_one_administrator(user: User) -> None:
    others = User.objects.active().filter(role=Role.ADMINISTRATOR).exclude(pk=user.pk)
    if user.role == Role.ADMINISTRATOR and not others.exists():
        raise LastAdministrator("Ini satu-satunya Admin Sistem yang aktif. Buat Admin lain dahulu.")


def _codes(regions: Any) -> list[str]:
    return sorted(region.code for region in regions)


def _note(actor: Any, action: str, user: User, detail: dict) -> None:
    record(actor=actor, action=action, target=user.username, detail=detail)
