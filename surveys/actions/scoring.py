"""Scored tests: points of an answer, the score of a person, and what is written when a test closes.

An answer is right or wrong: of several choices all the right ones and no other, of a number one
within the tolerance. A score is the share of all points, 0-100.
"""

from typing import Any

from programs.actions.roster import update_participations
from programs.models import Participation, Session
from surveys.choices import Audience, QuestionKind
from surveys.models import ClosedAuthorship, Question, Survey, SurveyMoments
from trail.actions import record

NEARLY = 1e-9  # how far arithmetic alone may move a number off its tolerance
TEST = "Tes"  # under which the moments of a test's items stand
RIGHT_OR_WRONG = "benar-salah"
OF_PARTICIPANTS = {Audience.PARTICIPANTS, Audience.ALUMNI}
AFTER_WORDS = ("post", "pasca", "sesudah", "akhir")
BEFORE_WORDS = ("pre", "pra", "sebelum", "awal")


def scored_questions(questions: list[Question]) -> list[Question]:
    """Return the questions that have a right answer."""
    return [question for question in questions if question.correct and question.points > 0]


def is_right(question: Question, value: Any) -> bool:
    """Tell whether a stored answer is the right one; skipped ones are not."""
    if question.kind == QuestionKind.NUMBER:
        off = abs(value - float(question.correct[0])) if isinstance(value, int | float) else None
        return off is not None and off <= question.tolerance + NEARLY
    right = {str(code) for code in question.correct}
    if question.kind == QuestionKind.MULTIPLE:
        return isinstance(value, list) and set(map(str, value)) == right
    return not isinstance(value, list) and str(value) in right


def score(questions: list[Question], answers: dict[str, Any]) -> float | None:
    """Return the share of all points, 0-100 with two decimals; None where nothing has any."""
    asked = scored_questions(questions)
    full = sum(question.points for question in asked)
    if not full:
        return None
    earned = sum(q.points for q in asked if is_right(q, answers.get(str(q.pk))))
    return round(100 * earned / full, 2)


def item_moments(
    survey: Survey, questions: list[Question], people: list[dict[str, Any]]
) -> list[SurveyMoments]:
    """Sum up right answers (1) and wrong ones (0) of a test, and their products."""
    asked = scored_questions(questions)
    if not survey.questionnaire.is_test or not asked:
        return []
    rows = [[int(is_right(q, answers.get(str(q.pk)))) for q in asked] for answers in people]
    columns = list(zip(*rows, strict=True)) or [()] * len(asked)
    return [
        SurveyMoments(
            survey=survey,
            dimension=TEST,
            scale=RIGHT_OR_WRONG,
            keys=[question.key for question in asked],
            n=len(rows),
            sums=[sum(column) for column in columns],
            products=[
                [sum(a * b for a, b in zip(one, other, strict=True)) for other in columns]
                for one in columns
            ],
        )
    ]


def write_scores(survey: Survey, questions: list[Question], actor: Any) -> None:
    """Write the scores of a closed test on its participants, and say in the trail how many.

    A value that somebody typed before is never replaced: it is counted as kept.
    """
    if not survey.questionnaire.is_test or survey.audience not in OF_PARTICIPANTS:
        return
    name = moment_of(survey)
    beside = ClosedAuthorship.objects.filter(response__survey=survey, participation__isnull=False)
    answers = dict(beside.values_list("participation_id", "response__answers"))
    written, kept = [], 0
    for person in Participation.objects.filter(pk__in=list(answers)).order_by("pk"):
        found, typed = score(questions, answers[person.pk]), getattr(person, name)
        if typed is None and found is not None:
            setattr(person, name, found)
            written.append(person)
        elif typed is not None and typed != found:
            kept += 1
    update_participations(written)
    record(
        actor=actor,
        action="survey.scored",
        target=survey.code,
        region_code=survey.session.program.region.code,
        detail={"score": name, "written": len(written), "kept": kept},
    )


def moment_of(survey: Survey) -> str:
    """Say whether a test is the pretest or the posttest of its session.

    Its title or code says so; else the first test that opened by the first day is the pretest.
    """
    words = f"{survey.questionnaire.code} {survey.questionnaire.title}".lower().replace("-", "")
    if any(word in words for word in AFTER_WORDS):
        return "posttest"
    if any(word in words for word in BEFORE_WORDS):
        return "pretest"
    return "pretest" if _is_first(survey, survey.session) else "posttest"


def _is_first(survey: Survey, session: Session) -> bool:
    earlier = Survey.objects.tests_before(survey)
    return survey.opened_on <= session.starts_on and not earlier.exists()
