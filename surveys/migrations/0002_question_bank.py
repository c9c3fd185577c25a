"""The scales, the question bank and the forms F0-F6, from surveys/data/question_bank.json."""

import json
from pathlib import Path

from django.db import migrations

BANK = Path(__file__).resolve().parent.parent / "data" / "question_bank.json"


def load(apps, schema_editor):
    bank = json.loads(BANK.read_text(encoding="utf-8"))
    Scale = apps.get_model("surveys", "Scale")
    scales = {entry["code"]: Scale.objects.create(**entry) for entry in bank["scales"]}
    items = {
        entry["key"]: {**defaults, **entry}
        for part, defaults in (
            ("closed", {"kind": "scale", "scale": "setuju-4"}),
            ("open", {"kind": "text", "required": False}),
            ("choices", {}),
        )
        for entry in bank[part]
    }
    for form in [*bank["forms"], shelf(items)]:
        make_form(apps, form, items, scales)


def shelf(items):
    """Return the bank itself, a form that is never opened: one section a dimension."""
    dimensions = {}
    for key, item in items.items():
        dimensions.setdefault(item.get("dimension") or "Isian", []).append(key)
    return {
        "code": "BANK",
        "title": "Bank pertanyaan",
        "audience": "participants",
        "is_bank": True,
        "sections": [{"title": title, "keys": keys} for title, keys in dimensions.items()],
    }


def make_form(apps, form, items, scales):
    wording = form.pop("wording", "text")
    sections = form.pop("sections")
    questionnaire = apps.get_model("surveys", "Questionnaire").objects.create(version=1, **form)
    Question = apps.get_model("surveys", "Question")
    for number, entry in enumerate(sections, start=1):
        section = questionnaire.sections.create(
            position=number, title=entry["title"], intro=entry.get("intro", "")
        )
        Question.objects.bulk_create(
            question(Question, section, position, items[key], wording, scales)
            for position, key in enumerate(entry["keys"], start=1)
        )


def question(Question, section, position, item, wording, scales):
    fields = {name: value for name, value in item.items() if name not in {"text", "superior", "peer", "scale"}}
    return Question(
        section=section,
        position=position,
        text=item.get(wording, item["text"]),
        text_superior=item.get("superior", ""),
        text_peer=item.get("peer", ""),
        scale=scales.get(item.get("scale")),
        **fields,
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
