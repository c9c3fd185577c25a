"""The indicators that every tenant starts with, so that regions measure the same thing."""

from django.db import migrations

UP, DOWN = "up", "down"
SHARE = (0.0, 100.0)

# code, name, unit, direction, frequency, lowest, highest, δ (smallest change worth having, in the unit)
EMPLOYEE = [
    ("tepat_waktu", "Tugas selesai tepat waktu", "%", UP, "month", *SHARE, 3.0),
    ("waktu_layanan", "Waktu penyelesaian layanan", "menit", DOWN, "month", 0.0, None, 5.0),
    ("elektronik", "Layanan diproses secara elektronik", "%", UP, "month", *SHARE, 5.0),
    ("uji_praktik", "Skor uji praktik", "skor", UP, "event", *SHARE, 5.0),
    ("temu_arsip", "Waktu temu kembali arsip", "menit", DOWN, "month", 0.0, None, 2.0),
    ("surat_hari_sama", "Surat tercatat pada hari yang sama", "%", UP, "month", *SHARE, 5.0),
    ("deviasi_jadwal", "Deviasi jadwal kegiatan", "%", DOWN, "month", -100.0, 100.0, 2.0),
    ("dialog_kinerja", "Dialog kinerja terdokumentasi", "kali", UP, "quarter", 0.0, None, 1.0),
    ("dokumen_tepat", "Dokumen tepat waktu", "%", UP, "quarter", *SHARE, 5.0),
    ("keluaran_bulanan", "Keluaran per bulan", "keluaran", UP, "month", 0.0, None, 1.0),
    ("nilai_kinerja", "Nilai kinerja tahunan", "nilai", UP, "year", 0.0, 120.0, 3.0),
    ("kehadiran_mengajar", "Kehadiran mengajar", "%", UP, "month", *SHARE, 2.0),
    ("supervisi_kelas", "Skor supervisi kelas", "skor", UP, "semester", *SHARE, 3.0),
    ("waktu_tunggu", "Waktu tunggu pasien", "menit", DOWN, "month", 0.0, None, 5.0),
    ("kepatuhan_sop", "Kepatuhan terhadap SOP", "%", UP, "month", *SHARE, 3.0),
    ("rekam_medis_lengkap", "Rekam medis lengkap", "%", UP, "month", *SHARE, 3.0),
]
UNIT = [
    ("ikm", "Indeks Kepuasan Masyarakat (IKM)", "nilai", UP, "year", 25.0, 100.0, 2.0),
    ("pengaduan", "Pengaduan per 1.000 layanan", "per 1.000", DOWN, "quarter", 0.0, None, 0.5),
]
# 1 Sangat kurang, 2 Kurang, 3 Butuh perbaikan, 4 Baik, 5 Sangat baik
ORDINAL = [("predikat", "Predikat kinerja", "tingkat", UP, "year", 1.0, 5.0, 0.25)]
# 0 belum, 1 sudah; δ is a share of people
BINARY = [
    ("promosi", "Promosi jabatan", "ya/tidak", UP, "year", 0.0, 1.0, 0.05),
    ("jenjang_jf", "Kenaikan jenjang jabatan fungsional", "ya/tidak", UP, "year", 0.0, 1.0, 0.05),
    ("uji_kompetensi", "Lulus uji kompetensi", "ya/tidak", UP, "year", 0.0, 1.0, 0.05),
]


def load(apps, schema_editor):
    indicator = apps.get_model("performance", "Indicator")
    groups = [
        (EMPLOYEE, "employee", "interval"),
        (UNIT, "unit", "interval"),
        (ORDINAL, "employee", "ordinal"),
        (BINARY, "employee", "binary"),
    ]
    indicator.objects.bulk_create(
        indicator(
            code=code, name=name, unit=unit, direction=direction, frequency=frequency,
            minimum=lowest, maximum=highest, delta=delta, level=level, scale=scale,
        )
        for rows, level, scale in groups
        for code, name, unit, direction, frequency, lowest, highest, delta in rows
    )


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
