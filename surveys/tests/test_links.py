"""Links, codes and drafts: a dump of the database opens nothing without the key store."""

import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from surveys import keys
from surveys.actions import (
    AlreadySubmitted,
    LinkRevoked,
    SurveyClosed,
    close_survey,
    code_of,
    extend_survey,
    invitation_of_code,
    invitation_of_token,
    link_of,
    load_draft,
    reissue_invitation,
    revoke_invitation,
    save_draft,
    submit,
)
from surveys.models import Draft, Invitation
from surveys.tests.factories import answer, answers_for, make_open_survey
from trail.models import Entry


def token_of(invitation):
    return link_of(invitation).removeprefix("/i/")


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel, people=3)


@pytest.fixture
def invitation(survey):
    return survey.invitations.select_related("survey").first()


# --- the key store --------------------------------------------------------------------------------
def test_only_the_owner_reads_the_key_store(survey, settings):
    folder = Path(settings.KEY_DIR)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == sorted([f"{survey.link_key}.key", "look-up.key"])
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert {file.stat().st_size for file in files} == {32}  # 256 bit


def test_a_key_that_stands_is_never_replaced(tmp_path):
    store = keys.KeyStore(tmp_path / "keys")
    first = store.create("a")
    assert store.create("a") == first
    assert store.read("a") == first


def test_a_destroyed_key_is_overwritten_before_its_file_goes(tmp_path):
    store = keys.KeyStore(tmp_path / "keys")
    secret = store.create("a")
    os.link(tmp_path / "keys" / "a.key", tmp_path / "same-blocks")  # what an undelete would find
    store.destroy("a")
    assert (tmp_path / "same-blocks").read_bytes() != secret
    assert not store.holds("a")
    store.destroy("a")  # again: nothing to do
    with pytest.raises(keys.MissingKey):
        store.read("a")


@pytest.mark.parametrize("name", ["../settings", "a/b", "", "A", "a.key"])
def test_the_key_store_opens_no_other_file(tmp_path, name):
    with pytest.raises(ValueError, match=name or "^$"):
        keys.KeyStore(tmp_path).read(name)


# --- links and codes ------------------------------------------------------------------------------
def test_a_link_has_26_base32_characters_and_can_be_made_again(invitation):
    token = token_of(invitation)
    assert len(token) == 26
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert token_of(invitation) == token


def test_a_code_has_8_characters_without_letters_that_are_misread(invitation):
    code = code_of(invitation)
    assert len(code) == 8
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_link_and_code_open_the_same_invitation(invitation):
    assert invitation_of_token(token_of(invitation)) == invitation
    assert invitation_of_code(code_of(invitation)) == invitation


def test_everybody_has_another_link_and_another_code(survey):
    invitations = list(survey.invitations.select_related("survey"))
    assert len({token_of(one) for one in invitations}) == 3
    assert len({code_of(one) for one in invitations}) == 3


def test_finding_an_invitation_takes_one_query_once_its_form_is_known(
    survey, django_assert_num_queries
):
    first, second, _third = (token_of(one) for one in survey.invitations.select_related("survey"))
    for token, queries in ((first, 2), (second, 1)):  # who and draft; the form around, once
        with django_assert_num_queries(queries):
            found = invitation_of_token(token)
            assert found.survey.questionnaire.code == "F1S"
            assert found.survey.session.program.region.code == "36.74"
            assert load_draft(found) == {}


def test_what_changes_while_a_form_is_open_is_never_remembered(survey):
    token = token_of(survey.invitations.select_related("survey").first())
    before = invitation_of_token(token)
    later = survey.closes_on + timedelta(days=2)
    extend_survey(survey=survey, closes_on=later, actor=None)
    assert (before.survey.closes_on, invitation_of_token(token).survey.closes_on) == (
        survey.closes_on,
        later,
    )
    close_survey(survey=survey, actor=None)
    assert invitation_of_token(token).survey.status == "closed"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("K7QM3XTA", "K7QM3XTA"),
        (" k7qm-3xta ", "K7QM3XTA"),
        ("K7QM 3XTA", "K7QM3XTA"),
        ("O0Oo1IlL", "00001111"),  # O for 0, I and L for 1
        ("K7QM3XT", ""),
        ("K7QM3XTAA", ""),
        ("K7QM3XT*", ""),
        ("", ""),
        ("٣٣٣٣٣٣٣٣", ""),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, plain):
    assert keys.plain_code(typed) == plain


def test_a_typed_code_with_mistaken_letters_still_opens(survey):
    for invitation in survey.invitations.select_related("survey"):
        typed = code_of(invitation).replace("0", "o").replace("1", "l").lower()
        assert invitation_of_code(f"{typed[:4]}-{typed[4:]}") == invitation


@pytest.mark.parametrize("wrong", ["", "x", "a" * 26, "A" * 27, "../../etc", "é" * 26])
def test_wrong_links_open_nothing(survey, wrong):
    assert invitation_of_token(wrong) is None


def test_wrong_codes_never_match(survey):
    right = {code_of(one) for one in survey.invitations.select_related("survey")}
    alphabet = keys.CODE_ALPHABET
    for code in right:  # every neighbour that differs in one character
        for place in range(8):
            for letter in alphabet:
                near = code[:place] + letter + code[place + 1 :]
                assert (invitation_of_code(near) is not None) == (near in right)


