"""Pages without any result yet: one calm sentence and the next step."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organization.access import Role
from organization.wording import long_date
from reports.forms import ALL_TIME, PeriodFilter, RegionFilter
from reports.results import ComparisonResult, ProgramResult, RegionResult, SessionResult
from reports.views.sections import Section

WHEN = "Hasil muncul di sini setelah formulirnya ditutup atau nilainya diimpor."


@dataclass(frozen=True)
class Nothing:
    """What ``components/empty.html`` shows."""

    sentence: str
    action: str
    address: str


def nothing_in_region(
    request: HttpRequest, result: RegionResult, form: RegionFilter
) -> Nothing | None:
    """Return the state of a region of which no result exists, or None when there is one."""
    known = any(row.status != "none" for row in result.health if row.key != "coverage")
    if known or result.held or result.participation.attended:
        return None
    if form.count_chosen():
        return Nothing(
            "Tidak ada hasil yang cocok dengan saringan ini.", "Atur ulang", request.path
        )
    if result.programs:
        words = f"Sudah ada angkatan dalam {_period(result)}, tetapi belum ada hasilnya. {WHEN}"
        return Nothing(words, *_next(request))
    words = f"Belum ada angkatan yang berakhir dalam {_period(result)}. {WHEN}"
    if form.years:  # angkatan of other years
        return Nothing(words, "Lihat semua waktu", f"{request.path}?period={ALL_TIME}")
    return Nothing(words, *_next(request))


def nothing_of_program(
    request: HttpRequest, result: ProgramResult, form: PeriodFilter, sections: list[Section]
) -> Nothing | None:
    """Return the state of a programme without any result, or None."""
    if _any(sections):
        return None
    if form.count_chosen():
        words = "Tidak ada hasil program ini dalam periode yang dipilih."
        return Nothing(words, "Atur ulang", request.path)
    words = f"Belum ada hasil untuk program ini. {WHEN}"
    return Nothing(words, "Buka program", reverse("workspace:program", args=[result.pk]))


def nothing_of_session(
    request: HttpRequest, result: SessionResult, sections: list[Section]
) -> Nothing | None:
    """Return the state of an angkatan without any result, or None."""
    if _any(sections):
        return None
    words = f"Belum ada hasil untuk angkatan ini. {WHEN}"
    if result.ends_on >= timezone.localdate():
        words = f"Angkatan ini berakhir pada {long_date(result.ends_on)}. {WHEN}"
    return Nothing(words, "Buka angkatan", reverse("workspace:session", args=[result.pk]))


def nothing_to_compare(request: HttpRequest, result: ComparisonResult) -> Nothing | None:
    """Return the state of a comparison without a common measure, or None."""
    if result.measure.key:
        return None
    words = (
        f"Belum ada yang dapat dibandingkan dalam {_period(result)}. Wilayah dibandingkan pada "
        "program dengan topik yang sama, setelah hasilnya ada di sedikitnya dua wilayah."
    )
    if result.period.start or result.period.end:
        return Nothing(words, "Lihat semua waktu", f"{request.path}?period={ALL_TIME}")
    return Nothing(words, "Buka dasbor wilayah", reverse("reports:dashboards"))


def _period(result: RegionResult | ComparisonResult) -> str:
    return f"periode ini ({result.period.label})"


def _any(sections: list[Section]) -> bool:
    """Tell whether a block shows something, or something else than that there is nothing."""
    return any(not section.empty or section.status != "none" for section in sections)


def _next(request: HttpRequest) -> tuple[str, str]:
    """Return what the reader can do: HR opens forms, everybody else looks at the programmes."""
    if request.user.role == Role.OFFICER:
        return "Lihat formulir", reverse("surveys:list")
    return "Lihat program", reverse("programs:list")
