"""The Admin's pages of accounts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import (
    LastAdministrator,
    change_account,
    create_account,
    hand_over_link,
    set_active,
)
from accounts.forms import UserFilter, UserForm
from accounts.models import User
from organization.access import Role, allow

PAGE = 25  # rows
CRUMBS = [("Beranda", "/"), ("Pengguna", "/users/")]


@require_safe
@allow(Role.ADMINISTRATOR, Role.AUDITOR)
def users(request):
    filters = UserFilter(request.GET)
    filters.is_valid()
    found = User.objects.visible_to(request.user).narrowed(filters.cleaned_data)
    found = found.select_related("unit").prefetch_related("regions")
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "filtered": any(filters.cleaned_data.values()),
        "may_edit": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, "accounts/user_list.html", context)


@allow(Role.ADMINISTRATOR)
def user_create(request):
    form = UserForm(request.POST or None, actor=request.user)
    if form.is_valid() and form.carry_out(create_account, actor=request.user, **form.account()):
        return _link_page(request, form.outcome)
    return _form_page(request, form, "Tambah pengguna")


@allow(Role.ADMINISTRATOR)
def user_edit(request, pk):
    user = _user(request, pk)
    form = UserForm(request.POST or None, instance=user, actor=request.user)
    if form.is_valid():
        try:
            if form.carry_out(change_account, actor=request.user, **form.account()):
                messages.success(request, f"Akun {user.name} sudah disimpan.")
                return redirect("accounts:users")
        except LastAdministrator as reason:
            form.add_error("role", str(reason))
    return _form_page(request, form, f"Ubah akun {user.username}", owner=_user(request, pk))


@require_POST
@allow(Role.ADMINISTRATOR)
def user_link(request, pk):
    return _link_page(request, get_object_or_404(_users(request).active(), pk=pk))


@require_POST
@allow(Role.ADMINISTRATOR)
def user_active(request, pk):
    user = _user(request, pk)
    wanted = {"yes": True, "no": False}.get(request.POST.get("active"), not user.is_active)
    if wanted == user.is_active:  # a second press, or somebody else was first
        return redirect("accounts:user_edit", pk=user.pk)
    try:
        set_active(user=user, is_active=wanted, actor=request.user)
    except LastAdministrator as reason:
        messages.error(request, str(reason))
    else:
        state = "diaktifkan" if user.is_active else "dinonaktifkan; sesinya sudah berakhir"
        messages.success(request, f"Akun {user.name} sudah {state}.")
    return redirect("accounts:user_edit", pk=user.pk)


def _users(request):
    return User.objects.visible_to(request.user)


def _user(request, pk):
    return get_object_or_404(_users(request), pk=pk)


def _form_page(request, form, title, **context):
    shown = {"form": form, "heading": title, "crumbs": [*CRUMBS, (title, "")], "owner": None}
    return render(request, "accounts/user_form.html", shown | context)


def _link_page(request, user):
    """Show the one-time link; it is on no other page."""
    path = hand_over_link(user=user, actor=request.user)
    title = f"Tautan untuk {user.name}"
    context = {
        "owner": user,
        "link": request.build_absolute_uri(path),
        "heading": title,
        "crumbs": [*CRUMBS, (title, "")],
    }
    return render(request, "accounts/user_link.html", context)
