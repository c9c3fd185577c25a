"""Four hundred days of one programme of thirty people; only the clock of the worker is called.

Everything that people do is done here: they answer, move, retire, are recorded as present. Opening,
inviting, reminding, closing, sealing and destroying keys must happen by themselves.
"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from organization.models import Employee
from programs.actions import add_session, add_subject
from programs.models import Participation, Session, Subject
from programs.tests.factories import make_employee, make_program, make_unit, place
from surveys import keys
from surveys.actions import PRESETS, take_preset
from surveys.models import (
    AnswerTally,
    ClosedPseudonym,
    DimensionSummary,
    Invitation,
    PairMoments,
    PlannedSurvey,
    ReminderRun,
    Survey,
)
from surveys.tests import databases
from surveys.tests.factories import answer
from surveys.tests.plans import set_clock
from workspace.clock import ask_for_what_is_due

templates = databases.templates
engine = databases.engine
region = databases.region
on_sqlite = pytest.mark.parametrize(
    "engine", [pytest.param("sqlite", marks=pytest.mark.sqlite)], indirect=True
)
FIRST = date(2026, 1, 12)
BEGINS, ENDS = date(2026, 2, 2), date(2026, 2, 4)
DAYS = 400


class Office:
    """Ten units of three participants and a head each, and what happens to them."""

    def __init__(self, region):
        self.region = region
        self.units = [make_unit(region) for _ in range(10)]
        self.heads = [self.hire(unit, f"Kepala {n}") for n, unit in enumerate(self.units)]
        for head in self.heads:
            head.placements.update(is_head=True)
        program = make_program(region, form=3)  # teknis: three and six months
        take_preset(program=program, preset=PRESETS["technical"], actor=None)
        self.session = add_session(
            session=Session(program=program, number="1", starts_on=BEGINS, ends_on=ENDS), actor=None
        )
        subject = Subject(session=self.session, name="Prioritas", taught_on=date(2026, 2, 3))
        add_subject(subject=subject, trainer_name="", institution="", actor=None)
        self.people = [
            Participation.objects.create(
                session=self.session,
                employee=self.hire(self.units[n // 3], f"Peserta {n:02}"),
                status="appointed",
            )
            for n in range(30)
        ]

    def hire(self, unit, name):
        person = make_employee(self.region, unit=unit, name=name)
        Employee.objects.filter(pk=person.pk).update(email=f"p{person.pk}@contoh.id")
        return person

    def move(self, person, unit, day, **fields):
        person.placements.update(ends_on=day - timedelta(days=1))
        place(person, unit, starts_on=day, **fields)

    # --- what people do on a day -------------------------------------------------------------
    def attend(self):
        self.session.participations.update(status="completed")

    def first_alumnus_moves(self):
        self.move(self.people[0].employee, self.units[9], date(2026, 2, 20))

    def second_alumnus_moves(self):
        self.move(self.people[3].employee, self.units[8], date(2026, 4, 20))

    def third_alumnus_retires(self):
        Employee.objects.filter(pk=self.people[6].employee_id).update(is_active=False)

    def superior_is_replaced(self):
        self.move(self.heads[3], self.units[0], date(2026, 3, 1))
        self.successor = self.hire(self.units[0], "Pengganti")
        self.move(self.successor, self.units[3], date(2026, 3, 1), is_head=True)

    # --- what they answer --------------------------------------------------------------------
    def of(self, code, audience_round=1):
        survey = Survey.objects.get(questionnaire__code=code, round=audience_round)
        invited = survey.invitations.awaiting().select_related("survey", "participation", "rater")
        return sorted(invited, key=lambda one: one.participation_id)

    def answer_before(self):
        for one in self.of("F0")[:24]:
            answer(one, 2)

    def answer_last_day(self):
        for n, one in enumerate(self.of("F1S")[:27]):
            answer(one, 4 if n < 20 else 3)

    def answer_about_trainer(self):
        for one in self.of("F2")[:12]:
            answer(one, 3)

    def answer_after_three_months(self):
        for one in self.of("F3")[:20]:
            answer(one, 3)
        for one in self.of("F4"):
            if one.rater != self.heads[9]:
                answer(one, 4)

    def answer_after_the_reminder(self):
        for one in self.of("F3")[:5]:
            answer(one, 2)

    def answer_after_six_months(self):
        for one in self.of("F3", 2)[:10]:
            answer(one, 4)


CHRONICLE = {  # in the evening of the day, after the worker has done its round
    date(2026, 1, 27): Office.answer_before,
    date(2026, 2, 3): Office.answer_about_trainer,
    date(2026, 2, 4): Office.answer_last_day,
    date(2026, 2, 6): Office.attend,
    date(2026, 2, 20): Office.first_alumnus_moves,
    date(2026, 3, 1): Office.superior_is_replaced,
    date(2026, 4, 1): Office.third_alumnus_retires,
    date(2026, 4, 20): Office.second_alumnus_moves,
    date(2026, 5, 5): Office.answer_after_three_months,
    date(2026, 5, 13): Office.answer_after_the_reminder,
    date(2026, 8, 4): Office.answer_after_six_months,
}
GONE = date(2026, 9, 22)  # 30 days after the last wave closed: August 23 + 30


def held_keys():
    names = Survey.objects.exclude(pseudonym_key="").values_list("pseudonym_key", flat=True)
    return [name for name in set(names) if keys.store().holds(name)]


@pytest.fixture
def year(engine, region, settings, monkeypatch):
    """Live through the days; return the office and what was seen of the pseudonym keys."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.SENDS_EMAIL = True
    set_clock(monkeypatch, FIRST)
    office, seen = Office(region), {}
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        set_clock(monkeypatch, day)
        cache.clear()  # what the worker remembers for an hour is over
        ask_for_what_is_due(timezone.now())
        CHRONICLE.get(day, lambda _office: None)(office)
        if day in {GONE - timedelta(days=1), GONE}:
            seen[day] = (len(held_keys()), ClosedPseudonym.objects.count())
    return office, seen


