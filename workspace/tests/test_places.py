from datetime import date, timedelta

import pytest
from django.utils import timezone

from organization.access import Role
from performance.models import Indicator, Pair
from programs.models import Subject
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
    place,
)
from workspace.tests.test_home import invite, make_survey, text_of


@pytest.fixture
def session(tangsel):
    program = make_program(tangsel, name="Manajemen Waktu", code="MW26", hours=16)
    return make_session(program, starts_on=date(2026, 3, 2))


def test_a_programme_lists_its_sessions_with_their_counts(signed_in, officer, session):
    make_participation(session, status="completed")
    make_participation(session, status="appointed")
    make_participation(session, status="absent", absence_reason="sakit")
    text = text_of(signed_in(officer), f"/programs/{session.program_id}/")
    assert '<td data-label="Peserta" class="num">2</td>' in text
    assert '<td data-label="Hadir" class="num">1</td>' in text
    for address in (
        "/surveys/?q=MW26-",
        f"/programs/{session.program_id}/indicators/",
        f"/programs/{session.program_id}/results/",
        f"/programs/{session.program_id}/sessions/new/",
    ):
        assert f'href="{address}"' in text


def test_the_programme_page_asks_as_often_for_one_session_as_for_three(
    signed_in, officer, session, django_assert_num_queries
):
    client, address = signed_in(officer), f"/programs/{session.program_id}/"
    client.get(address)
    for many in (1, 3):
        while session.program.sessions.count() < many:
            number = session.program.sessions.count() + 1
            make_participation(make_session(session.program, number=str(number)))
        with django_assert_num_queries(5):
            client.get(address)


def test_a_session_shows_people_forms_and_what_to_do_next(signed_in, officer, session):
    Subject.objects.create(session=session, name="Skala prioritas", hours=4)
    rows = [make_participation(session) for _ in range(3)]
    make_participation(session, status="absent", absence_reason="sakit")
    survey = make_survey(session, timezone.localdate())
    for number, row in enumerate(rows):
        invite(survey, row, submitted=number < 2)
    text = text_of(signed_in(officer), f"/sessions/{session.pk}/")
    assert "<b>3</b><span>selesai</span>" in text
    assert "<b>1</b><span>tidak hadir</span>" in text
    assert "2 dari 3 mengisi" in text
    assert "Skala prioritas" in text
    for address in (
        f"/imports/new/participants/?session={session.pk}",
        f"/sessions/{session.pk}/participants/new/",
        f"/sessions/{session.pk}/surveys/new/",
        f"/sessions/{session.pk}/performance/",
        f"/sessions/{session.pk}/results/",
    ):
        assert f'href="{address}"' in text


def test_a_closed_form_shows_the_counts_frozen_at_close(signed_in, officer, session):
    make_survey(session, timezone.localdate(), status="closed")
    assert "1 dari 1 mengisi" in text_of(signed_in(officer), f"/sessions/{session.pk}/")


def test_the_session_page_asks_as_often_for_one_form_as_for_three(
    signed_in, officer, session, django_assert_num_queries
):
    client, address = signed_in(officer), f"/sessions/{session.pk}/"
    client.get(address)
    for audiences in (["participants"], ["alumni", "peers"]):
        for audience in audiences:
            make_survey(session, timezone.localdate(), audience=audience)
            Subject.objects.create(session=session, name=audience)
        with django_assert_num_queries(7):
            client.get(address)


def test_a_pimpinan_reads_no_names_no_actions_and_no_small_numbers(signed_in, manager, session):
    rows = [make_participation(session) for _ in range(4)]
    client = signed_in(manager)
    text = text_of(client, f"/sessions/{session.pk}/")
    assert "<b>kurang dari 5</b><span>terdaftar</span>" in text
    assert rows[0].employee.name not in text
    assert "Impor peserta" not in text
    assert f'href="/sessions/{session.pk}/results/"' in text
    make_participation(session)
    assert "<b>5</b><span>terdaftar</span>" in text_of(client, f"/sessions/{session.pk}/")
    assert ">kurang dari 5<" not in text_of(client, f"/programs/{session.program_id}/")


