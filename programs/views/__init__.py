"""Views of programs: the calendar, and the participants."""
