"""A Petugas imports answers of another form on the page: choose, upload, check, confirm, undo."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from intake.models import ImportJob, ImportRow, JournalEntry
from intake.reader import read_sheets
from surveys.actions import close_survey
from surveys.models import Authorship, Comment, Invitation, Pseudonym, Question, Response
from surveys.tests.exports import csv_of, google
from surveys.tests.factories import answer, make_open_survey
from workspace.tests.imports.steps import page, press

PROMISES = ("anonymous", "confidential", "named")


def address(survey):
    return reverse("workspace:import_into", args=[survey.pk])


def send(client, survey, rows, name="jawaban.csv"):
    return client.post(address(survey), {"file": SimpleUploadedFile(name, csv_of(rows))})


def upload(client, survey, rows):
    """Upload a file without problems and return the job."""
    response = send(client, survey, rows)
    assert response.status_code == 302, response.content.decode()
    return ImportJob.objects.latest("pk")


def words(response):
    return " ".join(response.content.decode().split())


def nips_of(survey):
    return list(survey.invitations.order_by("pk").values_list("rater__nip", flat=True))


def stored(survey):
    """All that an import may change, without keys that are random."""
    return {
        "answers": sorted(map(str, survey.responses.values_list("answers", "stratum"))),
        "comments": sorted(survey.comments.values_list("question", "text")),
        "invitations": sorted(
            map(str, survey.invitations.values_list("rater", "relation", "is_submitted", "serial"))
        ),
        "authors": sorted(
            map(str, Authorship.objects.values_list("employee", "response__answers"))
        ),
        "pseudonyms": sorted(map(str, Pseudonym.objects.values_list("rater", "response__answers"))),
    }


@pytest.fixture(params=PROMISES)
def form(request, tangsel):
    """An open form of each promise with six invited, one of whom has sent it."""
    survey = make_open_survey(tangsel, people=6, promise=request.param)
    answer(survey.invitations.select_related("survey", "participation").order_by("pk")[5], 4)
    return survey


def rows_for(survey, number=5):
    return google(survey, number, nips=None if survey.promise == "anonymous" else nips_of(survey))


# --- the walk -------------------------------------------------------------------------------------
def test_without_a_form_the_page_asks_which(client, tangsel, binjai):
    ours, others = make_open_survey(tangsel), make_open_survey(binjai)
    shown = client.get(reverse("workspace:import_new", args=["responses"]), follow=True)
    assert address(ours) in shown.content.decode()
    assert address(others) not in shown.content.decode()


def test_a_form_of_another_region_is_an_unknown_address(client, binjai):
    survey = make_open_survey(binjai)
    assert client.get(address(survey)).status_code == 404
    assert send(client, survey, google(survey, 2)).status_code == 404


def test_a_file_walks_from_upload_to_answers_and_back(client, form):
    before = stored(form)
    job = upload(client, form, rows_for(form))
    assert "Impor 5 baris" in page(client, job)
    assert stored(form) == before
    assert "5 diimpor: 5 baru" in words(press(client, "import_confirm", job, digest=job.digest))
    assert form.responses.count() == form.invitations.filter(is_submitted=True).count() == 6
    done = press(client, "import_undo", job)
    assert "Data kembali seperti sebelum impor." in words(done)
    assert stored(form) == before


def test_page_and_command_store_the_same(client, form, tmp_path):
    rows, before = rows_for(form), stored(form)
    job = upload(client, form, rows)
    press(client, "import_confirm", job, digest=job.digest)
    by_page = stored(form)
    press(client, "import_undo", job)
    file = tmp_path / "jawaban.csv"
    file.write_bytes(csv_of(rows))
    call_command("import_responses", str(file), "--survey", form.code, stdout=io.StringIO())
    assert stored(form) == by_page != before


def test_a_link_works_again_after_the_undo(client, tangsel):
    survey = make_open_survey(tangsel, people=2, promise="named")
    job = upload(client, survey, google(survey, 2, nips=nips_of(survey)))
    hashes = set(survey.invitations.values_list("pk", "token_hash", "code_hash"))
    press(client, "import_confirm", job, digest=job.digest)
    press(client, "import_undo", job)
    assert set(survey.invitations.values_list("pk", "token_hash", "code_hash")) == hashes
    assert answer(survey.invitations.select_related("survey", "participation").first()) is True
    assert Response.objects.count() == 1


def test_undo_is_refused_after_the_close(client, form):
    job = upload(client, form, rows_for(form))
    press(client, "import_confirm", job, digest=job.digest)
    close_survey(survey=form, actor=None)
    assert "sudah ditutup" in words(press(client, "import_undo", job))
    job.refresh_from_db()
    assert job.state == "applied"
    assert form.closed_responses.count() == 6


def test_somebody_who_sends_after_the_check_stops_the_import(client, tangsel):
    survey = make_open_survey(tangsel, people=2, promise="confidential")
    job = upload(client, survey, google(survey, 2, nips=nips_of(survey)))
    answer(survey.invitations.select_related("survey", "participation").first())
    response = press(client, "import_confirm", job, digest=job.digest)
    assert "Data berubah sejak berkas ini diperiksa" in words(response)
    assert Response.objects.count() == 1


def test_a_form_closed_after_the_check_takes_nothing(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    job = upload(client, survey, google(survey, 2))
    close_survey(survey=survey, actor=None)
    press(client, "import_confirm", job, digest=job.digest)
    assert (Response.objects.count(), survey.closed_responses.count()) == (0, 0)


def test_two_checks_of_one_file_are_applied_once(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    first, second = (upload(client, survey, google(survey, 3)) for _ in range(2))
    press(client, "import_confirm", first, digest=first.digest)
    assert "lewat pemeriksaan lain" in words(
        press(client, "import_confirm", second, digest=second.digest)
    )
    assert Response.objects.count() == 3


def test_the_same_file_again_is_one_sentence_on_the_page(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    job = upload(client, survey, google(survey, 3))
    press(client, "import_confirm", job, digest=job.digest)
    response = send(client, survey, google(survey, 3))
    assert response.status_code == 200
    assert "Semua baris berkas ini sudah diimpor" in words(response)


def test_a_file_of_something_else_is_one_sentence_in_the_summary(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    response = send(client, survey, [["Barang", "Jumlah"], ["Kursi", "3"]])
    assert "Tidak satu pun judul kolom berkas ini" in words(response)
    assert "<title>Kesalahan: " in response.content.decode()
    assert ImportJob.objects.count() == 0


# --- mending --------------------------------------------------------------------------------------
def test_problems_are_told_once_by_the_rows_of_the_file(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 12)
    rows[7][4] = "Luar biasa"
    shown = words(send(client, survey, rows))
    assert "Masalah menurut baris di berkas Anda" in shown
    assert '<span class="phone-only">Baris </span>8 </th>' in shown  # the heading is row 1
    assert '<td data-label="Nilai">Luar biasa</td>' in shown


def test_an_unknown_answer_is_matched_once_for_all_its_rows(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 6)
    question = Question.objects.of(survey.questionnaire)[1]
    for row in (rows[2], rows[5]):
        row[4] = "Oke banget"
    send(client, survey, rows)
    job = ImportJob.objects.get()
    assert job.summary["unknown"] == {f"q{question.pk}": [["Oke banget", 2]]}
    client.post(reverse("workspace:import_job", args=[job.pk]), {"map-0": "4"})
    job.refresh_from_db()
    press(client, "import_confirm", job, digest=job.digest)
    found = [one.answers[str(question.pk)] for one in Response.objects.all()]
    assert sorted(found) == [1, 1, 1, 2, 4, 4]  # second digits of 0, 2, 3 and 5; 1 and 4 are mapped
    job.refresh_from_db()
    assert job.summary["unknown"] == {}


def test_a_column_with_other_words_is_matched_by_hand_and_remembered(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    question = Question.objects.of(survey.questionnaire)[0]
    rows = google(survey, 4)
    rows[0][3] = "Cocokkah materinya?"
    job = upload(client, survey, rows)
    shown = page(client, job)
    assert "Kolom yang tidak dipakai: Cocokkah materinya?" in " ".join(shown.split())
    assert (
        f"Pertanyaan tanpa kolom di berkas, dicatat sebagai dilewati: “{question.text[:-1]}”"
        in shown
    )
    mapping = job.mapping | {f"q{question.pk}": job.header.index("Cocokkah materinya?")}
    client.post(reverse("workspace:import_mapping", args=[job.pk]), mapping)
    job.refresh_from_db()
    press(client, "import_confirm", job, digest=job.digest)
    answers = [one.answers[str(question.pk)] for one in Response.objects.all()]
    assert sorted(answers) == [1, 2, 3, 4]
    again = google(survey, 4, first=20)
    again[0][3] = "Cocokkah materinya?"
    assert f"q{question.pk}" in upload(client, survey, again).mapping


def test_nobody_can_type_an_nip_beside_confidential_answers(client, tangsel):
    survey = make_open_survey(tangsel, people=2, promise="confidential")
    send(client, survey, google(survey, 2, nips=[nips_of(survey)[0], "bukan nip"]))
    job = ImportJob.objects.get()
    shown = page(client, job)
    assert "NIP di baris ini bukan 18 angka yang sah" in shown
    assert 'name="fix-' not in shown


def test_markup_in_headings_and_answers_stays_text(client, tangsel):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 3)
    rows[0].append("<script>alert(1)</script>")
    for row in rows[1:]:
        row.append("Setuju<img src=x onerror=alert(1)>")
    rows[1][4] = "<script>alert(2)</script>"
    shown = send(client, survey, rows).content.decode()
    shown += page(client, ImportJob.objects.get())
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(2)" in shown
    assert "<img" not in shown


def test_the_template_of_a_form_is_a_workbook_with_its_questions(client, tangsel):
    survey = make_open_survey(tangsel, people=1, promise="named")
    response = client.get(reverse("workspace:survey_template", args=[survey.pk]))
    sheet = read_sheets(response.content, "templat.xlsx")[0]
    texts = [question.text for question in Question.objects.of(survey.questionnaire)]
    assert sheet.rows[0].cells == ["NIP", *texts]
    general = reverse("workspace:import_template", args=["responses"])
    assert client.get(general).status_code == 404


# --- what is kept ---------------------------------------------------------------------------------
def test_confirming_deletes_the_checked_rows_unless_the_form_is_named(client, form):
    job = upload(client, form, rows_for(form))
    assert ImportRow.objects.filter(job=job).count() == 5
    press(client, "import_confirm", job, digest=job.digest)
    kept = 5 if form.promise == "named" else 0
    assert ImportRow.objects.filter(job=job).count() == kept


def test_the_journal_lists_keys_in_their_order_and_ties_no_answer_to_a_person(client, form):
    job = upload(client, form, rows_for(form))
    press(client, "import_confirm", job, digest=job.digest)
    for entry in JournalEntry.objects.filter(job=job):
        ids = [row[0] for row in entry.rows]
        assert ids == sorted(ids), entry.model
        fields = {name for _pk, before, _after in entry.rows for name in before or {}}
        assert fields <= {"is_submitted"}, entry.model
    assert Invitation.objects.filter(survey=form, is_submitted=True).count() == 6
    assert Comment.objects.filter(survey=form).count() == 5
