"""Regions, units, employees, placements, policies; roles and scope."""
