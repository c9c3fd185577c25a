"""Block 1 of the manager's page: five lines, each one sentence, one number, its n, a certainty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from organization.wording import number, percent, signed
from reports.disclosure import LOW_N, LOW_RESPONSE, CellStatus
from reports.results.lines import CERTAINTY, HealthRow
from reports.results.performance import reference
from reports.results.rows import LearningRow, LikertRow, Participation, PerformanceRow
from reports.results.source import Source
from reports.results.wording import amount, unit_words

STRONG_N, STRONG_RESPONSE = 100, 0.8  # people, and share of the invited, for "kuat"
APPLIED = "B-TER-1"  # "… menerapkan hasil pelatihan dalam pekerjaan sehari-hari"
FIRST_MONTH = 3
BEFORE = "F0"  # codes of forms before the training
WITHOUT_COMPARISON = "tanpa pembanding"
Shown = tuple[str, str, str]  # number, its n, certainty
NO_DATA = {
    "none": "Belum ada data.",
    "running": "Formulir masih dibuka.",
    "hidden": "Tidak ditampilkan untuk menjaga kerahasiaan responden.",
}
ANCHORS = {
    "reaction": "reaksi",
    "learning": "pembelajaran",
    "application": "penerapan",
    "performance": "kinerja",
    "coverage": "peserta",
}


def certainty(n: int, response: float | None, *, at_most: str = "strong") -> str:
    """Return strong, fair, limited or none: from people, response rate and design.

    limited: below 30 people or below half answered. strong: from 100 people and 80 % answered.
    """
    if n == 0:
        return "none"
    if n < LOW_N or (response is not None and response < LOW_RESPONSE):
        return "limited"
    strong = n >= STRONG_N and (response is None or response >= STRONG_RESPONSE)
    return "strong" if strong and at_most == "strong" else "fair"


def reaction_line(source: Source, rows: Sequence[LikertRow]) -> HealthRow:
    """Return how participants judge: the share of favourable answers on the most used scale."""
    label = "Peserta menilai baik"
    share = favourable_share(rows)
    asked, answered = response_of(source)
    if share is None or not answered:
        return _empty("reaction", label, form_status(source, "participants"))
    sentence = (
        f"{percent(share)} jawaban peserta setuju atau menilai baik; "
        f"{number(answered)} dari {number(asked)} peserta mengisi."
    )
    people = f"{number(answered)} dari {number(asked)}"
    sure = certainty(answered, answered / asked)
    return _line("reaction", label, sentence, (f"{percent(share)} setuju", people, sure))


def learning_line(row: LearningRow | None) -> HealthRow:
    """Return pretest and posttest."""
    if row is None or row.status != "shown" or row.mean_before is None or row.mean_after is None:
        status: CellStatus = row.status if row else "none"
        return _empty("learning", "Nilai tes", status)
    before, after = number(row.mean_before), number(row.mean_after)
    moved = "naik" if after > before or row.mean_after > row.mean_before else "turun"
    if before == after:
        moved = "tetap"
    people = f"{number(row.n or 0)} orang"
    sentence = f"Rata-rata nilai tes {moved} dari {before} menjadi {after} ({people})."
    if moved == "tetap":
        sentence = f"Rata-rata nilai tes tetap {after} ({people})."
    sure = certainty(row.n or 0, None, at_most="fair")
    return _line("learning", f"Nilai tes {moved}", sentence, (f"{before} → {after}", people, sure))


def application_line(source: Source, rows: Sequence[LikertRow]) -> HealthRow:
    """Return who applies what was learned after three months: alumni beside their atasan."""
    label = "Diterapkan setelah 3 bulan"
    alumni, heads = applied(rows, "alumni"), applied(rows, "supervisors")
    leading = alumni or heads
    if leading is None or leading.favourable_share is None:
        return _empty("application", label, form_status(source, "alumni"))
    share = percent(leading.favourable_share)
    people = f"{number(leading.n or 0)} orang"
    if alumni is None:
        text, sentence = f"atasan {share}", f"Menurut atasan, {share} menerapkan hasil pelatihan"
    elif heads is None or heads.favourable_share is None:
        text, sentence = share, f"{share} alumni menerapkan hasil pelatihan dalam pekerjaan"
    else:
        beside = percent(heads.favourable_share)
        text = f"{share} (atasan {beside})"
        sentence = f"{share} alumni menerapkan hasil pelatihan; menurut atasan {beside}"
    rate = (leading.submitted or 0) / leading.invited if leading.invited else None
    sure = certainty(leading.n or 0, rate, at_most="fair")
    return _line("application", label, f"{sentence} ({people}).", (text, people, sure))


def performance_line(rows: Sequence[PerformanceRow]) -> HealthRow:
    """Return the primary indicator with most people; without comparison it is never strong."""
    row = leading_performance(rows)
    if row is None or row.status != "shown" or row.change is None:
        return _empty("performance", "Kinerja", row.status if row else "none")
    unit = unit_words(row.unit)
    label = f"Kinerja: {row.indicator_name.lower()}"
    text = f"{signed(row.change)} {unit}"
    if row.ci_low is not None and row.ci_high is not None:
        dash = " s.d. " if row.ci_low < 0 else "–"
        text += f" ({amount(row.ci_low)}{dash}{amount(row.ci_high)})"
    people = f"{number(row.n or 0)} orang"
    return _line("performance", label, row.sentence or "", (text, people, "limited"))


def coverage_line(found: Participation) -> HealthRow:
    """Return cakupan."""
    if found.coverage_share is None or found.covered is None or found.active_employees is None:
        return _empty("coverage", "Cakupan", found.status if found.status != "shown" else "none")
    people = f"{number(found.covered)} dari {number(found.active_employees)} ASN"
    sentence = (
        f"{people} ({percent(found.coverage_share)}) sudah mengikuti paling sedikit 1 program"
    )
    if found.units_without:
        sentence += f"; {number(found.units_without)} OPD belum mengirim peserta"
    share = percent(found.coverage_share)
    return _line("coverage", "Cakupan", f"{sentence}.", (share, people, "strong"))


def leading_performance(rows: Sequence[PerformanceRow]) -> PerformanceRow | None:
    """Return the region's row of the primary indicator with most people, at its reference wave."""
    indicators: dict[str, list[PerformanceRow]] = defaultdict(list)
    for row in rows:
        if row.program is None:
            indicators[row.indicator].append(row)
    found = [best for group in indicators.values() if (best := reference(group)) is not None]
    return max(found, key=lambda row: (row.status == "shown", row.n or 0), default=None)


