"""Interviews, observations, focus groups, documents, and their coding."""
