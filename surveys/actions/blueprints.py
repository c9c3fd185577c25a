"""A questionnaire read from a file, as plain values; and the verb that makes it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from organization.models import Region
from surveys.actions.estimating import Effort
from surveys.choices import OTHER_LABEL, Audience, QuestionKind
from surveys.models import Question, Questionnaire, Scale
from trail.actions import record

BETWEEN = "·"  # the choices of one line


@dataclass
class QuestionPlan:
    """One question to be made; the fields of ``Question`` under their own names."""

    key: str
    text: str
    kind: str
    scale: str = ""  # its code; "" where the answers are no scale
    text_superior: str = ""
    text_peer: str = ""
    hint: str = ""
    choices: list[list[str]] = field(default_factory=list)  # [[code, label]]
    has_other: bool = False
    is_short: bool = False
    minimum: float | None = None
    maximum: float | None = None
    show_if_key: str = ""
    show_if_values: list[str] = field(default_factory=list)
    correct: list[Any] = field(default_factory=list)
    tolerance: float = 0
    points: float = 1
    dimension: str = ""
    level: int = 1
    required: bool = False
    not_applicable: str = ""
    reverse: bool = False
    round: str = ""

    @property
    def answered_by(self) -> str:
        """How it is answered, in words: "Skala setuju-4, wajib"."""
        how = f"{QuestionKind(self.kind).label} {self.scale}".strip()
        return f"{how}, wajib" if self.required else how

    @property
    def options(self) -> str:
        """The choices in one line."""
        labels = [label for _, label in self.choices]
        return f" {BETWEEN} ".join([*labels, OTHER_LABEL] if self.has_other else labels)


@dataclass(frozen=True)
class OtherWording:
    """A key that would be followed over the years although the question is another."""

    key: str
    text: str  # in the file
    known: str  # under this key so far

    def __str__(self) -> str:
        return f"{self.key}: “{self.text}” (selama ini “{self.known}”)"


@dataclass
class SectionPlan:
    """One section to be made."""

    title: str
    intro: str = ""
    questions: list[QuestionPlan] = field(default_factory=list)


@dataclass
class Blueprint:
    """A questionnaire to be made."""

    title: str = ""
    code: str = ""
    audience: str = Audience.PARTICIPANTS
    minutes: int = 0  # 0: as long as the words take
    per_subject: bool = False
    is_test: bool = False
    shuffle: bool = False
    time_limit: int | None = None
    sections: list[SectionPlan] = field(default_factory=list)

    @property
    def questions(self) -> list[QuestionPlan]:
        """All questions in their order."""
        return [question for section in self.sections for question in section.questions]

    @property
    def minutes_needed(self) -> int:
        """How long answering takes: as the file says, else by words and questions."""
        if self.minutes:
            return self.minutes
        asked = self.questions
        read = [f"{section.title} {section.intro}" for section in self.sections]
        read += [f"{question.text} {question.hint} {question.options}" for question in asked]
        texts = sum(question.kind == QuestionKind.TEXT for question in asked)
        words = sum(part != BETWEEN for text in read for part in text.split())
        return Effort(len(asked) - texts, texts, words).minutes

    def as_json(self) -> dict[str, Any]:
        """Return what ``from_json`` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Blueprint:
        """Return the blueprint that ``as_json`` gave."""
        sections = [
            SectionPlan(
                **{**section, "questions": [QuestionPlan(**q) for q in section["questions"]]}
            )
            for section in kept["sections"]
        ]
        return cls(**{**kept, "sections": sections})


def other_wordings(blueprint: Blueprint, questions: QuerySet[Question]) -> list[OtherWording]:
    """Return the plans whose key is known among ``questions``, but never with their wording."""
    plans = {plan.key: plan for plan in blueprint.questions}
    known: dict[str, list[str]] = {}
    texts = ("text", "text_superior", "text_peer")
    for key, *found in questions.filter(key__in=plans).order_by("pk").values_list("key", *texts):
        known.setdefault(key, []).extend(found)
    return [
        OtherWording(key, plans[key].text, found[0])
        for key, found in known.items()
        if plans[key].text not in found
    ]


def next_version(region: Region | None, code: str) -> int:
    """Return the version that a questionnaire of this code would become in the region."""
    same = Questionnaire.objects.filter(region=region, code__iexact=code)
    return (same.aggregate(newest=Max("version"))["newest"] or 0) + 1


@transaction.atomic
def make_questionnaire(
    *, blueprint: Blueprint, region: Region | None, actor: Any = None
) -> Questionnaire:
    """Write the questionnaire as the next version of its code; every key stays what it is."""
    plain = ("title", "code", "audience", "per_subject", "is_test", "shuffle", "time_limit")
    questionnaire = Questionnaire.objects.create(
        region=region,
        version=next_version(region, blueprint.code),
        minutes=blueprint.minutes_needed,
        **{name: getattr(blueprint, name) for name in plain},
    )
    scales = Scale.objects.in_bulk(field_name="code")
    for position, plan in enumerate(blueprint.sections, start=1):
        section = questionnaire.sections.create(
            position=position, title=plan.title, intro=plan.intro
        )
        Question.objects.bulk_create(
            Question(
                **{**asdict(question), "scale": scales.get(question.scale)},
                section=section,
                position=number,
            )
            for number, question in enumerate(plan.questions, start=1)
        )
    record(
        actor=actor,
        action="questionnaire.imported",
        target=f"{questionnaire.code} versi {questionnaire.version}",
        region_code=region.code if region else "",
        detail={"questions": len(blueprint.questions)},
    )
    return questionnaire
