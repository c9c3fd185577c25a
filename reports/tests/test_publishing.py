"""What closed forms publish is decided once, kept for ever, and the same under rivals."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from programs.tests.factories import make_program
from reports.actions import publish_closed
from reports.models import Publication, PublishedSurvey
from reports.tests.factories import make_attended, make_closed, make_people, make_session_of
from surveys.models import AnswerTally, Invitation

DAY = date(2026, 6, 1)


def publish(program):
    return publish_closed(programs=[program.pk], today=DAY)


def sizes():
    return sorted(Publication.objects.values_list("respondents", "size"))


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


def close(program, number, respondents, **fields):
    session = make_session_of(program.region, program=program, number=number)
    return make_closed(session, {3: respondents}, **fields)


def test_small_forms_wait_until_they_are_enough_together(program):
    close(program, "1", 4)
    assert publish(program) == 0
    close(program, "2", 20)
    assert publish(program) == 1
    close(program, "3", 3)
    assert publish(program) == 1
    assert sizes() == [(7, 2), (20, 1)]


def test_publishing_again_changes_nothing(program):
    close(program, "1", 12)
    assert (publish(program), publish(program)) == (1, 0)
    before = Publication.objects.get().released
    AnswerTally.objects.update(count=99)  # cannot happen; if it did, nothing shown would move
    publish(program)
    assert Publication.objects.get().released == before


def test_forms_of_other_programmes_questionnaires_and_audiences_never_merge(program, tangsel):
    close(program, "1", 4)
    close(program, "2", 4, code="F1")
    close(program, "3", 4, audience="alumni")
    other = make_program(tangsel)
    close(other, "1", 4)
    assert publish_closed(programs=[program.pk, other.pk], today=DAY) == 0


def test_open_and_empty_forms_are_not_published(program):
    close(program, "1", 0)
    close(program, "2", 30, status="open")
    assert publish(program) == 0


@pytest.mark.parametrize(("rated", "made"), [(2, 0), (4, 0), (5, 1)])
def test_six_peers_of_fewer_than_five_alumni_wait(program, rated, made):
    survey = close(program, "1", 6, code="F5")
    alumni = make_attended(survey.session, rated)
    Invitation.objects.bulk_create(
        Invitation(
            survey=survey,
            rater=rater,
            participation=alumni[number % rated],
            relation="peer",
            is_submitted=True,
            token_hash=f"token-{number}",
            code_hash=f"code-{number}",
        )
        for number, rater in enumerate(make_people(program.region, 6))
    )
    assert publish(program) == made


def test_the_database_allows_a_survey_in_one_publication_only(program):
    survey = close(program, "1", 12)
    publish(program)
    publication = Publication.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedSurvey.objects.create(survey=survey, publication=publication)


def test_what_is_kept_holds_no_hidden_answer(program):
    survey = close(program, "1", 12)
    hidden = AnswerTally.objects.filter(survey=survey).first().question
    AnswerTally.objects.filter(survey=survey, question=hidden).delete()
    AnswerTally.objects.create(survey=survey, question=hidden, value="1", count=4)
    AnswerTally.objects.create(survey=survey, question=hidden, value="na", count=8)
    publish(program)
    released = Publication.objects.get().released
    assert str(hidden.pk) not in released["q"][""]
    assert not any(name.startswith(hidden.dimension) for name in released["d"][""])
    assert len(released["q"][""]) == 11  # the other questions of F1S


def test_rivals_publish_once(engine, region):
    program = make_program(region)
    for number in range(6):
        close(program, str(number), 3 + number)
    gate = Barrier(4)

    def rival(_):
        try:
            gate.wait()
            return publish(program)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(rival, range(4)))
    # 3 and 4 together, then 5, 6, 7, 8 alone: five publications, all by one of the rivals
    assert sorted(made) == [0, 0, 0, 5]
    assert sizes() == [(5, 1), (6, 1), (7, 1), (7, 2), (8, 1)]
    assert PublishedSurvey.objects.count() == 6
