"""Forms of programmes."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone

from organization.forms.spoken import PlainForm, VersionedForm
from organization.models import Region
from programs.choices import Category, Competence, State
from programs.models import Program

YEARS = range(2000, 2101)


class ProgramForm(VersionedForm):
    """A programme; the region is asked only of a Petugas who serves several."""

    sentences = {
        "region": "Pilih wilayah penyelenggara program.",
        "code": "Isi kode program, misalnya MW26.",
        "name": "Isi nama program.",
        "category": "Pilih kategori program.",
        "form": "Pilih bentuk program menurut daftar SIASN.",
        "hours": "Isi jumlah JP; tulis 0 bila belum ditetapkan.",
        "budget_year": "Isi tahun anggaran, misalnya 2026.",
    }

    class Meta:
        model = Program
        fields = [
            "region",
            "code",
            "name",
            "topic",
            "category",
            "form",
            "hours",
            "budget_year",
            "competence",
            "objective",
            "planned_budget",
            "activity_code",
            "partner",
        ]
        help_texts = {
            "code": "Pendek dan tetap, misalnya MW26. Kode angkatan dibentuk darinya: MW26-1.",
            "topic": "Membuat program sejenis di wilayah lain dapat dibandingkan.",
            "form": "Sama dengan daftar jenis diklat SIASN.",
            "hours": "1 JP = 45 menit.",
        }
        localized_fields = ["planned_budget"]
        widgets = {"objective": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)
        regions = Region.objects.visible_to(user)
        if self.instance.pk is None and len(user.region_ids) > 1:
            self.fields["region"].queryset = regions
        else:
            del self.fields["region"]
            if self.instance.pk is None:
                self.instance.region = regions.first()
        if self.instance.pk and self.instance.sessions.exists():
            self.fields["code"].disabled = True
            self.fields["code"].help_text = "Tidak dapat diubah karena sudah dipakai kode angkatan."
        if self.instance.pk is None:
            self.initial.setdefault("budget_year", timezone.localdate().year)
        self.fields["topic"].empty_label = "Belum ditentukan"
        self.fields["competence"].choices = [("", "Belum ditentukan"), *Competence.choices]

    def context_options(self) -> dict[str, Any]:
        """Pass the user on."""
        return {"user": self.user}

    def arrangement(self) -> Layout:
        """Put what every programme needs first."""
        basic = ["code", "name", "topic", "category", "form", "hours", "budget_year"]
        more = ["competence", "objective", "planned_budget", "activity_code", "partner"]
        lead = [name for name in ("region", "version") if name in self.fields]
        return Layout(
            *lead, Fieldset("Pokok program", *basic), Fieldset("Keterangan tambahan", *more)
        )

    def clean_budget_year(self) -> int:
        """Refuse a year that is none."""
        year = self.cleaned_data["budget_year"]
        if year not in YEARS:
            raise forms.ValidationError("Tahun anggaran harus di antara 2000 dan 2100.")
        return year

    def clean(self) -> dict[str, Any]:
        """Refuse a code that another programme of the region has."""
        cleaned = super().clean()
        region = cleaned.get("region") or getattr(self.instance, "region", None)
        same = Program.objects.visible_to(self.user).filter(
            region=region, code__iexact=cleaned.get("code", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("code", "Kode ini sudah dipakai program lain di wilayah ini.")
        return cleaned


class ReasonForm(PlainForm):
    """Why something is cancelled, or taken back; ``aim`` is what the page offered."""

    aim = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tercatat di jejak audit dan tampil pada halaman ini.",
        error_messages={
            "required": "Isi alasannya.",
            "max_length": "Alasan terlalu panjang; paling banyak 300 huruf.",
        },
    )


class ProgramFilter(PlainForm):
    """Search and filters of the list of programmes."""

    q = forms.CharField(label="Cari nama atau kode", required=False, max_length=100)
    year = forms.TypedChoiceField(label="Tahun", required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(
        label="Kategori", required=False, choices=[("", "Semua"), *Category.choices]
    )
    state = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *State.choices]
    )

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [("", "Semua"), *((year, str(year)) for year in years)]
