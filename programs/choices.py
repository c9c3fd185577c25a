"""The fixed lists of the domain, with their words on screen."""

import re

from django.db import models

SESSION_NUMBER = re.compile(r"[0-9A-Za-z./]{1,10}")  # no dash: codes are kode_program-angkatan


class Category(models.TextChoices):
    """The three kinds of programme that the source documents evaluate."""

    CAREER = "career", "Pengembangan karier"
    TRAINING = "training", "Pelatihan"
    GUIDANCE = "guidance", "Pembinaan"


class Competence(models.TextChoices):
    """The competence axis of UU ASN."""

    TECHNICAL = "technical", "Teknis"
    MANAGERIAL = "managerial", "Manajerial"
    SOCIOCULTURAL = "sociocultural", "Sosial kultural"
    GOVERNMENT = "government", "Pemerintahan"


class Delivery(models.TextChoices):
    """How a session is held."""

    IN_PERSON = "luring", "Luring (tatap muka)"
    ONLINE = "daring", "Daring"
    BLENDED = "campuran", "Campuran"


class Schedule(models.TextChoices):
    """When a session is held, seen from the participants' duties."""

    WORK_HOURS = "jam_kerja", "Jam kerja"
    OUTSIDE_HOURS = "luar_jam_kerja", "Luar jam kerja"
    FLEXIBLE = "fleksibel", "Fleksibel"
    SCHOOL_HOLIDAY = "libur_sekolah", "Libur sekolah"
    OFF_SHIFT = "luar_jaga", "Di luar giliran jaga"


class State(models.TextChoices):
    """Where a programme or session stands on a day."""

    PLANNED = "planned", "Direncanakan"
    RUNNING = "running", "Berlangsung"
    ENDED = "ended", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class LearningForm(models.IntegerChoices):
    """The jenis_diklat of SIASN (BKN): HR uploads there by these numbers."""

    STRUCTURAL = 1, "Diklat Struktural"
    FUNCTIONAL = 2, "Diklat Fungsional"
    TECHNICAL = 3, "Diklat Teknis"
    WORKSHOP = 4, "Workshop"
    MANAGERIAL = 5, "Pelatihan Manajerial"
    SOCIOCULTURAL = 6, "Pelatihan Sosial Kultural"
    SOCIALISATION = 7, "Sosialisasi"
    TECHNICAL_GUIDANCE = 8, "Bimbingan Teknis"
    SEMINAR = 9, "Seminar"
    APPRENTICESHIP = 10, "Magang"
    COURSE = 11, "Kursus"
    UPGRADING = 12, "Penataran"
    OTHER_CLASSICAL = 13, "Pelatihan Klasikal Lainnya"
    COACHING = 14, "Coaching"
    MENTORING = 15, "Mentoring"
    ELEARNING = 16, "E-Learning"
    DISTANCE = 17, "Pelatihan Jarak Jauh"
    SECONDMENT = 18, "Detasering (Secondment)"
    OUTBOUND = 19, "Pembelajaran Alam Terbuka (Outbond)"
    BENCHMARKING = 20, "Patok Banding (Benchmarking)"
    EXCHANGE = 21, "Pertukaran antara PNS dengan Pegawai Swasta/BUMN/BUMD"
    SELF_STUDY = 22, "Belajar Mandiri (Self Development)"
    COMMUNITY = 23, "Komunitas Belajar (Community of Practices)"
    WORKPLACE_GUIDANCE = 24, "Bimbingan di Tempat Kerja"
    OTHER_NONCLASSICAL = 25, "Pelatihan Nonklasikal Lainnya"


class AbsenceReason(models.TextChoices):
    """Polite and factual reasons of absence."""

    SUDDEN_DUTY = "tugas_mendadak", "Tugas mendadak dari pimpinan"
    SHIFT = "bentrok_jadwal", "Bentrok jadwal layanan, piket, atau mengajar"
    TRAVEL = "dinas_luar", "Dinas luar"
    NO_LETTER = "tanpa_surat_tugas", "Surat tugas tidak terbit"
    NOT_INVITED = "undangan", "Undangan tidak diterima"
    SICK = "sakit", "Sakit"
    EXCUSED = "izin", "Izin"
    LEAVE = "cuti", "Cuti"
    MOVED = "pindah_tugas", "Pindah tugas"
    LEFT = "berhenti", "Pensiun atau berhenti"
    UNKNOWN = "tanpa_keterangan", "Tanpa keterangan"


CHALLENGE_OF_REASON = {  # the codebook's challenge behind a reason; counted, never by name
    AbsenceReason.SUDDEN_DUTY: "waktu",
    AbsenceReason.SHIFT: "waktu",
    AbsenceReason.TRAVEL: "waktu",
    AbsenceReason.NO_LETTER: "dukungan",
    AbsenceReason.NOT_INVITED: "kesadaran",
    AbsenceReason.MOVED: "mutasi",
}
