"""How many one-time codes to make, or to cancel."""

from __future__ import annotations

from django import forms

from surveys.actions.drawing import MOST
from surveys.forms.waves import Rows

WHOLE = f"Tulis jumlah kode dengan angka bulat antara 1 dan {MOST}."
ERRORS = dict.fromkeys(("required", "invalid", "min_value", "max_value"), WHOLE)


class DrawForm(Rows, forms.Form):
    """Asks for as many codes as there are people present."""

    number = forms.IntegerField(
        label="Jumlah kode",
        min_value=1,
        max_value=MOST,
        help_text="Sebanyak orang yang hadir. Kode dapat ditambah kemudian.",
        error_messages=ERRORS,
    )


class WithdrawForm(Rows, forms.Form):
    """Cancels codes that were not handed out."""

    prefix = "withdraw"
    number = forms.IntegerField(
        label="Jumlah slip yang tidak dibagikan",
        min_value=1,
        max_value=MOST,
        help_text="Lakukan setelah semua yang hadir selesai mengisi, agar tidak ada kode yang "
        "masih dipegang orang ikut batal.",
        error_messages=ERRORS,
    )
