"""Adding a theme to the codebook."""

import unicodedata

from django import forms

from programs.models import Theme

INVISIBLE = {"Cc", "Cf", "Cs", "Co"}  # controls, overrides of direction


class ThemeForm(forms.ModelForm):
    """A theme is known by its label; two of one label would divide their comments."""

    class Meta:
        model = Theme
        fields = ("label",)
        labels = {"label": "Tema baru"}
        error_messages = {
            "label": {
                "required": "Tulis nama temanya, misalnya “Konsumsi”.",
                "max_length": "Nama tema terlalu panjang: paling banyak 120 huruf.",
            }
        }

    def clean_label(self) -> str:
        """Return the label in one line, if no theme is called so."""
        typed = unicodedata.normalize("NFC", self.cleaned_data["label"])
        label = " ".join(
            "".join(c for c in typed if unicodedata.category(c) not in INVISIBLE).split()
        )
        if not any(c.isalnum() for c in label):
            raise forms.ValidationError("Tulis nama temanya dengan kata-kata.")
        if Theme.objects.called(label).exists():
            raise forms.ValidationError(f"Tema “{label}” sudah ada. Pilih dari daftar.")
        return label
