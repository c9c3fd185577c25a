"""One question in detail, and the answer on which it depends."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.formats import localize_input

from organization.forms.spoken import SpokenForm
from surveys.choices import OTHER_LABEL, QuestionKind
from surveys.forms.building import (
    LEVELS,
    LISTED,
    answer_type_of,
    answer_types,
    coded,
    lines_of,
    refuse_choices,
    set_answer_type,
)
from surveys.models import Question

SCORED = {QuestionKind.SCALE, QuestionKind.RATING}
ESCAPES = [
    ("", "Tidak ditawarkan"),
    ("Tidak relevan", "Tidak relevan"),
    ("Tidak tahu", "Tidak tahu"),
]
MAIN = ["text", "answer", "choices", "has_other", "minimum", "maximum", "required", "hint"]
TEST = ["correct", "tolerance", "points"]
SCORABLE = LISTED | {QuestionKind.NUMBER}
MEANING = ["not_applicable", "reverse", "dimension", "level"]
WORDINGS = ["text_superior", "text_peer"]


class QuestionForm(SpokenForm, forms.ModelForm):
    """A question; only what its way of answering needs is asked."""

    sentences = {
        "text": "Isi pertanyaannya.",
        "answer": "Pilih cara menjawab.",
        "choices": "Tulis sedikitnya dua pilihan, satu baris satu pilihan.",
    }
    answer = forms.ChoiceField(label="Cara menjawab")
    choices = forms.CharField(
        label="Pilihan",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Satu baris satu pilihan, menurut urutan di formulir.",
    )
    not_applicable = forms.ChoiceField(
        label="Jawaban di luar skala",
        required=False,
        help_text="Tidak ikut dihitung dalam nilai.",
    )
    level = forms.TypedChoiceField(label="Level", choices=LEVELS, coerce=int)
    correct = forms.CharField(
        label="Jawaban benar",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tulis sama dengan pilihannya; bila ada beberapa, satu baris satu. Kosongkan "
        "bila pertanyaan ini tidak dinilai.",
    )
    is_new = forms.BooleanField(
        label="Maknanya berubah: anggap sebagai pertanyaan baru",
        required=False,
        help_text="Pertanyaan ini dipakai juga di kuesioner atau versi lain. Centang bila "
        "jawabannya tidak boleh lagi dibandingkan dengan yang lama.",
    )

    class Meta:
        model = Question
        fields = [
            *("text", "hint", "has_other", "minimum", "maximum", "required", "not_applicable"),
            *("reverse", "dimension", "level", "text_superior", "text_peer"),
            *("tolerance", "points"),
        ]
        labels = {
            "text": "Pertanyaan atau pernyataan",
            "hint": "Keterangan di bawah pertanyaan",
            "has_other": "Tambahkan pilihan “Lainnya” dengan isian",
            "minimum": "Angka terkecil",
            "maximum": "Angka terbesar",
            "required": "Perlu dijawab",
            "reverse": "Pernyataan negatif (skor dibalik)",
            "dimension": "Dimensi",
            "tolerance": "Selisih yang masih dianggap benar",
            "points": "Nilai bila benar",
            "text_superior": "Bunyi bagi atasan",
            "text_peer": "Bunyi bagi rekan kerja dan bawahan",
        }
        help_texts = {
            "required": "Bila terlewat, ditanyakan sekali lagi; responden tetap dapat melewatinya.",
            "reverse": "Makin setuju berarti makin terhambat.",
            "dimension": "Pertanyaan berdimensi sama diringkas bersama di hasil, misalnya Materi.",
            "text_superior": "Kosongkan bila sama. Misalnya “Pegawai tersebut menerapkan …”.",
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("text", "text_superior", "text_peer")
        }
        localized_fields = ["minimum", "maximum", "tolerance", "points"]

    def __init__(self, *args: Any, is_shared: bool, is_test: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        question = self.instance
        self.fields["answer"].choices = answer_types(question.scale)
        self.fields["not_applicable"].choices = _escapes(question.not_applicable)
        self.initial["answer"] = answer_type_of(question)
        self.initial["choices"] = "\n".join(str(label) for _code, label in question.choices)
        self.initial["correct"] = "\n".join(_right_answers(question))
        self._keep_what_applies(self._kind(), is_shared, is_test)
        self.speak()

    def _kind(self) -> str:
        """Return the kind that the select of this page, or the question, names."""
        chosen = self.data.get("answer") if self.is_bound else self.initial["answer"]
        if chosen in {"short", "long"}:
            return QuestionKind.TEXT
        return chosen if chosen in QuestionKind.values else QuestionKind.SCALE

    def _keep_what_applies(self, kind: str, is_shared: bool, is_test: bool) -> None:
        is_scored = is_test and kind in SCORABLE
        needs = {
            "correct": is_scored,
            "points": is_scored,
            "tolerance": is_scored and kind == QuestionKind.NUMBER,
            "choices": kind in LISTED,
            "has_other": kind in LISTED,
            "minimum": kind == QuestionKind.NUMBER,
            "maximum": kind == QuestionKind.NUMBER,
            "not_applicable": kind in SCORED | {QuestionKind.SINGLE},
            "reverse": kind in SCORED,
            "is_new": is_shared,
        }
        for name, is_needed in needs.items():
            if not is_needed:
                del self.fields[name]

    def arrangement(self) -> Layout:
        """Put what is seen on the phone first."""
        main, meaning = ([n for n in some if n in self.fields] for some in (MAIN, MEANING))
        fresh = ["is_new"] if "is_new" in self.fields else []
        scored = [name for name in TEST if name in self.fields]
        return Layout(
            *main,
            *([Fieldset("Nilai tes", *scored)] if scored else []),
            Fieldset("Penilaian dan ringkasan", *meaning),
            Fieldset("Bunyi bagi penilai lain", *WORDINGS, *fresh),
        )

    def clean_choices(self) -> list[list[str]]:
        """Return [[code, label]]; labels that stay keep their codes."""
        labels = [line for line in lines_of(self.cleaned_data["choices"]) if line != OTHER_LABEL]
        refuse_choices(self, "choices", labels)
        return coded(labels, self.instance.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a range that holds no number, and right answers that nobody can give."""
        cleaned = super().clean()
        if "correct" in self.fields:
            self._clean_correct(cleaned)
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("maximum", "Angka terbesar harus lebih besar daripada angka terkecil.")
        return cleaned

    def _clean_correct(self, cleaned: dict[str, Any]) -> None:
        """Turn the right answers into codes, or into a number."""
        lines = lines_of(cleaned.get("correct", ""))
        if self._kind() == QuestionKind.NUMBER:
            try:
                cleaned["correct"] = [float(line.replace(",", ".")) for line in lines[:1]]
            except ValueError:
                self.add_error("correct", "Jawaban benar: tulis angka, misalnya 12 atau 12,5.")
            return
        codes = {label: code for code, label in cleaned.get("choices", [])}
        unknown = next((line for line in lines if line not in codes), "")
        if unknown:
            self.add_error("correct", f"“{unknown}” tidak ada di antara pilihannya.")
        elif self._kind() == QuestionKind.SINGLE and len(lines) > 1:
            self.add_error("correct", "Hanya satu pilihan yang dapat benar di sini.")
        cleaned["correct"] = [codes[line] for line in lines if line in codes]

    def question(self) -> Question:
        """Return the question as typed, not saved; what its kind does not know is emptied."""
        found = self.save(commit=False)
        set_answer_type(found, self.cleaned_data["answer"])
        found.choices = self.cleaned_data.get("choices", [])
        if "correct" in self.fields:
            found.correct = self.cleaned_data["correct"]
        elif found.kind not in SCORABLE:
            found.correct = []
        blank = {"has_other": False, "minimum": None, "maximum": None, "reverse": False}
        for name, empty in (blank | {"not_applicable": ""}).items():
            if name not in self.fields:
                setattr(found, name, empty)
        return found


class ConditionForm(SpokenForm, forms.Form):
    """The answers to an earlier question after which this one is asked."""

    sentences = {"values": "Centang sedikitnya satu jawaban, atau hapus syaratnya."}
    values = forms.MultipleChoiceField(
        label="Ditanyakan bila jawabannya", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, question: Question, earlier: Question, data: Any = None) -> None:
        same = question.show_if_key == earlier.key
        super().__init__(data, initial={"values": question.show_if_values if same else []})
        self.fields["values"].choices = earlier.options
        self.speak()


def _right_answers(question: Question) -> list[str]:
    labels = dict(question.offered)
    return [labels.get(str(one), localize_input(one)) for one in question.correct]


def _escapes(current: str) -> list[tuple[str, str]]:
    known = {value for value, _label in ESCAPES}
    return ESCAPES if current in known else [*ESCAPES, (current, current)]
