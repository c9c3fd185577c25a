"""Importing answers in a real browser at both widths: upload, where it fails, mend, result."""

import re

import pytest
from django.urls import reverse

from accounts.models import User
from evaluasi.tests.test_every_page import complaints, signed_in_page
from organization.access import Role
from organization.models import Region
from surveys.tests.exports import csv_of, google
from surveys.tests.factories import make_open_survey

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_every_step_of_importing_answers(browser_page, site, width):
    user = User.objects.create_user("petugas-impor", None, name="Petugas", role=Role.OFFICER)
    region = Region.objects.get(code="36.74")
    user.regions.add(region)
    survey = make_open_survey(region, people=6)
    page, found = signed_in_page(browser_page, site, user, width), []

    def look(step):
        found.extend(f"{step}: {what}" for what in complaints(page, width))

    page.goto(reverse("workspace:import_responses"))
    look("choose")
    page.get_by_role("link", name=re.compile("^Pilih")).click()
    assert "Formulir ini anonim" in page.locator("main").inner_text()
    rows = google(survey, 6)
    rows[2][4], rows[5][6] = "Bagus sekali", "9"
    rows[0][7] = "Judul yang lain"
    page.set_input_files(
        "[name=file]", {"name": "g.csv", "mimeType": "text/csv", "buffer": csv_of(rows)}
    )
    page.get_by_role("button", name="Periksa").click()
    assert "Baris 3" in page.locator("main").inner_text() or width == 1280
    look("located")
    page.get_by_role("link", name="Lanjutkan ke pemeriksaan").click()
    look("check")
    page.get_by_label(re.compile("Bagus sekali")).select_option("4")
    page.get_by_role("button", name="Terapkan lalu periksa ulang").click()
    page.get_by_role("link", name="Ubah padanan kolom").click()
    look("mapping")
    page.go_back()
    page.get_by_role("button", name=re.compile("^Impor 5 baris, lewati 1")).click()
    look("result")
    assert survey.responses.count() == 5
    page.get_by_role("button", name="Batalkan impor ini").click()
    assert survey.responses.count() == 0
    assert found == [], "\n".join(found)
