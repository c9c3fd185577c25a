"""Letters to the Kepala OPD, and why each rater was chosen on the page of sharing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.tests.factories import make_employee, make_unit
from surveys.actions import letters_of, link_of
from surveys.tests.factories import answer
from surveys.tests.phones import fresh
from surveys.tests.test_raters import ask, enrol, headed, session  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def survey(session, tangsel):  # noqa: F811
    """F4: the head of one OPD about two people, the head of a unit below another about one."""
    office, _head = headed(tangsel)
    enrol(session, office, 2)
    top, _chief = headed(tangsel)
    below = make_unit(tangsel, parent=top)
    make_employee(tangsel, unit=below).placements.update(is_head=True)
    enrol(session, below)
    return ask(session)


def test_one_letter_an_opd_and_one_row_a_person(survey):
    first, second = sorted(letters_of(survey, TODAY), key=lambda one: -len(one.people[0].about))
    assert [len(one.about) for one in first.people] == [2]
    assert [len(one.about) for one in second.people] == [1]
    assert first.head == first.people[0].rater.full_name  # the Kepala OPD is asked themself
    assert second.head != second.people[0].rater.full_name
    assert second.people[0].unit != second.office


def test_who_has_answered_is_not_named_again(survey):
    for one in survey.invitations.all():
        answer(fresh(one))
    assert letters_of(survey, TODAY) == []


def test_letters_ask_as_often_for_many_as_for_few(survey, session, django_assert_num_queries):  # noqa: F811
    with django_assert_num_queries(4):
        letters_of(survey, TODAY)


def test_the_page_prints_names_links_and_codes(survey, signed_in, officer):
    page = signed_in(officer).get(reverse("surveys:letters", args=[survey.pk])).content.decode()
    assert "Hal</dt>" in page
    assert page.count('class="qr"') == 2
    for one in survey.invitations.select_related("participation__employee"):
        assert one.participation.employee.full_name in page
    assert "Yth. Kepala" in page


def test_the_letter_is_nobody_elses(survey, signed_in, stranger):
    address = reverse("surveys:letters", args=[survey.pk])
    assert signed_in(stranger).get(address).status_code == 404


def test_the_page_of_sharing_says_why_each_was_chosen(survey, signed_in, officer, session, tangsel):  # noqa: F811
    [orphan] = enrol(session, make_unit(tangsel))
    address = reverse("surveys:invitations", args=[survey.pk])
    page = signed_in(officer).get(address).content.decode()
    assert page.count("Atasan langsung sejak") == 3
    assert "Atasan 1 alumni belum diketahui" in page
    assert orphan.employee.full_name in page
    assert link_of(fresh(survey.invitations.first())) in page
