"""Which of the two layouts a workbook has, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.text import slugify

from intake.reader import Sheet, clean_text, plain
from surveys.actions.blueprints import Blueprint
from surveys.importers.questionnaires import layout
from surveys.importers.questionnaires.drafting import LONGEST_KEY, cut
from surveys.importers.questionnaires.findings import Findings, Place
from surveys.importers.questionnaires.layout_reading import read_layout
from surveys.importers.questionnaires.xlsform import read_xlsform
from surveys.importers.questionnaires.xlsform_sheets import LONGEST_FORM_TITLE
from surveys.models import Scale

XLSFORM, OWN = "XLSForm", "Lembar Evaluasi ASN"
READ = {
    XLSFORM: {"survey", "choices", "settings"},
    OWN: {plain(layout.ABOUT), plain(layout.QUESTIONS), plain(layout.NOTES)},
}


@dataclass(frozen=True)
class Reading:
    """A workbook as a questionnaire: what would be made, and what was found."""

    layout: str
    blueprint: Blueprint
    findings: Findings


def read_questionnaire(
    sheets: list[Sheet], scales: Iterable[Scale], file_name: str = ""
) -> Reading:
    """Return what the workbook would make; nothing may be made of it while it has problems.

    The file's name stands in for a title and a code that the file does not give.
    """
    findings, blueprint = Findings(), _called_as(file_name)
    by_name = {plain(sheet.name): sheet for sheet in sheets}
    if plain(layout.QUESTIONS) in by_name:
        found = OWN
        read_layout(by_name, scales, blueprint, findings)
    elif "survey" in by_name or len(sheets) == 1:
        found = XLSFORM
        by_name.setdefault("survey", sheets[0])
        read_xlsform(by_name, scales, blueprint, findings)
    else:
        place = Place(", ".join(sheet.name for sheet in sheets))
        findings.problem(
            place,
            "Tidak ada lembar survey (XLSForm) atau Pertanyaan (lembar Evaluasi ASN). Unduh "
            "templat untuk melihat susunannya.",
        )
        return Reading("", blueprint, findings)
    read = READ[found] | {plain(by_name["survey"].name)} if found == XLSFORM else READ[found]
    for sheet in sheets:
        for note in sheet.notes:
            findings.loss(Place(sheet.name), note)
        if plain(sheet.name) not in read:
            findings.loss(Place(sheet.name), "Lembar ini tidak dibawa.")
    return Reading(found, blueprint, findings)


def _called_as(file_name: str) -> Blueprint:
    name = PurePath(file_name.replace("\\", "/")).stem
    title = clean_text(name.replace("_", " "))
    return Blueprint(
        title=cut(title, LONGEST_FORM_TITLE), code=slugify(title).upper()[:LONGEST_KEY].strip("-")
    )
