"""The programmes of the demo: names from the source documents, everything else invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from programs.choices import Category, Competence, Delivery, LearningForm, Schedule
from workspace.demo.accounts import BINJAI, CANDISARI, TANGSEL

OFFICES, COUNTERS = ("office",), ("office", "district")
SCHOOLS, CLINICS, EVERYBODY = ("school",), ("health",), ("office", "district", "school", "health")


@dataclass(frozen=True)
class Effect:
    """How an indicator moves from before to after, in its unit."""

    code: str
    baseline: float
    spread: float  # between people, at baseline
    change: float  # mean of after minus before
    noise: float  # SD of the change
    declared: bool = False  # before and after in one file, instead of monthly values
    missing: float = 0.08  # share of people without the second value


@dataclass(frozen=True)
class Run:
    """One angkatan."""

    starts_on: date
    days: int
    people: int
    respond: float = 0.82  # share that answers the form
    cancelled: str = ""


@dataclass(frozen=True)
class Course:
    """One programme with its angkatan."""

    region: str
    code: str
    name: str
    topic: str
    form: LearningForm
    hours: int
    runs: tuple[Run, ...]
    groups: tuple[str, ...] = COUNTERS
    units: tuple[str, ...] = ()  # besides the groups: units whose names begin so
    effects: tuple[Effect, ...] = ()  # the first is primary
    liked: float = 0.8  # 0..1, how favourable the answers are
    weak: tuple[str, ...] = ()  # question keys that people like less
    tests: tuple[float, float] | None = (61.0, 15.0)  # mean of the pretest, mean gain
    attend: float = 0.92
    finish: float = 0.93
    category: Category = Category.TRAINING
    competence: Competence = Competence.TECHNICAL
    delivery: Delivery = Delivery.IN_PERSON
    schedule: Schedule = Schedule.WORK_HOURS
    partner: str = ""
    subjects: tuple[str, ...] = ()
    hindered: str = "waktu"  # the challenge that its alumni name most
    compared: int = 0  # people on the comparison list of the first angkatan


TIME = ("Prioritas dan perencanaan kerja", "Mengelola gangguan dan tenggat")
TALK = ("Komunikasi lisan di loket", "Menangani keluhan", "Menjelaskan kebijakan kepada warga")
TECH = ("Tanda tangan dan surat elektronik", "Layanan daring dan keamanan akun")
BUSY = ("R-REL-3",)  # "Jadwal memungkinkan saya tetap menyelesaikan tugas harian"
MATTER = ("R-MAT-1", "R-MAT-4", "R-NAR-1", "R-REL-1")

ON_TIME = Effect("tepat_waktu", 71.0, 9.0, 5.6, 7.0)
COUNTER_TIME = Effect("waktu_layanan", 44.0, 8.0, -7.0, 8.0)

COURSES = (
    Course(
        TANGSEL, "MW25", "Pelatihan Manajemen Waktu", "manajemen_waktu", LearningForm.TECHNICAL, 16,
        (Run(date(2025, 3, 10), 2, 30), Run(date(2025, 9, 15), 2, 30)),
        effects=(ON_TIME,), weak=BUSY, subjects=TIME,
    ),
    Course(
        TANGSEL, "MW26", "Pelatihan Manajemen Waktu", "manajemen_waktu", LearningForm.TECHNICAL, 16,
        (
            Run(date(2026, 3, 3), 2, 30),
            Run(date(2026, 6, 9), 2, 30),
            Run(date(2026, 11, 24), 2, 28),
        ),
        effects=(ON_TIME,), weak=BUSY, subjects=TIME,
    ),
    Course(
        TANGSEL, "KE24", "Pelatihan Komunikasi Efektif dalam Pelayanan Publik", "komunikasi",
        LearningForm.SOCIOCULTURAL, 20, (Run(date(2024, 11, 18), 3, 30),),
        effects=(Effect("ikm", 82.0, 3.5, 2.9, 2.2, missing=0.1), COUNTER_TIME),
        competence=Competence.SOCIOCULTURAL, liked=0.84, subjects=TALK,
    ),
    Course(
        TANGSEL, "KE26", "Pelatihan Komunikasi Efektif dalam Pelayanan Publik", "komunikasi",
        LearningForm.SOCIOCULTURAL, 20,
        (Run(date(2026, 2, 17), 3, 30), Run(date(2026, 5, 19), 3, 30)),
        effects=(COUNTER_TIME, Effect("pengaduan", 4.2, 1.1, -0.9, 0.8)),
        competence=Competence.SOCIOCULTURAL, liked=0.84, subjects=TALK,
    ),
    Course(
        TANGSEL, "TI26", "Teknologi Informasi dalam Pelayanan Publik", "digital",
        LearningForm.TECHNICAL_GUIDANCE, 20,
        (
            Run(date(2026, 2, 3), 3, 25),
            Run(date(2026, 4, 14), 3, 25),
            Run(date(2026, 7, 7), 3, 25),
            Run(date(2026, 11, 10), 3, 25, respond=0.6),
        ),
        effects=(
            Effect("elektronik", 52.0, 12.0, 11.0, 10.0),
            Effect("uji_praktik", 58.0, 11.0, 14.0, 9.0, declared=True),
        ),
        weak=("R-SAR-2",), liked=0.86, subjects=TECH, hindered="sarana",
    ),
    Course(
        TANGSEL, "AP26", "Manajemen Administrasi Publik", "administrasi_publik",
        LearningForm.WORKSHOP, 10, (Run(date(2026, 4, 21), 2, 40),),
        effects=(Effect("temu_arsip", 12.0, 3.0, -0.5, 3.0),),
        weak=MATTER, liked=0.68, tests=(64.0, 9.0),
    ),
    Course(
        TANGSEL, "MP26", "Manajemen Proyek Pembangunan Daerah", "manajemen_proyek",
        LearningForm.TECHNICAL, 30, (Run(date(2026, 3, 16), 5, 30),),
        groups=(),
        units=("Dinas Sumber Daya Air", "Dinas Cipta Karya", "Dinas Perumahan"),
        effects=(Effect("deviasi_jadwal", 8.5, 3.0, 0.2, 3.6),),
        weak=(*BUSY, *MATTER), liked=0.66, tests=(58.0, 7.0),
    ),
    Course(
        TANGSEL, "KD26", "Keterampilan Digital ASN", "digital", LearningForm.ELEARNING, 9,
        (Run(date(2026, 8, 3), 26, 180, respond=0.55), Run(date(2026, 11, 9), 26, 60)),
        groups=EVERYBODY, attend=0.86, finish=0.71, delivery=Delivery.ONLINE,
        schedule=Schedule.FLEXIBLE, liked=0.78, tests=(66.0, 12.0),
        effects=(Effect("elektronik", 54.0, 12.0, 3.0, 11.0),),
    ),
    Course(
        TANGSEL, "KP25", "Kepemimpinan Pengawas Berbasis Pelayanan", "kepemimpinan",
        LearningForm.MANAGERIAL, 40, (Run(date(2025, 8, 4), 10, 30),),
        effects=(Effect("dialog_kinerja", 2.6, 1.0, 1.1, 1.4),),
        competence=Competence.MANAGERIAL, hindered="dukungan",
    ),
    Course(
        TANGSEL, "SK26", "Seminar Pengembangan Karier ASN", "pengembangan_karier",
        LearningForm.SEMINAR, 4, (Run(date(2026, 9, 17), 1, 120, respond=0.62),),
        groups=EVERYBODY, category=Category.CAREER, tests=None, attend=0.84,
        delivery=Delivery.BLENDED, hindered="kesadaran",
    ),
    Course(
        TANGSEL, "MWG26", "Pelatihan Manajemen Waktu bagi Guru", "manajemen_waktu",
        LearningForm.TECHNICAL, 16, (Run(date(2026, 6, 22), 2, 26),),
        groups=SCHOOLS, schedule=Schedule.SCHOOL_HOLIDAY, compared=24,
        effects=(Effect("kehadiran_mengajar", 91.0, 4.0, 3.1, 3.4, declared=True),),
        subjects=TIME,
    ),
    Course(
        TANGSEL, "KEK26", "Pelatihan Komunikasi Efektif bagi Tenaga Kesehatan", "komunikasi",
        LearningForm.SOCIOCULTURAL, 16, (Run(date(2026, 7, 14), 2, 24),),
        groups=CLINICS, schedule=Schedule.OFF_SHIFT, attend=0.83,
        effects=(Effect("waktu_tunggu", 47.0, 9.0, -5.0, 9.0),),
        competence=Competence.SOCIOCULTURAL, subjects=TALK,
    ),
    Course(
        TANGSEL, "KDL26", "Keterampilan Digital Lanjutan", "digital",
        LearningForm.TECHNICAL_GUIDANCE, 12,
        (
            Run(date(2026, 9, 8), 2, 20, cancelled="Anggaran dialihkan (contoh)"),
            Run(date(2026, 12, 8), 2, 20),
        ),
    ),
    Course(
        BINJAI, "MW25", "Pelatihan Manajemen Waktu", "manajemen_waktu", LearningForm.TECHNICAL, 16,
        (Run(date(2025, 5, 5), 2, 30),),
        effects=(Effect("tepat_waktu", 68.0, 9.0, 1.5, 8.0),), weak=BUSY, liked=0.72, subjects=TIME,
        hindered="anggaran",
    ),
    Course(
        BINJAI, "MW26", "Pelatihan Manajemen Waktu", "manajemen_waktu", LearningForm.TECHNICAL, 16,
        (Run(date(2026, 2, 24), 2, 30), Run(date(2026, 5, 12), 2, 30)),
        effects=(Effect("tepat_waktu", 70.0, 9.0, -3.0, 7.0),),
        weak=(*BUSY, "R-MAT-4"), liked=0.7, attend=0.85, subjects=TIME, hindered="anggaran",
    ),
    Course(
        BINJAI, "KP26", "Pelatihan Komunikasi Publik", "komunikasi", LearningForm.SOCIOCULTURAL, 20,
        (
            Run(date(2026, 3, 9), 3, 25),
            Run(date(2026, 8, 18), 3, 25),
            Run(date(2026, 12, 1), 3, 25),
        ),
        effects=(Effect("waktu_layanan", 49.0, 9.0, -6.5, 8.5),),
        competence=Competence.SOCIOCULTURAL, liked=0.83, subjects=TALK, hindered="anggaran",
    ),
    Course(
        BINJAI, "CK26", "Coaching Komunikasi Pelayanan", "komunikasi", LearningForm.COACHING, 2,
        (
            Run(date(2026, 4, 6), 1, 9, respond=1.0),
            Run(date(2026, 5, 4), 1, 8, respond=1.0),
            Run(date(2026, 6, 8), 1, 9, respond=1.0),
            Run(date(2026, 7, 6), 1, 5, respond=0.6),  # three answers: below the threshold
        ),
        groups=CLINICS, units=("Dinas Kependudukan",), tests=None,
        competence=Competence.SOCIOCULTURAL,
    ),
    Course(
        BINJAI, "KK26", "Kelas Kolaborasi dengan Perguruan Tinggi", "pelayanan_publik",
        LearningForm.COURSE, 20, (Run(date(2026, 9, 7), 4, 30),),
        partner="Universitas Contoh", groups=EVERYBODY,
        effects=(Effect("keluaran_bulanan", 18.0, 4.0, 1.0, 3.0),),
    ),
    Course(
        BINJAI, "MG26", "Pelatihan Manajemen Pemerintahan", "manajemen_pemerintahan",
        LearningForm.DISTANCE, 24, (Run(date(2026, 6, 2), 12, 30),),
        delivery=Delivery.ONLINE, competence=Competence.GOVERNMENT, schedule=Schedule.FLEXIBLE,
        effects=(Effect("dokumen_tepat", 66.0, 11.0, 5.0, 14.0),), hindered="variasi",
    ),
    Course(
        CANDISARI, "KK25", "Pelatihan Keterampilan Komunikasi", "komunikasi", LearningForm.WORKSHOP,
        10, (Run(date(2025, 10, 13), 2, 25),), effects=(COUNTER_TIME,),
        category=Category.GUIDANCE, competence=Competence.SOCIOCULTURAL, hindered="resistensi",
        subjects=TALK[:2],
    ),
    Course(
        CANDISARI, "KK26", "Pelatihan Keterampilan Komunikasi", "komunikasi", LearningForm.WORKSHOP,
        10, (Run(date(2026, 4, 6), 2, 25),), effects=(COUNTER_TIME,),
        category=Category.GUIDANCE, competence=Competence.SOCIOCULTURAL, hindered="resistensi",
        subjects=TALK[:2],
    ),
    Course(
        CANDISARI, "MW26", "Pelatihan Manajemen Waktu", "manajemen_waktu",
        LearningForm.TECHNICAL_GUIDANCE, 12, (Run(date(2026, 5, 18), 2, 25),),
        effects=(Effect("tepat_waktu", 72.0, 8.0, 2.5, 7.5),), category=Category.GUIDANCE,
        weak=("R-MAT-4", "R-REL-1"), liked=0.74, hindered="resistensi", subjects=TIME,
    ),
    Course(
        CANDISARI, "SU26", "Sesi Umpan Balik Pascapelatihan", "komunikasi", LearningForm.COMMUNITY,
        2, (Run(date(2026, 7, 20), 1, 12), Run(date(2026, 10, 19), 1, 6, respond=0.6)),
        category=Category.GUIDANCE, tests=None, hindered="resistensi",
    ),
    Course(
        CANDISARI, "MG26", "Pelatihan Manajemen Pemerintahan", "manajemen_pemerintahan",
        LearningForm.DISTANCE, 24, (Run(date(2026, 12, 7), 5, 12),),
        delivery=Delivery.ONLINE, category=Category.GUIDANCE, competence=Competence.GOVERNMENT,
    ),
)  # fmt: skip
