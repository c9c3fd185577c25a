"""Making a questionnaire a test: right answers, points, tolerance, true or false."""

import pytest

from surveys import actions
from surveys.tests.factories import preset
from surveys.tests.test_builder_pages import posted, words


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def own(tangsel):
    return actions.copy_questionnaire(
        source=preset("F1S"), region=tangsel, title="Umpan balik kami", actor=None
    )


@pytest.fixture
def scored_form(desk, own):
    """The own questionnaire, made a test by its page."""
    data = {"title": "Pretest", "audience": "participants", "is_test": "on", "time_limit": "20"}
    desk.post(f"/questionnaires/{own.pk}/edit/", data)
    own.refresh_from_db()
    assert (own.title, own.is_test, own.shuffle, own.time_limit) == ("Pretest", True, False, 20)
    return own


def test_a_test_asks_for_the_right_answers(desk, scored_form):
    section = scored_form.sections.last()
    lines = {"lines": "Ibu kota?\nSerang\nBandung", "answer": "single"}
    desk.post(f"/sections/{section.pk}/questions/new/", lines)
    question = section.questions.last()
    address = f"/questions/{question.pk}/edit/"
    data = posted(question, choices="Serang\nBandung", points="2,5")
    wrong = words(desk.post(address, data | {"correct": "Medan"}))
    assert "“Medan” tidak ada di antara pilihannya." in wrong
    both = words(desk.post(address, data | {"correct": "Serang\nBandung"}))
    assert "Hanya satu pilihan yang dapat benar" in both
    desk.post(address, data | {"correct": "Serang"})
    question.refresh_from_db()
    assert (question.correct, question.points) == (["serang"], 2.5)
    assert ">Serang</textarea>" in words(desk.get(address)).replace("> Serang", ">Serang")


def test_a_number_is_right_within_a_tolerance(desk, scored_form):
    section = scored_form.sections.last()
    desk.post(f"/sections/{section.pk}/questions/new/", {"lines": "Pi?", "answer": "number"})
    question = section.questions.last()
    address = f"/questions/{question.pk}/edit/"
    data = posted(question, points="1", tolerance="0,01")
    assert "tulis angka" in words(desk.post(address, data | {"correct": "tiga"}))
    desk.post(address, data | {"correct": "3,14"})
    question.refresh_from_db()
    assert (question.correct, question.tolerance) == ([3.14], 0.01)


def test_true_or_false_needs_no_typed_choices(desk, scored_form):
    section = scored_form.sections.last()
    lines = {"lines": "Bumi bulat.\nAir kering.", "answer": "truefalse"}
    desk.post(f"/sections/{section.pk}/questions/new/", lines)
    made = list(section.questions.order_by("position"))[-2:]
    assert [q.text for q in made] == ["Bumi bulat.", "Air kering."]
    assert made[0].options == [("benar", "Benar"), ("salah", "Salah")]
