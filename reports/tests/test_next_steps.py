"""What to do next is something that somebody can do."""

from reports.results.next_steps import DIMENSION_STEPS
from surveys.models import Question


def test_every_dimension_of_the_question_bank_has_its_own_step(db):
    rows = Question.objects.filter(scale__isnull=False, reverse=False)
    dimensions = set(rows.values_list("dimension", flat=True))
    assert dimensions - DIMENSION_STEPS.keys() == set()
    assert len(set(DIMENSION_STEPS.values())) == len(DIMENSION_STEPS)


def test_nobody_is_asked_to_mend_a_feeling():
    assert DIMENSION_STEPS["Kepercayaan diri"] == (
        "Tambah latihan kasus nyata, dan tunjuk pendamping pada bulan pertama."
    )
