"""import_responses: exports of other forms become answers of ours, or nothing at all happens."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from intake.importers import BadValue
from intake.models import ImportJob, ImportRow, JournalEntry
from intake.tests.files import workbook
from programs.tests.factories import make_employee, make_participation, make_unit, next_nip
from surveys import keys
from surveys.actions import close_survey
from surveys.importers.responses.answers import AnswerReader
from surveys.models import (
    AnswerTally,
    Authorship,
    ClosedResponse,
    Comment,
    Invitation,
    Pseudonym,
    Question,
    Response,
    Survey,
)
from surveys.tests.exports import csv_of, google, read_number
from surveys.tests.factories import answer, make_open_survey, make_recent_session

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path):
    """Run the command on rows or bytes; return what it printed, also kept as run.printed."""

    def run(survey, content, *more, name="jawaban.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else csv_of(content))
        out = run.printed = io.StringIO()
        call_command(
            "import_responses", str(file), "--survey", survey.code, *more, stdout=out, stderr=out
        )
        return out.getvalue()

    return run


def refused(run, survey, content, **options):
    """Return the sentence of the refusal and that nothing was written."""
    before = counts(survey)
    with pytest.raises(CommandError) as caught:
        run(survey, content, **options)
    assert counts(survey) == before
    return str(caught.value)


def counts(survey):
    """Responses, comments, sent invitations, invitations."""
    return (
        survey.responses.count(),
        survey.comments.count(),
        survey.invitations.filter(is_submitted=True).count(),
        survey.invitations.count(),
    )


def questions_of(survey):
    return list(Question.objects.of(survey.questionnaire))


def nips_of(survey):
    return list(survey.invitations.order_by("pk").values_list("rater__nip", flat=True))


# --- the three promises ---------------------------------------------------------------------------
def test_an_anonymous_form_takes_every_row_and_no_name(tangsel, run):
    survey = make_open_survey(tangsel, people=3)
    printed = run(survey, google(survey, 7))
    assert "7 baris: 7 baru" in printed
    assert (
        "Formulir ini anonim. Kolom “Cap waktu”, “Alamat email”, “Nama Lengkap” tidak dibaca dan "
        "tidak disimpan." in printed
    )
    assert counts(survey) == (7, 7, 7, 3 + 7)
    numbers = {read_number(questions_of(survey), one.answers) for one in survey.responses.all()}
    assert numbers == set(range(7))
    drawn = survey.invitations.filter(is_submitted=True)
    assert set(drawn.values_list("rater", "relation")) == {(None, "drawn")}


def test_a_named_form_gives_each_row_its_author(tangsel, run):
    survey = make_open_survey(tangsel, people=3, promise="named")
    nips = nips_of(survey)
    run(survey, google(survey, 3, nips=nips))
    assert counts(survey) == (3, 3, 3, 3)
    found = Authorship.objects.values_list("employee__nip", "response__answers")
    questions = questions_of(survey)
    assert {nip: read_number(questions, answers) for nip, answers in found} == {
        nip: number for number, nip in enumerate(nips)
    }


def test_a_confidential_form_gives_each_row_the_pseudonym_of_a_sent_form(tangsel, run):
    survey = make_open_survey(tangsel, people=3, promise="confidential")
    people = list(survey.invitations.order_by("pk").select_related("survey", "participation"))
    answer(people[2])
    run(survey, google(survey, 2, nips=nips_of(survey)[:2]))
    key = keys.store().read(survey.pseudonym_key)
    expected = {
        keys.pseudonyms(key, survey.pk, one.rater_id, one.participation.employee_id)
        for one in people
    }
    assert set(Pseudonym.objects.values_list("rater", "subject")) == expected
    assert len(expected) == 3


def test_rows_without_an_nip_have_nobody_behind_them(tangsel, run):
    survey = make_open_survey(tangsel, people=2, promise="named")
    run(survey, google(survey, 2, nips=[nips_of(survey)[0], ""]))
    assert (survey.responses.count(), Authorship.objects.count()) == (2, 1)
    assert counts(survey)[2:] == (2, 3)  # two invited, one row of nobody


def test_rows_of_nobody_are_answers_of_those_who_were_asked(tangsel, run):
    survey = make_open_survey(tangsel, people=10)
    answer(survey.invitations.select_related("survey").first())
    run(survey, google(survey, 7))
    shown = Survey.objects.with_counts().get(pk=survey.pk)
    assert (shown.invited, shown.submitted) == (10, 1 + 7)  # not 17 invited
    run(survey, google(survey, 5, first=7))
    shown = Survey.objects.with_counts().get(pk=survey.pk)
    assert (shown.invited, shown.submitted) == (13, 1 + 7 + 5)  # never fewer than answered
    closed = close_survey(survey=survey, actor=None)
    assert (closed.invited_at_close, closed.submitted_at_close) == (13, 13)


def test_people_who_were_not_asked_are_errors(tangsel, binjai, run):
    survey = make_open_survey(tangsel, people=2, promise="named")
    elsewhere = make_open_survey(binjai, people=1, promise="named")
    nips = [nips_of(survey)[0], nips_of(elsewhere)[0], next_nip(), nips_of(survey)[0]]
    rows = google(survey, 4, nips=nips)
    assert refused(run, survey, rows) == "4 masalah ditemukan; tidak ada yang diimpor."


@pytest.mark.parametrize("promise", ["named", "confidential"])
def test_whoever_has_sent_the_form_cannot_be_imported(tangsel, run, promise):
    survey = make_open_survey(tangsel, people=2, promise=promise)
    nips = nips_of(survey)
    answer(survey.invitations.select_related("survey").get(rater__nip=nips[0]))
    assert "1 masalah" in refused(run, survey, google(survey, 2, nips=nips))


def test_an_nip_that_excel_made_a_number_is_an_error(tangsel, run):
    survey = make_open_survey(tangsel, people=1, promise="confidential")
    rows = google(survey, 1, nips=[float(nips_of(survey)[0])])
    assert "1 masalah" in refused(run, survey, workbook(rows), name="jawaban.xlsx")


# --- dialects and headings ------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_gives_the_same_answers(tangsel, run, delimiter, encoding):
    survey = make_open_survey(tangsel, people=1)
    run(survey, csv_of(google(survey, 3), delimiter=delimiter, encoding=encoding))
    numbers = {read_number(questions_of(survey), one.answers) for one in survey.responses.all()}
    assert numbers == {0, 1, 2}


def test_a_workbook_of_microsoft_forms(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 4)
    start = timezone.datetime(2026, 11, 22, 10, 15, 30)
    made = [["Id", "Waktu mulai", "Waktu penyelesaian", "Email", "Nama", *rows[0][3:]]]
    for number, row in enumerate(rows[1:], start=1):
        made.append([number, start, start + timedelta(minutes=3), "anonymous", None, *row[3:]])
    printed = run(survey, workbook(made, sheet="Sheet1"), name="jawaban.xlsx")
    assert "“Id”, “Waktu mulai”, “Waktu penyelesaian”, “Email”, “Nama”" in printed
    assert survey.responses.count() == 4


def test_headings_with_line_breaks_numbers_keys_and_grids(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 2)
    first, second, _third, fourth = rows[0][3:7]
    key = questions_of(survey)[2].key
    rows[0][3:7] = [
        first.replace(" ", "\n", 1),
        f"2. {second} *",
        key.lower(),
        f"Seberapa setuju Anda? [{fourth}]",
    ]
    run(survey, rows)
    numbers = {read_number(questions_of(survey), one.answers) for one in survey.responses.all()}
    assert numbers == {0, 1}


def test_labels_numbers_case_and_spaces_mean_the_same(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 5)
    for row, spelling in zip(
        rows[1:],
        ["SANGAT  SETUJU", "4", "4 - Sangat setuju", " sangat setuju.", "4,0"],
        strict=True,
    ):
        row[3] = spelling
    run(survey, rows)
    pk = str(questions_of(survey)[0].pk)
    assert [one.answers[pk] for one in survey.responses.all()] == [4] * 5


def test_an_answer_that_matches_nothing_is_told_by_its_row_in_the_file(tangsel, run, capsys):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 20)
    rows[13][4] = "<b>Luar biasa</b>"
    rows[17][5] = "4,5"
    assert refused(run, survey, rows) == "2 masalah ditemukan; tidak ada yang diimpor."
    questions = questions_of(survey)
    listed = "Sangat tidak setuju, Tidak setuju, Setuju, Sangat setuju."
    reason = f"Bukan jawaban pertanyaan ini. Pilihan: {listed}"
    assert run.printed.getvalue().splitlines() == [  # the 13th answer stands below row 1, in row 14
        f" | baris 14 | {questions[1].text} | <b>Luar biasa</b> | {reason}",
        f" | baris 18 | {questions[2].text} | 4,5 | {reason}",
    ]


def test_a_file_of_something_else_gets_one_sentence(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = [["Nama barang", "Jumlah"], ["Kursi", "3"]]
    assert refused(run, survey, rows) == (
        f"Tidak satu pun judul kolom berkas ini sama dengan pertanyaan formulir {survey.code}. "
        "Periksa apakah berkas dan formulirnya sudah benar, atau samakan judul kolom dengan bunyi "
        "pertanyaannya."
    )


# --- when -----------------------------------------------------------------------------------------
def test_a_closed_form_takes_nothing(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 2)
    close_survey(survey=survey, actor=None)
    assert "Formulir ini tidak menerima jawaban" in refused(run, survey, rows)


def test_a_form_about_others_takes_nothing(tangsel, run):
    session, unit = make_recent_session(tangsel), make_unit(tangsel)
    make_employee(tangsel, unit=unit).placements.update(is_head=True)
    make_participation(session, make_employee(tangsel, unit=unit))
    survey = make_open_survey(
        tangsel,
        people=0,
        session=session,
        code="F4",
        audience="supervisors",
        promise="confidential",
    )
    assert "Formulir ini menilai orang lain" in refused(run, survey, google(survey, 1))


def test_a_dry_run_writes_nothing(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    assert "Uji coba: tidak ada yang diimpor." in run(survey, google(survey, 3), "--dry-run")
    assert counts(survey) == (0, 0, 0, 1)
    assert ImportJob.objects.count() == 0


def test_the_same_file_is_refused_the_second_time(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    rows = google(survey, 3)
    run(survey, rows)
    assert "Semua baris berkas ini sudah diimpor" in refused(run, survey, rows)
    assert "sudah diimpor" in refused(run, survey, csv_of(rows, delimiter=";", encoding="utf-16"))


def test_a_longer_export_adds_only_its_new_rows(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    run(survey, google(survey, 3))
    printed = run(survey, google(survey, 5))
    assert "3 baris dilewati karena sudah diimpor ke formulir ini." in printed
    assert counts(survey)[0] == 5


def test_two_people_with_the_same_answers_are_two(tangsel, run):
    survey = make_open_survey(tangsel, people=1)
    heading, row = google(survey, 1)
    anonymous = [heading[3:], row[3:], row[3:], row[3:]]  # a table without times
    run(survey, anonymous)
    assert counts(survey)[0] == 3
    run(survey, [*anonymous, row[3:]])
    assert counts(survey)[0] == 4


# --- what is kept ---------------------------------------------------------------------------------
def test_closing_counts_imported_and_sent_forms_alike_and_forgets_the_import(tangsel, run):
    survey = make_open_survey(tangsel, people=2)
    answer(survey.invitations.select_related("survey").first(), 4)
    run(survey, google(survey, 6))
    closed = close_survey(survey=survey, actor=None)
    assert (closed.submitted_at_close, ClosedResponse.objects.count()) == (7, 7)
    first = questions_of(survey)[0]
    tallies = dict(AnswerTally.objects.filter(question=first).values_list("value", "count"))
    # numbers 0..5 spell 1, 2, 3, 4, 1, 2 in the first item; the sent form says 4
    assert tallies == {"1": 2, "2": 2, "3": 1, "4": 2}
    assert (ImportRow.objects.count(), JournalEntry.objects.count()) == (0, 0)
    job = ImportJob.objects.get()
    assert job.context == {"survey": survey.pk, "session": survey.session_id}


@pytest.mark.parametrize("promise", ["anonymous", "confidential", "named"])
def test_no_query_per_row(tangsel, run, django_assert_num_queries, promise):
    for people in (30, 60):
        survey = make_open_survey(tangsel, people=people, promise=promise)
        nips = None if promise == "anonymous" else nips_of(survey)
        rows = csv_of(google(survey, people, nips=nips))
        with django_assert_num_queries(QUERIES[promise]):
            run(survey, rows)
        assert survey.responses.count() == people


QUERIES = {"anonymous": 41, "confidential": 48, "named": 46}


def test_every_row_leaves_one_sent_invitation(tangsel, run):
    survey = make_open_survey(tangsel, people=4, promise="confidential")
    nips = nips_of(survey)
    answer(survey.invitations.select_related("survey", "participation").get(rater__nip=nips[3]))
    run(survey, google(survey, 5, nips=[*nips[:2], "", "", nips[2]]))
    assert Response.objects.count() == Invitation.objects.filter(is_submitted=True).count() == 6
    assert Comment.objects.count() == 5


def test_the_example_of_the_documents_can_be_imported(tangsel, run):
    survey = make_open_survey(tangsel, people=12)
    printed = run(survey, (ROOT / "docs" / "contoh-google-forms.csv").read_bytes())
    assert "12 baris: 12 baru" in printed
    assert counts(survey) == (12, 6, 12, 12 + 12)  # every second row says something
    assert all(len(one.answers) == 12 for one in survey.responses.all())


# --- answers of other kinds -----------------------------------------------------------------------
def reader(**fields):
    return AnswerReader(Question(text="Apa?", **fields))


SOURCES = [
    ["teman", "Teman, atau atasan"],
    ["medsos", "Media sosial"],
    ["surat", "Surat; nota dinas"],
]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Media sosial", ["medsos"]),
        ("Teman, atau atasan, Media sosial", ["teman", "medsos"]),  # as Google writes
        ("Media sosial;Surat; nota dinas;", ["medsos", "surat"]),  # as Microsoft writes
        ("media  SOSIAL, medsos", ["medsos"]),
    ],
)
def test_several_choices_in_one_cell(cell, codes):
    assert reader(kind="multiple", choices=SOURCES).read(cell) == codes


def test_a_choice_of_their_own_is_lainnya_where_the_question_has_it_and_an_error_elsewhere():
    own = reader(kind="multiple", choices=SOURCES, has_other=True)
    assert own.read("Media sosial, Radio desa") == ["medsos", "lainnya"]
    assert own.own_words("Media sosial, Radio desa") == "Radio desa"
    one = reader(kind="single", choices=SOURCES, has_other=True)
    assert (one.read("Radio desa"), one.own_words("Radio desa")) == ("lainnya", "Radio desa")
    with pytest.raises(BadValue, match="“Radio desa” bukan pilihan pertanyaan ini"):
        reader(kind="multiple", choices=SOURCES).read("Media sosial, Radio desa")


def test_a_long_cell_of_commas_is_read_in_time():
    with pytest.raises(BadValue):
        reader(kind="multiple", choices=SOURCES).read("a," * 15_000)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("number", "12,5", 12.5),
        ("date", "22/11/2026 10.15.30", "2026-11-22"),
        ("date", "22 November 2026", "2026-11-22"),
        ("rating", 7.0, 7),
        ("rating", "10", 10),
        ("rating", "1,0", 1),  # not 10
        ("text", 12.0, "12"),
    ],
)
def test_numbers_days_ratings_and_texts(kind, cell, value):
    assert reader(kind=kind).read(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("rating", "11"),
        ("rating", "-3"),
        ("rating", "4,5"),
        ("number", "lima"),
        ("date", "31/2/2026"),
    ],
)
def test_what_is_no_number_day_or_rating_is_refused(kind, cell):
    with pytest.raises(BadValue):
        reader(kind=kind).read(cell)
