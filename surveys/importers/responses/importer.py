"""Answers collected elsewhere, one row a respondent, into the inbox of one open form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from intake.importers import BadValue, Column, Importer
from intake.reader import plain
from surveys.actions import receiving, traces
from surveys.actions.checking import check_answers, items_of, other_of
from surveys.actions.outcomes import InvalidAnswers
from surveys.choices import QuestionKind
from surveys.importers.responses.answers import AnswerReader, shown
from surveys.importers.responses.headings import match_questions
from surveys.importers.responses.people import FIELD, NIP_HEADING, check_people, nip_column
from surveys.importers.responses.preparing import prepare

if TYPE_CHECKING:
    from intake.importers import CheckedRow, ImportContext, Journal, KeptRow
    from intake.reader import Table
    from surveys.models import Question, Survey

ONE_OF_A_LIST = {QuestionKind.SCALE, QuestionKind.SINGLE}
EMPTY = "Baris ini tidak memuat satu jawaban pun. Lewati baris ini atau hapus dari berkas."
NO_COLUMN = "Pertanyaan tanpa kolom di berkas, dicatat sebagai dilewati: {listed}."
ALIKE = "Pilih kolom pertanyaan"


class ResponseImporter(Importer):
    """Adds rows to the form named in ``context.values["survey"]``."""

    kind = traces.KIND
    title = "Jawaban formulir"
    description = (
        "Jawaban yang terkumpul di Google Forms, Microsoft Forms, atau tabel lain, ke satu "
        "formulir yang masih dibuka."
    )
    columns = ()

    def prepare(self, table: Table, context: ImportContext) -> Table:
        """Throw away who and when, shuffle, and leave out rows that were imported before."""
        return prepare(table, context)

    def columns_for(self, context: ImportContext) -> list[Column]:
        """Return the questions of the form, and the NIP unless the form is anonymous."""
        survey = _survey(context)
        who = nip_column(survey)
        asked = [_column(question) for question in receiving.questions_of(survey)]
        return ([who] if who else []) + asked

    def match(
        self, header: list[str], context: ImportContext, remembered: Mapping[str, str]
    ) -> dict[str, int]:
        """Match by the words of the questions; what was chosen before comes first."""
        questions = receiving.questions_of(_survey(context))
        chosen = _remembered(header, remembered, {_field(one) for one in questions})
        left = [heading if at not in chosen.values() else "" for at, heading in enumerate(header)]
        free = [question for question in questions if _field(question) not in chosen]
        found = {f"q{pk}": at for pk, at in match_questions(left, free).items()}
        who = {FIELD: header.index(NIP_HEADING)} if NIP_HEADING in header else {}
        return found | chosen | who

    def missing(self, mapped: Collection[str], context: ImportContext) -> list[str]:
        """Return a label when no column at all is a question."""
        return [] if set(mapped) - {FIELD} else [ALIKE]

    def remarks(self, mapped: Collection[str], context: ImportContext) -> list[str]:
        """Name the questions that no column answers."""
        questions = receiving.questions_of(_survey(context))
        silent = [f"“{one.text.rstrip('.')}”" for one in questions if _field(one) not in mapped]
        return [NO_COLUMN.format(listed=", ".join(silent))] if silent else []

    def check(self, rows: list[CheckedRow], context: ImportContext) -> None:
        """Read every answer and find every person; a constant number of queries."""
        survey = _survey(context)
        readers = [AnswerReader(question) for question in receiving.questions_of(survey)]
        for row in rows:
            _read_answers(row, readers, context)
            _check_whole(row, survey)
        check_people(rows, receiving.people_by_mark(survey), survey.promise)

    def choices_for(self, field: str, context: ImportContext) -> list[tuple[str, str]]:
        """Offer the answers of the question."""
        questions = receiving.questions_of(_survey(context))
        return next((AnswerReader(one).choices for one in questions if _field(one) == field), [])

    def apply(
        self, rows: list[KeptRow], context: ImportContext, journal: Journal
    ) -> dict[str, Any]:
        """Send the rows as if each had been filled in here."""
        sent = [receiving.Sent(row.values.get(FIELD), _answers(row.values)) for row in rows]
        done = receiving.receive(survey_id=context.values["survey"], rows=sent, journal=journal)
        context.values["fingerprints"] = done["fingerprints"]
        return {"created": done["created"], "updated": 0}

    def put_back(self, model: type, instances: list, fields: list[str]) -> None:
        """Restore invitations; an import of answers changes nothing else."""
        receiving.put_back_invitations(instances)

    def after_undo(self, context: ImportContext) -> None:
        """Refuse after the close; otherwise nothing was derived."""
        receiving.require_undoable(_survey(context))


def _survey(context: ImportContext) -> Survey:
    return receiving.survey_of(context.values["survey"])


def _field(question: Question) -> str:
    return f"q{question.pk}"


def _remembered(header: list[str], remembered: Mapping[str, str], fields: set[str]) -> dict:
    found: dict[str, int] = {}
    for at, heading in enumerate(header):
        field = remembered.get(plain(heading), "")
        if heading and field in fields:
            found.setdefault(field, at)
    return found


def _column(question: Question) -> Column:
    reader = AnswerReader(question)
    example = reader.labels[-1] if reader.labels else EXAMPLES.get(question.kind, "")
    return Column(_field(question), _label(question), parse=reader, example=example)


EXAMPLES = {QuestionKind.NUMBER: "12,5", QuestionKind.DATE: "22/11/2026"}
ROUNDS = {"before": "Sebelum: ", "after": "Sesudah: "}


def _label(question: Question) -> str:
    return f"{ROUNDS.get(question.round, '')}{question.text}"


def _read_answers(row: CheckedRow, readers: list[AnswerReader], context: ImportContext) -> None:
    for reader in readers:
        field, cell = _field(reader.question), row.values.get(_field(reader.question))
        if cell is None or row.bad(field):
            continue
        typed = shown(cell)
        is_listed = reader.question.kind in ONE_OF_A_LIST
        try:
            chosen = context.chosen(field, typed) if is_listed else None
            row.values[field] = reader.read(cell, chosen)
            if chosen is None and (own := reader.own_words(cell)):
                row.values[f"q{other_of(reader.question.pk)}"] = own
        except BadValue as refusal:
            row.problem(field, str(refusal))
            row.values[field] = None
            if is_listed:
                context.unknown(field, typed)


def _check_whole(row: CheckedRow, survey: Survey) -> None:
    """Hold the row against the form, as a sent one is."""
    if row.has_errors:
        return
    answers = _answers(row.values)
    if not answers:
        row.problem(ALIKE, EMPTY)
        return
    try:
        check_answers(items_of(survey), answers)
    except InvalidAnswers as refused:
        for pk, sentence in refused.problems.items():
            row.problem(f"q{pk}", sentence)


def _answers(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name[1:]: value
        for name, value in values.items()
        if name != FIELD and value not in (None, "", [])
    }
