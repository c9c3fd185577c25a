"""Answers that are files."""

from django.http import HttpResponse


def csv_answer(text: str, file_name: str) -> HttpResponse:
    """Return a CSV that Excel opens with its letters right."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
