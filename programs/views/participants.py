"""Pages of the participants of a session."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organization.access import Role, allow
from organization.choices import PolicyKey
from organization.models import Policy
from organization.wording import number
from programs.actions import (
    NotAllowed,
    change_participation,
    enrol,
    mark_participants,
    replace_participant,
)
from programs.forms import (
    CandidateForm,
    MarkForm,
    ParticipantFilter,
    ParticipationForm,
    SearchForm,
    candidates,
)
from programs.models import Participation, Session
from programs.views.editing import FORM, conflict_page, form_page, session_crumbs
from trail.actions import StaleEdit

PAGE = 25  # rows


@require_http_methods(FORM)
@allow(Role.OFFICER)
def participants(request, pk):
    session = get_object_or_404(_sessions(request), pk=pk)
    form = MarkForm(request.POST or None, session=session, user=request.user)
    listed = Participation.objects.visible_to(request.user).filter(session=session)
    filters = ParticipantFilter(request.GET)
    filters.is_valid()
    if len(typed := filters.cleaned_data.get("q", "")) > 4 and typed.isdigit():
        return redirect(f"{request.path}?q={typed[-4:]}")  # no NIP in an address or a log
    found = listed.narrowed(filters.cleaned_data).select_related("employee", "placement__unit")
    if form.is_valid():
        return _mark(request, session, form.cleaned_data, found)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    above, warnings = hours_and_warnings(request.user, session)
    context = {
        "session": session,
        "crumbs": [*session_crumbs(session), ("Peserta", "")],
        "page": page,
        "rows": [(row, above.get(row.employee_id)) for row in page],
        "filters": filters,
        "filtered": any(filters.cleaned_data.values()),
        "form": form,
        "warnings": warnings,
    }
    return render(request, "programs/participant_list.html", context)


def _mark(request, session, cleaned, found):
    chosen = list(found.values_list("pk", flat=True)) if cleaned["everyone"] else cleaned["chosen"]
    try:
        moved = mark_participants(
            session=session,
            chosen=chosen,
            status=cleaned["mark"],
            actor=request.user,
            today=timezone.localdate(),
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        label = Participation.Status(cleaned["mark"]).label
        left = len(set(chosen)) - moved
        more = f" {left} orang tidak berubah karena statusnya sudah lebih jauh." if left else ""
        messages.success(request, f"{moved} peserta ditandai {label}.{more}")
    return redirect(request.get_full_path())


@require_http_methods(FORM)
@allow(Role.OFFICER)
def participant_create(request, pk):
    session = get_object_or_404(_sessions(request), pk=pk)
    search = SearchForm(request.POST or None)
    typed = search.cleaned_data["q"] if search.is_valid() else ""
    people = candidates(session, request.user, typed)
    form = CandidateForm(request.POST if "add" in request.POST else None, people=people)
    if (
        search.is_valid()
        and form.is_valid()
        and form.carry_out(enrol, session=session, actor=request.user, **form.chosen())
    ):
        added = form.cleaned_data["employee"]
        messages.success(request, f"{added.full_name} sudah masuk daftar peserta.")
        for sentence in hours_and_warnings(request.user, session)[1]:
            messages.warning(request, sentence)
        return redirect("programs:participants", pk=session.pk)
    context = {
        "session": session,
        "search": search,
        "form": form,
        "people": people,
        "crumbs": [*session_crumbs(session), ("Tambah satu peserta", "")],
    }
    return render(request, "programs/participant_create.html", context)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def participation_edit(request, pk):
    visible = Participation.objects.visible_to(request.user).select_related(
        "session__program__region", "employee", "placement__unit", "replaced_by"
    )
    participation = get_object_or_404(visible, pk=pk)
    form = ParticipationForm(request.POST or None, instance=participation, user=request.user)
    session = participation.session
    listed = reverse("programs:participants", args=[session.pk])
    crumbs = [*session_crumbs(session), ("Peserta", listed)]
    title, person = "Ubah data peserta", {"person": participation.employee}
    if form.is_valid():
        try:
            _save(form, request.user)
        except StaleEdit as stale:
            return conflict_page(request, form, stale.current, crumbs, title, **person)
        messages.success(request, f"Data {participation.employee.full_name} sudah disimpan.")
        return redirect(listed)
    return form_page(request, form, crumbs, title, **person)


def _save(form, actor):
    verb = replace_participant if form.instance.replaced_by else change_participation
    verb(
        participation=form.instance,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
        actor=actor,
    )


def hours_and_warnings(user, session):
    """Return (employee id -> JP above the PPPK ceiling, the sentences that say what is wrong)."""
    year, people = session.ends_on.year, Participation.objects.visible_to(user)
    limit = Policy.objects.in_force(PolicyKey.JP_MAX_PPPK, session.ends_on).first()
    above = people.above_in_session(session, limit.value, year) if limit else {}
    sentences = []
    if above:
        sentences.append(
            f"{len(above)} PPPK melebihi batas {number(limit.value)} JP pada tahun {year} bila "
            "angkatan ini dihitung. Pertimbangkan angkatan tahun berikut."
        )
    taken = people.filter(session=session).expected().count()
    if session.capacity and taken > session.capacity:
        sentences.append(
            f"Peserta {number(taken)} orang melebihi kuota {number(session.capacity)} orang."
        )
    return above, sentences


def _sessions(request):
    return Session.objects.editable_by(request.user).select_related("program__region")
