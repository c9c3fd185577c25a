"""Importing a questionnaire by hand: upload, look, confirm; and the command that does the same."""

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from intake.reader import FORM
from intake.tests.files import workbook_of
from surveys.actions.blueprints import make_questionnaire
from surveys.importers.questionnaires.layout_writing import write_layout
from surveys.importers.questionnaires.xlsform_writing import write_xlsform
from surveys.models import Question, Questionnaire
from surveys.tests.forms import content_of, every_kind, read
from trail.models import Entry

pytestmark = pytest.mark.django_db
UPLOAD, CONFIRM = "/questionnaires/import/", "/questionnaires/import/confirm/"
SURVEY = [
    ["type", "name", "label", "required", "default"],
    ["select_one s", "ARS-1", "Arsip mudah <b>dicari</b>.", "yes", ""],
    ["text", "ARS-2", "Saran?", "", "bagus"],
]
CHOICES = [["list_name", "name", "label"]] + [
    ["s", str(n), text]
    for n, text in enumerate(["Sangat tidak setuju", "Tidak setuju", "Setuju", "Sangat setuju"], 1)
]
SETTINGS = [["form_title", "form_id"], ["Survei arsip", "ARSIP"]]
GOOD = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}
BAD = {"survey": [*SURVEY, ["mystery", "ARS-3", "?"]], "choices": CHOICES}


@pytest.fixture
def petugas(officer, signed_in):
    """The browser of a Petugas of Tangerang Selatan."""
    return signed_in(officer)


@pytest.fixture
def elsewhere(stranger, signed_in):
    """The browser of a Petugas of Binjai."""
    return signed_in(stranger)


def upload(client, sheets, name="arsip.xlsx"):
    file = BytesIO(sheets if isinstance(sheets, bytes) else workbook_of(sheets))
    file.name = name
    return client.post(UPLOAD, {"file": file})


def text_of(response):
    """Return a page with its white space in order."""
    return " ".join(response.content.decode().split())


def kept(response):
    return {
        name: response.context["form"][name].value()
        for name in ("title", "code", "audience", "kept")
    }


def own():
    return Questionnaire.objects.filter(region__isnull=False)


def test_a_file_is_looked_at_before_anything_is_made(petugas):
    shown = upload(petugas, GOOD)
    page = text_of(shown)
    assert "Survei arsip" in page
    assert "Arsip mudah &lt;b&gt;dicari&lt;/b&gt;." in page
    assert "Skala setuju-4, wajib" in page
    assert "Jawaban awal tidak dipakai" in page
    assert not own().exists()


def test_confirming_makes_the_questionnaire_of_the_region(petugas, tangsel):
    form = kept(upload(petugas, GOOD)) | {"title": "Survei arsip 2026", "audience": "alumni"}
    answer = petugas.post(CONFIRM, form)
    made = own().get()
    assert answer.headers["Location"] == reverse("surveys:questionnaire", args=[made.pk])
    assert (made.region, made.code, made.version, made.title, made.audience) == (
        tangsel,
        "ARSIP",
        1,
        "Survei arsip 2026",
        "alumni",
    )
    keys = Question.objects.of(made).values_list("key", "scale__code", "required")
    assert list(keys) == [("ARS-1", "setuju-4", True), ("ARS-2", None, False)]
    assert Entry.objects.get(action="questionnaire.imported").target == "ARSIP versi 1"


def test_the_same_code_again_becomes_the_next_version(petugas):
    for version in (1, 2):
        shown = upload(petugas, GOOD)
        assert f"menjadi versi {version}" in text_of(shown)
        petugas.post(CONFIRM, kept(shown))
    assert list(own().values_list("code", "version")) == [("ARSIP", 2), ("ARSIP", 1)]


def test_a_key_that_means_another_question_is_told(petugas, tmp_path):
    text = "Materi disusun secara runtut."  # R-MAT-2, as the bank words it
    known = [["text", "R-MAT-2", text, "", ""], ["text", "R-MAT-1", "Lain sekali?", "", ""]]
    shown = text_of(upload(petugas, GOOD | {"survey": [*SURVEY, *known]}))
    said = "R-MAT-1: “Lain sekali?” (selama ini “Materi pelatihan sesuai dengan tujuan"
    assert said in shown
    assert "R-MAT-2: “" not in shown
    out, _, _ = command(tmp_path, GOOD | {"survey": [*SURVEY, *known]}, "--dry-run")
    assert f"Kunci sudah dipakai dengan bunyi lain: {said}" in out


def test_a_file_with_mistakes_says_where_and_makes_nothing(petugas):
    page = text_of(upload(petugas, BAD))
    assert "Berkas ini belum dapat diimpor" in page
    assert "survey, baris 4" in page
    assert "Jenis “mystery” tidak dikenal di XLSForm. Periksa ejaannya." in page
    assert not own().exists()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.xlsx", "Berkas kosong (0 byte)."),
        (b"type,name\n", "a.csv", "Unggah buku kerja Excel (.xlsx)"),
        (b"PK\x03\x04 broken", "a.xlsx", "Berkas rusak"),
        (b"x" * (FORM.file_bytes + 1), "a.xlsx", "Berkas lebih dari 5 MB."),
    ],
)
def test_what_is_no_workbook_is_refused_in_place(petugas, data, name, sentence):
    assert sentence in upload(petugas, data, name).content.decode()


