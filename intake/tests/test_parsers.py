"""Cells as people write them."""

from datetime import date, datetime

import pytest

from intake.actions.numbers import decimal_mark_of, settle
from intake.importers import (
    BadValue,
    Choice,
    Column,
    day,
    decimal,
    integer,
    short_text,
    text,
    text_only,
)
from intake.reader import Formula, Undecodable


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", 12.5),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("12.5", 12.5),
        ("1,234.5", 1234.5),
        ("-1,6", -1.6),
        ("−1,6", -1.6),
        ("+3", 3.0),
        ("0,1234", 0.1234),
        ("0.125", 0.125),
        ("1234", 1234.0),
        ("1 234,5", 1234.5),
        ("85,375", 85.375),
        (0.1 + 0.2, 0.1 + 0.2),
        (4.0, 4.0),
    ],
)
def test_numbers_are_understood_in_both_notations(typed, number):
    assert decimal(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["dua", "1,2,3", "12,5 %", "1e5", "--1", "", "1.23.4", "٣", True, date(2025, 1, 1), 1e16],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(BadValue):
        decimal(typed)


def test_a_point_before_three_digits_is_refused_and_both_readings_offered():
    with pytest.raises(BadValue, match=r"dua cara\. Tulis 1234 atau 1,234\."):
        decimal("1.234")


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["12,5", "1.234"], ","),
        (["1.234,5", "1.234"], ","),
        (["12.5", "1.234"], "."),
        (["85.3751", "1.234"], "."),
        (["1.234", "2.345"], ""),
        (["12,5", "12.5"], ""),
    ],
)
def test_the_rest_of_the_column_says_which_sign_parts_the_decimals(column, mark):
    assert decimal_mark_of(column) == mark


@pytest.mark.parametrize(
    ("typed", "mark", "read"),
    [
        ("1.234", ",", 1234.0),
        ("1.234", ".", 1.234),
        ("1,234", ",", 1.234),
        ("1,234", ".", 1234.0),
        ("1.234", "", "1.234"),
        ("12,5", ".", "12,5"),
        ("x", ",", "x"),
    ],
)
def test_a_number_that_reads_two_ways_is_settled_by_the_mark(typed, mark, read):
    assert settle(typed, mark) == read


@pytest.mark.parametrize(
    "typed",
    [
        "2025-03-03",
        "3/3/2025",
        "03/03/2025",
        "3-3-2025",
        "3.3.2025",
        "3 Maret 2025",
        "03 maret 2025",
        "3 Mar 2025",
        "3-Mar-2025",
        "2025/03/03",
        "2025-03-03 07:30:00",
        "2025-03-03T00:00:00",
        45719.0,  # Excel's serial number of the day
        date(2025, 3, 3),
        datetime(2025, 3, 3, 7, 30),  # noqa: DTZ001 - as Excel keeps it
    ],
)
def test_dates_are_understood_as_indonesians_write_them(typed):
    assert day(typed) == date(2025, 3, 3)


def test_the_day_comes_before_the_month():
    assert day("4/3/2025") == date(2025, 3, 4)


@pytest.mark.parametrize("typed", ["31/02/2026", "2026-02-30", "31 April 2026", "1/13/2026"])
def test_a_date_that_does_not_exist_says_so_with_an_example(typed):
    with pytest.raises(BadValue, match=r"Tanggal tidak ada. Contoh: 28/02/2026."):
        day(typed)


@pytest.mark.parametrize("typed", ["3/3/25", "kemarin", "3 Martius 2025", 2025.0, 7.5, True, ""])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(BadValue):
        day(typed)


def test_integers_refuse_fractions():
    assert (integer("12"), integer(12.0), integer("1.234.567")) == (12, 12, 1234567)
    with pytest.raises(BadValue, match="bilangan bulat"):
        integer("12,5")


def test_text_takes_numbers_as_people_see_them():
    assert [text(cell) for cell in ["a", 12.0, 1.5, True, date(2025, 3, 3)]] == [
        "a",
        "12",
        "1.5",
        "Ya",
        "2025-03-03",
    ]


def test_text_that_does_not_fit_says_how_long_it_is():
    with pytest.raises(BadValue, match="6 huruf, paling banyak 5"):
        short_text(5)("enamxx")


@pytest.mark.parametrize("cell", [1.9900101201503102e17, "1,99001E+17", "1.99E17", True])
def test_text_only_refuses_numbers_and_what_excel_made_of_them(cell):
    with pytest.raises(BadValue, match="tersimpan sebagai angka"):
        text_only("tersimpan sebagai angka")(cell)


def test_text_only_hands_text_on():
    assert text_only("x", then=str.upper)("abc") == "ABC"


def test_a_choice_knows_its_words_without_case_and_punctuation():
    parse = Choice({"Tidak hadir": "absent", "absen": "absent", "Hadir": "attended"})
    assert [parse("tidak-HADIR"), parse("Absen"), parse("hadir ")] == [
        "absent",
        "absent",
        "attended",
    ]
    assert parse.labels == ("Tidak hadir", "Hadir")
    with pytest.raises(BadValue, match=r"Pilihan: Tidak hadir, Hadir\."):
        parse("mungkin")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "Nama wajib diisi."),
        (Formula("=A1"), "berisi rumus"),
        (Undecodable("Zo\ufffd"), "huruf yang tidak terbaca"),
        ("#N/A", "kesalahan Excel"),
    ],
)
def test_a_column_refuses_what_no_parser_should_see(cell, words):
    with pytest.raises(BadValue, match=words):
        Column("nama", "Nama", required=True).read(cell)


def test_an_optional_cell_may_be_empty():
    assert Column("nama", "Nama").read(None) is None
