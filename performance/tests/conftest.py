"""Fixtures for the tests of performance."""

from datetime import date

import pytest

from programs.tests.factories import make_participation, make_program, make_session


@pytest.fixture
def session(tangsel):
    """A session on 2 and 3 March 2026."""
    program = make_program(tangsel, code="MW26")
    return make_session(program, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))


@pytest.fixture
def people(session):
    """Two participants who completed it."""
    return [make_participation(session).employee for _ in range(2)]
