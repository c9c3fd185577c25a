"""Opening a form: questionnaires to choose from, promise, dates, refusals."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.models import Session, Subject
from programs.tests.factories import first_unit, make_program, make_session, place
from surveys.choices import Audience, Promise
from surveys.models import Questionnaire, Survey
from surveys.tests.factories import (
    make_crowd,
    preset,
)


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def body_of(response):
    return response.content.decode()


def next_week():
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def session(tangsel):
    found = make_session(make_program(tangsel), starts_on=timezone.localdate() - timedelta(days=2))
    make_crowd(found, 12)
    return found


def open_address(session, code):
    return f"/sessions/{session.pk}/surveys/new/?questionnaire={preset(code).pk}"


def test_choosing_a_questionnaire_shows_minutes_and_the_suggestion(desk, session):
    body = body_of(desk.get(f"/sessions/{session.pk}/surveys/new/"))
    first = re.search(r"<strong>(.+?)</strong>", body).group(1)
    assert first == preset("F1S").title
    assert "Disarankan" in body
    assert body.count("menit") == 8  # F0, F1S, F1, F2, F3, F4, F5, F6


def test_the_closing_date_defaults_to_seven_days_after_the_session(desk, tangsel):
    future = make_session(make_program(tangsel), starts_on=timezone.localdate() + timedelta(days=9))
    make_crowd(future, 1, status="appointed")
    body = body_of(desk.get(open_address(future, "F1S")))
    expected = future.ends_on + timedelta(days=7)
    assert f'value="{expected.isoformat()}"' in body


def test_opening_a_form_invites_everybody_and_leads_to_sharing(desk, session):
    data = {"audience": "participants", "promise": "anonymous", "closes_on": next_week()}
    response = desk.post(open_address(session, "F1S"), data)
    survey = Survey.objects.get()
    assert response.url == f"/surveys/{survey.pk}/invitations/"
    assert survey.invitations.count() == 12
    assert (survey.promise, survey.closes_on) == (Promise.ANONYMOUS, next_week())


def test_opening_the_same_form_twice_is_refused_with_a_sentence(desk, session):
    data = {"audience": "participants", "promise": "anonymous", "closes_on": next_week()}
    desk.post(open_address(session, "F1S"), data)
    body = body_of(desk.post(open_address(session, "F1S"), data))
    assert "<title>Kesalahan: " in body
    assert "Formulir ini sudah dibuka untuk angkatan ini." in body
    assert Survey.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("closes_on", "", "Isi tanggal penutupan, misalnya 31/12/2026."),
        ("closes_on", "30/02/2027", "Isi tanggal penutupan, misalnya 31/12/2026."),
        ("closes_on", "2020-01-01", "Tanggal penutupan sudah lewat"),
        ("promise", "", "Pilih janji kerahasiaan."),
        ("audience", "supervisors", "Kuesioner ini tidak disusun untuk responden itu."),
    ],
)
def test_what_is_missing_or_wrong_gets_a_sentence(desk, session, field, value, sentence):
    data = {"audience": "participants", "promise": "anonymous", "closes_on": next_week()}
    body = body_of(desk.post(open_address(session, "F1S"), data | {field: value}))
    assert "<title>Kesalahan: " in body
    assert sentence in body
    assert "Bidang ini tidak boleh kosong" not in body
    assert not Survey.objects.exists()


def test_one_form_is_opened_for_each_ticked_mata_pelatihan(desk, session):
    names = ["Jadwal", "Mutu", "Risiko"]
    ids = [Subject.objects.create(session=session, name=name).pk for name in names]
    data = {
        "audience": "participants",
        "promise": "anonymous",
        "closes_on": next_week(),
        "subjects": ids[:2],
    }
    response = desk.post(open_address(session, "F2"), data)
    assert response.url == f"/surveys/?q={session.code}"
    assert sorted(s.subject.name for s in Survey.objects.all()) == ["Jadwal", "Mutu"]


def test_a_session_without_mata_pelatihan_gets_the_next_step(desk, session):
    body = body_of(desk.get(open_address(session, "F2")))
    assert "Angkatan ini belum mempunyai mata pelatihan" in body
    assert f"/sessions/{session.pk}/subjects/new/" in body


def test_the_supervisors_form_offers_only_the_promise_that_can_be_kept(desk, session):
    body = body_of(desk.get(open_address(session, "F4")))
    assert re.findall(r'name="promise"\s+value="(\w+)"', body) == ["confidential"]
    assert 'name="by_unit_group"' not in body


def test_the_one_stratum_is_offered_only_when_each_group_has_ten(desk, tangsel):
    known = make_session(make_program(tangsel), starts_on=timezone.localdate())
    for person in make_crowd(known, 10):
        person.placement = place_of(person)
        person.save()
    assert 'name="by_unit_group"' in body_of(desk.get(open_address(known, "F1S")))
    Session.objects.get(pk=known.pk).participations.first().delete()  # nine are left
    assert 'name="by_unit_group"' not in body_of(desk.get(open_address(known, "F1S")))


def place_of(person):
    return place(person.employee, first_unit(person.employee.region))


def test_questionnaires_are_listed_with_minutes_and_items(desk, django_assert_num_queries):
    desk.get("/questionnaires/")
    # session, user, regions, count for pages, questionnaires
    with django_assert_num_queries(5):
        body = body_of(desk.get("/questionnaires/"))
    assert body.count('<th scope="row">') == 8  # F0, F1S, F1, F2 to F6
    assert "± 3 menit" in body


def test_a_questionnaire_is_shown_as_the_phone_shows_it(desk, django_assert_num_queries):
    address = f"/questionnaires/{preset('F1S').pk}/"
    desk.get(address)
    # session, user, regions, questionnaire, questions
    with django_assert_num_queries(5):
        body = body_of(desk.get(address))
    assert body.count('type="radio"') >= 48  # 12 statements x 4 steps
    assert body.count('class="phone preview"') == 4


def test_another_regions_own_questionnaire_does_not_exist(desk, binjai, tangsel):
    foreign = Questionnaire.objects.create(
        region=binjai, code="BJ", title="Milik Binjai", audience=Audience.PARTICIPANTS
    )
    assert desk.get(f"/questionnaires/{foreign.pk}/").status_code == 404
    assert "Milik Binjai" not in body_of(desk.get("/questionnaires/"))
    own = make_session(make_program(tangsel), starts_on=date(2026, 3, 2))
    assert "Milik Binjai" not in body_of(desk.get(f"/sessions/{own.pk}/surveys/new/"))