# --- the database without the key store ----------------------------------------------------
def dump():
    """Everything the database knows of invitations and drafts."""
    return [
        *Invitation.objects.values_list("token_hash", flat=True),
        *Invitation.objects.values_list("code_hash", flat=True),
        *(bytes(payload).decode() for payload in Draft.objects.values_list("payload", flat=True)),
        *Invitation.objects.values_list("survey__link_key", flat=True),
    ]


def test_a_dump_contains_no_link_no_code_and_no_draft(survey):
    for invitation in survey.invitations.select_related("survey"):
        save_draft(invitation=invitation, answers={"1": "kenari"}, sequence=1)
    text = " ".join(dump())
    for invitation in survey.invitations.select_related("survey"):
        assert token_of(invitation) not in text.lower()
        assert code_of(invitation) not in text.upper()
    assert "kenari" not in text


def test_nothing_in_a_dump_works_as_a_link_or_a_code(survey):
    for secret in dump():
        assert invitation_of_token(secret[:26]) is None
        assert invitation_of_code(secret[:8]) is None


def test_codes_cannot_be_tried_out_against_a_dump_without_the_look_up_key(survey, settings):
    """40 bits fall in minutes to whoever can hash; without the key nobody can."""
    invitation = survey.invitations.select_related("survey").first()
    code, token = code_of(invitation), token_of(invitation)
    look_up_key = keys.store().read(keys.LOOK_UP)
    assert keys.look_up_hash(look_up_key, "code", code) == invitation.code_hash  # the control
    shutil.rmtree(settings.KEY_DIR)
    assert invitation_of_code(code) is None
    assert invitation_of_token(token) is None
    guesses = [b"", b"0" * 32, invitation.survey.link_key.encode(), settings.SECRET_KEY.encode()]
    for guess in guesses:
        assert keys.look_up_hash(guess, "code", code) != invitation.code_hash


def test_without_the_key_store_no_link_can_be_made(survey, settings):
    shutil.rmtree(settings.KEY_DIR)
    with pytest.raises(SurveyClosed):
        link_of(survey.invitations.select_related("survey").first())


# --- revoked and re-issued ------------------------------------------------------------------
def test_a_reissued_link_kills_the_old_one_and_what_it_saved(invitation):
    old_token, old_code = token_of(invitation), code_of(invitation)
    save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    assert load_draft(invitation_of_token(old_token)) == {"1": 3}  # the control
    fresh = reissue_invitation(invitation=invitation, actor=None)
    assert invitation_of_token(old_token) is None
    assert invitation_of_code(old_code) is None
    found = invitation_of_token(token_of(fresh))
    assert found == invitation
    assert load_draft(found) == {}
    assert not Draft.objects.exists()


def test_a_page_of_the_old_link_saves_nothing_for_the_new_one(invitation):
    fresh = reissue_invitation(
        invitation=Invitation.objects.select_related("survey").get(pk=invitation.pk), actor=None
    )
    with pytest.raises(LinkRevoked):
        save_draft(invitation=invitation, answers={"1": 3}, sequence=1)
    assert load_draft(invitation_of_token(token_of(fresh))) == {}
    assert save_draft(invitation=fresh, answers={"1": 4}, sequence=1)  # the control
    assert load_draft(invitation_of_token(token_of(fresh))) == {"1": 4}


def test_a_link_that_cannot_be_reissued_keeps_its_draft(invitation, monkeypatch):
    save_draft(invitation=invitation, answers={"1": 3}, sequence=1)

    def fails(*_args, **_kwargs):
        raise SurveyClosed

    monkeypatch.setattr("surveys.actions.links.sign", fails)
    with pytest.raises(SurveyClosed):
        reissue_invitation(invitation=invitation, actor=None)
    assert load_draft(invitation_of_token(token_of(invitation))) == {"1": 3}


def test_a_form_opened_before_its_link_was_reissued_cannot_be_sent(invitation):
    reissue_invitation(invitation=Invitation.objects.get(pk=invitation.pk), actor=None)
    with pytest.raises(LinkRevoked):
        answer(invitation)


def test_a_revoked_link_says_so_and_takes_no_answer(invitation):
    revoke_invitation(invitation=invitation, actor=None)
    found = invitation_of_token(token_of(invitation))
    assert found.is_revoked
    with pytest.raises(LinkRevoked):
        submit(invitation=found, answers=answers_for(found.survey))
    with pytest.raises(LinkRevoked):
        save_draft(invitation=found, answers={}, sequence=1)


def test_a_sent_invitation_is_neither_revoked_nor_reissued(invitation):
    answer(invitation)
    for verb in (revoke_invitation, reissue_invitation):
        with pytest.raises(AlreadySubmitted):
            verb(invitation=invitation, actor=None)


def test_the_trail_of_a_reissued_link_names_no_person(invitation, officer):
    reissue_invitation(invitation=invitation, actor=officer)
    entry = Entry.objects.get(action="survey.link_reissued")
    assert (entry.target, entry.detail) == (invitation.survey.code, {})
