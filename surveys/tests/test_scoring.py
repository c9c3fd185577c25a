"""Pretest and posttest: scores by hand, written once at close, never over a typed value."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Participation
from programs.tests.factories import make_program, make_session
from surveys.actions import CannotOpen
from surveys.actions.scoring import is_right, moment_of, score
from surveys.models import Question, Questionnaire, Survey, SurveyMoments
from surveys.tests.factories import make_crowd
from surveys.tests.test_pairing import employees, fill, open_form
from trail.models import Entry

TODAY = timezone.localdate()
CHOICES = [["a", "Satu"], ["b", "Dua"], ["c", "Tiga"]]
ALL_RIGHT = {"S": "b", "M": ["a", "c"], "B": "benar", "N": 21.0}


def make_test(region, code="TES-1", title="Tes", number=1):
    """Single choice 2 points, several choices 1, true/false 1, a number 21 ± 0,5: 1 point."""
    form = Questionnaire.objects.create(
        region=region, code=code, title=title, audience="participants", is_test=True, version=number
    )
    section = form.sections.create(position=1, title="Soal")
    items = [
        {"key": "S", "kind": "single", "choices": CHOICES, "correct": ["b"], "points": 2},
        {"key": "M", "kind": "multiple", "choices": CHOICES, "correct": ["a", "c"]},
        {
            "key": "B", "kind": "single", "correct": ["benar"],
            "choices": [["benar", "Benar"], ["salah", "Salah"]],
        },
        {"key": "N", "kind": "number", "correct": [21], "tolerance": 0.5},
    ]  # fmt: skip
    for position, item in enumerate(items, start=1):
        section.questions.create(position=position, text=item["key"], **item)
    return form


@pytest.fixture
def session(tangsel):
    found = make_session(make_program(tangsel), starts_on=TODAY + timedelta(days=1))
    make_crowd(found, 3)
    return found


def question(kind, correct, tolerance=0.0):
    return Question(kind=kind, correct=correct, tolerance=tolerance)


# --- one answer ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "correct", "given", "right"),
    [
        ("single", ["b"], "b", True),
        ("single", ["b"], "a", False),
        ("single", ["b", "c"], "c", True),  # two answers are accepted
        ("single", ["b"], "skipped", False),
        ("multiple", ["a", "c"], ["a", "c"], True),
        ("multiple", ["a", "c"], ["a"], False),
        ("multiple", ["a", "c"], ["a", "b", "c"], False),
        ("multiple", ["a", "c"], "skipped", False),
        ("number", [21], 21.0, True),
        ("number", [21], "skipped", False),
        ("number", [21], 21.1, False),
    ],
)
def test_an_answer_is_right_or_wrong(kind, correct, given, right):
    assert is_right(question(kind, correct), given) is right


@pytest.mark.parametrize(("given", "right"), [(20.5, True), (21.5, True), (20.49, False)])
def test_a_number_may_be_off_by_its_tolerance(given, right):
    assert is_right(question("number", [21], 0.5), given) is right


def test_tenths_that_binary_numbers_cannot_hold_still_count():
    assert is_right(question("number", [0.2], 0.1), 0.30000000000000004)


def test_a_score_is_the_share_of_all_points(session, tangsel):
    form = make_test(tangsel)
    items = list(Question.objects.of(form))
    ids = {item.key: str(item.pk) for item in items}
    assert score(items, {ids[key]: value for key, value in ALL_RIGHT.items()}) == 100
    assert score(items, {ids["S"]: "b"}) == 40  # 2 of 5 points
    assert score(items, {ids["M"]: ["a", "c"], ids["N"]: 20.6}) == 40  # 1 + 1 of 5
    assert score(items, {}) == 0
    assert score([], {}) is None


# --- opening and closing -----------------------------------------------------------------------
@pytest.mark.parametrize("promise", ["anonymous", "confidential"])
def test_a_test_is_always_named(session, tangsel, promise):
    with pytest.raises(CannotOpen, match="Tes selalu bernama"):
        open_form(session, "", questionnaire=make_test(tangsel), promise=promise)


def given(session, rows):
    return dict(zip([person.pk for person in employees(session)], rows, strict=True))


def test_closing_writes_the_scores_and_says_how_many(session, tangsel):
    survey = open_form(session, "", questionnaire=make_test(tangsel), promise="named")
    rows = given(session, [ALL_RIGHT, {"S": "b", "M": ["a"]}, None])
    versions = dict(Participation.objects.values_list("employee", "version"))
    fill(survey, lambda person: rows[person.pk])
    found = dict(Participation.objects.values_list("employee", "pretest"))
    assert [found[pk] for pk in rows] == [100, 40, None]
    assert set(Participation.objects.values_list("posttest", flat=True)) == {None}
    entry = Entry.objects.get(action="survey.scored")
    assert entry.detail == {"score": "pretest", "written": 2, "kept": 0}
    after = dict(Participation.objects.values_list("employee", "version"))
    assert [after[pk] - versions[pk] for pk in rows] == [1, 1, 0]


def test_a_value_typed_before_stays_and_is_told(session, tangsel):
    typed = session.participations.order_by("pk").first()
    Participation.objects.filter(pk=typed.pk).update(pretest=55)
    survey = open_form(session, "", questionnaire=make_test(tangsel), promise="named")
    fill(survey, lambda _person: ALL_RIGHT)
    scores = session.participations.order_by("pk").values_list("pretest", flat=True)
    assert list(scores) == [55, 100, 100]
    assert Entry.objects.get(action="survey.scored").detail["kept"] == 1


def test_the_second_test_of_a_session_is_the_posttest(session, tangsel):
    first = open_form(session, "", questionnaire=make_test(tangsel, "TES-1"), promise="named")
    second = open_form(session, "", questionnaire=make_test(tangsel, "TES-2"), promise="named")
    fill(first, lambda _person: {"S": "b"})
    fill(second, lambda _person: ALL_RIGHT)
    scores = session.participations.values_list("pretest", "posttest")
    assert set(scores) == {(40, 100)}


@pytest.mark.parametrize(
    ("title", "opened", "moment"),
    [
        ("Tes", -1, "pretest"),  # days from the first day of the session
        ("Tes", 0, "pretest"),
        ("Tes", 1, "posttest"),
        ("Posttest akuntansi", -1, "posttest"),
        ("Pre-test akuntansi", 5, "pretest"),
    ],
)
def test_title_or_day_say_which_test_it_is(session, tangsel, title, opened, moment):
    form = make_test(tangsel, title=title)
    survey = open_form(session, "", questionnaire=form, promise="named")
    survey.opened_on = session.starts_on + timedelta(days=opened)
    assert moment_of(survey) == moment


def test_a_form_that_is_no_test_writes_no_scores(session):
    survey = open_form(session, "F1S", promise="named")
    fill(survey, lambda _person: {"P-MOT-1": 4})
    assert not Entry.objects.filter(action="survey.scored").exists()
    assert not SurveyMoments.objects.filter(dimension="Tes").exists()


def test_items_are_summed_up_as_right_or_wrong(session, tangsel):
    survey = open_form(session, "", questionnaire=make_test(tangsel), promise="named")
    rows = given(session, [ALL_RIGHT, {"S": "b", "M": ["a"]}, {"B": "benar"}])
    fill(survey, lambda person: rows[person.pk])
    found = SurveyMoments.objects.get(survey=survey, dimension="Tes")
    assert (found.keys, found.n, found.sums) == (["S", "M", "B", "N"], 3, [2, 1, 2, 1])
    assert found.products[0] == [2, 1, 1, 1]  # both rights of S with S, M, B, N
    assert Survey.objects.get().status == "closed"


def test_only_the_named_promise_is_offered(session, tangsel, officer, signed_in):
    form = make_test(tangsel)
    body = signed_in(officer).get(f"/sessions/{session.pk}/surveys/new/?questionnaire={form.pk}")
    page = body.content.decode()
    assert 'value="named"' in page
    assert 'value="anonymous"' not in page


def test_the_page_of_closing_says_what_happens_to_scores(session, tangsel, officer, signed_in):
    desk, words = signed_in(officer), "Nilai yang sudah diketik tidak diganti."
    test = open_form(session, "", questionnaire=make_test(tangsel), promise="named")
    other = open_form(session, "F1S", promise="anonymous")
    assert words in desk.get(f"/surveys/{test.pk}/close/").content.decode()
    assert words not in desk.get(f"/surveys/{other.pk}/close/").content.decode()
