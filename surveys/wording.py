"""What forms promise and invitations say, in the words of the respondent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from organization.models import Placement
from organization.wording import long_date
from surveys.choices import RATED, Audience, Promise

if TYPE_CHECKING:
    from organization.actions import Tenure
    from surveys.models import PlanLine, Survey

PROMISE_MEANING = {
    Promise.ANONYMOUS: (
        "Jawaban tidak disimpan bersama nama atau NIP. Anda tahu siapa yang sudah mengisi, "
        "tetapi tidak ada seorang pun yang dapat melihat isi jawaban seseorang."
    ),
    Promise.CONFIDENTIAL: (
        "Jawaban disimpan dengan tanda rahasia agar jawaban orang yang sama dapat dibandingkan "
        "sebelum dan sesudah pelatihan. Tidak ada halaman yang menampilkan jawaban seseorang. "
        "Tanda rahasia dihapus setelah rangkaian evaluasi selesai."
    ),
    Promise.NAMED: (
        "Jawaban disimpan bersama nama. Pakailah hanya bila nama memang diperlukan, misalnya "
        "untuk tes yang dinilai."
    ),
}

PROMISE_AT_IMPORT = {
    Promise.ANONYMOUS: (
        "Formulir ini anonim: kolom waktu, nama, NIP, dan alamat surel tidak dibaca dan tidak "
        "disimpan, dan urutan baris diacak. Setiap baris dihitung sebagai satu pengisi tanpa nama."
    ),
    Promise.CONFIDENTIAL: (
        "Formulir ini rahasia: NIP hanya dipakai untuk mencari undangan lalu diganti tanda "
        "rahasia; kolom waktu, nama, dan alamat surel tidak disimpan, dan urutan baris diacak. "
        "Baris tanpa NIP dihitung sebagai satu pengisi tanpa nama."
    ),
    Promise.NAMED: (
        "Formulir ini bernama: jawaban disimpan bersama nama pemilik NIP yang diundang. Kolom "
        "waktu, nama, dan alamat surel tidak disimpan. Baris tanpa NIP disimpan tanpa nama."
    ),
}

QUESTIONNAIRE_MEANING = {
    "F0": "Diisi sebelum pelatihan dimulai, agar ada pembanding bagi jawaban sesudahnya.",
    "F1S": "Umpan balik singkat pada hari terakhir. Pilihan yang disarankan untuk semua angkatan.",
    "F1": "Umpan balik lengkap pada hari terakhir. Lebih lama diisi; pakailah bila perlu rincian.",
    "F2": "Penilaian narasumber, satu formulir untuk setiap mata pelatihan.",
    "F3": "Diisi alumni tiga sampai dua belas bulan sesudah pelatihan tentang penerapannya.",
    "F4": "Diisi atasan langsung tentang penerapan oleh alumni, tiga bulan atau lebih sesudahnya.",
    "F5": "Diisi rekan kerja tentang penerapan oleh alumni.",
    "F6": "Diisi pegawai yang belum ikut, tentang minat dan hambatannya.",
}


KNOWN = "Petugas bisa melihat siapa yang sudah mengisi, tidak bisa melihat apa isinya."
UNKNOWN = "Kode undian tidak bernama: tidak ada daftar siapa yang mengisi, hanya berapa."
WATCHED = "Petugas Kepegawaian melihat siapa yang sudah mengisi: ya atau belum, tidak pernah kapan."
DRAWN_WATCHED = (
    "Petugas Kepegawaian hanya melihat berapa kode yang sudah dipakai, tidak pernah kapan."
)


@dataclass(frozen=True)
class PromiseWords:
    """The promise of one form: one sentence in front, the rest behind "Bagaimana …?"."""

    headline: str
    second: str
    sentences: tuple[str, ...]


def promise_words(survey: Survey, *, is_drawn: bool = False) -> PromiseWords:
    """Return what the form promises; it must equal what the system does.

    Of drawn codes (``is_drawn``) nobody knows whose they are.
    """
    promise = Promise(survey.promise)
    if promise == Promise.NAMED:
        return PromiseWords(_HEADLINE[promise], "", (_storage(survey), _shown(survey)))
    return PromiseWords(
        _HEADLINE[promise],
        UNKNOWN if is_drawn else KNOWN,
        (
            _storage(survey),
            DRAWN_WATCHED if is_drawn else WATCHED,
            _shown(survey),
            f"Saran ditampilkan bila sedikitnya {survey.min_commenters} orang mengisi dan ada "
            f"sedikitnya {survey.min_comments} saran: apa adanya, tanpa waktu, dengan urutan "
            "diacak. Jangan tulis nama atau NIP siapa pun.",
            "Jawaban Bapak/Ibu tidak memengaruhi penilaian kinerja.",
        ),
    )


def _shown(survey: Survey) -> str:
    closing = f"Hasil dibuka setelah formulir ditutup ({long_date(survey.closes_on)}), hanya bila "
    if survey.audience in RATED:
        raters = f"{survey.min_raters} {RATED[Audience(survey.audience)]}"
        return f"{closing}sedikitnya {survey.min_group} alumni dinilai oleh sedikitnya {raters}."
    detail = (
        f" Hasil dirinci menurut kelompok unit hanya bila setiap kelompok berisi sedikitnya "
        f"{survey.min_stratum} pengisi."
    )
    return f"{closing}sedikitnya {survey.min_group} orang mengisi.{detail * survey.by_unit_group}"


def _storage(survey: Survey) -> str:
    if survey.promise == Promise.NAMED:
        return "Jawaban disimpan bersama nama dan dapat dibaca oleh Petugas Kepegawaian."
    if survey.pseudonyms_until:
        return (
            "Jawaban disimpan dengan tanda rahasia sebagai ganti nama, agar dapat dibandingkan "
            "dengan jawaban pada waktu lain. Sampai tanda itu dihapus, paling lambat "
            f"{long_date(survey.pseudonyms_until)}, hanya pengelola server yang memegang basis "
            "data sekaligus berkas kuncinya yang dapat menggabungkan jawaban dengan orangnya. "
            "Sesudah itu yang tersisa hanya jumlah dan rata-rata; tidak ada lagi yang dapat "
            "menggabungkannya."
        )
    return (
        "Jawaban tidak disimpan bersama nama, NIP, waktu, atau alamat perangkat. "
        "Tidak ada yang dapat melihat apa isi jawaban seseorang."
    )


_HEADLINE = {
    Promise.ANONYMOUS: "Jawaban Bapak/Ibu tidak disimpan bersama nama.",
    Promise.CONFIDENTIAL: "Jawaban Bapak/Ibu dirahasiakan dan tidak disimpan bersama nama.",
    Promise.NAMED: "Jawaban Bapak/Ibu disimpan bersama nama.",
}


@dataclass(frozen=True)
class MailedForm:
    """One form of a message: whom it is about ("" for oneself), its link, its code."""

    about: str
    link: str
    code: str


def invitation_message(
    survey: Survey, *, name: str, forms: list[MailedForm], code_page: str, is_reminder: bool = False
) -> str:
    """Return the text that a Petugas sends by WhatsApp: all that one person is still asked."""
    program = survey.session.program
    begin = "mengingatkan dengan hormat: mohon" if is_reminder else "mohon"
    links = "\n\n".join(
        f"{f'Tentang {form.about}{chr(10)}' if form.about else ''}Tautan pribadi: {form.link}\n"
        f"atau masukkan kode {form.code} di {code_page}"
        for form in forms
    )
    end = " Bila sudah mengisi, abaikan pesan ini." if is_reminder else ""
    return (
        f"Yth. Bapak/Ibu {name},\n"
        f"{begin} mengisi formulir *{survey.questionnaire.title}* untuk *{program.name}* "
        f"(± {survey.questionnaire.minutes} menit), paling lambat "
        f"{long_date(survey.closes_on)}.\n\n"
        f"{links}\n\n"
        f"{_HEADLINE[Promise(survey.promise)]} Tautan ini hanya untuk Bapak/Ibu.{end}\n"
        f"Terima kasih.\n{program.region.hr_office}"
    )


def group_message(survey: Survey, code_page: str) -> str:
    """Return the text for a group of people with slips: an address that is nobody's own."""
    program = survey.session.program
    return (
        f"Yth. Bapak/Ibu peserta *{program.name}*,\n"
        f"mohon mengisi formulir *{survey.questionnaire.title}* "
        f"(± {survey.questionnaire.minutes} menit), paling lambat "
        f"{long_date(survey.closes_on)}.\n\n"
        f"Buka {code_page}, lalu ketik kode pada slip undian Bapak/Ibu. "
        "Mohon kode tidak ditulis di grup ini.\n\n"
        f"{_HEADLINE[Promise(survey.promise)]}\n"
        f"Terima kasih.\n{program.region.hr_office}"
    )


