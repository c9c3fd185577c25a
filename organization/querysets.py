"""Questions about regions, units, employees and placements."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from organization.access import Role, scope

if TYPE_CHECKING:
    from collections.abc import Collection

    from organization import models as m

ADMINISTRATORS = (Role.ADMINISTRATOR, Role.AUDITOR)


class RegionQuerySet(models.QuerySet["m.Region"]):
    """Regions of the Kemendagri list; only some are evaluated."""

    def visible_to(self, user: Any) -> RegionQuerySet:
        """Return the evaluated regions granted to the user; the Admin and the Auditor see all."""
        if user.is_authenticated and user.is_active and user.role in ADMINISTRATORS:
            return self.evaluated()
        return (
            self.evaluated().filter(pk__in=user.region_ids)
            if user.is_authenticated
            else self.none()
        )

    def manageable_by(self, user: Any) -> RegionQuerySet:
        """Return the whole list for the Admin and the Auditor, nothing for anybody else."""
        if user.is_authenticated and user.is_active and user.role in ADMINISTRATORS:
            return self.all()
        return self.none()

    def narrowed(self, chosen: dict[str, Any]) -> RegionQuerySet:
        """Return what the filters of the list leave, the evaluated first."""
        found = self.order_by("-is_evaluated", "code")
        if chosen.get("q"):
            found = found.filter(Q(name__icontains=chosen["q"]) | Q(code__startswith=chosen["q"]))
        if chosen.get("level"):
            found = found.filter(level=chosen["level"])
        return found

    def with_code(self, code: str) -> RegionQuerySet:
        """Return the region of this Kemendagri code."""
        return self.filter(code=code)

    def evaluated(self) -> RegionQuerySet:
        """Return the regions that this tenant evaluates."""
        return self.filter(is_evaluated=True)


class UnitQuerySet(models.QuerySet["m.Unit"]):
    """Units (OPD and below)."""

    def visible_to(self, user: Any) -> UnitQuerySet:
        """Return the units in the user's regions; a Kepala OPD sees their own subtree."""
        if user.is_authenticated and user.is_active and user.unit_id:
            return self.filter(region__in=user.region_ids, path__startswith=user.unit.path)
        return self.filter(scope(user, region="region", everywhere=ADMINISTRATORS))

    def existing_on(self, day: date) -> UnitQuerySet:
        """Return the units that exist on the day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )

    def in_region(self, code: str) -> UnitQuerySet:
        """Return the units of the region with this code."""
        return self.filter(region__code=code)

    def still_open(self) -> UnitQuerySet:
        """Return the units without a last day."""
        return self.filter(valid_to=None)

    def within(self, unit: m.Unit) -> UnitQuerySet:
        """Return the unit and everything below it."""
        return self.filter(path__startswith=unit.path)

    def narrowed(self, chosen: dict[str, Any]) -> UnitQuerySet:
        """Return what the filters of the list leave: names anywhere, else one subtree, else OPD."""
        found = self
        if chosen.get("region"):
            found = found.filter(region=chosen["region"])
        if not chosen.get("state"):
            found = found.still_open()
        if chosen.get("q"):
            name = chosen["q"]
            ids = self.filter(Q(name__icontains=name) | Q(aliases__name__icontains=name.lower()))
            return found.filter(pk__in=ids.values("pk"))
        if chosen.get("within"):
            return found.filter(path__startswith=chosen["within"].path)
        return found.tops()

    def same_name(self, region: m.Region, parent: m.Unit | None, name: str) -> UnitQuerySet:
        """Return the units of this name in the same place of the tree."""
        return self.filter(region=region, parent=parent, name__iexact=name)

    def in_tree_order(self) -> list[m.Unit]:
        """Return the units, each followed by those below it, by name; one query."""
        units = list(self)
        names = {unit.pk: unit.name for unit in units}

        def line(unit: m.Unit) -> tuple[int, list[str]]:
            above = [names.get(int(pk), "") for pk in unit.path.rstrip(".").split(".")]
            return unit.region_id, above

        return sorted(units, key=line)

    def tops(self) -> UnitQuerySet:
        """Return the perangkat daerah (OPD)."""
        return self.filter(parent=None)


class EmployeeQuerySet(models.QuerySet["m.Employee"]):
    """Civil servants; only the HR staff of their region may read them."""

    def visible_to(self, user: Any) -> EmployeeQuerySet:
        """Return the employees of the regions of a Petugas; nothing for any other role."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="region"))

    def with_nip(self, typed: str) -> EmployeeQuerySet:
        """Return the person of this NIP, typed with or without spaces and dots."""
        return self.filter(nip=re.sub(r"[\s.\-\u00a0']", "", typed))

    def narrowed(self, chosen: dict[str, Any]) -> EmployeeQuerySet:
        """Return what the filters of the list leave."""
        found = self if chosen.get("state") else self.active()
        typed = (chosen.get("q") or "").strip()
        if typed.isdigit():
            found = found.filter(nip__endswith=typed[-4:])
        elif typed:
            found = found.filter(name__icontains=typed)
        if chosen.get("status"):
            found = found.filter(status=chosen["status"])
        if chosen.get("unit"):
            held = Q(
                placements__ends_on=None, placements__unit__path__startswith=chosen["unit"].path
            )
            found = found.filter(pk__in=self.filter(held).values("pk"))
        return found

    def with_open_placements(self) -> EmployeeQuerySet:
        """Give each person ``held``: what they hold now, definitif first; one query more."""
        placements = apps.get_model("organization", "Placement").objects
        held = placements.still_open().select_related("unit").definitive_first()
        return self.prefetch_related(models.Prefetch("placements", held, to_attr="held"))

    def with_nips(self, nips: Collection[str]) -> EmployeeQuerySet:
        """Return the people of these NIPs, of any region: callers must not show other regions'."""
        return self.filter(nip__in=nips).order_by()

    def active(self) -> EmployeeQuerySet:
        """Return those still in service."""
        return self.filter(is_active=True)


