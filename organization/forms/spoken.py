"""Forms that speak in sentences, and forms that notice when somebody else was first."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import IntegrityError

NO_SUCH_DAY = "{label}: tanggal itu tidak ada. Contoh: 28/02/2026."
NO_NUMBER = "{label}: tulis angka, misalnya 12 atau 87,5."
TOO_LONG = "{label}: paling banyak %(limit_value)d huruf; Anda menulis %(show_value)d."
NO_ADDRESS = "{label}: tulis alamat lengkap, misalnya nama@kota.go.id."
NO_CHOICE = "{label}: pilih salah satu dari daftar."


class DayInput(forms.DateInput):
    """A date in the browser's own picker; typed dates work as well."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class SpokenForm(forms.BaseForm):
    """Gives each refusal its own sentence; ``sentences`` names those of the required fields."""

    use_required_attribute = False
    sentences: dict[str, str] = {}
    outcome: Any = None  # what the verb returned

    def speak(self) -> None:
        """Set the sentences; call it at the end of ``__init__``."""
        for name, sentence in self.sentences.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = sentence
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = TOO_LONG.format(label=field.label)
            pattern = {
                forms.DateField: NO_SUCH_DAY,
                forms.EmailField: NO_ADDRESS,
                forms.IntegerField: NO_NUMBER,
                forms.FloatField: NO_NUMBER,
                forms.DecimalField: NO_NUMBER,
            }.get(type(field))
            if pattern:
                field.error_messages["invalid"] = pattern.format(label=field.label)
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = NO_CHOICE.format(label=field.label)

    def carry_out(self, verb: Callable[..., Any], **given: Any) -> bool:
        """Call the verb; False when somebody saved the same a moment before, as the form now says.

        The checks looked before the other one saved; the database refused after. Looking again
        finds what they find on any other day. A refusal that they cannot explain is raised.
        """
        try:
            self.outcome = verb(**given)
        except IntegrityError:
            self.full_clean()
            if self.is_valid():
                raise
            return False
        return True

    @property
    def helper(self) -> FormHelper:
        """Let the template write the form tag and its buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = self.arrangement()
        return helper

    def arrangement(self) -> Layout:
        """Return the fields in order; override to group them."""
        return Layout(*self.fields)


class PlainForm(SpokenForm, forms.Form):
    """A form of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.speak()


class VersionedForm(SpokenForm, forms.ModelForm):
    """An edit that carries the version it started from (trail.models.Versioned)."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Formulir ini tidak lengkap. Muat ulang halaman, lalu isi lagi.",
            "invalid": "Formulir ini tidak lengkap. Muat ulang halaman, lalu isi lagi.",
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version
        if self.instance.pk is None:
            del self.fields["version"]
        self.speak()

    def start_again_from(self, current: Any) -> list[tuple[str, str, str]]:
        """Carry the current version from now on; return (label, stored, typed) of what differs."""
        stored = type(self)(instance=current, **self.context_options())
        differences = []
        for name, field in self.fields.items():
            was, typed = stored.initial.get(name), self.cleaned_data.get(name)
            shown = (_words(field, was), _words(field, typed))
            if name != "version" and shown[0] != shown[1]:
                differences.append((str(field.label), *shown))
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(current.version)
        return differences

    def context_options(self) -> dict[str, Any]:
        """Return what ``__init__`` needs besides the instance."""
        return {}


def _words(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return "(kosong)"
    if isinstance(field, forms.ModelChoiceField):
        return str(field.to_python(value) if not hasattr(value, "pk") else value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, dict(field.choices).get(str(value), value)))
    return str(field.widget.format_value(value) or value)
