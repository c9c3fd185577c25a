"""Forms of a result: who answered, and what waits to be merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from organization.wording import number, percent
from reports.disclosure import LOW_RESPONSE, CellStatus
from reports.disclosure.thresholds import RATED_AUDIENCES
from reports.frames.comments import CommentRecord
from reports.frames.forms import FormRecord
from reports.results.health import response_shown
from reports.results.rows import CommentGroup, Held, Response
from reports.results.source import Source
from surveys.choices import Audience

HELD_WORDS = {
    "below_group": "{sent} dari {asked} mengisi; ditampilkan setelah dapat digabung dengan "
    "angkatan lain.",
    "below_raters": "{sent} dari {asked} formulir terkirim; penilai atau yang dinilai masih "
    "terlalu sedikit.",
}
COMMENTS_HIDDEN = "Komentar tidak ditampilkan untuk menjaga kerahasiaan responden."
COMMENTS_NONE = "Belum ada komentar yang selesai ditinjau."


def held(source: Source) -> tuple[Held, ...]:
    """Return the closed and answered forms inside that no publication holds."""
    return tuple(_held(source, form) for form in source.asked_forms if is_held(form))


def is_held(form: FormRecord) -> bool:
    """Tell whether a form waits to be merged with others."""
    return not form.is_open and form.submitted > 0 and form.publication is None


def responses(source: Source) -> tuple[Response, ...]:
    """Return each form inside with its response, also while it is open."""
    return tuple(_response(source, form) for form in source.asked_forms)


def trust(source: Source) -> tuple[str, bool]:
    """Return how many answered and what waits in one sentence, and whether few answered."""
    asked, answered = response_shown(source)
    waiting = len({form.session for form in source.asked_forms if is_held(form)})
    later = f" {number(waiting)} angkatan menunggu digabung." if waiting else ""
    if not asked:
        return f"Belum ada formulir peserta yang hasilnya dapat ditampilkan.{later}", False
    rate = answered / asked
    said = f"{number(answered)} dari {number(asked)} peserta mengisi ({percent(rate)})."
    return said + later, rate < LOW_RESPONSE


def comment_groups(
    source: Source, comments: Sequence[CommentRecord]
) -> tuple[tuple[CommentGroup, ...], str]:
    """Return released comments by question and by whom and what they are about, or why none."""
    kept = released_comments(source, comments)
    if not kept:
        return (), COMMENTS_HIDDEN if comments else COMMENTS_NONE
    return tuple(
        CommentGroup(question, about, tuple(one.text for one in kept[session, about, question]))
        for session, about, question in sorted(kept)
    ), ""


def released_comments(
    source: Source, comments: Iterable[CommentRecord]
) -> dict[tuple[int, str, str], list[CommentRecord]]:
    """Return the comments that the gate lets through, by (session, about, question).

    From 10 different people and 3 comments, or what the form printed if that was more, and only of
    forms that are published: an atasan who rated ten alumni is one person.
    """
    limits = source.thresholds
    published = {form.pk: form for form in source.asked_forms if form.publication is not None}
    found: dict[tuple[int, str, str], list[CommentRecord]] = {}
    needed: dict[tuple[int, str, str], int] = {}
    for comment in comments:
        form = published.get(comment.survey)
        if form is not None and comment.people >= max(limits.commenting, comment.needed):
            group = form.session, _about(form, comment), comment.question
            found.setdefault(group, []).append(comment)
            needed[group] = max(limits.comments, comment.comments, needed.get(group, 0))
    return {group: some for group, some in found.items() if len(some) >= needed[group]}


def _about(form: FormRecord, comment: CommentRecord) -> str:
    """Say who answered about what: "Alumni · 3 bulan sesudah", "Peserta · Etika (Rina Wijaya)"."""
    parts = [str(Audience(form.audience).label)]
    if form.month is not None:
        parts.append(f"{form.month} bulan sesudah")
    if form.subject:
        parts.append(form.subject + (f" ({comment.trainer})" if comment.trainer else ""))
    return " · ".join(parts)


def _held(source: Source, form: FormRecord) -> Held:
    program, session = source.program_of(form.session), source.sessions[form.session]
    enough = form.submitted >= source.thresholds.group
    few_raters = form.audience in RATED_AUDIENCES and enough
    reason = "below_raters" if few_raters else "below_group"
    return Held(
        program=program.code,
        program_name=program.name,
        session=session.code,
        session_label=session.label,
        survey=form.code,
        invited=form.invited,
        submitted=form.submitted,
        reason=reason,
        sentence=HELD_WORDS[reason].format(sent=number(form.submitted), asked=number(form.invited)),
    )


def _response(source: Source, form: FormRecord) -> Response:
    program, session = source.program_of(form.session), source.sessions[form.session]
    asked, sent = source.responding.get(form.pk, (form.invited, form.submitted))
    return Response(
        survey=form.code,
        title=form.title,
        program=program.code,
        session=session.code,
        subject=form.subject,
        audience=form.audience,
        audience_label=str(Audience(form.audience).label),
        status=_status(source, form),
        invited=asked,
        submitted=sent,
        closes_on=form.closes_on,
    )


def _status(source: Source, form: FormRecord) -> CellStatus:
    if form.is_open:
        return "running"
    if not form.submitted:
        return "none"
    publication = source.publications.get(form.publication or 0)
    return "shown" if publication is not None and publication.size == 1 else "hidden"
