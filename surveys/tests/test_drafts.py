"""Drafts: encrypted, never out of order, noise once the form is closed."""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys import keys
from surveys.actions import (
    close_survey,
    code_of,
    forget_stale_drafts,
    invitation_of_code,
    invitation_of_token,
    load_draft,
    save_draft,
)
from surveys.models import Draft, Invitation
from surveys.tests.factories import make_open_survey
from surveys.tests.test_links import token_of


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel, people=2)


@pytest.fixture
def invitation(survey):
    return survey.invitations.select_related("survey").first()


def test_a_draft_comes_back_by_link_and_by_code(invitation):
    save_draft(invitation=invitation, answers={"1": 3, "2": "Catatan"}, sequence=1)
    for found in (
        invitation_of_token(token_of(invitation)),
        invitation_of_code(code_of(invitation)),
    ):
        assert load_draft(found) == {"1": 3, "2": "Catatan"}


def test_arriving_finds_every_column_as_the_orm_does(invitation):
    assert not hasattr(invitation_of_token(token_of(invitation)), "draft")
    save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    found = invitation_of_token(token_of(invitation))
    stored = Invitation.objects.with_page().get(pk=invitation.pk)
    pairs = [(found, stored), (found.survey, stored.survey), (found.draft, stored.draft)]
    pairs.append((found.survey.questionnaire, stored.survey.questionnaire))
    for ours, theirs in pairs:
        names = [field.attname for field in theirs._meta.concrete_fields]
        here, there = ([getattr(row, name) for name in names] for row in (ours, theirs))
        assert here == there
        assert [type(value) for value in here] == [type(value) for value in there]


@pytest.mark.parametrize(
    ("order", "kept"), [((1, 2, 3), 3), ((3, 1, 2), 3), ((2, 3, 1), 3), ((5, 5), 5)]
)
def test_autosaves_out_of_order_never_go_back(invitation, order, kept):
    for sequence in order:
        save_draft(invitation=invitation, answers={"1": sequence}, sequence=sequence)
    found = Invitation.objects.with_page().get(pk=invitation.pk)
    assert (load_draft(found), found.draft.sequence) == ({"1": kept}, kept)


def test_saving_says_whether_the_draft_was_kept(invitation):
    assert save_draft(invitation=invitation, answers={}, sequence=2) is True
    assert save_draft(invitation=invitation, answers={}, sequence=1) is False


def test_a_draft_does_not_tell_when_it_was_saved(invitation):
    save_draft(invitation=invitation, answers={"1": 1}, sequence=1)
    token = base64.urlsafe_b64decode(bytes(Draft.objects.get().payload))
    assert token[:9] == b"\x80" + 8 * b"\x00"  # Fernet: version, then the time in seconds


def test_saving_takes_one_statement(invitation, django_assert_num_queries):
    with django_assert_num_queries(1):
        save_draft(invitation=invitation, answers={"1": 1}, sequence=1)
    with django_assert_num_queries(1):
        save_draft(invitation=invitation, answers={"1": 1}, sequence=2)


def test_another_invitation_cannot_read_a_draft(survey):
    mine, other = survey.invitations.select_related("survey")[:2]
    save_draft(invitation=mine, answers={"1": 3}, sequence=1)
    Draft.objects.create(
        invitation=other, payload=bytes(Draft.objects.get(invitation=mine).payload), sequence=1
    )
    assert load_draft(Invitation.objects.with_page().get(pk=other.pk)) == {}


def test_closing_turns_drafts_into_noise(invitation, django_capture_on_commit_callbacks):
    save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    payload = bytes(Draft.objects.get().payload)
    with django_capture_on_commit_callbacks(execute=True):
        close_survey(survey=invitation.survey, actor=None)
    assert Draft.objects.count() == 0
    Draft.objects.create(invitation=invitation, payload=payload, sequence=1)  # from an old backup
    assert load_draft(Invitation.objects.with_page().get(pk=invitation.pk)) == {}
    assert not keys.store().holds(invitation.survey.link_key)


def test_an_unsent_draft_is_json_of_what_was_typed(invitation):
    save_draft(invitation=invitation, answers={"1": "Ünïcode 👩‍🏫"}, sequence=1)
    cipher = keys.draft_cipher(keys.store().read(invitation.survey.link_key), invitation.pk)
    assert json.loads(cipher.decrypt(bytes(Draft.objects.get().payload))) == {"1": "Ünïcode 👩‍🏫"}


def test_a_draft_on_which_nobody_types_goes_after_14_days_at_most(invitation):
    save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    today = timezone.localdate()
    assert forget_stale_drafts(today + timedelta(days=7)) == 0  # within the two weeks
    assert forget_stale_drafts(today + timedelta(days=14)) == 1
    assert Draft.objects.count() == 0


def test_typing_again_keeps_a_draft(invitation):
    save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    Draft.objects.update(week=0)
    save_draft(invitation=invitation, answers={"1": 4}, sequence=2)
    assert forget_stale_drafts(timezone.localdate()) == 0
