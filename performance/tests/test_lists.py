"""The list of angkatan and the grid: the missing first, nobody else's region."""

from datetime import date

import pytest
from django.urls import reverse

from organization.access import Role
from performance.actions import rebuild_pairs
from performance.models import Pair
from performance.tests.factories import choose, declare, indicator, list_for_comparison
from programs.tests.factories import make_employee, make_participation, make_program, make_session

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(tangsel):
    """A session on 2 and 3 March 2026 of a programme that wants more work done on time."""
    program = make_program(tangsel, name="Pelatihan Manajemen Waktu")
    choose(program)
    return make_session(program, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))


@pytest.fixture
def client(signed_in, officer):
    return signed_in(officer)


def page_of(session):
    return reverse("performance:session", args=[session.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_few_and_many(
    client, tangsel, django_assert_num_queries, count
):
    for _ in range(count):
        program = make_program(tangsel)
        choose(program)
        session = make_session(program)
        declare(session, make_participation(session).employee, 70, 80)
        rebuild_pairs(session=session, today=TODAY)
    client.get(reverse("performance:list"))  # the first page of a visit also stamps the visit
    with django_assert_num_queries(8):
        response = client.get(reverse("performance:list"))
    assert len(response.context["rows"]) == count


def test_the_list_counts_people_with_both_values(client, session):
    declare(session, make_participation(session).employee, 70, 80)
    declare(session, make_participation(session).employee, 70)
    rebuild_pairs(session=session, today=TODAY)
    response = client.get(reverse("performance:list"))
    ((_, counts, _),) = response.context["rows"]
    assert counts == [(indicator(), 1, 2)]
    assert "1 dari 2 lengkap" in response.content.decode()


@pytest.mark.parametrize(
    ("state", "shown"),
    [("", {"A", "B"}), ("missing", {"A"}), ("complete", {"B"}), ("none", {"C"})],
)
def test_the_list_is_filtered_by_what_is_missing(client, tangsel, state, shown):
    for code, after in (("A", None), ("B", 80), ("C", None)):
        program = make_program(tangsel, code=code)
        session = make_session(program)
        if code != "C":
            choose(program)
            declare(session, make_participation(session).employee, 70, after)
            rebuild_pairs(session=session, today=TODAY)
    response = client.get(reverse("performance:list"), {"state": state})
    assert {row[0].program.code for row in response.context["rows"]} == shown


def test_an_empty_list_says_what_will_be_here_and_a_filter_without_hits_offers_a_reset(client):
    page = client.get(reverse("performance:list")).content.decode()
    assert "Belum ada program yang memilih indikator" in page
    page = client.get(reverse("performance:list"), {"q": "zzz"}).content.decode()
    assert "Tidak ada angkatan yang cocok dengan saringan ini." in page


def test_another_region_sees_nothing(session, signed_in, stranger):
    client = signed_in(stranger)
    assert client.get(reverse("performance:list")).context["rows"] == []
    assert client.get(page_of(session)).status_code == 404
    choice = reverse("performance:indicators", args=[session.program_id])
    assert client.get(choice).status_code == 404


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR])
def test_single_values_are_for_the_hr_staff_only(session, tangsel, make_user, signed_in, role):
    client = signed_in(make_user(role, tangsel))
    assert client.get(page_of(session)).status_code == 403


def test_missing_values_come_first_and_the_listed_people_are_marked(client, session, tangsel):
    ani, budi = (
        make_participation(session, make_employee(tangsel, name=name)).employee
        for name in ("Ani", "Budi")
    )
    citra = make_employee(tangsel, name="Citra")
    list_for_comparison(session, citra)
    declare(session, ani, 70, 80)
    declare(session, budi, 71)
    declare(session, citra, 72, 73)
    rebuild_pairs(session=session, today=TODAY)
    response = client.get(page_of(session))
    rows = [(row.name, row.is_complete, row.is_compared) for row in response.context["page"]]
    assert rows == [("Budi", False, False), ("Ani", True, False), ("Citra", True, True)]
    grid = response.context["grid"]
    assert (grid.complete, grid.total) == (1, 2)
    page = response.content.decode()
    assert "28 Februari 2026" in page  # the date of the declared value
    assert ani.nip not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_grid_costs_the_same_queries_for_few_and_many(
    client, session, django_assert_num_queries, count
):
    for _ in range(count):
        declare(session, make_participation(session).employee, 70, 80)
    rebuild_pairs(session=session, today=TODAY)
    client.get(page_of(session))  # the first page of a visit also stamps the visit
    with django_assert_num_queries(10):
        client.get(page_of(session))


def test_participants_are_listed_before_any_value_is_due(client, session):
    make_participation(session)
    assert len(client.get(page_of(session)).context["page"].object_list) == 1
    assert Pair.objects.count() == 0
