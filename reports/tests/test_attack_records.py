"""N7 for tests and performance: no mean of fewer than 5 and no spread of fewer than 10 people."""

import random
from itertools import combinations

from reports.disclosure import Thresholds
from reports.results.groups import merged
from reports.tests.attack import Ledger

CONFIGURATIONS = 500
RULE = Thresholds()
SIZES = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 14, 30]


def programme(seed):
    rng = random.Random(seed)
    return {session: rng.choice(SIZES) for session in range(rng.randint(1, 7))}


def spans(sessions):
    edges = [*sessions, len(sessions)]
    return [frozenset(range(first, last)) for first, last in combinations(edges, 2)]


def ledger_of(sizes, inside):
    """Sessions shown by themselves, and the sum that each period contains."""
    ledger = Ledger()
    for session, n in sizes.items():
        if n >= RULE.records:
            ledger.publish({("mean", session): 1})
        if n >= RULE.verdict:
            ledger.publish({("spread", session): 1})
    for span in spans(sizes):
        kept = [pk for unit in inside(span) for pk in unit]
        if kept:
            ledger.publish({("mean", pk): 1 for pk in kept})
        if sum(sizes[pk] for pk in kept) >= RULE.verdict:
            ledger.publish({("spread", pk): 1 for pk in kept})
    return ledger


def secrets_of(sizes):
    means = {("mean", s): {("mean", s): 1} for s, n in sizes.items() if 0 < n < RULE.records}
    spreads = {("spread", s): {("spread", s): 1} for s, n in sizes.items() if 0 < n < RULE.verdict}
    return means | spreads


def attack(rule):
    recovered = hidden = 0
    for seed in range(CONFIGURATIONS):
        sizes = programme(seed)
        secrets = secrets_of(sizes)
        found = ledger_of(sizes, rule(sizes)).recovered(secrets)
        recovered, hidden = recovered + len(found), hidden + len(secrets)
    return recovered, hidden


def test_no_small_session_follows_from_sums_over_any_period():
    recovered, hidden = attack(lambda sizes: merged(sizes, RULE).inside)
    assert hidden > 1000
    assert recovered == 0


def test_sums_over_everybody_would_give_small_sessions_away():
    def everybody(sizes):
        return lambda span: [(pk,) for pk in span if sizes[pk]]

    recovered, hidden = attack(everybody)
    assert recovered > 0.5 * hidden
