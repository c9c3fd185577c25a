"""The pages where a Petugas builds a questionnaire."""

import re

import pytest

from surveys import actions
from surveys.models import Question, Questionnaire
from surveys.tests.factories import preset


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def own(tangsel):
    return actions.copy_questionnaire(
        source=preset("F1S"), region=tangsel, title="Umpan balik kami", actor=None
    )


def words(response):
    return " ".join(response.content.decode().split())


def find(questionnaire, key):
    return Question.objects.of(questionnaire).get(key=key)


def build(own):
    return f"/questionnaires/{own.pk}/build/"


def test_a_questionnaire_is_begun_with_a_title_and_an_audience(desk, tangsel):
    refused = words(desk.post("/questionnaires/new/", {"title": "", "audience": "alumni"}))
    assert "Isi judul kuesioner." in refused
    response = desk.post("/questionnaires/new/", {"title": "Tiga bulan", "audience": "alumni"})
    made = Questionnaire.objects.get(title="Tiga bulan")
    assert response.url == build(made)
    assert (made.region, made.audience, made.code) == (tangsel, "alumni", "TB1")


def test_many_lines_become_many_questions(desk, own):
    section = own.sections.last()
    address = f"/sections/{section.pk}/questions/new/"
    pasted = "1. Ruang nyaman.\r\n\r\n- Panitia   sigap.\r\n"
    desk.post(address, {"lines": pasted, "answer": "mutu-5"})
    made = list(section.questions.order_by("position"))[-2:]
    assert [q.text for q in made] == ["Ruang nyaman.", "Panitia sigap."]
    assert {(q.kind, q.scale.code, q.required) for q in made} == {("scale", "mutu-5", True)}


def test_for_a_list_the_first_line_asks_and_the_rest_are_choices(desk, own):
    section = own.sections.last()
    address = f"/sections/{section.pk}/questions/new/"
    short = desk.post(address, {"lines": "Jadwal mana?\nPagi", "answer": "single"})
    assert "Tulis sedikitnya dua pilihan" in words(short)
    assert "Jadwal mana?" in words(short)  # what was typed is still there
    desk.post(address, {"lines": "Jadwal mana?\nPagi\nSore hari", "answer": "single"})
    made = section.questions.last()
    assert (made.text, made.kind) == ("Jadwal mana?", "single")
    assert made.choices == [["pagi", "Pagi"], ["sore_hari", "Sore hari"]]


@pytest.mark.parametrize(
    ("answer", "kind", "scale", "is_short"),
    [
        ("setuju-4", "scale", "setuju-4", False),
        ("setuju-5", "scale", "setuju-5", False),
        ("mutu-4", "scale", "mutu-4", False),
        ("frekuensi-5", "scale", "frekuensi-5", False),
        ("kemampuan-5", "scale", "kemampuan-5", False),
        ("rating", "rating", "0-10", False),
        ("number", "number", None, False),
        ("date", "date", None, False),
        ("short", "text", None, True),
        ("long", "text", None, False),
    ],
)
def test_every_way_of_answering_can_be_chosen(desk, own, answer, kind, scale, is_short):
    section = own.sections.last()
    desk.post(f"/sections/{section.pk}/questions/new/", {"lines": "Apa?", "answer": answer})
    made = section.questions.last()
    assert (made.kind, made.scale and made.scale.code, made.is_short) == (kind, scale, is_short)
    assert made.required is (kind != "text")
    assert "Apa?" in words(desk.get(f"/questionnaires/{own.pk}/"))  # the preview draws it


def posted(question, **changed):
    """What the form of a scale question sends."""
    data = {
        "text": question.text,
        "answer": question.scale.code if question.scale else question.kind,
        "required": "on",
        "level": question.level,
        "dimension": question.dimension,
    }
    return data | changed


def test_a_question_is_changed_in_detail(desk, own):
    question = find(own, "R-MAT-1")
    address = f"/questions/{question.pk}/edit/"
    data = posted(question, not_applicable="Tidak tahu", reverse="on", hint="Lihat jadwal", level=3)
    data |= {"text_superior": "Pegawai tersebut paham.", "text_peer": "Rekan paham."}
    assert desk.post(address, data).url == build(own) + f"#q{question.pk}"
    question.refresh_from_db()
    assert (question.not_applicable, question.reverse, question.level) == ("Tidak tahu", True, 3)
    assert (question.text_superior, question.text_peer) == (
        "Pegawai tersebut paham.",
        "Rekan paham.",
    )
    assert question.key == "R-MAT-1"


