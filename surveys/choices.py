"""The fixed lists of surveys, with their words on screen."""

from django.db import models


class Audience(models.TextChoices):
    """Who is asked."""

    PARTICIPANTS = "participants", "Peserta"
    ALUMNI = "alumni", "Alumni"
    SUPERVISORS = "supervisors", "Atasan langsung"
    PEERS = "peers", "Rekan kerja"
    SUBORDINATES = "subordinates", "Bawahan"
    NON_PARTICIPANTS = "non_participants", "Pegawai yang belum ikut"


RATED = {  # audiences that rate somebody else, and what the raters are called
    Audience.SUPERVISORS: "atasan",
    Audience.PEERS: "rekan kerja",
}


class Promise(models.TextChoices):
    """What the form promises about identity; the schema keeps it."""

    ANONYMOUS = "anonymous", "Anonim"
    CONFIDENTIAL = "confidential", "Rahasia"
    NAMED = "named", "Bernama"


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", "Skala"
    RATING = "rating", "Angka 0-10"
    SINGLE = "single", "Satu pilihan"
    MULTIPLE = "multiple", "Beberapa pilihan"
    TEXT = "text", "Isian"
    NUMBER = "number", "Angka"
    DATE = "date", "Tanggal"


OTHER, OTHER_LABEL = "lainnya", "Lainnya"  # the last choice, with a text of its own

FROM_FILE = "Jawaban dari berkas"  # the reason of an invitation that an imported row made


class SurveyStatus(models.TextChoices):
    """The life of a survey; it never goes back."""

    DRAFT = "draft", "Draf"
    OPEN = "open", "Dibuka"
    CLOSED = "closed", "Ditutup"
    SEALED = "sealed", "Disegel"


class PairKind(models.TextChoices):
    """Which two answers of a pair are set side by side."""

    REPEATED = "repeated", "Diukur dua kali"  # the same person at two times
    RETROSPECTIVE = "retrospective", "Menurut ingatan peserta"  # both on one page
    RATED = "rated", "Alumni dan atasan"  # two people about the same alumnus


class Anchor(models.TextChoices):
    """The day of a session from which an evaluation plan counts."""

    START = "start", "hari pertama"
    END = "end", "hari terakhir"


class PlannedStatus(models.TextChoices):
    """What became of a planned form."""

    WAITING = "waiting", "Menunggu"
    OPENED = "opened", "Sudah dibuka"
    FAILED = "failed", "Tidak dapat dibuka"
    SKIPPED = "skipped", "Dilewati"


class Channel(models.TextChoices):
    """How a person is reached."""

    EMAIL = "email", "Surel"
    WHATSAPP = "whatsapp", "WhatsApp"


class MessageStatus(models.TextChoices):
    """What became of a message; one no longer needed is deleted, lest it tell when."""

    QUEUED = "queued", "Menunggu dikirim"
    SENT = "sent", "Terkirim"
    FAILED = "failed", "Gagal"
