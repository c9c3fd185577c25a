"""What a Petugas types when building: title and audience, sections, many questions at once."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q

from organization.forms.spoken import PlainForm
from organization.models import Region
from surveys.choices import Audience, QuestionKind
from surveys.models import Question, Questionnaire, Scale, Section

LEVELS = [(1, "1 Reaksi"), (2, "2 Pembelajaran"), (3, "3 Perilaku"), (4, "4 Hasil")]
SCALES = {  # code: words; the labels themselves stand beside them
    "setuju-4": "Setuju, 4 pilihan",
    "setuju-5": "Setuju, 5 pilihan dengan Netral",
    "mutu-4": "Mutu, 4 pilihan",
    "mutu-5": "Mutu, 5 pilihan",
    "frekuensi-4": "Seberapa sering, 4 pilihan",
    "frekuensi-5": "Seberapa sering, 5 pilihan",
    "kemampuan-4": "Kemampuan, 4 pilihan",
    "kemampuan-5": "Kemampuan, 5 pilihan",
}
RATING_SCALE = "0-10"
PLAIN_ANSWERS = [
    ("rating", "Angka 0 sampai 10"),
    ("single", "Satu pilihan dari daftar"),
    ("multiple", "Beberapa pilihan dari daftar"),
    ("number", "Angka"),
    ("date", "Tanggal"),
    ("short", "Isian pendek"),
    ("long", "Isian panjang"),
]
TRUE_FALSE = ("truefalse", "Benar atau salah")  # a list whose choices need not be typed
LISTED = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
LONGEST_LABEL = 120  # characters of a choice
MOST_LINES = 40  # questions or choices typed at once


def answer_types(extra: Scale | None = None) -> list[tuple[str, Any]]:
    """Return the ways of answering for a select, the scales first."""
    scales = list(SCALES.items())
    if extra is not None and extra.code not in SCALES and extra.code != RATING_SCALE:
        scales.append((extra.code, f"Skala {extra.code}"))
    return [("Skala", scales), ("Lainnya", PLAIN_ANSWERS)]


def answer_type_of(question: Question) -> str:
    """Return the way of answering of a question, as the select names it."""
    if question.kind == QuestionKind.SCALE and question.scale:
        return question.scale.code
    if question.kind == QuestionKind.TEXT:
        return "short" if question.is_short else "long"
    return question.kind


def answer_words(question: Question) -> str:
    """Return how a question is answered, in words for the list of questions."""
    known = SCALES | dict(PLAIN_ANSWERS)
    chosen = answer_type_of(question)
    return known.get(chosen, f"Skala {chosen}")


def set_answer_type(question: Question, chosen: str) -> None:
    """Make the question be answered as the select says."""
    if chosen == TRUE_FALSE[0]:
        question.choices, chosen = [["benar", "Benar"], ["salah", "Salah"]], "single"
    texts = {"short": True, "long": False}
    if chosen in texts:
        question.kind, question.scale = QuestionKind.TEXT, None
        question.is_short = texts[chosen]
        return
    is_scale = chosen not in QuestionKind.values
    question.kind = QuestionKind.SCALE if is_scale else QuestionKind(chosen)
    scales = Scale.objects.in_bulk(field_name="code")
    wanted = {QuestionKind.RATING: RATING_SCALE}.get(question.kind, chosen)
    question.scale = scales.get(wanted)
    question.is_short = False


def lines_of(text: str) -> list[str]:
    """Return the typed lines without blanks, bullets and numbers such as "1." before them."""
    cleaned = (
        re.sub(r"^(?:[-*•]|\(?\d{1,2}[.)])\s+", "", line.strip()) for line in text.split("\n")
    )
    return [" ".join(line.split()) for line in cleaned if line.strip()]


def coded(labels: list[str], known: Any = ()) -> list[list[str]]:
    """Return [[code, label]]; a label that stood there before keeps its code."""
    codes = {str(label): str(code) for code, label in known}
    used = set(codes.values())
    made = []
    for label in labels:
        code = codes.get(label) or _free_code(label, used)
        used.add(code)
        made.append([code, label])
    return made


def _free_code(label: str, used: set[str]) -> str:
    stem = "_".join(re.findall(r"[a-z0-9]+", label.lower()))[:24] or "pilihan"
    taken = used | {"na", "skipped", "lainnya"}
    names = (stem if n == 1 else f"{stem}_{n}" for n in range(1, 1000))
    return next(name for name in names if name not in taken and not name.isdigit())


class QuestionnaireForm(PlainForm):
    """Title and audience; the region is asked only of a Petugas who serves several."""

    sentences = {
        "title": "Isi judul kuesioner.",
        "audience": "Pilih siapa yang mengisi.",
        "region": "Pilih wilayah pemilik kuesioner.",
    }
    title = forms.CharField(
        label="Judul", max_length=120, help_text="Tampil di sampul dan di pesan undangan."
    )
    audience = forms.ChoiceField(label="Diisi oleh", choices=Audience.choices)
    region = forms.ModelChoiceField(label="Wilayah", queryset=None, empty_label=None)

    def __init__(self, *args: Any, user: Any, has_audience: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        regions = Region.objects.visible_to(user)
        self.only_region = None
        self.fields["region"].queryset = regions
        if len(user.region_ids) <= 1:
            self.only_region = regions.first()
            del self.fields["region"]
        if not has_audience:
            del self.fields["audience"]

    @property
    def owner(self) -> Region | None:
        """Return the region that owns the questionnaire."""
        return self.cleaned_data.get("region") or self.only_region


class TitleForm(PlainForm):
    """What stands on the cover of a questionnaire that exists, and whether it is a test."""

    sentences = QuestionnaireForm.sentences
    title = forms.CharField(label="Judul", max_length=120)
    audience = forms.ChoiceField(label="Diisi oleh", choices=Audience.choices)
    is_test = forms.BooleanField(
        label="Ini tes (pretest atau posttest)",
        required=False,
        help_text="Jawabannya dinilai dan selalu bernama. Jawaban yang benar diisi pada setiap "
        "pertanyaan lewat Ubah.",
    )
    shuffle = forms.BooleanField(
        label="Acak urutan pertanyaan dalam setiap bagian",
        required=False,
        help_text="Setiap orang mendapat urutan sendiri, yang tetap sama bila dilanjutkan.",
    )
    time_limit = forms.IntegerField(
        label="Batas waktu (menit)",
        required=False,
        min_value=1,
        max_value=600,
        help_text="Hanya diberitahukan di sampul; jawaban tetap diterima sesudahnya.",
        error_messages={
            "min_value": "Batas waktu: paling sedikit 1 menit.",
            "max_value": "Batas waktu: paling banyak 600 menit.",
        },
    )


class SectionForm(PlainForm):
    """What stands above the questions of one page."""

    sentences = {"title": "Isi judul bagian."}
    title = forms.CharField(
        label="Judul bagian", max_length=80, help_text="Satu bagian tampil sebagai satu halaman."
    )
    intro = forms.CharField(
        label="Pengantar",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class QuickForm(PlainForm):
    """Many questions at once, one a line; for lists the first line asks, the rest are choices."""

    sentences = {"lines": "Tulis sedikitnya satu pertanyaan."}
    lines = forms.CharField(
        label="Pertanyaan",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu baris satu pertanyaan; boleh menempel banyak baris. Untuk jawaban berupa "
        "daftar: baris pertama pertanyaannya, baris berikutnya pilihannya.",
    )
    answer = forms.ChoiceField(
        label="Cara menjawab", choices=lambda: [*answer_types(), ("Tes", [TRUE_FALSE])]
    )

    def __init__(self, section: Section, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_s{section.pk}_%s")
        self.section = section

    def clean(self) -> dict[str, Any]:
        """Refuse what is too long or too much, and lists without choices."""
        cleaned = super().clean()
        lines = lines_of(cleaned.get("lines", ""))
        long = next((line for line in lines if len(line) > 400), "")
        if long:
            self.add_error(
                "lines", f"Pertanyaan terlalu panjang (paling banyak 400): “{long[:40]}…”"
            )
        if len(lines) > MOST_LINES:
            self.add_error("lines", f"Paling banyak {MOST_LINES} baris sekali tambah.")
        if lines and cleaned.get("answer") in LISTED:
            refuse_choices(self, "lines", lines[1:])
        return cleaned

    def questions(self) -> list[Question]:
        """Return what was typed as questions, not yet in a section."""
        lines, answer = lines_of(self.cleaned_data["lines"]), self.cleaned_data["answer"]
        texts = lines[:1] if answer in LISTED else lines
        made = [Question(text=text) for text in texts]
        for question in made:
            set_answer_type(question, answer)
            question.required = question.kind != QuestionKind.TEXT
            if answer in LISTED:
                question.choices = coded(lines[1:])
        return made


def refuse_choices(form: forms.Form, name: str, labels: list[str]) -> None:
    """Add the reason to the form when these labels are no list to choose from."""
    if len(labels) < 2:
        form.add_error(name, "Tulis sedikitnya dua pilihan, satu baris satu pilihan.")
    double = next((label for label in labels if labels.count(label) > 1), "")
    if double:
        form.add_error(name, f"Pilihan “{double}” tertulis dua kali.")
    long = next((label for label in labels if len(label) > LONGEST_LABEL), "")
    if long:
        form.add_error(name, f"Pilihan terlalu panjang: “{long[:40]}…”")


class BankFilter(forms.Form):
    """Searches the question bank."""

    q = forms.CharField(label="Cari kata", required=False, max_length=80)
    dimension = forms.ChoiceField(label="Dimensi", required=False)
    level = forms.ChoiceField(
        label="Level", required=False, choices=[("", "Semua"), *((str(n), w) for n, w in LEVELS)]
    )

    def __init__(self, data: Any, dimensions: list[str]) -> None:
        super().__init__(data)
        self.fields["dimension"].choices = [("", "Semua"), *((name, name) for name in dimensions)]

    def narrow(self, questions: Any) -> Any:
        """Return the questions that match every word, the dimension and the level."""
        asked = self.cleaned_data if self.is_valid() else {}
        for word in asked.get("q", "").split():
            questions = questions.filter(Q(text__icontains=word) | Q(key__iexact=word))
        if asked.get("dimension"):
            questions = questions.filter(dimension=asked["dimension"])
        if asked.get("level"):
            questions = questions.filter(level=asked["level"])
        return questions


def usable_title(questionnaire: Questionnaire) -> str:
    """Return the title that a copy is offered."""
    return f"{questionnaire.title} (salinan)"[:120]
