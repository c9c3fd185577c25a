"""Pages of the calendar: programmes, sessions, mata pelatihan."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organization.access import Role, allow
from programs.actions import (
    add_program,
    add_session,
    add_subject,
    cancel_program,
    cancel_session,
    change_program,
    change_session,
    change_subject,
    restore_program,
    restore_session,
)
from programs.forms import ProgramFilter, ProgramForm, ReasonForm, SessionForm, SubjectForm
from programs.models import Program, Session, Subject
from programs.views.editing import (
    FORM,
    PROGRAMS,
    edit_page,
    form_page,
    program_crumbs,
    session_crumbs,
)
from programs.wording import people
from trail.actions import StaleEdit

PAGE = 25  # rows


@require_safe
@allow(Role.OFFICER, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR)
def index(request):
    visible = Program.objects.visible_to(request.user)
    filters = ProgramFilter(request.GET, years=visible.budget_years())
    filters.is_valid()
    today = timezone.localdate()
    found = visible.narrowed(filters.cleaned_data, today).with_counts(today)
    found = found.select_related("region", "topic")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    exact = request.user.role == Role.OFFICER
    for program in page.object_list:
        program.people = people(program.participant_count, exact=exact)
    context = {
        "page": page,
        "filters": filters,
        "filtered": any(filters.cleaned_data.values()),
        "several_regions": len(request.user.region_ids) != 1,
        "may_edit": exact,
    }
    return render(request, "programs/program_list.html", context)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def create(request):
    form = ProgramForm(request.POST or None, user=request.user)
    if form.is_valid() and form.carry_out(
        add_program, program=form.save(commit=False), actor=request.user
    ):
        program = form.outcome
        messages.success(request, f"Program {program.name} sudah ditambahkan.")
        further = "programs:session_create" if "further" in request.POST else "workspace:program"
        return redirect(further, pk=program.pk)
    further = "Simpan dan tambah angkatan"
    return form_page(request, form, PROGRAMS, "Tambah program", further=further)


@require_http_methods(FORM)
@allow(Role.OFFICER)
def edit(request, pk):
    program = get_object_or_404(Program.objects.editable_by(request.user), pk=pk)
    form = ProgramForm(request.POST or None, instance=program, user=request.user)
    verb = partial(change_program, program=program)
    return edit_page(request, form, verb, program_crumbs(program), "program")


@require_http_methods(FORM)
@allow(Role.OFFICER)
def cancel(request, pk):
    program = get_object_or_404(Program.objects.editable_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, initial={"aim": _aim(program)})
    if form.is_valid():
        return _once(request, form, program, _turn_program)
    waiting = program.sessions.standing().filter(starts_on__gt=timezone.localdate()).count()
    lead = (
        "Program dan angkatan yang dibatalkan bersamanya akan diaktifkan kembali."
        if program.cancelled_on
        else f"{waiting} angkatan yang belum dimulai ikut dibatalkan. Angkatan yang sudah berjalan "
        "dan datanya tetap tersimpan."
    )
    return _reason_page(request, form, program, "program", program_crumbs(program), lead)


def _turn_program(request, program, reason):
    if program.cancelled_on:
        restore_program(program=program, reason=reason, actor=request.user)
        return "Program diaktifkan kembali."
    today = timezone.localdate()
    stopped = cancel_program(program=program, reason=reason, actor=request.user, day=today)
    return f"Program dibatalkan, termasuk {stopped} angkatan."


@require_http_methods(FORM)
@allow(Role.OFFICER)
def session_create(request, pk):
    program = get_object_or_404(Program.objects.editable_by(request.user), pk=pk)
    form = SessionForm(request.POST or None, instance=Session(program=program))
    if form.is_valid() and form.carry_out(
        add_session, session=form.save(commit=False), actor=request.user
    ):
        session = form.outcome
        messages.success(
            request, f"Angkatan {session.number} sudah ditambahkan. Kodenya {session.code}."
        )
        return redirect(session)
    return form_page(request, form, program_crumbs(program), "Tambah angkatan")


@require_http_methods(FORM)
@allow(Role.OFFICER)
def session_edit(request, pk):
    session = get_object_or_404(_sessions(request), pk=pk)
    form = SessionForm(request.POST or None, instance=session)
    verb = partial(change_session, session=session)
    return edit_page(request, form, verb, session_crumbs(session), "angkatan")


@require_http_methods(FORM)
@allow(Role.OFFICER)
def session_cancel(request, pk):
    session = get_object_or_404(_sessions(request), pk=pk)
    form = ReasonForm(request.POST or None, initial={"aim": _aim(session)})
    if form.is_valid():
        return _once(request, form, session, _turn_session)
    lead = "Angkatan yang dibatalkan tidak dihitung dalam cakupan, kehadiran, dan hasil."
    return _reason_page(request, form, session, "angkatan", session_crumbs(session), lead)


def _turn_session(request, session, reason):
    if session.cancelled_on:
        restore_session(session=session, reason=reason, actor=request.user)
        return "Angkatan diaktifkan kembali."
    today = timezone.localdate()
    cancel_session(session=session, reason=reason, actor=request.user, day=today)
    return "Angkatan dibatalkan. Pesertanya tetap tercatat."


@require_http_methods(FORM)
@allow(Role.OFFICER)
def subject_create(request, pk):
    session = get_object_or_404(_sessions(request), pk=pk)
    form = SubjectForm(request.POST or None, instance=Subject(session=session))
    if form.is_valid():
        add_subject(subject=form.save(commit=False), actor=request.user, **form.teacher)
        messages.success(request, "Mata pelatihan sudah ditambahkan.")
        return redirect(session)
    return form_page(request, form, session_crumbs(session), "Tambah mata pelatihan")


@require_http_methods(FORM)
@allow(Role.OFFICER)
def subject_edit(request, pk):
    visible = Subject.objects.editable_by(request.user).select_related(
        "session__program__region", "trainer"
    )
    subject = get_object_or_404(visible, pk=pk)
    form = SubjectForm(request.POST or None, instance=subject)
    if form.is_valid():
        change_subject(subject=form.save(commit=False), actor=request.user, **form.teacher)
        messages.success(request, "Perubahan mata pelatihan sudah disimpan.")
        return redirect(subject.session)
    return form_page(request, form, session_crumbs(subject.session), "Ubah mata pelatihan")


def _sessions(request):
    return Session.objects.editable_by(request.user).select_related("program__region")


def _aim(target):
    return "restore" if target.cancelled_on else "cancel"


def _once(request, form, target, turn):
    """Do what the page offered; a second press finds it done and changes nothing."""
    if form.cleaned_data["aim"] in {"", _aim(target)}:
        try:
            messages.success(request, turn(request, target, form.cleaned_data["reason"]))
        except StaleEdit:
            messages.error(request, "Orang lain baru saja mengubah data ini. Periksa lagi.")
    return redirect(target)


def _reason_page(request, form, target, noun, crumbs, lead):
    word = "Aktifkan kembali" if target.cancelled_on else "Batalkan"
    title = f"{word} {noun}"
    return form_page(request, form, crumbs, title, lead=lead, submit=title, danger=True)
