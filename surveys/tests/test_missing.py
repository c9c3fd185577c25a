"""Siapa belum mengisi, by OPD: names and counts, no time, nothing of what was written."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest

from organization.models import Placement
from programs.models import Participation
from programs.tests.factories import make_employee, make_unit, place
from surveys.actions import save_draft
from surveys.actions.drawing import draw_codes
from surveys.actions.missing import missing_by_office
from surveys.actions.pacing import Rate
from surveys.tests.factories import answer, make_open_survey, make_recent_session
from trail.models import Entry

CANARY = "KanariIsiJawaban"


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def survey(tangsel):
    """Ani and Budi of Dinas A (Budi in a section below it), Citra of Dinas B, Dedi of nowhere."""
    session = make_recent_session(tangsel)
    first, second = make_unit(tangsel, "Dinas A"), make_unit(tangsel, "Dinas B")
    below = make_unit(tangsel, "Seksi A1", parent=first)
    for name, unit in [("Ani", first), ("Budi", below), ("Citra", second), ("Dedi", None)]:
        person = make_employee(tangsel, unit=unit, name=name)
        if unit is None:
            Placement.objects.filter(employee=person).delete()
        Participation.objects.create(session=session, employee=person, status="completed")
    return make_open_survey(tangsel, people=0, session=session)


def of(survey, name):
    return survey.invitations.select_related("survey").get(rater__name=name)


def test_people_are_counted_in_the_opd_where_they_work_today(survey):
    answer(of(survey, "Ani"))
    found = [
        (office.name, office.asked, office.done, [p.name for p in office.people])
        for office in missing_by_office(survey)
    ]
    assert found == [
        ("Dinas A", 2, 1, ["Budi"]),
        ("Dinas B", 1, 0, ["Citra"]),
        ("Unit belum diketahui", 1, 0, ["Dedi"]),
    ]


def test_somebody_withdrawn_is_not_missing_and_somebody_moved_is_asked_for_where_they_are(
    survey, tangsel
):
    survey.invitations.filter(rater__name="Citra").update(is_revoked=True)
    moved = of(survey, "Budi").rater
    Placement.objects.filter(employee=moved).update(ends_on=date(2026, 1, 1))
    place(moved, make_unit(tangsel, "Dinas C"), starts_on=date(2026, 1, 2))
    names = [office.name for office in missing_by_office(survey)]
    assert names == ["Dinas A", "Dinas C", "Unit belum diketahui"]


def test_the_page_names_those_missing_and_nothing_else_of_them(desk, survey):
    answer(of(survey, "Ani"), **{"S-1": CANARY})
    save_draft(invitation=of(survey, "Budi"), answers={"1": CANARY}, sequence=3)
    body = desk.get(f"/surveys/{survey.pk}/missing/").content.decode()
    main = body.partition("<main")[2].partition("</main")[0]
    assert "Budi" in main
    assert "Ani" not in main
    assert CANARY not in body
    assert not re.search(r"\d{1,2}[.:]\d{2}", main)  # no clock
    assert not any(person.nip in body for person in [of(survey, "Budi").rater])


def test_files_hold_exactly_those_missing_and_no_formula(desk, survey):
    answer(of(survey, "Ani"))
    type(of(survey, "Citra").rater).objects.filter(name="Citra").update(name="=cmd|calc")
    file = desk.get(f"/surveys/{survey.pk}/missing.csv")
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["opd", "unit_kerja", "nama", "tentang"],
        ["Dinas A", "Seksi A1", "Budi", ""],
        ["Dinas B", "Dinas B", "'=cmd|calc", ""],
        ["Unit belum diketahui", "", "Dedi", ""],
    ]
    book = desk.get(f"/surveys/{survey.pk}/missing.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).active
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert [cell.value for cell in sheet["C"]] == ["nama", "Budi", "=cmd|calc", "Dedi"]
    assert Entry.objects.filter(action="survey.missing_downloaded").count() == 2


def test_nobody_knows_who_is_missing_where_codes_were_drawn(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    draw_codes(survey=survey, number=3, actor=None)
    body = " ".join(desk.get(f"/surveys/{survey.pk}/missing/").content.decode().split())
    assert "tidak diketahui siapa yang belum mengisi" in body
    assert "0 dari 3 mengisi (0%). Sasaran 70%, yaitu 3 orang; kurang 3 orang." in body


@pytest.mark.parametrize(
    ("done", "asked", "percent", "goal", "lacking"),
    [
        (0, 0, 0, 0, 0),
        (16, 24, 66, 17, 1),  # 70% of 24 = 16.8, so 17; 16/24 = 66.7%, told as 66
        (17, 24, 70, 17, 0),
        (7, 10, 70, 7, 0),
        (209, 300, 69, 210, 1),  # 69.7% is not 70%
    ],
)
def test_the_target_is_never_reached_by_rounding(done, asked, percent, goal, lacking):
    rate = Rate(done, asked, 70)
    assert (rate.percent, rate.goal, rate.lacking) == (percent, goal, lacking)


@pytest.mark.parametrize("people", [1, 6])
def test_the_page_takes_the_same_statements_for_one_person_and_six(
    desk, tangsel, people, django_assert_num_queries
):
    session = make_recent_session(tangsel)
    for number in range(people):
        person = make_employee(tangsel, unit=make_unit(tangsel, f"Dinas {number}"))
        Participation.objects.create(session=session, employee=person, status="completed")
    survey = make_open_survey(tangsel, people=0, session=session)
    desk.get(f"/surveys/{survey.pk}/missing/")
    # session, user, regions, form with counts, invitations, placements, names of OPD, plan
    with django_assert_num_queries(8):
        desk.get(f"/surveys/{survey.pk}/missing/")
