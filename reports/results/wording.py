"""The sentences of results, with their numbers; they claim no cause ("karena", "efektif")."""

from __future__ import annotations

from organization.wording import number, signed
from reports.analysis import PooledChange, Verdict
from reports.frames.scores import IndicatorRecord

POINTS = ("%", "0-100", "0–100", "25-100", "0-120", "poin", "")
WEAK = "bukti lemah: tanpa pembanding"
OPEN_BECAUSE = {
    "intervals_disagree": "dua cara menghitung belum sejalan",
    "mostly_unchanged": "lebih dari separuh nilai tidak berubah",
    "family": "belum pasti setelah koreksi untuk beberapa indikator",
}


def coverage_words(shown: int, total: int) -> str:
    """Return "2 dari 3 angkatan; 1 menunggu digabung", or nothing when all are in."""
    if shown >= total:
        return ""
    return f"{shown} dari {total} angkatan; {total - shown} menunggu digabung"


def unit_words(unit: str) -> str:
    """Return how a change in the unit is said: percentages and scores change by poin."""
    return "poin" if unit in POINTS else unit


def amount(value: float) -> str:
    """Return a number with one decimal, or two when it would round to nothing."""
    return number(value, 1 if abs(value) >= 0.05 or value == 0 else 2)


def people_words(n: int) -> str:
    """Return "41 pegawai"."""
    return f"{number(n)} pegawai"


def verdict_sentence(verdict: Verdict, change: PooledChange, indicator: IndicatorRecord) -> str:
    """Return rule 5 in one sentence."""
    name, people = indicator.name, people_words(change.n)
    turn = 1.0 if indicator.direction == "up" else -1.0
    low, high = sorted((turn * change.ci_low, turn * change.ci_high))
    by = turn * change.change
    unit = unit_words(indicator.unit)
    between = f"(perkiraan antara {amount(low)} dan {amount(high)})"
    found = "Terdapat perbedaan sebelum dan sesudah"
    if verdict.code == "worse":
        between = f"(perkiraan antara {amount(-high)} dan {amount(-low)})"
        said = f"memburuk {amount(-by)} {unit} {between}"
        return f"{found}: {name} {said}, {people}; {WEAK}."
    if verdict.code == "better":
        return f"{found}: {name} membaik {amount(by)} {unit} {between}, {people}; {WEAK}."
    if verdict.code == "better_uncertain":
        said = f"membaik {amount(by)} {unit}, besarnya belum pasti {between}"
        return f"{found}: {name} {said}, {people}; {WEAK}."
    if verdict.code == "better_small":
        said = f"membaik {amount(by)} {unit}, tetapi kecil {between}"
        return f"{found}: {name} {said}, {people}; {WEAK}."
    raw = f"perubahan {signed(change.change)} {unit}"
    raw += f" (perkiraan antara {amount(change.ci_low)} dan {amount(change.ci_high)}), {people}"
    if verdict.code == "no_change":
        return f"Tidak ada perbaikan berarti pada {name}: {raw}."
    why = OPEN_BECAUSE.get(verdict.reason, "")
    return f"Belum dapat disimpulkan apakah {name} membaik: {raw}{'; ' + why if why else ''}."


def insufficient_sentence(name: str, n: int, needed: int) -> str:
    """Return why there is no verdict."""
    if n == 0:
        return f"Belum ada pegawai dengan data sebelum dan sesudah untuk {name}."
    return (
        f"Data belum cukup untuk menilai {name}: baru {people_words(n)} "
        f"dengan data sebelum dan sesudah, perlu {needed}."
    )
