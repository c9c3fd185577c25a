"""Reading comments after close: random order, warnings, and what may be shown of them."""

import re
from collections import Counter

import pytest

from organization.models import Employee
from programs.models import Subject, Trainer
from surveys.actions import MASK, close_survey, names_around
from surveys.models import ClosedComment, Question
from surveys.tests.factories import answer, make_closed_survey, make_open_survey
from trail.models import Entry

State = ClosedComment.State
NAUGHTY = (
    "<script>alert(1)</script>",
    "'; DROP TABLE surveys_closedcomment; --",
    '=HYPERLINK("http://x")',
    "{{ settings.SECRET_KEY }} {% debug %}",
    "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ مرحبا 😀👩‍👧 Ａ",
    "\u202eterbalik\u202c \u2067rtl\u2069",
    "a" * 1000,
    "̷̨Z̴a̷l̶g̵o̸",
    "baris satu\nbaris dua\n\nbaris empat",
    "undefined null None NaN \\ / %s %d",
)


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def body_of(response):
    return response.content.decode()


def closed_with_comments(region, respondents, comments):
    survey = make_open_survey(region, people=respondents)
    for n, invitation in enumerate(survey.invitations.select_related("survey")):
        answer(invitation, **({"T2": f"Usul nomor {n}"} if n < comments else {}))
    close_survey(survey=survey, actor=None)
    return survey


def closed_with(region, *texts):
    """A closed form of ten respondents; the comments are written straight into the table."""
    survey = make_closed_survey(region, [3] * 10)
    question = Question.objects.of(survey.questionnaire).filter(kind="text").first()
    ClosedComment.objects.bulk_create(
        ClosedComment(survey=survey, question=question, text=text) for text in texts
    )
    return survey


def judge(desk, survey, comment, **fields):
    return desk.post(f"/surveys/{survey.pk}/comments/", {"comment": comment.pk} | fields)


def listed(body):
    """Return the comments of the page in their order."""
    return re.findall(r'<blockquote class="said">(.*?)</blockquote>', body, re.DOTALL)


@pytest.mark.parametrize(("respondents", "comments", "read"), [(10, 3, 3), (9, 3, 0), (10, 2, 0)])
def test_comments_are_read_from_ten_respondents_and_three_comments(
    desk, tangsel, respondents, comments, read
):
    survey = closed_with_comments(tangsel, respondents, comments)
    body = body_of(desk.get(f"/surveys/{survey.pk}/comments/"))
    assert len(listed(body)) == read
    assert ("Usul nomor" in body) == bool(read)
    assert ("Tidak ditampilkan untuk menjaga kerahasiaan responden." in body) == (read == 0)


def test_held_back_comments_cannot_be_judged_either(desk, tangsel):
    survey = closed_with_comments(tangsel, 9, 3)
    comment = survey.closed_comments.first()
    for fields in ({"state": "shown"}, {"safe": [comment.pk]}):
        judge(desk, survey, comment, **fields)
        comment.refresh_from_db()
        assert comment.state == State.PENDING


def test_a_comment_is_shown_only_after_somebody_released_it(desk, tangsel):
    survey = closed_with(tangsel, "Satu", "Dua", "Tiga")
    comment = survey.closed_comments.first()
    assert (comment.state, comment.shown_text) == (State.PENDING, "")
    assert judge(desk, survey, comment, state="shown").url.endswith("?state=pending")
    comment.refresh_from_db()
    assert (comment.state, comment.shown_text) == (State.SHOWN, comment.text)
    assert len(listed(body_of(desk.get(f"/surveys/{survey.pk}/comments/")))) == 2
    assert listed(body_of(desk.get(f"/surveys/{survey.pk}/comments/?state=shown"))) == [
        comment.text
    ]
    entry = Entry.objects.get(action="comment.shown")
    assert (entry.target, entry.detail) == (survey.code, {})


