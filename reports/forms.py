"""How readers narrow a result: period, programme, category, OPD; what regions are compared on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, QueryDict

from organization.models import Region, Unit
from programs.choices import Category
from programs.models import Program, Session
from reports.results import ComparisonResult, Filters, Period

QUARTERS = {1: "Triwulan I", 2: "Triwulan II", 3: "Triwulan III", 4: "Triwulan IV"}
ALL_TIME = "all"


class ResultFilter(forms.Form):
    """A filter in the address; what is not on offer does not exist (404), never unfiltered."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["class"] = "form-select"

    def checked(self) -> dict[str, Any]:
        """Return what was chosen, or answer 404."""
        if not self.is_valid():
            raise Http404
        return self.cleaned_data

    def chips(self, request: HttpRequest) -> list[tuple[str, str, str]]:
        """Return label, words and the address without it for every filter that is set."""
        chosen = {name: value for name, value in self.checked().items() if value}
        found = []
        for name, value in chosen.items():
            rest = request.GET.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            field = self.fields[name]
            words = dict(field.choices).get(value, str(value))  # type: ignore[attr-defined]
            found.append((str(field.label), str(words), f"?{rest.urlencode()}"))
        return found

    def count_chosen(self) -> int:
        """Return how many filters are set."""
        return sum(1 for value in self.checked().values() if value)


class PeriodFilter(ResultFilter):
    """A year, a quarter, or all time; nothing chosen means this year to date, or ``whole``."""

    period = forms.ChoiceField(label="Periode")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        today: date,
        years: list[int],
        whole: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.today, self.whole, self.years = today, whole, years
        to_date = f"Tahun {today.year} s.d. hari ini"
        choices = [("", "Semua waktu" if whole else to_date)]
        for year in sorted({today.year, *years}, reverse=True):
            choices.append((str(year), f"Tahun {year}"))
            choices += [(f"{year}-{q}", f"{words} {year}") for q, words in QUARTERS.items()]
        self.fields["period"].choices = choices if whole else [*choices, (ALL_TIME, "Semua waktu")]

    def period_chosen(self) -> Period:
        """Return the first and last day of what was chosen."""
        chosen = self.checked()["period"]
        if chosen == ALL_TIME or (self.whole and not chosen):
            return Period()
        if not chosen:
            return Period(date(self.today.year, 1, 1), self.today)
        year, _, quarter = chosen.partition("-")
        if not quarter:
            return Period(date(int(year), 1, 1), date(int(year), 12, 31))
        first = date(int(year), 3 * int(quarter) - 2, 1)
        last_day = {3: 31, 6: 30, 9: 30, 12: 31}[3 * int(quarter)]
        return Period(first, date(int(year), 3 * int(quarter), last_day))


class RegionFilter(PeriodFilter):
    """The filters of a region's page; every list holds only what the user may see."""

    program = forms.TypedChoiceField(label="Program", coerce=int, empty_value=None)
    category = forms.ChoiceField(
        label="Kategori", choices=[("", "Semua kategori"), *Category.choices]
    )
    unit = forms.TypedChoiceField(
        label="Perangkat Daerah (OPD)",
        coerce=int,
        empty_value=None,
        help_text="Hanya untuk kehadiran, tingkat respons, JP, dan kinerja.",
    )

    def __init__(self, *args: Any, user: Any, region: Region, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, years=held_years(user, region), **options)
        programs = Program.objects.visible_to(user).filter(region=region).order_by("name", "id")
        units = Unit.objects.visible_to(user).filter(region=region).tops().order_by("name")
        self.fields["program"].choices = [
            ("", "Semua program"),
            *programs.values_list("pk", "name"),
        ]
        self.fields["unit"].choices = [("", "Semua OPD"), *units.values_list("pk", "name")]

    def filters_chosen(self) -> Filters:
        """Return the part of the region that was chosen."""
        chosen = self.checked()
        return Filters(chosen["program"], chosen["category"], chosen["unit"])


def held_years(user: Any, region: Region) -> list[int]:  # noqa: ANN401
    """Return the years in which sessions of the region ended."""
    sessions = Session.objects.visible_to(user).filter(program__region=region)
    # Days once each, not dates(): SQLite would truncate every session's day in Python.
    days = sessions.order_by().values_list("ends_on", flat=True).distinct()
    return sorted({day.year for day in days})


class ComparisonChoice(ResultFilter):
    """What regions are compared on: a topic held in two of them, and one measure."""

    topic = forms.ChoiceField(label="Topik")
    measure = forms.ChoiceField(label="Ukuran")

    def __init__(self, *args: Any, result: ComparisonResult, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.fields["topic"].choices = list(result.topics)
        self.fields["measure"].choices = [(item.key, item.label) for item in result.measures]


class ThemeChoices:
    """The themes that a person chose for comments of a form.

    A choice from the list (``theme-<key>``) wins; else a box that agrees with the suggestion
    (``agree-<key>``), or a press that agrees with a whole pile (``all``, its comments known by
    ``pile-<key>``). A theme or comment that does not exist is left out: somebody may just have
    changed it.
    """

    def __init__(self, data: QueryDict, current: dict[int, str], themes: Collection[str]) -> None:
        """Read what was sent; ``current``: {key: code or ""} of comments that may have a theme."""
        self._data, self._themes = data, themes
        self.changed = {
            key: code
            for key, was in current.items()
            if f"theme-{key}" in data and (code := self._chosen(key)) != was
        }

    def _chosen(self, key: int) -> str:
        pile = self._data.get(f"pile-{key}", "")
        whole = pile if pile and pile == self._data.get("all") else ""
        code = self._data[f"theme-{key}"] or self._data.get(f"agree-{key}") or whole
        return code if code in self._themes else ""
