"""The page on which a person confirms themes: nothing is stored before."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from evaluasi.tests.test_every_page import AXE_OPTIONS, MEASURE, signed_in_page
from programs.models import Theme
from reports.tests.factories import make_closed, make_session_of
from surveys.models import ClosedComment, Question
from trail.models import Entry

HOT, SLOW, NICE = "Ruang kelas panas", "Internet lambat", "Terima kasih"
ACCURACY = (
    "Pada 114 komentar contoh yang disisihkan, 81 saran tepat "
    "(71%; selang 95% 62%–79%; F1 makro 0,72)."
)


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def session(tangsel):
    return make_session_of(tangsel)


def closed_with(session, *texts, state="shown", people=10):
    survey = make_closed(session, {3: people})
    question = Question.objects.of(survey.questionnaire).filter(kind="text").first()
    ClosedComment.objects.bulk_create(
        ClosedComment(survey=survey, question=question, text=text, state=state) for text in texts
    )
    return survey


def body_of(response):
    return response.content.decode()


def address(survey):
    return f"/surveys/{survey.pk}/themes/"


def themes_of(survey):
    rows = survey.closed_comments.order_by("text").values_list("text", "theme__code")
    return dict(rows)


def key(survey, text):
    return survey.closed_comments.get(text=text).pk


def test_the_page_suggests_says_how_often_rightly_and_stores_nothing(desk, session):
    survey = closed_with(session, HOT, SLOW, NICE)
    body = " ".join(body_of(desk.get(address(survey))).split())
    assert ACCURACY in body
    assert body.count("Setuju: Sarana kurang memadai") == 2
    assert "Tanpa saran tema" in body
    assert "checked" not in body
    assert set(themes_of(survey).values()) == {None}


def test_only_what_a_person_ticked_or_chose_is_stored(desk, session):
    survey = closed_with(session, HOT, SLOW, NICE, "Parkir jauh")
    hot, slow, nice, park = (key(survey, text) for text in (HOT, SLOW, NICE, "Parkir jauh"))
    desk.post(
        address(survey),
        {
            f"theme-{hot}": "",
            f"agree-{hot}": "sarana",  # agrees
            f"theme-{slow}": "anggaran",  # another one, which wins over the box
            f"agree-{slow}": "sarana",
            f"theme-{nice}": "",
            f"agree-{park}": "sarana",  # a box without its list was not on the page
        },
    )
    assert themes_of(survey) == {HOT: "sarana", SLOW: "anggaran", NICE: None, "Parkir jauh": None}
    entry = Entry.objects.get(action="comment.themed")
    assert (entry.target, entry.detail) == (survey.code, {"number": 2})


def test_a_pile_is_agreed_with_at_one_press_except_where_another_theme_was_chosen(desk, session):
    survey = closed_with(session, HOT, SLOW, "Kursi rusak", "Dana kurang")
    hot, slow, chair, money = (
        key(survey, text) for text in (HOT, SLOW, "Kursi rusak", "Dana kurang")
    )
    data = {f"theme-{one}": "" for one in (hot, slow, chair, money)}
    data |= {f"pile-{one}": "sarana" for one in (hot, slow, chair)}
    data |= {f"pile-{money}": "anggaran", f"theme-{chair}": "lain", "all": "sarana"}
    desk.post(address(survey), data)
    assert themes_of(survey) == {
        HOT: "sarana",
        SLOW: "sarana",
        "Kursi rusak": "lain",
        "Dana kurang": None,
    }


def test_a_theme_can_be_changed_and_taken_away_again(desk, session):
    survey = closed_with(session, HOT, SLOW, NICE)
    survey.closed_comments.update(theme=Theme.objects.get(code="sarana"))
    body = body_of(desk.get(address(survey)))
    assert "Sudah bertema (3)" in body
    desk.post(
        address(survey),
        {f"theme-{key(survey, HOT)}": "", f"theme-{key(survey, SLOW)}": "anggaran"},
    )
    assert themes_of(survey) == {HOT: None, SLOW: "anggaran", NICE: "sarana"}


@pytest.mark.parametrize("code", ["tidak-ada", "'", "x" * 5000, "\u202e"])
def test_a_theme_that_is_none_is_left_out(desk, session, code):
    survey = closed_with(session, HOT, SLOW, NICE)
    desk.post(address(survey), {f"theme-{key(survey, HOT)}": code, "theme-x": "sarana"})
    assert set(themes_of(survey).values()) == {None}
    assert not Entry.objects.filter(action="comment.themed").exists()


def test_comments_of_another_form_or_not_released_cannot_be_given_a_theme(desk, session, tangsel):
    survey = closed_with(session, HOT, SLOW, NICE)
    other = closed_with(make_session_of(tangsel), "Aula gelap", "Kursi rusak", "Toilet kotor")
    survey.closed_comments.filter(text=NICE).update(state="pending")
    foreign, pending = key(other, "Aula gelap"), key(survey, NICE)
    desk.post(address(survey), {f"theme-{foreign}": "sarana", f"theme-{pending}": "sarana"})
    assert set(themes_of(survey).values()) == set(themes_of(other).values()) == {None}
    assert NICE not in body_of(desk.get(address(survey)))


def test_of_a_masked_comment_only_the_released_part_is_on_the_page(desk, session):
    survey = closed_with(session, "Pak Budi bilang ruang panas", SLOW, NICE)
    survey.closed_comments.filter(text__startswith="Pak").update(
        state="masked", released="Pak [disamarkan] bilang ruang panas", reason="Nama"
    )
    body = body_of(desk.get(address(survey)))
    assert "Pak [disamarkan] bilang ruang panas" in body
    assert "Budi" not in body


@pytest.mark.parametrize(("people", "number"), [(9, 3), (10, 2)])
def test_below_the_thresholds_nothing_is_on_the_page_and_nothing_is_stored(
    desk, session, people, number
):
    texts = (HOT, SLOW, NICE)[:number]
    survey = closed_with(session, *texts, people=people)
    body = body_of(desk.get(address(survey)))
    assert "Tidak ditampilkan untuk menjaga kerahasiaan responden." in body
    assert HOT not in body
    desk.post(address(survey), {f"theme-{key(survey, HOT)}": "sarana"})
    desk.post(address(survey), {"label": "Konsumsi"})
    assert set(themes_of(survey).values()) == {None}
    assert not Theme.objects.filter(label="Konsumsi").exists()


def test_before_anything_is_released_the_page_leads_to_the_moderation(desk, session):
    survey = closed_with(session, HOT, SLOW, NICE, state="pending")
    body = body_of(desk.get(address(survey)))
    assert "Belum ada saran yang ditampilkan." in body
    assert f'href="/surveys/{survey.pk}/comments/"' in body


def test_comments_that_share_words_are_piled_up_without_a_suggestion(desk, session):
    survey = closed_with(session, "Roti basi", "rotinya basi", "Roti itu basi", NICE)
    assert "Kata yang sama: basi, roti" in body_of(desk.get(address(survey)))


def test_a_new_theme_is_added_once_and_can_be_chosen(desk, session):
    survey = closed_with(session, HOT, SLOW, NICE)
    desk.post(address(survey), {"label": "  Konsumsi\u202e  peserta "})
    theme = Theme.objects.get(label="Konsumsi peserta")
    assert (theme.code, theme.is_challenge) == ("konsumsi-peserta", False)
    body = body_of(desk.post(address(survey), {"label": "konsumsi PESERTA"}))
    assert "<title>Kesalahan: " in body
    assert "sudah ada. Pilih dari daftar." in body
    desk.post(address(survey), {f"theme-{key(survey, NICE)}": theme.code})
    assert themes_of(survey)[NICE] == "konsumsi-peserta"


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("", "Tulis nama temanya, misalnya “Konsumsi”."),
        ("\u202e\u200b", "Tulis nama temanya"),
        ("!!!", "Tulis nama temanya dengan kata-kata."),
        ("x" * 121, "paling banyak 120 huruf"),
    ],
)
def test_a_theme_without_a_name_is_not_added(desk, session, label, sentence):
    survey = closed_with(session, HOT, SLOW, NICE)
    assert sentence in body_of(desk.post(address(survey), {"label": label}))
    assert Theme.objects.count() == 12


def test_themes_of_names_that_leave_no_letters_for_a_code_get_one(desk, session):
    survey = closed_with(session, HOT, SLOW, NICE)
    for label in ("ꦱꦸꦒꦼꦁ", "مرحبا", "Sarana"):
        desk.post(address(survey), {"label": label})
    codes = dict(Theme.objects.filter(is_challenge=False).values_list("label", "code"))
    assert codes == {"ꦱꦸꦒꦼꦁ": "tema", "مرحبا": "tema-2", "Sarana": "sarana-2"}


def test_the_page_asks_as_often_for_three_comments_as_for_thirty(
    desk, tangsel, django_assert_num_queries
):
    desk.get("/surveys/")  # the first page of a session notes that it is used
    for number in (3, 30):
        survey = closed_with(make_session_of(tangsel), *(f"{HOT} {n}" for n in range(number)))
        with django_assert_num_queries(9):
            desk.get(address(survey))


def looked_at(page, width):
    """Return what axe and our own measures say of the page that is open, once colours rest."""
    page.wait_for_timeout(400)  # ms; a button that lost the focus fades
    found = [
        f"{rule['id']}: {rule['nodes'][0]['html'][:120]}"
        for rule in Axe().run(page, options=AXE_OPTIONS).response["violations"]
    ]
    measured = page.evaluate(MEASURE)
    wide = [f"scrolls sideways at {width}"] if measured["wide"] > 0 else []
    return [*found, *measured["faint"], *measured["small"], *wide]


LONG = "Pak Budi Santoso, NIP 19860926 201505 1 001, " + "sangatpanjangtanpaspasi" * 8


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_filled_pages_of_comments_and_themes_pass_axe(browser_page, site, officer, session, width):
    survey = closed_with(session, HOT, SLOW, NICE, LONG, "Roti basi", "roti basi!", "Roti, basi")
    survey.closed_comments.filter(text=SLOW).update(theme=Theme.objects.get(code="sarana"))
    page = signed_in_page(browser_page, site, officer, width)
    page.goto(f"{site}{address(survey)}")
    page.locator("main details > summary").first.click()
    assert looked_at(page, width) == []
    survey.closed_comments.update(state="pending")
    page.goto(f"{site}/surveys/{survey.pk}/comments/")
    page.locator("main details > summary").first.click()
    assert looked_at(page, width) == []
    page.get_by_role("button", name="Sembunyikan").first.click()
    assert page.title().startswith("Kesalahan: ")
    assert looked_at(page, width) == []


@pytest.mark.browser
def test_a_queue_is_worked_off_from_the_keyboard(browser_page, site, officer, session):
    survey = closed_with(session, HOT, SLOW, NICE, state="pending")
    page = signed_in_page(browser_page, site, officer, 1280)
    page.goto(f"{site}/surveys/{survey.pk}/comments/")
    page.keyboard.press("t")  # the first button has the focus
    page.get_by_text("Saran ditandai: ditampilkan.").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    page.keyboard.press("Control+a")
    page.keyboard.press("t")  # in a text field a key is a letter
    assert page.locator("textarea:focus").input_value() == "t"
    page.keyboard.press("Control+z")
    item = page.locator("[data-comment]", has=page.locator("textarea:focus"))
    item.locator("textarea").select_text()
    item.get_by_role("button", name="Samarkan kata yang dipilih").click()
    assert item.locator("textarea").input_value() == "[disamarkan]"
    item.locator("input[name=reason]").fill("Menyebut nama orang")
    page.keyboard.press("Enter")
    page.get_by_text("Saran ditandai: ditampilkan sebagian.").wait_for()
    page.keyboard.press("b")
    page.keyboard.type("Di luar pertanyaan")
    page.get_by_role("button", name="Sembunyikan").first.click()
    page.get_by_text("Semua saran sudah ditinjau.").wait_for()
    assert survey.closed_comments.counted_by_state() == {"shown": 1, "masked": 1, "hidden": 1}


def test_no_comment_stands_twice_on_the_page(desk, session):
    texts = [f"Ruang {n} panas" for n in range(5)]
    survey = closed_with(session, *texts, NICE)
    body = body_of(desk.get(address(survey)))
    assert sorted(re.findall(r"Ruang \d panas", body)) == texts
