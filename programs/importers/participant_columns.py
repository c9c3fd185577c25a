"""The columns of a list of participants, and how their cells are read."""

from typing import Any

from intake.importers import BadValue, Choice, Column, decimal
from organization.importers import WHO
from programs.importers.words import REASONS, STATUSES

MOST_HOURS = 2_000  # JP; more is a mistyped number


def _score(cell: Any) -> float:
    found = decimal(cell)
    if not 0 <= found <= 100:
        raise BadValue("Nilai harus di antara 0 dan 100.")
    return found


def _hours(cell: Any) -> float:
    found = decimal(cell)
    if not 0 <= found <= MOST_HOURS:
        raise BadValue("Jam hadir harus di antara 0 dan 2.000 JP.")
    return found


_score.numeric = _hours.numeric = True

COLUMNS = (
    *WHO,
    Column(
        "status",
        "Status",
        ("status peserta", "status kehadiran", "kehadiran", "keterangan kehadiran"),
        parse=Choice(STATUSES),
        example="Selesai",
        help="Kosong berarti Selesai bila angkatan sudah berakhir, selain itu Ditetapkan.",
    ),
    Column(
        "jam_hadir",
        "Jam hadir",
        ("jam kehadiran", "jp hadir", "jumlah jp hadir", "jp diikuti"),
        parse=_hours,
        example="16",
        help="Dalam JP.",
    ),
    Column(
        "alasan_tidak_hadir",
        "Alasan tidak hadir",
        ("alasan", "alasan ketidakhadiran", "keterangan tidak hadir"),
        parse=Choice(REASONS),
        example="Dinas luar",
    ),
    Column(
        "pretest",
        "Pretest",
        (
            "pre test",
            "nilai pretest",
            "nilai pre test",
            "tes awal",
            "nilai tes awal",
            "skor pretest",
        ),
        parse=_score,
        example="62,5",
        help="0 sampai 100.",
    ),
    Column(
        "posttest",
        "Posttest",
        ("post test", "nilai posttest", "nilai post test", "tes akhir", "nilai tes akhir"),
        parse=_score,
        example="85",
        help="0 sampai 100.",
    ),
)
