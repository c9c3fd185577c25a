"""Forms opened for sessions: list, open, one form, extend, close, repeat."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organization.access import Role, allow
from organization.wording import long_date
from programs.models import Session
from surveys import actions
from surveys.actions.drawing import is_drawn
from surveys.actions.pacing import rate_of
from surveys.choices import SurveyStatus
from surveys.forms.waves import DayForm, OpenForm, SurveyFilter, suggested_day
from surveys.models import Questionnaire, Survey
from surveys.wording import QUESTIONNAIRE_MEANING, invited_of, promise_words, submitted_of

ROWS = 25  # a page of a list
SUGGESTED = "F1S"  # the questionnaire that fits most sessions
LIST = [("Beranda", "/"), ("Formulir", "/surveys/")]
SHOWN = ("questionnaire", "session__program__region", "subject")


@require_safe
@allow(Role.OFFICER)
def index(request: HttpRequest) -> HttpResponse:
    """List every form with its response rate; results only after close."""
    filters = SurveyFilter(request.GET)
    found = filters.narrow(Survey.objects.visible_to(request.user))
    page = Paginator(found.select_related(*SHOWN).with_counts(), ROWS).get_page(
        request.GET.get("page")
    )
    rows = [(survey, invited_of(survey), submitted_of(survey)) for survey in page]
    context = {"page": page, "rows": rows, "filters": filters, "crumbs": LIST}
    return render(request, "surveys/survey_list.html", context)


@require_safe
@allow(Role.OFFICER)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one form: status first, then the one main action, then the rest."""
    shown = Survey.objects.visible_to(request.user).select_related(*SHOWN, "subject__trainer")
    survey = get_object_or_404(shown.with_counts(), pk=pk)
    context = {
        "survey": survey,
        "rate": rate_of(survey, done=submitted_of(survey), asked=invited_of(survey)),
        "is_open": survey.status == SurveyStatus.OPEN,
        "promise": promise_words(survey, is_drawn=is_drawn(survey)),
        "crumbs": [*LIST, (survey.code, "")],
    }
    return render(request, "surveys/survey_detail.html", context)


@allow(Role.OFFICER)
def open_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a questionnaire, then say who answers, what is promised and until when."""
    editable = Session.objects.editable_by(request.user).select_related("program__region")
    session = get_object_or_404(editable, pk=pk)
    offered = _offered(request, session)
    chosen = next((q for q in offered if str(q.pk) == request.GET.get("questionnaire")), None)
    crumbs = [*LIST, (f"Buka formulir {session}", "")]
    context = {"session": session, "offered": offered, "questionnaire": chosen, "crumbs": crumbs}
    if chosen is None:
        return render(request, "surveys/choose.html", context | {"meanings": _meanings(offered)})
    form = OpenForm(session, chosen, request.POST or None)
    if request.method == "POST" and form.is_valid():
        surveys = _open_all(request, form)
        if surveys:
            return redirect(_after_opening(surveys))
    possible = form.has_anything_to_ask()
    return render(request, "surveys/open.html", context | {"form": form, "possible": possible})


@allow(Role.OFFICER)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the last day."""
    survey = _editable(request, pk)
    form = DayForm(request.POST or None, initial={"closes_on": survey.closes_on})
    words = f"Formulir ini sekarang ditutup pada {long_date(survey.closes_on)}. Tautan, kode, dan "
    lead = words + "isian yang sudah tersimpan tetap berlaku."
    return _day_page(request, survey, form, ("Perpanjang", lead), actions.extend_survey)


@allow(Role.OFFICER)
def new_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again those who did not answer a closed form."""
    survey = _editable(request, pk)
    form = DayForm(request.POST or None, initial={"closes_on": suggested_day(survey.session)})
    lead = (
        "Putaran baru mengundang lagi hanya yang belum mengisi, dengan tautan baru dan janji yang "
        "sama. Formulir yang sudah ditutup tidak dibuka kembali. Hasil putaran baru tampil sendiri."
    )
    return _day_page(request, survey, form, ("Putaran baru", lead), actions.open_new_round)


@allow(Role.OFFICER)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what closing means; POST does it, for good."""
    survey = _editable(request, pk)
    if survey.status != SurveyStatus.OPEN:
        messages.info(request, "Formulir ini sudah ditutup.")
        return redirect(survey)
    if request.method == "POST":
        return _try(request, survey, "Formulir ditutup.", actions.close_survey)
    context = {
        "survey": survey,
        "invited": invited_of(survey),
        "submitted": submitted_of(survey),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Tutup", "")],
    }
    return render(request, "surveys/close.html", context)


@require_POST
@allow(Role.OFFICER)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite those who joined the session after the form was opened."""
    survey = _editable(request, pk)
    return _try(request, survey, "Peserta baru sudah diundang.", actions.invite_missing)


def _editable(request: HttpRequest, pk: int) -> Survey:
    found = Survey.objects.editable_by(request.user).select_related(*SHOWN).with_counts()
    return get_object_or_404(found, pk=pk)


def _try(request: HttpRequest, survey: Survey, done: str, verb) -> HttpResponse:
    try:
        verb(survey=survey, actor=request.user)
        messages.success(request, done)
    except (actions.SurveyClosed, actions.CannotOpen) as reason:
        messages.error(request, str(reason))
    return redirect(survey)


def _day_page(request, survey: Survey, form: DayForm, words: tuple[str, str], verb) -> HttpResponse:
    title, lead = words
    if request.method == "POST" and form.is_valid():
        try:
            day = form.cleaned_data["closes_on"]
            result = verb(survey=survey, closes_on=day, actor=request.user)
            messages.success(request, f"Formulir dibuka sampai {long_date(day)}.")
            return redirect(result)
        except (actions.SurveyClosed, actions.CannotOpen) as reason:
            form.add_error("closes_on", str(reason))
    crumbs = [*LIST, (survey.code, survey.get_absolute_url()), (title, "")]
    context = {"survey": survey, "form": form, "title": title, "lead": lead, "crumbs": crumbs}
    return render(request, "surveys/day.html", context)


def _offered(request: HttpRequest, session: Session) -> list[Questionnaire]:
    """Return the newest version of each questionnaire of everybody's and of the region."""
    newest: dict = {}
    for found in Questionnaire.objects.visible_to(request.user).openable():
        if found.region_id in {None, session.program.region_id}:
            newest.setdefault((found.region_id, found.code), found)
    return sorted(newest.values(), key=lambda one: one.code != SUGGESTED)  # stable otherwise


def _meanings(offered: list[Questionnaire]) -> list[tuple[Questionnaire, str]]:
    return [(one, QUESTIONNAIRE_MEANING.get(one.code, "")) for one in offered]


def _open_all(request: HttpRequest, form: OpenForm) -> list[Survey]:
    """Open one form for each chosen mata pelatihan, all or none."""
    try:
        return actions.open_for_each(
            session=form.session,
            questionnaire=form.questionnaire,
            subjects=form.chosen_subjects(),
            actor=request.user,
            **form.opening(),
        )
    except actions.CannotOpen as reason:
        form.add_error(None, str(reason))
        return []


def _after_opening(surveys: list[Survey]) -> str:
    if len(surveys) == 1:
        return reverse("surveys:invitations", args=[surveys[0].pk])
    return f"{reverse('surveys:list')}?q={surveys[0].session.code}"
