"""The codebook: themes that HR adds to the challenge codes."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from programs.models import Theme
from trail.actions import record

LONGEST = 30  # characters of a code


@transaction.atomic
def add_theme(*, label: str, region_code: str, actor: Any) -> Theme:
    """Add a theme under a code made of its label: "Gizi peserta" is "gizi-peserta"."""
    stem = slugify(label)[: LONGEST - 4].strip("-") or "tema"
    taken = set(Theme.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    theme = Theme.objects.create(
        code=next(code for code in codes if code not in taken), label=label
    )
    record(actor=actor, action="theme.created", target=label, region_code=region_code)
    return theme
