"""The demo: what is in it, that it is the same every time, and that it goes without a trace."""

from collections import Counter
from datetime import date
from io import StringIO
from random import Random
from statistics import mean

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from accounts.models import User
from organization.actions import supervisors_on
from organization.models import Employee, Placement, Region, Unit
from organization.nip import parse_nip
from performance.models import ComparisonMember, Pair
from performance.tests.factories import measure
from programs.models import Participation, Program, Session
from programs.tests.factories import make_participation, make_program, make_session
from surveys.models import AnswerTally, ClosedComment, ClosedResponse, DimensionSummary, Survey
from surveys.tests.factories import answer_all, make_open_survey
from trail.models import Entry
from workspace.demo import loading, scale
from workspace.demo.people import Numbers

OURS = {
    *("accounts", "organization", "programs", "surveys", "performance", "reports", "intake"),
    *("fieldwork", "followups"),
}
MAY_DIFFER = {"programs.dataversion"}  # a counter that only grows


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the demo once for this module, beside real rows; roll everything back in the end.

    Returns what every table held before the load.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(KEY_DIR=tmp_path_factory.mktemp("keys")),
        transaction.atomic(),
    ):
        _real_rows()
        before = _every_row()
        loading.load_demo()
        yield before
        transaction.set_rollback(True)


def _real_rows():
    region = Region.objects.get(code="36.74")
    session = make_session(make_program(region, name="Program nyata"), starts_on=date(2026, 3, 2))
    employee = make_participation(session).employee
    measure(employee, 70, date(2026, 2, 28))
    survey = make_open_survey(region, session=session, people=6)
    for code in ("F0", "F1", "F1S", "F2", "F3", "F4", "F6"):  # their first use locks the presets
        apps.get_model("surveys", "Questionnaire").objects.filter(code=code).update(locked=True)
    answer_all(survey, number=5)


def _every_row():
    return {
        model._meta.label_lower: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label in OURS and model._meta.label_lower not in MAY_DIFFER
    }


def test_loading_again_changes_nothing_and_says_so(demo, db):
    before = _every_row()
    out = StringIO()
    call_command("seed_demo", stdout=out)
    assert out.getvalue() == "Data contoh sudah ada; tidak ada yang diubah.\n"
    assert _every_row() == before


def test_removing_leaves_every_real_row_as_it_was(demo, db):
    call_command("remove_demo", stdout=StringIO())
    after = _every_row()
    assert {name for name in demo if after[name] != demo[name]} == set()


def test_removing_twice_says_that_there_is_nothing(demo, db):
    call_command("remove_demo", stdout=StringIO())
    out = StringIO()
    call_command("remove_demo", stdout=out)
    assert out.getvalue() == "Tidak ada data contoh.\n"


def test_a_demo_unit_stays_as_long_as_a_real_person_works_in_it(demo, db):
    school = Unit.objects.filter(is_demo=True).first()
    real = Employee.objects.filter(is_demo=False).first()
    placement = real.placements.get()
    placement.unit = school
    placement.save()
    out = StringIO()
    call_command("remove_demo", stdout=out)
    assert "1 unit yang dipertahankan karena dipakai" in out.getvalue()
    assert Placement.objects.get(pk=placement.pk).unit == school


@pytest.mark.slow
def test_two_loads_hold_the_same_people_values_and_answers(demo, db):
    first = _figures()
    call_command("remove_demo", stdout=StringIO())
    loading.load_demo()
    assert _figures() == first


def _figures():
    """Everything drawn by lot, without the keys that differ between loads."""
    people = Employee.objects.filter(is_demo=True).order_by("nip")
    pairs = Pair.objects.filter(session__program__is_demo=True)
    tallies = AnswerTally.objects.filter(survey__session__program__is_demo=True)
    named = ("session__program__region__code", "session__code")
    return (
        list(people.values_list("nip", "name", "title_after", "grade")),
        sorted(pairs.values_list(*named, "indicator__code", "wave", "before", "after"), key=repr),
        sorted(tallies.values_list("survey__code", "question__key", "stratum", "value", "count")),
    )


def test_people_have_valid_numbers_and_are_marked(demo, db):
    people = Employee.objects.filter(is_demo=True)
    assert {parse_nip(person.nip).kind == person.status for person in people} == {True}
    assert people.filter(status="PPPK").count() > 200
    assert people.exclude(name__contains=" ").count() > 20  # one word is a whole name
    groups = Counter(
        Placement.objects.filter(employee__in=people).values_list("unit__group", flat=True)
    )
    assert groups["school"] > 60
    assert groups["health"] > 50
    assert Placement.objects.filter(employee__in=people, kind=Placement.Kind.ACTING).count() == 1


def test_almost_every_participant_has_an_atasan(demo, db):
    sessions = Session.objects.filter(program__is_demo=True, ends_on__lt=date(2026, 11, 1))
    for session in sessions:
        people = session.participations.attended().values_list("employee_id", flat=True)
        superiors = supervisors_on(list(people), session.ends_on)
        known = sum(superior is not None for superior in superiors.values())
        assert known >= 0.75 * len(superiors), session.code