@pytest.mark.parametrize("state", ["nonsense", "pending", ""])
def test_a_state_that_nobody_can_give_changes_nothing(desk, tangsel, state):
    survey = closed_with(tangsel, "Satu", "Dua", "Tiga")
    comment = survey.closed_comments.first()
    assert judge(desk, survey, comment, state=state).status_code == 200
    comment.refresh_from_db()
    assert comment.state == State.PENDING


@pytest.mark.parametrize("wrong", ["x", "1", "", "9" * 40, "²"])
def test_a_comment_that_is_none_is_not_found(desk, tangsel, wrong):
    survey = closed_with(tangsel, "Satu", "Dua", "Tiga")
    address = f"/surveys/{survey.pk}/comments/"
    assert desk.post(address, {"comment": wrong, "state": "shown"}).status_code == 404


def test_comments_of_another_form_cannot_be_judged_here(desk, tangsel):
    survey, other = (closed_with(tangsel, "Satu", "Dua", "Tiga") for _ in range(2))
    comment = other.closed_comments.first()
    assert judge(desk, survey, comment, state="shown").status_code == 404
    judge(desk, survey, survey.closed_comments.first(), safe=[comment.pk])
    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_a_part_is_masked_with_a_reason_and_only_the_rest_is_shown(desk, tangsel):
    survey = closed_with(tangsel, "Pak Budi marah\r\nterus", "Dua", "Tiga")
    comment = survey.closed_comments.get(text__startswith="Pak")
    comment.text = "Pak Budi marah\nterus"
    comment.save()
    fields = {"state": "masked", "released": f"{MASK} marah\r\nterus", "reason": "Menyebut nama"}
    judge(desk, survey, comment, **fields)
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (State.MASKED, "Menyebut nama")
    assert comment.shown_text == "[disamarkan] marah\nterus"
    judge(desk, survey, comment, state="shown")
    comment.refresh_from_db()
    assert (comment.released, comment.reason, comment.shown_text) == ("", "", comment.text)


def test_hiding_keeps_the_reason_and_shows_nothing(desk, tangsel):
    survey = closed_with(tangsel, "Satu", "Dua", "Tiga")
    comment = survey.closed_comments.first()
    judge(desk, survey, comment, state="hidden", reason="Tidak pantas", released="apa saja")
    comment.refresh_from_db()
    assert (comment.state, comment.released, comment.reason) == (State.HIDDEN, "", "Tidak pantas")
    assert comment.shown_text == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "hidden"}, "Tulis alasannya"),
        ({"state": "hidden", "reason": "   "}, "Tulis alasannya"),
        ({"state": "hidden", "reason": "x" * 201}, "Alasan terlalu panjang"),
        ({"state": "masked", "released": MASK}, "Tulis alasannya"),
        ({"state": "masked", "reason": "x", "released": "Satu dua tiga"}, "Ganti bagian yang"),
        ({"state": "masked", "reason": "x", "released": f"Empat {MASK}"}, "tidak boleh diubah"),
        ({"state": "masked", "reason": "x", "released": f"{MASK} tiga!"}, "tidak boleh diubah"),
    ],
)
def test_what_was_forgotten_is_said_first_and_nothing_typed_is_lost(
    desk, tangsel, fields, sentence
):
    survey = closed_with(tangsel, "Satu dua tiga", "Dua", "Tiga")
    comment = survey.closed_comments.get(text="Satu dua tiga")
    body = body_of(judge(desk, survey, comment, **fields))
    assert "<title>Kesalahan: " in body
    assert sentence in body[: body.index("<h1>")]  # in the summary
    assert listed(body)[0] == comment.text  # the refused one comes first
    assert fields.get("released", "") in body
    comment.refresh_from_db()
    assert comment.state == State.PENDING


