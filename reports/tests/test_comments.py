"""Comments: from ten different people and three comments, or what the Admin raised that to."""

from datetime import date, timedelta

import pytest

from organization.choices import PolicyKey
from organization.models import Policy
from programs.models import Subject, Trainer
from reports.results import session_result
from reports.tests.factories import make_closed, make_session_of
from surveys.models import ClosedComment, Question

WRITTEN = ("Ruang kelas panas", "Contohnya dekat dengan tugas", "Waktu praktik kurang")


@pytest.fixture
def session(tangsel):
    return make_session_of(tangsel)


def commented(session, respondents, *, texts=WRITTEN, **fields):
    survey = make_closed(session, {3: respondents}, **fields)
    questions = Question.objects.of(survey.questionnaire)
    question = questions.filter(kind="text").first() or questions.first()
    ClosedComment.objects.bulk_create(
        ClosedComment(survey=survey, question=question, text=text, state="shown") for text in texts
    )
    return survey


def groups(manager, session):
    return [(one.about, sorted(one.texts)) for one in session_result(manager, session).comments]


def read(manager, session):
    return sorted(
        text for group in session_result(manager, session).comments for text in group.texts
    )


def test_ten_people_and_three_comments_are_shown(manager, session):
    commented(session, 10)
    assert read(manager, session) == sorted(WRITTEN)


def test_nine_people_or_two_comments_are_not(manager, tangsel, session):
    commented(session, 9)
    commented(other := make_session_of(tangsel), 10, texts=WRITTEN[:2])
    assert (read(manager, session), read(manager, other)) == ([], [])


def test_four_superiors_who_rated_twelve_alumni_are_four_people(manager, session):
    commented(session, 12, code="F4", raters_at_close=4)
    found = session_result(manager, session)
    assert (found.comments, found.application[0].status) == ((), "shown")
    assert found.comments_note == (
        "Komentar tidak ditampilkan untuk menjaga kerahasiaan responden."
    )


@pytest.mark.parametrize(
    ("key", "value"), [(PolicyKey.MIN_COMMENT_RESPONDENTS, 12), (PolicyKey.MIN_COMMENTS, 4)]
)
def test_a_raised_threshold_holds(manager, session, key, value):
    commented(session, 11)
    assert len(read(manager, session)) == 3
    Policy.objects.create(key=key, value=value, valid_from=date(2026, 1, 1))
    assert read(manager, session) == []


def test_each_mata_pelatihan_has_its_own_heading(manager, session):
    """Two narasumber were asked about with the same words."""
    for name, trainer, texts in (
        ("Etika Pelayanan", "Rina Wijaya", WRITTEN),
        ("Pengaduan", "Budi Santoso", [f"{text} sekali" for text in WRITTEN]),
    ):
        person = Trainer.objects.create(region=session.program.region, name=trainer)
        subject = Subject.objects.create(
            session=session, name=name, trainer=person, taught_on=session.ends_on, hours=3
        )
        commented(session, 10, code="F2", subject=subject, texts=texts)
    assert groups(manager, session) == [
        ("Peserta · Etika Pelayanan (Rina Wijaya)", sorted(WRITTEN)),
        ("Peserta · Pengaduan (Budi Santoso)", sorted(f"{text} sekali" for text in WRITTEN)),
    ]


def test_two_comments_about_each_of_two_narasumber_are_not_four(manager, session):
    for name in ("Etika Pelayanan", "Pengaduan"):
        subject = Subject.objects.create(
            session=session, name=name, taught_on=session.ends_on, hours=3
        )
        commented(session, 10, code="F2", subject=subject, texts=WRITTEN[:2])
    assert groups(manager, session) == []


def test_alumni_and_their_superiors_are_told_apart(manager, session):
    """One question text, asked of both."""
    first = commented(session, 10, code="F3", opened_on=session.ends_on + timedelta(days=91))
    question = Question.objects.of(first.questionnaire).filter(kind="text").first()
    second = make_closed(session, {3: 10}, code="F4", opened_on=first.opened_on)
    ClosedComment.objects.bulk_create(
        ClosedComment(survey=second, question=question, text=f"{text}!", state="shown")
        for text in WRITTEN
    )
    assert groups(manager, session) == [
        ("Alumni · 3 bulan sesudah", sorted(WRITTEN)),
        ("Atasan langsung · 3 bulan sesudah", sorted(f"{text}!" for text in WRITTEN)),
    ]


def test_what_the_form_printed_holds(manager, tangsel, session):
    commented(session, 10)
    commented(other := make_session_of(tangsel), 10, min_commenters=11)
    assert (len(read(manager, session)), read(manager, other)) == (3, [])
