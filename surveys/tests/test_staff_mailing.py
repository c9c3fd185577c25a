"""The page of a form's e-mails: it only queues, whatever the mail server does."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from surveys.actions import close_survey
from surveys.models import Message, ReminderRun
from surveys.tests.factories import make_open_survey
from surveys.tests.post import silent_server
from surveys.tests.test_messages import deliver, give_addresses, invite
from surveys.tests.test_sending import send_due


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel, people=3, closes_on=timezone.localdate() + timedelta(days=30))


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def address(survey):
    return reverse("surveys:mail", args=[survey.pk])


def press(client, survey, what):
    return client.post(address(survey), {"what": what}, follow=True).content.decode()


def test_the_page_returns_at_once_while_the_mail_server_never_answers(desk, survey, settings):
    give_addresses(survey)
    with silent_server(settings, timeout=30):
        started = time.monotonic()
        page = press(desk, survey, "invitation")
        assert time.monotonic() - started < 3  # the server would cost 30 s
    assert "3 surel masuk antrean" in page
    assert Message.objects.filter(status="queued").count() == 3
    assert mail.outbox == []


def test_control_whoever_waits_for_that_server_waits(survey, settings):
    give_addresses(survey)
    invite(survey)
    with silent_server(settings, timeout=1):
        started = time.monotonic()
        send_due(timezone.now())
        assert time.monotonic() - started >= 1


def test_the_page_says_what_holds_the_queue_up(desk, survey, settings):
    give_addresses(survey)
    invite(survey)
    with silent_server(settings, timeout=0.05):
        send_due(timezone.now())
    assert "Server surel tidak menjawab." in desk.get(address(survey)).content.decode()


def test_who_cannot_be_reached_is_listed_with_the_reason(desk, survey):
    page = desk.get(address(survey)).content.decode()
    assert page.count("Alamat surel belum ada.") == 3


def test_a_reminder_too_early_is_refused_with_the_day(desk, survey):
    give_addresses(survey)
    invite(survey)
    deliver(survey)
    assert "Pengingat berikutnya dapat dikirim mulai" in press(desk, survey, "reminder")
    assert not ReminderRun.objects.exists()


def test_without_a_mail_server_the_page_says_so_and_queues_nothing(desk, survey, settings):
    settings.SENDS_EMAIL = False
    give_addresses(survey)
    assert "Server surel belum diatur" in press(desk, survey, "invitation")
    assert Message.objects.count() == 0


def test_a_closed_form_has_no_queue(desk, survey):
    give_addresses(survey)
    close_survey(survey=survey, actor=None)
    page = press(desk, survey, "invitation")
    assert "Formulir ini sudah ditutup." in page
    assert "Antreannya dihapus" in page


def test_another_region_sees_and_sends_nothing(signed_in, stranger, survey):
    give_addresses(survey)
    client = signed_in(stranger)
    assert client.get(address(survey)).status_code == 404
    assert client.post(address(survey), {"what": "invitation"}).status_code == 404
    assert Message.objects.count() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(
    desk, tangsel, people, django_assert_num_queries
):
    survey = make_open_survey(tangsel, people=people)
    desk.get(address(survey))
    with django_assert_num_queries(15):
        desk.get(address(survey))
