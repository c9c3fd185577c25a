"""Files of this app: the list of employees."""

from organization.importers.columns import NIP, WHO
from organization.importers.employees import EmployeeImporter

__all__ = ["NIP", "WHO", "EmployeeImporter"]
