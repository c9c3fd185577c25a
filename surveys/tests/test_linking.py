"""N2: after close and seal nothing on the disk tells who wrote which answers; with controls."""

import json
import random
import re

import pytest
from django.db import connection

from surveys.actions import close_survey, save_draft, seal_surveys, submit
from surveys.models import ClosedComment, ClosedResponse, Question, Survey
from surveys.tests import attacks
from surveys.tests.factories import make_open_survey

CANARY = "kenari-{:04d}-jangan-terbaca"


class Crowd:
    """Respondents numbered in the order in which they sent; answers spell the number."""

    def __init__(self, region, n, **fields):
        self.survey = make_open_survey(region, people=n, **fields)
        questions = list(Question.objects.of(self.survey.questionnaire))
        self.items = [str(q.pk) for q in questions if q.scale_id]
        self.text = next(str(q.pk) for q in questions if q.kind == "text")
        invitations = list(self.survey.invitations.select_related("survey", "participation"))
        random.Random(n).shuffle(invitations)
        self.number_of = {one.pk: number for number, one in enumerate(invitations)}
        for number, invitation in enumerate(invitations):
            answers = self.spell(number)
            save_draft(
                invitation=invitation,
                answers=answers | {self.text: "draf " + CANARY.format(number)},
                sequence=1,
            )
            submit(invitation=invitation, answers=answers | {self.text: CANARY.format(number)})

    def spell(self, number):
        return {item: number // 4**digit % 4 + 1 for digit, item in enumerate(self.items)}

    def read(self, answers):
        answers = json.loads(answers) if isinstance(answers, str) else answers
        return sum((answers[item] - 1) * 4**digit for digit, item in enumerate(self.items))

    def close(self):
        close_survey(survey=self.survey, actor=None)
        seal_surveys()

    # --- what an attacker may know or guess about the people ------------------------------------
    def people_orders(self):
        sent = list(range(len(self.number_of)))
        where = f"survey_id = {self.survey.pk}"
        physical = {
            "sqlite": [attacks.by_rowid, attacks.by_scan],
            "postgresql": [attacks.by_ctid, attacks.by_xmin],
        }[connection.vendor]
        stored = [attacks.by_key, *physical]
        names = self.survey.invitations.order_by("rater__name").values_list("pk", flat=True)
        orders = [order("surveys_invitation", "id", where) for order in stored] + [names]
        return [sent, *([self.number_of[pk] for pk in order] for order in orders)]

    # --- what the storage betrays about the answers ---------------------------------------------
    def answer_orders(self, engine, table="surveys_closedresponse"):
        where = f"survey_id = {self.survey.pk}"
        orders = [attacks.by_key, attacks.by_scan]
        if engine.vendor == "sqlite":
            orders += [attacks.by_rowid]
        else:
            orders += [attacks.by_ctid, attacks.by_xmin]
        found = {
            order.__name__: [self.read(row) for row in order(table, "answers", where)]
            for order in orders
        }
        if engine.vendor == "sqlite":
            found["by_offset"] = attacks.by_offset(engine.raw_bytes(), self.needles(table))
        return found

    def needles(self, table):
        return {
            self.read(row): row.encode()
            for row in attacks.by_key(table, "answers", f"survey_id = {self.survey.pk}")
        }

    def links(self, engine, table="surveys_closedresponse"):
        people = self.people_orders()
        return {
            attack: attacks.best_link(people, answers)
            for attack, answers in self.answer_orders(engine, table).items()
        }


def worst(links):
    return max(links.values())


@pytest.mark.parametrize("n", [40, 200])
def test_nothing_links_closed_answers_to_people(engine, region, n):
    rounds = []
    while len(rounds) < attacks.ROUNDS:
        crowd = Crowd(region, n)
        crowd.close()
        rounds.append(crowd.links(engine))
        if worst(rounds[-1]) <= attacks.LIMIT:
            break
    assert worst(rounds[-1]) <= attacks.LIMIT, rounds


@pytest.mark.parametrize("n", [40, 200])
def test_control_the_same_attacks_link_a_naive_table(engine, n):
    attacks.make_naive_tables()
    attacks.invite_naively(n)
    order = list(range(n))
    random.Random(n).shuffle(order)
    for number in order:
        attacks.submit_naively(number)
    for name, answers in naive_orders(engine, order).items():
        assert attacks.best_link([order], answers) >= 0.9 * n, name


def naive_orders(engine, order):
    found = {}
    orders = [attacks.by_key, attacks.by_scan]
    if engine.vendor == "sqlite":
        orders += [attacks.by_rowid]
        checkpoint()
        needles = {n: json.dumps(attacks.naive_answers(n)).encode() for n in order}
        if len(order) == 40:  # one page: SQLite fills it from its end, in order of arrival
            found["by_offset"] = attacks.by_offset(engine.raw_bytes(), needles)
    else:
        orders += [attacks.by_ctid, attacks.by_xmin]
    for one in orders:
        rows = one("naive_response", "answers")
        found[one.__name__] = [int(re.search(r"\d{4}", row).group()) for row in rows]
    return found


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_control_on_postgresql_xmin_joins_a_naive_table_with_its_people(engine):
    attacks.make_naive_tables()
    attacks.invite_naively(40)
    order = list(range(40))
    random.Random(5).shuffle(order)
    for number in order:
        attacks.submit_naively(number)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.rater, r.answers FROM naive_invitation i JOIN naive_response r "
            "ON i.xmin = r.xmin"
        )
        pairs = [(rater, int(re.search(r"\d{4}", text).group())) for rater, text in cursor]
    assert sum(rater == author for rater, author in pairs) == 40


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_on_postgresql_one_transaction_wrote_all_closed_answers_and_flattened_invitations(
    engine, region
):
    crowd = Crowd(region, 40)
    crowd.close()
    for table in ("surveys_closedresponse", "surveys_closedcomment", "surveys_invitation"):
        rows = attacks.by_key(table, "xmin::text", f"survey_id = {crowd.survey.pk}")
        assert (table, len(rows), len(set(rows))) == (table, 40, 1)


