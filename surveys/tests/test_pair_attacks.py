"""Part D on real databases: what a dump tells of two waves, without the key, with it, and after.

F0 spells a person's number in its answers and F1S another number of the same person that is drawn
at random, so that only storage could tell which two belong together. "Right" counts people.
"""

import hashlib
import hmac
import random
from collections import Counter

import pytest
from django.db import connection

from organization.models import Employee
from programs.tests.factories import make_employee, make_participation, make_unit
from surveys import keys
from surveys.actions import close_survey, destroy_pseudonyms, open_survey, seal_surveys, submit
from surveys.actions.pairing import _side
from surveys.models import ClosedPseudonym, PairMoments, Question, Survey
from surveys.tests import attacks
from surveys.tests.factories import make_crowd, make_recent_session, preset
from surveys.tests.test_pairing import TODAY

PEOPLE, ANSWERED_TWICE = 40, 34
NAIVE = "the same in every form"
MOMENTS = (
    "n",
    "sum_before",
    "sum_after",
    "square_before",
    "square_after",
    "product",
    "differences",
)


class Waves:
    """Two confidential waves of one session; six people answer only the first."""

    def __init__(self, region, seed):
        self.session = make_recent_session(region)
        make_crowd(self.session, PEOPLE)
        self.forms = [self.opened(code) for code in ("F0", "F1S")]
        drawn, people = random.Random(seed), list(range(PEOPLE))
        employees = list(
            self.session.participations.order_by("pk").values_list("employee", flat=True)
        )
        self.number = dict(zip(employees, people, strict=True))
        self.second = drawn.sample(people, PEOPLE)  # what the n-th person spells in F1S
        for form, spelt, count in (
            (self.forms[0], people, PEOPLE),
            (self.forms[1], self.second, ANSWERED_TWICE),
        ):
            invitations = list(form.invitations.with_page())
            drawn.shuffle(invitations)
            for invitation in invitations:
                number = self.number[invitation.rater_id]
                if number < count:
                    submit(invitation=invitation, answers=self.spell(form, spelt[number]))
            close_survey(survey=form, actor=None)
        seal_surveys()

    def opened(self, code):
        return open_survey(
            session=self.session, questionnaire=preset(code), audience="participants",
            promise="confidential", closes_on=TODAY, actor=None,
        )  # fmt: skip

    def items(self, form):
        return [str(q.pk) for q in Question.objects.of(form.questionnaire) if q.scale_id]

    def spell(self, form, number):
        return {
            item: number // 4 ** (place % 4) % 4 + 1 for place, item in enumerate(self.items(form))
        }

    def read(self, form, answers):
        """Return whose answers these are."""
        spelt = sum((answers[item] - 1) * 4**n for n, item in enumerate(self.items(form)[:4]))
        return spelt if form == self.forms[0] else self.second.index(spelt)

    def stored(self, form):
        """What a dump holds of a form: [(person, rater, subject)], in the order of its keys."""
        rows = ClosedPseudonym.objects.filter(response__survey=form).order_by("pk")
        columns = ("response__answers", "rater", "subject")
        return [
            (self.read(form, answers), *names) for answers, *names in rows.values_list(*columns)
        ]

    def orders(self, form):
        """The orders of a form's answers that storage or pseudonyms suggest, as people."""
        where = f"survey_id = {form.pk} AND id IN (SELECT response_id FROM surveys_closedpseudonym)"
        ways = [attacks.by_key, attacks.by_scan]
        ways += [attacks.by_rowid] if connection.vendor == "sqlite" else [attacks.by_ctid]
        found = [self.people_in(form, way("surveys_closedresponse", "id", where)) for way in ways]
        rows = self.stored(form)
        return [*found, *([row[0] for row in sorted(rows, key=lambda r: r[n])] for n in (1, 2))]

    def people_in(self, form, ids):
        answers = dict(form.closed_responses.values_list("pk", "answers"))
        return [self.read(form, answers[pk]) for pk in ids]

    # --- attacks; each returns how many people were found ----------------------------------------
    def joined_by_pseudonym(self):
        """Answers of both forms whose pseudonyms are equal, of the same person."""
        first, second = (self.stored(form) for form in self.forms)
        return sum(
            person == other
            for person, *names in first
            for other, *others in second
            if set(names) & set(others)
        )

    def joined_by_order(self):
        """The best guess over every two orders of the two forms, among those who sent both."""
        first, second = (self.orders(form) for form in self.forms)
        first = [[person for person in order if person < ANSWERED_TWICE] for order in first]
        return max(attacks.best_link(first, order) for order in second)

    def named_by_order(self):
        """The best guess of who wrote F0, by the orders of people that a dump holds."""
        by_name = Employee.objects.filter(pk__in=self.number).order_by("name")
        people = [
            list(range(PEOPLE)),
            [self.number[pk] for pk in by_name.values_list("pk", flat=True)],
            [
                self.number[pk]
                for pk in self.forms[0].invitations.order_by("pk").values_list("rater", flat=True)
            ],
        ]
        return max(attacks.best_link(people, order) for order in self.orders(self.forms[0]))

    def named_by_guessing(self, *guesses):
        """Pseudonyms made anew from each guessed key, as the code makes them."""
        found = set()
        for key in guesses:
            for form in self.forms:
                names = {rater: person for person, rater, _subject in self.stored(form)}
                made = {
                    keys.pseudonyms(key, form.pk, pk, pk)[0]: n for pk, n in self.number.items()
                }
                found |= {(form.pk, n) for name, n in made.items() if names.get(name) == n}
        return len(found)


