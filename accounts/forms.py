"""What people type to sign in, and what the Admin types about accounts."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)

from accounts.models import User
from organization.access import Role
from organization.forms.spoken import PlainForm, SpokenForm
from organization.models import Employee, Region, Unit
from organization.nip import validate_nip

BOUND = (Role.OFFICER, Role.INTERVIEWER, Role.MANAGER, Role.ANALYST)  # to regions
SENTENCES = {
    "username": "Isi nama pengguna.",
    "password": "Isi kata sandi.",
    "email": "Isi alamat surel.",
    "old": "Isi kata sandi yang sekarang.",
    "new": "Isi kata sandi baru.",
    "again": "Ketik sekali lagi kata sandi baru.",
    "name": "Isi nama pemilik akun.",
    "role": "Pilih peran.",
}


class SignInForm(PlainForm):
    """Name and password; the same answer for an unknown name and a wrong password."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="Kata sandi",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    sentences = SENTENCES
    user = None

    def __init__(self, *args: Any, request: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean(self):
        given = self.cleaned_data
        if "username" in given and "password" in given:
            self.user = authenticate(self.request, **given)
            if self.user is None:
                self.add_error(
                    None,
                    "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, "
                    "lalu coba lagi.",
                )
        return given


def _new_password(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewPasswordForm(PlainForm):
    """A new password, typed twice; pasting is welcome."""

    new = _new_password("Kata sandi baru")
    again = _new_password("Kata sandi baru, sekali lagi")
    sentences = SENTENCES

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["new"].help_text = " ".join(filter(None, password_validators_help_texts()[:1]))

    def clean_new(self):
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self):
        given = self.cleaned_data
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", "Kedua kata sandi baru tidak sama.")
        return given


class ChangePasswordForm(NewPasswordForm):
    """A new password, given by somebody who knows the old one."""

    old = forms.CharField(
        label="Kata sandi sekarang",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old", "new", "again"]

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("Kata sandi sekarang tidak cocok.")
        return self.cleaned_data["old"]


class ResetForm(PlainForm):
    """The address to which the link goes."""

    email = forms.EmailField(
        label="Alamat surel", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    sentences = SENTENCES


class UserFilter(PlainForm):
    """Search and filters of the list of accounts."""

    q = forms.CharField(label="Cari nama", required=False, max_length=100)
    role = forms.ChoiceField(label="Peran", required=False, choices=[("", "Semua"), *Role.choices])
    state = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), ("active", "Aktif"), ("inactive", "Nonaktif")],
    )


class RegionBox(forms.ModelMultipleChoiceField):
    """Evaluated regions, several of them."""

    widget = forms.CheckboxSelectMultiple


class UserForm(SpokenForm, forms.ModelForm):
    """An account: who, what role, where."""

    regions = RegionBox(
        label="Wilayah",
        queryset=Region.objects.none(),
        required=False,
        help_text="Wajib bagi Petugas, Pewawancara, Pimpinan, dan Analis.",
    )
    nip = forms.CharField(
        label="NIP pemilik akun",
        required=False,
        max_length=30,
        help_text="Menghubungkan Pimpinan dengan data pegawainya sebagai atasan.",
    )
    sentences = SENTENCES

    class Meta:
        model = User
        fields = ["name", "username", "email", "role", "regions", "unit"]
        error_messages = {"username": {"unique": "Nama pengguna ini sudah dipakai. Pilih lain."}}
        help_texts = {
            "username": "Untuk masuk; huruf kecil tanpa spasi.",
            "unit": "Hanya bagi Kepala OPD: dasbor dibatasi pada OPD ini.",
            "email": "Untuk tautan bila lupa kata sandi.",
        }

    def __init__(self, *args: Any, actor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["regions"].queryset = Region.objects.visible_to(actor)
        tops = Unit.objects.visible_to(actor).tops().still_open().select_related("region")
        self.fields["unit"].queryset = tops.order_by("region__code", "name")
        self.fields["unit"].label_from_instance = lambda unit: f"{unit.name} ({unit.region})"
        self.fields["unit"].empty_label = "Seluruh wilayah"
        self.fields["unit"].required = False
        self.fields["role"].choices = [("", "Pilih peran"), *Role.choices]
        if self.instance.employee_id:
            self.initial["nip"] = self.instance.employee.masked_nip
        self.speak()

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def clean_nip(self):
        typed = self.cleaned_data["nip"].strip()
        if not typed or typed == self.initial.get("nip"):
            return typed
        validate_nip(typed)
        return typed

    def clean(self):
        given = super().clean()
        role, regions, unit = given.get("role"), given.get("regions"), given.get("unit")
        if role in BOUND and not regions:
            self.add_error("regions", "Pilih sedikitnya satu wilayah untuk peran ini.")
        if unit and role != Role.MANAGER:
            self.add_error("unit", "Perangkat Daerah hanya diisi untuk peran Pimpinan.")
        elif unit and regions is not None and unit.region not in regions:
            self.add_error("unit", "Perangkat Daerah ini tidak ada di wilayah yang dipilih.")
        if role not in BOUND and "regions" in given:
            given["regions"] = Region.objects.none()
        self._find_employee(given)
        return given

    def account(self) -> dict[str, Any]:
        """Return the account and its regions, as the verbs take them."""
        return {"user": self.save(commit=False), "regions": self.cleaned_data["regions"]}

    def _find_employee(self, given: dict) -> None:
        typed = given.get("nip", "")
        if typed and typed == self.initial.get("nip"):
            return
        self.instance.employee = None
        if typed:
            found = Employee.objects.with_nip(typed).filter(region__in=given.get("regions") or [])
            self.instance.employee = found.first()
            if self.instance.employee is None:
                self.add_error("nip", "NIP ini tidak terdaftar di wilayah yang dipilih.")
