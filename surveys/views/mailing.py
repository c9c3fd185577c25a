"""E-mails of one form: what waits, who cannot be reached, and two buttons that only queue."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organization.access import Role, allow
from organization.wording import number
from surveys import actions
from surveys.choices import SurveyStatus
from surveys.models import Survey
from surveys.views.waves import LIST, ROWS, SHOWN


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.OFFICER)
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the queue; a press adds to it and returns at once, whatever the mail server does."""
    survey = get_object_or_404(
        Survey.objects.editable_by(request.user).select_related(*SHOWN), pk=pk
    )
    if request.method == "POST":
        _queue(request, survey)
        return redirect("surveys:mail", survey.pk)
    is_open = survey.status == SurveyStatus.OPEN
    found = actions.unreachable(survey) if is_open else []
    box = actions.mailbox(survey)
    context = {
        "survey": survey,
        "is_open": is_open,
        "sends": settings.SENDS_EMAIL,
        "box": box,
        "may_remind": box.next_reminder is not None and box.next_reminder <= timezone.localdate(),
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "runs": survey.reminder_runs.all(),
        "crumbs": [
            *LIST,
            (survey.questionnaire.title, survey.get_absolute_url()),
            ("Surel", reverse("surveys:mail", args=[survey.pk])),
        ],
    }
    return render(request, "surveys/mail.html", context)


def _queue(request: HttpRequest, survey: Survey) -> None:
    if not settings.SENDS_EMAIL:
        messages.error(request, "Server surel belum diatur; mintalah Admin mengisi EMAIL_URL.")
        return
    try:
        if request.POST.get("what") == "reminder":
            queued = actions.queue_reminders(
                survey=survey, actor=request.user, today=timezone.localdate(), now=timezone.now()
            )
        else:
            queued = actions.queue_invitations(
                survey=survey, actor=request.user, now=timezone.now()
            )
        messages.success(request, _said(queued))
    except (actions.SurveyClosed, actions.TooSoon) as reason:
        messages.error(request, str(reason))


def _said(queued: int) -> str:
    if not queued:
        return "Tidak ada yang perlu dikirimi surel: semua yang beralamat sudah dilayani."
    return f"{number(queued)} surel masuk antrean dan dikirim oleh sistem, tanpa perlu ditunggu."
