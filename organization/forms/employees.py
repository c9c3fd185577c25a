"""What a Petugas types about people and their posts."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from intake.importers import BadValue
from organization.actions import Move, NewPerson
from organization.choices import GRADES
from organization.forms.spoken import DayInput, PlainForm, SpokenForm, VersionedForm
from organization.importers.columns import phone
from organization.models import Employee, Placement, Unit
from organization.nip import parse_nip

NIP_TAKEN = "NIP sudah terdaftar atas nama {name}."
NIP_ELSEWHERE = "NIP ini terdaftar di wilayah lain."
KINDS = [
    (Placement.Kind.DEFINITIVE, "Definitif: pindah atau berganti jabatan"),
    (Placement.Kind.ACTING, "Plt: memimpin unit lain sementara"),
    (Placement.Kind.DAILY, "Plh: menggantikan harian"),
]


class EmployeeFilter(PlainForm):
    """Filters of the list of employees."""

    q = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(
        label="Perangkat Daerah",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Semua",
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *Employee.Status.choices]
    )
    state = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Masih bekerja"), ("all", "Semua, juga yang nonaktif")],
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.visible_to(user).tops().still_open()


class FindForm(PlainForm):
    """A name, or a whole NIP, which must not stand in an address."""

    q = forms.CharField(label="Cari nama atau NIP", max_length=100)
    sentences = {"q": "Tulis nama atau NIP yang dicari."}


class UnitField(forms.ModelChoiceField):
    """A unit, told apart by the one above it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Unit kerja", queryset=Unit.objects.none(), empty_label="Pilih unit", **options
        )

    def label_from_instance(self, unit: Unit) -> str:
        return f"{unit.name} – {unit.parent.name}" if unit.parent else unit.name


def open_units(user: Any) -> Any:
    """Return the units that somebody may be placed in, each below its OPD."""
    units = Unit.objects.visible_to(user).still_open().select_related("parent")
    return units.order_by("region__code", "name")


class PersonFields(SpokenForm):
    """The checks that entering and editing share."""

    sentences = {
        "nip": "Isi NIP atau NI PPPK, 18 angka.",
        "name": "Isi nama pegawai; satu kata pun boleh.",
        "unit": "Pilih unit kerja.",
        "starts_on": "Isi hari pertama di unit atau jabatan itu.",
    }

    def clean_nip(self) -> str:
        typed = self.cleaned_data["nip"]
        if not typed:
            return self.instance.nip
        nip = parse_nip(typed).text
        other = Employee.objects.with_nips([nip]).exclude(pk=self.instance.pk).first()
        if other is not None:
            same = other.region_id in self.user.region_ids
            raise ValidationError(NIP_TAKEN.format(name=other.name) if same else NIP_ELSEWHERE)
        return nip

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return phone(typed) if typed else ""
        except BadValue as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict:
        given = super().clean()
        kind = parse_nip(given["nip"]).kind if given.get("nip") else ""
        if kind and given.get("grade") and not given["grade"].startswith(kind):
            self.add_error(
                "grade", f"Golongan ini bukan golongan {kind}, sedangkan NIP-nya {kind}."
            )
        return given


class EmployeeForm(PersonFields, VersionedForm):
    """A known person; the NIP is typed only to correct it."""

    nip = forms.CharField(
        label="Perbaiki NIP",
        required=False,
        max_length=30,
        help_text="Kosongkan bila NIP yang tercatat sudah benar.",
    )
    grade = forms.ChoiceField(
        label="Golongan", required=False, choices=[("", "Tidak diisi"), *GRADES]
    )

    class Meta:
        model = Employee
        fields = ["title_before", "name", "title_after", "grade", "email", "phone", "is_active"]

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)
        self.initial.pop("nip", None)

    def context_options(self) -> dict[str, Any]:
        return {"user": self.user}

    def start_again_from(self, current: Employee) -> list[tuple[str, str, str]]:
        """Show both versions, but no NIP in full."""
        differences = super().start_again_from(current)
        return [row for row in differences if row[0] != self.fields["nip"].label]

    def clean(self) -> dict:
        given = super().clean()
        if given.get("nip"):
            self.instance.nip, self.instance.status = given["nip"], parse_nip(given["nip"]).kind
        return given


