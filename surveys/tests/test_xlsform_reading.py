"""What each part of an XLSForm becomes, what is left behind, and what forbids the import."""

import pytest

from surveys.tests.forms import losses, problems, question_of, xlsform

pytestmark = pytest.mark.django_db
HEAD = ["type", "name", "label"]
LISTS = ["list_name", "name", "label"]
YES_NO = [LISTS, ["yn", "ya", "Ya"], ["yn", "tidak", "Tidak"]]
MORE = [*HEAD, "relevant", "required", "constraint", "appearance", "parameters", "default"]


def row(kind, name, label="Pertanyaan?", **cells):
    return [kind, name, label, *(cells.get(column, "") for column in MORE[3:])]


def form(*rows, choices=YES_NO):
    return xlsform([MORE, *rows], choices)


def conditions(reading):
    return {
        q.key: (q.show_if_key, q.show_if_values, q.required) for q in reading.blueprint.questions
    }


def test_shortened_names_are_listed_and_conditions_follow_them():
    long = "apakah_pernah_mengikuti"
    reading = form(row("select_one yn", long), row("text", "b", relevant=f"${{{long}}} = 'ya'"))
    assert conditions(reading)["b"][:2] == ("apakah_pernah_mengik", ["ya"])
    assert losses(reading) == [
        (2, "name", "Nama lebih dari 20 huruf; kuncinya menjadi “apakah_pernah_mengik”.")
    ]


def test_choices_that_read_like_a_scale_of_ours_are_that_scale():
    labels = ["Sangat Setuju", "setuju", "Tidak  setuju", "SANGAT TIDAK SETUJU"]
    choices = [
        LISTS,
        *(["s", f"v{n}", text] for n, text in enumerate(labels)),
        ["s", "tt", "Tidak tahu"],
    ]
    reading = form(
        row("select_one s", "a"),
        row("select_multiple s", "b"),
        row("text", "c", relevant="${a} = 'v0' or ${a} = 'tt'"),
        choices=choices,
    )
    a, b = question_of(reading, "a"), question_of(reading, "b")
    assert (a.kind, a.scale, a.not_applicable, a.choices) == ("scale", "setuju-4", "Tidak tahu", [])
    assert (b.kind, b.scale, len(b.choices)) == ("multiple", "", 5)
    assert conditions(reading)["c"] == ("a", ["4", "na"], False)
    assert losses(reading) == [
        (2, "label", "Urutan pilihan mengikuti skala baku setuju-4, dari yang paling rendah.")
    ]


def test_groups_become_sections_and_notes_introduce_them():
    reading = form(
        row("begin group", "g", "Materi"),
        row("note", "n", "Jawab jujur."),
        row("text", "a"),
        row("note", "m", "Sekarang lain."),
        row("text", "b"),
        row("end group", "", ""),
        row("text", "c"),
        row("note", "z", "Terima kasih."),
    )
    assert [
        (s.title, s.intro, [q.key for q in s.questions]) for s in reading.blueprint.sections
    ] == [
        ("Materi", "Jawab jujur.", ["a"]),
        ("Materi", "Sekarang lain.", ["b"]),
        ("Pertanyaan", "", ["c"]),
    ]
    assert losses(reading)[1:] == [
        (5, "label", "Catatan di tengah bagian memulai bagian baru."),
        (9, "label", "Catatan tanpa pertanyaan di bawahnya tidak dibawa."),
    ]


def test_the_condition_of_a_group_is_that_of_its_questions():
    reading = form(
        row("select_one yn", "a"),
        row("select_multiple yn", "b"),
        row("begin group", "g", "G", relevant="selected(${b}, 'ya')"),
        row("text", "c", required="yes"),
        row("text", "d", required="yes", relevant="${a} = 'ya'"),
        row("end group", "", ""),
    )
    assert conditions(reading)["c"] == ("b", ["ya"], True)
    assert conditions(reading)["d"] == ("", [], False)  # two conditions: neither, and never forced
    assert sum("Dua syarat sekaligus" in reason for *_, reason in losses(reading)) == 2


