"""Forms of importing a questionnaire: the file, then what it shall be called."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core import signing

from intake.reader import FORM, UnreadableFile, read_sheets
from organization.forms.spoken import PlainForm
from organization.models import Region
from surveys.actions.blueprints import Blueprint
from surveys.choices import Audience
from surveys.importers.questionnaires import Reading, read_questionnaire
from surveys.models import Scale

KEPT_FOR = 24 * 3600  # seconds that a checked file may wait to be confirmed
CODE = re.compile(r"[\w.\-]+")
EXPIRED = "Pemeriksaan berkas sudah lebih dari sehari. Unggah berkasnya lagi."


def _salt(user: Any) -> str:
    return f"surveys.questionnaire-file.{user.pk}"


class UploadForm(PlainForm):
    """A workbook and the region it belongs to; ``reading`` holds what was found in it."""

    region = forms.ModelChoiceField(
        label="Wilayah", queryset=Region.objects.none(), empty_label="Pilih wilayah"
    )
    file = forms.FileField(
        label="Berkas Excel (.xlsx)",
        max_length=200,
        allow_empty_file=True,
        help_text="XLSForm dari KoboToolbox atau ODK, atau templat kami; paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"max_length": "Nama berkas terlalu panjang. Pendekkan lalu unggah lagi."},
    )
    sentences = {
        "region": "Pilih wilayah yang memiliki kuesioner ini.",
        "file": "Pilih berkas kuesioner (.xlsx).",
    }
    reading: Reading | None = None

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        regions = Region.objects.visible_to(user)
        found = list(regions[:2])
        self.only_region = found[0] if len(found) == 1 else None
        self.fields["region"].queryset = regions
        if self.only_region:
            del self.fields["region"]
        self.speak()

    def clean(self) -> dict[str, Any]:
        """Read the workbook; the reader's refusal is the field's error."""
        cleaned = super().clean()
        if file := cleaned.get("file"):
            try:
                sheets = read_sheets(file.read(FORM.file_bytes + 1), file.name)
            except UnreadableFile as refusal:
                self.add_error("file", str(refusal))
            else:
                scales = Scale.objects.order_by("pk")
                self.reading = read_questionnaire(sheets, scales, file.name)
        return cleaned

    @property
    def region_chosen(self) -> Region:
        """The region of the file."""
        return self.only_region or self.cleaned_data["region"]

    def as_kept(self) -> str:
        """Return the checked questionnaire, signed for this user: no file is kept anywhere."""
        kept = {"region": self.region_chosen.pk, "blueprint": self.reading.blueprint.as_json()}
        return signing.dumps(kept, salt=_salt(self.user), compress=True)


class ConfirmForm(PlainForm):
    """What the questionnaire is called and who answers it; the rest stands in ``kept``."""

    title = forms.CharField(label="Judul", max_length=120)
    code = forms.CharField(
        label="Kode",
        max_length=20,
        help_text="Tanpa spasi. Kode yang sudah ada menjadi versi berikutnya.",
    )
    audience = forms.ChoiceField(label="Responden", choices=Audience.choices)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    sentences = {"title": "Tulis judul kuesioner.", "code": "Tulis kode kuesioner."}
    blueprint: Blueprint | None = None
    region: Region | None = None

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.speak()

    def clean_code(self) -> str:
        """Refuse what cannot stand in the code of a form."""
        code = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError("Kode hanya memuat huruf, angka, titik, atau tanda hubung.")
        return code

    def clean(self) -> dict[str, Any]:
        """Find the checked questionnaire again and give it the names chosen here."""
        cleaned = super().clean()
        try:
            kept = signing.loads(cleaned.get("kept") or "", salt=_salt(self.user), max_age=KEPT_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(EXPIRED) from None
        self.region = Region.objects.visible_to(self.user).filter(pk=kept["region"]).first()
        if self.region is None:
            raise forms.ValidationError("Wilayah berkas ini bukan wilayah Anda lagi.")
        self.blueprint = Blueprint.from_json(kept["blueprint"])
        for name in ("title", "code", "audience"):
            if name in cleaned:
                setattr(self.blueprint, name, cleaned[name])
        return cleaned
