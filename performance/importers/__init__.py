"""Files of measured values: long (a value a row) and wide (before and after in one row)."""

from performance.importers.measurements import MeasurementImporter

__all__ = ["MeasurementImporter"]
