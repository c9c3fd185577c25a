# ruff: noqa: E501 - literal rows read best on one line
"""Plain result objects: what a region with six programmes looks like, without a database."""

from datetime import UTC, date, datetime

from reports.results import (
    AbsenceCount,
    ComparedPerformance,
    ComparedRegion,
    ComparisonResult,
    ConcernRow,
    Coverage,
    Details,
    Difference,
    Filters,
    HealthRow,
    Held,
    LearningRow,
    LikertRow,
    Measure,
    Participation,
    PerformanceRow,
    Period,
    ProgramLine,
    RegionResult,
    Tile,
)

AS_OF = datetime(2026, 6, 11, 23, 0, tzinfo=UTC)  # 12 June, 06.00 WIB
PERIOD = Period(date(2026, 1, 1), date(2026, 6, 12))
AGREE_4 = (
    ("1", "Sangat tidak setuju"),
    ("2", "Tidak setuju"),
    ("3", "Setuju"),
    ("4", "Sangat setuju"),
)
AGREE_5 = (
    ("1", "Sangat tidak setuju"),
    ("2", "Tidak setuju"),
    ("3", "Netral"),
    ("4", "Setuju"),
    ("5", "Sangat setuju"),
)
OFTEN_4 = (("1", "Tidak pernah"), ("2", "Kadang-kadang"), ("3", "Sering"), ("4", "Selalu"))


def likert(text, counts, *, labels=AGREE_4, scale="setuju-4", neutral=None, **fields):
    """Return a shown row with shares worked out from its counts."""
    start = {AGREE_4: 3, AGREE_5: 4, OFTEN_4: 3}[labels]
    n = sum(counts)
    good = sum(
        count for (value, _), count in zip(labels, counts, strict=True) if int(value) >= start
    )
    middle = counts[neutral - 1] if neutral else 0
    given = {
        "status": "shown", "flags": (), "region": "36.74", "program": None, "program_name": "",
        "session": None, "subject": None, "survey": None, "audience": "participants",
        "month": None, "moment": "after", "question": "R-MAT-1", "text": text, "dimension": "Materi", "level": 1,
        "scale": scale, "labels": labels, "favourable_from": start, "neutral": neutral,
        "reverse": False, "stratum": "", "stratum_label": "", "sessions_shown": 3,
        "sessions_total": 3, "coverage": "", "invited": 171, "submitted": n, "n": n,
        "mean": 3.1, "counts": tuple((value, count) for (value, _), count in zip(labels, counts, strict=True)),
        "favourable_share": good / n, "neutral_share": middle / n if neutral else None,
        "unfavourable_share": (n - good - middle) / n,
    }  # fmt: skip
    return LikertRow(**(given | fields))


def not_shown(row, status):
    """Return the row as the gate leaves it."""
    blank = dict.fromkeys(row.value_names())
    kept = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return type(row)(**(kept | blank | {"status": status}))


def change(name="Pelatihan Manajemen Waktu", **fields):
    """Return a row of performance: +4,8 points (3,1 to 6,5) of 96 people."""
    given = {
        "status": "shown", "flags": (), "region": "36.74", "program": "MW26",
        "program_name": name, "session": None, "indicator": "tepat_waktu",
        "indicator_name": "Tugas selesai tepat waktu", "unit": "%", "primary": True,
        "direction": "up", "wave": 3, "delta": 3.0, "method": "paired_t", "n": 96,
        "missing_pairs": 12, "low": 0.0, "high": 100.0, "mean_before": 71.2, "mean_after": 76.0, "change": 4.8,
        "sd_change": 8.4, "ci_low": 3.1, "ci_high": 6.5, "better": 61, "same": 12, "worse": 23,
        "verdict": "better", "verdict_words": "membaik berarti",
        "sentence": "Tugas selesai tepat waktu membaik 4,8 poin (perkiraan antara 3,1 dan 6,5), "
        "96 pegawai; bukti lemah karena tanpa pembanding.",
    }  # fmt: skip
    return PerformanceRow(**(given | fields))


