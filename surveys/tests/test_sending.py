"""Sending what is queued: links made when sent, patience with servers, no trace of answering."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from organization.models import Employee
from surveys.actions import (
    answering,
    close_survey,
    link_of,
    queue_invitations,
    send_due,
    sending,
    unreachable,
)
from surveys.choices import MessageStatus
from surveys.models import Invitation, Message
from surveys.tests.factories import answer, answers_for, make_open_survey
from surveys.tests.post import post_office, silent_server
from surveys.tests.test_messages import give_addresses, invite, remind


@pytest.fixture
def survey(tangsel, settings):
    settings.SITE_URL = "https://evaluasi.contoh.id"
    survey = make_open_survey(
        tangsel, people=3, closes_on=timezone.localdate() + timedelta(days=60)
    )
    give_addresses(survey)
    return survey


def states():
    return sorted(Message.objects.values_list("status", "attempts"))


def later(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def test_each_gets_a_letter_with_the_own_link_and_code(survey):
    invite(survey)
    send_due(timezone.now())
    assert states() == [("sent", 0)] * 3
    for invitation in survey.invitations.select_related("survey", "rater"):
        [letter] = [found for found in mail.outbox if found.to == [invitation.rater.email]]
        assert f"https://evaluasi.contoh.id{link_of(invitation)}\n" in letter.body
        assert letter.body.startswith(f"Yth. Bapak/Ibu {invitation.rater.name},\n")
        assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_no_link_no_code_and_no_text_is_stored(survey):
    invite(survey)
    send_due(timezone.now())
    names = {field.name for field in Message._meta.get_fields()}
    assert names == {
        "id", "invitation", "kind", "channel", "status", "attempts", "due_at", "day", "problem",
    }  # fmt: skip


def test_what_was_sent_keeps_the_day_and_no_minute(survey):
    invite(survey)
    send_due(timezone.now())
    message = Message.objects.first()
    assert message.day == timezone.localdate()
    assert timezone.localtime(message.due_at).time().isoformat() == "00:00:00"


def test_a_reminder_says_so_and_a_name_cannot_add_a_header(survey):
    survey.session.program.name = "Melayani\r\nBcc: semua@contoh.id"
    survey.session.program.save()
    invite(survey)
    send_due(timezone.now())
    remind(survey, timezone.localdate() + timedelta(days=3))
    send_due(timezone.now())
    title = survey.questionnaire.title
    assert mail.outbox[0].subject == f"{title} – Melayani Bcc: semua@contoh.id"
    assert mail.outbox[-1].subject == f"Pengingat: {title} – Melayani Bcc: semua@contoh.id"
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_superior_gets_every_link_in_one_letter(survey, unit):
    superior = Employee.objects.create(
        region=unit.region, nip="198001012005011001", name="Atasan", email="atasan@contoh.id"
    )
    survey.invitations.update(rater=superior, relation="supervisor")
    invite(survey)
    send_due(timezone.now())
    [letter] = mail.outbox
    asked = survey.invitations.select_related("survey", "participation__employee")
    for invitation in asked:
        assert link_of(invitation) in letter.body
        assert f"Tentang {invitation.participation.employee.full_name}\n" in letter.body


def test_who_answered_meanwhile_gets_nothing_and_leaves_no_row(survey):
    invite(survey)
    first = survey.invitations.select_related("survey", "participation", "rater").first()
    answer(first)
    send_due(timezone.now())
    assert len(mail.outbox) == 2  # 3 asked, 1 answered
    assert not Message.objects.filter(invitation=first).exists()


def test_a_form_closed_meanwhile_sends_nothing(survey):
    invite(survey)
    queued = list(Message.objects.all())
    close_survey(survey=survey, actor=None)
    Message.objects.bulk_create(queued)  # as if closing had come between claim and letter
    send_due(timezone.now())
    assert (mail.outbox, Message.objects.count()) == ([], 0)


def test_one_that_is_not_due_waits(survey):
    queue_invitations(survey=survey, actor=None, now=later(60))
    assert send_due(timezone.now()) == 0
    assert mail.outbox == []


def test_two_workers_do_not_send_the_same_message(survey, monkeypatch):
    invite(survey)
    deliver = sending._deliver

    def while_another_worker_looks(message, server):
        monkeypatch.setattr(sending, "_deliver", deliver)
        send_due(timezone.now())
        return deliver(message, server)

    monkeypatch.setattr(sending, "_deliver", while_another_worker_looks)
    send_due(timezone.now())
    assert len(mail.outbox) == len({tuple(letter.to) for letter in mail.outbox}) == 3


def test_one_whose_sender_died_comes_back_after_the_lease(survey):
    invite(survey)
    message = Message.objects.first()
    assert sending._claim(message.pk, message.due_at) is not None  # and then the worker is killed
    send_due(timezone.now())
    assert len(mail.outbox) == 2
    send_due(later(11))  # the lease is 10 minutes
    assert len(mail.outbox) == 3


def test_a_server_that_never_answers_costs_one_time_limit_and_one_attempt(survey, settings):
    invite(survey)
    with silent_server(settings, timeout=0.3):
        started = time.monotonic()
        send_due(timezone.now())
        assert time.monotonic() - started < 3  # once for all, not 0.3 s a message
    assert states() == [("queued", 1)] * 3
    assert Message.objects.first().problem == "Server surel tidak menjawab."


def test_waiting_doubles_and_somebody_must_look_after_a_day():
    minutes = [sending.pause(attempts) / timedelta(minutes=1) for attempts in range(1, 10)]
    assert minutes == [5, 10, 20, 40, 80, 160, 320, 360, 360]  # 1,355 minutes = 22 h 35 min


def test_a_server_that_stays_away_is_given_up_with_the_reason(survey, settings):
    invite(survey)
    with silent_server(settings, timeout=0.02):
        for _ in range(10):
            Message.objects.filter(status="queued").update(due_at=timezone.now())
            send_due(timezone.now())
    assert states() == [("failed", 10)] * 3
    assert {found.reason for found in unreachable(survey)} == {"Server surel tidak menjawab."}


def test_after_the_server_came_back_everything_leaves(survey, settings):
    invite(survey)
    with silent_server(settings, timeout=0.05):
        send_due(timezone.now())
    with post_office(settings) as office:
        send_due(later(6))  # the first pause is 5 minutes
        assert len(office.letters) == 3
    assert states() == [("sent", 1)] * 3


@pytest.mark.parametrize(
    ("reply", "state"), [("550 no such user", ("failed", 1)), ("451 try later", ("queued", 1))]
)
def test_a_refused_address_costs_only_its_own_message(survey, settings, reply, state):
    invite(survey)
    with post_office(settings, refuses={"p1@contoh.id": reply}) as office:
        send_due(timezone.now())
        assert len(office.letters) == 2
    assert states() == sorted([state, ("sent", 0), ("sent", 0)])
    refused = Message.objects.get(invitation__rater__email="p1@contoh.id")
    assert refused.problem == f"Alamat ditolak oleh server surel (kode {reply[:3]})."


def test_no_message_tells_when_somebody_answered(survey, settings):
    """Two answer between two attempts of a dead server; nothing of theirs may differ or stay."""
    invite(survey)
    with silent_server(settings, timeout=0.05):
        send_due(timezone.now())
    before = dict(Message.objects.values_list("invitation_id", "pk"))
    for invitation in survey.invitations.select_related("survey", "participation")[:2]:
        answering.submit(invitation=invitation, answers=answers_for(survey))
    assert dict(Message.objects.values_list("invitation_id", "pk")) == before
    with post_office(settings):
        send_due(later(6))
    sent = set(Message.objects.values_list("invitation_id", flat=True))
    answered = set(Invitation.objects.filter(is_submitted=True).values_list("pk", flat=True))
    assert not sent & answered
    close_survey(survey=survey, actor=None)
    assert Message.objects.count() == 0


def test_control_a_row_kept_after_answering_would_tell_between_which_attempts(survey, settings):
    invite(survey)
    with silent_server(settings, timeout=0.05):
        send_due(timezone.now())
    kept = Message.objects.first()
    assert kept.status == MessageStatus.QUEUED
    assert kept.due_at - timezone.now() > timedelta(minutes=4)  # it answered before this moment
