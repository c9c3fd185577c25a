"""Files of this app: the list of employees."""

from organization.importers.columns import NIP, WHO
from organization.importers.employees import EmployeeImporter
from organization.importers.namesakes import Namesakes

__all__ = ["NIP", "WHO", "EmployeeImporter", "Namesakes"]
