"""Verbs of programmes, sessions and participations."""

from programs.actions.codebook import add_theme
from programs.actions.participants import (
    NotAllowed,
    change_participation,
    enrol,
    mark_participants,
    replace_participant,
)
from programs.actions.planning import (
    add_program,
    add_session,
    add_subject,
    cancel_program,
    cancel_session,
    change_program,
    change_session,
    change_subject,
    restore_program,
    restore_session,
)
from programs.actions.versions import (
    attendance_changed,
    bump_data_version,
    data_version,
    on_attendance_change,
    on_schedule_change,
    schedule_changed,
)

__all__ = [
    "NotAllowed",
    "add_program",
    "add_session",
    "add_subject",
    "add_theme",
    "attendance_changed",
    "bump_data_version",
    "cancel_program",
    "cancel_session",
    "change_participation",
    "change_program",
    "change_session",
    "change_subject",
    "data_version",
    "enrol",
    "mark_participants",
    "on_attendance_change",
    "on_schedule_change",
    "replace_participant",
    "restore_program",
    "restore_session",
    "schedule_changed",
]