class PostFields(forms.Form):
    """Where somebody works, as what, from when."""

    unit = UnitField()
    position = forms.CharField(label="Jabatan", required=False, max_length=160)
    position_kind = forms.ChoiceField(
        label="Jenis jabatan",
        required=False,
        choices=[("", "Tidak diisi"), *Placement.PositionKind.choices],
    )
    is_head = forms.BooleanField(
        label="Memimpin unit ini",
        required=False,
        help_text="Kepala unit adalah atasan pegawai di unit itu.",
    )


class NewEmployeeForm(PersonFields, PostFields, forms.ModelForm):
    """A new person with the first post."""

    nip = forms.CharField(
        label="NIP / NI PPPK", max_length=30, help_text="18 angka; spasi dan titik boleh."
    )
    grade = EmployeeForm.base_fields["grade"]
    starts_on = forms.DateField(
        label="Sejak tanggal (TMT)",
        required=False,
        widget=DayInput(),
        help_text="Kosongkan bila tidak diketahui.",
    )

    class Meta:
        model = Employee
        fields = ["nip", "title_before", "name", "title_after", "grade", "email", "phone"]

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)
        self.fields["unit"].queryset = open_units(user)
        self.speak()

    def arrangement(self) -> Layout:
        return Layout(
            Fieldset("Pegawai", *self.Meta.fields),
            Fieldset("Penempatan", "unit", "position", "position_kind", "is_head", "starts_on"),
        )

    def person(self) -> NewPerson:
        """Return the person as typed; the titles stand in their own fields."""
        given = self.cleaned_data
        return NewPerson(
            nip=given["nip"],
            name=Employee(
                **{k: given[k] for k in ("title_before", "name", "title_after")}
            ).full_name,
            unit=given["unit"],
            position=given["position"],
            position_kind=given["position_kind"],
            grade=given["grade"],
            email=given["email"],
            phone=given["phone"],
            starts_on=given["starts_on"],
            is_head=given["is_head"] or None,
        )


class MoveForm(SpokenForm, PostFields):
    """A move, or a Plt or Plh post beside the own one."""

    kind = forms.ChoiceField(label="Jenis penempatan", choices=KINDS, widget=forms.RadioSelect)
    starts_on = forms.DateField(label="Mulai tanggal (TMT)", widget=DayInput())
    ends_on = forms.DateField(
        label="Sampai tanggal",
        required=False,
        widget=DayInput(),
        help_text="Untuk Plt dan Plh, bila sudah diketahui.",
    )
    sentences = PersonFields.sentences | {"kind": "Pilih jenis penempatan."}

    def __init__(self, *args: Any, employee: Employee, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.employee = employee
        self.fields["unit"].queryset = open_units(user).filter(region=employee.region_id)
        self.speak()

    def arrangement(self) -> Layout:
        order = ("kind", "unit", "position", "position_kind", "is_head", "starts_on", "ends_on")
        return Layout(*order)

    def clean(self) -> dict:
        given = super().clean()
        if given.get("ends_on") and given.get("kind") == Placement.Kind.DEFINITIVE:
            self.add_error("ends_on", "Penempatan definitif tidak memakai tanggal akhir.")
        if (
            given.get("ends_on")
            and given.get("starts_on")
            and given["ends_on"] < given["starts_on"]
        ):
            self.add_error("ends_on", "Tanggal berakhir tidak boleh sebelum tanggal mulai.")
        return given

    def move(self) -> Move:
        """Return the move as typed."""
        given = self.cleaned_data
        return Move(employee=self.employee, **given | {"is_head": given["is_head"] or None})


class EndForm(PlainForm):
    """The last day of a post that is open."""

    placement = forms.ModelChoiceField(
        label="Penempatan", queryset=Placement.objects.none(), empty_label="Pilih penempatan"
    )
    day = forms.DateField(label="Hari terakhir", widget=DayInput())
    sentences = {
        "placement": "Pilih penempatan yang berakhir.",
        "day": "Isi hari terakhir penempatan itu.",
    }

    def __init__(self, *args: Any, employee: Employee, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["placement"].queryset = Placement.objects.open_of([employee.pk])
