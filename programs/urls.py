"""Addresses of programs."""

from django.urls import path

from programs.views import participants, planning

app_name = "programs"
urlpatterns = [
    path("programs/", planning.index, name="list"),
    path("programs/new/", planning.create, name="create"),
    path("programs/<int:pk>/edit/", planning.edit, name="edit"),
    path("programs/<int:pk>/cancel/", planning.cancel, name="cancel"),
    path("programs/<int:pk>/sessions/new/", planning.session_create, name="session_create"),
    path("sessions/<int:pk>/edit/", planning.session_edit, name="session_edit"),
    path("sessions/<int:pk>/cancel/", planning.session_cancel, name="session_cancel"),
    path("sessions/<int:pk>/subjects/new/", planning.subject_create, name="subject_create"),
    path("subjects/<int:pk>/edit/", planning.subject_edit, name="subject_edit"),
    path("sessions/<int:pk>/participants/", participants.participants, name="participants"),
    path(
        "sessions/<int:pk>/participants/new/",
        participants.participant_create,
        name="participant_create",
    ),
    path("participations/<int:pk>/", participants.participation_edit, name="participation_edit"),
]
