"""The documents say what the code does: statistics, commands, settings."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import reports.analysis
from evaluasi.tests.test_architecture import APPS, ROOT

DOCS = "\n".join(p.read_text() for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


def public_statistics():
    """Return {dotted name: function} of every public function of reports.analysis."""
    found = {}
    for info in pkgutil.iter_modules(reports.analysis.__path__):
        if info.name.startswith("_"):
            continue  # how arrays come in, no statistic
        module = importlib.import_module(f"reports.analysis.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                found[f"{info.name}.{name}"] = function
    return found


def test_every_statistic_names_its_source():
    unsourced = [
        name for name, f in public_statistics().items() if "References" not in (f.__doc__ or "")
    ]
    assert unsourced == []


def test_every_statistic_has_a_section_in_the_methodology():
    headings = re.findall(r"^#+ .*$", (ROOT / "docs" / "methodology.md").read_text(), re.MULTILINE)
    named = " ".join(headings)
    missing = [name for name in public_statistics() if f"`{name.split('.')[1]}`" not in named]
    assert missing == []


def test_every_command_is_documented():
    commands = {
        path.stem
        for app in APPS
        for path in (ROOT / app).glob("management/commands/*.py")
        if path.stem != "__init__"
    }
    assert commands, "no command was found"
    assert sorted(name for name in commands if f"`{name}" not in DOCS and name not in DOCS) == []


def test_every_setting_of_the_environment_is_documented():
    settings = (ROOT / "evaluasi" / "settings.py").read_text()
    names = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))
    assert "DATABASE_URL" in names
    assert sorted(name for name in names if name not in DOCS) == []


def test_the_readme_calls_the_two_commands():
    readme = Path(ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme
