"""What can come out of a verb instead of success; each text is a sentence for the screen."""

from __future__ import annotations

from datetime import date

from organization.wording import long_date


class CannotOpen(Exception):  # noqa: N818 - an outcome that the page shows
    """The form cannot be opened like this; the text says why and what to do."""


class CannotChange(Exception):  # noqa: N818
    """The questionnaire cannot be changed like this; the text says why and what to do."""


class SurveyClosed(Exception):  # noqa: N818
    """The form takes no answers (any more)."""

    def __init__(self, sentence: str = "Formulir ini sudah ditutup.") -> None:
        super().__init__(sentence)


class AlreadySubmitted(Exception):  # noqa: N818
    """The answers behind this invitation were sent before."""

    def __init__(self, sentence: str = "Jawaban untuk undangan ini sudah dikirim.") -> None:
        super().__init__(sentence)


class LinkRevoked(Exception):  # noqa: N818
    """The link was withdrawn or replaced by a newer one."""

    def __init__(self, sentence: str = "Tautan ini sudah diganti atau dibatalkan.") -> None:
        super().__init__(sentence)


class TooSoon(Exception):  # noqa: N818
    """The plan allows no reminder today; ``day`` is the first day on which it does, or None."""

    def __init__(self, day: date | None) -> None:
        super().__init__(
            f"Pengingat berikutnya dapat dikirim mulai {long_date(day)}."
            if day
            else "Pengingat untuk formulir ini sudah dikirim sebanyak yang direncanakan."
        )
        self.day = day


class InvalidAnswers(Exception):  # noqa: N818
    """Answers that the form does not allow: ``problems`` holds {question id: sentence}."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("Ada jawaban yang tidak sesuai dengan formulir.")
        self.problems = problems
