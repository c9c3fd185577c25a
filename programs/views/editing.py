"""What every form of this app does when it is refused or somebody else was first."""

from django.contrib import messages
from django.shortcuts import redirect, render

from trail.actions import StaleEdit

FORM = ["GET", "HEAD", "POST"]  # the methods of a page with a form


def form_page(request, form, crumbs, title, **context):
    """Show a form; the template says the error summary first."""
    shown = {"form": form, "crumbs": [*crumbs, (title, "")], "heading": title, "stale": False}
    return render(request, "programs/form.html", shown | {"submit": "Simpan"} | context)


def conflict_page(request, form, current, crumbs, title, **context):
    """Show both versions (409); what was typed stays in the form."""
    differences = form.start_again_from(current)
    shown = {"form": form, "crumbs": [*crumbs, (title, "")], "heading": title, "submit": "Simpan"}
    shown |= {"stale": True, "differences": differences} | context
    return render(request, "programs/form.html", shown, status=409)


def edit_page(request, form, verb, crumbs, noun):
    """Save what the form was opened for, or show what stands in the way."""
    title = f"Ubah {noun}"
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            if form.carry_out(verb, version=version, actor=request.user):
                messages.success(request, f"Perubahan {noun} sudah disimpan.")
                return redirect(form.instance)
        except StaleEdit as stale:
            return conflict_page(request, form, stale.current, crumbs, title)
    return form_page(request, form, crumbs, title)


def program_crumbs(program):
    """Return where a programme's pages lie."""
    return [*PROGRAMS, (program.name, program.get_absolute_url())]


def session_crumbs(session):
    """Return where a session's pages lie."""
    number = f"Angkatan {session.number}"
    return [*program_crumbs(session.program), (number, session.get_absolute_url())]


PROGRAMS = [("Beranda", "/"), ("Program", "/programs/")]
