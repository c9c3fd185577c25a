"""N1, N3: no column and no log that could hold who answered what, or when."""

import json
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from surveys.actions import close_survey, save_draft, seal_surveys
from surveys.models import (
    Authorship,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    Draft,
    Invitation,
    Pseudonym,
    Response,
)
from surveys.tests.factories import answer, make_open_survey

ALLOWED = {  # every column that a table around answers may have; a new one needs a reason here
    Response: {"id", "survey_id", "stratum", "answers"},
    ClosedResponse: {"id", "survey_id", "stratum", "answers"},
    Comment: {"id", "survey_id", "question_id", "text"},
    ClosedComment: {  # the last three are what a moderator decided about the text
        "id", "survey_id", "question_id", "text", "state", "released", "reason", "theme_id",
    },
    Pseudonym: {"response_id", "rater", "subject"},
    ClosedPseudonym: {"response_id", "rater", "subject"},
    Authorship: {"response_id", "employee_id", "participation_id"},
    ClosedAuthorship: {"response_id", "employee_id", "participation_id"},
    Draft: {"invitation_id", "payload", "sequence", "week"},  # the week of an unsent form
    Invitation: {
        "id", "survey_id", "rater_id", "participation_id", "relation", "reason", "stratum",
        "serial", "token_hash", "code_hash", "is_revoked", "is_submitted", "is_closed",
    },
}  # fmt: skip
TABLES = [pytest.param(model, id=model.__name__) for model in ALLOWED]


def columns_in_database(model):
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, model._meta.db_table)
    return {column.name for column in description}


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES)
def test_tables_around_answers_have_only_the_allowed_columns(model):
    assert columns_in_database(model) == ALLOWED[model]


@pytest.mark.django_db
def test_control_the_check_sees_a_column_that_somebody_adds():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_response ADD COLUMN submitted_at timestamp")
    assert columns_in_database(Response) - ALLOWED[Response] == {"submitted_at"}


@pytest.mark.parametrize("model", TABLES)
def test_no_table_around_answers_holds_a_time(model):
    times = (models.DateField, models.TimeField, models.DurationField)
    assert [f.name for f in model._meta.fields if isinstance(f, times)] == []


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("model", [Response, ClosedResponse, Comment, ClosedComment, Invitation])
def test_on_sqlite_the_random_key_is_the_rowid_itself(model):
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        assert '"id" integer NOT NULL PRIMARY KEY' in cursor.fetchone()[0]


def test_keys_of_answers_are_random_63_bit_numbers():
    keys = sorted(Response().pk for _ in range(2000))
    assert keys[0] > 0
    assert keys[-1] < 2**63
    gaps = [b - a for a, b in pairwise(keys)]
    assert min(gaps) > 1
    assert 0.45 < sum(key > 2**62 for key in keys) / 2000 < 0.55  # uniform: half in each half


def test_no_model_points_from_answers_to_people_except_named_authors():
    people = {"Employee", "Participation", "Invitation", "User", "Placement"}
    pointing = {
        (model.__name__, field.related_model.__name__)
        for model in ALLOWED
        if model not in {Invitation, Draft}
        for field in model._meta.fields
        if field.is_relation and field.related_model.__name__ in people
    }
    named = {("Authorship", "Employee"), ("Authorship", "Participation")}
    assert pointing == named | {(f"Closed{model}", person) for model, person in named}


def every_value():
    """Every value of every table, as text: what somebody with a dump can search."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            yield model.__name__, json.dumps(row, default=str, ensure_ascii=False)


def test_nothing_in_the_database_tells_when_somebody_answered(engine, region):
    survey = make_open_survey(region, people=1)
    before = {text for _model, text in every_value()}
    save_draft(invitation=survey.invitations.with_page().get(), answers={"1": 1}, sequence=1)
    answer(survey.invitations.with_page().get())
    fresh = [(model, text) for model, text in every_value() if text not in before]
    assert {model for model, _text in fresh} == {"Response", "Invitation"}
    now = timezone.now()
    spellings = {f"{moment:%H:%M}" for moment in (now, now - timedelta(minutes=1))}
    assert not [text for _model, text in fresh if any(word in text for word in spellings)]
    assert not [text for _model, text in fresh if re.search(r"\d{4}-\d\d-\d\d", text)]


def test_the_trail_of_a_form_names_nobody_and_holds_no_answer(engine, region):
    survey = make_open_survey(region, people=2)
    for invitation in survey.invitations.with_page():
        answer(invitation, 3, T2="Kenari.")
    close_survey(survey=survey, actor=None)
    seal_surveys()
    people = [(one.rater.nip, one.rater.name) for one in survey.invitations.select_related("rater")]
    trail = " ".join(text for model, text in every_value() if model == "Entry")
    assert "survey.closed" in trail  # the control: the trail is what we look at
    assert not [word for person in people for word in person if word in trail]
    assert "Kenari" not in trail
