"""The house rules that a machine can check; each contract also fires on a planted violation."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    *("workspace", "reports", "followups", "fieldwork", "surveys", "performance"),
    *("programs", "accounts", "organization", "intake", "trail"),
)
MAX_MODULE, MAX_FUNCTION, MAX_TEMPLATE = 300, 40, 120  # lines
QUERYING_BANNED_IN = re.compile(r"^[a-z]+/(views|forms|importers|exports)(/|\.py$)")
SHAPELESS = {"utils.py", "helpers.py", "common", "tools.py", "core", "services.py"}


def modules():
    """Return our own Python files, migrations left out."""
    return [
        path
        for package in (*APPS, "evaluasi", "bench")
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def is_test(path):
    return "tests" in path.parts or path.name == "conftest.py"


def lint_imports(folder):
    """Run the import contracts in a folder; return (exit status, output)."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_imports_follow_the_arrows():
    status, output = lint_imports(ROOT)
    assert status == 0, output


PLANTED = {
    "Data flows one way": ("programs/actions.py", "import surveys.models"),
    "Statistics know neither Django nor the apps": (
        "reports/analysis/__init__.py",
        "import django",
    ),
    "Inside reports": ("reports/frames.py", "import reports.results"),
    "Inside each app": ("organization/querysets.py", "import organization.actions"),
    "Only reports knows pandas and matplotlib": ("surveys/keys.py", "import numpy"),
}


@pytest.mark.parametrize("contract", PLANTED)
def test_each_contract_fires_on_a_planted_violation(contract, tmp_path):
    for package in (*APPS, "evaluasi"):
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("__pycache__", "tests"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    place, line = PLANTED[contract]
    if not (tmp_path / place).exists():  # the module became a package of the same name
        place = place.replace(".py", "/__init__.py")
    target = tmp_path / place
    target.write_text(f"{line}\n{target.read_text()}")
    status, output = lint_imports(tmp_path)
    assert status == 1
    assert f"{contract} BROKEN" in output


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_modules_stay_small():
    large = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := path.read_text().count("\n")) > MAX_MODULE
    }
    assert large == {}


def code_lines(function):
    doc = ast.get_docstring(function, clean=False)
    return function.end_lineno - function.lineno + 1 - (doc.count("\n") + 1 if doc else 0)


def test_functions_stay_small():
    large = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules()
        if not is_test(path) and "bench" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and code_lines(node) > MAX_FUNCTION
    ]
    assert large == []


def test_a_function_over_the_limit_would_be_seen():
    body = "\n".join(["    x = 1"] * (MAX_FUNCTION + 1))
    [function] = ast.parse(f"def f():\n{body}").body
    assert code_lines(function) == MAX_FUNCTION + 2


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


def test_templates_stay_small():
    large = {
        str(path.relative_to(ROOT)): lines
        for path in templates()
        if (lines := path.read_text().count("\n")) > MAX_TEMPLATE
    }
    assert large == {}


def test_templates_begin_with_their_signature():
    silent = [
        str(path.relative_to(ROOT))
        for path in templates()
        if not path.read_text().lstrip().startswith(("{#", "{% comment"))
    ]
    assert silent == []


def test_only_the_figure_component_says_safe():
    loud = [
        str(path.relative_to(ROOT))
        for path in templates()
        if re.search(r"\|\s*safe\b|autoescape off|safeseq", path.read_text())
    ]
    assert loud == ["templates/components/figure.html"]


def test_python_marks_nothing_safe():
    marked = [
        str(path.relative_to(ROOT))
        for path in modules()
        if not is_test(path) and re.search(r"mark_safe|SafeString\(|innerHTML", path.read_text())
    ]
    assert marked == []


def test_templates_hold_no_inline_style_or_script():
    inline = [
        str(path.relative_to(ROOT))
        for path in templates()
        if re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", path.read_text())
    ]
    assert inline == []


def unscoped_queries(source):
    """Return the lines that ask a manager directly instead of starting from a named question."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in {"get", "filter", "all", "exclude", "create", "values", "values_list"}
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"objects", "_default_manager"}
    ]


def test_views_forms_importers_and_exports_start_from_named_questions():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        if not is_test(path) and QUERYING_BANNED_IN.search(path.relative_to(ROOT).as_posix())
        for line in unscoped_queries(path.read_text())
    ]
    assert found == []


def test_an_unscoped_query_would_be_seen():
    assert unscoped_queries("a = 1\nb = Program.objects.filter(pk=1)\n") == [2]
    assert unscoped_queries("b = Program.objects.visible_to(user).filter(pk=1)\n") == []


def test_no_module_is_named_for_its_shapelessness():
    shapeless = [
        str(path.relative_to(ROOT))
        for package in APPS
        for path in (ROOT / package).rglob("*")
        if path.name in SHAPELESS
    ]
    assert shapeless == []


def test_no_signals_and_no_save_overrides():
    found = [
        str(path.relative_to(ROOT))
        for path in modules()
        if not is_test(path)
        and re.search(r"django\.db\.models\.signals|def save\(self", path.read_text())
    ]
    assert found == []
