"""Fixtures for the tests of surveys."""

import pytest
from django.test import Client

from surveys.actions import link_of
from surveys.tests import databases
from surveys.tests.factories import make_open_survey
from surveys.tests.phones import OURS, fresh

templates = databases.templates
engine = databases.engine
region = databases.region


@pytest.fixture
def survey(tangsel):
    """F1S for one session: 12 statements on 3 pages, one open question on the fourth."""
    return make_open_survey(tangsel)


@pytest.fixture
def invitation(survey):
    return fresh(survey.invitations.first())


@pytest.fixture
def phone(invitation):
    """A browser that pressed Mulai."""
    client = Client(headers=OURS)
    client.post(link_of(invitation))
    return client
