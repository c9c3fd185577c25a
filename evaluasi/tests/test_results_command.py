"""``manage.py results``: the fixed keys, null where nothing is shown, periods, programmes."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from performance.tests.factories import choose
from programs.tests.factories import make_participation, make_program, make_session, make_unit
from surveys.actions import close_survey
from surveys.tests.factories import answer_all, make_open_survey

FIXED = {
    "region": {"code", "name"},
    "period": {"from", "to"},
    "participation": {
        *("active_employees", "covered", "nominated", "attended", "completed", "absence_reasons"),
    },
    "reaction": {
        *("program", "session", "subject", "survey", "question", "dimension", "stratum"),
        *("invited", "n", "mean", "counts", "favourable_share", "status"),
    },
    "learning": {
        *("program", "session", "n", "mean_before", "mean_after", "change", "ci_low", "ci_high"),
        *("t", "df", "p", "cohen_dz", "gain_of_means", "mean_of_gains", "undefined_gains"),
        "status",
    },
    "performance": {
        *("program", "session", "indicator", "primary", "direction", "n", "missing_pairs"),
        *("mean_before", "mean_after", "change", "sd_change", "ci_low", "ci_high", "hl_low"),
        *("hl_high", "t", "df", "p", "wilcoxon_w", "wilcoxon_p", "cohen_dz", "hedges_g_av"),
        *("better", "same", "worse", "verdict", "sentence", "status"),
    },
    "held": {"program", "session", "reason"},
}
NAMES = {"program", "session", "subject", "survey", "question", "dimension", "stratum"}
NAMES |= {"indicator", "primary", "direction", "status", "invited", "n", "missing_pairs"}
FROM_FIVE = {"mean_before", "mean_after", "change", "better", "same", "worse"}
VERDICTS = {
    *("insufficient", "worse", "better", "better_uncertain", "better_small", "no_change"),
    "inconclusive",
}
STATUSES = {"none", "running", "hidden", "shown"}
MANY, SOME, FEW = 12, 7, 4  # pairs and answers: everything, means only, nothing


def angkatan(program, number, ended, people, tmp_path):
    """Import test scores and measurements of so many people, as a Petugas does."""
    session = make_session(program, number=number, starts_on=ended, ends_on=ended)
    nips = [make_participation(session).employee.nip for _ in range(people)]
    listed = tmp_path / "peserta.csv"
    head = "nip;nama;unit_kerja;pretest;posttest\n"
    listed.write_text(
        head + "".join(f"{n};Orang;Dinas Uji;60;{70 + i}\n" for i, n in enumerate(nips))
    )
    measured = tmp_path / "nilai.csv"
    rows = "".join(f"{n};{60 + i};{63 + 2 * i}\n" for i, n in enumerate(nips))
    measured.write_text("nip;sebelum;sesudah\n" + rows)
    quiet = {"stdout": io.StringIO()}
    call_command("import_participants", str(listed), session=session.code, **quiet)
    options = {"region": "36.74", "session": session.code, "indicator": "tepat_waktu"}
    call_command("import_measurements", str(measured), **options, **quiet)
    return session


@pytest.fixture
def tenant(tangsel, tmp_path):
    """MW26: three angkatan of March, June and September 2026; KE26: one of June."""
    make_unit(tangsel, "Dinas Uji")
    time, career = (make_program(tangsel, code=code) for code in ("MW26", "KE26"))
    for program in (time, career):
        choose(program, "tepat_waktu", delta=2.0)
    first = angkatan(time, "1", date(2026, 3, 31), MANY, tmp_path)
    angkatan(time, "2", date(2026, 6, 30), SOME, tmp_path)
    third = angkatan(time, "3", date(2026, 9, 30), FEW, tmp_path)
    angkatan(career, "1", date(2026, 6, 1), MANY, tmp_path)
    for session, value in ((first, 3), (third, 4)):
        survey = make_open_survey(tangsel, people=0, session=session)  # those imported, no others
        answer_all(survey, value)
        close_survey(survey=survey, actor=None)
    return tangsel


def printed(*options):
    out = io.StringIO()
    call_command("results", "--region", "36.74", *options, stdout=out)
    return out.getvalue()


def machine(*options):
    return json.loads(printed(*options))


def sessions_in(block, *options):
    return sorted({row["session"] for row in machine(*options)[block] if row["session"]})


def test_every_block_has_its_rows_and_every_row_its_keys(tenant):
    found = machine()
    assert set(FIXED) | {"data_as_of"} <= set(found)
    for block, keys in FIXED.items():
        rows = found[block] if isinstance(found[block], list) else [found[block]]
        assert rows, block
        for row in rows:
            assert keys <= set(row), (block, keys - set(row))
    assert found["region"] == {"code": "36.74", "name": "Tangerang Selatan"}
    assert found["period"] == {"from": None, "to": None}
    for block in ("reaction", "learning", "performance"):
        assert {row["status"] for row in found[block]} <= STATUSES
    assert {row["verdict"] for row in found["performance"]} <= VERDICTS | {None}


def test_an_empty_region_has_the_same_keys_without_rows(tangsel):
    found = machine()
    assert set(FIXED) | {"data_as_of"} <= set(found)
    assert [found[block] for block in ("reaction", "learning", "performance", "held")] == [[]] * 4
    assert FIXED["participation"] <= set(found["participation"])


@pytest.mark.parametrize(
    ("session", "n", "verdict", "shown"),
    [
        ("MW26-1", MANY, "better", FIXED["performance"] - NAMES),
        ("MW26-2", SOME, "insufficient", FROM_FIVE | {"verdict", "sentence"}),
        ("MW26-3", FEW, None, set()),
    ],
)
def test_numbers_appear_from_five_and_ten_pairs_and_are_null_before(
    tenant, session, n, verdict, shown
):
    (row,) = (row for row in machine()["performance"] if row["session"] == session)
    assert (row["n"], row["missing_pairs"], row["verdict"]) == (n, 0, verdict)
    numbers = FIXED["performance"] - NAMES
    assert {name for name in numbers if row[name] is not None} == shown
    assert row["status"] == ("shown" if shown else "hidden")


def test_a_held_angkatan_keeps_invited_and_n_and_nothing_else(tenant):
    found = machine()
    assert [row["session"] for row in found["held"]] == ["MW26-3"]
    rows = [row for row in found["reaction"] if row["session"] == "MW26-3"]
    assert len(rows) == 12  # the items of F1S
    for row in rows:
        assert (row["invited"], row["n"], row["status"]) == (FEW, FEW, "hidden")
        assert (row["mean"], row["counts"], row["favourable_share"]) == (None, None, None)
    for row in found["reaction"]:
        if row["session"] == "MW26-1" and row["question"]:
            assert (row["n"], row["mean"], row["counts"]["3"]) == (MANY, 3.0, MANY)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["KE26-1", "MW26-1", "MW26-2", "MW26-3"]),
        (("--from", "2026-06-30"), ["MW26-2", "MW26-3"]),  # the last day counts
        (("--from", "2026-07-01"), ["MW26-3"]),
        (("--to", "2026-06-01"), ["KE26-1", "MW26-1"]),
        (("--to", "2026-05-31"), ["MW26-1"]),
        (("--from", "2026-04-01", "--to", "2026-05-31"), []),
        (("--program", "MW26"), ["MW26-1", "MW26-2", "MW26-3"]),
        (("--program", "KE26", "--from", "2026-06-01"), ["KE26-1"]),
        (("--program", "KE26", "--from", "2026-06-02"), []),
        (("--session", "MW26-2"), ["MW26-2"]),
        (("--session", "MW26-2", "--program", "MW26"), ["MW26-2"]),
        (("--session", "MW26-2", "--from", "2026-06-30", "--to", "2026-06-30"), ["MW26-2"]),
    ],
)
def test_an_angkatan_belongs_to_a_period_by_its_last_day(tenant, options, expected):
    assert sessions_in("performance", *options) == expected
    assert sessions_in("learning", *options) == expected


def test_the_period_is_said_back_and_an_angkatan_across_its_edge_counts_by_its_end(tangsel):
    program = make_program(tangsel, code="MW26")
    session = make_session(program, starts_on=date(2025, 12, 29), ends_on=date(2026, 1, 2))
    for _ in range(6):
        make_participation(session)
    ends = session.ends_on.isoformat()
    before = (session.ends_on - timedelta(days=1)).isoformat()
    found = machine("--from", ends, "--to", ends)
    assert found["period"] == {"from": "2026-01-02", "to": "2026-01-02"}
    assert found["participation"]["attended"] == 6
    assert machine("--to", before)["participation"]["attended"] is None


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--session", "XX-1"), "Angkatan XX-1 tidak ditemukan."),
        (("--program", "XX"), "Program XX tidak ditemukan."),
        (("--session", "MW26-1", "--program", "KE26"), "Angkatan MW26-1 tidak ditemukan."),
        (
            ("--session", "MW26-1", "--from", "2026-04-01"),
            "Angkatan MW26-1 tidak berakhir dalam periode itu.",
        ),
        (("--from", "2026-02-30"), "Tanggal 2026-02-30 tidak ada. Contoh: 2026-02-28."),
        (("--from", "2026-02-02", "--to", "2026-02-01"), "Tanggal --to mendahului --from."),
    ],
)
def test_what_does_not_exist_is_said_in_indonesian(tenant, options, sentence):
    with pytest.raises(CommandError) as refusal:
        machine(*options)
    assert (str(refusal.value), refusal.value.returncode) == (sentence, 1)


def test_the_table_and_the_json_say_the_same(tenant):
    rows = {(row["program"], row["session"]): row for row in machine()["performance"]}
    lines = list(csv.DictReader(io.StringIO(printed("--format", "csv"))))
    assert ",".join(lines[0]) == "block,program,session,item,statistic,value,n,status"
    checked = 0
    for line in lines:
        if line["block"] == "performance":
            value = rows[line["program"] or None, line["session"] or None][line["statistic"]]
            if line["statistic"] == "verdict" or value is None:
                assert line["value"] == (value or "")
            else:
                assert float(line["value"]) == value
            checked += 1
    assert checked >= 4 * 20  # four angkatan, at least twenty statistics each
