"""What people type about programmes, sessions and participants."""

from programs.forms.participants import (
    CandidateForm,
    MarkForm,
    ParticipantFilter,
    ParticipationForm,
    SearchForm,
    candidates,
)
from programs.forms.programs import ProgramFilter, ProgramForm, ReasonForm
from programs.forms.sessions import SessionForm, SubjectForm

__all__ = [
    "CandidateForm",
    "MarkForm",
    "ParticipantFilter",
    "ParticipationForm",
    "ProgramFilter",
    "ProgramForm",
    "ReasonForm",
    "SearchForm",
    "SessionForm",
    "SubjectForm",
    "candidates",
]
