"""Addresses of performance."""

from django.urls import path

from performance.views import indicators, listing, session

app_name = "performance"
urlpatterns = [
    path("performance/", listing.index, name="list"),
    path("sessions/<int:pk>/performance/", session.session, name="session"),
    path("programs/<int:pk>/indicators/", indicators.indicators, name="indicators"),
]
