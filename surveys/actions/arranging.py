"""Sections and questions of an unlocked questionnaire: added, changed, moved, removed."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from surveys.actions.building import editable, plain_fields
from surveys.actions.estimating import store_minutes
from surveys.actions.outcomes import CannotChange
from surveys.models import Question, Questionnaire, Section

APART = 20_000  # above every position, while rows change places
BEYOND = 30_000  # above those, for a row that arrives from elsewhere
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LAST_SECTION = "Kuesioner perlu sedikitnya satu bagian."


def fresh_key() -> str:
    """Return the identity of a question that nobody asked before."""
    return "U-" + "".join(secrets.choice(LETTERS) for _ in range(8))


@transaction.atomic
def add_section(*, questionnaire: Questionnaire, title: str, intro: str) -> Section:
    """Add a section at the end; raises CannotChange when the questionnaire is locked."""
    current = editable(questionnaire)
    last = current.sections.order_by("-position").first()
    made = current.sections.create(
        position=last.position + 1 if last else 1, title=title, intro=intro
    )
    store_minutes(current)
    return made


@transaction.atomic
def change_section(*, section: Section, title: str, intro: str) -> None:
    """Change what stands above the questions of a page."""
    current = editable(section.questionnaire)
    Section.objects.filter(pk=section.pk).update(title=title, intro=intro)
    store_minutes(current)


@transaction.atomic
def remove_section(*, section: Section) -> None:
    """Remove a section with its questions; the last one stays."""
    current = editable(section.questionnaire)
    if current.sections.count() == 1:
        raise CannotChange(LAST_SECTION)
    _require_unneeded(current, section.questions.values_list("key", flat=True), section)
    section.delete()
    store_minutes(current)


@transaction.atomic
def move_section(*, section: Section, up: bool) -> None:
    """Move a section before or behind its neighbour; at the end nothing happens."""
    current = editable(section.questionnaire)
    rows = list(current.sections.order_by("position"))
    _swap(rows, rows.index(section), -1 if up else 1)
    _require_order(current)


@transaction.atomic
def add_questions(*, section: Section, questions: Sequence[Question]) -> list[Question]:
    """Add questions at the end of a section; those without a key get a new one."""
    current = editable(section.questionnaire)
    last = section.questions.order_by("-position").first()
    start = last.position + 1 if last else 1
    for position, question in enumerate(questions, start):
        question.section, question.position = section, position
        question.key = question.key or fresh_key()
    made = Question.objects.bulk_create(questions)
    store_minutes(current)
    return made


@transaction.atomic
def use_questions(*, section: Section, chosen: Sequence[Question]) -> list[Question]:
    """Add copies of questions of the bank; they keep their keys, and so their history.

    A question that the questionnaire already asks is not added twice.
    """
    asked = set(Question.objects.of(section.questionnaire).values_list("key", flat=True))
    without = ("section_id", "position", "show_if_key", "show_if_values")
    fresh = [
        Question(**plain_fields(question, *without))
        for question in chosen
        if question.key not in asked
    ]
    return add_questions(section=section, questions=fresh)


@transaction.atomic
def change_question(*, question: Question, is_new: bool) -> Question:
    """Save a changed question; ``is_new`` gives it an identity of its own from now on."""
    current = editable(question.section.questionnaire)
    followers = Question.objects.of(current).filter(show_if_key=question.key)
    offered = {value for value, _label in question.options}
    for follower in followers:
        if not offered.issuperset(follower.show_if_values):
            raise CannotChange(
                f"“{follower.text}” ditanyakan menurut jawaban yang hendak Anda hapus. Ubah syarat "
                "itu dahulu."
            )
    if is_new:
        fresh = fresh_key()
        Question.objects.filter(pk__in=[one.pk for one in followers]).update(show_if_key=fresh)
        question.key = fresh
    question.save()
    store_minutes(current)
    return question


@transaction.atomic
def remove_question(*, question: Question) -> None:
    """Remove a question, unless another one is shown by its answers."""
    current = editable(question.section.questionnaire)
    _require_unneeded(current, [question.key], question)
    question.delete()
    store_minutes(current)


@transaction.atomic
def move_question(*, question: Question, up: bool) -> None:
    """Move a question by one place; past the edge of its section into the neighbouring one."""
    current = editable(question.section.questionnaire)
    rows = list(question.section.questions.order_by("position"))
    at, step = rows.index(question), -1 if up else 1
    if 0 <= at + step < len(rows):
        _swap(rows, at, step)
    else:
        _move_over(current, question, step)
    _require_order(current)


def _move_over(current: Questionnaire, question: Question, step: int) -> None:
    sections = list(current.sections.order_by("position"))
    at = sections.index(question.section) + step
    if not 0 <= at < len(sections):
        return
    neighbour = sections[at]
    rows = list(neighbour.questions.order_by("position"))
    rows.insert(len(rows) if step < 0 else 0, question)
    question.section, question.position = neighbour, BEYOND
    question.save(update_fields=["section", "position"])
    _number(rows)


def _swap(rows: list, at: int, step: int) -> None:
    other = at + step
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
        _number(rows)


def _number(rows: list[Any]) -> None:
    """Give the rows their positions from 1, in two steps: no two may ever stand in one place."""
    for shift in (APART, 0):
        for position, row in enumerate(rows, 1):
            row.position = shift + position
        type(rows[0]).objects.bulk_update(rows, ["position"])


def _require_order(questionnaire: Questionnaire) -> None:
    """Refuse an order in which a question would depend on the answer to a later one."""
    asked: set[str] = set()
    for question in Question.objects.of(questionnaire):
        if question.show_if_key and question.show_if_key not in asked:
            raise CannotChange(
                f"“{question.text}” hanya ditanyakan setelah jawaban tertentu, jadi harus tetap "
                "berada sesudah pertanyaan itu."
            )
        asked.add(question.key)


def _require_unneeded(questionnaire: Questionnaire, keys: Any, leaving: Any) -> None:
    followers = Question.objects.of(questionnaire).filter(show_if_key__in=list(keys))
    if isinstance(leaving, Section):
        followers = followers.exclude(section=leaving)
    else:
        followers = followers.exclude(pk=leaving.pk)
    first = followers.first()
    if first is not None:
        raise CannotChange(
            f"Tidak dapat dihapus: “{first.text}” ditanyakan menurut jawabannya. Hapus syarat itu "
            "dahulu."
        )