def raters(number):
    """Return {name of the atasan: how many alumni} of a wave."""
    invited = Invitation.objects.filter(survey__questionnaire__code="F4", survey__round=number)
    return dict(Counter(invited.values_list("rater__name", flat=True)))


def reason(number, person):
    about = Invitation.objects.filter(survey__questionnaire__code="F4", survey__round=number)
    found = about.select_related("rater").get(participation=person)
    return found.rater.name, found.reason


def scores(code, number, key):
    """Return {value: people} of one item, and who neither answered nor skipped."""
    tallies = AnswerTally.objects.filter(survey__questionnaire__code=code, survey__round=number)
    return dict(tallies.filter(question__key=key).values_list("value", "count"))


@pytest.mark.slow
@on_sqlite
def test_a_programme_is_evaluated_by_itself(year):
    office, seen = year
    lives = {
        (survey.questionnaire.code, survey.round): (
            survey.opened_on, survey.closed_on, survey.invited_at_close,
            survey.submitted_at_close, survey.status,
        )
        for survey in Survey.objects.select_related("questionnaire")
    }  # fmt: skip
    assert lives == {
        ("F0", 1): (date(2026, 1, 26), date(2026, 2, 2), 30, 24, "sealed"),
        ("F2", 1): (date(2026, 2, 3), date(2026, 2, 10), 30, 12, "sealed"),
        ("F1S", 1): (date(2026, 2, 4), date(2026, 2, 11), 30, 27, "sealed"),
        ("F3", 1): (date(2026, 5, 5), date(2026, 5, 26), 29, 25, "sealed"),  # 30 - 1 retired
        ("F4", 1): (date(2026, 5, 5), date(2026, 5, 26), 29, 25, "sealed"),  # 29 - 4 of Kepala 9
        ("F3", 2): (date(2026, 8, 3), date(2026, 8, 24), 29, 10, "sealed"),
        ("F4", 2): (date(2026, 8, 3), date(2026, 8, 24), 29, 0, "sealed"),
    }
    assert set(PlannedSurvey.objects.values_list("status", flat=True)) == {"opened"}
    _right_raters_were_asked(office)
    _those_missing_were_reminded()
    _results_are_those_counted_by_hand()
    _keys_are_gone(seen)