def learning(name="", **fields):
    """Return a row of test scores: 62 to 78 of 118 people."""
    given = {
        "status": "shown", "flags": (), "region": "36.74", "program": None, "program_name": name,
        "session": None, "n": 118, "missing_pairs": 9, "mean_before": 62.0, "mean_after": 78.0,
        "change": 16.0, "sd_change": 11.0, "ci_low": 14.0, "ci_high": 18.0,
        "gain_of_means": 0.42, "gain_band": "Sedang",
    }  # fmt: skip
    return LearningRow(**(given | fields))


STATEMENTS = (
    ("Narasumber menguasai materi yang disampaikan.", (2, 9, 61, 56)),
    ("Narasumber menyampaikan materi dengan bahasa yang mudah dipahami.", (1, 12, 66, 49)),
    ("Materi pelatihan relevan dengan tugas jabatan saya.", (3, 16, 70, 39)),
    ("Contoh kasus yang dibahas menggambarkan situasi kerja di pemerintah daerah.", (5, 20, 70, 33)),
    ("Peralatan pelatihan berfungsi dengan baik.", (6, 26, 64, 32)),
    ("Jadwal pelatihan memungkinkan saya tetap menyelesaikan tugas harian.", (18, 40, 52, 18)),
)  # fmt: skip


def health_rows():
    """Return the five lines of block 1."""
    lines = (
        ("reaction", "Peserta menilai baik", "83% setuju", "128 dari 171", "fair", "cukup", "reaksi"),
        ("learning", "Nilai tes naik", "62 → 78", "118 orang", "fair", "cukup", "pembelajaran"),
        ("application", "Diterapkan setelah 3 bulan", "61% (atasan 54%)", "74 orang", "limited", "terbatas", "penerapan"),
        ("performance", "Kinerja: tepat waktu", "+4,8 poin (3,1–6,5)", "96 orang", "limited", "tanpa pembanding", "kinerja"),
        ("coverage", "Cakupan", "1.204 dari 4.994 ASN (24%)", "9 OPD belum mengirim", "strong", "kuat", "peserta"),
    )  # fmt: skip
    sentences = (
        "83% jawaban peserta berada di sisi baik; 128 dari 171 peserta mengisi.",
        "Rata-rata nilai tes 118 peserta naik dari 62 menjadi 78.",
        "61% dari 74 alumni sering atau selalu menerapkan hasil pelatihan; menurut atasan 54%.",
        "Tugas selesai tepat waktu membaik 4,8 poin (perkiraan antara 3,1 dan 6,5), 96 pegawai.",
        "1.204 dari 4.994 ASN mengikuti sedikitnya satu program; 9 OPD belum mengirim peserta.",
    )
    return tuple(
        HealthRow(key, label, sentence, number, n, sure, words, "shown", anchor)
        for (key, label, number, n, sure, words, anchor), sentence in zip(
            lines, sentences, strict=True
        )
    )


def concern(name="Sekolah", **fields):
    """Return a line of block 2."""
    given = {
        "name": name, "sentence": "cakupan 6% · alasan terbanyak: bentrok jadwal mengajar",
        "rule": "low_coverage",
        "next_step": "Jadwalkan angkatan pada libur sekolah dan minta kepala sekolah mengusulkan peserta.",
        "url_name": "", "pk": None, "anchor": "peserta", "people": 2010,
    }  # fmt: skip
    return ConcernRow(**(given | fields))


def participation(**fields):
    """Return who took part in a region."""
    given = {
        "status": "shown", "flags": (), "active_employees": 4994, "covered": 1204,
        "nominated": 1410, "appointed": 1302, "attended": 1233, "completed": 1109,
        "coverage_share": 1204 / 4994, "attendance_share": 1233 / 1302,
        "completion_share": 1109 / 1233, "units_without": 9, "sessions": 14,
        "absence": (
            AbsenceCount("bentrok_jadwal", "Bentrok jadwal layanan, piket, atau mengajar", 27),
            AbsenceCount("tugas_mendadak", "Tugas mendadak dari pimpinan", 18),
            AbsenceCount("izin", "Sakit atau izin", 14),
            AbsenceCount("lainnya", "Lainnya", 10),
        ),
        "by_group": (
            Coverage("office", "Kantor", 1980, 812, 812 / 1980, "shown"),
            Coverage("district", "Kecamatan dan kelurahan", 560, 201, 201 / 560, "shown"),
            Coverage("school", "Sekolah", 2010, 121, 121 / 2010, "shown"),
            Coverage("health", "Puskesmas dan RSUD", 444, 70, 70 / 444, "shown"),
        ),
    }  # fmt: skip
    return Participation(**(given | fields))


