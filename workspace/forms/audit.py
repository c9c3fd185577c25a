"""Filters of the audit trail."""

from typing import Any

from django import forms

from organization.access import Role
from organization.forms.spoken import DayInput, PlainForm
from organization.models import Region
from workspace.acts import NOUNS


class AuditFilter(PlainForm):
    """Who, what, where, when."""

    q = forms.CharField(label="Pelaku atau sasaran", required=False, max_length=100)
    action = forms.ChoiceField(
        label="Mengenai", required=False, choices=[("", "Semua"), *NOUNS.items()]
    )
    region = forms.ChoiceField(label="Wilayah", required=False)
    since = forms.DateField(label="Sejak", required=False, widget=DayInput())
    until = forms.DateField(label="Sampai", required=False, widget=DayInput())

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        regions = Region.objects.visible_to(user)
        self.fields["region"].choices = [("", "Semua"), *((r.code, str(r)) for r in regions)]
        if user.role == Role.OFFICER:
            self.fields["q"].label = "Sasaran"
