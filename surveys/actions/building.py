"""Questionnaires of an office's own: begun empty, copied, taken further as a new version."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from organization.models import Region
from surveys.actions.estimating import store_minutes
from surveys.actions.outcomes import CannotChange
from surveys.models import Question, Questionnaire
from trail.actions import record

LOCKED = (
    "Kuesioner ini sudah dibuka untuk diisi, jadi pertanyaannya tidak dapat diubah lagi. "
    "Buat versi baru untuk mengubahnya; jawaban yang sudah masuk tetap pada versi ini."
)
IN_USE = "Kuesioner ini dipakai oleh formulir atau rencana evaluasi, jadi tidak dapat dihapus."
CODE_LENGTH = 20


def free_code(region: Region, title: str) -> str:
    """Return a short code made of the title that no questionnaire of the region has yet."""
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", title)).upper()
    stem = (letters or "KUESIONER")[: CODE_LENGTH - 4]
    used = {
        code.upper()
        for code in Questionnaire.objects.filter(code__istartswith=stem).values_list(
            "code", flat=True
        )
    }
    return next(code for n in range(1, 10_000) if (code := f"{stem}{n}") not in used)


@transaction.atomic
def start_questionnaire(*, region: Region, title: str, audience: str, actor: Any) -> Questionnaire:
    """Begin a questionnaire of the region with one empty section."""
    made = Questionnaire.objects.create(
        region=region,
        code=free_code(region, title),
        title=title,
        audience=audience,
        minutes=1,
    )
    made.sections.create(position=1, title="Bagian 1")
    _note(actor, "questionnaire.created", made)
    return made


@transaction.atomic
def copy_questionnaire(
    *, source: Questionnaire, region: Region, title: str, actor: Any
) -> Questionnaire:
    """Copy a questionnaire under another title; its questions keep their keys."""
    made = _copy(source, region=region, code=free_code(region, title), version=1, title=title)
    _note(actor, "questionnaire.created", made)
    return made


@transaction.atomic
def start_version(*, questionnaire: Questionnaire, actor: Any) -> Questionnaire:
    """Return the unlocked newest version of the same questionnaire; made if there is none."""
    same = Questionnaire.objects.select_for_update().filter(
        region=questionnaire.region, code=questionnaire.code
    )
    newest = same.order_by("-version").first()
    if newest is not None and not newest.locked:
        return newest
    number = same.aggregate(last=Max("version"))["last"] + 1
    made = _copy(
        questionnaire,
        region=questionnaire.region,
        code=questionnaire.code,
        version=number,
        title=questionnaire.title,
    )
    _note(actor, "questionnaire.created", made)
    return made


@transaction.atomic
def change_questionnaire(
    *, questionnaire: Questionnaire, actor: Any, **fields: Any
) -> Questionnaire:
    """Change title, audience and what makes it a test; raises CannotChange when it is locked."""
    current = editable(questionnaire)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save(update_fields=list(fields))
    _note(actor, "questionnaire.changed", current)
    return current


@transaction.atomic
def delete_questionnaire(*, questionnaire: Questionnaire, actor: Any) -> None:
    """Delete a questionnaire that nobody was asked with; raises CannotChange otherwise."""
    current = editable(questionnaire)
    _note(actor, "questionnaire.deleted", current)
    try:
        current.delete()
    except ProtectedError:
        raise CannotChange(IN_USE) from None


def editable(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire under a lock; raises CannotChange once it was opened."""
    current = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    if current.locked:
        raise CannotChange(LOCKED)
    return current


def plain_fields(row: Any, *without: str) -> dict[str, Any]:
    """Return the columns of a row by name, for a copy; never its key."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.attname not in without
    }


def _copy(source: Questionnaire, **fields: Any) -> Questionnaire:
    kept = plain_fields(source, "uid", "locked", "is_bank", "region_id") | fields
    made = Questionnaire.objects.create(**kept)
    questions = []
    for section in source.sections.prefetch_related("questions"):
        twin = made.sections.create(**plain_fields(section, "questionnaire_id"))
        questions += [
            Question(section=twin, **plain_fields(question, "section_id"))
            for question in section.questions.all()
        ]
    Question.objects.bulk_create(questions)
    store_minutes(made)
    return made


def _note(actor: Any, action: str, questionnaire: Questionnaire) -> None:
    record(
        actor=actor,
        action=action,
        target=f"{questionnaire.code} versi {questionnaire.version}",
        region_code=questionnaire.region.code,
        detail={},
    )
