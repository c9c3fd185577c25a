"""Everything that a result is computed from, read once with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from organization.access import Role
from organization.models import Region, Unit
from programs.models import Session
from reports.actions import publish_closed
from reports.disclosure import Thresholds, Viewer
from reports.frames.catalog import ProgramRecord, SessionRecord, program_records, session_records
from reports.frames.forms import (
    FormRecord,
    PublicationRecord,
    QuestionRecord,
    form_records,
    open_counts,
    publication_records,
    question_records,
    released_of,
)
from reports.frames.limits import Limits, limits_on
from reports.frames.people import Attendance, attendance, response_of_unit
from reports.frames.scores import (
    IndicatorRecord,
    PairGroup,
    ScoreGroup,
    all_indicators,
    indicator_records,
    pair_groups,
    pairs_by_top,
    score_groups,
)
from reports.results.period import Filters, Period


@dataclass(frozen=True)
class Division:
    """One perangkat daerah (or a unit below) beside the others, over a whole calendar year."""

    tops: dict[tuple[int, int, int], dict[str, int]]  # series: OPD: complete pairs
    response: tuple[int, int]  # (invited, submitted) of its people, closed forms

    def allows(self, series: tuple[int, int, int], smallest: int) -> bool:
        """Tell whether a part may be shown: the small parts must not be left over alone."""
        small = sum(n for n in self.tops.get(series, {}).values() if n < smallest)
        return small == 0 or small >= smallest


@dataclass(frozen=True)
class Source:
    """Records of all sessions of the programmes in question; ``inside`` are those asked for.

    Sessions outside stay in, because which small sessions are merged must not depend on the period
    that a reader chooses: otherwise two periods, subtracted, would show a single session.
    """

    region: Region
    now: datetime
    viewer: Viewer
    limits: Limits
    thresholds: Thresholds
    queryset: QuerySet[Session]  # all sessions of the programmes, visible and not cancelled
    asked: QuerySet[Session]  # the sessions asked for
    sessions: dict[int, SessionRecord]
    programs: dict[int, ProgramRecord]
    inside: frozenset[int]
    forms: list[FormRecord]
    publications: dict[int, PublicationRecord]
    questions: dict[int, QuestionRecord]
    attendance: dict[int, Attendance]
    pairs: list[PairGroup]
    scores: list[ScoreGroup]
    chosen: dict[tuple[int, int], IndicatorRecord]  # (programme, indicator)
    indicators: dict[int, IndicatorRecord]
    responding: dict[int, tuple[int, int]]  # open forms: (invited, submitted)
    measured: frozenset[int]  # sessions whose performance is asked for
    division: Division | None = None  # with an OPD filter

    @cached_property
    def today(self) -> date:
        """Return the day of the result, in the office's time."""
        return timezone.localdate(self.now)

    @cached_property
    def members(self) -> dict[int, list[FormRecord]]:
        """The forms of each publication, as far as the viewer may see their sessions."""
        found: dict[int, list[FormRecord]] = defaultdict(list)
        for form in self.forms:
            if form.publication is not None:
                found[form.publication].append(form)
        return found

    @cached_property
    def released(self) -> dict[int, dict[str, Any]]:
        """All that each publication released, also by stratum: only for rows of sessions."""
        return released_of(self.programs)

    @cached_property
    def published(self) -> list[tuple[PublicationRecord, list[FormRecord]]]:
        """The publications all of whose forms are of sessions inside."""
        return [
            (self.publications[pk], forms)
            for pk, forms in self.members.items()
            if len(forms) == self.publications[pk].size
            and all(form.session in self.inside for form in forms)
        ]

    @cached_property
    def asked_forms(self) -> list[FormRecord]:
        """The forms of the sessions inside."""
        return [form for form in self.forms if form.session in self.inside]

    @cached_property
    def by_questionnaire(self) -> dict[int, list[QuestionRecord]]:
        """The questions of each questionnaire, in their order."""
        found: dict[int, list[QuestionRecord]] = defaultdict(list)
        for question in self.questions.values():
            found[question.questionnaire].append(question)
        return found

    def program_of(self, session: int) -> ProgramRecord:
        """Return the programme of a session."""
        return self.programs[self.sessions[session].program]

    def indicator(self, program: int, indicator: int) -> IndicatorRecord:
        """Return the indicator as the programme fixed it, else as the tenant has it."""
        return self.chosen.get((program, indicator)) or self.indicators[indicator]


def visible_sessions(user: Any, region: Region, *, whole: bool = False) -> QuerySet[Session]:  # noqa: ANN401
    """Return the sessions of the region that the user may see and that took or take place.

    ``whole``: those behind the region's totals, of which a Kepala OPD may open only their own.
    """
    sessions = Session.objects
    found = sessions.behind_totals_for(user) if whole else sessions.visible_to(user)
    return found.standing().filter(program__region=region)


def narrowed(
    sessions: QuerySet[Session], period: Period, filters: Filters | None = None
) -> QuerySet[Session]:
    """Return the sessions of the period and of the chosen programme or category."""
    found = sessions.ending_within(period.start, period.end)  # type: ignore[attr-defined]
    if filters and filters.program:
        found = found.filter(program=filters.program)
    if filters and filters.category:
        found = found.filter(program__category=filters.category)
    return found  # type: ignore[no-any-return]


def load(
    user: Any,  # noqa: ANN401
    region: Region,
    asked: QuerySet[Session],
    *,
    everything: QuerySet[Session],
    unit: Unit | None = None,
    year: int | None = None,
) -> Source:
    """Read all that a result needs; closed forms that may be published are published first.

    With a unit, attendance and performance are of its people, and performance is of the whole
    ``year``: with free periods two of them, subtracted, would show a few people.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    queryset = everything.filter(program__in=asked.order_by().values("program"))
    limits, programs = limits_on(today), program_records(queryset)
    publish_closed(programs=list(programs), today=today)
    forms, sessions = form_records(queryset), session_records(queryset)
    inside = frozenset(asked.order_by().values_list("pk", flat=True)) & sessions.keys()
    return Source(
        region=region,
        now=now,
        viewer=Viewer(is_hr=user.role == Role.OFFICER),
        limits=limits,
        thresholds=Thresholds().raised(**limits.thresholds),
        queryset=queryset,
        asked=asked,
        sessions=sessions,
        programs=programs,
        inside=inside,
        forms=forms,
        publications=publication_records(programs),
        questions=question_records({form.questionnaire for form in forms}),
        attendance=attendance(queryset, limits.completion_share, unit),
        pairs=pair_groups(queryset, unit),
        scores=score_groups(queryset),
        chosen=indicator_records(list(programs)),
        indicators=all_indicators(),
        responding=open_counts(queryset),
        measured=_of_year(sessions, year) if unit and year else inside,
        division=_division(unit, queryset, asked) if unit else None,
    )


def _of_year(sessions: dict[int, SessionRecord], year: int) -> frozenset[int]:
    return frozenset(pk for pk, session in sessions.items() if session.ends_on.year == year)


def _division(unit: Unit, queryset: QuerySet[Session], asked: QuerySet[Session]) -> Division:
    return Division(pairs_by_top(queryset), response_of_unit(unit, asked))
