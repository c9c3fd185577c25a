"""Pages shown when a form is refused before a view sees it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import render

from accounts.unsent import read_unsent
from organization.access import public


def locked_out(request, original_response=None, credentials=None, *args, **kwargs):
    """Too many wrong passwords for this account from this address: wait."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    response = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


@public
def csrf_failure(request, reason=""):
    """Explain, and offer back what was typed if it was typed on a page of ours."""
    unsent = read_unsent(request) if _from_our_own_page(request) else None
    return render(request, "accounts/resume.html", {"unsent": unsent, "reason": "csrf"}, status=403)


def _from_our_own_page(request):
    """Tell; a foreign page must not get its fields into a form that carries our token."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(source)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
