"""How importing can end otherwise than well; each says so in an Indonesian sentence."""

from __future__ import annotations


class Unsuitable(Exception):  # noqa: N818 - an outcome that the page shows
    """What was asked cannot be done with what is there."""


class BadValue(Unsuitable):
    """What is wrong with a value."""


class OutdatedCheck(Unsuitable):
    """The data changed after the check; nothing was written."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or "Data berubah sejak berkas ini diperiksa, jadi belum ada yang diimpor. Periksa "
            "kembali hasil terbaru di bawah ini, lalu impor lagi."
        )


class NotYours(Unsuitable):
    """Somebody else began this import."""

    def __init__(self) -> None:
        super().__init__("Hanya petugas yang mengunggah berkas ini yang dapat mengubahnya.")


class UndoRefused(Unsuitable):
    """An import cannot be taken back."""
