"""A Petugas imports participants: upload, check, mend, confirm, undo; nobody else may."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import ImportJob, ImportRow
from intake.tests.files import workbook
from organization.models import Employee
from programs.models import Participation
from programs.tests.factories import next_nip
from trail.models import Entry
from workspace.tests.imports.steps import HEADER, page, people, press, remap, upload


def test_a_file_walks_from_upload_to_participants(client, session, dinas):
    job = upload(client, session, people(12, dinas))
    assert "Impor 12 baris" in page(client, job)
    assert Participation.objects.count() == 0
    response = press(client, "import_confirm", job, digest=job.digest)
    text = " ".join(response.content.decode().split())
    assert "12 diimpor: 12 baru, 0 diperbarui, 0 dilewati" in text
    assert Participation.objects.filter(session=session).count() == 12


def test_a_paste_walks_the_same_way(client, session, dinas):
    nip = next_nip()
    pasted = f"NIP\tNama\tUnit Kerja\r\n{nip}\tSiti\t{dinas.name}\r\n"
    address = reverse("workspace:import_new", args=["participants"]) + f"?session={session.pk}"
    client.post(address, {"paste": pasted})
    job = ImportJob.objects.get()
    press(client, "import_confirm", job, digest=job.digest)
    assert Participation.objects.get().employee.nip == nip


def test_a_second_press_shows_the_same_result_and_writes_once(client, session, dinas):
    job = upload(client, session, people(3, dinas))
    first = press(client, "import_confirm", job, digest=job.digest)
    second = press(client, "import_confirm", job, digest=job.digest)
    assert first.redirect_chain == second.redirect_chain
    assert (
        Participation.objects.count(),
        Entry.objects.filter(action="import.applied").count(),
    ) == (
        3,
        1,
    )


def test_undo_takes_everything_back(client, session, dinas):
    job = upload(client, session, people(3, dinas))
    press(client, "import_confirm", job, digest=job.digest)
    response = press(client, "import_undo", job)
    assert "Data kembali seperti sebelum impor." in response.content.decode()
    assert (Participation.objects.count(), Employee.objects.count()) == (0, 0)


def test_undo_says_why_it_is_refused(client, session, dinas):
    job = upload(client, session, people(1, dinas))
    press(client, "import_confirm", job, digest=job.digest)
    Participation.objects.update(pretest=50)
    response = press(client, "import_undo", job)
    assert "sudah diubah setelah impor" in response.content.decode()
    assert Participation.objects.count() == 1


def test_unmatched_headers_ask_for_their_columns_and_are_remembered(client, session, dinas):
    header = ["Nomor Orang", "Siapa", "Di mana"]
    job = upload(client, session, people(2, dinas), header=header)
    shown = client.get(reverse("workspace:import_job", args=[job.pk]), follow=True).content.decode()
    assert "Belum ketemu di berkas" in shown
    job = remap(client, job, {"nip": 0, "nama": 1, "unit_kerja": 2})
    assert (job.state, job.summary["new"]) == ("checked", 2)
    assert upload(client, session, people(1, dinas), header=header).state == "checked"


def test_a_mapping_without_the_needed_columns_says_which(client, session, dinas):
    job = upload(client, session, people(1, dinas), header=["a", "b", "c"])
    response = client.post(reverse("workspace:import_mapping", args=[job.pk]), {"nama": "1"})
    shown = response.content.decode()
    assert "<title>Kesalahan: Kenali kolom" in shown
    assert "NIP: pilih kolom berkas yang memuatnya." in shown


def test_one_column_cannot_be_two(client, session, dinas):
    job = upload(client, session, people(1, dinas), header=["a", "b", "c"])
    response = client.post(
        reverse("workspace:import_mapping", args=[job.pk]), {"nip": "1", "nama": "1"}
    )
    assert "kolom ini sudah dipakai untuk" in response.content.decode()


def test_unknown_units_are_mapped_once_for_all_their_rows(client, session, dinas):
    rows = [[nip, name, "Dns Contoh Satuu"] for nip, name, _ in people(3, dinas)]
    job = upload(client, session, rows)
    shown = page(client, job)
    assert "Nilai yang belum dikenal (1)" in shown
    assert re.search(rf'value="{dinas.pk}"\s+selected', shown)  # the likeliest is suggested
    client.post(reverse("workspace:import_job", args=[job.pk]), {"map-0": dinas.pk})
    job.refresh_from_db()
    assert (job.summary["error"], job.summary["new"]) == (0, 3)


def test_an_unknown_unit_is_asked_for_once(client, session, dinas):
    bad, good = people(2, dinas)
    bad[2], good[0] = "Dns Contoh Satuu", "1"
    shown = page(client, upload(client, session, [bad, good]))
    assert 'name="fix-3-nip"' in shown  # a cell that only its row can mend
    assert "fix-2-unit_kerja" not in shown
    assert '<a href="#id_map-0">Ke pilihan padanannya</a>' in shown


def test_a_warning_does_not_ask_for_the_cell_again(client, session, dinas):
    session.capacity = 1
    session.save()
    rows = people(2, dinas)
    rows[1][0] = "198502302010011003"  # no 30 February
    shown = page(client, upload(client, session, rows))
    assert "Mulai baris ini kuota 1 orang terlampaui" in shown
    assert shown.count("Perbaiki di sini</label>") == shown.count('name="fix-3-nip"') == 1


def test_unknown_topics_are_asked_for_beside_their_warnings(client):
    header = "Kode Program\tNama Program\tKategori\tTahun\tTopik\tAngkatan\tMulai\tSelesai"
    line = "MW27\tManajemen Waktu\tPelatihan\t2027\tMenjahit\t1\t2/3/2027\t3/3/2027"
    address = reverse("workspace:import_new", args=["programs"])
    client.post(address, {"paste": f"{header}\n{line}"})
    shown = page(client, ImportJob.objects.latest("pk"))
    assert "Nilai yang belum dikenal (1)" in shown
    assert "Menjahit" in shown


def test_a_bad_cell_is_mended_on_the_page_and_a_row_skipped(client, session, dinas):
    rows = people(3, dinas)
    good = rows[0][0]
    rows[0][0], rows[1][0] = "1", 1.99e17
    job = upload(client, session, rows)
    client.post(reverse("workspace:import_job", args=[job.pk]), {"fix-2-nip": good, "skip-3": "on"})
    job.refresh_from_db()
    assert (job.summary["new"], job.summary["error"], job.summary["skipped"]) == (2, 0, 1)
    press(client, "import_confirm", job, digest=job.digest)
    assert Employee.objects.filter(nip=good).exists()


@pytest.mark.parametrize("kind", ["employees", "programs", "measurements"])
def test_a_page_that_was_only_opened_blames_nobody(client, kind):
    shown = client.get(reverse("workspace:import_new", args=[kind])).content.decode()
    assert "Ada yang perlu diperbaiki" not in shown
    assert "Kesalahan" not in shown


def test_the_list_is_narrowed_by_kind_and_state(client, session, dinas):
    upload(client, session, people(1, dinas))
    ImportJob.objects.create(kind="employees", region_code="36.74", file_name="lain.xlsx")
    shown = client.get(reverse("workspace:imports"), {"kind": "participants"}).content.decode()
    assert "peserta.xlsx" in shown
    assert "lain.xlsx" not in shown
    empty = client.get(reverse("workspace:imports"), {"state": "undone"}).content.decode()
    assert "Tidak ada impor yang cocok" in empty


def test_nothing_chosen_says_what_to_do(client, session):
    address = reverse("workspace:import_new", args=["participants"]) + f"?session={session.pk}"
    assert "Pilih berkas, atau tempel tabel" in client.post(address).content.decode()


def test_the_ready_rows_are_shown_with_masked_numbers(client, session, dinas):
    rows = people(30, dinas)
    shown = page(client, upload(client, session, rows), tab="ready")
    assert rows[0][0] not in shown
    assert f"•••• {rows[0][0][-4:]}" in shown
    assert "Halaman 1 dari 2" in shown  # 30 rows, 25 a page


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_check_page_takes_the_same_queries_for_any_number_of_rows(
    client, session, dinas, count, django_assert_max_num_queries
):
    job = upload(client, session, [[f"{number}", "A", "?"] for number in range(count)])
    with django_assert_max_num_queries(14):
        page(client, job)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_imports_takes_five_queries(
    client, session, dinas, count, django_assert_num_queries
):
    for _ in range(count):
        upload(client, session, people(1, dinas))
    with django_assert_num_queries(5):  # session, user, regions, count, page
        shown = client.get(reverse("workspace:imports")).content.decode()
    assert shown.count("peserta.xlsx") == count


def test_an_empty_list_says_what_will_be_here(client):
    assert "Belum ada; pilih salah satu jenis" in client.get("/imports/").content.decode()


def test_participants_need_an_angkatan_that_is_searched_for(client, session):
    shown = client.get(reverse("workspace:import_new", args=["participants"])).content.decode()
    assert f"?session={session.pk}" in shown
    found = client.get(reverse("workspace:import_new", args=["participants"]), {"q": "tidak ada"})
    assert "Tidak ada angkatan yang cocok" in found.content.decode()


def test_a_cancelled_file_is_left_without_a_trace_in_the_data(client, session, dinas):
    job = upload(client, session, people(2, dinas))
    response = press(client, "import_cancel", job)
    assert "Tidak ada data yang diubah." in response.content.decode()
    assert (ImportRow.objects.count(), Participation.objects.count()) == (0, 0)


def test_a_calendar_and_employees_are_imported_by_the_same_pages(client, tangsel, dinas):
    nip = next_nip()
    files = {
        "employees": workbook([HEADER, [nip, "Siti", dinas.name]]),
        "programs": workbook(
            [
                ["Kode Program", "Nama Program", "Angkatan", "Mulai", "Selesai"],
                ["AR26", "Arsip", "1", date(2026, 4, 1), date(2026, 4, 3)],
            ]
        ),
    }
    for kind, data in files.items():
        address = reverse("workspace:import_new", args=[kind])
        client.post(address, {"file": SimpleUploadedFile("a.xlsx", data)})
        job = ImportJob.objects.latest("pk")
        assert job.summary.get("error") == 0, list(job.rows.values_list("problems", flat=True))
        press(client, "import_confirm", job, digest=job.digest)
    assert Employee.objects.get(nip=nip).region == tangsel
    assert tangsel.programs.get().sessions.get().code == "AR26-1"
