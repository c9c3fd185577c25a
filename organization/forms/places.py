"""What the Admin types about regions, units and dated values."""

from typing import Any

from django import forms
from django.utils import timezone

from organization.choices import CONFIDENTIALITY, PolicyKey
from organization.forms.spoken import DayInput, PlainForm, SpokenForm
from organization.models import Policy, Region, Unit
from organization.wording import number

KINDS = (
    *("Sekretariat", "Inspektorat", "Dinas", "Badan", "Satuan", "Kecamatan", "Kelurahan"),
    *("Bidang", "Bagian", "Seksi", "Subbagian", "UPTD", "Sekolah", "Puskesmas", "RSUD"),
)


class RegionFilter(PlainForm):
    """Filters of the list of regions."""

    q = forms.CharField(label="Nama atau kode", required=False, max_length=100)
    level = forms.ChoiceField(
        label="Tingkat", required=False, choices=[("", "Semua"), *Region.Level.choices]
    )


class RegionForm(SpokenForm, forms.ModelForm):
    """What the tenant calls a region, and whether it is evaluated."""

    sentences = {"name": "Isi nama wilayah."}

    class Meta:
        model = Region
        fields = ["name", "short_name", "hr_office", "is_evaluated"]
        labels = {
            "name": "Nama",
            "short_name": "Nama pendek untuk dasbor",
            "hr_office": "Perangkat pengelola kepegawaian",
            "is_evaluated": "Dievaluasi di aplikasi ini",
        }
        help_texts = {"hr_office": "Misalnya BKPSDM Kota Binjai."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.speak()


class UnitFilter(PlainForm):
    """Filters of the tree of units."""

    q = forms.CharField(label="Cari nama unit", required=False, max_length=100)
    region = forms.ModelChoiceField(
        label="Wilayah", queryset=Region.objects.none(), required=False, empty_label="Semua"
    )
    within = forms.ModelChoiceField(
        label="Di bawah",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Perangkat Daerah saja",
    )
    state = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Masih ada"), ("all", "Semua, juga yang ditutup")],
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].queryset = Region.objects.visible_to(user)
        tops = Unit.objects.visible_to(user).tops().select_related("region")
        self.fields["within"].queryset = tops.order_by("region__code", "name")
        self.fields["within"].label_from_instance = lambda unit: f"{unit.name} ({unit.region})"


class UnitForm(SpokenForm, forms.ModelForm):
    """A unit and where it stands in the tree."""

    sentences = {"name": "Isi nama unit.", "region": "Pilih wilayah.", "group": "Pilih kelompok."}

    class Meta:
        model = Unit
        fields = ["region", "parent", "name", "kind", "group", "valid_from"]
        labels = {
            "region": "Wilayah",
            "parent": "Di bawah unit",
            "name": "Nama unit",
            "kind": "Jenis",
            "group": "Kelompok",
            "valid_from": "Berdiri sejak",
        }
        help_texts = {"valid_from": "Kosongkan bila tidak diketahui."}
        widgets = {"valid_from": DayInput()}

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["region"]
        else:
            self.fields["region"].queryset = Region.objects.visible_to(user)
            self.fields["region"].empty_label = "Pilih wilayah"
        above = Unit.objects.visible_to(user).still_open().select_related("region")
        if self.instance.pk:
            above = above.filter(region=self.instance.region_id).exclude(
                path__startswith=self.instance.path
            )
        self.fields["parent"].queryset = above.order_by("region__code", "name")
        self.fields["parent"].label_from_instance = lambda unit: f"{unit.name} ({unit.region})"
        self.fields["parent"].empty_label = "Tidak ada: unit ini Perangkat Daerah (OPD)"
        kinds = sorted({kind.lower() for kind in KINDS} | {self.instance.kind} - {""})
        self.fields["kind"] = forms.ChoiceField(
            label="Jenis",
            required=False,
            choices=[("", "Lainnya"), *((kind, _shown(kind)) for kind in kinds)],
        )
        self.speak()

    def clean(self) -> dict:
        given = super().clean()
        parent = given.get("parent")
        region = given.get("region") or (self.instance.region if self.instance.pk else None)
        if parent and region and parent.region_id != region.pk:
            self.add_error("parent", "Unit di atasnya harus berada di wilayah yang sama.")
        if given.get("name") and region:
            same = Unit.objects.same_name(region, parent, given["name"])
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("name", "Nama ini sudah dipakai unit lain di tempat yang sama.")
        return given


def _shown(kind: str) -> str:
    return kind if kind.isupper() else {"rsud": "RSUD", "uptd": "UPTD"}.get(kind, kind.capitalize())


class CloseForm(PlainForm):
    """The last day of a unit."""

    day = forms.DateField(label="Hari terakhir unit ini", widget=DayInput())
    sentences = {"day": "Isi hari terakhir unit ini."}


class MergeForm(PlainForm):
    """Into which unit, from which day on."""

    into = forms.ModelChoiceField(
        label="Digabung ke", queryset=Unit.objects.none(), empty_label="Pilih unit"
    )
    day = forms.DateField(label="Mulai tanggal", widget=DayInput())
    sentences = {
        "into": "Pilih unit yang menerima pegawai dan nama unit ini.",
        "day": "Isi tanggal mulai berlakunya penggabungan.",
    }

    def __init__(self, *args: Any, unit: Unit, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Unit.objects.visible_to(user).still_open().filter(region=unit.region_id)
        self.fields["into"].queryset = others.exclude(path__startswith=unit.path)


class AliasForm(PlainForm):
    """Another name under which files know a unit."""

    name = forms.CharField(label="Nama lain", max_length=160)
    sentences = {"name": "Tulis nama lain yang dipakai untuk unit ini."}


class PolicyForm(PlainForm):
    """A new value from a day on."""

    value = forms.FloatField(label="Nilai baru", localize=True, min_value=0, max_value=100_000)
    valid_from = forms.DateField(label="Berlaku mulai", widget=DayInput())
    legal_basis = forms.CharField(label="Dasar", max_length=200, required=False)
    sentences = {"value": "Isi nilai baru.", "valid_from": "Isi tanggal mulai berlaku."}

    def __init__(self, *args: Any, key: PolicyKey, now: Policy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.key = key
        self.fields["value"].help_text = f"Sekarang {number(now.value, _decimals(now))} {now.unit}."
        self.initial |= {"valid_from": timezone.localdate(), "legal_basis": now.legal_basis}
        for name in ("min_value", "max_value"):
            self.fields["value"].error_messages[name] = "Nilai baru: tulis angka yang wajar."

    def clean_value(self) -> float:
        value = self.cleaned_data["value"]
        if self.key in CONFIDENTIALITY and not value.is_integer():
            raise forms.ValidationError("Ambang kerahasiaan harus bilangan bulat.")
        if self.key == PolicyKey.COMPLETION_SHARE and not 0 < value <= 1:
            raise forms.ValidationError("Tulis bagian antara 0 dan 1, misalnya 0,85.")
        return value

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError("Nilai baru berlaku mulai hari ini atau sesudahnya.")
        return day


def _decimals(policy: Policy) -> int:
    return 0 if policy.value.is_integer() else 2
