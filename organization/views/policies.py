"""The Admin's pages of dated values: thresholds, legal limits, retention."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.actions import LowerThreshold, set_policy
from organization.choices import ASKING, CONFIDENTIALITY, LEGAL, RETENTION, PolicyKey
from organization.forms.places import PolicyForm
from organization.models import Policy
from organization.views.pages import HOME

CRUMBS = [("Ambang dan batas", "/policies/")]


@require_safe
@allow(Role.ADMINISTRATOR, Role.AUDITOR)
def policies(request):
    values = Policy.objects.in_force_on(timezone.localdate())
    groups = [
        ("Ambang kerahasiaan", "Hanya dapat dinaikkan.", _rows(values, CONFIDENTIALITY)),
        (
            "Permintaan mengisi",
            "Agar satu orang tidak diminta terlalu banyak.",
            _rows(values, ASKING),
        ),
        ("Batas dan definisi", "Sesuai peraturan yang berlaku.", _rows(values, LEGAL)),
        ("Retensi", "Lama data disimpan.", _rows(values, RETENTION)),
    ]
    context = {"groups": groups, "may_edit": request.user.role == Role.ADMINISTRATOR}
    return render(request, "organization/policy_list.html", context)


def _rows(values, keys):
    return [values[key] for key in PolicyKey if key in keys and key in values]


@allow(Role.ADMINISTRATOR)
def policy_edit(request, key):
    if key not in PolicyKey.values:
        raise Http404
    history = list(Policy.objects.history_of(key))
    form = PolicyForm(request.POST or None, key=PolicyKey(key), now=history[0])
    title = PolicyKey(key).label
    if form.is_valid():
        try:
            set_policy(key=PolicyKey(key), actor=request.user, **form.cleaned_data)
        except LowerThreshold as refusal:
            form.add_error("value", str(refusal))
        else:
            messages.success(request, f"Nilai baru untuk “{title}” sudah dicatat.")
            return redirect("organization:policies")
    context = {
        "form": form,
        "heading": title,
        "crumbs": [HOME, *CRUMBS, (title, "")],
        "history": history,
        "only_up": PolicyKey(key) in CONFIDENTIALITY,
    }
    return render(request, "organization/policy_edit.html", context)
