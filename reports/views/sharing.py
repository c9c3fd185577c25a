"""Handing a result on: a message with its sentence and address, never with a name."""

from urllib.parse import quote

from django.http import HttpRequest


def share_address(request: HttpRequest, title: str, sentence: str) -> str:
    """Return the address that opens WhatsApp with the message; whoever shares picks to whom."""
    message = f"*{title}*\n{sentence}\n{request.build_absolute_uri()}"
    return f"https://wa.me/?text={quote(message, safe='')}"
