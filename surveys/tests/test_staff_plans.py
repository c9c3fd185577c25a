"""Pages of the plan and of the calendar, as a Petugas uses them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions import add_session
from programs.models import Session
from programs.tests.factories import make_program, make_session
from surveys.models import PlanLine, PlannedSurvey, Survey
from surveys.tests.factories import make_crowd, preset
from surveys.tests.plans import make_line

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def program(tangsel):
    return make_program(tangsel)


@pytest.fixture
def desk(signed_in, officer):
    """A Petugas at the screen."""
    return signed_in(officer)


def page(response):
    return response.content.decode()


def filled(**changes):
    return {
        "questionnaire": preset("F3").pk, "audience": "alumni", "promise": "confidential",
        "anchor": "end", "offset": 90, "days_open": 14, "remind_every": 7, "reminders": 2,
        "target": 70,
    } | changes  # fmt: skip


def test_one_press_takes_over_the_plan_that_fits(desk, program):
    plan = reverse("surveys:plan", args=[program.pk])
    assert "Rencana masih kosong" in page(desk.get(plan))
    response = desk.post(
        reverse("surveys:take_preset", args=[program.pk]), {"preset": "technical"}, follow=True
    )
    shown = page(response)
    assert "7 formulir ditambahkan" in shown
    assert "3 bulan (90 hari) setelah hari terakhir" in shown
    assert "7 hari sebelum hari pertama" in shown
    assert "pada hari mata pelatihan" in shown


def test_a_form_is_added_changed_and_removed(desk, program):
    add = reverse("surveys:line_create", args=[program.pk])
    assert desk.post(add, filled()).status_code == 302
    line = PlanLine.objects.get()
    assert (line.offset, line.closes_on(TODAY)) == (90, TODAY + timedelta(days=13))
    edit = reverse("surveys:line_edit", args=[line.pk])
    assert desk.post(edit, filled(offset=180)).status_code == 302
    assert PlanLine.objects.get().months == 6
    remove = reverse("surveys:line_remove", args=[line.pk])
    assert "Hapus dari rencana?" in page(desk.get(remove))
    assert desk.post(remove).status_code == 302
    assert not PlanLine.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days_open": 0}, "dengan 0 hari formulir ditutup sebelum sempat dibuka"),
        ({"days_open": -3}, "ditutup sebelum sempat dibuka"),
        ({"audience": "supervisors"}, "Kuesioner ini disusun untuk alumni."),
        ({"offset": 5000}, "Tulis antara -366 dan 450 hari"),
        ({"offset": ""}, "Isi berapa hari sesudahnya formulir dibuka"),
        ({"target": 120}, "Sasaran paling banyak 100%."),
        ({"remind_every": 0}, "Jarak pengingat paling sedikit 1 hari."),
        ({"questionnaire": ""}, "Pilih kuesioner."),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_in_the_summary(desk, program, changes, sentence):
    add = reverse("surveys:line_create", args=[program.pk])
    shown = page(desk.post(add, filled(**changes)))
    assert sentence in shown.partition("error-summary")[2].partition("<form")[0]
    assert not PlanLine.objects.exists()


def test_the_same_form_on_the_same_day_is_refused(desk, program):
    add = reverse("surveys:line_create", args=[program.pk])
    desk.post(add, filled())
    assert "sudah ada di rencana" in page(desk.post(add, filled(days_open=3)))
    assert PlanLine.objects.count() == 1


def test_the_form_of_atasan_is_confidential(desk, program):
    values = filled(questionnaire=preset("F4").pk, audience="supervisors", promise="anonymous")
    shown = page(desk.post(reverse("surveys:line_create", args=[program.pk]), values))
    assert "Formulir atasan selalu rahasia" in shown


# --- the calendar ---------------------------------------------------------------------------------
@pytest.fixture
def session(program):
    """An angkatan of next week with F1S in its calendar."""
    make_line(program)
    start = TODAY + timedelta(days=7)
    session = Session(program=program, number="1", starts_on=start, ends_on=start)
    return add_session(session=session, actor=None)


def test_the_calendar_says_what_opens_when(desk, session):
    shown = page(desk.get(reverse("surveys:calendar", args=[session.pk])))
    assert "Umpan balik" in shown or preset("F1S").title in shown
    assert "Menunggu" in shown


def test_dates_are_shifted_on_the_page(desk, session):
    planned = PlannedSurvey.objects.get()
    address = reverse("surveys:shift", args=[planned.pk])
    later = TODAY + timedelta(days=20)
    refused = desk.post(address, {"opens_on": later, "closes_on": later - timedelta(days=1)})
    assert "mendahului tanggal pembukaan" in page(refused)
    assert desk.post(address, {"opens_on": later, "closes_on": later}).status_code == 302
    planned.refresh_from_db()
    assert (planned.opens_on, planned.is_shifted) == (later, True)
    assert "digeser petugas" in page(desk.get(planned.get_absolute_url()))


def test_a_form_is_skipped_brought_back_and_opened_now(desk, session):
    planned = PlannedSurvey.objects.get()
    for name, status in (("skip", "skipped"), ("resume", "waiting")):
        assert desk.post(reverse(f"surveys:{name}", args=[planned.pk])).status_code == 302
        planned.refresh_from_db()
        assert planned.status == status
    opening = reverse("surveys:open_now", args=[planned.pk])
    shown = page(desk.post(opening, follow=True))
    assert "Belum ada peserta yang dapat diundang" in shown
    assert "Tidak dapat dibuka" in shown
    make_crowd(session, 2, status="appointed")
    desk.post(opening)
    assert Survey.objects.get().opened_on == TODAY


def test_a_started_session_takes_the_plan_on_a_press(desk, program):
    make_line(program, offset=60)
    session = make_session(program, starts_on=TODAY - timedelta(days=10))
    calendar = reverse("surveys:calendar", args=[session.pk])
    assert "Pakai rencana program" in page(desk.get(calendar))
    shown = page(desk.post(reverse("surveys:adopt", args=[session.pk]), follow=True))
    assert "1 formulir menunggu" in shown


def test_the_calendar_asks_as_often_for_many_forms_as_for_one(
    desk, program, session, django_assert_num_queries
):
    line = PlanLine.objects.get()
    for offset in range(30, 50):
        line.pk, line._state.adding, line.offset = None, True, offset
        line.save()
        PlannedSurvey.objects.create(line=line, session=session, opens_on=TODAY, closes_on=TODAY)
    calendar, plan = (
        reverse("surveys:calendar", args=[session.pk]),
        reverse("surveys:plan", args=[program.pk]),
    )
    desk.get(plan)  # the first page of a visit also saves the session
    with django_assert_num_queries(6):
        desk.get(calendar)
    with django_assert_num_queries(5):
        desk.get(plan)


def test_the_plan_of_another_region_is_not_found(signed_in, stranger, session):
    other, planned = signed_in(stranger), PlannedSurvey.objects.get()
    assert other.get(reverse("surveys:plan", args=[session.program_id])).status_code == 404
    assert other.post(reverse("surveys:open_now", args=[planned.pk])).status_code == 404
