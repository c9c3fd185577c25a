"""XLSForms that others wrote: pyxform's own test files, and every type that pyxform knows."""

import io
from dataclasses import replace

import pytest
from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from intake.reader import UnreadableFile, read_sheets
from surveys.actions.blueprints import QuestionPlan
from surveys.importers.questionnaires import xlsform_words as words
from surveys.tests.forms import files_of_others, problems, read, resaved, xlsform

pytestmark = pytest.mark.django_db
LAYOUT = {"group", "repeat", "loop", "note"}
IMPORTED = {  # file: questions that are carried
    "bug_example_xls/ODKValidateWarnings.xlsx": 2,
    "bug_example_xls/badly_named_choices_sheet.xls": 3,
    "bug_example_xls/blank_second_row.xls": 1,
    "bug_example_xls/ict_survey_fails.xls": 1,
    "bug_example_xls/spaces_in_choices_header.xls": 2,
    "example_xls/allow_comment_rows_test.xls": 1,
    "example_xls/cascading_select_test_equivalent.xls": 7,
    "example_xls/choice_filter_test.xlsx": 3,
    "example_xls/choice_name_as_type.xls": 1,
    "example_xls/choice_name_same_as_select_name.xls": 1,
    "example_xls/extra_sheet_names.xlsx": 1,
    "example_xls/flat_xlsform_test.xlsx": 18,
    "example_xls/group.xls": 2,
    "example_xls/instance_xmlns_test.xls": 1,
    "example_xls/or_other.xlsx": 2,
    "example_xls/search_and_select.xlsx": 1,
    "example_xls/select_one_external.xlsx": 1,
    "example_xls/settings.xls": 2,
    "example_xls/sms_info.xls": 5,
    "example_xls/specify_other.xls": 1,
    "example_xls/style_settings.xls": 2,
    "example_xls/survey_no_name.xlsx": 1,
    "example_xls/table-list.xls": 4,
    "example_xls/text_and_integer.xls": 2,
    "example_xls/widgets.xls": 20,
    "example_xls/xml_escaping.xls": 1,
    "example_xls/yes_or_no_question.xls": 1,
}
UNREAD = {"body", "rows", "autoplay", "save_to"}  # columns that are told of as unknown ones are
NOTHING = "Tidak ada satu pun pertanyaan yang dapat dibawa."
AGAIN = "Kelompok berulang tidak dapat diimpor"
FORMULA = "Sel ini berisi rumus"
REFUSED = {  # file: a reason that is given
    "bug_example_xls/bad_calc.xlsx": NOTHING,
    "bug_example_xls/default_time_demo.xls": NOTHING,
    "bug_example_xls/group_name_test.xls": "Nama (name) kelompok kosong.",
    "bug_example_xls/not_closed_group_test.xls": "Kelompok ini tidak ditutup",
    "bug_example_xls/xl_date_ambiguous.xlsx": FORMULA,
    "bug_example_xls/xl_date_ambiguous_v1.xlsx": FORMULA,
    "example_xls/another_loop.xls": AGAIN,
    "example_xls/attribute_columns_test.xlsx": AGAIN,
    "example_xls/bad_calc.xlsx": NOTHING,
    "example_xls/calculate.xls": NOTHING,
    "example_xls/calculate_without_calculation.xls": AGAIN,
    "example_xls/duplicate_columns.xlsx": "Kolom ini ada dua kali",
    "example_xls/gps.xls": NOTHING,
    "example_xls/group_names_must_be_unique.xls": NOTHING,
    "example_xls/hidden.xls": NOTHING,
    "example_xls/include.xls": "Jenis “include” tidak dikenal",
    "example_xls/include_json.xls": "Jenis “include” tidak dikenal",
    "example_xls/loop.xls": AGAIN,
    "example_xls/pull_data.xlsx": NOTHING,
    "example_xls/repeat_date_test.xls": AGAIN,
    "example_xls/simple_loop.xls": AGAIN,
    "example_xls/text_and_integer_xlsx.xlsx": "Teks pertanyaan (label) kosong.",
    "example_xls/tutorial.xls": AGAIN,
    "example_xls/unknown_question_type.xls": "tidak dikenal di XLSForm",
    "example_xls/xlsform_spec_test.xlsx": AGAIN,
}


def content(name):
    """Return a file of others as .xlsx; those of the old format as Excel would save them."""
    data = files_of_others()[name]
    return data if name.endswith(".xlsx") else resaved(data)


def of_pyxform(data):
    """Return {name: element} of the questions as pyxform reads them."""
    form = workbook_to_json(get_xlsform(io.BytesIO(data), file_type=".xlsx"))
    found, waiting = {}, list(form["children"])
    while waiting:
        element = waiting.pop(0)
        if element["name"] == "meta":
            continue
        waiting = element.get("children", []) + waiting
        if element["type"] not in LAYOUT:
            found[element["name"]] = element
    return found


