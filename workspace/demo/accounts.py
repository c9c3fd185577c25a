"""The demo's accounts: one of each role and region, all with the same printed password."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.actions import DEMO_PASSWORD
from accounts.models import User
from organization.access import Role
from organization.models import Employee, Placement, Region, Unit

TANGSEL, BINJAI, CANDISARI = "36.74", "12.75", "33.74.08"
EVERYWHERE = (TANGSEL, BINJAI, CANDISARI)
HEADED = "Dinas Kependudukan dan Pencatatan Sipil"  # the unit of the Kepala OPD


@dataclass(frozen=True)
class Account:
    """One account of the demo."""

    username: str
    name: str
    role: Role
    regions: tuple[str, ...] = ()
    leads: str = ""  # a unit: a Kepala OPD sees only it


ACCOUNTS = (
    Account("petugas", "Petugas Tangerang Selatan", Role.OFFICER, (TANGSEL,)),
    Account("petugas_binjai", "Petugas Binjai", Role.OFFICER, (BINJAI,)),
    Account("petugas_candisari", "Petugas Candisari", Role.OFFICER, (CANDISARI,)),
    Account("pimpinan", "Pimpinan Tangerang Selatan", Role.MANAGER, (TANGSEL,)),
    Account("pimpinan_binjai", "Pimpinan Binjai", Role.MANAGER, (BINJAI,)),
    Account("pimpinan_candisari", "Pimpinan Candisari", Role.MANAGER, (CANDISARI,)),
    Account("pimpinan_semua", "Pimpinan tiga wilayah", Role.MANAGER, EVERYWHERE),
    Account("kepala_opd", "Kepala Disdukcapil", Role.MANAGER, (TANGSEL,), HEADED),
    Account("analis", "Analis tiga wilayah", Role.ANALYST, EVERYWHERE),
    Account("pewawancara", "Pewawancara", Role.INTERVIEWER, (TANGSEL,)),
    Account("admin", "Admin Sistem", Role.ADMINISTRATOR),
    Account("auditor", "Auditor", Role.AUDITOR),
)


def load_accounts() -> None:
    """Create the accounts."""
    regions = {region.code: region for region in Region.objects.evaluated()}
    for account in ACCOUNTS:
        unit = _unit(account, regions)
        user = User.objects.create_user(
            account.username,
            DEMO_PASSWORD,
            name=f"{account.name} (contoh)",
            role=account.role,
            unit=unit,
            employee=_head_of(unit),
            is_demo=True,
        )
        user.regions.set(regions[code] for code in account.regions)


def _unit(account: Account, regions: dict[str, Region]) -> Unit | None:
    if not account.leads:
        return None
    return Unit.objects.get(region=regions[account.regions[0]], parent=None, name=account.leads)


def _head_of(unit: Unit | None) -> Employee | None:
    found = Placement.objects.filter(unit=unit, is_head=True, employee__is_demo=True)
    head = found.select_related("employee").first() if unit else None
    return head.employee if head else None
