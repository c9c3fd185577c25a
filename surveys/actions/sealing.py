"""Rewriting the files, so that nothing deleted and no order of arrival stays on the disk.

Runs outside any transaction, after closing and before every backup; repeating it is harmless.
"""

import time

from django.db import OperationalError, connection, transaction

from intake.models import ImportRow, JournalEntry
from surveys import keys
from surveys.choices import SurveyStatus
from surveys.models import (
    Authorship,
    ClosedPseudonym,
    Comment,
    Draft,
    Invitation,
    Message,
    PaperEntry,
    Pseudonym,
    Response,
    Survey,
)

REWRITTEN = (  # those of surveys are keyed at random; closed answers came in shuffled
    Response,
    Comment,
    Pseudonym,
    Authorship,
    Draft,
    PaperEntry,
    Message,
    Invitation,
    ClosedPseudonym,  # destroyed on the printed date
    ImportRow,  # answers that came in a file, and what could undo it: deleted at close
    JournalEntry,
)
PASSES = 2  # a server process that is just starting spares dead rows for a moment
ATTEMPTS = 5
PAUSE = 1  # seconds between two attempts to get the lock
LOCK_TIMEOUT = "2s"


def seal_surveys() -> list[Survey]:
    """Rewrite what held the inbox of closed surveys and mark them sealed; return those."""
    if connection.in_atomic_block:
        raise transaction.TransactionManagementError("seal_surveys runs outside transactions")
    waiting = list(Survey.objects.unsealed().order_by("pk"))
    for survey in waiting:
        keys.store().destroy(survey.link_key)  # in case the closing process died before it did
    REWRITE[connection.vendor](bool(waiting))
    ids = [survey.pk for survey in waiting]
    Survey.objects.filter(pk__in=ids).update(status=SurveyStatus.SEALED)
    return waiting


def _rewrite_sqlite(has_closed: bool) -> None:
    """Empty the write-ahead log; after a close also rebuild the file, each table in key order."""
    statements = ["PRAGMA wal_checkpoint(TRUNCATE)"]
    if has_closed:
        statements += ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    with connection.cursor() as cursor:
        for statement in statements:
            _patiently(lambda statement=statement: _run_sqlite(cursor, statement))


def _run_sqlite(cursor, statement: str) -> None:
    cursor.execute(statement)
    row = cursor.fetchone()
    if row and row[0]:  # wal_checkpoint answers busy instead of failing
        raise OperationalError("the write-ahead log is in use")


def _rewrite_postgresql(_has_closed: bool) -> None:
    """Write the inbox tables anew in the order of their random keys; dead rows do not survive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid")
        horizon = cursor.fetchone()[0]  # whatever was deleted so far is older
        _patiently(lambda: _require_no_reader_before(cursor, horizon))
        cursor.execute("SET lock_timeout = %s", [LOCK_TIMEOUT])
        try:
            for model in PASSES * REWRITTEN:
                table = connection.ops.quote_name(model._meta.db_table)
                index = connection.ops.quote_name(f"{model._meta.db_table}_pkey")
                statement = f"CLUSTER {table} USING {index}"
                _patiently(lambda statement=statement: cursor.execute(statement))
        finally:
            cursor.execute("RESET lock_timeout")


def _require_no_reader_before(cursor, horizon: str) -> None:
    """Refuse while an older transaction could still see deleted rows: they would be kept for it."""
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid)",
        [str(horizon)],
    )
    if cursor.fetchone()[0]:
        raise OperationalError("a long transaction still reads what was deleted")


def _patiently(run) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return run()
        except OperationalError:
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE)
    return None


REWRITE = {"sqlite": _rewrite_sqlite, "postgresql": _rewrite_postgresql}
