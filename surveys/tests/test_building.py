"""Questionnaires of an office's own: keys that live on, versions, order, estimated time."""

import pytest

from surveys import actions
from surveys.actions import estimating
from surveys.models import Question, Questionnaire, Scale, Section
from surveys.tests.factories import make_open_survey, preset


@pytest.fixture
def own(tangsel):
    """A copy of F1S that the office may change."""
    return actions.copy_questionnaire(
        source=preset("F1S"), region=tangsel, title="Umpan balik kami", actor=None
    )


def asked(questionnaire):
    return [(q.section.position, q.key) for q in Question.objects.of(questionnaire)]


def keys(questionnaire):
    return [key for _section, key in asked(questionnaire)]


def find(questionnaire, key):
    return Question.objects.of(questionnaire).get(key=key)


def test_a_copy_asks_the_same_questions_under_a_code_of_its_own(own):
    assert (own.code, own.version, own.locked) == ("UBK1", 1, False)
    assert asked(own) == asked(preset("F1S"))
    twice = actions.copy_questionnaire(
        source=own, region=own.region, title="Umpan balik kami", actor=None
    )
    assert twice.code == "UBK2"


@pytest.mark.django_db
def test_f1s_keeps_to_what_it_promises():
    effort = actions.effort_of(Question.objects.of(preset("F1S")))
    assert effort.statements <= 12
    assert effort.words <= 220
    assert 4 + 3 <= 7  # requests: four pages, cover, check, send
    assert effort.seconds == 96 <= 180  # 119 words: 36 s, 12 statements: 60 s
    assert preset("F1S").minutes == effort.minutes == 3


def test_seconds_are_words_at_200_a_minute_and_5_a_statement():
    effort = estimating.Effort(statements=12, texts=1, words=100)
    assert effort.seconds == 90  # 100 * 60 / 200 + 12 * 5
    assert effort.minutes == 2  # 90 s, and 30 s to write one sentence


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["F0", "F1S", "F1", "F2", "F3", "F4", "F5", "F6"])
def test_every_preset_states_the_minutes_that_its_words_take(code):
    form = preset(code)
    assert form.minutes == actions.effort_of(Question.objects.of(form)).minutes


def test_adding_a_question_changes_the_minutes_on_the_cover(own):
    section = own.sections.last()
    more = [Question(text="Satu dua tiga empat.", kind="number") for _ in range(20)]
    before = actions.effort_of(Question.objects.of(own)).seconds
    actions.add_questions(section=section, questions=more)
    own.refresh_from_db()
    assert actions.effort_of(Question.objects.of(own)).seconds == before + 124  # 80 words: 24 s
    assert own.minutes == 5  # 96 + 124 + 30 = 250 s


def test_a_new_question_gets_an_identity_that_no_other_has(own):
    made = actions.add_questions(
        section=own.sections.first(), questions=[Question(text="A?"), Question(text="B?")]
    )
    assert len({q.key for q in made}) == 2
    assert all(q.key.startswith("U-") and len(q.key) == 10 for q in made)


def test_using_a_question_of_the_bank_keeps_its_key_and_never_adds_it_twice(own):
    bank = Question.objects.filter(section__questionnaire__is_bank=True)
    chosen = list(bank.filter(key__in=["R-MAT-1", "R-MAT-2"]))  # R-MAT-1 is asked already
    made = actions.use_questions(section=own.sections.last(), chosen=chosen)
    assert [q.key for q in made] == ["R-MAT-2"]
    assert keys(own).count("R-MAT-1") == 1
    assert find(own, "R-MAT-2").scale.code == "setuju-4"


def test_opening_locks_and_a_new_version_goes_on(own, tangsel):
    Questionnaire.objects.filter(pk=own.pk).update(locked=True)
    section = own.sections.first()
    for verb in (
        lambda: actions.add_questions(section=section, questions=[Question(text="A?")]),
        lambda: actions.remove_question(question=section.questions.first()),
        lambda: actions.move_question(question=section.questions.first(), up=False),
        lambda: actions.change_section(section=section, title="X", intro=""),
        lambda: actions.delete_questionnaire(questionnaire=own, actor=None),
    ):
        with pytest.raises(actions.CannotChange, match="Buat versi baru"):
            verb()
    second = actions.start_version(questionnaire=own, actor=None)
    assert (second.code, second.version, second.locked) == (own.code, 2, False)
    assert asked(second) == asked(own)
    assert actions.start_version(questionnaire=own, actor=None) == second  # one at a time


