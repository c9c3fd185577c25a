"""All sheets of a workbook at once, under the same guards as one table."""

from dataclasses import replace

import pytest

from intake.reader import FORM, Formula, UnreadableFile, read_sheets
from intake.tests.files import raw_workbook, workbook_of

TWO = {"survey": [["type", "name"], [], ["text", "=a"]], "choices": [["list_name"], ["x", 1]]}


def test_every_sheet_is_read_as_it_stands_with_the_rows_that_excel_shows():
    survey, choices = read_sheets(workbook_of(TWO), "form.xlsx")
    assert (survey.name, choices.name) == ("survey", "choices")
    assert [(row.number, row.cells) for row in survey.rows] == [
        (1, ["type", "name"]),
        (3, ["text", "=a"]),
    ]
    assert [row.cells for row in choices.rows] == [["list_name"], ["x", 1.0]]


def test_formulas_belong_to_their_own_sheet():
    data = workbook_of({"a": [["x"], ["plain"]], "b": [["x"], [{"f": "=1+1"}]]})
    first, second = read_sheets(data, "form.xlsx")
    assert first.rows[1].cells == ["plain"]
    assert second.rows[1].cells == [Formula("=1+1")]


def test_hidden_and_empty_sheets_are_passed_over():
    data = workbook_of({"a": [["x"]], "empty": [], "secret": [["y"]]}, hidden=["secret"])
    assert [sheet.name for sheet in read_sheets(data, "form.xlsx")] == ["a"]


def test_invisible_characters_are_taken_out_of_every_sheet():
    data = workbook_of({"a": [["x"]], "b": [["na\u202eme\u200b"]]})
    assert read_sheets(data, "form.xlsx")[1].rows[0].cells == ["name"]


@pytest.mark.parametrize(
    ("data", "name", "limits", "sentence"),
    [
        (b"type,name\ntext,a\n", "form.csv", FORM, "Unggah buku kerja Excel (.xlsx)"),
        (workbook_of(TWO), "form.xls", FORM, "namanya tidak berakhiran .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "form.xls", FORM, "format Excel lama (.xls)"),
        (workbook_of(TWO), "form.xlsx", replace(FORM, sheets=1), "lebih dari 1 lembar"),
        (workbook_of({"a": []}), "form.xlsx", FORM, "tidak ada lembar yang berisi"),
        (raw_workbook(b"<!DOCTYPE x>"), "form.xlsx", FORM, "memuat definisi"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data, name, limits, sentence):
    with pytest.raises(UnreadableFile, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        read_sheets(data, name, limits=limits)


def test_two_sheets_are_not_too_many():
    assert len(read_sheets(workbook_of(TWO), "form.xlsx", limits=replace(FORM, sheets=2))) == 2
