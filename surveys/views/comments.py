"""Reading comments after close, and deciding which may be shown, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from organization.access import Role, allow
from organization.wording import number
from surveys import actions
from surveys.forms.moderation import REASONS, ModerationForm, Queue
from surveys.forms.warnings import Watch
from surveys.models import ClosedComment, Survey
from surveys.views.waves import LIST, SHOWN

MOST = 200  # comments a page; the order is drawn anew each time, so a second page would repeat some


@dataclass(frozen=True)
class Row:
    """One comment as the Petugas sees it."""

    comment: ClosedComment
    warnings: list[str]
    proposal: str  # what is proposed to be shown, or was typed
    reason: str
    form: ModerationForm | None = None  # refused a moment ago


@allow(Role.OFFICER)
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the comments of a closed form in random order, without time; POST judges."""
    found = Survey.objects.visible_to(request.user).closed().select_related(*SHOWN)
    survey = get_object_or_404(found, pk=pk)
    if not actions.may_be_read(survey):
        return render(request, "surveys/comments.html", _frame(survey, released=False))
    if request.method == "POST" and "safe" in request.POST:
        return _show_safe(request, survey)
    if request.method == "POST":
        return _judge(request, survey)
    return _list(request, survey)


def _list(
    request: HttpRequest, survey: Survey, refused: ModerationForm | None = None
) -> HttpResponse:
    chosen = Queue(request.GET).chosen
    watch = Watch(actions.names_around(survey), strict=True)
    shuffled = survey.closed_comments.filter(state=chosen).select_related("question").order_by("?")
    rows = [_row(watch, comment) for comment in shuffled[:MOST]]
    if refused:
        rows = [_row(watch, refused.comment, refused), *_without(rows, refused.comment)]
    context = _frame(survey, released=True) | {
        "rows": rows,
        "refused": refused,
        "safe": [row.comment.pk for row in rows if not row.warnings and chosen == "pending"],
        "chosen": chosen,
        "queues": _queues(survey),
        "reasons": REASONS,
        "mask": actions.MASK,
    }
    return render(request, "surveys/comments.html", context)


def _row(watch: Watch, comment: ClosedComment, refused: ModerationForm | None = None) -> Row:
    proposal, reason = comment.released or watch.masked(comment.text), comment.reason
    if refused:
        proposal = refused.data.get("released", proposal)
        reason = refused.data.get("reason", reason)
    return Row(comment, watch.about(comment.text), proposal, reason, refused)


def _without(rows: list[Row], comment: ClosedComment) -> list[Row]:
    return [row for row in rows if row.comment.pk != comment.pk]


def _queues(survey: Survey) -> list[tuple[str, str, str]]:
    counts = survey.closed_comments.counted_by_state()
    return [
        (value, str(label), number(counts.get(value, 0)))
        for value, label in ClosedComment.State.choices
    ]


def _judge(request: HttpRequest, survey: Survey) -> HttpResponse:
    typed = request.POST.get("comment", "")
    comments = survey.closed_comments.select_related(f"survey__{SHOWN[1]}", "question")
    comment = get_object_or_404(comments, pk=typed if typed.isdecimal() else None)
    form = ModerationForm(request.POST, comment=comment)
    if not form.is_valid():
        return _list(request, survey, form)
    actions.judge_comment(comment=comment, actor=request.user, **form.cleaned_data)
    messages.success(request, f"Saran ditandai: {comment.get_state_display().lower()}.")
    return _back(request)


def _show_safe(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Show those of the listed comments that carry no warning; the list is looked at again."""
    watch = Watch(actions.names_around(survey), strict=True)
    listed = set(request.POST.getlist("safe"))
    found = [one for one in survey.closed_comments.waiting() if str(one.pk) in listed]
    safe = [comment for comment in found if not watch.about(comment.text)]
    shown = actions.show_comments(survey=survey, comments=safe, actor=request.user)
    messages.success(request, f"{number(shown)} saran tanpa peringatan ditampilkan.")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{request.path}?state={Queue(request.GET).chosen}")


def _frame(survey: Survey, *, released: bool) -> dict[str, Any]:
    crumbs: Iterable[tuple[str, str]] = [
        *LIST,
        (survey.code, survey.get_absolute_url()),
        ("Saran", ""),
    ]
    return {"survey": survey, "released": released, "crumbs": crumbs, "refused": None}