def why_supervisor(tenure: Tenure, today: date, *, has_predecessor: bool) -> str:
    """Return why this person is asked about an alumnus: since when, for how many days."""
    post = {Placement.Kind.ACTING: " (Plt)", Placement.Kind.DAILY: " (Plh)"}.get(tenure.kind, "")
    if tenure.last >= today:
        span = f"sejak {long_date(tenure.first)}"
    else:
        span = f"{long_date(tenure.first)} s.d. {long_date(tenure.last)}"
    words = f"Atasan langsung{post} {span} ({tenure.days} hari setelah pelatihan)"
    return f"{words}; yang lebih lama sudah tidak bekerja" if has_predecessor else words


def day_of_plan(line: PlanLine) -> str:
    """Return when a form of the plan opens: "3 bulan (90 hari) setelah hari terakhir"."""
    anchor, days = line.get_anchor_display(), line.offset
    if line.questionnaire.per_subject:
        anchor = "hari mata pelatihan"
    if days == 0:
        return f"pada {anchor}"
    if days < 0:
        return f"{-days} hari sebelum {anchor}"
    months = f"{days // 30} bulan ({days} hari)" if days % 30 == 0 else f"{days} hari"
    return f"{months} setelah {anchor}"


def mail_subject(survey: Survey, *, is_reminder: bool) -> str:
    """Return the subject line of an e-mail, on one line whatever the names hold."""
    kind = "Pengingat: " if is_reminder else ""
    program = " ".join(survey.session.program.name.split())
    return f"{kind}{survey.questionnaire.title} – {program}"[:150]


