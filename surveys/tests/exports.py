"""Exports of Google Forms and Microsoft Forms as they come, for forms of our own."""

import csv
import io
import random

import pytest
from django.core.management import CommandError

from surveys.models import Question

GOOGLE_TIME, MOMENT = "Cap waktu", "22/11/2026 10.{:02d}.{:02d}"
LABELS = {
    1: "Sangat tidak setuju",
    2: "Tidak setuju",
    3: "Setuju",
    4: "Sangat setuju",
}


def spelled(questions, number):
    """Return the answers by which a row spells its number, base 4, in the scale items."""
    items = [question for question in questions if question.scale_id]
    return {one.pk: number // 4**digit % 4 + 1 for digit, one in enumerate(items)}


def read_number(questions, answers):
    """Return the number that a stored row spells."""
    items = [question for question in questions if question.scale_id]
    return sum((answers[str(one.pk)] - 1) * 4**digit for digit, one in enumerate(items))


def google(survey, count, *, nips=None, comment="Komentar {:04d}", first=0):
    """Return [heading, *rows] as Google Forms exports them: times, addresses, names, answers."""
    questions = list(Question.objects.of(survey.questionnaire))
    scale = {value: label for q in questions if q.scale_id for value, label in q.scale.labels}
    heading = [GOOGLE_TIME, "Alamat email", "Nama Lengkap", *(["NIP"] if nips else [])]
    rows = []
    for number in range(first, first + count):
        answers = spelled(questions, number)
        who = [MOMENT.format(number // 60, number % 60), f"orang{number:04d}@contoh.go.id"]
        who.append(f"Pegawai Bernomor {number:04d}")
        who += [nips[number - first]] if nips else []
        rows.append(
            who
            + [scale[answers[q.pk]] if q.scale_id else comment.format(number) for q in questions]
        )
    return [heading + [q.text for q in questions], *rows]


def csv_of(rows, *, delimiter=",", encoding="utf-8-sig"):
    """Return the rows as a CSV file."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


def shuffled(rows, seed=1):
    """Return heading and rows, the rows in another order."""
    body = rows[1:]
    random.Random(seed).shuffle(body)
    return [rows[0], *body]


def refused(run, survey, content, **options):
    """Return the sentence of the refusal and that nothing was written."""
    before = counts(survey)
    with pytest.raises(CommandError) as caught:
        run(survey, content, **options)
    assert counts(survey) == before
    return str(caught.value)


def counts(survey):
    """Responses, comments, sent invitations, invitations."""
    return (
        survey.responses.count(),
        survey.comments.count(),
        survey.invitations.filter(is_submitted=True).count(),
        survey.invitations.count(),
    )


def questions_of(survey):
    return list(Question.objects.of(survey.questionnaire))


def nips_of(survey):
    return list(survey.invitations.order_by("pk").values_list("rater__nip", flat=True))
