"""Real databases for what a test transaction hides."""

from surveys.tests.databases import engine, region, templates

__all__ = ["engine", "region", "templates"]
