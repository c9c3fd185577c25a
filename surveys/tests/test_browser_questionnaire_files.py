"""The pages of a questionnaire's file in a real browser, with what is wrong and what is lost."""

import pytest

from evaluasi.tests.test_every_page import complaints, signed_in_page
from intake.tests.files import workbook_of
from surveys.models import Questionnaire

pytestmark = pytest.mark.browser
LONG = "pernah_mengikuti_pelatihan_kearsipan_di_luar_daerah_selama_lima_tahun_terakhir"
SURVEY = [
    ["type", "name", "label", "hint", "relevant", "default"],
    ["start", "mulai", "", "", "", ""],
    ["begin group", "g", "Materi", "", "", ""],
    ["select_one yn or_other", LONG, "Pernah ikut?", "Lima tahun terakhir.", "", "ya"],
    ["text", "b", "Mengapa?", "", f"${{{LONG}}} = 'ya'", ""],
    ["end group", "", "", "", "", ""],
    ["integer", "c", "Berapa?", "", f"count-selected(${{{LONG}}}) > {'1' * 80}", ""],
]
CHOICES = [["list_name", "name", "label"], ["yn", "ya", "Ya"], ["yn", "tidak", "Tidak"]]


@pytest.fixture
def files(tmp_path):
    """Write a file with losses and one with mistakes; return their paths by name."""
    broken = [*SURVEY, ["teks", "d", "?", "", "", ""], ["text", "b", "Lagi?", "", "", ""]]
    for name, survey in (("good", SURVEY), ("bad", broken)):
        data = workbook_of({"survey": survey, "choices": CHOICES})
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    return {name: str(tmp_path / f"{name}.xlsx") for name in ("good", "bad")}


@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_is_mended_looked_at_and_made(browser_page, site, officer, files, width):
    page = signed_in_page(
        lambda **options: browser_page(**options, bypass_csp=True), site, officer, width
    )
    found = {}
    page.goto("/questionnaires/import/")
    for step, file in (("mistakes", "bad"), ("preview", "good")):
        page.set_input_files("input[type=file]", files[file])
        page.click("main form button.btn-primary")
        page.wait_for_load_state()
        found[step] = complaints(page, width)
    assert page.locator("h1").inner_text() == "Periksa kuesioner"
    page.fill("#id_code", "")
    page.click("main form button.btn-primary")
    page.wait_for_load_state()
    found["refused"] = complaints(page, width)
    assert found == {"mistakes": [], "preview": [], "refused": []}
    page.fill("#id_code", "ARSIP")
    page.click("main form button.btn-primary")
    page.wait_for_load_state()
    assert "Kuesioner ARSIP versi 1 dibuat." in page.locator("main").inner_text()
    assert Questionnaire.objects.get(code="ARSIP").title == "good"
