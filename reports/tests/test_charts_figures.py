"""Figures: titles are findings, tables hold the numbers of the drawing, words stay honest."""

from xml.etree.ElementTree import fromstring

import pytest

from reports.charts.application import application_plans
from reports.charts.change import change_plans, spread_plans
from reports.charts.figure import draw
from reports.charts.learning import learning_plan
from reports.charts.participation import absence_plan, coverage_plan
from reports.charts.reaction import agreement_plans, choice_plans, hindrance_plans
from reports.charts.regions import answers_plans, comparison_plan
from reports.charts.words import CAVEAT, Source, moment, state
from reports.results import AbsenceCount, ChangeBars
from reports.tests import samples

SOURCE = Source("Tahun 2026 s.d. Juni", samples.AS_OF)
RESULT = samples.region_result()
COMPARED = samples.comparison_result()


def every_plan():
    """Return each kind of figure that a page can hold."""
    return [
        coverage_plan(RESULT.participation.by_group, SOURCE, "cakupan"),
        absence_plan(RESULT.participation.absence, SOURCE, "alasan"),
        *agreement_plans(RESULT.reaction, SOURCE, "reaksi"),
        learning_plan(RESULT.learning, SOURCE, "tes"),
        *application_plans(RESULT.application, SOURCE, "penerapan")[0],
        *hindrance_plans(RESULT.hindrances, SOURCE, "hambatan"),
        *change_plans(RESULT.performance, SOURCE, "kinerja"),
        comparison_plan(COMPARED, "wilayah"),
        *answers_plans(COMPARED, "jawaban"),
    ]


@pytest.mark.parametrize("plan", every_plan(), ids=lambda plan: plan.key)
def test_the_description_is_the_computed_sentence(plan):
    figure = draw([plan])[plan.key]
    for svg in (figure.wide, figure.phone):
        title, desc = list(fromstring(svg))[:2]
        assert title.text == plan.title
        assert desc.text == plan.desc
    assert plan.desc.startswith(plan.title.split(":")[0]) or plan.key == "kinerja-rerata"


@pytest.mark.parametrize("plan", every_plan(), ids=lambda plan: plan.key)
def test_no_figure_claims_a_cause_or_effect_without_comparison(plan):
    everything = " ".join([plan.title, plan.subtitle, plan.desc, *plan.notes]).lower()
    assert "efektif" not in everything.replace("komunikasi efektif", "")  # a programme's name
    assert "karena pelatihan" not in everything


@pytest.mark.parametrize("plan", every_plan(), ids=lambda plan: plan.key)
def test_every_row_of_a_table_is_as_long_as_its_header(plan):
    assert {len(row) for row in plan.table.rows} == {len(plan.table.header)}


def test_agreement_tells_the_highest_and_the_lowest_statement():
    plan = agreement_plans(RESULT.reaction, SOURCE, "reaksi")[0]
    # (61 + 56) / 128 = 91,4 %; (52 + 18) / 128 = 54,7 %
    assert plan.title == (
        "91% setuju “Narasumber menguasai materi yang disampaikan”; paling rendah 55%: "
        "“Jadwal pelatihan memungkinkan saya tetap menyelesaikan tugas harian”"
    )
    assert plan.notes == ("Jawaban dari 128 orang. Tingkat respons 75% (128 dari 171).",)


def test_the_table_of_agreement_holds_the_numbers_of_the_drawing():
    row = samples.likert("Waktu cukup.", (6, 13, 10, 16, 7), labels=samples.AGREE_5,
                         scale="setuju-5", neutral=3)  # fmt: skip
    plan = agreement_plans([row], SOURCE, "reaksi")[0]
    # 19/52 = 36,5 %; 10/52 = 19,2 %; 23/52 = 44,2 %
    assert plan.table.rows == (
        ("Waktu cukup.", "52", "6", "13", "10", "16", "7", "37%", "19%", "44%"),
    )
    assert plan.data.words(plan.data.rows[0]) == (
        "tidak setuju 37% · netral 19% · setuju 44% · 52 orang"
    )


def test_statements_stand_by_share_of_good_answers():
    plan = agreement_plans(RESULT.reaction, SOURCE, "reaksi")[0]
    shares = [row.share(plan.data.scale.good) for row in plan.data.rows]
    assert shares == sorted(shares, reverse=True)


def test_scales_are_never_drawn_together():
    rows = [
        samples.likert("Empat.", (1, 2, 3, 4)),
        samples.likert(
            "Lima.", (1, 2, 3, 4, 5), labels=samples.AGREE_5, scale="setuju-5", neutral=3
        ),
    ]  # fmt: skip
    assert len(agreement_plans(rows, SOURCE, "reaksi")) == 2