def test_what_is_planned_or_opened_is_not_deleted(own, tangsel):
    survey = make_open_survey(tangsel)
    opened = survey.questionnaire
    with pytest.raises(actions.CannotChange):
        actions.delete_questionnaire(questionnaire=opened, actor=None)
    actions.delete_questionnaire(questionnaire=own, actor=None)
    assert not Questionnaire.objects.filter(pk=own.pk).exists()


def test_questions_move_within_their_section_and_into_the_next(own):
    first = find(own, "R-MAT-1")
    actions.move_question(question=first, up=False)
    assert keys(own)[:2] == ["R-MAT-4", "R-MAT-1"]
    actions.move_question(question=find(own, "R-NAR-2"), up=False)  # the last of section 1
    assert asked(own)[3:5] == [(2, "R-NAR-2"), (2, "R-SAR-2")]
    actions.move_question(question=find(own, "R-NAR-2"), up=True)
    assert asked(own)[3] == (1, "R-NAR-2")
    order = keys(own)
    actions.move_question(question=find(own, order[0]), up=True)  # already the first
    assert keys(own) == order


def test_sections_move_whole(own):
    titles = [section.title for section in own.sections.all()]
    actions.move_section(section=own.sections.first(), up=False)
    assert [s.title for s in own.sections.all()] == [titles[1], titles[0], *titles[2:]]


def conditional(own):
    follower = find(own, "R-PEN-1")
    follower.show_if_key, follower.show_if_values = "R-SAR-2", ["1", "2"]
    return actions.change_question(question=follower, is_new=False)


def test_a_condition_keeps_its_question_behind_the_one_it_looks_at(own):
    follower = conditional(own)
    with pytest.raises(actions.CannotChange, match="sesudah pertanyaan itu"):
        actions.move_question(question=follower, up=True)
    with pytest.raises(actions.CannotChange, match="Hapus syarat itu"):
        actions.remove_question(question=find(own, "R-SAR-2"))
    other = find(own, "R-SAR-2")
    other.scale = Scale.objects.get(code="setuju-5")
    actions.change_question(question=other, is_new=True)  # 1 and 2 are still offered
    assert find(own, "R-PEN-1").show_if_key == find(own, other.key).key != "R-SAR-2"
    other.kind, other.scale, other.choices = "single", None, [["a", "A"], ["b", "B"]]
    with pytest.raises(actions.CannotChange, match="menurut jawaban yang hendak Anda hapus"):
        actions.change_question(question=other, is_new=False)


def test_the_last_section_stays(tangsel):
    empty = actions.start_questionnaire(
        region=tangsel, title="Baru", audience="participants", actor=None
    )
    with pytest.raises(actions.CannotChange, match="sedikitnya satu bagian"):
        actions.remove_section(section=empty.sections.get())
    actions.add_section(questionnaire=empty, title="Kedua", intro="")
    actions.remove_section(section=empty.sections.first())
    assert [section.title for section in empty.sections.all()] == ["Kedua"]


@pytest.mark.django_db
def test_every_scale_of_the_office_says_what_is_favourable_and_what_is_neutral():
    known = {s.code: (len(s.labels), s.favourable_from, s.neutral) for s in Scale.objects.all()}
    for family in ("setuju", "mutu", "frekuensi", "kemampuan"):
        assert known[f"{family}-4"] == (4, 3, None)
        assert known[f"{family}-5"] == (5, 4, 3)
    assert dict(Scale.objects.get(code="setuju-5").labels)[3] == "Netral"


@pytest.mark.django_db
def test_one_question_has_three_wordings():
    bank = Question.objects.filter(section__questionnaire__is_bank=True)
    question = bank.get(key="B-TER-1")
    own_words = "Saya menerapkan hasil pelatihan dalam pekerjaan sehari-hari."
    about = "Pegawai tersebut menerapkan hasil pelatihan dalam pekerjaan sehari-hari."
    assert question.wording_for("self") == question.wording_for("drawn") == own_words
    assert question.wording_for("supervisor") == question.wording_for("peer") == about
    assert question.wording_for("subordinate") == about
    assert Section(title="x").title == "x"
