"""Reading comments after close, and deciding which may be shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from organization.access import Role, allow
from organization.choices import PolicyKey
from surveys import actions
from surveys.forms.waves import ModerationForm
from surveys.models import ClosedComment, Survey
from surveys.views.waves import LIST, SHOWN
from trail.actions import record

MOST = 200  # comments a page; the order is drawn anew each time, so a second page would repeat some


@allow(Role.OFFICER)
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the comments of a closed form in random order, without time; POST judges one."""
    found = Survey.objects.visible_to(request.user).closed().select_related(*SHOWN)
    survey = get_object_or_404(found, pk=pk)
    released = _may_be_read(survey)
    if request.method == "POST" and released:
        return _judge(request, survey)
    shuffled = survey.closed_comments.select_related("question").order_by("?")
    context = {
        "survey": survey,
        "released": released,
        "comments": list(shuffled[:MOST]) if released else [],
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Saran", "")],
    }
    return render(request, "surveys/comments.html", context)


def _may_be_read(survey: Survey) -> bool:
    """Whether enough people answered and wrote; the thresholds may only rise after opening."""
    numbers = actions.thresholds()
    respondents = max(survey.min_commenters, numbers[PolicyKey.MIN_COMMENT_RESPONDENTS])
    written = max(survey.min_comments, numbers[PolicyKey.MIN_COMMENTS])
    counts = (survey.submitted_at_close, survey.raters_at_close)
    people = min(count for count in counts if count is not None)  # an atasan may rate ten alumni
    return people >= respondents and survey.closed_comments.count() >= written


def _judge(request: HttpRequest, survey: Survey) -> HttpResponse:
    number = request.POST.get("comment", "")
    comment = get_object_or_404(survey.closed_comments, pk=number if number.isdecimal() else None)
    form = ModerationForm(request.POST, instance=comment)
    if form.is_valid():
        form.save()
        _note(request, survey, comment)
        messages.success(request, f"Saran ditandai: {comment.get_state_display().lower()}.")
    return redirect("surveys:comments", pk=survey.pk)


def _note(request: HttpRequest, survey: Survey, comment: ClosedComment) -> None:
    record(
        actor=request.user,
        action=f"comment.{comment.state}",
        target=survey.code,
        region_code=survey.session.program.region.code,
    )
