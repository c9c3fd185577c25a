"""A rater of several colleagues: one page behind any of the links, and what it must not do."""

import pytest
from django.test import Client
from django.urls import reverse

from surveys.actions import close_survey, link_of, next_link, revoke_invitation
from surveys.models import Draft, Invitation, Response
from surveys.tests.factories import answer, make_open_survey
from surveys.tests.phones import OURS, fresh
from surveys.tests.test_raters import ask, enrol, headed, session  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(session, tangsel):  # noqa: F811
    """The invitations of one atasan about three alumni, and one of another atasan."""
    unit, head = headed(tangsel)
    enrol(session, unit, 3)
    other, _second = headed(tangsel)
    enrol(session, other)
    survey = ask(session)
    return [fresh(one) for one in survey.invitations.filter(rater=head)]


def read(invitation):
    return Client(headers=OURS).get(link_of(invitation))


def name_of(invitation):
    return invitation.participation.employee.full_name


def test_any_of_the_links_shows_all_colleagues_of_this_rater_only(three):
    stranger = Invitation.objects.exclude(rater=three[0].rater).get()
    for opened in three:
        page = read(opened).content.decode()
        assert "Bapak/Ibu diminta menilai 3 pegawai" in page
        for one in three:
            assert name_of(one) in page
            assert (link_of(one) in page) is (one != opened)
        assert name_of(stranger) not in page
        assert link_of(stranger) not in page
    assert "diminta menilai" not in read(stranger).content.decode()


def test_reading_the_list_changes_nothing(three):
    before = list(Invitation.objects.order_by("pk").values())
    read(three[0])
    assert list(Invitation.objects.order_by("pk").values()) == before
    assert (Draft.objects.count(), Response.objects.count()) == (0, 0)


def test_a_sent_form_leads_to_those_who_wait(three):
    answer(three[0])
    page = read(three[0])
    text = page.content.decode()
    assert page.status_code == 200
    assert "Formulir ini sudah kami terima" in text
    assert "1 sudah" in text
    assert link_of(three[1]) in text
    assert next_link(three[0]) in {link_of(one) for one in three[1:]}


def test_when_all_are_sent_the_last_page_is_the_usual_one(three):
    for one in three:
        answer(one)
    assert "tidak perlu diisi lagi" in read(three[0]).content.decode()
    assert next_link(three[0]) == ""


def test_sending_one_leads_on_to_the_next_without_naming_the_first(three):
    phone = Client(headers=OURS)
    phone.post(link_of(three[0]))
    review = reverse("surveys:review")
    sent = phone.post(review, {"rest": "1"})
    assert sent.status_code == 303
    assert sent.headers["Location"] in {link_of(one) for one in three[1:]}
    assert phone.get(review).status_code == 303  # the pass that is left opens nothing


def test_a_withdrawn_colleague_is_not_listed(three):
    revoke_invitation(invitation=three[2], actor=None)
    page = read(three[0]).content.decode()
    assert "diminta menilai 2 pegawai" in page
    assert name_of(three[2]) not in page


def test_a_closed_form_lists_nobody(three):
    answer(three[0])
    link = link_of(three[0])
    close_survey(survey=three[0].survey, actor=None)
    page = Client(headers=OURS).get(link)
    assert name_of(three[1]) not in page.content.decode()


def test_forms_about_oneself_ask_nothing_more(tangsel, django_assert_num_queries):
    invitation = fresh(make_open_survey(tangsel).invitations.first())
    with django_assert_num_queries(0):
        assert next_link(invitation) == ""
