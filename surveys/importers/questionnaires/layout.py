"""Our own layout: one row a question, a sheet that says what the questionnaire is."""

from __future__ import annotations

from dataclasses import dataclass

from intake.reader import plain
from surveys.choices import QuestionKind

ABOUT, QUESTIONS, NOTES = "Kuesioner", "Pertanyaan", "Contoh & penjelasan"
CHOICE = "Pilihan"  # heads the columns Pilihan 1, Pilihan 2, …
SHORT_TEXT = "Isian singkat"
LABEL_AFTER = " = "  # between the code and the label of a choice
KINDS = {  # words of the column Bentuk jawaban → kind
    "Skala": QuestionKind.SCALE,
    "Angka 0-10": QuestionKind.RATING,
    "Satu pilihan": QuestionKind.SINGLE,
    "Beberapa pilihan": QuestionKind.MULTIPLE,
    "Isian": QuestionKind.TEXT,
    SHORT_TEXT: QuestionKind.TEXT,
    "Angka": QuestionKind.NUMBER,
    "Tanggal": QuestionKind.DATE,
}


@dataclass(frozen=True)
class Line:
    """One column of the sheet of questions, or one line of the sheet about the questionnaire."""

    name: str  # our field
    label: str
    help: str
    example: str = ""
    width: int = 16


ABOUT_LINES = (
    Line("title", "Judul", "Judul yang dibaca responden.", "Umpan balik pelatihan arsip"),
    Line("code", "Kode", "Paling banyak 20 huruf tanpa spasi.", "ARSIP-1"),
    Line(
        "audience",
        "Responden",
        "Peserta, Alumni, Atasan langsung, Rekan kerja, Bawahan, atau Pegawai yang belum ikut.",
        "Peserta",
    ),
    Line("minutes", "Lama (menit)", "Kosongkan agar dihitung dari panjang pertanyaan.", "3"),
    Line(
        "per_subject", "Per mata pelatihan", "ya bila diisi untuk setiap mata pelatihan.", "tidak"
    ),
    Line("is_test", "Tes", "ya bila jawabannya dinilai; tes selalu bernama.", "tidak"),
    Line("shuffle", "Acak urutan", "ya bila urutan pertanyaan diacak.", "tidak"),
    Line("time_limit", "Batas waktu (menit)", "Hanya diberitahukan, tidak dipaksakan.", ""),
)
COLUMNS = (
    Line("section", "Bagian", "Satu bagian satu halaman di ponsel.", "Materi", 24),
    Line("intro", "Pengantar bagian", "Boleh kosong; cukup di baris pertama bagian.", "", 30),
    Line(
        "key",
        "Kunci",
        "Tanda tetap sebuah pertanyaan dari tahun ke tahun. Kosongkan untuk pertanyaan baru.",
        "R-MAT-1",
    ),
    Line("text", "Pertanyaan", "Wajib; paling banyak 400 huruf.", "Materi disusun runtut.", 60),
    Line("kind", "Bentuk jawaban", "Wajib; salah satu dari daftar.", "Skala", 18),
    Line("scale", "Skala", "Hanya untuk bentuk Skala.", "setuju-4"),
    Line("required", "Wajib", "ya atau tidak.", "ya", 8),
    Line("not_applicable", "Tidak relevan", "Bunyi pilihan itu, bila ditawarkan.", "Tidak relevan"),
    Line("hint", "Keterangan", "Penjelasan kecil di bawah pertanyaan.", "", 30),
    Line("text_superior", "Bunyi untuk atasan", "Bila atasan ditanya dengan kalimat lain.", "", 40),
    Line("text_peer", "Bunyi untuk rekan", "Bila rekan ditanya dengan kalimat lain.", "", 40),
    Line("dimension", "Dimensi", "Pokok yang diukur bersama pertanyaan lain.", "Materi"),
    Line("level", "Tingkat", "Tingkat Kirkpatrick 1 sampai 4.", "1", 8),
    Line("reverse", "Dinilai terbalik", "ya bila setuju berarti buruk.", "tidak"),
    Line("round", "Waktu", "sebelum atau sesudah, untuk pasangan menurut ingatan.", ""),
    Line("has_other", "Pilihan lainnya", "ya bila ditambah pilihan Lainnya.", ""),
    Line("minimum", "Angka terkecil", "Hanya untuk bentuk Angka.", ""),
    Line("maximum", "Angka terbesar", "Hanya untuk bentuk Angka.", ""),
    Line("show_if", "Tampil bila", "Kunci pertanyaan lebih dulu = jawaban; jawaban.", ""),
    Line("correct", "Jawaban benar", "Hanya tes; pisahkan dengan titik koma.", ""),
    Line("tolerance", "Toleransi", "Hanya tes dengan jawaban angka.", ""),
    Line("points", "Nilai", "Hanya tes; 1 bila kosong.", "", 8),
)
_BY_NAME = {plain(line.label): line.name for line in COLUMNS}
_ABOUT_BY_NAME = {plain(line.label): line.name for line in ABOUT_LINES}
KIND_OF = {plain(words): (kind, words == SHORT_TEXT) for words, kind in KINDS.items()}


def column_of(heading: str) -> str:
    """Return our field, "pilihan1" … for choices, else the heading as it stands."""
    found = plain(heading)
    return _BY_NAME.get(found) or (found if found.startswith(plain(CHOICE)) else heading)


def about_of(label: str) -> str:
    """Return the field of a line about the questionnaire, "" if it is none of ours."""
    return _ABOUT_BY_NAME.get(plain(label), "")


def words_of(kind: str, is_short: bool) -> str:
    """Return the words of a kind."""
    if kind == QuestionKind.TEXT:
        return SHORT_TEXT if is_short else "Isian"
    return next(words for words, one in KINDS.items() if one == kind)