def test_nothing_is_chosen(petugas):
    assert "Pilih berkas kuesioner (.xlsx)." in petugas.post(UPLOAD).content.decode()


def test_a_code_with_spaces_is_refused_and_the_rest_is_kept(petugas):
    form = kept(upload(petugas, GOOD)) | {"code": "dua kata"}
    answer = petugas.post(CONFIRM, form)
    assert "Kode hanya memuat huruf, angka, titik, atau tanda hubung." in answer.content.decode()
    assert "Arsip mudah" in answer.content.decode()
    assert not own().exists()
    petugas.post(CONFIRM, form | {"code": "satu-kata"})
    assert own().get().code == "satu-kata"


@pytest.mark.parametrize(
    "change", [lambda text: text[:-2] + "xx", lambda text: "", lambda text: "a"]
)
def test_a_check_that_was_tampered_with_makes_nothing(petugas, change):
    form = kept(upload(petugas, GOOD))
    answer = petugas.post(CONFIRM, form | {"kept": change(form["kept"])})
    assert answer.headers["Location"] == UPLOAD
    assert not own().exists()


def test_nobody_confirms_the_check_of_somebody_else(petugas, elsewhere):
    form = kept(upload(petugas, GOOD))
    assert elsewhere.post(CONFIRM, form).headers["Location"] == UPLOAD
    assert not own().exists()
    petugas.post(CONFIRM, form)
    assert own().exists()  # the control: the same check, by who uploaded it


def test_another_region_never_sees_the_questionnaire(petugas, elsewhere):
    petugas.post(CONFIRM, kept(upload(petugas, GOOD)))
    made = own().get()
    for address in ("xlsform.xlsx", "layout.xlsx", ""):
        path = f"/questionnaires/{made.pk}/{address}"
        assert (petugas.get(path).status_code, elsewhere.get(path).status_code) == (200, 404)


def test_a_questionnaire_is_downloaded_and_comes_back(petugas):
    form = every_kind()
    for name, prefix in (("xlsform", "xlsform"), ("layout", "kuesioner")):
        sent = petugas.get(f"/questionnaires/{form.pk}/{name}.xlsx")
        assert (
            sent.headers["Content-Disposition"] == f'attachment; filename="{prefix}-SEMUA-1.xlsx"'
        )
        reading = read(sent.content)
        copy = make_questionnaire(blueprint=reading.blueprint, region=None)
        assert content_of(copy) == content_of(form)


def test_the_template_is_downloaded(petugas):
    sent = petugas.get("/questionnaires/template.xlsx")
    assert sent.content.startswith(b"PK")
    assert 'filename="templat-kuesioner.xlsx"' in sent.headers["Content-Disposition"]


def command(tmp_path, data, *options):
    file = tmp_path / "form.xlsx"
    file.write_bytes(data if isinstance(data, bytes) else workbook_of(data))
    out, err = StringIO(), StringIO()
    try:
        call_command("import_questionnaire", str(file), *options, stdout=out, stderr=err)
    except CommandError as refusal:
        return out.getvalue(), err.getvalue(), str(refusal)
    return out.getvalue(), err.getvalue(), ""


def test_the_command_imports_for_a_region_and_names_what_it_leaves(tmp_path, tangsel):
    out, _, refusal = command(tmp_path, GOOD, "--region", tangsel.code, "--audience", "alumni")
    assert refusal == ""
    assert "Tidak dibawa: survey | baris 3 | default | bagus | Jawaban awal tidak dipakai" in out
    assert out.endswith("Kuesioner ARSIP versi 1 dibuat: 1 bagian, 2 pertanyaan.\n")
    assert (own().get().region, own().get().audience) == (tangsel, "alumni")


def test_the_command_without_a_region_makes_a_questionnaire_for_all(tmp_path):
    command(tmp_path, write_layout(every_kind(), Question.objects.of(every_kind())))
    assert Questionnaire.objects.preset("SEMUA").first().version == 3


def test_the_command_prints_every_mistake_and_makes_nothing(tmp_path):
    out, err, refusal = command(tmp_path, BAD)
    assert out == ""
    assert err == (
        "survey | baris 4 | type | mystery | Jenis “mystery” tidak dikenal di XLSForm. Periksa "
        "ejaannya.\n"
    )
    assert refusal == "1 masalah ditemukan; tidak ada yang diimpor."
    assert not Questionnaire.objects.preset("FORM").exists()


def test_a_dry_run_makes_nothing(tmp_path):
    form = Questionnaire.objects.preset("F0").get()
    out, _, _ = command(tmp_path, write_xlsform(form, Question.objects.of(form)), "--dry-run")
    assert out.endswith("Uji coba (XLSForm): 4 bagian, 10 pertanyaan; tidak ada yang diimpor.\n")
    assert Questionnaire.objects.preset("F0").count() == 1


@pytest.mark.parametrize(
    ("data", "options", "sentence"),
    [
        (GOOD, ("--region", "99.99"), "Wilayah dengan kode 99.99 tidak ada."),
        (b"nothing", (), "Unggah buku kerja Excel"),
    ],
)
def test_the_command_refuses_in_a_sentence(tmp_path, data, options, sentence):
    assert sentence in command(tmp_path, data, *options)[2]


def test_a_missing_file_is_named():
    with pytest.raises(CommandError, match=r"Berkas nowhere\.xlsx tidak dapat dibuka"):
        call_command("import_questionnaire", "nowhere.xlsx")
