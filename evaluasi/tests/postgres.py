"""Say whether a PostgreSQL server answers: exit 0 if so, 1 with a plain reason if not.

With ``postgres`` in REQUIRE a missing server is exit 2, which stops ``make test``.
"""

import os
import sys

import psycopg2

URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def reason_to_skip() -> str | None:
    """Return why PostgreSQL tests cannot run here, or None."""
    try:
        psycopg2.connect(URL, connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        return f"no PostgreSQL server answers at TEST_POSTGRES_URL: {str(error).splitlines()[0]}"
    return None


if __name__ == "__main__":
    why = reason_to_skip()
    if why:
        sys.stderr.write(f"PostgreSQL tests skipped: {why}\n")
        sys.exit(2 if "postgres" in os.environ.get("REQUIRE", "") else 1)
