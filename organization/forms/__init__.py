"""What people type about regions, units, employees and dated values."""