class PlacementQuerySet(models.QuerySet["m.Placement"]):
    """Who worked where, from when to when."""

    def on(self, day: date) -> PlacementQuerySet:
        """Return the placements that hold on the day."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day)
        )

    def still_open(self) -> PlacementQuerySet:
        """Return the placements without a last day."""
        return self.filter(ends_on=None)

    def open_of(self, employee_ids: Collection[int]) -> PlacementQuerySet:
        """Return what is open of these people, with the unit, the newest of each kind first."""
        held = self.still_open().filter(employee__in=employee_ids)
        return held.select_related("unit").definitive_first()

    def after(self, day: date) -> PlacementQuerySet:
        """Return the placements that still hold after the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def definitive_first(self) -> PlacementQuerySet:
        """Order by person and kind (definitif, Plt, Plh), the newest first."""
        return self.order_by("employee_id", "kind", F("starts_on").desc(nulls_last=True), "-id")

    def newest_first(self) -> PlacementQuerySet:
        """Order a history: what is open first, then the latest."""
        return self.order_by(
            F("ends_on").desc(nulls_first=True), F("starts_on").desc(nulls_last=True), "-id"
        )

    def who_works_where(self, region: m.Region) -> list[tuple[str, str, int]]:
        """Return (NIP, name, unit id) of every post held in the region; one query."""
        held = self.filter(employee__region=region, ends_on=None).order_by("pk")
        return list(held.values_list("employee__nip", "employee__name", "unit_id"))

    def highest_first(self) -> PlacementQuerySet:
        """Order by unit and kind (definitif, Plt, Plh), the newest first."""
        return self.order_by("unit_id", "kind", F("starts_on").desc(nulls_last=True), "-id")


class PolicyQuerySet(models.QuerySet["m.Policy"]):
    """Dated values with their legal basis."""

    def in_force(self, key: str, day: date) -> PolicyQuerySet:
        """Return the values of the key on the day, the newest first."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day), key=key, valid_from__lte=day
        ).order_by("-valid_from", "-id")

    def in_force_on(self, day: date) -> dict[str, m.Policy]:
        """Return every value of the day by its key; one query."""
        found = self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
        return {policy.key: policy for policy in found.order_by("valid_from", "id")}

    def history_of(self, key: str) -> PolicyQuerySet:
        """Return the values of a key, the newest first."""
        return self.filter(key=key).order_by("-valid_from", "-id")

    def value(self, key: str, day: date) -> float:
        """Return the number in force; raise DoesNotExist if there is none."""
        found = self.in_force(key, day).first()
        if found is None:
            raise self.model.DoesNotExist(key)
        return found.value
