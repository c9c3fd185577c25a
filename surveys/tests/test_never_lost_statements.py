"""F8: whichever statement of submit, close or seal fails, the invariants hold and a retry ends it.

test_crowds.py fails each statement of one and the same submit and close; here each failure meets
an invitation or a form of its own, COMMIT fails too, and the retry comes at once.
"""

from contextlib import contextmanager, nullcontext
from itertools import count
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from surveys import keys
from surveys.actions import (
    answering,
    close_survey,
    items_of,
    save_draft,
    seal_surveys,
    sealing,
    submit,
)
from surveys.choices import Promise, SurveyStatus
from surveys.models import Draft, Response, Survey
from surveys.tests.factories import answer, answers_for, make_open_survey
from surveys.tests.invariants import broken
from surveys.tests.phones import fresh

pytestmark = pytest.mark.slow


@contextmanager
def failing(number, monkeypatch):
    """Let the N-th statement fail, COMMIT counted; yields a list that says whether one did."""
    left, failed = count(number, -1), []

    def tick():
        if next(left) == 1:
            failed.append(number)
            raise OperationalError("disk I/O error")

    def wrapper(execute, sql, params, many, context):
        tick()
        return execute(sql, params, many, context)

    commit = connection._commit

    def commit_or_fail():
        tick()
        return commit()

    with monkeypatch.context() as patch, connection.execute_wrapper(wrapper):
        patch.setattr(connection, "_commit", commit_or_fail)
        yield failed


def fail_each(prepare, work, after, monkeypatch):
    """For N = 1, 2, …: prepare, let N fail in the work, look; end when no N is left; count them."""
    for number in range(1, 200):
        subject = prepare()
        with failing(number, monkeypatch) as failed:
            try:
                work(subject)
            except OperationalError:
                assert failed
        after(subject, bool(failed))
        if not failed:
            return number - 1
    raise AssertionError("there was always another statement")


@pytest.fixture
def forms(region):
    """Make a form of three people of whom two answered, and the third has a draft."""

    def make(promise=Promise.CONFIDENTIAL, people=3):
        survey = make_open_survey(region, people=people, promise=promise)
        items_of(survey)  # read once a process; failing there is before the transaction
        *some, last = survey.invitations.with_page()
        for invitation in some[:2]:
            answer(invitation, 4, T2="Sudah baik.")
        save_draft(invitation=last, answers=answers_for(survey, 2), sequence=1)
        return Survey.objects.get(pk=survey.pk)

    return make


@pytest.mark.parametrize(
    ("promise", "statements"),
    # claim, response, comments, what identifies, draft; COMMIT
    [(Promise.ANONYMOUS, 5), (Promise.CONFIDENTIAL, 6), (Promise.NAMED, 6)],
)
def test_a_submit_failing_anywhere_stores_all_or_nothing(
    engine, forms, monkeypatch, promise, statements
):
    survey = forms(promise, people=20)
    answers = answers_for(survey, 4, T2="Sudah baik.")
    waiting = iter(survey.invitations.with_page().filter(is_submitted=False, draft=None))

    def with_draft():
        invitation = next(waiting)
        save_draft(invitation=invitation, answers=answers, sequence=1)
        return invitation

    def look(invitation, failed):
        assert broken() == []
        assert Draft.objects.filter(invitation=invitation).exists() is failed
        assert submit(invitation=invitation, answers=answers) is failed
        assert submit(invitation=fresh(invitation), answers={}) is False  # another press
        assert broken() == []

    tried = fail_each(
        with_draft, lambda one: submit(invitation=one, answers=answers), look, monkeypatch
    )
    begin = {"sqlite": 1, "postgresql": 0}[engine.vendor]
    assert tried == statements + begin
    assert Response.objects.count() == 2 + tried + 1


def test_the_look_finds_a_submit_that_is_not_one_transaction(engine, forms, monkeypatch):
    """The positive control: without its transaction the same failures leave broken invariants."""
    survey = forms(people=20)
    answers = answers_for(survey, 4, T2="Sudah baik.")
    waiting = iter(survey.invitations.with_page().filter(is_submitted=False, draft=None))
    loose = SimpleNamespace(atomic=lambda **_: nullcontext())
    monkeypatch.setattr(answering, "transaction", loose)
    found = []
    fail_each(
        lambda: next(waiting),
        lambda one: submit(invitation=one, answers=answers),
        lambda _one, _failed: found.extend(broken()),
        monkeypatch,
    )
    assert any("answers (2, 0), submitted 3" in sentence for sentence in found)
    assert any("Pseudonym" in sentence for sentence in found)


@pytest.mark.parametrize("promise", [Promise.CONFIDENTIAL, Promise.NAMED])
def test_a_close_failing_anywhere_changes_nothing_and_the_next_one_ends_it(
    engine, forms, monkeypatch, promise
):
    def look(survey, failed):
        assert broken(survey) == []
        status = Survey.objects.get(pk=survey.pk).status
        assert status == (SurveyStatus.OPEN if failed else SurveyStatus.CLOSED)
        assert close_survey(survey=survey, actor=None).status == SurveyStatus.CLOSED
        assert broken(survey) == []
        assert not keys.store().holds(survey.link_key)

    tried = fail_each(
        lambda: forms(promise),
        lambda survey: close_survey(survey=survey, actor=None),
        look,
        monkeypatch,
    )
    assert tried > 15


def test_a_seal_failing_anywhere_is_ended_by_the_next_one(engine, forms, monkeypatch):
    monkeypatch.setattr(sealing, "ATTEMPTS", 1)  # otherwise it repeats what failed by itself

    def closed():
        return close_survey(survey=forms(), actor=None)

    def look(survey, failed):
        assert broken(survey) == []
        seal_surveys()
        assert Survey.objects.get(pk=survey.pk).status == SurveyStatus.SEALED
        assert broken(survey) == []

    tried = fail_each(closed, lambda _survey: seal_surveys(), look, monkeypatch)
    tables = len(sealing.PASSES * sealing.REWRITTEN)
    # SQLite: find, checkpoint, rebuild, checkpoint, mark. PostgreSQL: find, horizon, readers,
    # patience, each table twice, patience, mark.
    assert tried == {"sqlite": 5, "postgresql": 4 + tables + 2}[engine.vendor]
