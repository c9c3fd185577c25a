"""Addresses: one line per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("surveys.urls")),  # first: rooms full of phones ask for it
    path("", include("workspace.urls")),
    path("", include("accounts.urls")),
    path("", include("organization.urls")),
    path("", include("programs.urls")),
    path("", include("performance.urls")),
    path("", include("reports.urls")),
]
handler400 = "workspace.views.errors.bad_request"
handler403 = "workspace.views.errors.forbidden"
handler404 = "workspace.views.errors.not_found"
handler500 = "workspace.views.errors.server_error"
