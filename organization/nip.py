"""The NIP of a PNS and the NI PPPK: 18 characters of text, read by position (no check digit)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.core.exceptions import ValidationError

LENGTH = 18
YOUNGEST = {"PNS": 18, "PPPK": 20}  # years at appointment, below which a number is looked at
FIRST_PPPK_YEAR = 2019
OLDEST = 65  # years; the latest retirement of ordinary functional posts


class NipError(ValidationError):
    """Why a text is not an NIP, as a sentence for the screen."""


@dataclass(frozen=True)
class Nip:
    """What the number says of its holder."""

    text: str  # 18 digits
    kind: Literal["PNS", "PPPK"]
    born_on: date
    appointed: date  # first of the month (PNS) or of the year (PPPK)
    sex: Literal["L", "P"]


def parse_nip(raw: str, *, today: date | None = None) -> Nip:
    """Read an NIP typed with or without spaces, dots and dashes; raise NipError with the reason."""
    text = re.sub(r"[\s.\-\u00a0']", "", raw)
    if not re.fullmatch(r"[0-9]{18}", text):
        raise NipError("NIP harus terdiri atas 18 angka.")
    born_on = _birth(text, today or date.today())  # noqa: DTZ011 - the server's day is Jakarta's
    middle = text[12:14]
    if "01" <= middle <= "12":
        kind, appointed = "PNS", _appointment(text, int(middle))
    elif middle[0] == "2" and middle[1] != "0":
        kind, appointed = "PPPK", _appointment(text, 1)
    else:
        raise NipError(
            "Angka ke-13 dan ke-14 NIP tidak dikenali (01–12 untuk PNS, 21–29 untuk PPPK)."
        )
    if text[14] not in "12":
        raise NipError("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).")
    if text[15:] == "000":
        raise NipError(
            "Nomor urut NIP tidak boleh 000. NIP berakhiran 000: kemungkinan rusak karena format "
            "angka Excel. Ubah kolom menjadi Teks."
        )
    return Nip(text, kind, born_on, appointed, "L" if text[14] == "1" else "P")


def _birth(text: str, today: date) -> date:
    try:
        born_on = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        born_on = None
    if born_on is None or born_on > today:
        raise NipError("Delapan angka pertama NIP bukan tanggal lahir yang sah (TTTTBBHH).")
    return born_on


def _appointment(text: str, month: int) -> date:
    try:
        return date(int(text[8:12]), month, 1)
    except ValueError:
        raise NipError("Angka ke-9 sampai ke-12 NIP bukan tahun pengangkatan yang sah.") from None


def nip_warnings(nip: Nip, *, today: date, status: str = "") -> list[str]:
    """Return what is unusual about a valid NIP: the number stands, a person should look."""
    found = []
    if _age(nip.born_on, nip.appointed) < YOUNGEST[nip.kind]:
        found.append("Usia saat pengangkatan tidak lazim.")
    if nip.kind == "PPPK" and nip.appointed.year < FIRST_PPPK_YEAR:
        found.append("Tahun pengangkatan PPPK tidak lazim.")
    if _age(nip.born_on, today) > OLDEST:
        found.append("Pegawai kemungkinan sudah memasuki batas usia pensiun.")
    if status and status != nip.kind:
        found.append("Status kepegawaian tidak sesuai dengan pola NIP.")
    return found


def _age(born_on: date, day: date) -> int:
    before_birthday = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - before_birthday


def spaced_nip(text: str) -> str:
    """Return the NIP as letters print it: "19860926 201505 1 001"."""
    return f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}"


def validate_nip(value: str) -> None:
    """Django validator: raise ValidationError unless the text is an NIP."""
    parse_nip(value)
