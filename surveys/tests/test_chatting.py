"""WhatsApp, one press a person: whose turn it is, what is noted, how often anybody is reminded."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from surveys.actions.chatting import line_of, mark_sent
from surveys.choices import Anchor, Audience, Promise
from surveys.models import Invitation, Message, PlanLine, PlannedSurvey, ReminderRun
from surveys.tests.factories import answer, make_open_survey
from trail.models import Entry


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def three(tangsel):
    """A form for Ani, Budi and Citra."""
    survey = make_open_survey(tangsel, people=3)
    for invitation, name in zip(survey.invitations.all(), ["Ani", "Budi", "Citra"], strict=True):
        type(invitation.rater).objects.filter(pk=invitation.rater_id).update(
            name=name, phone="6281200001111"
        )
    return survey


def rater(survey, name):
    return survey.invitations.get(rater__name=name).rater_id


def shown(response):
    body = response.content.decode()
    return body.partition('id="next-name">')[2].partition("<")[0]


def plan(survey, **fields):
    line = PlanLine.objects.create(
        program=survey.session.program,
        questionnaire=survey.questionnaire,
        audience=Audience.PARTICIPANTS,
        promise=Promise.ANONYMOUS,
        anchor=Anchor.END,
        **fields,
    )
    PlannedSurvey.objects.create(
        line=line,
        session=survey.session,
        opens_on=timezone.localdate(),
        closes_on=survey.closes_on,
        status="opened",
        survey=survey,
    )


def test_after_each_press_the_next_missing_name_appears_without_a_script(desk, three):
    address = f"/surveys/{three.pk}/whatsapp/"
    answer(Invitation.objects.select_related("survey").get(rater__name="Budi"))
    assert shown(desk.get(address)) == "Ani"
    following = desk.post(address, {"rater": rater(three, "Ani")}, follow=True)
    assert shown(following) == "Citra"  # Budi has answered
    done = desk.post(address, {"rater": rater(three, "Citra")}, follow=True)
    assert "Semua yang belum mengisi sudah dihubungi." in done.content.decode()


def test_the_link_opens_whatsapp_with_the_personal_link_in_the_text(desk, three):
    body = desk.get(f"/surveys/{three.pk}/whatsapp/").content.decode()
    assert 'href="https://wa.me/6281200001111?text=Yth.%20Bapak/Ibu%20Ani' in body
    assert "http://testserver/i/" in body


def test_reading_the_page_changes_nothing(desk, three, tmp_path):
    address = f"/surveys/{three.pk}/whatsapp/"
    desk.get(address)

    def dump():
        file = tmp_path / "dump.json"
        call_command("dumpdata", exclude=["sessions"], output=str(file), verbosity=0)
        return file.read_bytes()

    before = dump()
    for query in ("", "?after=1", f"?after={rater(three, 'Ani')}", "?after=x"):
        desk.get(address + query)
    assert dump() == before
    mark_sent(survey=three, rater_id=rater(three, "Ani"), actor=None, today=timezone.localdate())
    assert dump() != before


def test_somebody_passed_over_comes_again_after_the_others(desk, three):
    address = f"/surveys/{three.pk}/whatsapp/"
    assert shown(desk.get(f"{address}?after={rater(three, 'Ani')}")) == "Budi"
    assert shown(desk.get(f"{address}?after={rater(three, 'Citra')}")) == "Ani"


def test_a_double_press_and_a_colleagues_press_are_noted_once(three, officer):
    who, today = rater(three, "Ani"), timezone.localdate()
    assert mark_sent(survey=three, rater_id=who, actor=officer, today=today)
    assert not mark_sent(survey=three, rater_id=who, actor=officer, today=today)
    message = Message.objects.get()
    assert (message.kind, message.channel, message.status, message.day) == (
        *("invitation", "whatsapp", "sent"),
        today,
    )
    assert timezone.localtime(message.due_at).time().isoformat() == "00:00:00"  # never when


def test_without_a_plan_a_person_is_reminded_once_a_day_and_it_is_logged(three, officer):
    who, today = rater(three, "Ani"), timezone.localdate()
    mark_sent(survey=three, rater_id=who, actor=officer, today=today)
    assert who not in line_of(three, today).waiting
    tomorrow = today + timedelta(days=1)
    assert line_of(three, tomorrow).waiting[who] == "reminder"
    assert mark_sent(survey=three, rater_id=who, actor=officer, today=tomorrow)
    assert not mark_sent(survey=three, rater_id=who, actor=officer, today=tomorrow)
    run = ReminderRun.objects.get()
    assert (run.day, run.channel, run.count) == (tomorrow, "whatsapp", 1)
    entries = Entry.objects.filter(
        target=three.code, action__in=["survey.messaged", "survey.nudged"]
    )
    assert sorted(entries.values_list("action", flat=True)) == [
        "survey.messaged",
        "survey.nudged",
    ]


def test_the_plan_says_how_far_apart_and_how_often(three, officer):
    plan(three, remind_every=3, reminders=1)
    who, first = rater(three, "Ani"), timezone.localdate()
    sent = []
    for days in range(8):
        day = first + timedelta(days=days)
        if mark_sent(survey=three, rater_id=who, actor=officer, today=day):
            sent.append(days)
    # the invitation on day 0, one reminder three days later, then never again
    assert sent == [0, 3]
    line = line_of(three, first + timedelta(days=7))
    assert (list(line.waiting), line.later) == ([rater(three, "Budi"), rater(three, "Citra")], 1)


def test_an_email_on_its_way_or_sent_today_counts_as_a_message(three, officer):
    today = timezone.localdate()
    ani, budi = (three.invitations.get(rater__name=name) for name in ("Ani", "Budi"))
    fields = {"kind": "invitation", "channel": "email", "due_at": timezone.now()}
    Message.objects.create(invitation=ani, status="queued", **fields)
    Message.objects.create(invitation=budi, status="sent", day=today, **fields)
    line = line_of(three, today)
    assert list(line.waiting) == [rater(three, "Citra")]
    assert (line.later, line.next_day) == (2, today + timedelta(days=1))


def test_one_person_asked_about_several_colleagues_gets_one_message(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    ani, other = survey.invitations.order_by("rater__name")
    Invitation.objects.filter(pk=other.pk).update(rater=ani.rater)
    body = desk.get(f"/surveys/{survey.pk}/whatsapp/").content.decode()
    assert "1 orang lagi hari ini" in body
    assert body.partition("<textarea")[2].partition("</textarea")[0].count("/i/") == 2


@pytest.mark.parametrize("people", [1, 5])
def test_the_page_takes_the_same_statements_for_one_person_and_five(
    desk, tangsel, people, django_assert_num_queries
):
    survey = make_open_survey(tangsel, people=people)
    desk.get(f"/surveys/{survey.pk}/whatsapp/")
    # session, user, regions, form, plan, messages, who is missing, the next one's forms, runs
    with django_assert_num_queries(9):
        desk.get(f"/surveys/{survey.pk}/whatsapp/")
