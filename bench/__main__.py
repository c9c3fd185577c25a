"""``python -m bench --size small|full``: run every benchmark on every engine, print the table.

A missed bound is a word in the table, not a failure: the exit status tells only whether it ran.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import replace

from bench import engines
from bench.rows import Row, table

PARTS = ("answering", "hall", "dashboards", "files")


def measure(part, engine, size):
    """Run one part in a process of its own on a fresh database; return its rows."""
    started = time.monotonic()
    place = engines.fresh(engine, part)
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{part}", "--size", size],
        cwd=engines.ROOT,
        env=os.environ | place.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    print(f"{part} on {engine}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return [replace(Row(**row), engine=engine) for row in json.loads(done.stdout)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=("small", "full"), default="full")
    parser.add_argument("--only", choices=PARTS)
    options = parser.parse_args()
    rows = []
    for part in [options.only] if options.only else PARTS:
        for engine in engines.available():
            rows += measure(part, engine, options.size)
    print(table(rows))


if __name__ == "__main__":
    main()