def hindrances():
    """Return the reverse items of alumni."""
    rows = (
        ("Beban tugas harian menyulitkan saya menerapkan hasil pelatihan.", (8, 20, 30, 16)),
        ("Lingkungan kerja saya cenderung mempertahankan cara kerja lama.", (20, 30, 18, 6)),
    )
    return tuple(
        likert(
            text, counts, reverse=True, audience="alumni", month=3, level=3,
            favourable_share=sum(counts[:2]) / 74, unfavourable_share=sum(counts[2:]) / 74,
        )
        for text, counts in rows
    )  # fmt: skip


def application():
    """Return what alumni and their superiors say about use at work."""
    common = {"labels": OFTEN_4, "scale": "frekuensi-4", "level": 3, "dimension": "Penerapan"}
    own = "Saya menerapkan hasil pelatihan dalam pekerjaan sehari-hari."
    share = "Saya membagikan pengetahuan hasil pelatihan kepada rekan kerja."
    seen = "Pegawai tersebut menerapkan hasil pelatihan dalam pekerjaan sehari-hari."
    alumni = {"audience": "alumni", "invited": 96}
    return (
        likert(own, (4, 25, 30, 15), question="B-TER-1", month=3, ci_low=0.495, ci_high=0.711, **alumni, **common),
        likert(own, (3, 18, 26, 12), question="B-TER-1", month=6, ci_low=0.517, ci_high=0.752, **alumni, **common),
        likert(share, (10, 30, 26, 8), question="B-TER-4", month=3, ci_low=0.351, ci_high=0.573, **alumni, **common),
        likert(seen, (2, 17, 15, 7), question="B-TER-1", month=3, ci_low=0.387, ci_high=0.679, audience="supervisors", invited=60, **common),
    )  # fmt: skip


def performance():
    """Return the indicators of four programmes, one that fell, one with too few people."""
    return (
        change(),
        change("Komunikasi Efektif", program="KE26", n=41, missing_pairs=3, mean_before=73.0, mean_after=75.2, change=2.2, ci_low=-0.4, ci_high=4.8,
               indicator="elektronik", indicator_name="Layanan diproses secara elektronik", verdict="inconclusive", verdict_words="belum dapat disimpulkan"),
        change("Kepemimpinan Pengawas", program="KP26", n=8, missing_pairs=2, mean_before=60.1, mean_after=62.0, change=1.9, ci_low=None, ci_high=None, flags=("few",),
               indicator="dokumen_tepat", indicator_name="Dokumen tepat waktu", verdict="insufficient", verdict_words="data belum cukup"),
        change("Manajemen Proyek", program="MP26", n=30, missing_pairs=0, mean_before=41.0, mean_after=40.4, low=0.0, high=None, change=-0.6, ci_low=-3.0, ci_high=1.8, unit="menit", direction="down",
               indicator="waktu_layanan", indicator_name="Waktu penyelesaian layanan", verdict="no_change", verdict_words="tidak ada perbaikan berarti"),
        not_shown(change("Seminar Karier", program="SK26", n=None, missing_pairs=None), "hidden"),
    )  # fmt: skip


