"""Our own layout as people fill it in: short words, keys left out, mistakes in every column."""

import pytest

from intake.tests.files import workbook_of
from surveys.tests.forms import losses, problems, question_of, read

pytestmark = pytest.mark.django_db
ABOUT = [["Judul", "Survei arsip"], ["Kode", "ARSIP"], ["Responden", "alumni"]]
HEAD = [
    *("Bagian", "Kunci", "Pertanyaan", "Bentuk jawaban", "Skala", "Wajib", "Tampil bila"),
    *("Jawaban benar", "Tingkat", "Angka terkecil", "Pilihan 1", "Pilihan 2"),
]
FIELDS = (
    "section",
    "key",
    "text",
    "kind",
    "scale",
    "required",
    "show_if",
    "correct",
    "level",
    "minimum",
    "one",
    "two",
)


def row(**cells):
    return [cells.get(name) for name in FIELDS]


def layout(*rows, head=HEAD, about=ABOUT):
    return read(workbook_of({"Kuesioner": about, "Pertanyaan": [head, *rows]}))


def test_a_filled_template_becomes_a_questionnaire():
    reading = layout(
        row(section="Materi", text="Runtut?", kind="skala", scale="setuju-4", required="ya"),
        row(text="Cocok?", kind="Satu pilihan", one="Ya, cocok", two="t = Tidak", level=3),
        row(
            section="Saran",
            key="SAR-1",
            text="Mengapa?",
            kind="isian singkat",
            show_if="ARSIP-2 = t; Ya, cocok",
        ),
    )
    plan = reading.blueprint
    assert problems(reading) == losses(reading) == []
    assert (plan.title, plan.code, plan.audience) == ("Survei arsip", "ARSIP", "alumni")
    assert [(s.title, [q.key for q in s.questions]) for s in plan.sections] == [
        ("Materi", ["ARSIP-1", "ARSIP-2"]),
        ("Saran", ["SAR-1"]),
    ]
    assert question_of(reading, "ARSIP-2").choices == [["ya_cocok", "Ya, cocok"], ["t", "Tidak"]]
    assert question_of(reading, "ARSIP-2").level == 3
    assert question_of(reading, "SAR-1").show_if_values == ["t", "ya_cocok"]
    assert question_of(reading, "SAR-1").is_short


def test_given_keys_are_never_taken_by_new_questions():
    reading = layout(
        row(text="Baru?", kind="Isian"), row(key="ARSIP-1", text="Lama?", kind="Isian")
    )
    assert [q.key for q in reading.blueprint.questions] == ["ARSIP-2", "ARSIP-1"]


def test_minutes_are_counted_from_the_words_unless_given():
    rows = [row(text="kata " * 40, kind="Angka") for _ in range(10)]
    needed = layout(*rows).blueprint.minutes_needed
    assert needed == 3  # 402 words / 200 + 10 x 5 s = 2 min 51 s; the title is read as well
    given = [*ABOUT, ["Lama (menit)", 7]]
    assert layout(*rows, about=given).blueprint.minutes_needed == 7


WRONG = {
    "a kind": (row(text="A", kind="Pilihan ganda"), "Bentuk jawaban", "Bentuk jawaban harus salah"),
    "no text": (row(kind="Isian"), "Pertanyaan", "Teks pertanyaan kosong."),
    "no scale": (row(text="A", kind="Skala"), "Skala", "Isi kode skala, misalnya setuju-4."),
    "a scale": (row(text="A", kind="Skala", scale="setuju-9"), "Skala", "Skala yang ada: setuju-4"),
    "a level": (row(text="A", kind="Isian", level=5), "Tingkat", "Tingkat Kirkpatrick ditulis"),
    "a number": (row(text="A", kind="Angka", minimum="dua"), "Angka terkecil", "Tulis angka"),
    "a truth": (row(text="A", kind="Isian", required="mungkin"), "Wajib", "Tulis ya atau tidak."),
    "no choices": (row(text="A", kind="Satu pilihan"), "Bentuk jawaban", "Isi kolom Pilihan 1"),
    "a code twice": (
        row(text="A", kind="Satu pilihan", one="a = A", two="a = B"),
        "Pilihan 2",
        "Kode pilihan “a”",
    ),
    "a condition": (row(text="A", kind="Isian", show_if="B-1"), "Tampil bila", "Tulis kunci ="),
    "a key of nothing": (
        row(text="A", kind="Isian", show_if="B-1 = ya"), "Tampil bila", "Pertanyaan “B-1” tidak ada"
    ),
    "a right answer": (
        row(text="A", kind="Satu pilihan", one="Ya", correct="Tidak"), "Jawaban benar",
        "Jawaban benar “Tidak” tidak ada",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_place(case):
    cells, column, reason = WRONG[case]
    [(sheet, number, where, _, said)] = problems(layout(cells))
    assert (sheet, number, where) == ("Pertanyaan", 2, column)
    assert said.startswith(reason)


def test_a_key_used_twice_is_refused():
    rows = [row(key="A", text=text, kind="Isian") for text in ("Satu?", "Dua?")]
    assert problems(layout(*rows)) == [
        ("Pertanyaan", 3, "Kunci", "A", "Kunci ini sudah dipakai pertanyaan lain.")
    ]


def test_missing_and_doubled_columns_are_named():
    assert problems(layout(["A"], head=["Teks"]))[0][2:] == (
        "Pertanyaan", "", "Kolom ini tidak ditemukan.",
    )  # fmt: skip
    twice = layout(["A", "Isian", "B"], head=["Pertanyaan", "Bentuk jawaban", "PERTANYAAN"])
    assert problems(twice)[0][-1].startswith("Kolom ini ada dua kali")


def test_unknown_columns_lines_and_sheets_are_listed():
    data = workbook_of(
        {
            "Kuesioner": [*ABOUT, ["Warna", "biru"], ["Responden", "peserta"]],
            "Pertanyaan": [["Pertanyaan", "Bentuk jawaban", "Catatan"], ["A?", "Isian", "x"]],
            "Lain": [["a"]],
        }
    )
    reading = read(data)
    assert losses(reading) == [
        (4, "Warna", "Baris ini tidak dikenal."),
        (1, "Catatan", "Kolom ini tidak dikenal; 1 sel tidak dibawa."),
        (0, "", "Lembar ini tidak dibawa."),
    ]
    assert problems(reading) == [
        ("Kuesioner", 5, "Responden", "peserta", "Baris ini ada dua kali. Hapus salah satu.")
    ]


def test_a_questionnaire_about_nobody_we_know_is_refused():
    reading = layout(row(text="A", kind="Isian"), about=[["Responden", "warga"]])
    assert problems(reading)[0][:4] == ("Kuesioner", 1, "Responden", "warga")
