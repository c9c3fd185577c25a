"""The checklist of an empty tenant; each step ticks itself."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from programs.models import Participation, Program, Session
from surveys.models import Survey


@dataclass(frozen=True)
class Step:
    """One of the five steps."""

    words: str
    address: str  # "" while an earlier step is open
    is_done: bool


def first_steps(user: Any) -> list[Step]:
    """Return the five steps of a Petugas, or nothing once all are done; five queries."""
    program = Program.objects.editable_by(user).order_by("-pk").first()
    session = Session.objects.editable_by(user).order_by("-pk").first()
    surveys = Survey.objects.editable_by(user).order_by()
    done = [
        program is not None,
        session is not None,
        Participation.objects.visible_to(user).order_by().exists(),
        surveys.exists(),
        surveys.closed().exists(),
    ]
    if all(done):
        return []
    people = reverse("workspace:import_new", args=["participants"])
    addresses = [
        reverse("programs:create"),
        reverse("programs:session_create", args=[program.pk]) if program else "",
        f"{people}?session={session.pk}" if session else "",
        reverse("surveys:open", args=[session.pk]) if session else "",
        reverse("reports:dashboards") if done[3] else "",
    ]
    words = [
        "Tambah program",
        "Tambah angkatan pada program itu",
        "Impor peserta dari Excel",
        "Buka formulir umpan balik",
        "Lihat hasil setelah formulir ditutup",
    ]
    return [Step(*step) for step in zip(words, addresses, done, strict=True)]