def test_a_changed_meaning_gets_a_new_identity(desk, own):
    question = find(own, "R-MAT-1")
    page = words(desk.get(f"/questions/{question.pk}/edit/"))
    assert "anggap sebagai pertanyaan baru" in page  # the preset asks it as well
    desk.post(
        f"/questions/{question.pk}/edit/", posted(question, text="Lain sama sekali.", is_new=1)
    )
    question.refresh_from_db()
    assert question.key.startswith("U-")
    assert "anggap sebagai" not in words(desk.get(f"/questions/{question.pk}/edit/"))


def test_turning_a_question_into_a_list_asks_for_its_choices(desk, own):
    question = find(own, "R-MAT-1")
    address = f"/questions/{question.pk}/edit/"
    page = words(desk.post(address, posted(question, answer="multiple")))
    assert "Tulis sedikitnya dua pilihan" in page
    assert 'name="choices"' in page
    data = posted(question, answer="multiple", choices="Satu\nDua\nLainnya", has_other="on")
    desk.post(address, data)
    question.refresh_from_db()
    assert (question.kind, question.scale, question.has_other) == ("multiple", None, True)
    assert question.choices == [["satu", "Satu"], ["dua", "Dua"]]
    data["choices"] = "Dua\nTiga"
    desk.post(address, data)
    question.refresh_from_db()
    assert question.choices == [["dua", "Dua"], ["tiga", "Tiga"]]  # "Dua" keeps its code


def test_a_range_must_hold_a_number(desk, own):
    question = find(own, "R-MAT-1")
    address = f"/questions/{question.pk}/edit/"
    data = posted(question, answer="number", minimum="10", maximum="2,5")
    assert "harus lebih besar daripada angka terkecil" in words(desk.post(address, data))
    desk.post(address, data | {"maximum": "12,5"})
    question.refresh_from_db()
    assert (question.minimum, question.maximum) == (10, 12.5)


def test_a_condition_is_chosen_in_two_steps(desk, own):
    question, earlier = find(own, "R-PEN-1"), find(own, "R-SAR-2")
    address = f"/questions/{question.pk}/condition/"
    assert earlier.text in words(desk.get(address))
    assert find(own, "R-REL-1").text not in words(desk.get(address))  # it comes later
    step = f"{address}?key=R-SAR-2"
    assert "Centang sedikitnya satu jawaban" in words(desk.post(step, {"x": 1}))
    desk.post(step, {"values": ["1", "2"]})
    question.refresh_from_db()
    assert (question.show_if_key, question.show_if_values) == ("R-SAR-2", ["1", "2"])
    about = earlier.text.rstrip(".")
    said = f"Ditanyakan hanya bila “{about}” dijawab “Sangat tidak setuju” atau “Tidak setuju”"
    assert said in words(desk.get(build(own)))
    desk.post(address, {"clear": 1})
    question.refresh_from_db()
    assert (question.show_if_key, question.show_if_values) == ("", [])


def test_buttons_move_and_delete(desk, own):
    first = find(own, "R-MAT-1")
    desk.post(f"/questions/{first.pk}/move/", {"down": 1})
    assert [q.key for q in Question.objects.of(own)][:2] == ["R-MAT-4", "R-MAT-1"]
    desk.post(f"/questions/{first.pk}/delete/")
    assert "R-MAT-1" not in [q.key for q in Question.objects.of(own)]
    section = own.sections.last()
    desk.post(f"/sections/{section.pk}/move/", {"up": 1})
    assert own.sections.get(position=3) == section
    desk.post(f"/sections/{section.pk}/delete/")
    assert own.sections.count() == 3
    desk.post(f"/questionnaires/{own.pk}/sections/new/", {"title": "Tambahan", "intro": "Mohon"})
    assert own.sections.last().title == "Tambahan"


