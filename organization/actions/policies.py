"""Dated values: a new one replaces the old from a day on."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from organization.choices import CONFIDENTIALITY, PolicyKey
from organization.models import Policy
from organization.wording import number
from trail.actions import record


class LowerThreshold(ValueError):  # noqa: N818 - an outcome that the form shows
    """A confidentiality threshold may only be raised."""


@transaction.atomic
def set_policy(
    *, key: PolicyKey, value: float, valid_from: date, legal_basis: str, actor: Any
) -> Policy:
    """Put a value in force from the day on; values before that day stay as they were."""
    values = Policy.objects.filter(key=key)
    list(values.select_for_update())  # wait for a second Admin, then look
    now = values.filter(valid_to=None).latest("valid_from")
    if key in CONFIDENTIALITY and value < now.value:
        raise LowerThreshold(
            f"Ambang kerahasiaan hanya dapat dinaikkan: sekarang {number(now.value)}, "
            f"jadi nilai baru paling sedikit {number(now.value)}."
        )
    if valid_from <= now.valid_from:
        valid_from = now.valid_from
        Policy.objects.filter(pk=now.pk).delete()
    else:
        now.valid_to = valid_from - timedelta(days=1)
        now.save(update_fields=["valid_to"])
    new = Policy.objects.create(
        key=key, value=value, unit=now.unit, legal_basis=legal_basis, valid_from=valid_from
    )
    record(
        actor=actor,
        action="policy.changed",
        target=new.get_key_display(),
        detail={
            "changes": {key.value: [f"{now.value:g}", f"{value:g}"]},
            "valid_from": str(valid_from),
        },
    )
    return new