def test_all_that_are_safe_are_shown_at_one_press(desk, tangsel):
    survey = closed_with(tangsel, "Bagus", "Cukup", "Hubungi budi@contoh.id")
    body = body_of(desk.get(f"/surveys/{survey.pk}/comments/"))
    assert "Tampilkan semua yang aman (2)" in body
    every = list(survey.closed_comments.values_list("pk", flat=True))
    desk.post(f"/surveys/{survey.pk}/comments/", {"safe": every})  # also the one with a warning
    assert survey.closed_comments.counted_by_state() == {"shown": 2, "pending": 1}
    assert Entry.objects.get(action="comment.shown").detail == {"number": 2}


def test_what_was_hidden_is_not_shown_by_the_one_press(desk, tangsel):
    survey = closed_with(tangsel, "Bagus", "Cukup", "Baik")
    comment = survey.closed_comments.get(text="Baik")
    judge(desk, survey, comment, state="hidden", reason="Salah kirim")
    desk.post(f"/surveys/{survey.pk}/comments/", {"safe": [comment.pk]})
    comment.refresh_from_db()
    assert comment.state == State.HIDDEN


def test_names_around_the_form_are_those_of_participants_raters_and_narasumber(desk, tangsel):
    survey = make_open_survey(tangsel, people=2)
    Employee.objects.filter(participations__session=survey.session_id).update(name="Budi Santoso")
    person = Trainer.objects.create(region=tangsel, name="Rina Wijaya")
    Subject.objects.create(session=survey.session, name="Etika", trainer=person)
    assert names_around(survey) == {"Budi Santoso", "Rina Wijaya"}


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_texts_are_escaped_and_can_be_judged(desk, tangsel, text):
    survey = closed_with(tangsel, text, "Dua", "Tiga")
    body = body_of(desk.get(f"/surveys/{survey.pk}/comments/"))
    assert len(listed(body)) == 3
    assert "<script>alert" not in body
    comment = survey.closed_comments.get(text=text)
    judge(desk, survey, comment, state="masked", released=f"{text[:-1]}{MASK}", reason="Uji")
    comment.refresh_from_db()
    assert comment.shown_text == f"{text[:-1]}{MASK}"


def test_overrides_of_direction_never_reach_the_table(tangsel):
    survey = make_open_survey(tangsel, people=1)
    answer(survey.invitations.select_related("survey").get(), T2="\u202ekilab\u202c \u200bok 👩‍👧")
    close_survey(survey=survey, actor=None)
    assert ClosedComment.objects.get().text == "kilab ok 👩‍👧"


VIEWS, WRITTEN = 120, 5
BOUND = 58.3  # scipy.stats.chi2.isf(1e-6, (5 - 1) ** 2): chance goes beyond once in a million


def unevenness(orders):
    """Return the chi-square statistic of comment x place against each place being as likely."""
    seen = Counter((text, place) for order in orders for place, text in enumerate(order))
    texts, expected = sorted(orders[0]), len(orders) / len(orders[0])
    cells = [(text, place) for text in texts for place in range(len(texts))]
    return sum((seen[cell] - expected) ** 2 / expected for cell in cells)


def test_every_comment_is_as_often_at_every_place(desk, tangsel):
    survey = closed_with(tangsel, *(f"Usul {n}" for n in range(WRITTEN)))
    address = f"/surveys/{survey.pk}/comments/"
    orders = [listed(body_of(desk.get(address))) for _ in range(VIEWS)]
    assert unevenness(orders) < BOUND


def test_control_a_fixed_order_is_seen():
    """Five comments always at one place: 5 x (120 - 24)^2 / 24 + 20 x 24 = 2,400."""
    assert unevenness([[f"Usul {n}" for n in range(WRITTEN)]] * VIEWS) == 2400


def test_the_page_asks_as_often_for_three_comments_as_for_thirty(
    desk, tangsel, django_assert_num_queries
):
    desk.get("/surveys/")  # the first page of a session notes that it is used
    for number in (3, 30):
        survey = closed_with(tangsel, *(f"Usul {n}" for n in range(number)))
        with django_assert_num_queries(10):
            desk.get(f"/surveys/{survey.pk}/comments/")
