"""Before and after of one employee, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.importers import BadValue, decimal
from organization.forms.spoken import DayInput, PlainForm
from organization.wording import long_date
from performance.actions import Entry
from performance.models import Indicator, Measurement
from performance.windows import add_months
from programs.models import Session

ROUNDS = (("before", "sebelum"), ("after", "sesudah"))


class NumberField(forms.Field):
    """A number as Indonesians write it: 72,5 or 1.234,5; 72.5 is understood too."""

    def __init__(self, *, locked: bool = False, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "maxlength": 20}
        widget = forms.TextInput(attrs=attributes | ({"readonly": True} if locked else {}))
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value: Any) -> float | None:
        """Return the number, or refuse with a sentence."""
        text = (value or "").strip()
        if not text:
            return None
        try:
            return decimal(text)
        except BadValue as problem:
            raise ValidationError(f"{self.label}: {problem}") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number with a decimal comma."""
        return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else value


class EntryForm(PlainForm):
    """Two values with their dates for each indicator of the programme."""

    def __init__(
        self,
        *args: Any,
        session: Session,
        indicators: list[Indicator],
        stored: list[Measurement],
        **options: Any,
    ) -> None:
        self.session, self.indicators = session, indicators
        self.stored = {(row.indicator_id, row.round): row for row in stored}
        super().__init__(*args, **options)
        for indicator in indicators:
            for name, word in ROUNDS:
                self._add(indicator, name, word)
        if stored:
            self.fields["reason"] = forms.CharField(
                label="Alasan mengubah atau menghapus",
                required=False,
                max_length=300,
                help_text="Wajib bila ada nilai yang dihapus. Alasan tercatat di jejak audit, "
                "nilainya tidak.",
            )
        self.speak()

    def _add(self, indicator: Indicator, name: str, word: str) -> None:
        prefix = f"{indicator.pk}-{name}"
        row = self.stored.get((indicator.pk, name))
        unit = f" ({indicator.unit})" if indicator.unit else ""
        self.fields[f"{prefix}-value"] = NumberField(
            label=f"Nilai {word}{unit}", initial=row.value if row else None
        )
        self.fields[f"{prefix}-day"] = forms.DateField(
            label=f"Tanggal nilai {word}",
            required=False,
            initial=row.period_end if row else self._usual_day(name),
            widget=DayInput(),
        )
        self.fields[f"{prefix}-version"] = forms.IntegerField(
            required=False, initial=row.version if row else None, widget=forms.HiddenInput
        )
        if row:
            self.fields[f"{prefix}-remove"] = forms.BooleanField(
                label=f"Hapus nilai {word} ini", required=False
            )

    def _usual_day(self, name: str) -> date:
        if name == "before":
            return self.session.starts_on - timedelta(days=1)
        month_3 = add_months(self.session.ends_on, 3)
        return max(min(month_3, timezone.localdate()), self.session.ends_on)

    def arrangement(self) -> Layout:
        """Return one group an indicator: before, then after."""
        groups = []
        for indicator in self.indicators:
            pairs = [
                Div(*self._shown(f"{indicator.pk}-{name}"), css_class="pair") for name, _ in ROUNDS
            ]
            hidden = [f"{indicator.pk}-{name}-version" for name, _ in ROUNDS]
            groups.append(Fieldset(indicator.name, *pairs, *hidden))
        return Layout(*groups, *(["reason"] if "reason" in self.fields else []))

    def _shown(self, prefix: str) -> list[str]:
        names = [f"{prefix}-{part}" for part in ("value", "day", "remove")]
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Refuse values out of range, dates on the wrong side, and removal without a reason."""
        for indicator in self.indicators:
            for name, word in ROUNDS:
                self._check(indicator, name, word)
        removes = any(key.endswith("-remove") and on for key, on in self.cleaned_data.items())
        if removes and "reason" not in self.errors and not self.reason:
            self.add_error("reason", "Isi alasan mengapa nilai itu dihapus.")
        return self.cleaned_data

    @property
    def reason(self) -> str:
        """Why a stored value is changed or removed; needed for removal only."""
        return self.cleaned_data.get("reason", "").strip()

    def _check(self, indicator: Indicator, name: str, word: str) -> None:
        prefix = f"{indicator.pk}-{name}"
        value = self.cleaned_data.get(f"{prefix}-value")
        day = self.cleaned_data.get(f"{prefix}-day")
        if value is None or self.cleaned_data.get(f"{prefix}-remove"):
            return
        if not indicator.accepts(value):
            self.add_error(f"{prefix}-value", f"Nilai {word} {indicator.name} {indicator.limits}.")
        if f"{prefix}-day" not in self.cleaned_data:
            return
        if day is None:
            self.add_error(f"{prefix}-day", f"Isi tanggal nilai {word} {indicator.name}.")
        elif name == "before" and day > self.session.starts_on:
            first = long_date(self.session.starts_on)
            self.add_error(f"{prefix}-day", f"Nilai sebelum paling lambat bertanggal {first}.")
        elif name == "after" and day < self.session.ends_on:
            last = long_date(self.session.ends_on)
            self.add_error(f"{prefix}-day", f"Nilai sesudah paling awal bertanggal {last}.")

    def entries(self) -> list[Entry]:
        """Return what was typed, each with the version that it started from."""
        return [
            Entry(
                indicator=indicator,
                round=name,
                day=self.cleaned_data[f"{indicator.pk}-{name}-day"],
                value=self.cleaned_data[f"{indicator.pk}-{name}-value"],
                version=self.cleaned_data[f"{indicator.pk}-{name}-version"],
                remove=self.cleaned_data.get(f"{indicator.pk}-{name}-remove", False),
            )
            for indicator in self.indicators
            for name, _ in ROUNDS
        ]

    def start_again_from(self, stored: list[Measurement]) -> list[tuple[str, str, str]]:
        """Carry the current versions from now on; return (label, stored, typed) of what differs."""
        self.data = self.data.copy()
        differences = []
        for row in stored:
            prefix = f"{row.indicator_id}-{row.round}"
            self.data[f"{prefix}-version"] = str(row.version)
            field = self.fields.get(f"{prefix}-value")
            if field is None:
                continue
            typed = (self.cleaned_data[f"{prefix}-value"], self.cleaned_data[f"{prefix}-day"])
            if typed[0] is not None and typed != (row.value, row.period_end):
                label = f"{row.indicator.name}: {field.label.lower()}"
                differences.append((label, _words(row.value, row.period_end), _words(*typed)))
        return differences


def _words(value: float, day: date | None) -> str:
    number = f"{value:.15g}".replace(".", ",")
    return f"{number} ({long_date(day)})" if day else number
