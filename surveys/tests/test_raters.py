"""Who is asked about an alumnus when the form opens, why, and about how many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organization.models import Employee, Placement, Policy
from programs.tests.factories import make_employee, make_participation, make_unit, place
from surveys.actions import CannotOpen, invite_missing, left_out
from surveys.tests.factories import make_open_survey, make_recent_session

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def session(tangsel):
    """An angkatan that ended 29 days ago (it lasted two days)."""
    return make_recent_session(tangsel)


def headed(region):
    unit = make_unit(region)
    head = make_employee(region, unit=unit)
    head.placements.update(is_head=True)
    return unit, head


def enrol(session, unit, number=1):
    region = session.program.region
    return [make_participation(session, make_employee(region, unit=unit)) for _ in range(number)]


def ask(session, code="F4", audience="supervisors"):
    return make_open_survey(
        session.program.region, people=0, code=code, session=session,
        audience=audience, promise="confidential",
    )  # fmt: skip


def test_the_reason_says_since_when_and_for_how_long(session, tangsel):
    unit, head = headed(tangsel)
    enrol(session, unit)
    [invitation] = ask(session).invitations.all()
    assert invitation.rater == head
    assert invitation.reason.startswith("Atasan langsung sejak ")
    assert invitation.reason.endswith("(29 hari setelah pelatihan)")  # the day after to today


def test_the_rater_is_the_one_of_the_longer_part_since_the_training(session, tangsel):
    old, first = headed(tangsel)
    new, second = headed(tangsel)
    [person] = enrol(session, old)
    moved = session.ends_on + timedelta(days=20)
    person.employee.placements.update(ends_on=moved)
    place(person.employee, new, starts_on=moved + timedelta(days=1))
    [invitation] = ask(session).invitations.all()
    assert (invitation.rater, second) == (first, second)
    assert "(20 hari setelah pelatihan)" in invitation.reason
    assert " s.d. " in invitation.reason


def test_a_plt_is_named_as_such(session, tangsel):
    unit = make_unit(tangsel)
    acting = make_employee(tangsel)
    place(acting, unit, kind=Placement.Kind.ACTING, is_head=True)
    enrol(session, unit)
    [invitation] = ask(session).invitations.all()
    assert invitation.rater == acting
    assert invitation.reason.startswith("Atasan langsung (Plt) sejak")


def test_who_has_retired_is_neither_asked_nor_rated(session, tangsel):
    unit, _head = headed(tangsel)
    stays, left = enrol(session, unit, 2)
    Employee.objects.filter(pk=left.employee_id).update(is_active=False)
    assert [one.participation for one in ask(session).invitations.all()] == [stays]
    assert [one.rater for one in ask(session, "F3", "alumni").invitations.all()] == [stays.employee]


def test_nobody_resolvable_is_a_sentence_with_the_names(session, tangsel):
    [person] = enrol(session, make_unit(tangsel))
    with pytest.raises(CannotOpen, match=f"Atasan belum diketahui: {person.employee.full_name}"):
        ask(session)


def test_those_without_a_superior_are_listed_beside_the_others(session, tangsel):
    unit, _head = headed(tangsel)
    enrol(session, unit)
    [orphan] = enrol(session, make_unit(tangsel))
    assert left_out(ask(session)) == ([orphan], [])


def test_at_most_five_alumni_a_rater_drawn_by_lot(session, tangsel):
    unit, head = headed(tangsel)
    enrol(session, unit, 8)
    survey = ask(session)
    assert set(survey.invitations.values_list("rater", flat=True)) == {head.pk}
    assert survey.invitations.count() == 5
    unknown, undrawn = left_out(survey)
    assert (unknown, len(undrawn)) == ([], 3)


def test_later_alumni_do_not_lift_the_limit(session, tangsel):
    unit, _head = headed(tangsel)
    enrol(session, unit, 4)
    survey = ask(session)
    enrol(session, unit, 3)
    assert invite_missing(survey=survey, actor=None) == 1  # 5 - 4
    assert invite_missing(survey=survey, actor=None) == 0


def test_the_limit_is_a_policy(session, tangsel):
    Policy.objects.filter(key="max_rated").update(value=2)
    unit, _head = headed(tangsel)
    enrol(session, unit, 8)
    assert ask(session).invitations.count() == 2


def test_each_lot_can_fall_otherwise(session, tangsel):
    Policy.objects.filter(key="max_rated").update(value=1)
    for _ in range(20):  # the chance that twenty lots of 1 in 8 agree is below 1e-17
        unit, _head = headed(tangsel)
        enrol(session, unit, 8)
    about = ask(session).invitations.order_by("participation").values_list("participation")
    places = {pk % 8 for (pk,) in about}
    assert len(places) > 1
