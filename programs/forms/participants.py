"""Forms of participants: find and add one, edit one, mark many."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Prefetch
from django.utils import timezone

from organization.forms.spoken import DayInput, PlainForm, VersionedForm
from organization.models import Employee, Placement
from organization.nip import NipError, parse_nip
from programs.actions.participants import NEXT, PRESENT, is_correction
from programs.choices import AbsenceReason
from programs.models import Participation

Status = Participation.Status
SCORED = ("pretest", "posttest", "hours_attended", "hours_granted")
MARKS = [(status, Status(status).label) for status in NEXT]
MOST_HITS = 20  # people listed by one search


class ParticipantFilter(PlainForm):
    """Search and filters of a session's list of participants."""

    q = forms.CharField(label="Cari nama atau 4 angka terakhir NIP", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *Status.choices]
    )


class MarkForm(PlainForm):
    """Many participants and what they become, in one press."""

    mark = forms.ChoiceField(label="Tandai sebagai", choices=MARKS)
    everyone = forms.BooleanField(label="Semua peserta dalam daftar", required=False)
    chosen = forms.TypedMultipleChoiceField(
        label="Peserta",
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "Peserta itu tidak ada dalam daftar. Pilih lagi."},
    )
    sentences = {"mark": "Pilih status untuk peserta yang dicentang."}

    def __init__(self, *args: Any, session: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            listed = Participation.objects.visible_to(user).filter(session=session)
            self.fields["chosen"].choices = [(pk, pk) for pk in listed.values_list("pk", flat=True)]

    def clean(self) -> dict[str, Any]:
        """Refuse a press that is about nobody."""
        cleaned = super().clean()
        if "chosen" not in self.errors and not (cleaned.get("everyone") or cleaned.get("chosen")):
            self.add_error("chosen", "Centang sedikitnya satu peserta.")
        return cleaned


class SearchForm(PlainForm):
    """Find an employee by NIP or name."""

    q = forms.CharField(
        label="NIP atau nama pegawai",
        max_length=100,
        min_length=2,
        help_text="NIP lengkap (18 angka) atau sebagian nama.",
        error_messages={
            "required": "Isi NIP atau nama pegawai yang dicari.",
            "min_length": "Tulis sedikitnya dua huruf.",
        },
    )


class CandidateForm(PlainForm):
    """Put one of the people found on the list of a session."""

    employee = forms.ModelChoiceField(
        queryset=None,
        label="Pegawai yang ditemukan",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    status = forms.ChoiceField(
        label="Status",
        initial=Status.APPOINTED,
        choices=[(status, status.label) for status in (Status.NOMINATED, Status.APPOINTED)],
    )
    letter = forms.CharField(label="Nomor surat tugas", required=False, max_length=60)
    sentences = {
        "employee": "Pilih pegawai yang akan ditambahkan.",
        "status": "Pilih status peserta.",
    }

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["employee"].queryset = people
        self.fields["employee"].label_from_instance = _introduce
        self.fields["employee"].error_messages["invalid_choice"] = (
            "Pegawai ini sudah masuk daftar atau tidak dapat ditambahkan. Cari lagi."
        )

    def chosen(self) -> dict[str, Any]:
        """Return the person and how they are enrolled, as the verb takes them."""
        cleaned = self.cleaned_data
        return {
            "employees": [cleaned["employee"]],
            "status": cleaned["status"],
            "letter": cleaned["letter"],
        }


def candidates(session: Any, user: Any, typed: str) -> Any:
    """Return the active people of the region who match and are not on the list yet."""
    if not typed:
        return Employee.objects.none()
    people = Employee.objects.visible_to(user).active().filter(region=session.program.region_id)
    people = people.exclude(participations__session=session)
    digits = re.sub(r"[\s.\-']", "", typed)
    match = {"nip": digits} if digits.isdigit() else {"name__icontains": typed.strip()}
    found = people.filter(**match).values_list("pk", flat=True)[:MOST_HITS]
    posts = Prefetch("placements", Placement.objects.still_open().select_related("unit"))
    return people.filter(pk__in=list(found)).prefetch_related(posts)


def _introduce(employee: Employee) -> str:
    units = ", ".join(str(post.unit) for post in employee.placements.all())
    kind = employee.get_status_display()
    return (
        f"{employee.full_name} · {employee.masked_nip} · {kind} · {units or 'unit belum dicatat'}"
    )


class ParticipationForm(VersionedForm):
    """Everything that HR records of one person in one session."""

    substitute = forms.CharField(
        label="NIP pegawai pengganti",
        required=False,
        max_length=30,
        help_text="Diisi hanya bila statusnya Digantikan. Penggantinya langsung masuk daftar.",
    )
    reason = forms.CharField(
        label="Alasan koreksi",
        required=False,
        max_length=300,
        help_text="Wajib bila status mundur atau nilai yang sudah terisi diubah. "
        "Tercatat di jejak audit.",
    )
    sentences = {"status": "Pilih status peserta."}

    class Meta:
        model = Participation
        fields = [
            "status",
            "absence_reason",
            "nomination_letter",
            "assignment_letter",
            "hours_attended",
            "pretest",
            "posttest",
            "certificate_number",
            "certificate_date",
            "hours_granted",
        ]
        localized_fields = ["hours_attended", "pretest", "posttest"]
        widgets = {"certificate_date": DayInput()}
        help_texts = {
            "absence_reason": "Wajib bila statusnya Tidak hadir.",
            "hours_attended": "Dalam JP; 1 JP = 45 menit.",
            "pretest": "0 sampai 100.",
            "posttest": "0 sampai 100.",
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)
        self.fields["absence_reason"].choices = [("", "Tidak diisi"), *AbsenceReason.choices]
        for name in SCORED:
            if isinstance(value := self.initial.get(name), float) and value.is_integer():
                self.initial[name] = int(value)  # "60", not "60,0"
        self.before = {name: getattr(self.instance, name) for name in ("status", *SCORED)}

    def context_options(self) -> dict[str, Any]:
        """Pass the user on."""
        return {"user": self.user}

    def arrangement(self) -> Layout:
        """Follow the path of a participant, then the scores, then the paper."""
        return Layout(
            "version",
            Fieldset("Kehadiran", "status", "absence_reason", "hours_attended", "substitute"),
            Fieldset("Hasil belajar", "pretest", "posttest"),
            Fieldset("Surat tugas", "nomination_letter", "assignment_letter"),
            Fieldset("Sertifikat", "certificate_number", "certificate_date", "hours_granted"),
            Fieldset("Koreksi", "reason"),
        )

    def clean_pretest(self) -> float | None:
        """Refuse a score outside 0-100."""
        return self._score("pretest", "Nilai pretest")

    def clean_posttest(self) -> float | None:
        """Refuse a score outside 0-100."""
        return self._score("posttest", "Nilai posttest")

    def _score(self, name: str, label: str) -> float | None:
        value = self.cleaned_data[name]
        if value is not None and not 0 <= value <= 100:
            raise forms.ValidationError(f"{label} harus di antara 0 dan 100.")
        return value

    def clean_hours_attended(self) -> float | None:
        """Refuse more hours than the programme has."""
        hours, most = self.cleaned_data["hours_attended"], self.instance.session.program.hours
        if hours is not None and (hours < 0 or (most and hours > most)):
            raise forms.ValidationError(f"Jam hadir harus di antara 0 dan {most} JP.")
        return hours

    def clean_substitute(self) -> Employee | None:
        """Find the replacement among the people of the region."""
        typed = self.cleaned_data["substitute"]
        if not typed:
            return None
        try:
            nip = parse_nip(typed).text
        except NipError as error:
            raise forms.ValidationError(error.messages[0]) from None
        people = Employee.objects.visible_to(self.user).active().filter(nip=nip)
        found = people.filter(region=self.instance.session.program.region_id).first()
        if found is None or found.pk == self.instance.employee_id:
            raise forms.ValidationError("NIP ini bukan pegawai lain di wilayah ini.")
        return found

    def clean(self) -> dict[str, Any]:
        """Hold the rules between the fields."""
        cleaned = super().clean()
        status = cleaned.get("status")
        if status == Status.ABSENT and not cleaned.get("absence_reason"):
            self.add_error("absence_reason", "Pilih alasan tidak hadir.")
        if status == Status.REPLACED and "substitute" not in self.errors:
            self._replace(cleaned)
        starts = self.instance.session.starts_on
        if status in PRESENT and starts > timezone.localdate():
            self.add_error("status", "Angkatan ini belum dimulai; kehadiran belum dapat dicatat.")
        if self._corrects(cleaned) and not cleaned.get("reason"):
            self.add_error("reason", "Isi alasan koreksi.")
        return cleaned

    def _replace(self, cleaned: dict[str, Any]) -> None:
        substitute = cleaned.get("substitute") or self.instance.replaced_by
        if substitute is None:
            self.add_error("substitute", "Isi NIP pegawai yang menggantikan.")
        self.instance.replaced_by = substitute

    def _corrects(self, cleaned: dict[str, Any]) -> bool:
        if is_correction(self.before["status"], cleaned.get("status") or self.before["status"]):
            return True
        return any(
            self.before[name] is not None and cleaned.get(name) != self.before[name]
            for name in SCORED
            if name not in self.errors
        )