def test_while_a_form_is_open_its_keys_tell_nothing(engine, region):
    """The heap of an open form is watched by nobody but root; its keys appear in every dump."""
    for _ in range(attacks.ROUNDS):
        crowd = Crowd(region, 40)
        where = f"survey_id = {crowd.survey.pk}"
        rows = attacks.by_key("surveys_response", "answers", where)
        answers = [crowd.read(row) for row in rows]
        people = attacks.by_key("surveys_invitation", "id", where)
        orders = [list(range(40)), [crowd.number_of[pk] for pk in people]]
        best = attacks.best_link(orders, answers)
        if best <= attacks.LIMIT:
            break
    assert best <= attacks.LIMIT


def test_before_close_a_seal_already_hides_the_order_of_arrival_from_a_dump(engine, region):
    """pg_dump and VACUUM INTO copy rows in the order in which they lie."""
    for _ in range(attacks.ROUNDS):
        crowd = Crowd(region, 40)
        seal_surveys()
        answers = [
            crowd.read(row)
            for row in attacks.by_scan(
                "surveys_response", "answers", f"survey_id = {crowd.survey.pk}"
            )
        ]
        best = attacks.best_link([list(range(40))], answers)
        if best <= attacks.LIMIT:
            break
    assert best <= attacks.LIMIT


def test_comments_cannot_be_joined_to_scores_or_to_the_order_of_sending(engine, region):
    for _ in range(attacks.ROUNDS):
        crowd = Crowd(region, 40)
        crowd.close()
        comments = ClosedComment.objects.filter(survey=crowd.survey).order_by("pk")
        numbers = [int(re.search(r"\d{4}", c.text).group()) for c in comments]
        scores = [crowd.read(r.answers) for r in closed(crowd)]
        best = attacks.best_link([scores, list(range(40))], numbers)
        if best <= attacks.LIMIT:
            break
    assert best <= attacks.LIMIT


def closed(crowd):
    return ClosedResponse.objects.filter(survey=crowd.survey).order_by("pk")


# --- N4: drafts and deleted answers ---------------------------------------------------------------
@pytest.mark.sqlite
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_draft_is_readable_in_the_file_or_its_log_not_even_while_the_form_is_open(
    engine, region
):
    Crowd(region, 40)
    found = engine.raw_bytes() + engine.raw_bytes("-wal")
    assert b"surveys_draft" in found  # the files are the right ones
    assert b"draf kenari" not in found


@pytest.mark.sqlite
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_after_the_seal_the_log_is_empty_and_no_free_page_keeps_a_comment(engine, region):
    crowd = Crowd(region, 40)
    crowd.close()
    Survey.objects.get(pk=crowd.survey.pk)
    assert b"kenari-0007" not in engine.raw_bytes("-wal")
    assert engine.raw_bytes().count(b"kenari-0007") == 1  # the closed comment, nothing else


@pytest.mark.sqlite
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_control_a_plain_draft_stays_readable_in_the_log_after_it_was_deleted(engine):
    attacks.make_naive_tables()
    with connection.cursor() as cursor:
        for number in range(40):
            text = CANARY.format(number)
            cursor.execute("INSERT INTO naive_draft (payload) VALUES (%s)", [text])
            cursor.execute("DELETE FROM naive_draft WHERE payload = %s", [text])
    readable = engine.raw_bytes("-wal")
    assert sum(CANARY.format(n).encode() in readable for n in range(40)) >= 36  # 90 % of 40


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_after_the_seal_the_heap_of_the_inbox_keeps_no_dead_comment(engine, region):
    crowd = Crowd(region, 40)
    close_survey(survey=crowd.survey, actor=None)
    assert b"kenari-0007" in heap("surveys_comment")  # the control: closing alone leaves it
    seal_surveys()
    assert b"kenari" not in heap("surveys_comment")
    assert heap("surveys_response") == b""


def heap(table):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])


def checkpoint():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