def test_a_condition_that_cannot_be_carried_leaves_nobody_forced_to_answer():
    reading = form(
        row("integer", "umur"),
        row("text", "a", required="yes", relevant="${umur} > 20"),
        row("text", "b", required="yes", relevant="${umur} = 20"),
        row("text", "c", required="yes", relevant="${d} = 'ya'"),
        row("select_one yn", "d"),
    )
    assert {
        key: required for key, (_, _, required) in conditions(reading).items()
    } == dict.fromkeys(["umur", "a", "b", "c", "d"], False)
    assert [
        (r, reason.partition(";")[0])
        for r, column, reason in losses(reading)
        if column == "relevant"
    ] == [
        (3, "Syarat tampil ini tidak dibawa"),
        (4, "“umur” tidak dijawab dengan memilih"),
        (5, "“d” tidak dibawa atau baru ditanyakan sesudahnya"),
    ]


def test_numbers_dates_texts_and_ranges():
    reading = form(
        row("integer", "a", constraint=". > 0 and . <= 10"),
        row("decimal", "b", constraint=". >= 0.5"),
        row("date", "c"),
        row("text", "d"),
        row("text", "e", appearance="multiline"),
        row("range", "f", parameters="start=0 end=10 step=1"),
        row("range", "g", parameters="start=1 end=5"),
        row("select_one yn or_other", "h"),
    )
    told = {
        q.key: (q.kind, q.is_short, q.minimum, q.maximum, q.has_other)
        for q in reading.blueprint.questions
    }
    assert told == {
        "a": ("number", False, 1, 10, False),
        "b": ("number", False, 0.5, None, False),
        "c": ("date", False, None, None, False),
        "d": ("text", True, None, None, False),
        "e": ("text", False, None, None, False),
        "f": ("rating", False, None, None, False),
        "g": ("number", False, 1, 5, False),
        "h": ("single", False, None, None, True),
    }


def test_the_indonesian_label_is_read_and_other_languages_are_listed():
    reading = xlsform(
        [
            [
                "type",
                "name",
                "label::English (en)",
                "label::Bahasa Indonesia (id)",
                "hint::English (en)",
            ],
            ["text", "a", "Name?", "Nama?", "Full"],
            ["text", "b", "Only English?", "", ""],
        ]
    )
    told = [(q.text, q.hint) for q in reading.blueprint.questions]
    assert told == [("Nama?", "Full"), ("Only English?", "")]
    assert losses(reading) == [
        (1, "label::English (en)", "Bahasa lain tidak dibawa: kuesioner di sini satu bahasa.")
    ]


def test_what_has_no_place_here_is_listed_one_by_one():
    reading = form(
        row("start", "mulai", ""),
        row("calculate", "n", ""),
        row("image", "foto"),
        row("select_one yn", "a", default="ya", appearance="minimal", constraint=". = 'ya'"),
        row("select_one yn", "b", "Untuk ${a}?", appearance="list-nolabel"),
        row("text", "c", required="${a} = 'ya'"),
    )
    assert [(r, column) for r, column, _ in losses(reading)] == [
        *((2, "type"), (3, "type"), (4, "type"), (5, "constraint"), (6, "label"), (7, "required")),
        *((5, "appearance"), (5, "default"), (6, "appearance")),
    ]
    assert problems(reading) == []


