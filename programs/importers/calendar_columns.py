"""The columns of the yearly calendar, and how their cells are read."""

import re
from typing import Any

from intake.importers import BadValue, Choice, Column, day, decimal, integer, text
from programs.choices import SESSION_NUMBER
from programs.importers.words import CATEGORIES, DELIVERIES, FORMS, SCHEDULES


def _limited(longest: int, noun: str) -> Any:
    def parse(cell: Any) -> str:
        found = " ".join(text(cell).split())
        if len(found) > longest:
            raise BadValue(f"{noun} terlalu panjang; paling banyak {longest} huruf.")
        return found

    return parse


def _number(cell: Any) -> str:
    found = re.sub(r"(?i)^(angkatan|batch|gelombang)\s*(ke)?[-\s]*", "", text(cell).strip())
    if not SESSION_NUMBER.fullmatch(found):
        raise BadValue("Nomor angkatan hanya berisi angka atau huruf, misalnya 1 atau II.")
    return found


def _count(cell: Any) -> int:
    found = integer(cell)
    if not 0 <= found <= 32_000:
        raise BadValue("Harus di antara 0 dan 32.000.")
    return found


def _money(cell: Any) -> float:
    found = decimal(re.sub(r"(?i)^rp\.?\s*", "", cell) if isinstance(cell, str) else cell)
    if not 0 <= found < 1e12:
        raise BadValue("Biaya harus di antara 0 dan 999.999.999.999.")
    return found


_count.numeric = True
_money.numeric = True


COLUMNS = (
    Column(
        "kode_program",
        "Kode program",
        ("kode", "kode kegiatan", "id program"),
        required=True,
        parse=_limited(30, "Kode program"),
        example="MW26",
        help="Pendek dan tetap. Kode angkatan dibentuk darinya: MW26-1.",
    ),
    Column(
        "nama_program",
        "Nama program",
        ("program", "nama pelatihan", "pelatihan", "nama kegiatan", "kegiatan", "nama diklat"),
        required=True,
        parse=_limited(160, "Nama program"),
        example="Pelatihan Manajemen Waktu",
    ),
    Column("topik", "Topik", ("tema", "bidang"), example="Manajemen waktu"),
    Column(
        "kategori",
        "Kategori",
        ("jenis", "jenis program"),
        parse=Choice(CATEGORIES),
        example="Pelatihan",
        help="Kosong berarti Pelatihan.",
    ),
    Column(
        "bentuk",
        "Bentuk",
        ("bentuk pelatihan", "jenis diklat", "metode"),
        parse=Choice(FORMS),
        example="Diklat Teknis",
    ),
    Column("jp", "JP", ("jam pelajaran", "jumlah jp", "durasi jp"), parse=_count, example="16"),
    Column(
        "angkatan",
        "Angkatan",
        ("batch", "gelombang", "angkatan ke"),
        required=True,
        parse=_number,
        example="1",
    ),
    Column(
        "mulai",
        "Mulai",
        ("tanggal mulai", "tgl mulai", "mulai tanggal"),
        required=True,
        parse=day,
        example="2/3/2026",
    ),
    Column(
        "selesai",
        "Selesai",
        ("tanggal selesai", "tgl selesai", "sampai", "akhir"),
        required=True,
        parse=day,
        example="3/3/2026",
    ),
    Column(
        "cara",
        "Cara",
        ("cara pelaksanaan", "moda", "metode pelaksanaan"),
        parse=Choice(DELIVERIES),
        example="Luring",
        help="Kosong berarti Luring.",
    ),
    Column(
        "jadwal", "Jadwal", ("waktu pelaksanaan",), parse=Choice(SCHEDULES), example="Jam kerja"
    ),
    Column(
        "kuota",
        "Kuota",
        ("jumlah peserta", "target peserta", "kapasitas"),
        parse=_count,
        example="30",
    ),
    Column(
        "biaya",
        "Biaya",
        ("anggaran", "biaya rp", "anggaran rp"),
        parse=_money,
        example="45.000.000",
    ),
)