def _right_raters_were_asked(office):
    others = {f"Kepala {n}": 3 for n in range(4, 8)}
    assert raters(1) == others | {
        "Kepala 0": 2, "Kepala 1": 3, "Kepala 2": 2, "Pengganti": 3, "Kepala 8": 3, "Kepala 9": 4,
    }  # fmt: skip
    assert raters(2) == others | {
        "Kepala 0": 2, "Kepala 1": 2, "Kepala 2": 2, "Pengganti": 3, "Kepala 8": 4, "Kepala 9": 4,
    }  # fmt: skip
    moved, later, _retired, of_successor = (office.people[n] for n in (0, 3, 6, 9))
    assert reason(1, moved) == (
        "Kepala 9",
        "Atasan langsung sejak 20 Februari 2026 (75 hari setelah pelatihan)",  # 9 + 31 + 30 + 5
    )
    assert reason(1, later) == (
        "Kepala 1",  # 24 of February, 31 of March, 19 of April
        "Atasan langsung 5 Februari 2026 s.d. 19 April 2026 (74 hari setelah pelatihan)",
    )
    assert reason(2, later) == (
        "Kepala 8",  # 11 of April, 31 of May, 30 of June, 31 of July, 3 of August
        "Atasan langsung sejak 20 April 2026 (106 hari setelah pelatihan)",
    )
    assert reason(1, of_successor) == (
        "Pengganti",
        "Atasan langsung sejak 1 Maret 2026 (66 hari setelah pelatihan)",  # 31 + 30 + 5
    )


def _those_missing_were_reminded():
    runs = ReminderRun.objects.values_list(
        "survey__questionnaire__code", "survey__round", "day", "count"
    )
    late = sorted(run for run in runs if run[0] in {"F3", "F4"})
    assert late == [
        ("F3", 1, date(2026, 5, 12), 9),  # 29 - 20
        ("F3", 1, date(2026, 5, 19), 4),  # 9 - 5
        ("F3", 2, date(2026, 8, 10), 19),  # 29 - 10
        ("F3", 2, date(2026, 8, 17), 19),
        ("F4", 1, date(2026, 5, 12), 1),  # Kepala 9, for all four at once
        ("F4", 1, date(2026, 5, 19), 1),
        ("F4", 2, date(2026, 8, 10), 10),  # ten atasan
        ("F4", 2, date(2026, 8, 17), 10),
    ]
    to_raters = [one for one in mail.outbox if one.subject.startswith("Pascapelatihan atasan")]
    assert len(to_raters) == 20  # ten atasan a wave, one message each
    [to_ninth] = [one for one in to_raters[:10] if "Kepala 9" in one.body]
    assert to_ninth.body.count("Tautan pribadi:") == 4


def _results_are_those_counted_by_hand():
    assert scores("F0", 1, "P-KOM-2") == {"2": 24}
    assert scores("F1S", 1, "R-MAT-1") == {"4": 20, "3": 7}
    assert scores("F2", 1, "R-NAR-1") == {"3": 12}
    assert scores("F3", 1, "B-TER-1") == {"3": 20, "2": 5}
    assert scores("F3", 2, "B-TER-1") == {"4": 10}
    assert scores("F4", 1, "B-TER-1") == {"4": 25}
    assert scores("F4", 2, "B-TER-1") == {}
    [applied] = DimensionSummary.objects.filter(
        survey__questionnaire__code="F3", survey__round=1, dimension="Penerapan"
    )
    assert (applied.n, applied.total, applied.squares) == (25, 70.0, 200.0)  # 60 + 10; 180 + 20
    pairs = PairMoments.objects.filter(
        before__questionnaire__code="F0", after__questionnaire__code="F1S"
    )
    assert pairs.count() == 3  # Kompetensi, Kepercayaan diri, Motivasi
    for pair in pairs:  # 24 answered both: 2 before; then 20 times 4 and 4 times 3
        assert (pair.n, pair.sum_before, pair.sum_after) == (24, 48.0, 92.0)
        assert pair.differences == {"1": 4, "2": 20}


def _keys_are_gone(seen):
    people = 24 + 27 + 25 + 25 + 10  # of the confidential forms
    assert seen == {GONE - timedelta(days=1): (1, people), GONE: (0, 0)}
    for survey in Survey.objects.all():
        assert not keys.store().holds(survey.link_key)
    assert set(Survey.objects.values_list("pseudonym_key", flat=True)) == {""}
    kept = {path.name for path in keys.store().directory.iterdir()}
    assert not kept & set(Survey.objects.values_list("link_key", flat=True))
