"""Which column of a file is which question, and which columns tell who answered or when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intake.importers.parsers import DAY_FIRST, MONTH_NAMED, YEAR_FIRST
from intake.reader import CellValue, plain
from intake.reader.layout import LONGEST_HEADER
from surveys.choices import QuestionKind
from surveys.importers.responses.answers import shown
from surveys.models import Question

NIP, TIME, PERSON = "nip", "time", "person"
EXACTLY = {
    NIP: "nip, nip/ni pppk, ni pppk, nomor induk pegawai, nip anda, nip peserta, nip pegawai",
    TIME: (
        "cap waktu, stempel waktu, timestamp, waktu, waktu mulai, waktu selesai, waktu pengisian, "
        "waktu penyelesaian, tanggal pengisian, waktu terakhir diubah, start time, waktu kirim, "
        "completion time, last modified time, submitted at, submit date"
    ),
    PERSON: (
        "id, no, nomor, no urut, nomor urut, id respons, response id, nama, nama lengkap, name, "
        "nama anda, nama peserta, nama pegawai, nama responden, nama lengkap dan gelar, email, "
        "nama dan gelar, e-mail, surel, alamat email, alamat surel, email address, nama pengguna, "
        "username, nik, nrp, no hp, nomor hp, no wa, nomor wa, nomor whatsapp, telepon, "
        "nomor telepon, tanggal lahir, alamat, tanda tangan, jabatan, unit kerja, instansi, "
        "asal instansi, opd, perangkat daerah, ip address, alamat ip"
    ),
}
KNOWN = {plain(word): kind for kind, words in EXACTLY.items() for word in words.split(",")}
LOOSELY = {  # a word anywhere in a heading that is no question of the form
    NIP: {"nip"},
    PERSON: {"nama", "name", "email", "surel", "nik", "hp", "wa", "whatsapp", "telepon", "ponsel"},
    TIME: {"timestamp"},
}
WORD = re.compile(r"[^\W\d_]+")
GRID = re.compile(r"^(.*?)\s*\[(.+)\]\s*$")  # "Materi [Jelas]", as Google heads a row of a grid
NUMBERED = re.compile(r"^\s*\d{1,3}\s*[.)]\s*")
AN_ADDRESS = re.compile(r"\S+@\S+\.\S+")
A_LONG_NUMBER = re.compile(r"\+?[\d .\-]{9,30}", re.ASCII)
A_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}", re.ASCII)
BEFORE_AFTER = {"before": ("sebelum", "sebelumpelatihan"), "after": ("sesudah", "sesudahpelatihan")}


def identity_of(heading: str) -> str:
    """Return NIP, TIME or PERSON for a heading that can only mean that, else ""."""
    return KNOWN.get(plain(heading), "")


def looks_like_identity(heading: str, cells: list[CellValue]) -> str:
    """Return NIP, TIME or PERSON for a column of no question that may tell who; else ""."""
    words = {word.casefold() for word in WORD.findall(heading)}
    by_word = next((kind for kind, marks in LOOSELY.items() if marks & words), "")
    return by_word or _kind_of_content([shown(cell).strip() for cell in cells])


def _kind_of_content(texts: list[str]) -> str:
    found = [text for text in texts if text]
    if not found:
        return ""
    if _most(found, _is_moment):
        return TIME
    if _most(found, lambda text: AN_ADDRESS.fullmatch(text) or _is_long_number(text)):
        return PERSON
    return ""


def _most(texts: list[str], test) -> bool:
    return sum(bool(test(text)) for text in texts) * 2 > len(texts)


def _is_moment(text: str) -> bool:
    day = any(form.match(text.casefold()) for form in (YEAR_FIRST, DAY_FIRST, MONTH_NAMED))
    return bool(day and A_CLOCK.search(text))


def _is_long_number(text: str) -> bool:
    return bool(A_LONG_NUMBER.fullmatch(text)) and sum(c.isdigit() for c in text) >= 9


def match_questions(header: list[str], questions: Iterable[Question]) -> dict[int, int]:
    """Return {question id: position}; each column and each question at most once.

    Whole headings first, then what stands in the brackets of a grid, then headings that were cut.
    Two columns with one heading go to the first and the second question with that text.
    """
    names = {question.pk: _names(question) for question in questions}
    found: dict[int, int] = {}
    for forms in (_whole_forms, _inner_forms):
        for position, heading in enumerate(header):
            if position in found.values() or identity_of(heading):
                continue
            pk = _first(forms(heading), names, found)
            if pk is not None:
                found[pk] = position
    _match_cut(header, names, found)
    return found


def _first(forms: list[str], names: dict[int, set[str]], taken: dict[int, int]) -> int | None:
    free = ((pk, known) for pk, known in names.items() if pk not in taken)
    return next((pk for pk, known in free if known.intersection(forms)), None)


def _whole_forms(heading: str) -> list[str]:
    bare = NUMBERED.sub("", heading)
    return [form for form in (plain(heading), plain(bare)) if form]


def _inner_forms(heading: str) -> list[str]:
    match = GRID.match(NUMBERED.sub("", heading))
    inner = [plain(match[2]), plain(NUMBERED.sub("", match[2]))] if match else []
    return [form for form in inner if form]


def _match_cut(header: list[str], names: dict[int, set[str]], found: dict[int, int]) -> None:
    for position, heading in enumerate(header):
        if len(heading) < LONGEST_HEADER or position in found.values():
            continue
        start = plain(heading)
        for pk, known in names.items():
            if pk not in found and any(name.startswith(start) for name in known):
                found[pk] = position
                break


def _names(question: Question) -> set[str]:
    texts = [question.text, question.text_superior, question.text_peer]
    texts = [plain(text) for text in texts if text]
    above = [plain(question.section.title), plain(question.dimension)]
    names = set() if question.round else {plain(question.key), *texts}
    names |= {title + text for title in above if title for text in texts}
    for mark in BEFORE_AFTER.get(question.round, ()):
        names |= {mark + text for text in texts} | {text + mark for text in texts}
        names.add(plain(question.key) + mark)
    if question.round:
        names |= set(texts)  # two columns of one heading: the first is before
    return names - {""}


def is_closed(question: Question) -> bool:
    """Whether the answers of the question come from a list or a calendar, not from a keyboard."""
    return question.kind != QuestionKind.TEXT
