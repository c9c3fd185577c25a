"""Exports of Google Forms and Microsoft Forms in every dialect, and what matches nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.tests.files import workbook
from surveys.tests.exports import csv_of, google, questions_of, read_number, refused
from surveys.tests.factories import make_open_survey

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_gives_the_same_answers(tangsel, run, delimiter, encoding):
    survey = make_open_survey(tangsel, people=1)
    run(survey, csv_of(google(survey, 3), delimiter=delimiter, encoding=encoding))
    numbers = {read_number(questions_of(survey), one.answers) for one in survey.responses.all()}
    assert numbers == {0, 1, 2}


def test_a_workbook_of_microsoft_forms(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 4)
    start = timezone.datetime(2026, 11, 22, 10, 15, 30)
    made = [["Id", "Waktu mulai", "Waktu penyelesaian", "Email", "Nama", *rows[0][3:]]]
    for number, row in enumerate(rows[1:], start=1):
        made.append([number, start, start + timedelta(minutes=3), "anonymous", None, *row[3:]])
    printed = run(survey, workbook(made, sheet="Sheet1"), name="jawaban.xlsx")
    assert "“Id”, “Waktu mulai”, “Waktu penyelesaian”, “Email”, “Nama”" in printed
    assert survey.responses.count() == 4


def test_headings_with_line_breaks_numbers_keys_and_grids(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 2)
    first, second, _third, fourth = rows[0][3:7]
    key = questions_of(survey)[2].key
    rows[0][3:7] = [
        first.replace(" ", "\n", 1),
        f"2. {second} *",
        key.lower(),
        f"Seberapa setuju Anda? [{fourth}]",
    ]
    run(survey, rows)
    numbers = {read_number(questions_of(survey), one.answers) for one in survey.responses.all()}
    assert numbers == {0, 1}


def test_labels_numbers_case_and_spaces_mean_the_same(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 5)
    for row, spelling in zip(
        rows[1:],
        ["SANGAT  SETUJU", "4", "4 - Sangat setuju", " sangat setuju.", "4,0"],
        strict=True,
    ):
        row[3] = spelling
    run(survey, rows)
    pk = str(questions_of(survey)[0].pk)
    assert [one.answers[pk] for one in survey.responses.all()] == [4] * 5


def test_an_answer_that_matches_nothing_is_told_by_its_row_in_the_file(tangsel, run, capsys):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 20)
    rows[13][4] = "<b>Luar biasa</b>"
    rows[17][5] = "4,5"
    assert refused(run, survey, rows) == "2 masalah ditemukan; tidak ada yang diimpor."
    questions = questions_of(survey)
    listed = "Sangat tidak setuju, Tidak setuju, Setuju, Sangat setuju."
    reason = f"Bukan jawaban pertanyaan ini. Pilihan: {listed}"
    assert run.printed.getvalue().splitlines() == [  # the 13th answer stands below row 1, in row 14
        f" | baris 14 | {questions[1].text} | <b>Luar biasa</b> | {reason}",
        f" | baris 18 | {questions[2].text} | 4,5 | {reason}",
    ]


def test_a_file_of_something_else_gets_one_sentence(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = [["Nama barang", "Jumlah"], ["Kursi", "3"]]
    assert refused(run, survey, rows) == (
        f"Tidak satu pun judul kolom berkas ini sama dengan pertanyaan formulir {survey.code}. "
        "Periksa apakah berkas dan formulirnya sudah benar, atau samakan judul kolom dengan bunyi "
        "pertanyaannya."
    )
