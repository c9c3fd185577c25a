"""Pages of the tree of units."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.actions import (
    UnitError,
    add_alias,
    close_unit,
    create_unit,
    merge_unit,
    remove_alias,
    save_unit,
)
from organization.forms.places import AliasForm, CloseForm, MergeForm, UnitFilter, UnitForm
from organization.models import Unit
from organization.views.pages import HOME, PAGE, form_page

CRUMBS = [("Unit", "/units/")]


@require_safe
@allow(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
def units(request):
    filters = UnitFilter(request.GET, user=request.user)
    filters.is_valid()
    found = Unit.objects.visible_to(request.user).narrowed(filters.cleaned_data)
    found = found.select_related("region", "parent").annotate(below=Count("children"))
    context = {
        "page": Paginator(found.in_tree_order(), PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "may_edit": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, "organization/unit_list.html", context)


@allow(Role.ADMINISTRATOR)
def unit_create(request):
    form = UnitForm(request.POST or None, user=request.user)
    if form.is_valid() and form.carry_out(
        create_unit, unit=form.save(commit=False), actor=request.user
    ):
        unit = form.outcome
        messages.success(request, f"{unit.name} sudah ditambahkan.")
        return redirect("organization:unit_edit", pk=unit.pk)
    return form_page(request, form, CRUMBS, "Tambah unit")


@allow(Role.ADMINISTRATOR)
def unit_edit(request, pk):
    unit = _unit(request, pk)
    if "alias" in request.POST or "forget" in request.POST:
        return _aliases(request, unit)
    form = UnitForm(request.POST or None, instance=unit, user=request.user)
    if form.is_valid():
        try:
            if form.carry_out(save_unit, unit=form.save(commit=False), actor=request.user):
                messages.success(request, f"{unit.name} sudah disimpan.")
                return redirect("organization:unit_edit", pk=unit.pk)
        except UnitError as refusal:
            form.add_error("parent", str(refusal))
    return _unit_page(request, _unit(request, pk), form, AliasForm(auto_id="alias_%s"))


def _aliases(request, unit):
    alias = AliasForm(request.POST, auto_id="alias_%s")
    forgotten = unit.aliases.filter(pk=_number(request.POST.get("forget"))).first()
    if "forget" in request.POST:
        if forgotten is not None:
            remove_alias(unit=unit, alias=forgotten, actor=request.user)
            messages.success(request, f"Nama lain “{forgotten.name}” sudah dihapus.")
        return redirect("organization:unit_edit", pk=unit.pk)
    if alias.is_valid():
        try:
            add_alias(unit=unit, name=alias.cleaned_data["name"], actor=request.user)
        except UnitError as refusal:
            alias.add_error("name", str(refusal))
        else:
            messages.success(request, "Nama lain sudah ditambahkan.")
            return redirect("organization:unit_edit", pk=unit.pk)
    return _unit_page(request, unit, UnitForm(instance=unit, user=request.user), alias)


def _number(text):
    return int(text) if text and text.isdigit() and len(text) < 19 else None


def _unit_page(request, unit, form, alias):
    context = {
        "unit": unit,
        "form": form,
        "alias": alias,
        "refused": alias if alias.errors else form,
        "aliases": unit.aliases.order_by("name"),
        "heading": unit.name,
        "crumbs": [HOME, *CRUMBS, (unit.name, "")],
    }
    return render(request, "organization/unit_edit.html", context)


@allow(Role.ADMINISTRATOR)
def unit_close(request, pk):
    unit = _unit(request, pk)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            close_unit(unit=unit, day=form.cleaned_data["day"], actor=request.user)
        except UnitError as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, f"{unit.name} ditutup. Data lamanya tetap tersimpan.")
            return redirect("organization:units")
    lead = "Unit yang ditutup tidak lagi ditawarkan; penempatan dan hasil lamanya tetap ada."
    title = f"Tutup {unit.name}"
    return form_page(
        request, form, _crumbs(unit), title, lead=lead, submit="Tutup unit", danger=True
    )


@allow(Role.ADMINISTRATOR)
def unit_merge(request, pk):
    unit = _unit(request, pk)
    form = MergeForm(request.POST or None, unit=unit, user=request.user)
    if form.is_valid():
        try:
            moved = merge_unit(unit=unit, actor=request.user, **form.cleaned_data)
        except UnitError as refusal:
            form.add_error("into", str(refusal))
        else:
            into = form.cleaned_data["into"]
            messages.success(
                request, f"{unit.name} digabung ke {into.name}; {moved} pegawai pindah."
            )
            return redirect("organization:unit_edit", pk=into.pk)
    lead = (
        "Mulai tanggal itu pegawai dan unit di bawahnya pindah ke unit penerima, dan nama unit ini "
        "di berkas dibaca sebagai unit penerima. Data sebelum tanggal itu tetap di unit lama. Akun "
        "Kepala OPD unit ini perlu diatur ulang di halaman Pengguna."
    )
    title = f"Gabungkan {unit.name}"
    return form_page(
        request, form, _crumbs(unit), title, lead=lead, submit="Gabungkan", danger=True
    )


def _unit(request, pk):
    found = Unit.objects.visible_to(request.user).select_related("region", "parent")
    return get_object_or_404(found, pk=pk)


def _crumbs(unit):
    return [*CRUMBS, (unit.name, f"/units/{unit.pk}/")]
