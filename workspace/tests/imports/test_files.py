"""Workbooks that go out: templates, and exactly the rows that were not imported."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import ImportJob
from programs.tests.factories import (
    next_nip,
)
from workspace.tests.imports.steps import HEADER, page, people, remap, upload


def test_seven_bad_rows_of_219_come_back_as_exactly_seven_with_reasons(client, session, dinas):
    rows = people(219, dinas)
    for bad in (13, 30, 39, 77, 101, 150, 218):
        rows[bad][0] = "12345"
    job = upload(client, session, rows)
    assert "Impor 212 baris, lewati 7" in page(client, job)
    response = client.get(reverse("workspace:import_failed", args=[job.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    found = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert found[0] == [*HEADER, "Alasan"]
    assert [line[1] for line in found[1:]] == [
        "Orang 13",
        "Orang 30",
        "Orang 39",
        "Orang 77",
        "Orang 101",
        "Orang 150",
        "Orang 218",
    ]
    assert found[1][3] == "NIP: NIP harus terdiri atas 18 angka."


def test_what_goes_out_can_come_in_again(client, session, dinas):
    rows = people(2, dinas)
    rows[1][0] = "12345"
    job = upload(client, session, rows)
    data = client.get(reverse("workspace:import_failed", args=[job.pk])).content
    address = reverse("workspace:import_new", args=["participants"]) + f"?session={session.pk}"
    client.post(address, {"file": SimpleUploadedFile("lagi.xlsx", data)})
    again = ImportJob.objects.latest("pk")
    assert (again.summary["total"], again.summary["error"]) == (1, 1)


def test_formulas_in_the_file_of_bad_rows_are_inert(client, session, dinas):
    rows = [["=1+1", '=HYPERLINK("http://x")', {"f": "=1+1"}]]
    job = upload(client, session, rows, header=["NIP", "Nama", "=cmd|x"])
    job = remap(client, job, {"nip": 0, "nama": 1, "unit_kerja": 2})
    data = client.get(reverse("workspace:import_failed", args=[job.pk])).content
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}
    assert all(cell.quotePrefix for line in sheet.iter_rows() for cell in line)


@pytest.mark.parametrize("kind", ["employees", "programs", "participants", "measurements"])
def test_the_template_keeps_numbers_as_text_and_explains_itself(client, kind):
    response = client.get(reverse("workspace:import_template", args=[kind]))
    assert response.headers["Content-Disposition"] == f'attachment; filename="templat-{kind}.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet, notes = book.worksheets
    headings = [cell.value for cell in sheet[1]]
    assert notes.title == "Contoh & penjelasan"
    assert [line[0].value for line in notes.iter_rows(min_row=2)] == headings
    if "NIP" in headings:
        letter = sheet.cell(1, headings.index("NIP") + 1).column_letter
        assert sheet.column_dimensions[letter].number_format == "@"


def test_a_filled_template_is_understood_without_matching(client, session, dinas):
    address = reverse("workspace:import_template", args=["participants"])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    values = dict(zip(headings, [None] * len(headings), strict=True))
    values |= {headings[0]: next_nip(), headings[1]: "Siti", headings[2]: dinas.name}
    sheet.append(list(values.values()))
    target = io.BytesIO()
    book.save(target)
    address = reverse("workspace:import_new", args=["participants"]) + f"?session={session.pk}"
    client.post(address, {"file": SimpleUploadedFile("isi.xlsx", target.getvalue())})
    job = ImportJob.objects.get()
    assert (job.state, job.summary["new"]) == ("checked", 1)
