"""Follow-up forms belong to the month in which they were opened, however long they stay open."""

from datetime import date, timedelta

import pytest

from programs.models import Session
from programs.tests.factories import make_program, make_session
from reports.frames.forms import form_records
from reports.results import session_result
from reports.tests.factories import make_closed, make_session_of, today
from surveys.actions import close_survey, extend_survey, open_new_round
from surveys.models import Survey
from surveys.tests.factories import make_open_survey

ENDED = date(2026, 1, 10)


def months(manager, session):
    return {row.month for row in session_result(manager, session).application}


@pytest.mark.parametrize(
    ("opened", "month"),
    [
        (date(2026, 4, 11), 3),  # 91 days after
        (date(2026, 5, 26), 3),  # 136: nearer to 91 than to 183
        (date(2026, 5, 28), 6),  # 138: nearer to 183
        (date(2027, 1, 10), 12),
    ],
)
def test_the_day_of_opening_decides_and_not_the_last_day(manager, tangsel, opened, month):
    session = make_session_of(tangsel, ends_on=ENDED)
    make_closed(session, {3: 12}, code="F3", opened_on=opened, closes_on=opened + timedelta(120))
    assert months(manager, session) == {month}


def test_extending_and_asking_again_keep_the_wave(tangsel, officer):
    """Opened after 91 days for three months; asked again until 155 days after."""
    session = make_session(make_program(tangsel), starts_on=today() - timedelta(days=95))
    survey = make_open_survey(tangsel, code="F3", audience="alumni", session=session, people=6)
    Survey.objects.filter(pk=survey.pk).update(opened_on=session.ends_on + timedelta(days=91))
    extend_survey(survey=survey, closes_on=today() + timedelta(days=60), actor=officer)
    close_survey(survey=survey, actor=officer)
    survey.refresh_from_db()
    open_new_round(survey=survey, closes_on=today() + timedelta(days=90), actor=officer)
    found = form_records(Session.objects.filter(pk=session.pk))
    assert [(form.opened_on, form.month) for form in found] == [(survey.opened_on, 3)] * 2
