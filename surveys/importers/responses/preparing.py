"""What of an uploaded file may be kept at all: done in memory, before the first row is stored.

Columns that tell who answered or when are thrown away; of an NIP stays what the promise allows;
rows of anonymous and confidential forms are shuffled and numbered anew. Only the person who uploads
sees, once, at which rows of their file the problems are (``Table.places``).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from intake.actions.outcomes import BadValue, Unsuitable
from intake.reader import CellValue, Table, TableRow, plain
from surveys.actions import receiving, traces
from surveys.choices import Promise
from surveys.importers.responses.answers import AnswerReader, shown
from surveys.importers.responses.headings import (
    NIP,
    identity_of,
    is_closed,
    looks_like_identity,
    match_questions,
)
from surveys.importers.responses.people import DAMAGED, NIP_HEADING, STRANGER, read_nip

if TYPE_CHECKING:
    from intake.importers import ImportContext
    from surveys.models import Question, Survey

LOT = random.SystemRandom()
FIRST_ROW = 2  # below the heading
NOTHING = (
    "Tidak satu pun judul kolom berkas ini sama dengan pertanyaan formulir {code}. Periksa apakah "
    "berkas dan formulirnya sudah benar, atau samakan judul kolom dengan bunyi pertanyaannya."
)
ALL_KNOWN = (
    "Semua baris berkas ini sudah diimpor ke formulir ini (terakhir {day}), jadi tidak ada yang "
    "perlu diimpor lagi."
)


@dataclass
class Sorting:
    """The columns of a file by what becomes of them; positions in its header."""

    kept: list[int] = field(default_factory=list)
    thrown: list[int] = field(default_factory=list)  # who or when
    unread: list[int] = field(default_factory=list)  # perhaps who: nobody can tell
    nip: int | None = None


def prepare(table: Table, context: ImportContext) -> Table:
    """Return the table as it may be stored; raise Unsuitable with one sentence."""
    survey = receiving.survey_of(context.values["survey"])
    receiving.require_receiving(survey)
    questions = receiving.questions_of(survey)
    sorting = _sort(table, survey, questions)
    prints = traces.fingerprints(survey, [_as_one(row) for row in table.rows])
    known = traces.imported_fingerprints(survey)
    fresh = [(row, one) for row, one in zip(table.rows, prints, strict=True) if one not in known]
    if not fresh:
        raise Unsuitable(ALL_KNOWN.format(day=traces.imported_on(survey)))
    places = _lot(survey, [row.number for row, _print in fresh])
    nips = _nip_cells(survey, sorting, [row for row, _print in fresh])
    rows = [
        TableRow(number, [row.cells[at] for at in sorting.kept] + nip + [one])
        for (row, one), nip, number in zip(fresh, nips, places, strict=True)
    ]
    header = [table.header[at] for at in sorting.kept]
    return replace(
        table,
        header=header + ([NIP_HEADING] if sorting.nip is not None else []),
        rows=sorted(rows, key=lambda row: row.number),
        notes=table.notes + _notes(table, survey, sorting, len(table.rows) - len(fresh)),
        places={} if survey.promise == Promise.NAMED else places,
    )


def _sort(table: Table, survey: Survey, questions: list[Question]) -> Sorting:
    found = match_questions(table.header, questions)
    if not found:
        raise Unsuitable(NOTHING.format(code=survey.code))
    free = [AnswerReader(one) for one in questions if one.pk not in found and is_closed(one)]
    sorting = Sorting()
    for at, heading in enumerate(table.header):
        cells = [row.cells[at] for row in table.rows if row.cells[at] is not None]
        is_question = at in found.values()
        kind = identity_of(heading) or ("" if is_question else looks_like_identity(heading, cells))
        if kind == NIP and sorting.nip is None and survey.promise != Promise.ANONYMOUS:
            sorting.nip = at
        elif kind:
            sorting.thrown.append(at)
        elif is_question or survey.promise == Promise.NAMED or _may_answer(cells, free):
            sorting.kept.append(at)
        elif cells or heading:
            sorting.unread.append(at)
    return sorting


def _may_answer(cells: list[CellValue], free: list[AnswerReader]) -> bool:
    """Whether an unmatched column can only be answers: others may hold names under any heading."""
    return any(reader.likes(cells) for reader in free)


def _lot(survey: Survey, numbers: list[int]) -> dict[int, int]:
    """Return {number of the row here: its number in the file}, in the order of the given rows."""
    if survey.promise == Promise.NAMED:
        return {number: number for number in numbers}
    drawn = LOT.sample(range(FIRST_ROW, FIRST_ROW + len(numbers)), len(numbers))
    return dict(zip(drawn, numbers, strict=True))


def _nip_cells(survey: Survey, sorting: Sorting, rows: list[TableRow]) -> list[list[CellValue]]:
    """Return, a row, what is kept of the NIP: itself, a mark under the link key, or nothing."""
    if sorting.nip is None:
        return [[] for _ in rows]
    cells = [row.cells[sorting.nip] for row in rows]
    if survey.promise == Promise.NAMED:
        return [[cell] for cell in cells]
    marks = receiving.marks_by_nip(survey)
    return [[_mark(cell, marks)] for cell in cells]


def _mark(cell: CellValue, marks: dict[str, str]) -> str | None:
    if cell is None:
        return None
    try:
        return marks.get(read_nip(cell), STRANGER)
    except BadValue:
        return DAMAGED


def _as_one(row: TableRow) -> str:
    """Return a row as one text that does not change with the dialect of the file."""
    return "\x1f".join(plain(shown(cell)) for cell in row.cells).rstrip("\x1f")


def _notes(table: Table, survey: Survey, sorting: Sorting, known: int) -> list[str]:
    found = []
    if sorting.thrown:
        found.append(
            f"{_promise_of(survey)}Kolom {_listed(table, sorting.thrown)} tidak dibaca dan tidak "
            "disimpan."
        )
    if sorting.nip is not None and survey.promise == Promise.CONFIDENTIAL:
        found.append("NIP hanya dipakai untuk mencari undangan, lalu diganti tanda rahasia.")
    if sorting.unread:
        found.append(
            f"Kolom {_listed(table, sorting.unread)} bukan pertanyaan formulir ini dan mungkin "
            "memuat identitas, jadi tidak disimpan. Bila kolom itu jawaban, samakan judulnya "
            "dengan bunyi pertanyaan lalu unggah lagi."
        )
    if known:
        found.append(f"{known} baris dilewati karena sudah diimpor ke formulir ini.")
    if survey.promise != Promise.NAMED:
        found.append("Urutan baris sudah diacak, jadi nomor baris di sini bukan nomor di berkas.")
    if survey.promise == Promise.ANONYMOUS:
        found.append(
            "Yang diundang tetap tercatat belum mengisi, karena tidak ada yang tahu siapa pengisi "
            "berkas ini. Bila semua sudah mengisi di sana, tutup formulir setelah mengimpor."
        )
    if survey.by_unit_group and survey.promise == Promise.ANONYMOUS:
        found.append(
            "Jawaban dari berkas tidak menyebut kelompok unit. Hasil dapat tampil tanpa rincian."
        )
    return found


def _promise_of(survey: Survey) -> str:
    return {
        Promise.ANONYMOUS: "Formulir ini anonim. ",
        Promise.CONFIDENTIAL: "Formulir ini rahasia. ",
    }.get(Promise(survey.promise), "")


def _listed(table: Table, positions: list[int]) -> str:
    return ", ".join(f"“{table.header[at] or f'ke-{at + 1}'}”" for at in positions)
