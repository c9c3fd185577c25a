"""What the sums of pairs alone tell a patient attacker who has all answers of both waves."""

import random
from collections import Counter

from surveys.models import PairMoments, Question
from surveys.tests import attacks
from surveys.tests.test_pair_attacks import ANSWERED_TWICE, Waves


def test_sums_and_histograms_do_not_tell_who_is_who(engine, region):
    """Swap partners until all sums agree: the pairs found are still not the people."""
    rounds = []
    while len(rounds) < attacks.ROUNDS:
        waves = Waves(region, 10 + len(rounds))
        rounds.append(right_by_sums(waves))
        if rounds[-1] <= attacks.LIMIT:
            break
    assert rounds[-1] <= attacks.LIMIT, rounds


def right_by_sums(waves):
    first, second = ({}, {})
    for side, form in zip((first, second), waves.forms, strict=True):
        for answers in form.closed_responses.values_list("answers", flat=True):
            side[waves.read(form, answers)] = answers
    people = list(range(ANSWERED_TWICE))
    blocks = [
        ([first[n] for n in people], [second[n] for n in people], moments)
        for moments in PairMoments.objects.filter(session=waves.session)
    ]
    return solved([valued(waves, *block) for block in blocks], people)


def valued(waves, first, second, moments):
    """Persons' values before and after of one dimension, and the histogram to reach."""
    ids = [
        {q.key: str(q.pk) for q in Question.objects.of(form.questionnaire)} for form in waves.forms
    ]

    def mean(answers, known):
        return sum(answers[known[key]] for key in moments.keys) / len(moments.keys)

    before = [mean(answers, ids[0]) for answers in first]
    after = [mean(answers, ids[1]) for answers in second]
    wanted = {round(float(change), 4): n for change, n in moments.differences.items()}
    return before, after, wanted


def solved(blocks, people, tries=20_000):
    """Hill-climb over matchings towards the histograms; return how many pairs are right."""
    lots = random.Random(1)
    match = lots.sample(people, len(people))

    def distance():
        total = 0
        for before, after, wanted in blocks:
            seen = Counter(round(after[two] - before[one], 4) for one, two in enumerate(match))
            total += sum(abs(seen[c] - wanted.get(c, 0)) for c in seen.keys() | wanted.keys())
        return total

    best = distance()
    for _ in range(tries):
        if not best:
            break
        one, two = lots.sample(people, 2)
        match[one], match[two] = match[two], match[one]
        if (found := distance()) <= best:
            best = found
        else:
            match[one], match[two] = match[two], match[one]
    return sum(one == two for one, two in enumerate(match))


def test_control_the_solver_finds_people_where_each_change_is_of_one_person():
    before = [float(3**n) for n in range(8)]
    after = [value + 2**n for n, value in enumerate(before)]
    histogram = {2.0**n: 1 for n in range(8)}
    assert solved([(before, after, histogram)], list(range(8))) == 8
