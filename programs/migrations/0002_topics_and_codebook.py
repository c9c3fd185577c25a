"""The fixed topics and the challenge codes of the codebook: every tenant starts with them."""

from django.db import migrations

TOPICS = {
    "manajemen_waktu": "Manajemen waktu",
    "komunikasi": "Komunikasi",
    "digital": "Teknologi informasi dan keterampilan digital",
    "administrasi_publik": "Administrasi publik",
    "manajemen_proyek": "Manajemen proyek",
    "kepemimpinan": "Kepemimpinan",
    "pengembangan_karier": "Pengembangan karier",
    "manajemen_pemerintahan": "Manajemen pemerintahan",
    "pelayanan_publik": "Pelayanan publik",
    "keuangan": "Keuangan dan pengadaan",
    "pendidikan": "Pendidikan dan pengajaran",
    "kesehatan": "Pelayanan kesehatan",
    "lainnya": "Lainnya",
}
CHALLENGES = {
    "waktu": "Benturan dengan tugas harian",
    "partisipasi": "Minat mengikuti program masih rendah",
    "anggaran": "Keterbatasan anggaran",
    "variasi": "Pilihan pelatihan kurang beragam",
    "resistensi": "Kebiasaan kerja lama sulit diubah",
    "relevansi": "Materi kurang sesuai kebutuhan",
    "narasumber": "Narasumber kurang menguasai materi",
    "dukungan": "Dukungan pimpinan kurang",
    "kesadaran": "Kesadaran akan pentingnya pengembangan karier masih rendah",
    "sarana": "Sarana kurang memadai",
    "mutasi": "Pindah tugas atau jabatan",
    "lain": "Lainnya",
}


def load(apps, schema_editor):
    apps.get_model("programs", "Topic").objects.bulk_create(
        apps.get_model("programs", "Topic")(code=code, name=name) for code, name in TOPICS.items()
    )
    apps.get_model("programs", "Theme").objects.bulk_create(
        apps.get_model("programs", "Theme")(code=code, label=label, is_challenge=True)
        for code, label in CHALLENGES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