def test_a_locked_questionnaire_says_so_and_offers_a_new_version(desk, own):
    Questionnaire.objects.filter(pk=own.pk).update(locked=True)
    page = words(desk.get(build(own)))
    assert "sudah dibuka untuk diisi" in page
    assert "Hapus" not in page
    question = find(own, "R-MAT-1")
    refused = desk.post(f"/questions/{question.pk}/edit/", posted(question, text="X"), follow=True)
    assert "Buat versi baru untuk mengubahnya" in words(refused)
    question.refresh_from_db()
    assert question.text != "X"
    response = desk.post(f"/questionnaires/{own.pk}/version/")
    second = Questionnaire.objects.get(code=own.code, version=2)
    assert response.url == build(second)
    assert "Hapus" in words(desk.get(build(second)))


def test_presets_are_copied_never_changed(desk, tangsel):
    form = preset("F2")
    assert desk.get(f"/questionnaires/{form.pk}/build/").status_code == 404
    question = Question.objects.of(form).first()
    assert desk.post(f"/questions/{question.pk}/delete/").status_code == 404
    desk.post(f"/questionnaires/{form.pk}/copy/", {"title": "Narasumber kami"})
    made = Questionnaire.objects.get(title="Narasumber kami")
    assert (made.region, made.per_subject) == (tangsel, True)


def test_another_region_does_not_see_it(own, stranger, signed_in):
    stranger = signed_in(stranger)
    question = find(own, "R-MAT-1")
    for address in (build(own), f"/questions/{question.pk}/edit/"):
        assert stranger.get(address).status_code == 404
    assert own.title not in words(stranger.get("/questionnaires/"))
    assert own.title not in words(stranger.get(f"/questions/{bank('R-MAT-1').pk}/uses/"))


def bank(key):
    return Question.objects.get(section__questionnaire__is_bank=True, key=key)


def test_the_bank_is_searched_by_words_dimension_and_level(desk, db):
    def found(query):
        page = words(desk.get(f"/questionnaires/bank/{query}"))
        number = re.search(r"(\d+) pertanyaan</p>", page)
        return int(number[1]) if number else 0

    assert found("") == 55 + 9 + 2  # closed, open, with choices
    assert found("?dimension=Narasumber") == 5
    assert found("?level=4") == 5
    assert found("?q=narasumber+menguasai") == 1
    assert found("?q=r-mat-1") == 1
    assert found("?q=xyz") == 0


def test_ticked_questions_of_the_bank_are_added_with_their_keys(desk, own):
    section = own.sections.last()
    address = f"/sections/{section.pk}/bank/"
    page = words(desk.get(f"{address}?dimension=Materi"))
    assert page.count("sudah dipakai") == 2  # R-MAT-1 and R-MAT-4 are in F1S
    desk.post(address, {"use": [bank("R-MAT-2").pk, bank("R-MAT-3").pk, "x"]})
    assert [q.key for q in section.questions.all()] == ["T2", "R-MAT-2", "R-MAT-3"]


def test_a_question_is_followed_over_versions(desk, own):
    Questionnaire.objects.filter(pk=own.pk).update(locked=True)
    actions.start_version(questionnaire=own, actor=None)
    page = words(desk.get(f"/questions/{find(own, 'R-MAT-4').pk}/uses/"))
    assert "5 kuesioner" in page  # bank, F1S, F1, the copy and its second version
    assert f"{own.code} versi 2" in page


@pytest.mark.parametrize("extra", [0, 10])
def test_the_builder_takes_the_same_statements_for_few_and_many(
    desk, own, extra, django_assert_num_queries
):
    more = [Question(text=f"Nomor {n}?", kind="number") for n in range(extra)]
    actions.add_questions(section=own.sections.last(), questions=more)
    desk.get(build(own))
    # session, user, regions of the user, questionnaire, questions, sections
    with django_assert_num_queries(6):
        desk.get(build(own))


def test_the_preview_reads_as_each_rater_does(desk, tangsel):
    form = actions.copy_questionnaire(
        source=preset("F3"), region=tangsel, title="Tiga bulan", actor=None
    )
    address = f"/questionnaires/{form.pk}/"
    mine = "Saya menerapkan hasil pelatihan"
    about = "Pegawai tersebut menerapkan hasil pelatihan"
    assert mine in words(desk.get(address))
    assert about in words(desk.get(f"{address}?sebagai=supervisor"))
    assert about in words(desk.get(f"{address}?sebagai=peer"))
    assert Question.objects.of(form).filter(text__startswith=about).count() == 0  # nothing written
