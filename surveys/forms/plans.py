"""What a Petugas sets in an evaluation plan and in the calendar of an angkatan."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from organization.forms.spoken import DayInput, PlainForm, SpokenForm
from surveys.actions.opening import FAMILIES
from surveys.choices import Audience, Promise
from surveys.models import PlanLine, Questionnaire

CLOSES_FIRST = (
    "Lama dibuka paling sedikit 1 hari; dengan 0 hari formulir ditutup sebelum sempat dibuka."
)


class LineForm(SpokenForm, forms.ModelForm):
    """One form of the plan."""

    sentences = {
        "questionnaire": "Pilih kuesioner.",
        "audience": "Pilih siapa yang mengisi.",
        "promise": "Pilih janji kerahasiaan.",
        "anchor": "Pilih dari hari mana dihitung.",
        "offset": "Isi berapa hari sesudahnya formulir dibuka; 0 berarti hari itu juga.",
        "days_open": "Isi berapa hari formulir dibuka.",
        "remind_every": "Isi jarak pengingat.",
        "reminders": "Isi paling banyak berapa pengingat; 0 berarti tanpa pengingat.",
        "target": "Isi sasaran pengisian.",
    }

    class Meta:
        model = PlanLine
        fields = [
            "questionnaire",
            "audience",
            "promise",
            "anchor",
            "offset",
            "days_open",
            "remind_every",
            "reminders",
            "target",
        ]
        help_texts = {
            "anchor": "Kuesioner tiap mata pelatihan dihitung dari tanggal mata pelatihan itu.",
            "offset": "0 pada hari itu juga; 90 kira-kira tiga bulan; tulis -7 untuk tujuh hari "
            "sebelumnya.",
            "days_open": "Ditutup otomatis setelah hari terakhir, pukul 23.59 WIB.",
            "remind_every": "Pengingat hanya dikirim kepada yang belum mengisi.",
        }

    def __init__(self, *args: Any, questionnaires: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["questionnaire"].queryset = questionnaires
        self.fields["questionnaire"].label_from_instance = _named
        self.fields["questionnaire"].empty_label = "Pilih kuesioner"
        for name, empty in (("audience", "Pilih responden"), ("promise", "Pilih janji")):
            listed = self.fields[name].choices[1:]  # the first is Django's row of dashes
            self.fields[name].choices = [("", empty), *listed]
        self.speak()
        for name in ("days_open", "remind_every", "reminders", "target"):
            self.fields[name].error_messages["min_value"] = "Tulis angka 0 atau lebih."
        self.fields["days_open"].error_messages["min_value"] = CLOSES_FIRST

    def arrangement(self) -> Layout:
        """Group what, when and how to remind."""
        return Layout(
            Fieldset("Formulir", "questionnaire", "audience", "promise"),
            Fieldset("Waktu", "anchor", "offset", "days_open"),
            Fieldset("Pengingat dan sasaran", "remind_every", "reminders", "target"),
        )

    def clean_days_open(self) -> int:
        """Refuse a form that closes before it opens."""
        days = self.cleaned_data["days_open"]
        if not 1 <= days <= 366:
            raise forms.ValidationError(CLOSES_FIRST if days < 1 else "Paling lama 366 hari.")
        return days

    def clean_offset(self) -> int:
        """Refuse what no calendar reaches."""
        days = self.cleaned_data["offset"]
        if not -366 <= days <= 450:
            raise forms.ValidationError(
                "Tulis antara -366 dan 450 hari; tanda rahasia dihapus 15 bulan sesudah pelatihan."
            )
        return days

    def clean_remind_every(self) -> int:
        """Refuse reminders without a pause."""
        if (days := self.cleaned_data["remind_every"]) < 1:
            raise forms.ValidationError("Jarak pengingat paling sedikit 1 hari.")
        return days

    def clean_target(self) -> int:
        """Refuse more than everybody."""
        if (share := self.cleaned_data["target"]) > 100:
            raise forms.ValidationError("Sasaran paling banyak 100%.")
        return share

    def clean(self) -> dict[str, Any]:
        """Refuse what could not be opened later: another audience, another promise, a repeat."""
        cleaned = super().clean()
        questionnaire, audience = cleaned.get("questionnaire"), cleaned.get("audience")
        if questionnaire and audience and not _fits(questionnaire.audience, audience):
            self.add_error(
                "audience",
                f"Kuesioner ini disusun untuk {Audience(questionnaire.audience).label.lower()}.",
            )
        if audience == Audience.SUPERVISORS and cleaned.get("promise") != Promise.CONFIDENTIAL:
            self.add_error("promise", "Formulir atasan selalu rahasia; pilih Rahasia.")
        if questionnaire and questionnaire.is_test and cleaned.get("promise") != Promise.NAMED:
            self.add_error("promise", "Tes yang dinilai selalu bernama; pilih Bernama.")
        if not self.errors and self._is_there_already(cleaned):
            self.add_error("offset", "Formulir ini sudah ada di rencana pada hari yang sama.")
        return cleaned

    def _is_there_already(self, cleaned: dict[str, Any]) -> bool:
        same = self.instance.program.plan_lines.current().exclude(pk=self.instance.pk)
        names = ("questionnaire", "audience", "anchor", "offset")
        return same.filter(**{name: cleaned[name] for name in names}).exists()


class ShiftForm(PlainForm):
    """Other days for one planned form."""

    opens_on = forms.DateField(
        label="Dibuka pada",
        widget=DayInput(),
        error_messages={"required": "Isi tanggal pembukaan."},
    )
    closes_on = forms.DateField(
        label="Ditutup pada",
        widget=DayInput(),
        help_text="Hari terakhir mengisi, sampai pukul 23.59 WIB.",
        error_messages={"required": "Isi tanggal penutupan."},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a form that closes before it opens."""
        cleaned = super().clean()
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error(
                "closes_on",
                "Tanggal penutupan mendahului tanggal pembukaan. Periksa kedua tanggal.",
            )
        return cleaned


def _fits(made_for: str, audience: str) -> bool:
    return audience == made_for or any({audience, made_for} <= family for family in FAMILIES)


def _named(questionnaire: Questionnaire) -> str:
    each = ", tiap mata pelatihan" if questionnaire.per_subject else ""
    return f"{questionnaire.code} – {questionnaire.title}{each}"
