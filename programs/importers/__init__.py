"""Files of this app: the yearly calendar, and the participants of a session."""

from programs.importers.calendar import ProgramImporter
from programs.importers.participants import ParticipantImporter

__all__ = ["ParticipantImporter", "ProgramImporter"]
