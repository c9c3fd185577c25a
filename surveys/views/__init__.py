"""Views of surveys: pages for respondents (cover, answering, states) and for staff."""