def applied(rows: Sequence[LikertRow], audience: str, month: int = FIRST_MONTH) -> LikertRow | None:
    """Return the row about applying what was learned."""
    return next(
        (
            row
            for row in rows
            if (row.question, row.audience, row.month) == (APPLIED, audience, month)
            and row.status == "shown"
        ),
        None,
    )


def favourable_share(rows: Sequence[LikertRow]) -> float | None:
    """Return the share of favourable answers to reaction questions, on the most used scale."""
    scales: dict[str, list[LikertRow]] = defaultdict(list)
    for row in rows:
        reaction = row.audience == "participants" and row.level == 1 and row.moment == "after"
        if reaction and row.status == "shown" and row.favourable_share is not None:
            scales[row.scale].append(row)
    if not scales:
        return None
    used = max(scales.values(), key=lambda group: sum(row.n or 0 for row in group))
    answers = sum(row.n or 0 for row in used)
    return sum((row.favourable_share or 0.0) * (row.n or 0) for row in used) / answers


def response_of(source: Source) -> tuple[int, int]:
    """Return (invited, submitted) over the published forms of participants after training."""
    asked = answered = 0
    for publication, forms in source.published:
        first = forms[0]
        after = not first.questionnaire_code.startswith(BEFORE)
        if publication.audience == "participants" and first.subject is None and after:
            asked += sum(form.invited for form in forms)
            answered += publication.respondents
    return asked, answered


def response_shown(source: Source) -> tuple[int, int]:
    """Return (invited, submitted) of the region, or of the OPD from 5 people asked; else zeros."""
    if source.division is None:
        return response_of(source)
    asked, answered = source.division.response
    return (asked, answered) if asked >= source.thresholds.records else (0, 0)


def form_status(source: Source, audience: str, program: int | None = None) -> CellStatus:
    """Return why there is no number about the audience: held, open, or nothing.

    ``program``: only its forms. Forms before the training judge nothing yet.
    """
    shown = {form.pk for _, forms in source.published for form in forms}
    forms = [
        form
        for form in source.asked_forms
        if form.audience == audience
        and not form.questionnaire_code.startswith(BEFORE)
        and program in (None, source.sessions[form.session].program)
    ]
    if any(not form.is_open and form.submitted and form.pk not in shown for form in forms):
        return "hidden"
    return "running" if any(form.is_open for form in forms) else "none"


def _line(key: str, label: str, sentence: str, shown: Shown) -> HealthRow:
    text, people, sure = shown
    words = WITHOUT_COMPARISON if key == "performance" else CERTAINTY[sure]
    return HealthRow(key, label, sentence, text, people, sure, words, "shown", ANCHORS[key])


def _empty(key: str, label: str, status: CellStatus) -> HealthRow:
    status = "none" if status == "shown" else status
    sentence = f"{label}: {NO_DATA[status][0].lower()}{NO_DATA[status][1:]}"
    return HealthRow(key, label, sentence, "", "", "none", CERTAINTY["none"], status, ANCHORS[key])
