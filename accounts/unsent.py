"""What somebody typed into a form that could not be taken, kept so that nothing is lost."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

MOST_BYTES = 200_000  # of one form; an upload is not kept
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SECRET = ("password", "old", "new", "again", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Unsent:
    """A form as it was typed: where it goes, and its fields."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def shown(self) -> list[str]:
        """What the person will recognise: the typed texts, longest first."""
        texts = {text for _name, text in self.fields if len(text) > 2 and not text.isdigit()}
        return sorted(texts, key=len, reverse=True)[:20]


def read_unsent(request: HttpRequest) -> Unsent | None:
    """Return the typed fields of a POST, without passwords; None where there is nothing to keep."""
    if request.method != "POST" or request.content_type not in FORMS:
        return None
    fields = [
        (name, text) for name, texts in request.POST.lists() for text in texts if name not in SECRET
    ]
    size = sum(len(name) + len(text) for name, text in fields)
    return Unsent(request.get_full_path(), fields) if fields and size <= MOST_BYTES else None


def keep_unsent(request: HttpRequest, unsent: Unsent | None, user_id: int) -> None:
    """Keep it in the session for the same person's next sign-in."""
    if unsent is not None:
        request.session["unsent"] = {
            "user": user_id,
            "path": unsent.path,
            "fields": unsent.fields,
        }


def take_unsent(request: HttpRequest) -> Unsent | None:
    """Take what the signed-in person left behind."""
    kept: dict[str, Any] = request.session.pop("unsent", {})
    if kept.get("user") != request.user.pk:
        return None
    return Unsent(kept["path"], [tuple(pair) for pair in kept["fields"]])
