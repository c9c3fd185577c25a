"""JSON, CSV, command and page say the same; keys are fixed; hidden cells are null."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from programs.tests.factories import make_program
from reports.exports import COLUMNS, to_csv, to_json
from reports.results import Period, program_result, region_result, session_result
from reports.tests.factories import make_attended, make_closed, make_pairs, make_session_of
from reports.tests.published import (
    CAPTOPRIL_AFTER,
    CAPTOPRIL_BEFORE,
    SLEEP_AFTER,
    SLEEP_BEFORE,
    TWINS_FIRST,
    TWINS_SECOND,
)

KEYS = {
    "region": "code name",
    "period": "from to",
    "participation": "active_employees covered nominated attended completed absence_reasons",
    "reaction": "program session subject survey question dimension stratum invited n mean counts "
    "favourable_share status",
    "learning": "program session n mean_before mean_after change ci_low ci_high t df p cohen_dz "
    "gain_of_means mean_of_gains undefined_gains status",
    "performance": "program session indicator primary direction n missing_pairs mean_before "
    "mean_after change sd_change ci_low ci_high hl_low hl_high t df p wilcoxon_w wilcoxon_p "
    "cohen_dz hedges_g_av better same worse verdict sentence status",
    "held": "program session reason",
}


@pytest.fixture
def program(tangsel):
    return make_program(tangsel, code="MW26", name="Pelatihan Manajemen Waktu")


@pytest.fixture
def session(program):
    """An angkatan with answers, tests and Student's sleep data; a second one below 5."""
    session = make_session_of(program.region, program=program)
    make_attended(session, 12, scores=[(60, 80)] * 6 + [(100, 90)] * 2)
    make_closed(session, {2: 2, 3: 6, 4: 4}, invited=25)
    make_pairs(session, [*zip(SLEEP_BEFORE, SLEEP_AFTER, strict=True), (1, None)])
    small = make_session_of(program.region, program=program, number="2")
    make_closed(small, {4: 4}, invited=9)
    make_pairs(small, [(10, 20)] * 4)
    return session


def printed(*arguments):
    out = io.StringIO()
    call_command("results", *arguments, stdout=out)
    return out.getvalue()


def machine(*arguments):
    return json.loads(printed("--region", "36.74", *arguments))


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def row_of(rows, **wanted):
    found = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def test_the_json_has_all_fixed_keys_in_every_row(session):
    found = machine()
    assert set(KEYS) | {"data_as_of"} <= set(found)
    for block, keys in KEYS.items():
        rows = found[block] if isinstance(found[block], list) else [found[block]]
        assert rows, block
        for row in rows:
            assert set(keys.split()) <= set(row), block


def test_student_s_sleep_comes_out_of_the_command(session):
    row = row_of(machine()["performance"], session="MW26-1")
    # scipy: t = 4.062127683382037, df = 9, p = 0.002832890197384273
    assert (row["n"], row["missing_pairs"], row["df"], row["status"]) == (10, 1, 9.0, "shown")
    assert row["t"] == pytest.approx(4.062127683382037, abs=1e-9)
    assert row["p"] == pytest.approx(0.002832890197384273, abs=1e-9)
    assert row["wilcoxon_p"] == pytest.approx(0.006801553132897053, abs=1e-9)
    assert row["change"] == pytest.approx(1.58)
    assert (row["better"], row["same"], row["worse"]) == (9, 1, 0)
    assert (row["verdict"], row["flags"]) == ("better_small", ["small_n"])  # 2.46 < δ = 5


@pytest.mark.parametrize(
    ("before", "after", "indicator", "t", "verdict"),
    [
        # scipy.stats.ttest_rel: -0.9281357515757443; ties and a zero
        (TWINS_FIRST, TWINS_SECOND, "uji_praktik", -0.9281357515757443, "no_change"),
        # scipy.stats.ttest_rel: -8.122815597085829; lower is better, δ of waktu_layanan
        (CAPTOPRIL_BEFORE, CAPTOPRIL_AFTER, "waktu_layanan", -8.122815597085829, "better"),
    ],
)
def test_other_published_sets_come_out_too(program, before, after, indicator, t, verdict):
    one = make_session_of(program.region, program=program)
    make_pairs(one, zip(before, after, strict=True), indicator=indicator, delta=4.0)
    row = row_of(machine()["performance"], session="MW26-1")
    assert row["t"] == pytest.approx(t, abs=1e-9)
    assert row["verdict"] == verdict


def test_a_small_session_keeps_invited_and_n_and_holds_nothing_else(session):
    found = machine()
    rows = [row for row in found["reaction"] if row["session"] == "MW26-2"]
    assert len(rows) == 12
    for row in rows:
        assert (row["status"], row["invited"], row["n"]) == ("hidden", 9, 4)
        assert (row["mean"], row["counts"], row["favourable_share"]) == (None, None, None)
    hidden = row_of(found["performance"], session="MW26-2")
    assert (hidden["status"], hidden["n"]) == ("hidden", 4)
    assert (hidden["mean_before"], hidden["verdict"], hidden["sentence"]) == (None, None, None)
    (held,) = found["held"]
    assert (held["program"], held["session"], held["reason"]) == ("MW26", "MW26-2", "below_group")


