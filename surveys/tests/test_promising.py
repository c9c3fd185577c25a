"""The numbers on a form are the policies of the day it was opened; several forms open at once."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from organization.models import Policy
from programs.models import Subject
from programs.tests.factories import make_employee, make_participation, make_unit
from surveys import keys
from surveys.actions import CannotOpen, invitation_of_token, link_of, open_for_each, opening
from surveys.models import Survey
from surveys.tests.factories import make_crowd, make_open_survey, make_recent_session, preset
from surveys.wording import promise_words

TODAY = timezone.localdate()


def raise_policy(key, value):
    Policy.objects.create(key=key, value=value, valid_from=date(2026, 1, 1))


def shown_sentence(survey):
    found = [words for words in promise_words(survey).sentences if words.startswith("Hasil dibuka")]
    assert len(found) == 1
    return found[0].split(", hanya bila ")[1]


def comment_sentence(survey):
    return next(words for words in promise_words(survey).sentences if words.startswith("Saran"))


def supervised_session(region):
    """An angkatan of one alumnus whose unit has a head and one more colleague."""
    session, unit = make_recent_session(region), make_unit(region)
    make_participation(session, employee=make_employee(region, unit=unit))
    make_employee(region, unit=unit).placements.update(is_head=True)
    make_employee(region, unit=unit)
    return session


# --- printed from policy --------------------------------------------------------------------------
def test_a_form_of_atasan_prints_raters_and_rated_from_their_policies(tangsel):
    survey = make_open_survey(
        tangsel, people=0, code="F4", session=supervised_session(tangsel),
        audience="supervisors", promise="confidential",
    )  # fmt: skip
    assert shown_sentence(survey) == "sedikitnya 5 alumni dinilai oleh sedikitnya 3 atasan."


def test_raised_policies_are_printed_on_the_next_form_of_atasan(tangsel):
    raise_policy("min_raters", 4)
    raise_policy("min_rated_alumni", 8)
    survey = make_open_survey(
        tangsel, people=0, code="F4", session=supervised_session(tangsel),
        audience="supervisors", promise="confidential",
    )  # fmt: skip
    assert shown_sentence(survey) == "sedikitnya 8 alumni dinilai oleh sedikitnya 4 atasan."
    Policy.objects.filter(key="min_raters").update(value=6)
    survey = Survey.objects.get(pk=survey.pk)
    assert shown_sentence(survey).endswith("sedikitnya 4 atasan.")  # as it was when opened


def test_a_form_of_colleagues_promises_what_the_gate_asks_of_raters(tangsel):
    raise_policy("min_raters", 4)
    survey = make_open_survey(
        tangsel, people=0, code="F5", session=supervised_session(tangsel), audience="peers"
    )
    assert shown_sentence(survey) == "sedikitnya 5 alumni dinilai oleh sedikitnya 4 rekan kerja."


def test_a_form_of_participants_prints_the_numbers_of_comments(tangsel):
    assert comment_sentence(make_open_survey(tangsel)).startswith(
        "Saran ditampilkan bila sedikitnya 10 orang mengisi dan ada sedikitnya 3 saran"
    )


def test_raised_numbers_of_comments_are_printed(tangsel):
    raise_policy("min_comment_respondents", 12)
    raise_policy("min_comments", 5)
    assert comment_sentence(make_open_survey(tangsel)).startswith(
        "Saran ditampilkan bila sedikitnya 12 orang mengisi dan ada sedikitnya 5 saran"
    )


@pytest.mark.parametrize("key", ["min_raters", "min_comment_respondents", "min_comments"])
def test_a_policy_below_the_floor_is_not_printed(tangsel, key):
    Policy.objects.filter(key=key).update(value=1)
    survey = make_open_survey(tangsel)
    numbers = (survey.min_raters, survey.min_commenters, survey.min_comments)
    assert numbers == (3, 10, 3)


@pytest.mark.parametrize(("number", "warned"), [(12, False), (13, True)])
def test_the_warning_of_a_small_group_follows_the_policy_of_comments(
    tangsel, client, number, warned
):
    raise_policy("min_comment_respondents", number)
    survey = make_open_survey(tangsel, people=12)
    client.post(link_of(survey.invitations.with_page().first()))
    pages = [client.get(f"/isi/{page}").content.decode() for page in range(1, 9)]
    assert any("Kelompok ini kecil" in page for page in pages) is warned
    assert any("<textarea" in page for page in pages)  # the control: open answers were asked


# --- one form for each mata pelatihan -----------------------------------------------------------
@pytest.fixture
def taught(tangsel):
    session = make_recent_session(tangsel)
    make_crowd(session, 2)
    return session, [Subject.objects.create(session=session, name=name) for name in "ABC"]


def opening_of(session, **fields):
    return {
        "session": session,
        "questionnaire": preset("F2"),
        "audience": "participants",
        "promise": "anonymous",
        "closes_on": TODAY + timedelta(days=7),
        "actor": None,
    } | fields


def fail_at(monkeypatch, number):
    """Let the opening of the form with this number fail, as a race or a full disk would."""
    seen = []
    invite = opening._invite

    def sometimes(*args, **kwargs):
        seen.append(args)
        if len(seen) == number:
            raise CannotOpen("penuh")
        return invite(*args, **kwargs)

    monkeypatch.setattr(opening, "_invite", sometimes)


def test_a_form_is_opened_for_each_mata_pelatihan(taught):
    session, subjects = taught
    codes = [survey.code for survey in open_for_each(subjects=subjects, **opening_of(session))]
    stem = f"F2.{session.code}"
    assert codes == [f"{stem}.1", f"{stem}.2", f"{stem}.3"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_when_one_cannot_be_opened_none_is_and_no_key_is_left(
    taught, monkeypatch, settings, number
):
    session, subjects = taught
    fail_at(monkeypatch, number)
    with pytest.raises(CannotOpen, match="penuh"):
        open_for_each(subjects=subjects, **opening_of(session, promise="confidential"))
    assert not Survey.objects.exists()
    assert [file.name for file in Path(settings.KEY_DIR).iterdir()] == ["look-up.key"] * (
        number > 1
    )


def test_a_failure_spares_the_keys_of_forms_that_were_open_before(taught, monkeypatch):
    session, subjects = taught
    (first,) = open_for_each(subjects=subjects[:1], **opening_of(session, promise="confidential"))
    fail_at(monkeypatch, 2)
    with pytest.raises(CannotOpen, match="penuh"):
        open_for_each(subjects=subjects[1:], **opening_of(session, promise="confidential"))
    assert keys.store().holds(first.link_key)
    assert first.pseudonym_key
    assert keys.store().holds(first.pseudonym_key)
    token = link_of(first.invitations.select_related("survey").first()).removeprefix("/i/")
    assert invitation_of_token(token).survey == first


def test_the_command_opens_all_forms_or_none(taught, monkeypatch, capsys):
    session, _subjects = taught
    options = {
        "session": session.code,
        "questionnaire": "F2",
        "audience": "participants",
        "promise": "anonymous",
    }
    with monkeypatch.context() as broken:
        fail_at(broken, 3)
        with pytest.raises(CommandError, match="penuh"):
            call_command("open_survey", **options)
    assert capsys.readouterr().out == ""  # no link of a form that is not there
    assert not Survey.objects.exists()
    call_command("open_survey", **options)
    lines = capsys.readouterr().out.split()
    assert len(lines) == 9  # 3 forms: a code and 2 links each
    assert Survey.objects.count() == 3
