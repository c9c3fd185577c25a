"""Judging a comment: show it, show it in part, or hide it, with a reason."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

from surveys.actions import MASK, MAX_TEXT, is_masking_of
from surveys.models import ClosedComment

State = ClosedComment.State
REASONS = (  # proposed; another one may be typed
    "Menyebut nama orang",
    "Memuat NIP, NIK, nomor telepon, atau surel",
    "Menunjuk orang tertentu",
    "Kata-kata tidak pantas",
    "Di luar pertanyaan",
)
LONGEST_RELEASED = MAX_TEXT + 40 * len(MASK)  # characters; a mask may be longer than what it hides


class ModerationForm(forms.Form):
    """What is to become of one comment."""

    state = forms.ChoiceField(
        choices=[(value, label) for value, label in State.choices if value != State.PENDING]
    )
    released = forms.CharField(required=False, max_length=LONGEST_RELEASED)
    reason = forms.CharField(
        required=False,
        max_length=200,
        error_messages={"max_length": "Alasan terlalu panjang: paling banyak 200 huruf."},
    )

    def __init__(self, data: Any, *, comment: ClosedComment) -> None:
        super().__init__(data)
        self.comment = comment

    def clean_released(self) -> str:
        """Compare as the text was stored: line feeds, composed letters."""
        typed = self.cleaned_data["released"].replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", typed)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where something is kept back, and for the original's own words."""
        cleaned = super().clean()
        state = cleaned.get("state")
        if state in {State.MASKED, State.HIDDEN} and not cleaned.get("reason", ""):
            self.add_error("reason", "Tulis alasannya, misalnya “Menyebut nama orang”.")
        if state == State.MASKED:
            self._check_masking(cleaned.get("released", ""))
        return cleaned

    def _check_masking(self, released: str) -> None:
        if MASK not in released:
            self.add_error("released", f"Ganti bagian yang menunjuk orang dengan {MASK}.")
        elif not is_masking_of(released, unicodedata.normalize("NFC", self.comment.text)):
            self.add_error(
                "released",
                f"Kata-kata aslinya tidak boleh diubah: hanya boleh diganti {MASK}. "
                "Kembalikan bagian yang lain seperti semula.",
            )


class Queue(forms.Form):
    """Which comments are listed; those that wait, unless asked otherwise."""

    state = forms.ChoiceField(choices=State.choices)

    @property
    def chosen(self) -> str:
        """The state that was asked for."""
        return self.cleaned_data["state"] if self.is_valid() else State.PENDING
