"""What was asked (instruments), of whom (waves), the answers, and what remains (tallies)."""

from surveys.models.answers import (
    Authorship,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    Draft,
    PaperEntry,
    Pseudonym,
    Response,
)
from surveys.models.instruments import Question, Questionnaire, Scale, Section
from surveys.models.outreach import Message, ReminderRun
from surveys.models.plans import PlanLine, PlannedSurvey
from surveys.models.tallies import AnswerTally, DimensionSummary, PairMoments, SurveyMoments
from surveys.models.waves import Invitation, Survey

__all__ = [
    "AnswerTally",
    "Authorship",
    "ClosedAuthorship",
    "ClosedComment",
    "ClosedPseudonym",
    "ClosedResponse",
    "Comment",
    "DimensionSummary",
    "Draft",
    "Invitation",
    "Message",
    "PairMoments",
    "PaperEntry",
    "PlanLine",
    "PlannedSurvey",
    "Pseudonym",
    "Question",
    "Questionnaire",
    "ReminderRun",
    "Response",
    "Scale",
    "Section",
    "Survey",
    "SurveyMoments",
]
