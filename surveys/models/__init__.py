"""What was asked (instruments), of whom (waves), the answers, and what remains (tallies)."""

from surveys.models.answers import (
    Authorship,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    Draft,
    Pseudonym,
    Response,
)
from surveys.models.instruments import Question, Questionnaire, Scale, Section
from surveys.models.tallies import AnswerTally, DimensionSummary, SurveyMoments
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
    "Pseudonym",
    "Question",
    "Questionnaire",
    "Response",
    "Scale",
    "Section",
    "Survey",
    "SurveyMoments",
]