BROKEN = {
    "an unknown type": (
        [row("teks", "a")],
        ("survey", 2, "type", "teks", "Jenis “teks” tidak dikenal di XLSForm. Periksa ejaannya."),
    ),
    "no type": ([row("", "a")], ("survey", 2, "type", "", "Jenis pertanyaan (type) kosong.")),
    "no name": ([row("text", "")], ("survey", 2, "name", "", "Nama (name) kosong.")),
    "a name twice": (
        [row("text", "a"), row("date", "a")],
        ("survey", 3, "name", "a", "Nama ini sudah dipakai di baris 2."),
    ),
    "an unknown question": (
        [row("text", "a", relevant="${hantu} = 'x'")],
        ("survey", 2, "relevant", "${hantu} = 'x'", "Pertanyaan “hantu” tidak ada di berkas ini."),
    ),
    "an unknown choice": (
        [row("select_one yn", "a"), row("text", "b", relevant="${a} = 'mungkin'")],
        (
            *("survey", 3, "relevant", "${a} = 'mungkin'"),
            "Pilihan “mungkin” tidak ada pada pertanyaan “a”.",
        ),
    ),
    "an unknown list": (
        [row("select_one warna", "a")],
        (
            *("survey", 2, "type", "select_one warna"),
            "Daftar pilihan “warna” tidak ada di lembar choices.",
        ),
    ),
    "a text that is too long": (
        [row("text", "a", "x" * 401)],
        ("survey", 2, "label", "x" * 119 + "…", "Paling banyak 400 huruf; kurangi 1 huruf."),
    ),
    "a group left open": (
        [row("begin group", "g"), row("text", "a")],
        ("survey", 2, "type", "begin group", "Kelompok ini tidak ditutup (end group)."),
    ),
    "a group closed twice": (
        [row("text", "a"), row("end group", "", "")],
        ("survey", 3, "type", "end group", "Tidak ada kelompok yang sedang dibuka."),
    ),
    "a formula": (
        [row("text", "a", {"f": "=1+1"})],
        ("survey", 2, "label", "=1+1", "Sel ini berisi rumus. Tempel nilainya saja."),
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_said_with_its_place(case):
    rows, expected = BROKEN[case]
    assert expected in problems(form(*rows))


def test_repeats_are_refused():
    found = problems(form(row("begin repeat", "r"), row("text", "a"), row("end repeat", "", "")))
    assert [(place[1], place[2]) for place in found] == [(2, "type")]
    assert found[0][-1].startswith("Kelompok berulang tidak dapat diimpor")


def test_columns_that_mean_the_same_are_refused():
    reading = xlsform([["type", "name", "label", "Caption"], ["text", "a", "A", "B"]])
    assert problems(reading) == [
        (
            *("survey", 1, "Caption", "label"),
            "Kolom ini ada dua kali (“label” dan “Caption”). Hapus salah satu.",
        )
    ]


def test_choices_without_codes_and_codes_given_twice_are_refused():
    reading = form(row("select_one yn", "a"), choices=[*YES_NO, ["yn", "", "?"], ["yn", "ya", "Y"]])
    assert problems(reading) == [
        ("choices", 4, "name", "", "Pilihan ini belum mempunyai kode (name)."),
        ("choices", 5, "name", "ya", "Kode ini sudah ada di daftar “yn”."),
    ]


def test_a_sheet_without_types_and_a_workbook_without_a_survey_are_refused():
    assert problems(xlsform([["nama", "teks"], ["a", "b"]]))[0][-1] == (
        "Kolom type tidak ada di baris pertama."
    )
    two = xlsform(None, [["x"], ["y"]], [["a"], ["b"]])
    assert problems(two)[0][-1].startswith("Tidak ada lembar survey (XLSForm) atau Pertanyaan")


def test_settings_name_the_form_and_the_others_are_listed():
    reading = xlsform(
        [HEAD, ["text", "a", "A"]],
        settings=[
            ["form_title", "form_id", "style", "asn_audience"],
            ["Survei", "SRV 1", "pages", "alumni"],
        ],
    )
    plan = reading.blueprint
    assert (plan.title, plan.code, plan.audience) == ("Survei", "SRV-1", "alumni")
    assert losses(reading) == [(2, "style", "Pengaturan ini tidak dipakai di sini.")]
