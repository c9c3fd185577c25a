"""Fixtures for the tests of surveys."""

import io

import pytest
from django.core.management import call_command
from django.test import Client

from surveys.actions import link_of
from surveys.tests import databases
from surveys.tests.exports import csv_of
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


@pytest.fixture
def run(tmp_path):
    """Run the command on rows or bytes; return what it printed, also kept as run.printed."""

    def run(survey, content, *more, name="jawaban.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else csv_of(content))
        out = run.printed = io.StringIO()
        call_command(
            "import_responses", str(file), "--survey", survey.code, *more, stdout=out, stderr=out
        )
        return out.getvalue()

    return run
