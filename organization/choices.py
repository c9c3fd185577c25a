"""Every dated value that the Admin keeps: key, words on screen, unit and kind of number."""

from django.db import models


class PolicyKey(models.TextChoices):
    """Keys of Policy; read one with ``Policy.objects.value(PolicyKey.MIN_GROUP, day)``."""

    # --- product rule 4: respondents behind a statistic --------------------------------------
    MIN_GROUP = "min_group", "Responden satu angkatan agar hasilnya tampil"
    MIN_STRATUM = "min_stratum", "Responden tiap kelompok bila hasil dirinci"
    MIN_COMMENT_RESPONDENTS = "min_comment_respondents", "Responden agar komentar tampil"
    MIN_COMMENTS = "min_comments", "Komentar agar komentar tampil"
    MIN_RATED_ALUMNI = "min_rated_alumni", "Alumni yang dinilai agar hasil formulir atasan tampil"
    MIN_RATERS = "min_raters", "Atasan yang menilai agar hasil formulir atasan tampil"
    MIN_UPWARD = "min_upward", "Responden untuk butir yang menilai atasan"
    MIN_INFORMANTS = "min_informants", "Informan agar tema wawancara tampil"
    MIN_INFORMANT_UNITS = "min_informant_units", "Unit asal informan agar tema wawancara tampil"
    MIN_OBSERVED = "min_observed", "Pegawai yang diamati agar hasil pengamatan tampil"
    MIN_RECORDS = "min_records", "Pegawai agar rerata kehadiran, tes, dan kinerja tampil"
    MIN_VERDICT = "min_verdict", "Pegawai agar selang, uji, dan kesimpulan tampil"
    MIN_DOTS = "min_dots", "Pegawai agar titik perorangan (tanpa nama) tampil"
    MIN_REASON = "min_reason", "Orang tiap alasan tidak hadir; di bawahnya menjadi lainnya"
    MIN_ITEM_STATISTICS = "min_item_statistics", "Responden agar analisis butir tampil"
    MIN_RELIABILITY = "min_reliability", "Responden agar reliabilitas tampil"
    MIN_DRIVERS = "min_drivers", "Responden agar analisis faktor pendorong tampil"
    MIN_DRIVER_SESSIONS = "min_driver_sessions", "Angkatan agar analisis faktor pendorong tampil"
    # --- how many forms one person is asked for -----------------------------------------------
    MAX_RATED = "max_rated", "Alumni yang dinilai satu orang dalam satu putaran, paling banyak"
    # --- legal limits and definitions ---------------------------------------------------------
    JP_MIN_PNS = "jp_min_pns", "JP paling sedikit bagi PNS dalam satu tahun"
    JP_MAX_PPPK = "jp_max_pppk", "JP paling banyak bagi PPPK dalam satu tahun perjanjian kerja"
    COMPLETION_SHARE = "completion_share", "Bagian JP yang harus diikuti agar dinyatakan selesai"
    # --- retention ----------------------------------------------------------------------------
    RETENTION_ANSWERS = "retention_answers_months", "Simpan baris jawaban formulir tertutup"
    RETENTION_DRAFTS = "retention_drafts_days", "Simpan draf jawaban yang tidak dikirim"
    RETENTION_UPLOADS = "retention_uploads_hours", "Simpan berkas unggahan"
    RETENTION_AUDIT = "retention_audit_years", "Simpan jejak audit"
    RETENTION_LOGS = "retention_logs_days", "Simpan catatan akses"


CONFIDENTIALITY = frozenset(
    key for key in PolicyKey if key.value.startswith("min_")
)  # the Admin may raise these, never lower them
LEGAL = (PolicyKey.JP_MIN_PNS, PolicyKey.JP_MAX_PPPK, PolicyKey.COMPLETION_SHARE)
ASKING = (PolicyKey.MAX_RATED,)
RETENTION = tuple(key for key in PolicyKey if key.value.startswith("retention_"))

RANKS = {  # ruang: pangkat (PNS)
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
PPPK_GRADES = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)  # no ruang, no pangkat; the same numerals as PNS golongan, hence the namespaced key
GRADES = [
    ("PNS", [(f"PNS:{key}", f"{rank} ({key})") for key, rank in RANKS.items()]),
    ("PPPK", [(f"PPPK:{key}", f"Golongan {key}") for key in PPPK_GRADES]),
]
GRADE_LABELS = {key: label for _group, grades in GRADES for key, label in grades}
