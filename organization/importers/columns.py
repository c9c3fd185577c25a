"""The columns of a list of employees, and how their cells are read."""

import re
from typing import Any

from django.core.validators import EmailValidator

from intake.importers import BadValue, Choice, Column, day, short_text, text, text_only
from organization.nip import parse_nip

NIP = text_only(
    "NIP tersimpan sebagai angka di Excel sehingga 3 digit terakhir hilang. Ubah kolom menjadi "
    "Teks, lalu ketik ulang NIP.",
    then=lambda raw: parse_nip(raw).text,
)
KINDS = {
    "Jabatan pimpinan tinggi": "jpt",
    "JPT": "jpt",
    "JPT Pratama": "jpt",
    "Eselon II": "jpt",
    "Jabatan administrator": "administrator",
    "Administrator": "administrator",
    "Eselon III": "administrator",
    "Jabatan pengawas": "pengawas",
    "Pengawas": "pengawas",
    "Eselon IV": "pengawas",
    "Jabatan pelaksana": "pelaksana",
    "Pelaksana": "pelaksana",
    "Staf": "pelaksana",
    "Fungsional umum": "pelaksana",
    "Jabatan fungsional": "fungsional",
    "Fungsional": "fungsional",
    "JF": "fungsional",
    "JFT": "fungsional",
    "Fungsional tertentu": "fungsional",
}
_email = EmailValidator("Alamat surel tidak lengkap, misalnya nama@kota.go.id.")


def email(cell: Any) -> str:
    """Return the address in lower case."""
    found = text(cell).strip().lower()
    _email(found)
    return found


def phone(cell: Any) -> str:
    """Return the digits with the country code: 0812-3456-7890 is 6281234567890."""
    digits = re.sub(r"[^\d]", "", text(cell))
    if digits.startswith("0"):
        digits = f"62{digits[1:]}"
    elif digits.startswith("8"):  # Excel has eaten the zero
        digits = f"62{digits}"
    if not re.fullmatch(r"62\d{8,13}", digits):
        raise BadValue("Nomor HP tidak dikenali. Tulis seperti 081234567890.")
    return digits


NIP_COLUMN = Column(
    "nip",
    "NIP",
    (
        *("nip ni pppk", "ni pppk", "nip pppk", "nip baru", "no nip"),
        *("nomor induk pegawai", "nomor induk"),
    ),
    required=True,
    parse=NIP,
    mask=True,
    example="198001012005011001",
    help="18 angka, kolom berformat Teks.",
)
NAME_COLUMN = Column(
    "nama",
    "Nama",
    ("nama lengkap", "nama pegawai", "nama asn", "nama peserta", "peserta"),
    required=True,
    parse=short_text(200),
    example="Dr. Siti Aminah, S.Sos., M.Si.",
    help="Boleh dengan gelar; gelar dipisahkan sendiri.",
)
UNIT_COLUMN = Column(
    "unit_kerja",
    "Unit kerja",
    (
        *("opd", "perangkat daerah", "unit", "unit organisasi", "instansi"),
        *("skpd", "satuan kerja", "satker"),
    ),
    required=True,
    parse=short_text(160),
    example="Dinas Kesehatan",
)
WHO = (NIP_COLUMN, NAME_COLUMN, UNIT_COLUMN)  # any list of people begins with these

COLUMNS = (
    *WHO,
    Column(
        "jabatan",
        "Jabatan",
        ("nama jabatan",),
        parse=short_text(160),
        example="Analis Kebijakan Ahli Muda",
        help="Awali dengan Plt. atau Plh. bila perlu.",
    ),
    Column(
        "jenis_jabatan",
        "Jenis jabatan",
        ("eselon", "kelompok jabatan"),
        parse=Choice(KINDS),
        example="Jabatan fungsional",
    ),
    Column(
        "golongan",
        "Golongan",
        ("gol", "gol ruang", "golongan ruang", "pangkat golongan", "pangkat gol ruang", "pangkat"),
        parse=short_text(60),
        example="III/d",
        help="PNS: III/d. PPPK: IX.",
    ),
    Column(
        "tmt",
        "TMT",
        ("tmt jabatan", "mulai", "tanggal mulai", "terhitung mulai tanggal"),
        parse=day,
        example="1/3/2026",
        help="Hari pertama di unit dan jabatan itu.",
    ),
    Column("email", "Surel", ("email", "e-mail", "alamat email"), parse=email, example=""),
    Column(
        "no_hp",
        "Nomor HP",
        ("hp", "no hp", "telepon", "no telepon", "whatsapp", "no wa", "nomor whatsapp"),
        parse=phone,
        example="081234567890",
    ),
    Column(
        "atasan_nip",
        "NIP atasan",
        ("nip atasan", "nip atasan langsung", "atasan", "atasan langsung"),
        parse=NIP,
        mask=True,
        help="Kosongkan bila atasannya kepala unit.",
    ),
)