def test_a_hidden_statement_keeps_its_row_without_a_number():
    shown = samples.likert("Tampil.", (2, 9, 61, 56))
    hidden = samples.not_shown(samples.likert("Rahasia.", (1, 1, 1, 1)), "hidden")
    plan = agreement_plans([shown, hidden], SOURCE, "reaksi")[0]
    assert plan.table.rows[1] == ("Rahasia.", *["tidak ditampilkan"] * 7)
    assert state("hidden") == "▨ Tidak ditampilkan untuk menjaga kerahasiaan responden."


def test_few_respondents_make_no_headline():
    row = samples.likert("Butir.", (1, 2, 8, 3), flags=("small_n",))
    plan = agreement_plans([row], SOURCE, "reaksi")[0]
    assert plan.title == "Penilaian peserta: gambaran awal"
    assert "! Jumlah responden sedikit; baca sebagai gambaran awal." in plan.notes


def test_a_low_response_and_missing_angkatan_are_said():
    row = samples.likert("Butir.", (1, 2, 8, 3), flags=("low_response",),
                         coverage="2 dari 3 angkatan; 1 menunggu digabung")  # fmt: skip
    notes = agreement_plans([row], SOURCE, "reaksi")[0].notes
    assert "! Kurang dari separuh mengisi; hasil bisa tidak mewakili." in notes
    assert "Mencakup 2 dari 3 angkatan; 1 menunggu digabung." in notes


def test_the_latest_wave_of_an_application_carries_the_interval():
    plan = application_plans(RESULT.application, SOURCE, "penerapan")[0][0]
    first = plan.data.rows[0]
    assert [dot.hollow for dot in first.dots] == [True, False]
    assert first.words == "6 bulan: 64% (52–75) · 59 orang; 3 bulan: 61% (50–71) · 74 orang"
    assert "Responden pada waktu yang berbeda tidak selalu orang yang sama." in plan.notes


def test_hindrances_show_who_is_hindered():
    plan = hindrance_plans(RESULT.hindrances, SOURCE, "hambatan")[0]
    # (30 + 16) / 74 = 62,2 %
    assert plan.title == (
        "62% alumni terhambat: “Beban tugas harian menyulitkan saya menerapkan hasil pelatihan”"
    )


def test_choices_are_counted_in_people():
    row = samples.likert("Apa kendala utama?", (4, 11, 3, 2), scale="", favourable_share=None,
                         unfavourable_share=None)  # fmt: skip
    plan = choice_plans([row], SOURCE, "pilihan")[0]
    assert plan.title == "Jawaban terbanyak: Tidak setuju, 11 orang (55%)"  # 11 / 20
    assert plan.table.rows[0] == ("Tidak setuju", "11 orang (55%)")


def test_changes_are_written_with_sign_interval_and_people():
    plan = change_plans([samples.change()], SOURCE, "kinerja")[0]
    assert plan.data.rows[0].numbers == "+4,8 (+3,1 s.d. +6,5) · 96 pegawai"
    assert plan.title == (
        "Tugas selesai tepat waktu membaik 4,8 poin (perkiraan antara 3,1 dan 6,5), 96 pegawai; "
        "bukti lemah karena tanpa pembanding"
    )
    assert plan.table.rows == (
        ("Tugas selesai tepat waktu", "%", "96", "12", "71,2", "76,0", "+4,8", "+3,1", "+6,5",
         "membaik berarti"),
    )  # fmt: skip
    assert plan.notes == (
        "Pegawai dengan data sebelum dan sesudah: 96 dari 108.",
        "Data per 12 Juni 2026 pukul 06.00 WIB.",
        CAVEAT,
    )


def test_many_changes_are_counted_by_verdict_from_better_to_unknown():
    plan = change_plans(samples.performance(), SOURCE, "kinerja")[0]
    assert plan.title == (
        "Dari 4 program, 1 membaik, 1 tidak ada perbaikan berarti, "
        "1 belum dapat disimpulkan, 1 data belum cukup"
    )


def test_only_indicators_of_one_range_are_drawn_as_slopes():
    slope = change_plans(samples.performance(), SOURCE, "kinerja")[1]
    assert [row.label.split(" · ")[0] for row in slope.data.rows] == [
        "Pelatihan Manajemen Waktu", "Komunikasi Efektif", "Kepemimpinan Pengawas",
    ]  # fmt: skip


