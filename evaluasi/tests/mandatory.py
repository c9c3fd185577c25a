"""Pytest plugin: with REQUIRE set, a skip that is not listed in .ci/allowed-skips fails the run."""

import os
from pathlib import Path

ALLOWED = Path(__file__).resolve().parents[2] / ".ci" / "allowed-skips"


def allowed_skips(text):
    """Return the test ids in the file, comments and blank lines left out."""
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return {line for line in lines if line}


def forbidden(skipped_ids, allowed):
    """Return the skipped tests that are not allowed to be."""
    return sorted(set(skipped_ids) - allowed)


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("REQUIRE") or reporter is None:
        return
    skipped = [report.nodeid for report in reporter.stats.get("skipped", [])]
    found = forbidden(skipped, allowed_skips(ALLOWED.read_text()))
    if found:
        reporter.write_line(f"REQUIRE is set, but these were skipped: {', '.join(found)}", red=True)
        session.exitstatus = 1
