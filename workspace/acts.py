"""The audit trail in Indonesian: acts, changed fields, and what a reader may see of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from organization.access import Role
from organization.choices import PolicyKey
from trail.models import Entry
from workspace.importing import IMPORTERS

NOUNS = {  # first half of an act
    "access": "Akses",
    "account": "Akun",
    "comment": "Saran",
    "employee": "Pegawai",
    "import": "Impor",
    "indicator": "Indikator",
    "measurement": "Kinerja",
    "participation": "Peserta",
    "placement": "Penempatan",
    "plan": "Rencana evaluasi",
    "policy": "Ambang dan batas",
    "program": "Program",
    "questionnaire": "Kuesioner",
    "region": "Wilayah",
    "session": "Angkatan",
    "subject": "Mata pelatihan",
    "survey": "Formulir",
    "theme": "Tema",
    "unit": "Unit",
}
ACTS = {  # second half
    "activated": "diaktifkan kembali",
    "added": "ditambahkan",
    "adopted": "dipakai untuk angkatan yang sudah dimulai",
    "alias_added": "diberi nama lain",
    "alias_removed": "dihapus nama lainnya",
    "applied": "dijalankan",
    "cancelled": "dibatalkan",
    "changed": "diubah",
    "closed": "ditutup",
    "codes_drawn": "dibuatkan kode undian",
    "codes_withdrawn": "dibatalkan kode undian sisanya",
    "corrected": "dikoreksi dengan alasan",
    "created": "ditambahkan",
    "deactivated": "dinonaktifkan",
    "deleted": "dihapus",
    "denied": "ditolak",
    "ended": "diakhiri",
    "extended": "diperpanjang",
    "hidden": "disembunyikan",
    "imported": "diimpor dari berkas",
    "indicators_chosen": "dipilih indikatornya",
    "invited": "ditambah penerimanya",
    "kiosk_started": "dibuka di tablet bersama",
    "line_added": "ditambah formulirnya",
    "line_changed": "diubah formulirnya",
    "line_removed": "dihapus formulirnya",
    "link_made": "dibuatkan tautan kata sandi",
    "link_reissued": "diterbitkan tautan baru",
    "link_revoked": "dicabut tautannya",
    "links_downloaded": "diunduh tautannya",
    "locked_out": "ditutup sementara: terlalu banyak kata sandi salah",
    "mailed": "dikirimi surel undangan",
    "marked": "ditandai statusnya",
    "masked": "disamarkan sebagian",
    "merged": "digabung",
    "messaged": "dikirimi undangan WhatsApp",
    "missing_downloaded": "diunduh daftar yang belum mengisinya",
    "moved": "dicatat (mutasi)",
    "nip_shown": "ditampilkan NIP-nya",
    "nudged": "diingatkan lewat WhatsApp",
    "opened": "dibuka",
    "paper_discarded": "dihapus ketikan kertasnya",
    "paper_sent": "dikirim dari kertas",
    "paper_typed": "diketik dari kertas sekali",
    "password_set": "diganti kata sandinya",
    "preset_taken": "diisi dari rencana siap pakai",
    "published": "diterbitkan",
    "recorded": "dicatat",
    "reminded": "diingatkan lewat surel",
    "removed": "dihapus dengan alasan",
    "replaced": "digantikan",
    "reset_sent": "dikirimi tautan kata sandi",
    "restored": "diaktifkan kembali",
    "resumed": "dikembalikan ke jadwal",
    "reviewed": "ditinjau",
    "scored": "ditulis nilai tesnya pada peserta",
    "shifted": "digeser tanggalnya",
    "shown": "ditampilkan",
    "sign_in_refused": "ditolak masuk",
    "signed_in": "masuk",
    "skipped": "dilewati formulirnya",
    "themed": "ditetapkan temanya",
    "undone": "dibatalkan kembali",
    "withheld": "ditahan",
}
FIELDS = {
    "absence_reason": "alasan tidak hadir",
    "alias": "nama lain",
    "budget_year": "tahun anggaran",
    "capacity": "kuota",
    "category": "kategori",
    "code": "kode",
    "cost": "biaya",
    "day": "tanggal",
    "delivery": "cara",
    "email": "surel",
    "ends_on": "selesai",
    "form": "bentuk",
    "from": "dari",
    "grade": "golongan",
    "group": "kelompok",
    "hours": "JP",
    "hours_attended": "jam hadir",
    "hours_granted": "JP diakui",
    "hr_office": "pengelola kepegawaian",
    "into": "digabung ke",
    "is_active": "aktif",
    "is_evaluated": "dievaluasi",
    "kind": "jenis",
    "name": "nama",
    "note": "catatan",
    "number": "jumlah",
    "objective": "tujuan",
    "parent": "unit di atasnya",
    "people": "pegawai",
    "phone": "nomor HP",
    "position": "jabatan",
    "post": "jabatan",
    "posttest": "posttest",
    "pretest": "pretest",
    "reason": "alasan",
    "regions": "wilayah",
    "role": "peran",
    "round": "putaran",
    "schedule": "jadwal",
    "short_name": "nama pendek",
    "starts_on": "mulai",
    "status": "status",
    "to": "ke",
    "topic": "topik",
    "unit": "unit",
    "unrecorded": "diubah, nilainya tidak dicatat",
    "username": "nama pengguna",
    "valid_from": "berlaku mulai",
    "value": "nilai",
    "venue": "tempat",
    "above": "di bawah",
    "invitations": "undangan",
    "invited": "diundang",
    "submitted": "mengirim",
    "total": "baris",
    "new": "baris baru",
    "update": "baris yang memperbarui",
    "same": "baris yang sama",
    "error": "baris keliru",
    "skipped": "baris dilewati",
    "warnings": "peringatan",
    "applied_created": "data ditambahkan",
    "applied_updated": "data diperbarui",
    "applied_moved": "mutasi dicatat",
    "applied_programs_created": "program ditambahkan",
    "applied_programs_updated": "program diperbarui",
} | dict(PolicyKey.choices)
PERSONAL = {  # noun: fields of one person, for the Petugas who typed them only
    "employee": {"email", "phone"},
    "measurement": {"value"},
    "participation": {"pretest", "posttest", "absence_reason"},  # a reason may be an illness
}
HIDDEN = "(tidak ditampilkan)"


@dataclass(frozen=True)
class Act:
    """One line of the trail, in words."""

    at: datetime
    actor: str
    action: str  # "Program diubah"
    target: str
    region_code: str
    details: tuple[str, ...]  # "JP: 16 → 20"


def name_of(action: str) -> str:
    """Return the act in words: "program.changed" is "Program diubah"."""
    noun, _dot, verb = action.partition(".")
    return f"{NOUNS.get(noun, noun)} {ACTS.get(verb, verb.replace('_', ' '))}"


def in_words(entry: Entry, reader: Any) -> Act:
    """Return the entry as this reader may see it."""
    role = Role(entry.detail["role"]).label if entry.detail.get("role") in Role.values else None
    details = entry.detail | ({"role": role} if role else {})
    noun = entry.action.partition(".")[0]
    if noun == "import":  # of its eleven counts only those that counted something
        details = {name: count for name, count in details.items() if count != 0}
    hidden = set() if reader.role == Role.OFFICER else PERSONAL.get(noun, set())
    return Act(
        entry.at,
        entry.actor_name,
        name_of(entry.action),
        _target(entry),
        entry.region_code,
        tuple(_details(details, hidden)),
    )


def _target(entry: Entry) -> str:
    """Return what was acted on; "participants #12", as imports note it, is "Peserta #12"."""
    kind, _space, number = entry.target.partition(" ")
    if entry.action.startswith("import.") and kind in IMPORTERS:
        return f"{IMPORTERS[kind].title} {number}"
    return entry.target


def _details(detail: dict[str, Any], hidden: set[str]) -> Iterator[str]:
    for field, (before, after) in detail.get("changes", {}).items():
        shown = HIDDEN if field in hidden else f"{_plain(before)} → {_plain(after)}"
        yield f"{FIELDS.get(field, field.replace('_', ' '))}: {shown}"
    for field, value in detail.items():
        if field != "changes" and isinstance(value, str | int | float) and value != "":
            shown = HIDDEN if field in hidden else str(value)
            yield f"{FIELDS.get(field, field.replace('_', ' '))}: {shown}"


def _plain(text: str) -> str:
    words = {"": "(kosong)", "None": "(kosong)", "True": "ya", "False": "tidak"}
    return words.get(text, text)
