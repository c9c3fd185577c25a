from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from organization.access import Role
from performance.models import Indicator, Pair
from programs.tests.factories import (
    make_participation,
    make_program,
    make_session,
    make_unit,
)
from programs.tests.pages import flat
from surveys.models import Invitation, PlanLine, PlannedSurvey, Questionnaire, Survey
from trail.actions import record


@pytest.fixture
def today():
    return timezone.localdate()


def make_survey(session, today, *, audience="participants", ends=5, status="open"):
    counts = {} if status == "open" else {"invited_at_close": 1, "submitted_at_close": 1}
    return Survey.objects.create(
        questionnaire=Questionnaire.objects.get(code="F1S", region=None),
        session=session,
        audience=audience,
        promise="anonymous",
        code=f"F1S.{session.code}.{Survey.objects.count() + 1}",
        status=status,
        closes_on=today + timedelta(days=ends),
        **counts,
    )


def invite(survey, participation, *, submitted=False):
    number = Invitation.objects.count() + 1
    return Invitation.objects.create(
        survey=survey,
        rater=participation.employee,
        participation=participation,
        token_hash=f"t{number}",
        code_hash=f"c{number}",
        is_submitted=submitted,
    )


def text_of(client, address="/"):
    return flat(client.get(address))


def test_an_empty_tenant_shows_five_steps_that_tick_themselves(signed_in, officer, tangsel, today):
    client = signed_in(officer)
    assert text_of(client).count('<span class="sub">Belum</span>') == 5
    assert 'href="/programs/new/">Kerjakan' in text_of(client)
    session = make_session(make_program(tangsel), starts_on=today, ends_on=today)
    assert text_of(client).count('<span class="sub">Sudah</span>') == 2
    assert f'href="/imports/new/participants/?session={session.pk}">Kerjakan' in text_of(client)
    make_participation(session)
    survey = make_survey(session, today)
    assert text_of(client).count('<span class="sub">Sudah</span>') == 4
    Survey.objects.filter(pk=survey.pk).update(
        status="closed", invited_at_close=1, submitted_at_close=1
    )
    assert "Langkah pertama" not in text_of(client)


def test_nothing_waiting_is_said_in_words(signed_in, officer):
    assert "Tidak ada yang menunggu." in text_of(signed_in(officer))


def one_of_each(tangsel, today):
    program = make_program(tangsel, name="Manajemen Waktu", code="MW26")
    ended = make_session(
        program, number="1", starts_on=today - timedelta(days=5), ends_on=today - timedelta(days=4)
    )
    make_participation(ended, status="attended")
    make_participation(ended, status="appointed")
    coming = make_session(program, number="2", starts_on=today + timedelta(days=3))
    asked = make_session(
        program, number="3", starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=8)
    )
    rows = [make_participation(asked) for _ in range(3)]
    running = make_survey(asked, today)
    for number, row in enumerate(rows):
        invite(running, row, submitted=number == 0)
    overdue = make_survey(asked, today, audience="supervisors", ends=-1)
    Pair.objects.create(
        session=asked,
        indicator=Indicator.objects.first(),
        employee=rows[0].employee,
        group="participant",
        wave=0,
        before=1.0,
    )
    alumni = make_session(
        program,
        number="4",
        starts_on=today - timedelta(days=95),
        ends_on=today - timedelta(days=94),
    )
    make_participation(alumni)
    return {
        "ended": ended,
        "coming": coming,
        "asked": asked,
        "alumni": alumni,
        "running": running,
        "overdue": overdue,
    }


def test_each_kind_of_work_is_a_sentence_with_a_verb(signed_in, officer, tangsel, today):
    made = one_of_each(tangsel, today)
    text = text_of(signed_in(officer))
    for address, verb in {
        f"/surveys/{made['overdue'].pk}/": "Tutup formulir",
        f"/sessions/{made['ended'].pk}/participants/": "Catat kehadiran",
        f"/sessions/{made['ended'].pk}/surveys/new/": "Buka formulir",
        f"/imports/new/participants/?session={made['coming'].pk}": "Impor peserta",
        f"/surveys/{made['running'].pk}/invitations/": "Ingatkan 2 orang",
        f"/sessions/{made['asked'].pk}/performance/": "Lengkapi 1 nilai",
        f"/sessions/{made['alumni'].pk}/surveys/new/": "Buka formulir alumni",
    }.items():
        assert f'href="{address}">{verb}</a>' in text
    assert "1 peserta Manajemen Waktu, Angkatan 1 belum dicatat kehadirannya." in text


def test_beranda_asks_as_often_for_much_work_as_for_little(
    signed_in, officer, tangsel, today, django_assert_num_queries
):
    client = signed_in(officer)
    one_of_each(tangsel, today)
    client.get("/")
    for _ in range(2):
        with django_assert_num_queries(20):
            page = flat(client.get("/"))
        for number in range(5, 8):
            session = make_session(
                make_program(tangsel), number=str(number), starts_on=today - timedelta(days=number)
            )
            make_participation(session, status="appointed")
            make_survey(session, today, audience="alumni")
    assert page.count("<li><p>") <= 7


