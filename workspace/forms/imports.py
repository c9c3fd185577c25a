"""Forms of importing: choose a file, match columns, mend rows."""

from __future__ import annotations

from typing import Any

from django import forms

from intake.importers import Column
from intake.models import ImportJob, ImportRow
from intake.reader import PAGE, Table, UnreadableFile, clean_text, read_paste, read_table
from organization.forms.spoken import PlainForm
from organization.models import Region
from performance.actions import known
from workspace.importing import IMPORTERS
from workspace.importing.showing import UnknownValue

NOT_IN_FILE = "— tidak ada di berkas —"
NOTHING_CHOSEN = "Pilih berkas, atau tempel tabel dari Excel."


class SearchForm(PlainForm):
    """Find an angkatan by the name or code of its programme."""

    q = forms.CharField(label="Cari program atau kode angkatan", required=False, max_length=100)


class ListFilter(PlainForm):
    """Which imports to list."""

    kind = forms.ChoiceField(label="Isi", required=False)
    state = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *ImportJob.State.choices]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind, importer.title) for kind, importer in IMPORTERS.items()]
        self.fields["kind"].choices = [("", "Semua"), *kinds]


class UploadForm(PlainForm):
    """A file or a paste, and the region it belongs to; ``table`` holds what was read."""

    region = forms.ModelChoiceField(
        label="Wilayah", queryset=Region.objects.none(), empty_label="Pilih wilayah"
    )
    indicator = forms.TypedChoiceField(
        label="Indikator",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Isi bila berkas tidak mempunyai kolom indikator.",
    )
    file = forms.FileField(
        label="Berkas Excel atau CSV",
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text="Berkas .xlsx, .csv, .tsv, atau .txt; paling banyak 20.000 baris dan 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"max_length": "Nama berkas terlalu panjang. Pendekkan lalu unggah lagi."},
    )
    paste = forms.CharField(
        label="Tempel dari Excel",
        required=False,
        strip=False,
        help_text="Salin tabel di Excel beserta judul kolomnya, lalu tempel di sini.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "wrap": "off"}),
    )
    sentences = {"region": "Pilih wilayah yang memiliki data ini."}
    table: Table

    def __init__(self, *args: Any, user: Any, session: Any = None, kind: str, **options: Any):
        super().__init__(*args, **options)
        self.session = session
        regions = Region.objects.visible_to(user)
        self.only_region = session.program.region if session else _only(regions)
        self.fields["region"].queryset = regions
        if self.only_region:
            del self.fields["region"]
        if kind == "measurements":
            listed = [(found.pk, found.name) for found in known.indicators()]
            self.fields["indicator"].choices = [("", "Ada di kolom berkas"), *listed]
        else:
            del self.fields["indicator"]

    @property
    def chosen_region(self) -> Region:
        """The region of the file."""
        return self.only_region or self.cleaned_data["region"]

    def clean(self) -> dict[str, Any]:
        """Read whichever was given; the reader's refusal is the field's error."""
        cleaned = super().clean()
        file, paste = cleaned.get("file"), cleaned.get("paste", "").strip("\r\n")
        field = "paste" if paste and not file else "file"
        if not file and not paste:
            self.add_error("file", NOTHING_CHOSEN)
            return cleaned
        try:
            self.table = read_paste(paste) if field == "paste" else _read_upload(file)
        except UnreadableFile as refusal:
            self.add_error(field, str(refusal))
        return cleaned


def _only(regions: Any) -> Region | None:
    found = list(regions[:2])
    return found[0] if len(found) == 1 else None


def _read_upload(file: Any) -> Table:
    return read_table(file.read(PAGE.file_bytes + 1), file.name)


