"""Questionnaires going out: pyxform takes our XLSForm, and both layouts come back as they went."""

import io
import zipfile

import pytest
from pyxform.xls2xform import convert

from intake.reader import read_sheets
from surveys.actions.blueprints import (
    Blueprint,
    QuestionPlan,
    SectionPlan,
    make_questionnaire,
)
from surveys.importers.questionnaires import read_questionnaire
from surveys.importers.questionnaires.layout_writing import write_layout, write_template
from surveys.importers.questionnaires.xlsform_writing import write_xlsform
from surveys.models import Question, Questionnaire, Scale
from surveys.tests.forms import content_of, every_kind, losses, read

pytestmark = pytest.mark.django_db
PRESETS = ("F0", "F1S", "F1", "F2", "F3", "F4", "F5", "F6")
WRITERS = {"XLSForm": write_xlsform, "Lembar Evaluasi ASN": write_layout}


def preset(code):
    return Questionnaire.objects.preset(code).get()


def written(write, questionnaire):
    return write(questionnaire, Question.objects.of(questionnaire))


def questions_of(survey):
    """Return the names of the questions that a form of pyxform asks."""
    names, waiting = [], list(survey["children"])
    while waiting:
        element = waiting.pop(0)
        if element["type"] == "group" and element["name"] != "meta":
            waiting = element["children"] + waiting
        elif element["type"] not in {"group", "note"}:
            names.append(element["name"])
    return names


@pytest.mark.parametrize("code", PRESETS)
def test_pyxform_takes_every_preset_without_a_warning(code):
    form = preset(code)
    taken = convert(xlsform=io.BytesIO(written(write_xlsform, form)), file_type=".xlsx")
    assert taken.warnings == []
    keys = list(Question.objects.of(form).values_list("key", flat=True))
    assert questions_of(taken._pyxform) == keys
    assert f"<h:title>{form.title}</h:title>" in taken.xform


def test_pyxform_takes_every_kind_of_question():
    form = every_kind()
    taken = convert(xlsform=io.BytesIO(written(write_xlsform, form)), file_type=".xlsx")
    assert taken.warnings == []
    assert questions_of(taken._pyxform) == [
        *("A-1", "A-2", "A-3_before", "A-3_after", "A-4", "A-5", "A-6"),
        *("B-1", "B-1_other", "B-2", "B-3", "B-4", "B-5", "B-6", "B-7", "C-1", "C-2", "C-3"),
        "q_1_butir",
    ]


def test_a_text_that_looks_like_a_reference_is_written_apart():
    plan = QuestionPlan("A-1", "Isi ${nama", "text", hint="${}")
    sections = [SectionPlan("${a", "", [plan])]
    form = make_questionnaire(blueprint=Blueprint("${t}", "A", sections=sections), region=None)
    taken = convert(xlsform=io.BytesIO(written(write_xlsform, form)), file_type=".xlsx")
    assert "Isi $ {nama" in taken.xform


def test_pyxform_would_refuse_a_form_that_is_wrong():
    data = written(write_xlsform, preset("F0"))
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"select_one", b"select_won"))
    with pytest.raises(Exception, match="select_won"):
        convert(xlsform=broken, file_type=".xlsx")


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("code", [*PRESETS, "every kind"])
def test_what_goes_out_comes_back_the_same(layout, code):
    form = every_kind() if code == "every kind" else preset(code)
    reading = read(written(WRITERS[layout], form))
    assert (reading.layout, reading.findings.problems) == (layout, [])
    assert [column for _, column, _ in losses(reading) if column != "version"] == []
    copy = make_questionnaire(blueprint=reading.blueprint, region=None)
    assert content_of(copy) == content_of(form)
    assert (copy.version, copy.locked) == (form.version + 1, False)


def test_a_blueprint_survives_being_kept_as_json():
    reading = read(written(write_layout, every_kind()))
    assert Blueprint.from_json(reading.blueprint.as_json()) == reading.blueprint


@pytest.mark.parametrize("write", WRITERS.values())
def test_no_text_of_a_person_is_ever_a_formula(write):
    data = written(write, every_kind())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")]
        styles = archive.read("xl/styles.xml")
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert b'quotePrefix="1"' in styles
    cells = [c for s in read_sheets(data, "a.xlsx") for row in s.rows for c in row.cells]
    assert "=SUM(A1) Semua" in cells


NAUGHTY = [
    *("=1+1", "+62", "-5 sampai 5", "@SUM(A1)", "'kutip'", '"kutip"', "a;b;c", "a = b", "a | b"),
    *(
        "<script>alert(1)</script>",
        "&amp;",
        "Ꝏ ꦱꦶꦠꦶ",
        "الاسم",
        "👩‍👩‍👧",
        "zeŕo",
        "0",
        "TRUE",
        "1E5",
        "NULL",
    ),
    *("31/12/2026", "007", "${", "$ {x}", "☑ 100 %", "../../etc/passwd", "%00", "{{ 7*7 }}"),
]


@pytest.mark.parametrize("layout", WRITERS)
def test_naughty_texts_come_back_as_they_went(layout):
    questions = [
        QuestionPlan(f"A-{at}", text, "single", hint=text, dimension=text, choices=[["x", text]])
        for at, text in enumerate(NAUGHTY)
    ]
    sections = [
        SectionPlan(text, text, [one]) for text, one in zip(NAUGHTY, questions, strict=True)
    ]
    form = make_questionnaire(blueprint=Blueprint("=T", "A-1", sections=sections), region=None)
    blueprint = read(written(WRITERS[layout], form)).blueprint
    apart = (lambda text: text.replace("${", "$ {")) if layout == "XLSForm" else str
    assert [(s.title, s.intro) for s in blueprint.sections] == [
        (apart(t), apart(t)) for t in NAUGHTY
    ]
    told = [(q.text, q.hint, q.dimension, q.choices) for q in blueprint.questions]
    assert told == [(apart(t), apart(t), apart(t), [["x", apart(t)]]) for t in NAUGHTY]


def test_the_template_names_every_column_and_is_refused_while_it_is_empty():
    data = write_template(Scale.objects.order_by("pk"))
    about, questions, notes = read_sheets(data, "a.xlsx")
    assert [row.cells[0] for row in about.rows][1:4] == ["Judul", "Kode", "Responden"]
    assert questions.rows[0].cells[:4] == ["Bagian", "Pengantar bagian", "Kunci", "Pertanyaan"]
    assert [row.cells[0] for row in notes.rows][1:3] == ["Bagian", "Pengantar bagian"]
    reading = read_questionnaire([about, questions, notes], Scale.objects.order_by("pk"))
    assert [f.reason for f in reading.findings.problems] == [
        "Belum ada pertanyaan di bawah judul kolom."
    ]