@pytest.fixture
def naive(monkeypatch):
    """Pseudonyms that do not differ from form to form: the positive control."""

    def pseudonyms(key, _survey, rater, subject):
        def name(one):
            return hmac.new(key, f"{NAIVE}:{one}".encode(), hashlib.sha256).hexdigest()

        return name(rater), name(subject)

    monkeypatch.setattr(keys, "pseudonyms", pseudonyms)


def guesses(survey):
    """Everything in the database that might be a key, and what people try first."""
    names = [survey.pseudonym_key, survey.link_key, survey.code, "", "rahasia", "0" * 64]
    return [name.encode() for name in names]


# --- without the key ------------------------------------------------------------------------------
def test_without_the_key_nothing_links_two_waves_or_answers_to_people(engine, region):
    for seed in range(attacks.ROUNDS):
        waves = Waves(region, seed)
        found = {
            "waves by pseudonym": waves.joined_by_pseudonym(),
            "waves by order": waves.joined_by_order(),
            "people by order": waves.named_by_order(),
            "people by guessing": waves.named_by_guessing(*guesses(waves.forms[0])),
        }
        if max(found.values()) <= attacks.LIMIT:
            break
    assert max(found.values()) <= attacks.LIMIT, found
    assert found["waves by pseudonym"] == found["people by guessing"] == 0


def test_control_pseudonyms_that_stay_the_same_link_everybody(engine, region, naive):
    waves = Waves(region, 1)
    assert waves.joined_by_pseudonym() == ANSWERED_TWICE
    assert waves.joined_by_order() == ANSWERED_TWICE  # sorted by pseudonym: the same people


def test_how_often_somebody_rated_is_in_no_pseudonym(engine, region):
    assert group_sizes(rated_by_three(region)) == {1}


def test_control_with_equal_pseudonyms_the_number_of_forms_names_the_rater(engine, region, naive):
    assert group_sizes(rated_by_three(region)) == {1, 2, 3}


def rated_by_three(region):
    """Atasan of one, two and three alumni; each rates them all."""
    session = make_recent_session(region)
    for size in (1, 2, 3):
        unit = make_unit(region)
        make_employee(region, unit=unit).placements.update(is_head=True)
        for _ in range(size):
            make_participation(
                session, employee=make_employee(region, unit=unit), status="completed"
            )
    form = open_survey(
        session=session, questionnaire=preset("F4"), audience="supervisors",
        promise="confidential", closes_on=TODAY, actor=None,
    )  # fmt: skip
    item = next(str(q.pk) for q in Question.objects.of(form.questionnaire) if q.scale_id)
    for invitation in form.invitations.with_page():
        submit(invitation=invitation, answers={item: 3})
    close_survey(survey=form, actor=None)
    return form


def group_sizes(form):
    beside = ClosedPseudonym.objects.filter(response__survey=form)
    return set(Counter(beside.values_list("rater", flat=True)).values())


# --- with the key, and after it ------------------------------------------------------------------
def test_with_the_key_the_paired_n_is_the_known_n(engine, region):
    waves = Waves(region, 2)
    assert set(PairMoments.objects.values_list("n", flat=True)) == {ANSWERED_TWICE}
    key = keys.store().read(waves.forms[0].pseudonym_key)
    assert waves.named_by_guessing(key) == PEOPLE + ANSWERED_TWICE
    first, second = (_side(form).people for form in waves.forms)
    both = first.keys() & second.keys()
    assert {waves.number[rater] for rater, _about in both} == set(range(ANSWERED_TWICE))


def test_after_the_printed_date_only_the_statistics_remain(engine, region):
    waves = Waves(region, 3)
    form = waves.forms[0]
    before = list(PairMoments.objects.order_by("pk").values_list(*MOMENTS))
    name = ClosedPseudonym.objects.values_list("rater", flat=True)[0]
    assert name in everything(engine)  # the control: the dump is the right one
    key = keys.store().read(form.pseudonym_key)
    assert destroy_pseudonyms(form.pseudonyms_until) == PEOPLE + ANSWERED_TWICE
    seal_surveys()
    assert not keys.store().holds(form.pseudonym_key)
    assert name not in everything(engine)
    assert waves.named_by_guessing(key, *guesses(form)) == 0  # not even with a stolen key
    assert [_side(one).people for one in Survey.objects.order_by("pk")] == [{}, {}]
    assert list(PairMoments.objects.order_by("pk").values_list(*MOMENTS)) == before
    assert len(before) == 3  # competence, confidence, motivation


def everything(engine):
    """All that a copy of the database holds: the file, or every row of every table."""
    if engine.vendor == "sqlite":
        return (engine.raw_bytes() + engine.raw_bytes("-wal")).decode("latin-1")
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)
