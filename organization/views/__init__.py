"""Pages of regions, units, employees and dated values."""

from organization.views.employees import (
    employee_create,
    employee_edit,
    employee_find,
    employee_move,
    employee_nip,
    employees,
)
from organization.views.policies import policies, policy_edit
from organization.views.regions import region_edit, regions
from organization.views.units import (
    unit_close,
    unit_create,
    unit_edit,
    unit_merge,
    units,
)

__all__ = [
    "employee_create",
    "employee_edit",
    "employee_find",
    "employee_move",
    "employee_nip",
    "employees",
    "policies",
    "policy_edit",
    "region_edit",
    "regions",
    "unit_close",
    "unit_create",
    "unit_edit",
    "unit_merge",
    "units",
]
