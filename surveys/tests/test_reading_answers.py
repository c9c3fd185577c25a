"""Cells of other forms' exports as answers: several choices, own words, numbers, days."""

import pytest

from intake.importers import BadValue
from surveys.importers.responses.answers import AnswerReader
from surveys.models import Question


def reader(**fields):
    return AnswerReader(Question(text="Apa?", **fields))


SOURCES = [
    ["teman", "Teman, atau atasan"],
    ["medsos", "Media sosial"],
    ["surat", "Surat; nota dinas"],
]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Media sosial", ["medsos"]),
        ("Teman, atau atasan, Media sosial", ["teman", "medsos"]),  # as Google writes
        ("Media sosial;Surat; nota dinas;", ["medsos", "surat"]),  # as Microsoft writes
        ("media  SOSIAL, medsos", ["medsos"]),
    ],
)
def test_several_choices_in_one_cell(cell, codes):
    assert reader(kind="multiple", choices=SOURCES).read(cell) == codes


def test_a_choice_of_their_own_is_lainnya_where_the_question_has_it_and_an_error_elsewhere():
    own = reader(kind="multiple", choices=SOURCES, has_other=True)
    assert own.read("Media sosial, Radio desa") == ["medsos", "lainnya"]
    assert own.own_words("Media sosial, Radio desa") == "Radio desa"
    one = reader(kind="single", choices=SOURCES, has_other=True)
    assert (one.read("Radio desa"), one.own_words("Radio desa")) == ("lainnya", "Radio desa")
    with pytest.raises(BadValue, match="“Radio desa” bukan pilihan pertanyaan ini"):
        reader(kind="multiple", choices=SOURCES).read("Media sosial, Radio desa")


def test_a_long_cell_of_commas_is_read_in_time():
    with pytest.raises(BadValue):
        reader(kind="multiple", choices=SOURCES).read("a," * 15_000)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("number", "12,5", 12.5),
        ("date", "22/11/2026 10.15.30", "2026-11-22"),
        ("date", "22 November 2026", "2026-11-22"),
        ("rating", 7.0, 7),
        ("rating", "10", 10),
        ("rating", "1,0", 1),  # not 10
        ("text", 12.0, "12"),
    ],
)
def test_numbers_days_ratings_and_texts(kind, cell, value):
    assert reader(kind=kind).read(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("rating", "11"),
        ("rating", "-3"),
        ("rating", "4,5"),
        ("number", "lima"),
        ("date", "31/2/2026"),
    ],
)
def test_what_is_no_number_day_or_rating_is_refused(kind, cell):
    with pytest.raises(BadValue):
        reader(kind=kind).read(cell)
