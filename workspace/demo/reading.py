"""Comments of the demo's older forms as a Petugas would have left them: read, with themes."""

from __future__ import annotations

from datetime import timedelta

from programs.models import Theme
from surveys.actions import may_be_read
from surveys.models import ClosedComment, Survey
from workspace.demo.calendar import TODAY
from workspace.demo.comments import WEAK

UNREAD = 60  # days; comments of forms that closed later still wait for somebody
State = ClosedComment.State


def read_comments() -> int:
    """Show the comments of older forms, give them the theme they were written for; return how many.

    The younger forms keep theirs, so that there is something to try.
    """
    forms = Survey.objects.filter(session__program__is_demo=True).closed()
    older = forms.filter(closed_on__lt=TODAY - timedelta(days=UNREAD))
    read = [survey.pk for survey in older if may_be_read(survey)]
    comments = ClosedComment.objects.filter(survey__in=read)
    themes = {theme.code: theme for theme in Theme.objects.filter(code__in=WEAK)}
    for code, texts in WEAK.items():
        comments.filter(text__in=texts).update(theme=themes[code])
    return comments.update(state=State.SHOWN)
