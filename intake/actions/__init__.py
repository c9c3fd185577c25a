"""Verbs of importing: check, check again, confirm, undo, cancel."""

from intake.actions.applying import cancel, confirm, undo
from intake.actions.checking import check_table, context_of, recheck
from intake.actions.forgetting import forget_rows
from intake.actions.outcomes import NotYours, OutdatedCheck, UndoRefused, Unsuitable

__all__ = [
    "NotYours",
    "OutdatedCheck",
    "UndoRefused",
    "Unsuitable",
    "cancel",
    "check_table",
    "confirm",
    "context_of",
    "forget_rows",
    "recheck",
    "undo",
]