class MappingForm(PlainForm):
    """Our columns, each with the column of the file that it is."""

    def __init__(
        self, *args: Any, columns: list[Column], headings: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [("", NOT_IN_FILE), *headings]
        for column in columns:
            self.fields[column.name] = forms.ChoiceField(
                label=column.label, required=column.required, choices=choices, help_text=column.help
            )
        self.sentences = {
            column.name: f"{column.label}: pilih kolom berkas yang memuatnya." for column in columns
        }
        self.speak()

    def clean(self) -> dict[str, Any]:
        """Refuse the same column of the file for two of ours."""
        cleaned, taken = super().clean(), {}
        for name, position in list(cleaned.items()):
            if position and position in taken:
                first = self.fields[taken[position]].label
                label = self.fields[name].label
                self.add_error(name, f"{label}: kolom ini sudah dipakai untuk {first}.")
            taken.setdefault(position, name)
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        """The chosen positions."""
        return {name: int(position) for name, position in self.cleaned_data.items() if position}


class RecheckForm(PlainForm):
    """Everything a person can mend on one page of the check: values, cells, whole rows."""

    def __init__(
        self,
        *args: Any,
        unknown: list[UnknownValue],
        rows: list[ImportRow],
        columns: dict[str, Column],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.unknown_values, self.columns, self.rows = unknown, columns, rows
        self._offered = {(value.field, value.text): at for at, value in enumerate(unknown)}
        for at, value in enumerate(unknown):
            self.fields[f"map-{at}"] = forms.ChoiceField(
                label=f"{value.label} “{value.text}”",
                required=False,
                choices=[("", "Pilih padanannya"), *value.choices],
                initial=value.suggestion,
            )
        for row in rows:
            self._add_row(row)
        self.speak()

    def _add_row(self, row: ImportRow) -> None:
        for problem in row.problems:
            name, where = problem["field"], f"baris {row.number}, {problem['column']}"
            if "old" in problem:
                self.fields[f"keep-{row.number}-{name}"] = forms.BooleanField(
                    label=f"Pakai data lama: {problem['old']}", required=False
                )
            elif self._is_mended_here(problem):
                self.fields[f"fix-{row.number}-{name}"] = forms.CharField(
                    label=f"Perbaikan {where}", required=False, max_length=500
                )
        self.fields[f"skip-{row.number}"] = forms.BooleanField(
            label=f"Lewati baris {row.number}", required=False
        )

    def _is_mended_here(self, problem: dict[str, Any]) -> bool:
        """Whether the row itself takes the mended cell, instead of the list of unknown values."""
        is_error = problem["severity"] == "error" and problem["field"] in self.columns
        return is_error and self._unknown_at(problem) is None

    def _unknown_at(self, problem: dict[str, Any]) -> int | None:
        """Return which unknown value the problem is about, if any."""
        return self._offered.get((problem["field"], clean_text(problem["value"])))

    def shown_values(self) -> list[tuple[UnknownValue, Any]]:
        """Return each unknown value with its field."""
        return [(value, self[f"map-{at}"]) for at, value in enumerate(self.unknown_values)]

    def shown_rows(self) -> list[dict[str, Any]]:
        """Return each row with its problems and their fields."""
        return [
            {
                "number": row.number,
                "skip": self[f"skip-{row.number}"],
                "problems": self._shown_problems(row),
            }
            for row in self.rows
        ]

    def _shown_problems(self, row: ImportRow) -> list[dict[str, Any]]:
        """Return the problems of a row; a cell is asked for once, however much is wrong with it."""
        asked: set[str] = set()
        found = []
        for problem in row.problems:
            name = problem["field"]
            is_asked = self._is_mended_here(problem) and name not in asked
            keep, at = f"keep-{row.number}-{name}", self._unknown_at(problem)
            shown = {key: problem[key] for key in ("column", "value", "reason")} | {
                "fix": self[f"fix-{row.number}-{name}"] if is_asked else None,
                "keep": self[keep] if keep in self.fields else None,
                "mapped": None if at is None else self[f"map-{at}"],
            }
            asked |= {name} if is_asked else set()
            found.append(shown)
        return found

    def changes(self) -> dict[str, Any]:
        """Return the arguments for intake.actions.recheck."""
        return {
            "value_mapping": self._meanings(),
            "corrections": self._corrections(),
            "skip": [row.number for row in self.rows if self.cleaned_data[f"skip-{row.number}"]],
        }

    def _meanings(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for at, value in enumerate(self.unknown_values):
            if chosen := self.cleaned_data[f"map-{at}"]:
                found.setdefault(value.field, {})[value.text] = chosen
        return found

    def _corrections(self) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for row in self.rows:
            for problem in row.problems:
                place = f"{row.number}-{problem['field']}"
                if typed := self.cleaned_data.get(f"fix-{place}"):
                    found.setdefault(row.number, {})[problem["field"]] = typed
                if self.cleaned_data.get(f"keep-{place}"):
                    found.setdefault(row.number, {})[problem["field"]] = problem["old"]
        return found
