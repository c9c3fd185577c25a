"""Answers collected elsewhere: exports of Google Forms and Microsoft Forms, or any table of answers."""

from surveys.importers.responses.importer import ResponseImporter

__all__ = ["ResponseImporter"]
