"""People in comments: what is found, which mask is proposed, and what counts as a masking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.actions import MASK, is_masking_of
from surveys.forms.warnings import Watch

PEOPLE = ("Budi Agus Santoso", "Siti Nur Aminah", "Suharto", "I Made Ali")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Pak Budi baik", f"Pak {MASK} baik"),
        ("nur aminah dan budi agus santoso", f"{MASK} dan {MASK}"),
        ("SITI NUR AMINAH!", f"{MASK}!"),
        ("NIP 19860926 201505 1 001.", f"NIP {MASK}."),
        ("NIK 3674012345678901 saya", f"NIK {MASK} saya"),
        ("WA 0812-3456-7890 ya", f"WA {MASK} ya"),
        ("+62 812 3456 7890", MASK),
        ("surel budi.s@contoh.go.id saja", f"surel {MASK} saja"),
        ("suharto terlambat", f"{MASK} terlambat"),
        ("٠٨١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦", MASK),  # 18 Arabic digits
        ("Mbak Ali", f"Mbak {MASK}"),
    ],
)
def test_people_are_found_and_a_mask_is_proposed(text, masked):
    watch = Watch(PEOPLE, strict=True)
    assert watch.about(text)
    assert watch.masked(text) == masked
    assert is_masking_of(masked, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bagus",
        "20 JP, 02-03-2026 pukul 08.00-16.00",
        "Ibu narasumber baik",
        "budidaya ikan",
        "ali",
    ],
)
def test_ordinary_words_and_dates_are_left_alone(text):
    watch = Watch(PEOPLE, strict=True)
    assert (watch.about(text), watch.masked(text)) == ([], text)


def test_a_long_text_of_many_names_is_read_in_one_pass():
    """500 names x 200 comments of 1,000 letters: seconds would be felt."""
    watch = Watch(
        [f"Nama{chr(97 + n % 26)} Orang{chr(97 + n // 26)}" for n in range(500)], strict=True
    )
    assert all(watch.about("Namaz " * 166) for _ in range(200))


@pytest.mark.parametrize(
    ("released", "text", "fits"),
    [
        (MASK, "apa pun", True),
        (f"a{MASK}", "abc", True),
        (f"{MASK}c", "abc", True),
        (f"a{MASK}c{MASK}e", "abcde", True),
        (f"{MASK}{MASK}", "ab", True),
        (f"{MASK}{MASK}", "a", False),  # each stands for a character
        ("abc", "abc", False),  # nothing is masked
        (f"a{MASK}", "a", False),
        (f"x{MASK}", "abc", False),
        (f"a{MASK}b", "ab", False),
        (f"a{MASK}ba", "aba", False),  # first and last would overlap
        (f"a{MASK}d{MASK}c", "abcd", False),
        (f"{MASK}b{MASK}", "ab", False),
        (MASK, "", False),
    ],
)
def test_only_the_original_with_parts_replaced_is_a_masking(released, text, fits):
    assert is_masking_of(released, text) is fits


@given(st.text(alphabet="ab [", min_size=1, max_size=30), st.data())
def test_every_masking_of_a_text_is_accepted(text, data):
    places = st.integers(0, len(text) - 1)
    start = data.draw(places)
    end = data.draw(st.integers(start + 1, len(text)))
    once = text[:start] + MASK + text[end:]
    assert is_masking_of(once, text)
    if start > 1:
        assert is_masking_of(MASK + once[1:], text)