def mail_text(survey: Survey, name: str, forms: list[MailedForm], site: str) -> str:
    """Return the text of an e-mail with everything that its reader is still asked."""
    program = survey.session.program
    subject = f", mata pelatihan {survey.subject.name}" if survey.subject else ""
    links = "\n\n".join(_mailed(form) for form in forms)
    own = "Tautan dan kode ini hanya untuk Bapak/Ibu; mohon tidak diteruskan."
    return (
        f"Yth. Bapak/Ibu {name},\n\n"
        f"mohon mengisi formulir {survey.questionnaire.title} untuk {program.name}{subject} "
        f"(± {survey.questionnaire.minutes} menit), paling lambat "
        f"{long_date(survey.closes_on)}.\n\n"
        f"{links}\n\n"
        f"Kode dapat diketik di {site}{reverse('surveys:code')}. {own}\n\n"
        f"{_HEADLINE[Promise(survey.promise)]}\n\n"
        f"Terima kasih.\n{program.region.hr_office}\n\n"
        "Surel ini dikirim oleh sistem dan tidak perlu dibalas. Bila formulir sudah diisi, "
        "abaikan surel ini.\n"
    )


def _mailed(form: MailedForm) -> str:
    about = f"Tentang {form.about}\n" if form.about else ""
    return f"{about}Tautan pribadi: {form.link}\nKode: {form.code}"


def invited_of(survey: Survey) -> int:
    """Return how many were asked: frozen at close, counted (with_counts) before."""
    return survey.invited if survey.invited_at_close is None else survey.invited_at_close


def submitted_of(survey: Survey) -> int:
    """Return how many answered: frozen at close, counted (with_counts) before."""
    return survey.submitted if survey.submitted_at_close is None else survey.submitted_at_close
