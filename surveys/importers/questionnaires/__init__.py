"""Questionnaires as files: XLSForm and our own layout, in and out."""

from surveys.importers.questionnaires.findings import Finding, Findings
from surveys.importers.questionnaires.reading import Reading, read_questionnaire

__all__ = ["Finding", "Findings", "Reading", "read_questionnaire"]
