"""Whose row it is: the NIP of a file, as far as the promise of the form lets it through."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from intake.importers import BadValue, Column, text_only
from intake.reader import CellValue
from organization.nip import parse_nip
from surveys.choices import Promise

if TYPE_CHECKING:
    from intake.importers import CheckedRow
    from surveys.actions.receiving import Person
    from surveys.models import Survey

FIELD = "nip"
NIP_HEADING = "NIP"
DAMAGED, STRANGER = "!rusak", "!asing"  # what stands for an NIP that cannot be used
NUMERIC = (
    "NIP tersimpan sebagai angka di Excel sehingga 3 digit terakhir hilang. Ubah kolom menjadi "
    "Teks lalu ketik ulang NIP."
)
UNUSABLE = "NIP di baris ini bukan 18 angka yang sah, atau tersimpan sebagai angka di Excel."
NOT_INVITED = (
    "Pemilik NIP ini tidak diundang mengisi formulir ini. Hanya peserta angkatan ini yang dapat "
    "diimpor; tambahkan sebagai peserta lalu undang, atau hapus barisnya."
)
SENT = "Orang ini sudah mengirim formulirnya sendiri."
REVOKED = "Undangan orang ini sudah dibatalkan. Buat tautan baru, lalu periksa ulang."
AGAIN = "NIP yang sama ada di baris lain; seorang hanya mengisi satu kali."

_text = text_only(NUMERIC, then=lambda raw: parse_nip(raw).text)


def read_nip(cell: CellValue) -> str:
    """Return the 18 digits; raise BadValue with the reason."""
    try:
        return _text(cell)
    except ValidationError as error:
        raise BadValue(" ".join(error.messages)) from None


def nip_column(survey: Survey) -> Column | None:
    """Return the column of whose row it is; anonymous forms have none."""
    if survey.promise == Promise.ANONYMOUS:
        return None
    if survey.promise == Promise.NAMED:
        return Column(
            FIELD,
            NIP_HEADING,
            parse=_text,
            mask=True,
            example="198001012005011001",
            help="Jawaban disimpan bersama nama orang ini. Kosong: jawaban disimpan tanpa nama.",
        )
    return Column(
        FIELD,
        NIP_HEADING,
        parse=str,
        mask=True,
        example="198001012005011001",
        help="Hanya untuk mencari undangan, lalu diganti tanda rahasia. Boleh kosong.",
    )


def check_people(rows: list[CheckedRow], people: dict[str, Person], promise: str) -> None:
    """Note every row whose person cannot send the form; nobody is named in what is noted.

    The problem is put on no column of ours where the form is confidential, so that the page asks
    nobody to type an NIP beside somebody's answers.
    """
    column = FIELD if promise == Promise.NAMED else NIP_HEADING
    seen = Counter(row.values.get(FIELD) for row in rows)
    for row in rows:
        mark = row.values.get(FIELD)
        if mark and (reason := _refusal(mark, people, seen)):
            row.problem(column, reason)


def _refusal(mark: str, people: dict[str, Person], seen: Counter) -> str:
    if mark == DAMAGED:
        return UNUSABLE
    if mark == STRANGER or mark not in people:
        return NOT_INVITED
    person = people[mark]
    if person.is_submitted:
        return SENT
    if person.is_revoked:
        return REVOKED
    return AGAIN if seen[mark] > 1 else ""
