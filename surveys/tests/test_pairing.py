"""What stays of pairs when a wave closes: sums by hand, and nothing about small groups."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)
from surveys import keys
from surveys.actions import close_survey, destroy_pseudonyms, open_survey, submit
from surveys.models import (
    ClosedPseudonym,
    PairMoments,
    Pseudonym,
    Question,
    Questionnaire,
    Response,
    Scale,
    Survey,
)
from surveys.tests.factories import make_crowd, make_recent_session, preset

TODAY = timezone.localdate()
CHANGES = {"Kompetensi": "P-KOM-1", "Kepercayaan diri": "P-PD-1", "Motivasi": "P-MOT-1"}


@pytest.fixture
def session(tangsel):
    return make_recent_session(tangsel)


def open_form(session, code, *, questionnaire=None, audience="participants", **fields):
    fields = {"promise": "confidential", "closes_on": TODAY + timedelta(days=7)} | fields
    questionnaire = questionnaire or preset(code)
    return open_survey(
        session=session, questionnaire=questionnaire, audience=audience, actor=None, **fields
    )


def fill(survey, answers_of):
    """Send the form of each person for whom answers_of(employee) gives {question key: value}."""
    ids = {(q.key, q.round): str(q.pk) for q in Question.objects.of(survey.questionnaire)}
    for invitation in survey.invitations.with_page().select_related("rater"):
        about = invitation.participation.employee if invitation.participation else None
        given = answers_of(about or invitation.rater)
        if given is not None:
            named = {key if isinstance(key, tuple) else (key, ""): v for key, v in given.items()}
            submit(invitation=invitation, answers={ids[key]: v for key, v in named.items()})
    close_survey(survey=survey, actor=None)


def employees(session):
    return [
        one.employee for one in session.participations.order_by("pk").select_related("employee")
    ]


def both_waves(session, before, after, **fields):
    """F0 and F1S; the n-th person gives before[n] and after[n] throughout (None: sends nothing)."""
    people = {person.pk: number for number, person in enumerate(employees(session))}
    forms = [open_form(session, code, **fields) for code in ("F0", "F1S")]
    for form, values in zip(forms, (before, after), strict=True):
        shared = ("P-KOM-1", "P-PD-1", "P-MOT-1")
        asked = {q.key for q in Question.objects.of(form.questionnaire)} & set(shared)

        def answers(person, values=values, asked=asked):
            value = values[people[person.pk]]
            return None if value is None else dict.fromkeys(asked, value)

        fill(form, answers)
    return forms


# --- two forms -----------------------------------------------------------------------------------
@pytest.mark.parametrize("promise", ["confidential", "named"])
def test_answers_before_and_after_are_summed_up_by_person(session, promise):
    make_crowd(session, 7)
    first, second = both_waves(
        session, [1, 2, 2, 3, 4, 2, None], [2, 3, 2, 4, 3, None, 4], promise=promise
    )
    found = PairMoments.objects.filter(before=first, after=second)
    motivation = found.get(dimension="Motivasi")
    assert (motivation.kind, motivation.scale) == ("repeated", "setuju-4")
    assert motivation.keys == ["P-MOT-1"]
    assert (motivation.n, motivation.n_before, motivation.n_after) == (5, 6, 6)
    assert (motivation.sum_before, motivation.sum_after) == (12, 14)  # 1+2+2+3+4, 2+3+2+4+3
    assert (motivation.square_before, motivation.square_after) == (34, 42)  # 1+4+4+9+16, …
    assert motivation.product == 36  # 2 + 6 + 4 + 12 + 12
    assert motivation.differences == {"-1": 1, "0": 1, "1": 3}


def test_a_person_is_the_mean_of_the_items_asked_both_times(session):
    make_crowd(session, 5)
    before = open_form(session, "F0")
    fill(before, lambda _person: {"P-MOT-1": 1, "P-MOT-2": 2})
    after = open_form(session, "F1")
    fill(after, lambda _person: {"P-MOT-1": 4, "P-MOT-2": 3, "P-MOT-3": 1})
    found = PairMoments.objects.get(dimension="Motivasi")
    assert found.keys == ["P-MOT-1", "P-MOT-2"]  # the third was not asked before
    assert (found.sum_before, found.sum_after) == (7.5, 17.5)  # 5 x 1.5, 5 x 3.5
    assert found.differences == {"2": 5}


def test_pairs_of_four_are_not_kept_and_pairs_of_five_are(session):
    make_crowd(session, 5)
    both_waves(session, [1, 2, 3, 4, 4], [1, 2, 3, 4, None])
    assert PairMoments.objects.count() == 0
    another = make_recent_session(session.program.region)
    make_crowd(another, 5)
    both_waves(another, [1, 2, 3, 4, 4], [1, 2, 3, 4, 4])
    assert {found.n for found in PairMoments.objects.all()} == {5}


def test_named_and_confidential_forms_are_never_joined(session):
    make_crowd(session, 6)
    fill(open_form(session, "F0", promise="named"), lambda _person: {"P-MOT-1": 2})
    fill(open_form(session, "F1S"), lambda _person: {"P-MOT-1": 3})
    assert PairMoments.objects.count() == 0


def test_anonymous_forms_of_two_days_are_never_joined(session):
    make_crowd(session, 6)
    both_waves(session, [2] * 6, [3] * 6, promise="anonymous")
    assert PairMoments.objects.count() == 0


def test_without_the_key_nothing_can_be_joined(session):
    make_crowd(session, 6)
    first = open_form(session, "F0")
    fill(first, lambda _person: {"P-MOT-1": 2})
    keys.store().destroy(first.pseudonym_key)
    fill(open_form(session, "F1S"), lambda _person: {"P-MOT-1": 3})
    assert PairMoments.objects.count() == 0


def test_forms_opened_too_late_to_be_paired_close_without_pairs(tangsel):
    session = make_session(make_program(tangsel), starts_on=date(2024, 3, 4))
    make_crowd(session, 6)
    both_waves(session, [2] * 6, [3] * 6)
    assert PairMoments.objects.count() == 0


def supervised(session, number, *, heads=3):
    """So many alumni, in units each with a head of its own."""
    region = session.program.region
    units = [make_unit(region) for _ in range(heads)]
    for unit in units:
        make_employee(region, unit=unit).placements.update(is_head=True)
    for place in range(number):
        person = make_employee(region, unit=units[place % heads])
        make_participation(session, employee=person, status="completed")


def test_alumni_are_set_beside_what_their_superiors_say(session):
    supervised(session, 6)
    alumni = open_form(session, "F3", audience="alumni")
    key = next(
        q.key for q in Question.objects.of(preset("F4")) if q.key.startswith("B-TER") and q.scale
    )
    numbers = {person.pk: number for number, person in enumerate(employees(session))}
    own, judged = [4, 3, 3, 2, 4, 4], [3, 3, 2, 2, 4, 1]
    fill(alumni, lambda person: {key: own[numbers[person.pk]]})
    superiors = open_form(session, "F4", audience="supervisors")
    fill(superiors, lambda person: {key: judged[numbers[person.pk]]})
    found = PairMoments.objects.get(dimension="Penerapan")
    assert (found.kind, found.before, found.after, found.n) == ("rated", alumni, superiors, 6)
    assert (found.sum_before, found.sum_after) == (20, 15)
    assert found.differences == {"-3": 1, "-1": 2, "0": 3}


@pytest.mark.parametrize("people", [6, 30])
def test_pairing_takes_the_same_number_of_queries_for_few_and_many(
    session, people, django_assert_num_queries
):
    make_crowd(session, people)
    fill(open_form(session, "F0"), lambda _person: {"P-MOT-1": 2})
    after = open_form(session, "F1S")
    item = Question.objects.of(after.questionnaire).get(key="P-MOT-1")
    for invitation in after.invitations.with_page():
        submit(invitation=invitation, answers={str(item.pk): 3})
    # 30 of any form - 1 (no comments) + 1 typed paper forms + 1 pseudonyms that move; then forms to
    # pair, questions of the other, answers, pseudonyms and senders of both (6), the sums: 31 + 9
    with django_assert_num_queries(40):
        close_survey(survey=after, actor=None)
    assert {found.n for found in PairMoments.objects.all()} == {people}


# --- one page -------------------------------------------------------------------------------------
def make_retrospective(region):
    """A form that asks the same ability about before and about now."""
    form = Questionnaire.objects.create(
        region=region, code="KEM", title="Kemampuan", audience="participants"
    )
    section = form.sections.create(position=1, title="Kemampuan")
    for position, turn in enumerate(("before", "after"), start=1):
        section.questions.create(
            position=position, key="K-1", text="Menyusun anggaran", dimension="Kemampuan",
            level=2, round=turn, scale=Scale.objects.get(code="kemampuan-4"),
        )  # fmt: skip
    return form


@pytest.mark.parametrize("promise", ["anonymous", "confidential", "named"])
def test_before_and_now_on_one_page_are_paired_under_any_promise(session, promise):
    make_crowd(session, 3)
    form = make_retrospective(session.program.region)
    survey = open_form(session, "", questionnaire=form, promise=promise)
    given = {
        person.pk: values
        for person, values in zip(employees(session), [(1, 3), (2, 3), (2, "skipped")], strict=True)
    }
    fill(
        survey,
        lambda person: {
            ("K-1", "before"): given[person.pk][0],
            ("K-1", "after"): given[person.pk][1],
        },
    )
    found = PairMoments.objects.get()
    assert (found.kind, found.before, found.after) == ("retrospective", survey, survey)
    assert (found.dimension, found.keys) == ("Kemampuan", ["K-1"])
    assert (found.n, found.n_before, found.n_after) == (2, 3, 2)
    assert (found.sum_before, found.sum_after, found.product) == (3, 6, 9)  # 1+2, 3+3, 3+6
    assert found.differences == {"1": 1, "2": 1}


# --- the end of pseudonyms ------------------------------------------------------------------------
def test_after_the_printed_date_only_the_sums_are_there(session):
    make_crowd(session, 6)
    first, _second = both_waves(session, [2] * 6, [3] * 6)
    until = first.pseudonyms_until
    assert destroy_pseudonyms(until - timedelta(days=1)) == 0
    assert (ClosedPseudonym.objects.count(), keys.store().holds(first.pseudonym_key)) == (12, True)
    assert destroy_pseudonyms(until) == 12  # 6 people in 2 forms
    assert not keys.store().holds(first.pseudonym_key)
    assert not ClosedPseudonym.objects.exists()
    assert set(Survey.objects.values_list("pseudonym_key", flat=True)) == {""}
    assert {found.n for found in PairMoments.objects.all()} == {6}
    assert destroy_pseudonyms(until) == 0


def test_a_form_still_open_on_the_printed_date_loses_its_pseudonyms_too(session):
    make_crowd(session, 2)
    survey = open_form(session, "F1S")
    ids = [str(q.pk) for q in Question.objects.of(survey.questionnaire) if q.scale]
    first, last = survey.invitations.with_page()
    submit(invitation=first, answers=dict.fromkeys(ids, 3))
    assert destroy_pseudonyms(survey.pseudonyms_until) == 1
    assert not Pseudonym.objects.exists()
    late = survey.invitations.with_page().get(pk=last.pk)
    submit(invitation=late, answers=dict.fromkeys(ids, 3))
    assert (Response.objects.count(), Pseudonym.objects.count()) == (2, 0)


def test_when_destruction_is_cut_short_the_next_day_ends_it(session, monkeypatch):
    make_crowd(session, 6)
    first, _second = both_waves(session, [2] * 6, [3] * 6)
    until = first.pseudonyms_until
    with monkeypatch.context() as broken:
        broken.setattr(ClosedPseudonym, "objects", None)
        with pytest.raises(AttributeError):
            destroy_pseudonyms(until)
    assert not keys.store().holds(first.pseudonym_key)
    assert destroy_pseudonyms(until + timedelta(days=1)) == 12
    assert not ClosedPseudonym.objects.exists()
