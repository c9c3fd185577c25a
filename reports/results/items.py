"""Items of tests: difficulty and discrimination, only from 30 people, rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reports.analysis import ITEMS_FROM, ItemStatistics, item_statistics
from reports.disclosure import Candidate, merge_counts, release
from reports.frames.items import ItemRecord, item_records, texts_of
from reports.results.rows import Row, value
from reports.results.source import Source

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class ItemRow(Row):
    """One question of a test: of a session, or of a programme (session None)."""

    region: str
    program: str
    program_name: str
    session: str | None
    form: str  # code of the questionnaire
    question: str  # key
    text: str
    n: int | None = None  # people who sent the test
    difficulty: float | None = value()  # share of right answers, 0-1, two decimals
    discrimination: float | None = value()  # correlation with the rest of the test, -1 to 1


Tests = dict[int, list[ItemRecord]]  # of one questionnaire, by session in their order


def item_rows(source: Source) -> tuple[list[ItemRow], list[ItemRow]]:
    """Return the items by programme and by session inside; no rows where nothing is shown."""
    found = _by_test(source)
    texts = texts_of({test for _program, test in found}) if found else {}
    programs: list[ItemRow] = []
    parts: list[ItemRow] = []
    for (program, test), sessions in found.items():
        sizes = {pk: sum(one.sums.n for one in rows) for pk, rows in sessions.items()}
        blocks = merge_counts(list(sizes.items()), ITEMS_FROM).shown
        kept = [block for block in blocks if source.inside.issuperset(block)]
        told = {key: text for (one, key), text in texts.items() if one == test}
        for block in kept:
            if len(block) == 1:
                code = source.sessions[block[0]].code
                parts += _rows(source, program, code, sessions[block[0]], told)
        every = [one for block in kept for pk in block for one in sessions[pk]]
        programs += _rows(source, program, None, every, told) if every else []
    return programs, parts


def _by_test(source: Source) -> dict[tuple[int, int], Tests]:
    found: dict[tuple[int, int], Tests] = defaultdict(lambda: defaultdict(list))
    place = {pk: index for index, pk in enumerate(source.sessions)}
    records = [one for one in item_records(source.queryset) if one.session in place]
    for one in sorted(records, key=lambda record: place[record.session]):
        program = source.sessions[one.session].program
        found[program, one.questionnaire][one.session].append(one)
    return found


def _rows(
    source: Source,
    program: int,
    session: str | None,
    records: Sequence[ItemRecord],
    texts: dict[str, str],
) -> list[ItemRow]:
    first, n = records[0], sum(one.sums.n for one in records)
    found = item_statistics([one.sums for one in records])
    return [
        _row(source, program, session, first, (key, texts.get(key, key)), n, item)
        for key, item in zip(first.keys, found, strict=True)
    ]


def _row(  # noqa: PLR0913  what a row is made of
    source: Source,
    program: int,
    session: str | None,
    test: ItemRecord,
    asked: tuple[str, str],
    n: int,
    item: ItemStatistics,
) -> ItemRow:
    numbers = {"difficulty": item.difficulty, "discrimination": item.discrimination}
    cells = release((Candidate(*one, n, ITEMS_FROM) for one in numbers.items()), source.viewer)
    shown = {
        name: round(cell.value, DECIMALS)
        for name, cell in cells.items()
        if cell.status == "shown" and cell.value is not None
    }
    record = source.programs[program]
    return ItemRow(
        status="shown",
        flags=(),
        region=source.region.code,
        program=record.code,
        program_name=record.name,
        session=session,
        form=test.form,
        question=asked[0],
        text=asked[1],
        n=n,
        **shown,
    )
