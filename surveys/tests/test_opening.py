"""Opening a form: who is asked, what is promised, what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from organization.models import Policy
from programs.actions import data_version
from programs.models import Subject
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
    place,
)
from surveys.actions import (
    CannotOpen,
    can_keep_stratum,
    open_survey,
)
from surveys.models import Invitation, Survey
from surveys.tests.factories import (
    make_crowd,
    preset,
)
from trail.models import Entry

TODAY = timezone.localdate()


def open_for(session, code="F1S", audience="participants", promise="anonymous", **fields):
    fields = {"closes_on": TODAY + timedelta(days=7), "actor": None} | fields
    return open_survey(
        session=session, questionnaire=preset(code), audience=audience, promise=promise, **fields
    )


@pytest.fixture
def session(tangsel):
    return make_session(make_program(tangsel, code="MW26"))


def raters(survey):
    return {one.rater for one in survey.invitations.select_related("rater")}


# --- what opening leaves ------------------------------------------------------------------------
def test_the_code_names_questionnaire_session_and_number(session):
    make_crowd(session, 1)
    assert open_for(session).code == "F1S.MW26-1.1"


def test_opening_makes_remembered_pages_say_that_a_form_is_open(session):
    make_crowd(session, 1)
    before = data_version(session.program.region_id)
    open_for(session)
    assert data_version(session.program.region_id) == before + 1


def test_opening_freezes_promise_thresholds_and_questionnaire(session):
    make_crowd(session, 1)
    Policy.objects.create(key="min_group", value=7, valid_from=date(2026, 1, 1))
    survey = Survey.objects.get(pk=open_for(session).pk)
    assert (survey.status, survey.promise) == ("open", "anonymous")
    assert (survey.min_group, survey.min_stratum) == (7, 10)
    assert survey.questionnaire.locked


def test_a_threshold_below_the_floor_is_not_taken_over(session):
    make_crowd(session, 1)
    Policy.objects.filter(key="min_group").update(value=2)
    assert open_for(session).min_group == 5


def test_opening_hundreds_takes_a_constant_number_of_queries(
    session, django_assert_max_num_queries
):
    make_crowd(session, 300)
    with django_assert_max_num_queries(21):
        survey = open_for(session)
    assert survey.invitations.count() == 300


def test_the_trail_says_how_many_were_invited_and_not_who(session, officer):
    make_crowd(session, 2)
    survey = open_for(session, actor=officer)
    entry = Entry.objects.get(action="survey.opened")
    assert (entry.target, entry.region_code, entry.detail) == (
        survey.code,
        "36.74",
        {"invitations": 2},
    )


# --- who is asked -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "ended", "running"),
    [
        ("nominated", False, False),
        ("appointed", False, True),
        ("attended", True, True),
        ("absent", False, False),
        ("completed", True, True),
        ("replaced", False, False),
    ],
)
def test_participants_are_those_present_or_still_expected(tangsel, status, ended, running):
    for ends_on, asked in ((date(2026, 3, 3), ended), (TODAY, running)):
        session = make_session(make_program(tangsel), starts_on=date(2026, 3, 2), ends_on=ends_on)
        make_participation(session, status="completed")
        person = make_participation(session, status=status).employee
        assert (person in raters(open_for(session))) is asked


def test_supervisors_are_asked_about_each_of_their_people(session, tangsel):
    office = make_unit(tangsel)
    head = make_employee(tangsel, unit=office)
    head.placements.update(is_head=True)
    staff = [make_employee(tangsel, unit=office) for _ in range(2)]
    for person in staff:
        make_participation(session, person)
    survey = open_for(session, "F4", "supervisors", "confidential")
    asked = survey.invitations.values_list("rater", "participation__employee", "relation")
    assert sorted(asked) == [(head.pk, person.pk, "supervisor") for person in staff]


def test_peers_are_up_to_three_of_the_same_unit(session, tangsel):
    office = make_unit(tangsel)
    head = make_employee(tangsel, unit=office)
    head.placements.update(is_head=True)
    person = make_employee(tangsel, unit=office)
    peers = {make_employee(tangsel, unit=office) for _ in range(5)}
    make_participation(session, person)
    survey = open_for(session, "F5", "peers")
    assert len(raters(survey)) == 3
    assert raters(survey) < peers


def test_subordinates_are_asked_about_heads_only(session, tangsel):
    office = make_unit(tangsel)
    head = make_employee(tangsel, unit=office)
    head.placements.update(is_head=True)
    staff = {make_employee(tangsel, unit=office) for _ in range(2)}
    make_participation(session, head)
    make_participation(session)  # no head: nobody is asked about them
    survey = open_for(session, "F5", "subordinates")
    assert raters(survey) == staff
    assert set(survey.invitations.values_list("participation__employee", flat=True)) == {head.pk}


def test_non_participants_are_the_active_who_attended_nothing_this_year(session, tangsel, binjai):
    missing = make_employee(tangsel)
    make_employee(tangsel, is_active=False)
    make_employee(binjai)
    make_participation(session, status="completed")
    absent = make_participation(session, status="absent").employee
    survey = open_for(session, "F6", "non_participants")
    assert raters(survey) == {missing, absent}
    assert set(survey.invitations.values_list("participation", flat=True)) == {None}


def test_nobody_is_asked_twice_about_the_same_person(session):
    make_crowd(session, 3)
    survey = open_for(session)
    pairs = survey.invitations.values_list("rater", "participation")
    assert len(set(pairs)) == len(pairs) == 3


# --- refusals: always a sentence, never a row -----------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"closes_on": TODAY - timedelta(days=1)}, "Tanggal penutupan sudah lewat"),
        ({"code": "F4", "audience": "supervisors"}, "selalu bersifat rahasia"),
        (
            {
                "code": "F4",
                "audience": "supervisors",
                "promise": "confidential",
                "by_unit_group": True,
            },
            "tidak dirinci menurut kelompok unit",
        ),
        ({"code": "F4"}, "disusun untuk atasan langsung, bukan untuk peserta"),
        ({"code": "F2"}, "pilih mata pelatihannya"),
        ({"by_unit_group": True}, "kurang dari 10 orang"),
        ({"code": "F5", "audience": "peers"}, "diketahui rekan satu unitnya"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_sentence(session, fields, sentence):
    make_crowd(session, 3)
    with pytest.raises(CannotOpen, match=sentence):
        open_for(session, **fields)
    assert (Survey.objects.count(), Invitation.objects.count()) == (0, 0)


def test_a_form_without_participants_is_refused(session):
    with pytest.raises(CannotOpen, match="Belum ada peserta yang dapat diundang"):
        open_for(session)


def test_alumni_are_not_asked_before_the_session_has_ended(tangsel):
    session = make_session(make_program(tangsel), ends_on=TODAY + timedelta(days=1))
    make_crowd(session, 3)
    with pytest.raises(CannotOpen, match="setelah angkatan selesai"):
        open_for(session, "F3", "alumni")


def test_a_cancelled_session_opens_no_form(session):
    make_crowd(session, 3)
    session.cancelled_on = TODAY
    with pytest.raises(CannotOpen, match="dibatalkan"):
        open_for(session)


def test_the_same_form_is_not_opened_twice(session):
    make_crowd(session, 3)
    open_for(session)
    with pytest.raises(CannotOpen, match="sudah dibuka"):
        open_for(session)
    assert Survey.objects.count() == 1


def test_a_form_per_subject_is_opened_once_for_each(session):
    make_crowd(session, 3)
    subjects = [Subject.objects.create(session=session, name=name) for name in ("A", "B")]
    codes = [open_for(session, "F2", subject=subject).code for subject in subjects]
    assert codes == ["F2.MW26-1.1", "F2.MW26-1.2"]
    with pytest.raises(CannotOpen, match="sudah dibuka"):
        open_for(session, "F2", subject=subjects[0])


# --- the one stratum ------------------------------------------------------------------------------
def crowd_in(session, unit, number):
    people = make_crowd(session, number)
    for person in people:
        person.placement = place(person.employee, unit)
    type(people[0]).objects.bulk_update(people, ["placement"])


@pytest.mark.parametrize(("schools", "kept"), [(10, True), (9, False)])
def test_results_are_split_only_when_every_group_has_ten(session, tangsel, schools, kept):
    crowd_in(session, make_unit(tangsel, group="office"), 12)
    crowd_in(session, make_unit(tangsel, group="school"), schools)
    assert can_keep_stratum(session, "participants") is kept
    if kept:
        survey = open_for(session, by_unit_group=True)
        strata = survey.invitations.values_list("stratum", flat=True)
        assert (list(strata).count("office"), list(strata).count("school")) == (12, 10)
    else:
        with pytest.raises(CannotOpen, match="kurang dari 10 orang"):
            open_for(session, by_unit_group=True)


def test_without_the_choice_no_invitation_knows_its_group(session, tangsel):
    crowd_in(session, make_unit(tangsel, group="office"), 12)
    survey = open_for(session)
    assert set(survey.invitations.values_list("stratum", flat=True)) == {""}
