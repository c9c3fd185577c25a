from organization.models import Region
from programs.actions import bump_data_version, data_version
from programs.tests.factories import make_employee, make_participation, make_program, make_session


def a_region(code="99.01"):
    return Region.objects.create(code=code, name="Kota Uji", level="kota", is_evaluated=True)


def test_a_region_starts_at_version_zero_and_each_change_raises_it(db):
    region, other = a_region(), a_region("99.02")
    assert data_version(region.pk) == 0
    bump_data_version(region.pk)
    bump_data_version(region.pk)
    assert (data_version(region.pk), data_version(other.pk)) == (2, 0)


def test_factories_make_valid_people_that_never_collide(db):
    region = a_region()
    people = [make_employee(region, kind="PPPK" if n % 2 else "PNS") for n in range(40)]
    session = make_session(make_program(region))
    rows = [make_participation(session, person) for person in people]
    assert len({person.nip for person in people}) == 40
    assert {row.placement.employee_id for row in rows} == {person.pk for person in people}
    assert sum(person.status == "PPPK" for person in people) == 20