def region_result(**fields):
    """Return the whole result of Tangerang Selatan."""
    given = {
        "code": "36.74", "name": "Tangerang Selatan", "period": PERIOD, "filters": Filters(),
        "data_as_of": AS_OF,
        "headline": "Dari 6 program yang sudah dapat dinilai, 3 membaik, 1 tidak ada perbaikan "
        "berarti, 2 belum dapat disimpulkan.",
        "trust": "128 dari 171 peserta mengisi (75%). 1 angkatan menunggu digabung.",
        "low_response": False, "unit_note": "", "health": health_rows(),
        "concerns": (concern(), concern("Puskesmas dan RSUD", sentence="cakupan 16%", people=444,
                                        next_step="Buka kelas di luar giliran jaga.")),
        "concerns_empty": "",
        "tiles": (
            Tile("sessions", "Angkatan selesai", "14", "Tahun 2026 s.d. Juni", "shown"),
            Tile("attended", "Peserta hadir", "1.233", "dari 1.302 yang ditetapkan", "shown"),
            Tile("response", "Tingkat respons", "75%", "128 dari 171", "shown"),
            Tile("pairs", "Data sebelum dan sesudah", "128", "dari 171 pegawai", "shown"),
        ),
        "participation": participation(),
        "reaction": tuple(likert(text, counts, question=f"Q-{place}") for place, (text, counts) in enumerate(STATEMENTS)),
        "dimensions": (),
        "learning": (learning(), learning("Pelatihan Manajemen Waktu", program="MW26", n=58, mean_before=60.0, mean_after=79.0, change=19.0, ci_low=16.1, ci_high=21.9)),
        "application": application(), "hindrances": hindrances(), "choices": (),
        "performance": performance(),
        "programs": (
            ProgramLine(7, "MW26", "Pelatihan Manajemen Waktu", "training", 2, 58, "shown", 0.86, 52, "better", "membaik berarti", None),
            ProgramLine(8, "KE26", "Komunikasi Efektif dalam Pelayanan Publik", "training", 2, 55, "hidden", None, None, "inconclusive", "belum dapat disimpulkan", None),
        ),
        "held": (Held("SK26", "Seminar Karier", "SK26-1", "Angkatan 1", "F1S.SK26-1.1", 25, 4, "below_group", "Kurang dari 5 orang mengisi; ditampilkan bersama angkatan lain."),),
        "details": Details(),
    }  # fmt: skip
    return RegionResult(**(given | fields))


def comparison_result(**fields):
    """Return two regions that can be compared and one with too few sessions."""
    item = likert(STATEMENTS[2][0], STATEMENTS[2][1])
    measure = Measure("item:B-TER-1", "Menerapkan hasil pelatihan", "%")
    given = {
        "measure": measure, "basis": "alumni, 3 bulan sesudah pelatihan",
        "measures": (measure, Measure("item:R-REL-4", "Bersedia merekomendasikan", "%")),
        "topic": "manajemen_waktu", "topic_name": "Manajemen waktu",
        "topics": (("manajemen_waktu", "Manajemen waktu"),), "period": PERIOD, "data_as_of": AS_OF,
        "headline": "Data belum cukup untuk menyatakan Binjai dan Tangerang Selatan berbeda.",
        "regions": (
            ComparedRegion("12.75", "Binjai", "shown", "", 3, 64, 0.62, 0.45, 0.79, (("Pelatihan Manajemen Waktu", 64),), item),
            ComparedRegion("33.74.08", "Candisari", "none", "Candisari: baru 1 angkatan; perlu 3.", 1),
            ComparedRegion("36.74", "Tangerang Selatan", "shown", "", 5, 128, 0.71, 0.63, 0.79, (("Pelatihan Manajemen Waktu", 128),), item),
        ),
        "differences": (
            Difference("Binjai", "Tangerang Selatan", "shown",
                       "Selisih Binjai − Tangerang Selatan: −9 poin (perkiraan antara −27 dan +8). Data belum cukup untuk menyatakan keduanya berbeda.",
                       -0.09, -0.27, 0.08),
        ),
        "performance": ComparedPerformance(
            Measure("indicator:tepat_waktu", "Tugas selesai tepat waktu", "%"), "setelah 3 bulan", 0.0, 100.0,
            (
                ComparedRegion("12.75", "Binjai", "shown", "", 3, 60, 4.0, 1.0, 7.0, (), None, 68.0, 72.0),
                ComparedRegion("33.74.08", "Candisari", "none", "Candisari: belum ada hasil yang dapat dibandingkan."),
                ComparedRegion("36.74", "Tangerang Selatan", "shown", "", 5, 120, 5.0, 3.0, 7.0, (), None, 70.0, 75.0),
            ),
            (),
        ),
    }  # fmt: skip
    return ComparisonResult(**(given | fields))
