"""Questionnaires as files: small workbooks, those of pyxform's own tests, and one of every kind."""

import hashlib
import io
import sys
import zipfile
from functools import cache
from pathlib import Path

import xlrd
import xlsxwriter

from intake.reader import read_sheets
from intake.tests.files import workbook_of
from surveys.actions.blueprints import Blueprint, QuestionPlan, SectionPlan, make_questionnaire
from surveys.importers.questionnaires import read_questionnaire
from surveys.models import Question, Scale

# The last wheel of pyxform that ships the forms it tests itself with. `make test` fetches it beside
# the environment (it cannot be installed with the pyxform that checks our export).
OTHERS = Path(sys.prefix) / "wheels" / "pyxform-1.6.0-py2.py3-none-any.whl"
OTHERS_SHA256 = "38f1a59599262c868dabb8b06a2615dc3a462879350b148d89a909831aac3634"
FOLDERS = ("pyxform/tests/example_xls/", "pyxform/tests/bug_example_xls/")


def read(data):
    """Return the reading of a workbook."""
    return read_questionnaire(read_sheets(data, "form.xlsx"), Scale.objects.order_by("pk"))


def xlsform(survey, choices=None, settings=None):
    """Return the reading of an XLSForm given by its rows, headings first."""
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    return read(workbook_of({name: rows for name, rows in sheets.items() if rows}))


def question_of(reading, key):
    """Return the plan with this key."""
    return next(plan for plan in reading.blueprint.questions if plan.key == key)


def losses(reading):
    """Return what was left behind as (row, column, reason)."""
    return [(f.place.row, f.place.column, f.reason) for f in reading.findings.losses]


def problems(reading):
    """Return what forbids the import as (sheet, row, column, value, reason)."""
    return [
        (f.place.sheet, f.place.row, f.place.column, f.value, f.reason)
        for f in reading.findings.problems
    ]


@cache
def files_of_others():
    """Return {name: content} of the workbooks that pyxform tests itself with."""
    content = OTHERS.read_bytes()
    assert hashlib.sha256(content).hexdigest() == OTHERS_SHA256
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        forms = [name for name in archive.namelist() if name.startswith(FOLDERS)]
        names = [name for name in forms if name.endswith((".xls", ".xlsx"))]
        return {"/".join(name.split("/")[-2:]): archive.read(name) for name in names}


def resaved(data):
    """Return an .xls as Excel would save it as .xlsx: the same cells, nothing computed."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    for old in xlrd.open_workbook(file_contents=data).sheets():
        sheet = book.add_worksheet(old.name)
        for row in range(old.nrows):
            for column in range(old.ncols):
                _copy(old.cell(row, column), sheet, (row, column))
    book.close()
    return target.getvalue()


def _copy(cell, sheet, place):
    if cell.ctype == xlrd.XL_CELL_TEXT:
        sheet.write_string(*place, cell.value)
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        sheet.write_boolean(*place, bool(cell.value))
    elif cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        sheet.write_number(*place, cell.value)


def every_kind():
    """Make a questionnaire that uses every field of a question, and return it."""
    scale = {"kind": "scale", "scale": "setuju-4"}
    several = [["waktu", "Waktu, tempat"], ["biaya", "=1+1"]]
    named = [["ya", "Ya"], ["tidak", "Tidak"]]
    like_a_scale = [[str(n), text] for n, text in enumerate(["Kurang", "Cukup", "Baik"], 1)]
    like_a_scale.append(["4", "Sangat baik"])
    first = SectionPlan(
        "Satu",
        "Jawab menurut keadaan sekarang.",
        [
            QuestionPlan("A-1", "Setuju?", **scale, dimension="Materi", level=2, required=True),
            QuestionPlan("A-2", "Terbalik?", **scale, reverse=True, not_applicable="Tidak tahu"),
            QuestionPlan("A-3", "Dulu dan kini", **scale, round="before"),
            QuestionPlan("A-3", "Dulu dan kini", **scale, round="after"),
            QuestionPlan("A-4", "Menyarankan?", "rating", scale="0-10"),
            QuestionPlan("A-5", "Nilai?", "rating", not_applicable="Tidak tahu"),
            QuestionPlan("A-6", "Atasan?", **scale, text_superior="Ia?", text_peer="Rekan?"),
        ],
    )
    second = SectionPlan(
        "Dua",
        "",
        [
            QuestionPlan("B-1", "Satu?", "single", choices=named, has_other=True, hint="Pilih."),
            QuestionPlan("B-2", "Banyak?", "multiple", choices=several, not_applicable="Tidak ada"),
            QuestionPlan(
                "B-3", "Mengapa?", "text", show_if_key="B-1", show_if_values=["tidak", "lainnya"]
            ),
            QuestionPlan(
                "B-4",
                "Singkat?",
                "text",
                is_short=True,
                show_if_key="A-1",
                show_if_values=["1", "2"],
            ),
            QuestionPlan("B-5", "Berapa?", "number", minimum=0, maximum=12.5),
            QuestionPlan("B-6", "Kapan?", "date", show_if_key="B-2", show_if_values=["waktu"]),
            QuestionPlan("B-7", "Bukan skala", "single", choices=like_a_scale),
            QuestionPlan("C-1", "Uji", "single", choices=named, correct=["ya"], points=2.5),
            QuestionPlan("C-2", "Uji", "multiple", choices=several, correct=["waktu", "biaya"]),
            QuestionPlan("C-3", "2 + 2 = $", "number", correct=[4.0], tolerance=0.5),
            QuestionPlan("1 butir", "Kunci yang bukan nama XML", "text"),
        ],
    )
    plan = Blueprint("=SUM(A1) Semua", "SEMUA", "alumni", 9, False, True, True, 45, [first, second])
    return make_questionnaire(blueprint=plan, region=None)


def content_of(questionnaire):
    """Return all that a questionnaire says, without its place in the database."""
    about = ("title", "code", "audience", "minutes", "per_subject", "is_test", "shuffle")
    fields = [f.attname for f in Question._meta.concrete_fields if f.name not in {"id", "section"}]
    return {
        **{name: getattr(questionnaire, name) for name in (*about, "time_limit")},
        "sections": [
            (s.title, s.intro, list(s.questions.values(*fields).order_by("position")))
            for s in questionnaire.sections.order_by("position")
        ],
    }
