"""The Admin's pages of regions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.actions import correct_region
from organization.forms.places import RegionFilter, RegionForm
from organization.models import Region
from organization.views.pages import PAGE, form_page

CRUMBS = [("Wilayah dan unit", "/regions/")]


@require_safe
@allow(Role.ADMINISTRATOR, Role.AUDITOR)
def regions(request):
    filters = RegionFilter(request.GET)
    filters.is_valid()
    found = Region.objects.manageable_by(request.user).narrowed(filters.cleaned_data)
    context = {
        "page": Paginator(found.select_related("parent"), PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "may_edit": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, "organization/region_list.html", context)


@allow(Role.ADMINISTRATOR)
def region_edit(request, pk):
    region = get_object_or_404(Region.objects.manageable_by(request.user), pk=pk)
    form = RegionForm(request.POST or None, instance=region)
    title = f"{region.name} ({region.code})"
    if form.is_valid():
        region.refresh_from_db()  # the form has written into it; the verb compares
        correct_region(region=region, changes=form.cleaned_data, actor=request.user)
        messages.success(request, f"Wilayah {region} sudah disimpan.")
        return redirect("organization:regions")
    return form_page(request, form, CRUMBS, title)
