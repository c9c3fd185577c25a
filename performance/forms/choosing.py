"""Which indicators a programme wants to move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from organization.forms.spoken import PlainForm
from performance.actions import Choice, default_days
from performance.forms.entering import NumberField
from performance.models import Indicator, ProgramIndicator

NO_PRIMARY = "Pilih satu indikator utama: yang paling ingin digerakkan oleh program ini."


@dataclass(frozen=True)
class Line:
    """One indicator of the form, as the template lays it out."""

    indicator: Indicator
    chosen: BoundField
    delta: BoundField
    before_days: BoundField
    tolerance_days: BoundField
    is_primary: bool
    is_frozen: bool


class IndicatorForm(PlainForm):
    """Tick indicators, name the primary one, say which change is worth having."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    primary = forms.TypedChoiceField(
        label="Indikator utama", required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        indicators: list[Indicator],
        chosen: list[ProgramIndicator],
        frozen: set[int],
        **options: Any,
    ) -> None:
        self.indicators, self.frozen = indicators, frozen
        self.rows = {row.indicator_id: row for row in chosen}
        super().__init__(*args, **options)
        self.fields["primary"].choices = [(found.pk, found.name) for found in indicators]
        for indicator in indicators:
            self._add(indicator)
        self.speak()

    def _add(self, indicator: Indicator) -> None:
        row = self.rows.get(indicator.pk)
        name, pk = indicator.name, indicator.pk
        locked = row is not None and pk in self.frozen
        self.fields[f"{pk}-chosen"] = forms.BooleanField(
            label=name, required=False, initial=row is not None
        )
        self.fields[f"{pk}-delta"] = NumberField(
            label=f"Perubahan terkecil yang berarti, {name}",
            initial=row.delta if row else indicator.delta,
            locked=locked,
        )
        for key, label, initial, most in (
            ("before_days", "Hari sebelum mulai", default_days(indicator), 800),
            ("tolerance_days", "Hari di sekitar bulan sasaran", 60, 90),
        ):
            self.fields[f"{pk}-{key}"] = forms.IntegerField(
                label=f"{label}, {name}",
                required=False,
                min_value=1,
                max_value=most,
                initial=getattr(row, key) if row else initial,
                widget=forms.NumberInput(attrs={"readonly": True} if locked else {}),
                error_messages={
                    "min_value": f"{label} ({name}): paling sedikit 1.",
                    "max_value": f"{label} ({name}): paling banyak {most}.",
                },
            )

    @property
    def lines(self) -> list[Line]:
        """Return the chosen indicators first, then the others by name."""
        primary = self["primary"].value()
        if not self.is_bound:
            primary = next((pk for pk, row in self.rows.items() if row.is_primary), None)
        ordered = sorted(self.indicators, key=lambda found: (found.pk not in self.rows, found.name))
        return [
            Line(
                found,
                *(self[f"{found.pk}-{k}"] for k in ("chosen", "delta", "before_days")),
                self[f"{found.pk}-tolerance_days"],
                is_primary=str(found.pk) == str(primary),
                is_frozen=found.pk in self.frozen and found.pk in self.rows,
            )
            for found in ordered
        ]

    def clean(self) -> dict[str, Any]:
        """Require one primary indicator among the chosen ones, and a change above zero."""
        chosen = [found for found in self.indicators if self.cleaned_data.get(f"{found.pk}-chosen")]
        for indicator in chosen:
            delta = f"{indicator.pk}-delta"
            value = self.cleaned_data.get(delta, 1)
            if value is None or value <= 0:
                self.add_error(
                    delta,
                    f"Perubahan terkecil yang berarti untuk {indicator.name} harus di atas 0.",
                )
        if len(chosen) == 1:
            self.cleaned_data["primary"] = chosen[0].pk
        elif chosen and self.cleaned_data.get("primary") not in {found.pk for found in chosen}:
            self.add_error("primary", NO_PRIMARY)
        if not chosen and not self.rows:
            self.add_error(None, "Centang sedikitnya satu indikator.")
        return self.cleaned_data

    def choices(self) -> list[Choice]:
        """Return what was ticked."""
        data = self.cleaned_data
        return [
            Choice(
                indicator_id=found.pk,
                is_primary=data.get("primary") == found.pk,
                delta=data[f"{found.pk}-delta"],
                before_days=data[f"{found.pk}-before_days"] or default_days(found),
                tolerance_days=data[f"{found.pk}-tolerance_days"] or 60,
            )
            for found in self.indicators
            if data.get(f"{found.pk}-chosen")
        ]

    def start_again_from(self, stored: list[ProgramIndicator], seen: str) -> list[tuple]:
        """Carry the current choice from now on; return (label, stored, typed) of what differs."""
        self.data = self.data.copy()
        self.data["seen"] = seen
        theirs = {row.indicator_id: _words(row) for row in stored}
        mine = {choice.indicator_id: _words(choice) for choice in self.choices()}
        return [
            (found.name, theirs.get(found.pk, "tidak dipilih"), mine.get(found.pk, "tidak dipilih"))
            for found in self.indicators
            if theirs.get(found.pk) != mine.get(found.pk)
        ]


def _words(row: Choice | ProgramIndicator) -> str:
    primary = "utama, " if row.is_primary else ""
    return f"{primary}perubahan terkecil {row.delta:g}".replace(".", ",")
