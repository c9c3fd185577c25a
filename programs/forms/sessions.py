"""Forms of sessions (angkatan) and of what is taught in them."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from organization.forms.spoken import DayInput, VersionedForm
from programs.choices import SESSION_NUMBER
from programs.models import Session, Subject


class SessionForm(VersionedForm):
    """One angkatan of a programme."""

    sentences = {
        "number": "Isi nomor angkatan, misalnya 1 atau II.",
        "starts_on": "Isi tanggal mulai.",
        "ends_on": "Isi tanggal selesai.",
        "delivery": "Pilih cara pelaksanaan.",
        "schedule": "Pilih jadwal pelaksanaan.",
    }

    class Meta:
        model = Session
        fields = [
            "number",
            "starts_on",
            "ends_on",
            "delivery",
            "schedule",
            "venue",
            "capacity",
            "support",
            "cost",
        ]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts = {
            "number": "Misalnya 1 atau II.",
            "schedule": "Dilihat dari tugas peserta, termasuk guru dan tenaga kesehatan.",
            "support": "Misalnya surat tugas, biaya perjalanan, atau pengganti saat jaga.",
        }
        localized_fields = ["cost"]

    def arrangement(self) -> Layout:
        """Group the days with the number, and the place with the cost."""
        lead = [name for name in ("version",) if name in self.fields]
        return Layout(
            *lead,
            Fieldset("Waktu", "number", "starts_on", "ends_on"),
            Fieldset("Pelaksanaan", "delivery", "schedule", "venue", "capacity"),
            Fieldset("Dukungan dan biaya", "support", "cost"),
        )

    def clean_number(self) -> str:
        """Refuse signs that would make the session's code ambiguous, and a number twice."""
        number = self.cleaned_data["number"].strip()
        if not SESSION_NUMBER.fullmatch(number):
            raise forms.ValidationError("Nomor angkatan hanya berisi angka, huruf, titik, atau /.")
        same = self.instance.program.sessions.filter(number__iexact=number)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Angkatan {number} sudah ada pada program ini.")
        return number

    def clean(self) -> dict[str, Any]:
        """Refuse a session that ends before it starts."""
        cleaned = super().clean()
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error(
                "ends_on", "Tanggal selesai mendahului tanggal mulai. Periksa kedua tanggal."
            )
        return cleaned


class SubjectForm(VersionedForm):
    """A mata pelatihan and who teaches it."""

    version = None
    trainer_name = forms.CharField(
        label="Narasumber",
        required=False,
        max_length=120,
        help_text="Nama yang sudah pernah dipakai di wilayah ini dikenali sebagai orang yang sama.",
    )
    institution = forms.CharField(label="Instansi narasumber", required=False, max_length=160)
    sentences = {
        "name": "Isi nama mata pelatihan.",
        "hours": "Isi jumlah JP; tulis 0 bila tidak dihitung.",
    }

    class Meta:
        model = Subject
        fields = ["name", "taught_on", "hours"]
        widgets = {"taught_on": DayInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        forms.ModelForm.__init__(self, *args, **options)
        if self.instance.trainer:
            self.initial["trainer_name"] = self.instance.trainer.name
            self.initial["institution"] = self.instance.trainer.institution
        self.order_fields(["name", "trainer_name", "institution", "taught_on", "hours"])
        self.speak()

    @property
    def teacher(self) -> dict[str, str]:
        """Return the narasumber as the verbs take it."""
        named = " ".join(self.cleaned_data["trainer_name"].split())
        return {"trainer_name": named, "institution": self.cleaned_data["institution"].strip()}

    def clean_taught_on(self) -> Any:
        """Refuse a day outside the session."""
        day, session = self.cleaned_data["taught_on"], self.instance.session
        if day and not session.starts_on <= day <= session.ends_on:
            raise forms.ValidationError("Tanggal ini di luar tanggal angkatan.")
        return day
