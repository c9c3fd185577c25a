"""The Petugas's pages of people: find, enter, edit, move, show the NIP."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organization.access import Role, allow
from organization.actions import MoveError, add_employee, change_employee, end_placement, move
from organization.forms.employees import (
    EmployeeFilter,
    EmployeeForm,
    EndForm,
    FindForm,
    MoveForm,
    NewEmployeeForm,
)
from organization.models import Employee
from organization.views.pages import HOME, PAGE, conflict_page, form_page
from trail.actions import StaleEdit, record

CRUMBS = [("Pegawai", "/employees/")]
LONGEST_IN_ADDRESS = 4  # digits of an NIP; a longer number never stands in an address


@require_safe
@allow(Role.OFFICER)
def employees(request):
    filters = EmployeeFilter(request.GET, user=request.user)
    filters.is_valid()
    typed = filters.cleaned_data.get("q", "").replace(" ", "")
    if typed.isdigit() and len(typed) > LONGEST_IN_ADDRESS:
        return redirect(f"{request.path}?q={typed[-LONGEST_IN_ADDRESS:]}")
    found = Employee.objects.visible_to(request.user).narrowed(filters.cleaned_data)
    page = Paginator(found.with_open_placements(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": filters,
        "filtered": any(filters.cleaned_data.values()),
    }
    return render(request, "organization/employee_list.html", context)


@require_POST
@allow(Role.OFFICER)
def employee_find(request):
    """Look for a whole NIP without putting it into an address; for a name, open the list."""
    form = FindForm(request.POST)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    if sum(letter.isdigit() for letter in typed) <= LONGEST_IN_ADDRESS:
        query = f"?{urlencode({'q': typed})}" if typed else ""
        return redirect(f"{reverse('organization:employees')}{query}")
    person = Employee.objects.visible_to(request.user).with_nip(typed).first()
    if person is None:
        messages.warning(request, "NIP itu tidak terdaftar di wilayah Anda.")
        return redirect("organization:employees")
    return redirect(person)


@allow(Role.OFFICER)
def employee_create(request):
    form = NewEmployeeForm(request.POST or None, user=request.user)
    if form.is_valid() and form.carry_out(add_employee, person=form.person(), actor=request.user):
        employee = form.outcome
        messages.success(request, f"{employee.full_name} sudah terdaftar.")
        return redirect(employee)
    return form_page(request, form, CRUMBS, "Tambah pegawai")


@allow(Role.OFFICER)
def employee_edit(request, pk):
    employee = _employee(request, pk)
    crumbs, title = _crumbs(employee), "Ubah data pegawai"
    form = EmployeeForm(request.POST or None, instance=employee, user=request.user)
    if form.is_valid():
        version = form.cleaned_data["version"]
        changed = {"employee": form.save(commit=False), "version": version, "actor": request.user}
        try:
            if form.carry_out(change_employee, **changed):
                messages.success(request, "Data pegawai sudah disimpan.")
                return redirect(employee)
        except StaleEdit as stale:
            return conflict_page(request, form, stale.current, crumbs, title)
    return form_page(request, form, crumbs, title)


@allow(Role.OFFICER)
def employee_move(request, pk):
    employee = _employee(request, pk)
    ending = "end" in request.POST
    form = MoveForm(
        request.POST if request.POST and not ending else None, employee=employee, user=request.user
    )
    end = EndForm(request.POST if ending else None, employee=employee, prefix="end")
    try:
        if ending and end.is_valid():
            end_placement(**end.cleaned_data, actor=request.user)
            return _moved(request, employee, "Penempatan sudah diakhiri.")
        if form.is_valid():
            new = move(move=form.move(), actor=request.user)
            return _moved(request, employee, f"Penempatan di {new.unit} sudah dicatat.")
    except MoveError as refusal:
        (end if ending else form).add_error("day" if ending else "starts_on", str(refusal))
    title = "Mutasi dan penugasan"
    context = {
        "employee": employee,
        "form": form,
        "end": end,
        "refused": end if ending else form,
        "heading": title,
        "crumbs": [HOME, *_crumbs(employee), (title, "")],
        "placements": employee.placements.newest_first().select_related("unit__parent"),
    }
    return render(request, "organization/employee_move.html", context)


@require_POST
@allow(Role.OFFICER)
def employee_nip(request, pk):
    """Show the whole NIP, once, and record that it was shown."""
    employee = _employee(request, pk)
    record(
        actor=request.user,
        action="employee.nip_shown",
        target=f"pegawai #{employee.pk}",
        region_code=employee.region.code,
    )
    title = "NIP lengkap"
    crumbs = [HOME, *_crumbs(employee), (title, "")]
    context = {"employee": employee, "heading": title, "crumbs": crumbs}
    return render(request, "organization/employee_nip.html", context)


def _employee(request, pk):
    found = Employee.objects.visible_to(request.user).select_related("region")
    return get_object_or_404(found, pk=pk)


def _crumbs(employee):
    return [*CRUMBS, (employee.full_name, resolve_url(employee))]


def _moved(request, employee, sentence):
    messages.success(request, sentence)
    return redirect(employee)
