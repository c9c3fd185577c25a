"""What every form of this app does when it is refused or somebody else was first."""

from django.shortcuts import render

HOME = ("Beranda", "/")
PAGE = 25  # rows of a list


def form_page(request, form, crumbs, title, **context):
    """Show a form; the template says the error summary first."""
    shown = {"form": form, "heading": title, "crumbs": [HOME, *crumbs, (title, "")]}
    shown |= {"stale": False, "submit": "Simpan", "danger": False, "lead": ""}
    return render(request, "organization/form.html", shown | context)


def conflict_page(request, form, current, crumbs, title):
    """Show both versions (409); what was typed stays in the form."""
    differences = form.start_again_from(current)
    shown = {"form": form, "heading": title, "crumbs": [HOME, *crumbs, (title, "")]}
    shown |= {"stale": True, "differences": differences, "submit": "Simpan"}
    shown |= {"danger": False, "lead": ""}
    return render(request, "organization/form.html", shown, status=409)
