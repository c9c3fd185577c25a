"""Pages for what went wrong: they say what to do."""

import sys

from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

from accounts.middleware import busy_page, is_passing


def bad_request(request, exception=None):
    """Render without request: its very address may be what is wrong."""
    return HttpResponseBadRequest(get_template("workspace/bad_request.html").render())


def forbidden(request, exception=None):
    return render(request, "workspace/forbidden.html", status=403)


def not_found(request, exception=None):
    return render(request, "workspace/not_found.html", status=404)


def server_error(request):
    """Render without request, user or database: any of them may be what failed."""
    if is_passing(sys.exc_info()[1]):  # a lock met by middleware, such as the saving of a session
        return busy_page(request)
    return HttpResponseServerError(get_template("workspace/server_error.html").render())
