"""Beranda."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import STAFF, allow
from workspace.homes import home_of


@require_safe
@allow(*STAFF)
def home(request):
    template, context = home_of(request.user, timezone.localdate())
    return render(request, template, context)
