"""How somebody with the database files would try to tell who wrote which answers.

Each attack puts people and answers into an order that the storage betrays and joins them by rank,
forwards and backwards, against every order of people that an attacker may know. The same functions
run against our tables and against a deliberately naive pair of tables (the positive control).
"""

import json

from django.db import connection

NAIVE = """
    CREATE TABLE naive_invitation (id {serial}, rater integer, is_submitted integer)|
    CREATE TABLE naive_response (id {serial}, answers text)|
    CREATE TABLE naive_draft (id {serial}, payload text)
"""
SERIAL = {
    "sqlite": "integer PRIMARY KEY AUTOINCREMENT",
    "postgresql": "bigserial PRIMARY KEY",
}


CHANCE, SIGMA = 1, 1  # fixed points of a random order: mean 1, variance 1, whatever its length
LIMIT = CHANCE + 3 * SIGMA
ROUNDS = 3  # true randomness passes LIMIT about once in 30 rounds of tries, a leak each time


def linked(people, answers):
    """How many ranks agree, forwards or backwards; both are lists of respondent numbers."""
    assert sorted(people) == sorted(answers)
    forwards = sum(a == b for a, b in zip(people, answers, strict=True))
    backwards = sum(a == b for a, b in zip(people, reversed(answers), strict=True))
    return max(forwards, backwards)


def best_link(people_orders, answers):
    """The attacker's best guess over every order of people that they may know."""
    return max(linked(people, answers) for people in people_orders)


# --- orders that the storage betrays -------------------------------------------------------------
def by_key(table, column, where="1=1"):
    """Rows in the order of their primary key (on SQLite also the rowid)."""
    return _rows(f"SELECT {column} FROM {table} WHERE {where} ORDER BY id")


def by_rowid(table, column, where="1=1"):
    """Rows in the order of SQLite's hidden rowid."""
    return _rows(f"SELECT {column} FROM {table} WHERE {where} ORDER BY rowid")


def by_scan(table, column, where="1=1"):
    """Rows as a plain scan of the heap returns them."""
    return _rows(f"SELECT {column} FROM {table} WHERE {where}")


def by_ctid(table, column, where="1=1"):
    """Rows in the order in which they lie in PostgreSQL's heap."""
    return _rows(f"SELECT {column} FROM {table} WHERE {where} ORDER BY ctid")


def by_xmin(table, column, where="1=1"):
    """Rows in the order of the transactions that wrote them."""
    return _rows(f"SELECT {column} FROM {table} WHERE {where} ORDER BY xmin::text::bigint, ctid")


def by_offset(file_bytes, needles):
    """Numbers of the needles in the order of their places in a raw file."""
    places = {number: file_bytes.find(needle) for number, needle in needles.items()}
    assert -1 not in places.values(), "a needle is not in the file"
    return sorted(places, key=places.get)


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


# --- the deliberately naive tables ---------------------------------------------------------------
def make_naive_tables():
    with connection.cursor() as cursor:
        for statement in NAIVE.format(serial=SERIAL[connection.vendor]).split("|"):
            cursor.execute(statement)


def invite_naively(n):
    with connection.cursor() as cursor:
        for number in range(n):
            cursor.execute("INSERT INTO naive_invitation VALUES (%s, %s, 0)", [number + 1, number])


def submit_naively(number):
    """One person in one transaction: mark the invitation, store the answers, drop the draft."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE naive_invitation SET is_submitted = 1 WHERE rater = %s", [number])
        cursor.execute(
            "INSERT INTO naive_response (answers) VALUES (%s)", [json.dumps(naive_answers(number))]
        )
        cursor.execute("COMMIT")


def naive_answers(number):
    return {"nomor": f"jawaban-{number:04d}"}
