"""What is refused, and who may not: every refusal is a sentence, a 403 or a 404."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import ImportJob, ImportRow
from intake.reader import pack
from organization.access import Role
from organization.models import Employee, Region
from programs.tests.factories import (
    make_employee,
    next_nip,
)
from workspace.importing.showing import sample_of
from workspace.tests.imports.steps import page, people, press, upload

NASTY = '"><script>alert(1)</script>{{ 7*7 }}'


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (199001012015031008, "tersimpan sebagai angka"),
        ("19900101201503100", "18 angka"),
        ("199002302015031001", "bukan tanggal lahir yang sah"),
        ("199001012015031000", "tidak boleh 000"),
        ({"f": "=1+1"}, "berisi rumus"),
        (None, "wajib diisi"),
    ],
)
def test_bad_numbers_get_a_sentence_and_nothing_is_written(client, session, dinas, cell, sentence):
    job = upload(client, session, [[cell, "Siti", dinas.name]])
    assert sentence in page(client, job)
    assert (Employee.objects.count(), job.summary["error"]) == (0, 1)


def test_someone_of_another_region_and_a_double_are_refused(client, session, dinas, binjai):
    theirs, nip = make_employee(binjai).nip, next_nip()
    rows = [[theirs, "A", dinas.name], [nip, "B", dinas.name], [nip, "C", dinas.name]]
    job = upload(client, session, rows)
    assert sorted(job.rows.failed().values_list("number", flat=True))[0] == 2
    assert "baris 3" in page(client, job)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "Berkas kosong"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "format Excel lama"),
        ("a.xlsx", b"<html>nip</html>", "halaman web"),
        ("a.csv", b"%PDF-1.7", "bukan tabel"),
    ],
)
def test_an_unreadable_file_is_refused_in_words(client, session, name, content, sentence):
    address = reverse("workspace:import_new", args=["participants"]) + f"?session={session.pk}"
    response = client.post(address, {"file": SimpleUploadedFile(name, content)})
    shown = response.content.decode()
    assert "<title>Kesalahan: Impor peserta" in shown
    assert sentence in shown
    assert not ImportJob.objects.exists()


def test_what_a_file_says_is_escaped_wherever_it_is_shown(client, session, dinas):
    header = ["NIP", "Nama", "Unit Kerja", NASTY]
    rows = [["1", NASTY, NASTY, NASTY], [next_nip(), "Siti", NASTY, "x"]]
    job = upload(client, session, rows, header=header, name=f"{NASTY}.xlsx", sheet="<b>&")
    job = ImportJob.objects.get(pk=job.pk)
    addresses = [
        reverse("workspace:imports"),
        reverse("workspace:import_job", args=[job.pk]),
        reverse("workspace:import_job", args=[job.pk]) + "?tab=ready",
        reverse("workspace:import_mapping", args=[job.pk]),
    ]
    for address in addresses:
        shown = client.get(address).content.decode()
        assert "<script>alert" not in shown
        assert "<b>&" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_petugas_of_two_regions_says_which(make_user, signed_in, tangsel, binjai):
    client = signed_in(make_user(Role.OFFICER, tangsel, binjai))
    address = reverse("workspace:import_new", args=["employees"])
    assert "Pilih wilayah" in client.get(address).content.decode()
    refused = client.post(address, {"paste": "NIP\tNama\n1\ta\n"})
    assert "Pilih wilayah yang memiliki data ini." in refused.content.decode()
    elsewhere = Region.objects.get(code="33.74.08").pk
    refused = client.post(address, {"paste": "NIP\tNama\n1\ta\n", "region": elsewhere})
    assert refused.status_code == 200
    assert not ImportJob.objects.exists()


def test_another_regions_imports_and_angkatan_do_not_exist(
    client, stranger, signed_in, session, dinas
):
    job = upload(client, session, people(1, dinas))
    theirs = signed_in(stranger)
    for name in ("import_job", "import_mapping", "import_failed"):
        assert theirs.get(reverse(f"workspace:{name}", args=[job.pk])).status_code == 404
    for name in ("import_confirm", "import_cancel", "import_undo"):
        assert theirs.post(reverse(f"workspace:{name}", args=[job.pk])).status_code == 404
    address = reverse("workspace:import_new", args=["participants"])
    assert theirs.get(address, {"session": session.pk}).status_code == 404
    assert "peserta.xlsx" not in theirs.get(reverse("workspace:imports")).content.decode()


def test_a_colleague_sees_the_check_but_cannot_change_it(
    client, make_user, signed_in, tangsel, session, dinas
):
    job = upload(client, session, [["1", "A", dinas.name], *people(1, dinas)])
    colleague = signed_in(make_user(Role.OFFICER, tangsel))
    shown = page(colleague, job)
    assert "sedang diperiksa oleh" in shown
    assert "Impor 1 baris" not in shown
    address = reverse("workspace:import_job", args=[job.pk])
    assert colleague.post(address, {"skip-2": "on"}).status_code == 403
    assert press(colleague, "import_confirm", job, digest=job.digest).status_code == 403
    assert ImportRow.objects.filter(state="skipped").count() == 0


def test_a_manager_may_not_import(manager, signed_in):
    client = signed_in(manager)
    assert client.get(reverse("workspace:imports")).status_code == 403
    assert client.get(reverse("workspace:import_new", args=["employees"])).status_code == 403


def test_verbs_answer_only_to_post_and_unknown_kinds_to_nothing(client, session, dinas):
    job = upload(client, session, people(1, dinas))
    for name in ("import_confirm", "import_cancel", "import_undo"):
        assert client.get(reverse(f"workspace:{name}", args=[job.pk])).status_code == 405
    assert client.get("/imports/new/nothing/").status_code == 404
    assert client.get("/imports/templates/nothing.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("cell", "sample"),
    [
        ("19800101 200501 1 001", "•••• 1001"),  # in groups
        ("'198001012005011001", "•••• 1001"),
        ("198001012005011001 / 0812345678", "•••• 5678"),
        ("19800101200501100", "•••• 1100"),  # a digit was lost
        ("130123456", "•••• 3456"),  # the NIP of before 2008
        ("2026-03-05 13:45:00", "2026-03-05 13:45:00"),
        ("Rp63.360.000", "Rp63.360.000"),
        ("Dinas Kesehatan", "Dinas Kesehatan"),
    ],
)
def test_a_sample_masks_the_numbers_of_people_only(cell, sample):
    assert sample_of(ImportRow(cells=[pack(cell)]), 0) == sample


def test_the_sample_of_a_column_shows_no_whole_nip(client, session, dinas):
    nip = next_nip()
    job = upload(client, session, [[nip, "Siti", dinas.name]])
    text = client.get(reverse("workspace:import_mapping", args=[job.pk])).content.decode()
    assert f"NIP – contoh: •••• {nip[-4:]}" in text
    assert nip not in text