def test_totals_leave_the_small_session_out_and_say_so(session):
    found = machine()
    total = row_of(found["reaction"], program="MW26", session=None, question="R-MAT-1")
    assert (total["n"], total["coverage"]) == (12, "1 dari 2 angkatan; 1 menunggu digabung")
    moved = row_of(found["performance"], program="MW26", session=None)
    assert (moved["n"], moved["coverage"]) == (10, "1 dari 2 angkatan; 1 menunggu digabung")


def test_a_true_zero_is_shown_as_zero(program):
    session = make_session_of(program.region, program=program)
    make_closed(session, {1: 5, 2: 7})
    row = row_of(machine("--session", "MW26-1")["reaction"], question="R-MAT-1")
    assert (row["favourable_share"], row["status"]) == (0.0, "shown")
    assert row["counts"] == {"1": 5, "2": 7, "3": 0, "4": 0}
    line = row_of(
        table(printed("--region", "36.74", "--session", "MW26-1", "--format", "csv")),
        item="R-MAT-1",
        statistic="favourable_share",
    )
    assert (line["value"], line["status"]) == ("0", "shown")


def test_an_open_form_shows_only_its_response(program):
    session = make_session_of(program.region, program=program)
    make_closed(session, {4: 12}, status="open")
    (row,) = machine("--session", "MW26-1")["reaction"]
    assert (row["status"], row["question"], row["mean"]) == ("running", None, None)


@pytest.mark.parametrize("place", ["region", "program", "session"])
def test_json_csv_and_page_hold_the_same_numbers(manager, tangsel, program, session, place):
    result = {
        "region": lambda: region_result(manager, tangsel, details=True),
        "program": lambda: program_result(manager, program),
        "session": lambda: session_result(manager, session),
    }[place]()
    found, lines = to_json(result), table(to_csv(result))
    assert tuple(lines[0]) == COLUMNS
    for row in result.performance:
        same = row_of(found["performance"], program=row.program, session=row.session, wave=row.wave)
        for name in row.value_names():
            assert same[name] == getattr(row, name)
            if isinstance(getattr(row, name), float | int):
                line = row_of(
                    lines,
                    block="performance",
                    program=row.program or "",
                    session=row.session or "",
                    statistic=name,
                )
                assert float(line["value"]) == getattr(row, name)
    for row in result.reaction:
        same = row_of(
            [one for one in found["reaction"] if one["sessions"] == []],
            program=row.program,
            session=row.session,
            question=row.question,
        )
        line = row_of(
            lines,
            block="reaction",
            program=row.program or "",
            session=row.session or "",
            item=row.question,
            statistic="favourable_share",
        )
        assert same["favourable_share"] == row.favourable_share
        assert line["value"] == ("" if row.favourable_share is None else csv_text(row))


def csv_text(row):
    value = row.favourable_share
    return str(int(value)) if value.is_integer() else repr(value)


def test_the_page_and_the_machine_see_the_same_region(manager, tangsel, session):
    page, whole = region_result(manager, tangsel), region_result(manager, tangsel, details=True)
    assert page.health == whole.health
    assert page.performance == whole.performance
    assert set(page.reaction) <= set(whole.details.reaction)


def test_the_period_narrows_the_command(session):
    assert machine("--from", "2026-03-04")["reaction"] == []
    found = machine("--from", "2026-03-03", "--to", "2026-03-03")
    assert found["period"] == {"from": "2026-03-03", "to": "2026-03-03"}
    assert found["reaction"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--region", "99.99"], "Wilayah 99.99 tidak ditemukan."),
        (["--region", "36.74", "--program", "X"], "Program X tidak ditemukan."),
        (["--region", "36.74", "--session", "X-1"], "Angkatan X-1 tidak ditemukan."),
        (["--region", "12.75", "--program", "MW26"], "Program MW26 tidak ditemukan."),
    ],
)
def test_unknown_codes_get_a_sentence(program, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        printed(*arguments)


def test_the_words_never_claim_a_cause(manager, tangsel, session):
    text = json.dumps(to_json(region_result(manager, tangsel, details=True))).lower()
    assert "efektif" not in text
    assert "karena" not in text


def test_text_in_the_csv_is_no_formula(manager, tangsel):
    program = make_program(tangsel, code="=1+1", name="Uji")
    session = make_session_of(tangsel, program=program)
    make_closed(session, {4: 12})
    lines = table(to_csv(program_result(manager, program)))
    assert {line["program"] for line in lines if line["block"] == "reaction"} == {"'=1+1"}


def test_machine_outputs_use_four_words_of_state(manager, tangsel, session):
    lines = table(to_csv(region_result(manager, tangsel, Period(date(2026, 1, 1)), details=True)))
    assert {line["status"] for line in lines} <= {"none", "running", "hidden", "shown"}
    assert all(line["value"] == "" for line in lines if line["status"] in ("none", "running"))
