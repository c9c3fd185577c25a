"""Who is answering: a signed cookie in place of an account, and where a POST may come from.

Respondent pages carry no CSRF cookie. ``Referrer-Policy: no-referrer`` on the cover makes browsers
send ``Origin: null`` with its POST, which Django's check refuses; and a CSRF cookie that ran out
would cost a person their answers. Instead every POST must come from our own pages by
``Sec-Fetch-Site`` or, in old browsers, ``Origin``; and the pass below is signed, HttpOnly and
SameSite=Lax, so other sites cannot send it along.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

IDLE = 2 * 3600  # seconds without a page before the link must be opened again
ABSOLUTE = 14 * 24 * 3600  # seconds after Mulai
KIOSK = 12 * 3600  # seconds that a shared tablet stays one
WRONG_CODES = 60  # a minute and address; a right code is never counted
_signer = signing.Signer(salt="surveys.pass")
_kiosk_signer = signing.TimestampSigner(salt="surveys.kiosk")


@dataclass(frozen=True)
class Pass:
    """What the cookie says: whose form is being filled, or that it was sent (then nobody's)."""

    token: str = ""
    started: int = 0
    seen: int = 0
    saved: int = 0  # when the last page was kept; only the respondent's own browser knows
    sent: str = ""  # the note that the thank-you page reads

    @property
    def is_idle(self) -> bool:
        """Whether nobody touched the form for two hours."""
        return time.time() - self.seen > IDLE


def cookie_name() -> str:
    """Return the cookie's name, prefixed where browsers can hold it to the host."""
    return "__Host-isian" if settings.SESSION_COOKIE_SECURE else "isian"


def read_pass(request: HttpRequest) -> Pass | None:
    """Return the pass that the browser carries; none if it is absent, forged or 14 days old."""
    try:
        found = Pass(**_signer.unsign_object(request.COOKIES.get(cookie_name(), "")))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return found if time.time() - found.started <= ABSOLUTE else None


def new_pass(token: str) -> Pass:
    """Return the pass of somebody who just pressed Mulai."""
    now = int(time.time())
    return Pass(token=token, started=now, seen=now)


def sent_pass(note: str) -> Pass:
    """Return the pass that is left after sending: it names nobody."""
    now = int(time.time())
    return Pass(started=now, seen=now, sent=note)


def hand_out(response: HttpResponse, holder: Pass, *, saved: bool = False) -> HttpResponse:
    """Put the pass on the response, alive for two more hours."""
    now = int(time.time())
    fresh = replace(holder, seen=now, saved=now if saved else holder.saved)
    content = {name: value for name, value in vars(fresh).items() if value}
    response.set_cookie(
        cookie_name(),
        _signer.sign_object(content),
        max_age=max(fresh.started + ABSOLUTE - now, 0),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_pass(response: HttpResponse) -> HttpResponse:
    """Take the pass away, so that whoever comes next is nobody yet."""
    response.delete_cookie(cookie_name(), samesite="Lax")
    return response


def kiosk_name() -> str:
    """Return the name of the cookie that makes a browser a shared tablet."""
    return "__Host-kios" if settings.SESSION_COOKIE_SECURE else "kios"


def start_kiosk(response: HttpResponse) -> HttpResponse:
    """Make this browser a shared tablet until the evening; the cookie says nothing else."""
    response.set_cookie(
        kiosk_name(),
        _kiosk_signer.sign("kios"),
        max_age=KIOSK,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response


def is_kiosk(request: HttpRequest) -> bool:
    """Whether this browser is a shared tablet."""
    try:
        return bool(_kiosk_signer.unsign(request.COOKIES[kiosk_name()], max_age=KIOSK))
    except (KeyError, signing.BadSignature):
        return False


def end_kiosk(response: HttpResponse) -> HttpResponse:
    """Make this browser an ordinary one again."""
    response.delete_cookie(kiosk_name(), samesite="Lax")
    return forget_pass(response)


def is_foreign(request: HttpRequest) -> bool:
    """Whether this POST was sent by a page of another site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin != "null" and origin.rpartition("/")[2] != request.get_host()


def note_of(closes_on: date, threshold: int) -> str:
    """Return what the thank-you page may say: equal for everybody of a form, nobody's own."""
    return signing.Signer(salt="surveys.thanks").sign(f"{closes_on.isoformat()}.{threshold}")


def read_note(text: str) -> tuple[date, int] | None:
    """Return the closing date and the threshold of a note, or nothing."""
    try:
        day, threshold = signing.Signer(salt="surveys.thanks").unsign(text).split(".")
        return date.fromisoformat(day), int(threshold)
    except (signing.BadSignature, ValueError):
        return None


def too_many_wrong_codes(request: HttpRequest) -> bool:
    """Count one wrong code of this address, and tell whether there were too many this minute."""
    address = request.META.get("REMOTE_ADDR", "")
    key = "wrong-codes-" + salted_hmac("surveys.codes", address, algorithm="sha256").hexdigest()
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > WRONG_CODES
    except ValueError:  # the minute ended between the two lines
        return False