def test_every_role_has_an_account_with_the_printed_password(demo, client, db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    accounts = User.objects.filter(is_demo=True)
    assert {account.role for account in accounts} == {
        *("officer", "manager", "analyst", "administrator", "auditor", "interviewer")
    }
    assert accounts.get(username="petugas").check_password("contoh-evaluasi-asn")
    everywhere = accounts.get(username="pimpinan_semua").regions.values_list("code", flat=True)
    assert sorted(everywhere) == ["12.75", "33.74.08", "36.74"]
    head = accounts.get(username="kepala_opd")
    assert head.unit.name == "Dinas Kependudukan dan Pencatatan Sipil"
    assert head.employee.placements.get().is_head


def change(region, code, wave=3):
    """Mean change of the participants on the programme's primary indicator."""
    pairs = Pair.objects.complete().filter(
        session__program__region__code=region, session__program__code=code, group="participant"
    )
    primary = pairs.filter(
        indicator__programindicator__is_primary=True,
        indicator__programindicator__program__code=code,
        indicator__programindicator__program__region__code=region,
        wave=wave,
    )
    return mean(pair.after - pair.before for pair in primary)


def test_some_programmes_work_one_does_not_and_one_gets_worse(demo, db):
    assert change("36.74", "MW26") > 3  # δ of tepat_waktu
    assert change("36.74", "KE26") < -5  # minutes at the counter: fewer is better
    assert abs(change("36.74", "MP26")) < 1  # δ of deviasi_jadwal is 2
    assert change("12.75", "MW26") < -1.5


def test_there_are_missing_pairs_and_a_comparison_list(demo, db):
    pairs = Pair.objects.filter(session__program__is_demo=True)
    assert pairs.filter(after=None).count() > 50
    assert ComparisonMember.objects.count() == 24
    assert pairs.filter(group="comparison", after__isnull=False).count() > 15


def test_tests_reach_their_ceiling_and_absence_has_its_reasons(demo, db):
    rows = Participation.objects.filter(session__program__is_demo=True)
    assert rows.filter(posttest=100).count() > 10
    assert set(rows.filter(status="absent").values_list("absence_reason", flat=True)) >= {
        *("tugas_mendadak", "bentrok_jadwal", "dinas_luar", "sakit")
    }
    assert not rows.filter(status="absent", absence_reason="").exists()


def test_forms_are_closed_open_and_one_is_below_the_threshold(demo, db):
    surveys = Survey.objects.filter(session__program__is_demo=True)
    states = Counter(surveys.values_list("status", flat=True))
    assert states["closed"] > 80
    assert states["open"] > 4
    below = surveys.filter(submitted_at_close__lt=5).values_list("session__code", flat=True)
    assert sorted(below) == ["CK26-4", "SU26-2"]
    assert ClosedComment.objects.filter(text__contains="bentrok dengan jam pelayanan").exists()


def test_comments_of_older_forms_are_read_and_have_themes_and_younger_ones_wait(demo, db):
    comments = ClosedComment.objects.filter(survey__session__program__is_demo=True)
    states = comments.counted_by_state()
    assert set(states) == {"shown", "pending"}
    assert min(states.values()) > 100
    themed = comments.exclude(theme=None)
    assert set(themed.values_list("state", flat=True)) == {"shown"}
    clash = themed.filter(text__contains="bentrok dengan jam pelayanan")
    assert set(clash.values_list("theme__code", flat=True)) == {"waktu"}


def test_the_trail_tells_of_forms_not_of_rows(demo, db):
    forms = Survey.objects.filter(session__program__is_demo=True).count()
    assert Entry.objects.count() <= 2 * forms + 10


def test_sessions_lie_before_around_and_after_the_demos_day(demo, db):
    sessions = Session.objects.filter(program__is_demo=True)
    assert sessions.filter(ends_on__lt=date(2026, 1, 1)).count() >= 6
    assert sessions.filter(starts_on__gt=date(2026, 11, 22)).count() >= 3
    assert sessions.filter(starts_on__lte=date(2026, 11, 22), ends_on__gt=date(2026, 11, 22))
    regions = Program.objects.filter(is_demo=True).values_list("region__code", flat=True)
    assert min(Counter(regions).values()) >= 5


def test_the_scale_writes_what_closing_and_pairing_leave(tangsel, db):
    numbers = Numbers(Random(1))
    counts = scale.load_scale(tangsel, numbers, sessions=3, participants=12, raw=True)
    assert counts == {"angkatan untuk uji beban": 3, "peserta": 36}
    made = Survey.objects.filter(session__program__code="UB001")
    assert Pair.objects.complete().filter(session__program__code="UB001").count() == 36
    assert ClosedResponse.objects.filter(survey__in=made).count() == 36
    per_item = Counter()
    counted = AnswerTally.objects.filter(survey=made[0]).values_list("question", "count")
    for question, count in counted:
        per_item[question] += count
    assert list(per_item.values()) == [12] * 20
    sizes = DimensionSummary.objects.filter(survey__in=made).values_list("n", flat=True)
    assert set(sizes) == {12}


@pytest.mark.parametrize("options", [{"sessions": -1}, {"sessions": 2, "participants": 0}])
def test_a_size_that_makes_no_sense_is_refused(db, options):
    with pytest.raises(CommandError, match="Jumlah angkatan tidak boleh negatif"):
        call_command("seed_demo", **options)
