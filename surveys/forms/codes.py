"""The code of an invitation, typed from a slip of paper."""

from django import forms

from surveys import actions
from surveys.models import Invitation


class CodeForm(forms.Form):
    """Accepts the 8 characters in any case and grouping, and a whole link pasted by mistake."""

    code = forms.CharField(
        label="Kode",
        max_length=200,
        error_messages={
            "required": "Tulis kode 8 huruf dan angka dari undangan Bapak/Ibu",
            "max_length": "Kode hanya 8 huruf dan angka. Periksa lagi",
        },
    )

    def invitation(self) -> Invitation | None:
        """Return the invitation that the code opens, or nothing."""
        if not self.is_valid():
            return None
        typed = self.cleaned_data["code"]
        if "/" in typed:
            return actions.invitation_of_token(typed.rstrip("/").rpartition("/")[2])
        return actions.invitation_of_code(typed)
