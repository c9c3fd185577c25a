"""One real evaluation in the database: answers, tests, performance, a held and an open form."""

from dataclasses import dataclass

from django.utils import timezone

from performance.actions import rebuild_pairs
from performance.tests.factories import choose, declare
from programs.models import Participation, Program, Session
from programs.tests.factories import make_program, make_session
from surveys.actions import close_survey
from surveys.tests.factories import answer_all, make_closed_survey, make_open_survey

VALUES = [4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 1]  # 9 of 12 agree: 75 %
BEFORE = [60.0, 62.0, 64.0, 66.0, 68.0, 70.0, 72.0, 74.0, 76.0, 78.0]
GAINS = [4.0, 5.0, 6.0, 4.0, 5.0, 6.0, 4.0, 5.0, 6.0, 5.0]  # mean 5,0


@dataclass(frozen=True)
class Case:
    """What the tests refer to."""

    program: Program
    session: Session
    small: Session  # 4 of 25 answered: held
    open: Session


def make_case(region, *, name="Pelatihan Manajemen Waktu"):
    """Twelve answers, ten pairs with two missing, twelve tests; an angkatan held, one open."""
    survey = make_closed_survey(region, VALUES, session=_session(region, name))
    session = survey.session
    people = list(session.participations.select_related("employee").order_by("pk"))
    Participation.objects.filter(session=session).update(pretest=60, posttest=80)
    choose(session.program)
    for place, participation in enumerate(people):
        known = place < len(BEFORE)
        after = BEFORE[place] + GAINS[place] if known else None
        declare(session, participation.employee, BEFORE[place] if known else 50.0, after)
    rebuild_pairs(session=session)
    small = make_open_survey(region, people=25, session=_next(session, "2"))
    answer_all(small, number=4)
    close_survey(survey=small, actor=None)
    opened = make_open_survey(region, people=6, session=_next(session, "3"))
    return Case(session.program, session, small.session, opened.session)


def _session(region, name):
    start = timezone.localdate().replace(month=1, day=5)
    return make_session(make_program(region, name=name), starts_on=start)


def _next(session, number):
    return make_session(session.program, number=number, starts_on=session.starts_on)
