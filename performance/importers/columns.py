"""The columns of both layouts."""

from intake.importers import Choice, Column, day, decimal
from organization.importers import NIP

GROUP = Choice(
    {
        "Peserta": "participant",
        "Pembanding": "comparison",
        "Kontrol": "comparison",
        "Kelompok pembanding": "comparison",
        "participant": "participant",
        "comparison": "comparison",
    }
)

NUMBER = Column(
    "nip",
    "NIP",
    ("NIP/NI PPPK", "NI PPPK", "Nomor Induk Pegawai", "Nomor Induk"),
    parse=NIP,
    mask=True,
    help="18 angka sebagai teks.",
    example="198001012005011001",
)
UNIT = Column(
    "unit_kerja",
    "Unit kerja",
    ("Unit", "OPD", "Perangkat Daerah", "SKPD", "Instansi"),
    help="Untuk indikator unit (IKM, pengaduan); selain itu boleh kosong.",
)
INDICATOR = Column(
    "indikator",
    "Indikator",
    ("Kode indikator", "Nama indikator", "Indicator"),
    help="Kode atau nama indikator, misalnya tepat_waktu.",
    example="tepat_waktu",
)
LONG = (
    NUMBER,
    UNIT,
    INDICATOR,
    Column("tanggal", "Tanggal", ("Tgl", "Tanggal nilai", "Date"), parse=day, example="28/02/2026"),
    Column("mulai", "Mulai", ("Periode mulai", "Awal periode", "Tanggal mulai"), parse=day),
    Column(
        "selesai", "Selesai", ("Periode selesai", "Akhir periode", "Tanggal selesai"), parse=day
    ),
    Column("nilai", "Nilai", ("Skor", "Hasil", "Value"), parse=decimal, example="82,5"),
)
WIDE = (
    NUMBER,
    Column("nama", "Nama", ("Nama Lengkap", "Nama Pegawai"), help="Untuk dicocokkan."),
    UNIT,
    INDICATOR,
    Column(
        "sebelum",
        "Sebelum",
        ("Nilai Sebelum", "Before", "Pra", "Nilai awal"),
        parse=decimal,
        example="72,5",
    ),
    Column(
        "sesudah",
        "Sesudah",
        ("Nilai Sesudah", "After", "Pasca", "Setelah", "Nilai Setelah", "Nilai akhir"),
        parse=decimal,
        example="80",
    ),
    Column("tanggal_sebelum", "Tanggal sebelum", ("Tgl sebelum",), parse=day),
    Column("tanggal_sesudah", "Tanggal sesudah", ("Tgl sesudah", "Tanggal setelah"), parse=day),
    Column(
        "kelompok",
        "Kelompok",
        ("Group", "Status kelompok"),
        parse=GROUP,
        help="Peserta (bila kosong) atau Pembanding.",
    ),
)
ALL = WIDE + tuple(column for column in LONG if column.name not in {c.name for c in WIDE})
