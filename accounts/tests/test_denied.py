"""Refused pages of signed-in staff are on record, each once, and not without end."""

import time

import pytest
from django.db import DatabaseError

from accounts import actions
from organization.access import Role
from programs.tests.factories import make_program
from surveys.actions import link_of
from surveys.tests.factories import make_open_survey
from trail.models import Entry

pytestmark = pytest.mark.django_db
LIST = "/users/"  # for the Admin and the Auditor


@pytest.fixture
def client(signed_in, officer):
    return signed_in(officer)


def denied():
    found = Entry.objects.filter(action="access.denied").order_by("pk")
    return [(entry.actor_name, entry.target, entry.detail) for entry in found]


def test_a_function_of_another_role_is_on_record(client, officer):
    assert client.get(LIST).status_code == 403
    assert denied() == [(str(officer), LIST, {"status": 403})]


def test_a_row_of_another_region_is_on_record(client, officer, binjai):
    address = f"/programs/{make_program(binjai).pk}/edit/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "x"}).status_code == 404
    assert denied() == [(str(officer), address, {"status": 404})] * 2


def test_the_query_of_an_address_is_not_kept(client):
    client.get(f"{LIST}?q=198001012005012001")
    assert [target for _actor, target, _detail in denied()] == [LIST]


def test_what_is_allowed_and_what_does_not_exist_leaves_nothing(client, signed_in, make_user):
    assert client.get("/programs/").status_code == 200
    assert client.get("/tidak-ada/").status_code == 404
    assert signed_in(make_user(Role.AUDITOR)).get(LIST).status_code == 200
    assert denied() == []


def test_strangers_leave_nothing(client):
    client.logout()
    assert client.get(LIST).status_code == 302
    assert denied() == []


def test_staff_who_open_wrong_or_right_links_of_forms_leave_nothing(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    link = link_of(survey.invitations.select_related("survey").get())
    assert client.get(link).status_code == 200
    assert client.get(f"/i/{'a' * 26}").status_code == 404
    assert denied() == []


def test_the_flood_ends_and_says_so_and_the_next_hour_begins_anew(
    client, officer, signed_in, make_user, tangsel, monkeypatch
):
    monkeypatch.setattr(actions, "DENIED_AN_HOUR", 3)
    now = time.time() // 3600 * 3600
    monkeypatch.setattr("time.time", lambda: now)
    for _ in range(5):
        assert client.get(LIST).status_code == 403
    note = "penolakan lain dalam jam ini tidak dicatat lagi"
    said = [{"status": 403}, {"status": 403}, {"status": 403, "note": note}]
    assert [detail for *_who, detail in denied()] == said
    signed_in(make_user(Role.ANALYST, tangsel)).get(LIST)  # one person's flood hides nobody else
    assert len(denied()) == 4
    monkeypatch.setattr("time.time", lambda: now + 3600)
    signed_in(officer).get(LIST)  # the first session went idle
    assert len(denied()) == 5


def test_a_trail_that_cannot_be_written_does_not_change_the_answer(client, monkeypatch):
    def fails(**_given):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(actions, "record", fails)
    assert client.get(LIST).status_code == 403
