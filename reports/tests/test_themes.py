"""Themes of comments: what is suggested, how often rightly, and what falls into groups."""

import csv
from pathlib import Path

import pytest

from programs.models import Theme
from reports.analysis.errors import NotEnoughDataError, UnequalLengthsError
from reports.analysis.groups import word_groups
from reports.analysis.seeds import OTHER, SEEDS
from reports.analysis.spelling import features, plain_words, stem
from reports.analysis.themes import MEASURED, Agreement, ThemeReader, agreement

SAMPLE = Path(__file__).parent / "data"
CODEBOOK = dict.fromkeys(SEEDS, "")


def sample(half):
    """Return the (text, code) of one half; each of the 228 comments is in one half only."""
    with (SAMPLE / f"comments_{half}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["theme"]) for row in csv.DictReader(file)]


def measured(reader, half="held_out"):
    rows = sample(half)
    labels = ["" if code == OTHER else code for _text, code in rows]
    return agreement(labels, [reader.suggest(text).theme for text, _code in rows])


def test_on_the_held_out_half_71_of_100_suggestions_are_right():
    """81 / 114 = 0.7105; always answering "none" is right for 15 / 114 = 0.1316."""
    found = measured(ThemeReader(CODEBOOK))
    assert (found.n, found.right) == (114, 81)
    assert found.macro_f1 == pytest.approx(0.7203897348924438, abs=1e-12)
    assert (MEASURED.n, MEASURED.right) == (found.n, found.right)
    assert pytest.approx(found.macro_f1, abs=1e-12) == MEASURED.macro_f1


def test_seed_words_know_the_half_they_were_tuned_on_better():
    assert measured(ThemeReader(CODEBOOK), "dev").right == 91


def test_a_reader_without_seed_words_is_right_about_none_only():
    """The positive control of the measure."""
    blind = ThemeReader({})
    assert measured(blind).right == 15


def test_confirmed_comments_do_no_harm():
    assert measured(ThemeReader(CODEBOOK, sample("dev"))).right == 82


def test_the_halves_share_no_comment():
    assert not {text for text, _ in sample("dev")} & {text for text, _ in sample("held_out")}
    assert len(sample("dev")) == len(sample("held_out")) == 114


def test_no_seed_is_a_sentence_of_the_held_out_half():
    held = [" ".join(plain_words(text)) for text, _code in sample("held_out")]
    phrases = [phrase.strip() for words in SEEDS.values() for phrase in words.split(",")]
    assert [text for text in held if text in phrases] == []
    assert max(len(phrase.split()) for phrase in phrases) == 3


@pytest.mark.django_db
def test_the_seed_words_are_of_the_codebook():
    assert set(Theme.objects.filter(is_challenge=True).values_list("code", flat=True)) == set(SEEDS)


def test_a_theme_that_hr_added_is_known_by_its_label_and_then_by_confirmed_comments():
    codebook = CODEBOOK | {"gizi": "Gizi peserta"}
    assert ThemeReader(codebook).suggest("Gizi buruk").theme == "gizi"
    confirmed = [("Nasinya basi", "gizi"), ("Nasi dingin", "gizi"), ("Lauknya keras", "gizi")]
    assert ThemeReader(codebook).suggest("nasi keras").theme == ""
    assert ThemeReader(codebook, confirmed).suggest("nasi keras").theme == "gizi"


def test_confirmed_comments_of_a_theme_that_is_gone_are_left_out():
    assert ThemeReader({"gizi": "Gizi"}, [("nasi", "x"), ("nasi", "x")]).suggest("nasi").theme == ""


@pytest.mark.parametrize(
    "text", ["", " ", "-", "12345", "😀👍", "\u202e", "ꦲꦏ꧀ꦱꦫ", "مرحبا", "x" * 9999]
)
def test_what_says_nothing_gets_no_suggestion(text):
    assert ThemeReader(CODEBOOK).suggest(text).theme == ""


def test_agreement_of_four():
    """Right 3 of 4. F1: a 2*2/(2+3) = 0.8, b 2*1/(2+1) = 2/3; mean 11/15."""
    found = agreement(["a", "a", "b", "b"], ["a", "a", "a", "b"])
    assert (found.n, found.right) == (4, 3)
    assert found.macro_f1 == pytest.approx(11 / 15)


def test_agreement_refuses_nothing_and_unequal_lists():
    with pytest.raises(NotEnoughDataError):
        agreement([], [])
    with pytest.raises(UnequalLengthsError):
        agreement(["a"], [])
    assert agreement(["a"], ["a"]) == Agreement(1, 1, 1.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gak nggak tdk enggak", ["tidak"] * 4),
        ("Bgt BANGET bangeeeet", ["sekali"] * 3),
        ("yg krn utk dgn", ["yang", "karena", "untuk", "dengan"]),
        ("teman2 pematerinya", ["teman", "narasumber"]),
        ("ＭＡＴＥＲＩ 😀 2026", ["materi"]),
    ],
)
def test_informal_spelling_is_read_as_the_plain_word(text, said):
    assert plain_words(text) == said


def test_inflections_share_a_stem():
    assert {stem(word) for word in ("latih", "pelatihan", "melatih", "dilatih", "latihannya")} == {
        "latih"
    }


def test_what_is_denied_is_told_from_what_is_said():
    assert "!dukung" in features("Pimpinan tidak mendukung")
    assert "!dukung" not in features("Pimpinan mendukung")
    assert "jadwal_bentrok" in features("Jadwalnya bentrok")


LOOSE = [
    "Parkir jauh",
    "parkir penuh",
    "Parkirnya mahal",
    "Makan enak",
    "makanan enak",
    "Enak makannya",
    "Sepi",
]


def test_comments_that_share_words_fall_into_groups_and_the_lonely_one_into_none():
    first, second = word_groups(LOOSE)
    assert (first.members, first.words) == ((0, 1, 2), ("parkir",))
    assert (second.members, set(second.words)) == ((3, 4, 5), {"enak", "makan"})


@pytest.mark.parametrize(
    "texts", [[], ["satu"], ["satu kata", "dua kata"], ["", "", ""], ["😀"] * 5]
)
def test_too_little_to_group_gives_no_groups(texts):
    assert word_groups(texts) == ()


def test_equal_comments_are_one_group():
    [group] = word_groups(["parkir penuh"] * 4)
    assert (group.members, group.words) == ((0, 1, 2, 3), ("parkir", "penuh"))
