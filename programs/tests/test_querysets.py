"""Questions about many programmes."""

from datetime import date

import pytest

from programs.models import Program
from programs.tests.factories import make_program, make_session

MARCH, JUNE, DECEMBER = date(2026, 3, 2), date(2026, 6, 1), date(2026, 12, 7)


@pytest.mark.parametrize(
    ("starts", "state"),
    [
        ([], "planned"),
        ([DECEMBER], "planned"),
        ([JUNE, DECEMBER], "running"),  # an angkatan takes place today
        ([MARCH, DECEMBER], "running"),  # one has ended, one is to come
        ([MARCH], "ended"),
    ],
)
def test_a_programme_stands_where_its_angkatan_stand(tangsel, starts, state):
    program = make_program(tangsel)
    for number, day in enumerate(starts, start=1):
        make_session(program, number=str(number), starts_on=day, ends_on=day)
    assert Program.objects.with_counts(JUNE).get(pk=program.pk).state == state
    assert Program.objects.in_state(state, JUNE).count() == 1