def test_the_admin_reads_programmes_without_forms_or_results(signed_in, make_user, session):
    make_survey(session, timezone.localdate())
    client = signed_in(make_user(Role.ADMINISTRATOR))
    text = text_of(client, f"/sessions/{session.pk}/")
    assert "Umpan balik" not in text
    assert "/results/" not in text
    assert "/results/" not in text_of(client, f"/programs/{session.program_id}/")


def test_places_of_another_region_or_unit_do_not_exist(
    signed_in, stranger, officer, make_user, tangsel, session
):
    person = make_participation(session).employee
    addresses = [
        f"/programs/{session.program_id}/",
        f"/sessions/{session.pk}/",
        f"/employees/{person.pk}/",
    ]
    outside, inside = signed_in(stranger), signed_in(officer)
    assert [outside.get(address).status_code for address in addresses] == [404] * 3
    assert [inside.get(address).status_code for address in addresses] == [200] * 3
    head = signed_in(make_user(Role.MANAGER, tangsel, unit=make_unit(tangsel, "Dinas Jauh")))
    assert [head.get(address).status_code for address in addresses] == [404, 404, 403]


def test_an_employee_page_tells_posts_learning_and_performance(signed_in, officer, tangsel):
    person = make_employee(tangsel, name="Siti", title_after="S.Kom.", position="Pranata Komputer")
    place(person, make_unit(tangsel, "Dinas Lama"), position="Plt. Kepala", kind="2")
    year = timezone.localdate().year
    session = make_session(
        make_program(tangsel, name="Manajemen Waktu", hours=16), starts_on=date(year, 1, 5)
    )
    make_participation(session, person, hours_attended=12, pretest=60, posttest=82.5)
    Pair.objects.create(
        session=session,
        indicator=Indicator.objects.get(code="tepat_waktu"),
        employee=person,
        group="participant",
        wave=3,
        before=71.5,
    )
    text = text_of(signed_in(officer), f"/employees/{person.pk}/")
    assert "Siti, S.Kom." in text
    assert "Pranata Komputer" in text
    assert '<span class="tag">Plt</span>' in text
    assert '12 JP<span class="tag tag-alert">paling sedikit 20 JP</span>' in text
    assert '<td data-label="Posttest" class="num">82,5</td>' in text
    assert '<td data-label="Sebelum" class="num">71,5</td>' in text
    assert '<td data-label="Sesudah" class="num">belum ada</td>' in text
    assert person.nip not in text
    assert f'action="/employees/{person.pk}/nip/"' in text


@pytest.mark.parametrize(
    ("kind", "hours", "shown"),
    [
        ("PNS", 20, '20 JP<span class="tag">paling sedikit 20 JP</span>'),
        ("PPPK", 12, '12 JP<span class="tag">paling banyak 24 JP</span>'),
        ("PPPK", 25, '25 JP<span class="tag tag-alert">paling banyak 24 JP</span>'),
    ],
)
def test_20_jp_is_a_minimum_for_pns_and_24_a_ceiling_for_pppk(
    signed_in, officer, tangsel, kind, hours, shown
):
    person = make_employee(tangsel, kind=kind)
    start = date(timezone.localdate().year, 1, 5)
    make_participation(make_session(make_program(tangsel, hours=hours), starts_on=start), person)
    last_year = make_session(make_program(tangsel), starts_on=start - timedelta(days=300))
    make_participation(last_year, person)
    assert shown in text_of(signed_in(officer), f"/employees/{person.pk}/")


def test_survey_answers_are_never_on_the_employee_page(signed_in, officer, session):
    row = make_participation(session)
    invite(make_survey(session, timezone.localdate()), row, submitted=True)
    text = text_of(signed_in(officer), f"/employees/{row.employee_id}/")
    assert "F1S" not in text
    assert "Jawaban formulir tidak tampil di sini" in text


def test_the_employee_page_asks_as_often_for_one_training_as_for_three(
    signed_in, officer, tangsel, django_assert_num_queries
):
    person = make_employee(tangsel)
    client, address = signed_in(officer), f"/employees/{person.pk}/"
    client.get(address)
    for many in (1, 3):
        while person.participations.count() < many:
            make_participation(make_session(make_program(tangsel)), person)
        with django_assert_num_queries(9):
            client.get(address)
