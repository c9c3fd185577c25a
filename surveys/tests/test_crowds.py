"""R2, F8: many at once, one press too many, and every statement failing in turn."""

import threading
from collections import Counter

import pytest
from django.db import OperationalError, connection

from surveys import keys
from surveys.actions import (
    AlreadySubmitted,
    SurveyClosed,
    close_survey,
    invitation_of_token,
    items_of,
    link_of,
    save_draft,
    submit,
)
from surveys.models import (
    AnswerTally,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    Draft,
    Invitation,
    Pseudonym,
    Response,
    Survey,
)
from surveys.tests.factories import answers_for, make_open_survey


def together(work, arguments):
    """Run the work in one thread an argument, all at once; count outcomes."""
    outcomes = Counter()
    gate = threading.Barrier(len(arguments))

    def one(argument):
        try:
            gate.wait()
            outcomes[work(argument)] += 1
        except Exception as error:
            outcomes[type(error).__name__] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[argument]) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_fifty_presses_of_one_link_store_exactly_one_response(engine, region):
    survey = make_open_survey(region, people=1)
    token = link_of(survey.invitations.get()).split("/")[-1]
    answers = answers_for(survey, 4, T2="Sudah baik.")
    outcomes = together(
        lambda _: submit(invitation=invitation_of_token(token), answers=answers), range(50)
    )
    assert outcomes == {True: 1, False: 49}
    assert (Response.objects.count(), Comment.objects.count()) == (1, 1)


def test_sixteen_people_of_one_angkatan_at_once_lose_no_answer(engine, region):
    survey = make_open_survey(region, people=64, promise="confidential")
    answers = answers_for(survey, 4, T2="Sudah baik.")
    batches = [list(survey.invitations.all())[n::16] for n in range(16)]

    def room(invitations):
        for invitation in invitations:
            fresh = Invitation.objects.with_page().get(pk=invitation.pk)
            save_draft(invitation=fresh, answers=answers, sequence=1)
            submit(invitation=fresh, answers=answers)

    assert together(room, batches) == {None: 16}
    stored = (Response.objects.count(), Comment.objects.count(), Pseudonym.objects.count())
    assert stored == (64, 64, 64)
    assert survey.invitations.filter(is_submitted=True).count() == 64
    assert Draft.objects.count() == 0


def test_closing_while_people_send_loses_no_confirmed_answer(engine, region):
    survey = make_open_survey(region, people=48)
    answers = answers_for(survey, 4)
    work = [*survey.invitations.with_page(), None]

    def send_or_close(invitation):
        if invitation is None:
            return close_survey(survey=survey, actor=None).status
        return submit(invitation=invitation, answers=answers)

    outcomes = together(send_or_close, work)
    assert set(outcomes) <= {True, "closed", "SurveyClosed"}
    assert outcomes[True] + outcomes["SurveyClosed"] == 48
    assert ClosedResponse.objects.count() == outcomes[True]
    assert survey.invitations.filter(is_submitted=True).count() == outcomes[True]
    assert Survey.objects.get().submitted_at_close == outcomes[True]
    assert Response.objects.count() == 0


def test_four_presses_of_close_count_the_answers_once(engine, region):
    survey = make_open_survey(region, people=3)
    for invitation in survey.invitations.with_page():
        submit(invitation=invitation, answers=answers_for(survey, 4))
    outcomes = together(lambda _: close_survey(survey=survey, actor=None).status, range(4))
    assert outcomes == {"closed": 4}
    assert ClosedResponse.objects.count() == 3
    assert sum(AnswerTally.objects.values_list("count", flat=True)) == 36  # 3 people x 12 items


def test_late_autosaves_leave_no_draft_behind_a_sent_form(engine, region):
    survey = make_open_survey(region, people=1)
    invitation = survey.invitations.with_page().get()
    answers = answers_for(survey, 4)

    def send_or_save(number):
        if number == 5:
            return submit(invitation=invitation, answers=answers)
        return save_draft(invitation=invitation, answers=answers, sequence=number)

    together(send_or_save, range(12))
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)
    with pytest.raises(AlreadySubmitted):
        save_draft(invitation=invitation, answers=answers, sequence=99)


# --- F8: each statement fails once --------------------------------------------------------------
class FailingStatement:
    """Let the N-th statement of a block fail as a dying database would."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)


def failures(work, check):
    """Fail statement 1, 2, … until the work passes; check the invariants each time; count."""
    for number in range(1, 100):
        try:
            with connection.execute_wrapper(FailingStatement(number)):
                work()
        except OperationalError:
            check()
        else:
            return number - 1
    return None


def test_a_submit_that_fails_at_any_statement_stores_nothing_and_can_be_repeated(engine, region):
    survey = make_open_survey(region, people=1, promise="confidential")
    invitation = survey.invitations.with_page().get()
    answers = answers_for(survey, 4, T2="Sudah baik.")
    save_draft(invitation=invitation, answers=answers, sequence=1)
    items_of(survey)  # read once a process; its failure would be before the transaction

    def nothing_happened():
        stored = [model.objects.count() for model in (Response, Comment, Pseudonym)]
        assert stored == [0, 0, 0]
        assert Draft.objects.count() == 1
        assert not survey.invitations.get().is_submitted

    failed = failures(lambda: submit(invitation=invitation, answers=answers), nothing_happened)
    # claim, response, comments, pseudonym, draft; on SQLite also BEGIN
    assert failed == {"sqlite": 6, "postgresql": 5}[engine.vendor]
    stored = [model.objects.count() for model in (Response, Comment, Pseudonym, Draft)]
    assert stored == [1, 1, 1, 0]


def test_a_close_that_fails_at_any_statement_changes_nothing_and_can_be_repeated(engine, region):
    survey = make_open_survey(region, people=3, promise="confidential")
    for invitation in survey.invitations.with_page():
        submit(invitation=invitation, answers=answers_for(survey, 4, T2="Sudah baik."))

    def still_open():
        assert Survey.objects.get().status == "open"
        assert (Response.objects.count(), Comment.objects.count()) == (3, 3)
        counted = [ClosedResponse, ClosedComment, ClosedPseudonym, AnswerTally]
        assert [model.objects.count() for model in counted] == [0, 0, 0, 0]
        assert keys.store().holds(survey.link_key)

    failed = failures(lambda: close_survey(survey=survey, actor=None), still_open)
    assert failed > 15
    assert (ClosedResponse.objects.count(), ClosedPseudonym.objects.count()) == (3, 3)
    assert not keys.store().holds(survey.link_key)


def test_a_draft_that_fails_to_save_leaves_the_earlier_one(engine, region):
    survey = make_open_survey(region, people=1)
    invitation = survey.invitations.with_page().get()
    save_draft(invitation=invitation, answers={"1": 1}, sequence=1)
    before = bytes(Draft.objects.get().payload)

    def unchanged():
        assert bytes(Draft.objects.get().payload) == before

    failures(lambda: save_draft(invitation=invitation, answers={"1": 2}, sequence=2), unchanged)
    assert Draft.objects.get().sequence == 2


def test_an_answer_that_arrives_after_close_is_refused_and_not_stored(engine, region):
    survey = make_open_survey(region, people=1)
    invitation = survey.invitations.with_page().get()
    close_survey(survey=survey, actor=None)
    with pytest.raises(SurveyClosed):
        submit(invitation=invitation, answers=answers_for(survey, 4))
    assert (Response.objects.count(), ClosedResponse.objects.count()) == (0, 0)
