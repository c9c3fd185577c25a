"""Fixtures for the tests of surveys."""

from surveys.tests import databases

templates = databases.templates
engine = databases.engine
region = databases.region
