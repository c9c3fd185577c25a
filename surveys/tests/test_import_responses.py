"""import_responses: exports of other forms become answers of ours, or nothing at all happens."""

from pathlib import Path

import pytest

from intake.models import ImportJob, ImportRow, JournalEntry
from intake.tests.files import workbook
from programs.tests.factories import make_employee, make_participation, make_unit, next_nip
from surveys import keys
from surveys.actions import close_survey
from surveys.models import (
    AnswerTally,
    Authorship,
    ClosedResponse,
    Comment,
    Invitation,
    Pseudonym,
    Response,
    Survey,
)
from surveys.tests.exports import (
    counts,
    csv_of,
    google,
    nips_of,
    questions_of,
    read_number,
    refused,
)
from surveys.tests.factories import answer, make_open_survey, make_recent_session

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


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