def planned(session, today, *, audience="participants", **fields):
    line = PlanLine.objects.create(
        program=session.program,
        questionnaire=Questionnaire.objects.get(code="F1S", region=None),
        audience=audience,
        promise="anonymous",
    )
    days = {"opens_on": today + timedelta(days=5), "closes_on": today + timedelta(days=9)}
    return PlannedSurvey.objects.create(line=line, session=session, **days | fields)


def test_what_opens_in_the_next_weeks_is_listed(signed_in, officer, stranger, tangsel, today):
    session = make_session(make_program(tangsel, name="Arsip"), starts_on=today)
    planned(session, today)
    later = today + timedelta(days=60)
    planned(session, today, audience="alumni", opens_on=later, closes_on=later)
    text = text_of(signed_in(officer))
    assert "Dibuka otomatis dalam tiga minggu" in text
    assert text.count(f'href="/sessions/{session.pk}/calendar/"') == 1
    assert "Dibuka otomatis" not in text_of(signed_in(stranger))


def test_a_form_that_did_not_open_says_why(signed_in, officer, tangsel, today):
    session = make_session(make_program(tangsel), starts_on=today)
    planned(session, today, status="failed", problem="Belum ada peserta.")
    text = text_of(signed_in(officer))
    assert "belum dapat dibuka. Belum ada peserta." in text
    assert f'href="/sessions/{session.pk}/calendar/">Periksa jadwal</a>' in text


def test_what_the_plan_opens_is_not_asked_of_the_petugas(signed_in, officer, tangsel, today):
    session = make_session(
        make_program(tangsel), starts_on=today - timedelta(days=5), ends_on=today
    )
    make_participation(session)
    assert "umpan balik belum diminta" in text_of(signed_in(officer))
    planned(session, today)
    assert "umpan balik belum diminta" not in text_of(signed_in(officer))


def test_cancelled_sessions_ask_for_nothing(signed_in, officer, tangsel, today):
    session = make_session(
        make_program(tangsel), starts_on=today, ends_on=today, cancelled_on=today
    )
    make_participation(session, status="appointed")
    make_session(make_program(tangsel, cancelled_on=today), starts_on=today)
    assert "Tidak ada yang menunggu." in text_of(signed_in(officer))


def test_work_of_another_region_is_not_shown(signed_in, stranger, tangsel, today):
    one_of_each(tangsel, today)
    text = text_of(signed_in(stranger))
    assert "Tidak ada yang menunggu." in text
    assert "Manajemen Waktu" not in text


def test_running_forms_show_a_bar_and_never_results(signed_in, officer, tangsel, today):
    one_of_each(tangsel, today)
    text = text_of(signed_in(officer))
    assert '<progress value="1" max="3"' in text
    assert "1 dari 3 mengisi" in text


def test_a_pimpinan_finds_the_dashboard_of_the_region(signed_in, manager, tangsel, today):
    made = one_of_each(tangsel, today)
    text = text_of(signed_in(manager))
    assert 'href="/dashboards/36.74/">Dasbor' in text
    assert f'href="/sessions/{made["ended"].pk}/results/"' in text
    assert "/participants/" not in text


def test_a_kepala_opd_finds_the_dashboard_of_the_unit(signed_in, make_user, tangsel):
    unit = make_unit(tangsel, "Dinas Uji")
    text = text_of(signed_in(make_user(Role.MANAGER, tangsel, unit=unit)))
    assert f'href="/units/{unit.pk}/results/">Buka dasbor Dinas Uji' in text


def test_an_analis_without_a_region_is_told_whom_to_ask(signed_in, make_user):
    assert "Akun Anda belum diberi wilayah" in text_of(signed_in(make_user(Role.ANALYST)))


def test_the_admin_sees_who_lacks_a_region_and_which_region_lacks_a_petugas(
    signed_in, make_user, officer, tangsel, binjai
):
    lost = make_user(Role.MANAGER, username="tersesat")
    text = text_of(signed_in(make_user(Role.ADMINISTRATOR)))
    assert f"{binjai} belum mempunyai Petugas Kepegawaian." in text
    assert f"{tangsel} belum mempunyai Petugas" not in text
    assert f'href="/users/{lost.pk}/">Beri wilayah' in text
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert f"{tangsel} belum mempunyai Petugas" in text_of(signed_in(make_user(Role.ADMINISTRATOR)))


def test_a_pewawancara_is_told_that_nothing_is_assigned(signed_in, make_user, tangsel):
    assert "Belum ada tugas" in text_of(signed_in(make_user(Role.INTERVIEWER, tangsel)))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_the_latest_acts_are_told_in_words(make_user, signed_in, role):
    record(actor=None, action="unit.changed", target="Dinas Contoh")
    record(actor=None, action="import.applied", target="participants #7", detail={"new": 3})
    text = text_of(signed_in(make_user(role)))
    assert '<th scope="row">Unit diubah</th>' in text
    assert '<td data-label="Sasaran">Peserta #7</td>' in text
    assert "import.applied" not in text
