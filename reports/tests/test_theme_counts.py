"""Counts of comments by theme: what people confirmed, from three, sums of what is shown."""

import csv
import io
import json
from collections import Counter

import pytest

from programs.models import Theme
from programs.tests.factories import make_program
from reports.exports import to_csv, to_json
from reports.results import program_result, session_result
from reports.tests.factories import make_closed, make_session_of
from surveys.models import ClosedComment, Question

HEAT, TIME = "sarana", "waktu"


@pytest.fixture
def program(tangsel):
    return make_program(tangsel, code="MW26", name="Pelatihan Manajemen Waktu")


@pytest.fixture
def session(program):
    return make_session_of(program.region, program=program)


def commented(session, themes, *, people=10, **fields):
    """A closed form with shown comments {code of the theme or "": number}."""
    survey = make_closed(session, {3: people}, **fields)
    question = Question.objects.of(survey.questionnaire).filter(kind="text").first()
    known = {theme.code: theme for theme in Theme.objects.all()}
    for code, number in themes.items():
        ClosedComment.objects.bulk_create(
            ClosedComment(
                survey=survey,
                question=question,
                text=f"Tulisan {code} {n}",
                state="shown",
                theme=known.get(code),
            )
            for n in range(number)
        )
    return survey


def counts(result):
    return [(row.session, row.theme, row.comments, row.sessions) for row in result.themes]


def test_a_theme_counts_from_three_comments_the_most_frequent_first(manager, session):
    commented(session, {HEAT: 3, TIME: 4, "anggaran": 2, "": 5})
    assert counts(session_result(manager, session)) == [
        (session.code, TIME, 4, 1),
        (session.code, HEAT, 3, 1),
    ]


def test_masked_comments_count_and_hidden_or_waiting_ones_do_not(manager, session):
    survey = commented(session, {HEAT: 5})
    first, second, third, *_rest = survey.closed_comments.order_by("pk")
    masked = {"state": "masked", "released": "[disamarkan] 1", "reason": "Nama"}
    survey.closed_comments.filter(pk=first.pk).update(**masked)
    survey.closed_comments.filter(pk=second.pk).update(state="hidden", reason="Nama")
    survey.closed_comments.filter(pk=third.pk).update(state="pending")
    result = session_result(manager, session)
    assert counts(result) == [(session.code, HEAT, 3, 1)]
    assert "[disamarkan] 1" in result.comments[0].texts
    assert len(result.comments[0].texts) == 3


@pytest.mark.parametrize(("people", "shown"), [(10, 1), (9, 0)])
def test_themes_of_too_few_people_are_absent(manager, session, people, shown):
    commented(session, {HEAT: 4}, people=people)
    assert len(counts(session_result(manager, session))) == shown


def test_what_the_form_printed_holds_for_themes_too(manager, session):
    commented(session, {HEAT: 4, TIME: 5}, min_comments=5)
    assert counts(session_result(manager, session)) == [(session.code, TIME, 5, 1)]


def test_a_programme_adds_up_only_what_its_angkatan_show(manager, program, session):
    """4 + 3 = 7; the two of the third angkatan are in no number, so none gives them away."""
    second, third = (
        make_session_of(program.region, program=program, number=number) for number in "23"
    )
    for one, number in ((session, 4), (second, 3), (third, 2)):
        commented(one, {HEAT: number, "": 3})
    assert counts(program_result(manager, program)) == [
        (None, HEAT, 7, 2),
        (session.code, HEAT, 4, 1),
        (second.code, HEAT, 3, 1),
    ]


def test_page_csv_and_json_say_the_same(manager, program, session, signed_in):
    commented(session, {HEAT: 3})
    result = program_result(manager, program)
    [whole, part] = json.loads(json.dumps(to_json(result)))["themes"]
    assert whole == {
        "program": "MW26",
        "session": None,
        "theme": "sarana",
        "label": "Sarana kurang memadai",
        "status": "shown",
        "comments": 3,
        "sessions": 1,
    }
    assert part["session"] == session.code
    lines = [
        line for line in csv.DictReader(io.StringIO(to_csv(result))) if line["block"] == "themes"
    ]
    assert [
        (line["session"], line["item"], line["statistic"], line["value"]) for line in lines
    ] == [
        ("", "sarana", "comments", "3"),
        (session.code, "sarana", "comments", "3"),
    ]
    client = signed_in(manager)
    for address in (f"/programs/{program.pk}/results/", f"/sessions/{session.pk}/results/"):
        body = client.get(address).content.decode()
        assert "Sarana kurang memadai" in body[body.index('id="tema"') :]


def test_no_theme_no_section(manager, program, session, signed_in):
    commented(session, {HEAT: 2, "": 5})
    body = signed_in(manager).get(f"/sessions/{session.pk}/results/").content.decode()
    assert 'id="tema"' not in body
    assert "Sarana kurang memadai" not in body


VIEWS, WRITTEN = 100, 4
BOUND = 44.9  # scipy.stats.chi2.isf(1e-6, (4 - 1) ** 2)


def unevenness(orders):
    """Return the chi-square statistic of comment x place against each place being as likely."""
    seen = Counter((text, place) for order in orders for place, text in enumerate(order))
    expected = len(orders) / len(orders[0])
    cells = [(text, place) for text in orders[0] for place in range(len(orders[0]))]
    return sum((seen[cell] - expected) ** 2 / expected for cell in cells)


def test_readers_see_another_order_at_each_view(manager, session):
    commented(session, {"": WRITTEN})
    orders = [session_result(manager, session).comments[0].texts for _ in range(VIEWS)]
    assert unevenness(orders) < BOUND


def test_control_the_order_of_the_table_is_seen(session):
    """Four comments always at one place: 4 x (100 - 25)^2 / 25 + 12 x 25 = 1,200."""
    survey = commented(session, {"": WRITTEN})
    order = tuple(survey.closed_comments.order_by("pk").values_list("text", flat=True))
    assert unevenness([order] * VIEWS) == 1200
