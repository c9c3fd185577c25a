"""Arriving by a link or a code: the one statement that every page of a respondent begins with.

It is written out, because the ORM needs longer to compose a join of four models than the database
to answer it and the page to be drawn. The columns are those of the models, so nothing can drift;
all are of types that both databases return as they are.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection, models

from surveys.models import Draft, Invitation, Questionnaire, Survey

PARTS = (Invitation, Survey, Questionnaire, Draft)
JOINED = """
    FROM surveys_invitation
    JOIN surveys_survey ON surveys_survey.id = surveys_invitation.survey_id
    JOIN surveys_questionnaire ON surveys_questionnaire.id = surveys_survey.questionnaire_id
    LEFT JOIN surveys_draft ON surveys_draft.invitation_id = surveys_invitation.id
"""
HASHES = {"token": "token_hash", "code": "code_hash"}  # what was given: the column that finds it


def invitation_behind(kind: str, found_by: str) -> Invitation | None:
    """Return the invitation with survey, questionnaire and draft, in one statement, or None.

    ``kind`` is "token" or "code", ``found_by`` the hash of what was given (``keys.look_up_hash``).
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(kind), [found_by])
        row = cursor.fetchone()
    if row is None:
        return None
    invitation, survey, questionnaire, draft = _parts_of(row)
    _hang(survey, "questionnaire", questionnaire)
    _hang(invitation, "survey", survey)
    _hang(invitation, "draft", draft)
    return invitation


@cache
def _statement(kind: str) -> str:
    columns = [
        f'{part._meta.db_table}."{field.column}"'
        for part in PARTS
        for field in part._meta.concrete_fields
    ]
    where = f"WHERE surveys_invitation.{HASHES[kind]} = %s"
    return f"SELECT {', '.join(columns)} {JOINED} {where}"


def _parts_of(row: tuple) -> list[Any]:
    """Cut a row into its models; a part without a key is not there."""
    found, start = [], 0
    for part in PARTS:
        names = [field.attname for field in part._meta.concrete_fields]
        values = row[start : start + len(names)]
        start += len(names)
        key = values[names.index(part._meta.pk.attname)]
        found.append(None if key is None else part.from_db(connection.alias, names, values))
    return found


def _hang(row: models.Model, name: str, related: models.Model | None) -> None:
    """Let ``row.name`` be the related row (None: there is none) without a further query."""
    row._meta.get_field(name).set_cached_value(row, related)
