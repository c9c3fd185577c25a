"""The queue of e-mails: who is written to, how often, and that nothing tells when."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from organization.models import Employee
from surveys.actions import (
    SurveyClosed,
    TooSoon,
    close_survey,
    next_reminder,
    queue_invitations,
    queue_messages,
    queue_reminders,
    revoke_invitation,
    unreachable,
)
from surveys.choices import Anchor, Audience, Channel, MessageStatus, Promise
from surveys.models import Message, PlanLine, PlannedSurvey, ReminderRun, Survey
from surveys.tests.factories import answer, make_open_survey
from trail.models import Entry

TODAY = timezone.localdate()


def day(number):
    return TODAY + timedelta(days=number)


def give_addresses(survey):
    """Let everybody asked be reached at p<n>@contoh.id."""
    for number, invitation in enumerate(survey.invitations.select_related("rater")):
        Employee.objects.filter(pk=invitation.rater_id).update(email=f"p{number}@contoh.id")


def plan(survey, *, reminders=2, every=3):
    """Give the form the plan line from which it would have been opened."""
    line = PlanLine.objects.create(
        program=survey.session.program,
        questionnaire=survey.questionnaire,
        audience=survey.audience,
        promise=survey.promise,
        anchor=Anchor.END,
        remind_every=every,
        reminders=reminders,
    )
    return PlannedSurvey.objects.create(
        line=line,
        session=survey.session,
        opens_on=survey.opened_on,
        closes_on=survey.closes_on,
        status="opened",
        survey=survey,
    )


def deliver(survey, on=TODAY):
    """Mark what is queued as sent on the day."""
    return Message.objects.filter(invitation__survey=survey, status="queued").update(
        status=MessageStatus.SENT, day=on
    )


def invite(survey):
    return queue_invitations(survey=survey, actor=None, now=timezone.now())


def remind(survey, today):
    return queue_reminders(survey=survey, actor=None, today=today, now=timezone.now())


@pytest.fixture
def survey(tangsel):
    survey = make_open_survey(tangsel, people=4, closes_on=day(30))
    give_addresses(survey)
    return survey


def test_everybody_with_an_address_is_written_to_once(survey):
    assert (invite(survey), invite(survey)) == (4, 0)
    assert Message.objects.filter(status="queued", kind="invitation").count() == 4
    deliver(survey)
    assert invite(survey) == 0


def test_those_who_answered_or_were_withdrawn_are_not_written_to(survey):
    first, second, *_ = survey.invitations.select_related("survey", "participation")
    answer(first)
    revoke_invitation(invitation=second, actor=None)
    assert invite(survey) == 2  # 4 asked, 1 answered, 1 withdrawn


def test_missing_and_malformed_addresses_are_listed_and_not_written_to(survey):
    first, second, *_ = [invitation.rater for invitation in survey.invitations.all()]
    Employee.objects.filter(pk=first.pk).update(email="")
    Employee.objects.filter(pk=second.pk).update(email="sri@@contoh")
    assert invite(survey) == 2
    assert {(found.rater.pk, found.reason) for found in unreachable(survey)} == {
        (first.pk, "Alamat surel belum ada."),
        (second.pk, "Alamat surel tidak lengkap atau salah tulis."),
    }


def test_who_was_given_up_is_listed_and_tried_again_on_request(survey):
    invite(survey)
    deliver(survey)
    one = Message.objects.first()
    Message.objects.filter(pk=one.pk).update(status="failed", problem="Server tidak menjawab.")
    assert [found.reason for found in unreachable(survey)] == ["Server tidak menjawab."]
    assert invite(survey) == 1
    assert not Message.objects.filter(status="failed").exists()


def test_reminders_go_to_those_missing_only_and_are_logged(survey):
    invite(survey)
    deliver(survey)
    answer(survey.invitations.select_related("survey", "participation").first())
    assert remind(survey, day(3)) == 3  # 4 asked, 1 answered
    [run] = ReminderRun.objects.all()
    assert (run.day, run.channel, run.count) == (day(3), Channel.EMAIL, 3)
    entry = Entry.objects.get(action="survey.reminded")
    assert (entry.target, entry.detail) == (survey.code, {"number": 3})


def test_reminders_keep_the_distance_of_the_plan(survey):
    plan(survey, reminders=2, every=5)
    with pytest.raises(TooSoon) as refusal:
        remind(survey, day(4))
    assert refusal.value.day == day(5)
    remind(survey, day(5))
    deliver(survey, day(5))
    with pytest.raises(TooSoon):
        remind(survey, day(9))
    remind(survey, day(10))
    assert next_reminder(survey) is None  # two, as the plan says
    with pytest.raises(TooSoon, match="sebanyak yang direncanakan"):
        remind(survey, day(29))


def by_whatsapp(survey, kind, on):
    """Note that the first person asked was written to by WhatsApp on the day."""
    return Message.objects.create(
        invitation=survey.invitations.first(),
        kind=kind,
        channel=Channel.WHATSAPP,
        status=MessageStatus.SENT,
        day=on,
        due_at=timezone.now(),
    )


def test_who_was_invited_by_whatsapp_gets_no_second_invitation(survey):
    by_whatsapp(survey, "invitation", TODAY)
    assert invite(survey) == 3  # of 4


@pytest.mark.parametrize(("on", "reminded"), [(0, 4), (1, 3)])
def test_who_was_reminded_by_whatsapp_lately_is_left_alone(survey, on, reminded):
    by_whatsapp(survey, "reminder", day(on))
    assert remind(survey, day(3)) == reminded  # every 3 days: day 0 is long enough ago


def test_who_was_reminded_often_enough_is_left_alone_whatever_the_channel(survey):
    for number in (-9, -6):
        by_whatsapp(survey, "reminder", day(number))
    assert remind(survey, day(3)) == 3  # twice is what the plan says


def test_a_form_opened_by_hand_follows_the_usual_plan(survey):
    assert next_reminder(survey) == day(3)  # PlanLine: every 3 days, twice at most


def test_nobody_gets_a_reminder_before_the_invitation_has_left(survey):
    invite(survey)  # the server is down: nothing was sent yet
    assert remind(survey, day(3)) == 0
    assert not ReminderRun.objects.exists()


def test_a_closed_form_is_not_written_about(survey):
    invite(survey)
    close_survey(survey=survey, actor=None)
    assert Message.objects.count() == 0
    with pytest.raises(SurveyClosed):
        invite(Survey.objects.get(pk=survey.pk))


def test_a_superior_with_many_alumni_gets_one_e_mail(survey, unit):
    supervisor = Employee.objects.create(
        region=unit.region, nip="198001012005011001", name="Atasan", email="atasan@contoh.id"
    )
    for invitation in survey.invitations.all():
        survey.invitations.filter(pk=invitation.pk).update(rater=supervisor, relation="supervisor")
    assert invite(survey) == 1


def test_the_calendar_invites_at_once_and_reminds_on_its_days(survey):
    plan(survey)  # every 3 days, twice
    queued = {}
    for number in range(12):
        queued[number] = queue_messages(day(number))
        deliver(survey, day(number))
    assert {number: count for number, count in queued.items() if count} == {0: 4, 3: 4, 6: 4}


def test_the_calendar_leaves_forms_opened_by_hand_alone(survey):
    assert queue_messages(TODAY) == 0


def test_the_calendar_writes_in_the_morning_not_at_night(survey):
    plan(survey)
    tomorrow = day(1)
    queue_messages(tomorrow)
    due = Message.objects.values_list("due_at", flat=True).first()
    assert due.astimezone(ZoneInfo("Asia/Jakarta")).strftime("%Y-%m-%d %H:%M") == (
        f"{tomorrow.isoformat()} 08:00"
    )


def test_without_a_mail_server_nothing_is_queued(survey, settings):
    plan(survey)
    settings.SENDS_EMAIL = False
    assert queue_messages(TODAY) == 0


def test_a_drawn_code_is_nobodys_and_gets_no_e_mail(tangsel):
    survey = make_open_survey(tangsel, people=1)
    survey.invitations.update(rater=None, participation=None, relation="drawn")
    assert (invite(survey), unreachable(survey)) == (0, [])


def test_queueing_takes_the_same_statements_for_one_and_for_many(
    tangsel, django_assert_num_queries
):
    for people in (1, 5):
        survey = make_open_survey(
            tangsel, people=people, promise=Promise.ANONYMOUS, audience=Audience.PARTICIPANTS
        )
        give_addresses(survey)
        with django_assert_num_queries(8):
            invite(survey)
