"""N7: no hidden answer can be computed from everything published (500 random programmes).

The attacker knows how many sent each form (a hidden session keeps its n), every session and merged
group that is shown, every class of a division, every dimension sum and every programme total over
every period. Closing comes in two waves, and what was published after the first stays public.
"""

import random
from itertools import combinations

from reports.disclosure import Thresholds, Viewer
from reports.disclosure.released import added_up
from reports.disclosure.surveys import ClosedForm, Question, decide, release_answers
from reports.tests.attack import Ledger

CONFIGURATIONS = 500
RULE = Thresholds()
OFF = Thresholds(group=1, stratum=1, upward=1)  # the gate switched off
SCORES = ("1", "4")
VALUES = (*SCORES, "na")
QUESTIONS = [
    Question(1, "R-MAT-1", "Materi", "s"),
    Question(2, "R-MAT-2", "Materi", "s"),
    Question(3, "B-DUK-1", "Dukungan atasan", "s"),
]
WAVES = 2


class Programme:
    """Random forms of one programme: respondents by stratum, question and value."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.audience = rng.choice(["participants", "alumni"])
        self.all_answered = rng.random() < 0.5
        strata = rng.choice([[""], ["office", "school"], ["office", "school", "health"]])
        self.forms = {}  # pk: (session, wave, {stratum: respondents})
        for pk in range(rng.randint(2, 6)):
            people = {part: rng.choice([0, 1, 2, 3, 4, 5, 9, 10, 12, 15]) for part in strata}
            self.forms[pk] = (pk // rng.choice([1, 1, 2]), rng.randrange(WAVES), people)
        self.counts = {
            (pk, part, question.pk): self._split(rng, people)
            for pk, (_, _, parts) in self.forms.items()
            for part, people in parts.items()
            for question in QUESTIONS
        }

    def _split(self, rng, people):
        given = VALUES if not self.all_answered else SCORES
        chosen = [rng.choice(given) for _ in range(people)]
        return {value: chosen.count(value) for value in VALUES}

    def respondents(self, pk):
        return sum(self.forms[pk][2].values())

    def has_strata(self):
        return any(part for _, _, parts in self.forms.values() for part in parts)

    def tallies(self, pk):
        rows = []
        for question in QUESTIONS:
            whole = dict.fromkeys(VALUES, 0)
            for part in self.forms[pk][2]:
                for value, count in self.counts[pk, part, question.pk].items():
                    whole[value] += count
                    if part:
                        rows.append((part, question.pk, value, count))
            rows += [("", question.pk, value, count) for value, count in whole.items()]
        return [row for row in rows if row[3]]

    def sums(self, pk):
        rows = []
        parts = self.forms[pk][2]
        for part in {"", *parts} if self.has_strata() else {""}:
            people = self.respondents(pk) if part == "" else parts[part]
            if people:
                rows += [(part, q.dimension, "s", people, 0.0, 0.0) for q in QUESTIONS[1:]]
        return rows

    def publications(self, limits):
        """Decide wave after wave, as closing does; return (members, released)."""
        found, taken = [], set()
        for wave in range(WAVES):
            waiting = [
                ClosedForm(pk, self.respondents(pk), 99, limits.group, limits.stratum)
                for pk, (_, closed, _) in self.forms.items()
                if closed <= wave and pk not in taken
            ]
            for block in decide(waiting, self.audience, limits).shown:
                taken |= {form.pk for form in block}
                found.append(([form.pk for form in block], self._released(block, limits)))
        return found

    def _released(self, block, limits):
        tallies = {form.pk: self.tallies(form.pk) for form in block}
        sums = {form.pk: self.sums(form.pk) for form in block}
        answers = added_up(self.audience, block, tallies, sums)
        return release_answers(answers, QUESTIONS, limits, Viewer())

    def cell(self, pks, question, value, stratum=""):
        """The terms of a count: the unknowns are form, class, question and value."""
        return {
            (pk, part, question, value): 1
            for pk in pks
            for part in self.forms[pk][2]
            if stratum in ("", part)
        }


def ledger_of(programme, publications):
    ledger = Ledger()
    for pk in programme.forms:  # n of every session is public
        for question in QUESTIONS:
            terms = {}
            for value in VALUES:
                terms |= programme.cell([pk], question.pk, value)
            ledger.publish(terms)
    for members, released in publications:
        publish_released(ledger, programme, members, released)
    publish_totals(ledger, programme, publications)
    return ledger


def publish_released(ledger, programme, members, released):
    for stratum, question in released.questions:
        for value in SCORES:
            ledger.publish(programme.cell(members, question, value, stratum))
    for stratum, dimension, _ in released.sums:
        if programme.all_answered:  # only then is the sum a linear function of the counts
            terms = {}
            for question in QUESTIONS:
                if question.dimension == dimension:
                    for value in SCORES:
                        cell = programme.cell(members, question.pk, value, stratum)
                        terms |= dict.fromkeys(cell, int(value))
            ledger.publish(terms)


def publish_totals(ledger, programme, publications):
    """Programme totals over every span of sessions: sums of whole publications."""
    sessions = sorted({session for session, _, _ in programme.forms.values()})
    for first, last in combinations([*sessions, len(sessions) + 9], 2):
        span = [s for s in sessions if first <= s < last]
        for question in QUESTIONS:
            inside = [
                pk
                for members, released in publications
                if all(programme.forms[pk][0] in span for pk in members)
                and ("", question.pk) in released.questions
                for pk in members
            ]
            for value in SCORES:
                if inside:
                    ledger.publish(programme.cell(inside, question.pk, value))


def secrets_of(programme, limits):
    """What the rule hides: counts of a form, or of a class in a form, with too few people."""
    found = {}
    for pk in programme.forms:
        for question in QUESTIONS:
            upward = question.key.startswith("B-DUK") and programme.audience == "alumni"
            n = answered(programme, pk, "", question.pk)
            for value in SCORES:
                if 0 < n < (limits.upward if upward else limits.group):
                    found[pk, "", question.pk, value] = programme.cell([pk], question.pk, value)
                for part in programme.forms[pk][2]:
                    small = 0 < answered(programme, pk, part, question.pk) < limits.stratum
                    if part and (small or upward):
                        key = (pk, part, question.pk, value)
                        found[key] = programme.cell([pk], question.pk, value, part)
    return {key: terms for key, terms in found.items() if not alone(programme, key)}


def alone(programme, key):
    """A class that is its whole session is that session: not hidden as a class."""
    pk, part, question, _ = key
    sizes = [p for p, n in programme.forms[pk][2].items() if n]
    whole = answered(programme, pk, "", question)
    upward = question == 3 and programme.audience == "alumni"
    return bool(part) and sizes == [part] and whole >= (RULE.upward if upward else RULE.group)


def answered(programme, pk, part, question):
    parts = programme.forms[pk][2] if part == "" else [part]
    return sum(programme.counts[pk, p, question][v] for p in parts for v in SCORES)


def attack(limits, wanted=lambda programme, question: True, number=CONFIGURATIONS):
    recovered = hidden = 0
    for seed in range(number):
        programme = Programme(seed)
        secrets = {
            key: terms
            for key, terms in secrets_of(programme, RULE).items()
            if wanted(programme, key[2])
        }
        found = ledger_of(programme, programme.publications(limits)).recovered(secrets)
        recovered, hidden = recovered + len(found), hidden + len(secrets)
    return recovered, hidden


def test_nothing_hidden_follows_from_everything_published():
    recovered, hidden = attack(RULE)
    assert hidden > 3000  # there was something to find
    assert recovered == 0


def test_with_the_gate_switched_off_the_attacker_recovers_nearly_all():
    # items about the superior are never divided, whatever the thresholds; a class in which all
    # said "na" stays a class without answers: neither is the attacker's fault
    def fair(programme, question):
        return programme.all_answered and question != 3

    recovered, hidden = attack(OFF, fair, 100)
    assert recovered > 0.95 * hidden > 500


def test_hiding_small_sessions_but_keeping_them_in_totals_gives_them_away():
    """Positive control of the merging: totals over all forms beside the sessions shown."""
    recovered = hidden = 0
    for seed in range(100):
        programme = Programme(seed)
        publications = programme.publications(RULE)
        ledger = ledger_of(programme, publications)
        for question in QUESTIONS:
            for value in SCORES:
                ledger.publish(programme.cell(programme.forms, question.pk, value))
        secrets = {key: terms for key, terms in secrets_of(programme, RULE).items() if key[1] == ""}
        recovered += len(ledger.recovered(secrets))
        hidden += len(secrets)
    assert recovered > 0.1 * hidden
