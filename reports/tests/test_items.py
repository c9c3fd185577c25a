"""Questions of tests: difficulty and discrimination by hand, and only from 30 people."""

import numpy as np
import pytest

from programs.tests.factories import make_program, make_session
from reports import exports
from reports.analysis import ItemSums, NotEnoughDataError, item_statistics
from reports.charts.words import Source
from reports.results import program_result, session_result
from reports.views.sections import sections_of
from surveys.tests.factories import make_crowd
from surveys.tests.test_pairing import employees, fill, open_form
from surveys.tests.test_scoring import make_test


def sums(rows):
    right = np.array(rows)
    products = right.T @ right
    return ItemSums(len(rows), tuple(right.sum(axis=0)), tuple(map(tuple, products)))


def test_difficulty_and_discrimination_are_those_of_the_people():
    rng = np.random.default_rng(3)
    rows = (rng.random((60, 5)) < rng.random((60, 1))).astype(int)
    found = item_statistics([sums(rows)])
    for place, item in enumerate(found):
        rest = np.delete(rows, place, axis=1).sum(axis=1)
        assert item.difficulty == pytest.approx(rows[:, place].mean())
        assert item.discrimination == pytest.approx(np.corrcoef(rows[:, place], rest)[0, 1])


def test_a_session_that_knew_more_does_not_make_items_look_good():
    rng = np.random.default_rng(5)
    weak, strong = ((rng.random((200, 4)) < share).astype(int) for share in (0.2, 0.9))
    found = item_statistics([sums(weak), sums(strong)])
    assert max(abs(item.discrimination) for item in found) < 0.2  # within: chance
    together = item_statistics([sums(np.vstack([weak, strong]))])
    assert min(item.discrimination for item in together) > 0.5  # the control: between sessions


def test_an_item_that_everybody_knew_tells_nobody_apart():
    rows = [[1, n % 2, n % 2] for n in range(30)]
    first, second, _third = item_statistics([sums(rows)])
    assert (first.difficulty, first.discrimination) == (1.0, None)
    assert (second.difficulty, second.discrimination) == (0.5, pytest.approx(1.0))


def test_29_people_are_not_enough():
    with pytest.raises(NotEnoughDataError):
        item_statistics([sums([[1, 0]] * 29)])


def taken_by(program, form, number, people):
    """A session in which every second person knows S and M, and every third N."""
    session = make_session(program, number=number)
    make_crowd(session, people)
    survey = open_form(session, "", questionnaire=form, promise="named")
    place = {person.pk: n for n, person in enumerate(employees(session))}

    def answers(person):
        n = place[person.pk]
        half = {"S": "b", "M": ["a", "c"]} if n % 2 else {"S": "a"}
        return half | ({"N": 21.0} if n % 3 == 0 else {})

    fill(survey, answers)
    return session


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


def test_a_session_of_30_shows_its_items_on_page_csv_and_json(program, officer, tangsel):
    result = session_result(officer, taken_by(program, make_test(tangsel), 1, 30))
    rows = {row.question: row for row in result.test_items}
    assert {row.n for row in rows.values()} == {30}
    assert [rows[key].difficulty for key in "SMBN"] == [0.5, 0.5, 0, 0.33]
    # S with M + B + N: M is S, B is nobody's, N is 10 of 30 (5 of them in S): r = 0,73
    assert rows["S"].discrimination == 0.73
    assert rows["B"].discrimination is None
    told = {one["question"]: one["difficulty"] for one in exports.to_json(result)["test_items"]}
    assert told["N"] == 0.33
    lines = [text.split(",") for text in exports.to_csv(result).splitlines()]
    assert [one[5] for one in lines if one[3] == "TES-1/N" and one[4] == "difficulty"] == ["0.33"]
    sections = sections_of(result, Source("2026", result.data_as_of))
    section = next(one for one in sections if one.anchor == "pembelajaran")
    table = section.plans[-1].table.rows
    assert table[0][3:] == ("0,50", "sedang", "0,73")
    assert [row.question for row in result.choices] == []  # answers to a test are no opinions


def test_29_of_a_session_wait_for_others_of_the_programme(program, officer, tangsel):
    form = make_test(tangsel)
    session = taken_by(program, form, 1, 29)
    assert session_result(officer, session).test_items == ()
    assert program_result(officer, program).test_items == ()
    taken_by(program, form, 2, 12)
    whole = program_result(officer, program).test_items
    assert {(row.session, row.n) for row in whole} == {(None, 41)}
    assert session_result(officer, session).test_items == ()
