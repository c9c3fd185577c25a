"""Answers collected elsewhere: exports of Google Forms, Microsoft Forms, or any other table."""

from surveys.importers.responses.importer import ResponseImporter

__all__ = ["ResponseImporter"]
