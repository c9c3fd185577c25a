"""The question bank that every tenant starts with."""

import json
import re

import pytest

from surveys.migrations import __path__ as migrations
from surveys.models import Question, Questionnaire, Scale

pytestmark = pytest.mark.django_db
FORMS = {  # code: (audience, statements and choices, open questions, sections)
    "F0": ("participants", 8, 2, 4),  # P-KOM-1..3, P-PD-1..3, P-MOT-1..2
    "F1S": ("participants", 12, 1, 4),
    "F1": ("participants", 32, 3, 11),  # R 22 (without the item about online platforms) + P 10
    "F2": ("participants", 5, 0, 2),
    "F3": ("alumni", 21, 3, 8),  # P-PD 3, P-MOT 2, B 11, H 5
    "F4": ("supervisors", 16, 1, 6),  # B 11, H 5
    "F5": ("peers", 5, 0, 2),  # B-TER 4, H-UNIT-3
    "F6": ("non_participants", 5, 0, 2),  # K 3, challenge codes, schedule
}


def bank():
    path = f"{next(iter(migrations))}/../data/question_bank.json"
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def questions(code):
    return list(Question.objects.of(Questionnaire.objects.preset(code).get()))


@pytest.mark.parametrize("code", FORMS)
def test_each_preset_has_its_items(code):
    audience, closed, texts, sections = FORMS[code]
    form = Questionnaire.objects.preset(code).get()
    asked = questions(code)
    assert (form.audience, form.version, form.locked) == (audience, 1, False)
    assert sum(q.kind != "text" for q in asked) == closed
    assert sum(q.kind == "text" for q in asked) == texts
    assert form.sections.count() == sections
    assert form.per_subject is (code == "F2")


def test_no_other_preset_exists():
    assert set(Questionnaire.objects.openable().values_list("code", flat=True)) == set(FORMS)


def test_the_bank_holds_55_closed_items_of_five_groups():
    keys = [item["key"] for item in bank()["closed"]]
    assert len(keys) == len(set(keys)) == 55
    groups = [re.match(r"R-KAR|B-KAR|[A-Z]", key).group() for key in keys]
    counts = {group: groups.count(group) for group in set(groups)}
    assert counts == {"R": 23, "P": 10, "B": 11, "H": 5, "R-KAR": 2, "B-KAR": 1, "K": 3}


def test_a_page_asks_at_most_four_statements():
    for form in Questionnaire.objects.openable():
        for section in form.sections.all():
            assert 1 <= section.questions.count() <= 4, (form.code, section.title)


def test_superiors_and_colleagues_read_about_the_employee_not_about_themselves():
    for code in ("F4", "F5"):
        first = questions(code)[0]
        assert (first.key, first.text) == (
            "B-TER-1",
            "Pegawai tersebut menerapkan hasil pelatihan dalam pekerjaan sehari-hari.",
        )
    assert questions("F3")[5].text == "Saya menerapkan hasil pelatihan dalam pekerjaan sehari-hari."


def test_only_the_four_hindrance_items_are_reverse():
    for code in ("F3", "F4"):
        reverse = [(q.key, q.dimension) for q in questions(code) if q.reverse]
        assert reverse == [(f"B-HAM-{n}", "Hambatan") for n in (1, 2, 3, 4)]


def test_level_3_offers_tidak_relevan_and_level_4_tidak_tahu():
    offered = {
        (q.level, q.not_applicable)
        for code in ("F3", "F4", "F5")
        for q in questions(code)
        if q.scale_id
    }
    assert offered == {(2, ""), (3, "Tidak relevan"), (4, "Tidak tahu")}


def test_application_is_a_frequency_and_the_rest_agreement():
    scales = {q.key[:5]: q.scale.code for q in questions("F3") if q.scale_id}
    assert scales["B-TER"] == "frekuensi-4"
    assert {code for key, code in scales.items() if key != "B-TER"} == {"setuju-4"}


@pytest.mark.parametrize(
    ("code", "low", "high", "favourable_from", "neutral"),
    [
        ("setuju-4", 1, 4, 3, None),
        ("setuju-5", 1, 5, 4, 3),
        ("mutu-4", 1, 4, 3, None),
        ("mutu-5", 1, 5, 4, 3),
        ("frekuensi-4", 1, 4, 3, None),
        ("frekuensi-5", 1, 5, 4, 3),
        ("kemampuan-4", 1, 4, 3, None),
        ("kemampuan-5", 1, 5, 4, 3),
        ("0-10", 0, 10, 9, None),
    ],
)
def test_scales_know_what_is_favourable(code, low, high, favourable_from, neutral):
    scale = Scale.objects.get(code=code)
    assert (scale.low, scale.high) == (low, high)
    assert (scale.favourable_from, scale.neutral) == (favourable_from, neutral)


def test_those_who_did_not_take_part_choose_challenges_and_a_schedule():
    challenge, schedule = questions("F6")[3:]
    assert (challenge.kind, schedule.kind) == ("multiple", "single")
    codes = [code for code, _label in challenge.choices]
    assert codes == [
        "waktu",
        "partisipasi",
        "anggaran",
        "variasi",
        "resistensi",
        "relevansi",
        "narasumber",
        "dukungan",
        "kesadaran",
        "sarana",
        "mutasi",
        "lain",
    ]
    assert [code for code, _label in schedule.choices] == [
        "jam_kerja",
        "luar_jam_kerja",
        "fleksibel",
        "libur_sekolah",
        "luar_jaga",
    ]


def test_open_questions_are_never_required():
    assert not Question.objects.filter(kind="text", required=True).exists()


def test_the_shelf_holds_every_question_once_and_cannot_be_opened():
    shelf = Questionnaire.objects.get(is_bank=True)
    keys = list(Question.objects.of(shelf).values_list("key", flat=True))
    assert (
        len(keys)
        == len(set(keys))
        == sum(len(bank()[part]) for part in ("closed", "open", "choices"))
    )
    assert not Questionnaire.objects.preset("BANK").exists()