def test_tests_tell_both_means():
    plan = learning_plan(RESULT.learning, SOURCE, "tes")
    assert plan.title == "Rata-rata nilai tes naik dari 62 menjadi 78 (118 peserta)"
    assert plan.data.rows[0].numbers == "+16,0 (+14,0 s.d. +18,0) · 118 peserta"


def test_a_spread_shows_people_without_names():
    bars = ChangeBars(
        "MW26", None, "Tugas selesai tepat waktu", 3, ((-5.0, 0.0, 9), (0.0, 5.0, 41))
    )
    plan = spread_plans([bars], [samples.change()], SOURCE, "sebaran")[0]
    assert plan.title == (
        "Sebaran perubahan 50 pegawai: Tugas selesai tepat waktu, setelah 3 bulan"
    )
    assert plan.table.rows == (("−5,0 s.d. 0,0", "9 orang"), ("0,0 s.d. +5,0", "41 orang"))


def test_coverage_names_the_group_that_is_behind():
    plan = coverage_plan(RESULT.participation.by_group, SOURCE, "cakupan")
    assert plan.title == "Cakupan paling rendah: Sekolah, 6% ASN pernah ikut"  # 121 / 2010
    assert plan.table.rows[2] == ("Sekolah", "2.010", "121", "6%")


def test_reasons_of_absence_leave_out_the_merged_rest():
    plan = absence_plan(RESULT.participation.absence, SOURCE, "alasan")
    assert plan.title == "Alasan terbanyak: bentrok jadwal layanan, piket, atau mengajar (27 orang)"
    assert absence_plan((AbsenceCount("lainnya", "Lainnya", 4),), SOURCE, "alasan") is None
    assert coverage_plan((), SOURCE, "cakupan") is absence_plan((), SOURCE, "alasan") is None


def test_regions_keep_their_order_and_a_region_without_data_its_row():
    plan = comparison_plan(COMPARED, "wilayah")
    assert [row.label for row in plan.data.rows] == ["Binjai", "Candisari", "Tangerang Selatan"]
    assert [row.glyph for row in plan.data.rows] == ["■", "▲", "●"]
    assert plan.title == "Menerapkan hasil pelatihan: Binjai 62%, Tangerang Selatan 71%"
    assert plan.data.rows[1].words == "Candisari: baru 1 angkatan; perlu 3."


def test_answers_of_regions_are_never_sorted_by_value():
    plan = answers_plans(COMPARED, "jawaban")[0]
    assert [row.label for row in plan.data.rows] == ["■ Binjai", "● Tangerang Selatan"]
    assert plan.title == "Setuju: ■ Binjai 85%, ● Tangerang Selatan 85%"


def test_the_time_of_the_data_is_written_in_wib():
    assert moment(samples.AS_OF) == "12 Juni 2026 pukul 06.00 WIB"


def test_a_row_of_few_people_among_many_is_marked():
    rows = [
        samples.likert("Banyak.", (2, 9, 61, 56)),
        samples.likert("Sedikit.", (1, 2, 8, 3), flags=("small_n",)),
    ]
    plan = agreement_plans(rows, SOURCE, "reaksi")[0]
    assert [row.label for row in plan.data.rows] == ["Banyak.", "Sedikit. !"]
    assert "Baris bertanda !: jumlah responden sedikit; baca sebagai gambaran awal." in plan.notes


def test_behaviour_at_work_comes_first_and_other_levels_apart():
    rows = [
        samples.likert("Dampak.", (2, 9, 61, 56), audience="alumni", month=3, level=4),
        samples.likert("Didukung.", (2, 9, 61, 56), audience="alumni", month=3, level=3,
                       question="B-DUK-1", dimension="Dukungan atasan"),
        samples.likert("Diterapkan.", (2, 9, 61, 56), audience="alumni", month=3, level=3,
                       question="B-TER-1", dimension="Penerapan"),
    ]  # fmt: skip
    main, others = application_plans(rows, SOURCE, "penerapan")
    assert [row.label for row in main[0].data.rows] == ["Diterapkan.", "Didukung."]
    assert [plan.key for plan in others] == ["penerapan-alumni-4"]


def test_many_hidden_rows_stand_in_the_table_only():
    hidden = [
        samples.not_shown(samples.change(f"Program {n}", program=f"P{n}", n=None), "hidden")
        for n in range(3)
    ]
    plan = change_plans([samples.change(), *hidden], SOURCE, "kinerja")[0]
    assert len(plan.data.rows) == 1
    assert len(plan.table.rows) == 4
    words = "3 ukuran lain tidak ditampilkan untuk menjaga kerahasiaan responden."
    assert words in plan.notes