def texts_of(label):
    """Return a label in all its languages, white space as we keep it."""
    labels = label.values() if isinstance(label, dict) else [label]
    return {" ".join(text.split()) for text in labels}


def says_the_same(plan, element):
    """Whether the text and the choices of a plan are those of pyxform's element."""
    codes = dict.fromkeys(c["name"] for c in element.get("choices", []))
    ours = [code for code, _ in plan.choices] or list(codes)
    same_choices = [c for c in ours if c != "other"] == [c for c in codes if c != "other"]
    return plan.text in texts_of(element.get("label", "")) and same_choices


def test_a_question_with_another_text_or_choice_would_be_seen():
    element = {"label": "Umur?", "choices": [{"name": "a"}, {"name": "other"}]}
    plan = QuestionPlan("x", "Umur?", "single", choices=[["a", "A"]])
    assert says_the_same(plan, element)
    assert not says_the_same(replace(plan, text="Usia?"), element)
    assert not says_the_same(replace(plan, choices=[["b", "A"]]), element)


def test_every_file_is_either_imported_or_refused():
    assert set(IMPORTED) | set(REFUSED) == set(files_of_others())
    assert (len(IMPORTED), len(REFUSED)) == (27, 25)


@pytest.mark.parametrize("name", IMPORTED)
def test_forms_of_others_are_imported(name):
    reading = read(content(name))
    assert problems(reading) == []
    assert len(reading.blueprint.questions) == IMPORTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_forms_that_say_what_we_cannot_are_refused_with_the_reason(name):
    found = problems(read(content(name)))
    assert any(REFUSED[name] in reason for *_, reason in found)
    assert all(sheet and reason for sheet, *_, reason in found)


@pytest.mark.parametrize("name", [name for name in files_of_others() if name.endswith(".xls")])
def test_the_old_format_itself_is_refused_before_it_is_opened(name):
    with pytest.raises(UnreadableFile, match="format Excel lama"):
        read_sheets(files_of_others()[name], "form.xls")


@pytest.mark.parametrize("name", IMPORTED)
def test_no_question_that_pyxform_sees_is_dropped_in_silence(name):
    reading, theirs = read(content(name)), of_pyxform(content(name))
    rows = {f.place.row for f in reading.findings.losses}
    survey = {s.name.lower(): s for s in read_sheets(content(name), "a.xlsx")}
    listed = survey.get("survey") or next(iter(survey.values()))
    told = {str(cell) for row in listed.rows if row.number in rows for cell in row.cells}
    texts = {plan.text for plan in reading.blueprint.questions}
    keys = {plan.key for plan in reading.blueprint.questions}
    silent = [
        key
        for key, element in theirs.items()
        if key[:20] not in keys
        and not texts & texts_of(element.get("label", ""))
        and key not in told
        and not key.startswith(("generated_", "reserved_name_"))
        and not key.endswith("_other")
    ]
    assert silent == []


@pytest.mark.parametrize("name", IMPORTED)
def test_carried_questions_say_what_pyxform_reads(name):
    theirs = of_pyxform(content(name))
    for plan in read(content(name)).blueprint.questions:
        shortened = [v for k, v in theirs.items() if len(k) > 20 and k[:17] == plan.key[:17]]
        found = [theirs[plan.key]] if plan.key in theirs else shortened
        assert any(says_the_same(plan, element) for element in found), plan


def test_every_type_of_pyxform_is_carried_or_left_out_with_a_reason():
    ours = set(words.TYPES) | set(words.LEFT_OUT) | {name.lower() for name in words.SELECTS}
    bare_selects = {"q select", "q select1", "select one using", "select multiple using"}
    days = {name for name in QUESTION_TYPE_DICT if name.startswith("number of days")}
    others = {"select one external", "select multiple from"}
    theirs = {name.lower() for name in QUESTION_TYPE_DICT}
    assert theirs - ours - bare_selects - days - others == set()


def test_every_command_and_column_alias_of_pyxform_is_known():
    assert set(aliases.select) - set(words.SELECTS) == set()
    for alias, canonical in aliases.survey_header.items():
        if alias.startswith(("sms_", "compact", "no_app", "noapp")) or alias in UNREAD:
            continue
        joined = canonical if isinstance(canonical, str) else "::".join(canonical)
        assert words.column_of(alias) == words.column_of(joined), alias
    for alias, canonical in aliases.settings_header.items():
        if alias != "prefix":
            assert words.setting_of(alias) == canonical


@pytest.mark.parametrize("word", [*aliases.yes_no, "yes", "no"])
def test_yes_and_no_are_those_of_pyxform(word):
    reading = xlsform([["type", "name", "label", "required"], ["text", "a", "A", word]])
    assert reading.blueprint.questions[0].required is aliases.yes_no[word]
