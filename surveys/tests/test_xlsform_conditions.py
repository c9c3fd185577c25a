"""Conditions, ranges and names of XLSForm, each read for itself."""

import pytest

from surveys.importers.questionnaires.conditions import read_constraint, read_relevant
from surveys.importers.questionnaires.drafting import short_keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${a} = 'ya'", ("a", ["ya"])),
        ('${a}="ya"', ("a", ["ya"])),
        ("'ya' = ${a}", ("a", ["ya"])),
        ("${a} = 3", ("a", ["3"])),
        ("selected(${a}, 'ya')", ("a", ["ya"])),
        ("(selected( ${a} ,‘ya’ ) or (${a} = 'b'))", ("a", ["ya", "b"])),
        ("${a} = 'ya' or ${b} = 'ya'", None),
        ("${a} = 'ya' and ${a} = 'b'", None),
        ("not(selected(${a}, 'ya'))", None),
        ("${a} != 'ya'", None),
        ("${a} > 3", None),
        ("(${a} = 'x') or (${a} = 'y')", ("a", ["x", "y"])),
    ],
)
def test_conditions_that_name_answers_to_one_question_are_read(text, expected):
    assert read_relevant(text) == expected


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        (". >= 1 and . <= 5", False, (1, 5)),
        ("(.>=1) and (.<=5)", False, (1, 5)),
        (". > 0 and . < 10", True, (1, 9)),  # whole numbers between 0 and 10
        (". > 0", False, None),  # 0,001 would be allowed, 0 not: no bound of ours says it
        ("0 <= . and . <= 31", False, (0, 31)),
        (". <= 12.5", False, (None, 12.5)),
        (". >= 2 and . >= 3", False, (3, None)),
        ("regex(., '[0-9]+')", False, None),
        (". <= ${a}", False, None),
        (". >= 1 or . <= 5", False, None),
    ],
)
def test_constraints_that_are_ranges_are_read(text, whole, expected):
    assert read_constraint(text, whole=whole) == expected


def test_long_names_are_shortened_to_keys_that_differ():
    names = ["berapa_lama_menunggu_loket", "berapa_lama_menunggu_antri", "berapa_lama_menunggu"]
    assert short_keys(names) == {
        "berapa_lama_menunggu": "berapa_lama_menunggu",
        "berapa_lama_menunggu_loket": "berapa_lama_menung-2",
        "berapa_lama_menunggu_antri": "berapa_lama_menung-3",
    }
