"""The audit trail as page and file: who sees what, filters, and safe text."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings

from organization.access import Role
from trail.actions import record
from workspace.acts import ACTS, NOUNS, in_words, name_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(make_user):
    return make_user(Role.AUDITOR)


@pytest.fixture
def acts(officer, stranger):
    record(
        actor=officer,
        action="program.changed",
        target="Manajemen Waktu",
        region_code="36.74",
        detail={"changes": {"hours": ["16", "20"]}},
    )
    record(actor=stranger, action="session.created", target="MW26-1", region_code="12.75")
    record(actor=None, action="survey.closed", target="F1S.MW26-1.1", region_code="36.74")


def page(client, query=""):
    return client.get(f"/audit/{query}").content.decode()


def rows(client, query=""):
    text = b"".join(client.get(f"/audit.csv{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_auditor_reads_every_act_in_words(auditor, signed_in, acts):
    text = page(signed_in(auditor))
    for words in ("Program diubah", "JP: 16 → 20", "Angkatan ditambahkan", "Formulir ditutup"):
        assert words in text


def test_a_petugas_reads_their_own_acts_only(officer, signed_in, acts):
    text = page(signed_in(officer))
    assert "Manajemen Waktu" in text
    assert "MW26-1" not in text
    assert [row["sasaran"] for row in rows(signed_in(officer))] == ["Manajemen Waktu"]


@pytest.mark.parametrize(
    ("query", "targets"),
    [
        ("?action=program", ["Manajemen Waktu"]),
        ("?region=36.74", ["F1S.MW26-1.1", "Manajemen Waktu"]),
        ("?q=mw26", ["F1S.MW26-1.1", "MW26-1"]),
        ("?q=sistem", ["F1S.MW26-1.1"]),
        ("?since=2100-01-01", []),
        ("?until=2000-01-01", []),
        ("?since=bukan-tanggal&action=survey", ["F1S.MW26-1.1"]),
    ],
)
def test_filters_narrow_page_and_file_alike(auditor, signed_in, acts, query, targets):
    client = signed_in(auditor)
    assert [row["sasaran"] for row in rows(client, query)] == targets
    text = page(client, query)
    shown = ["F1S.MW26-1.1", "Manajemen Waktu", ": MW26-1"]
    assert [t.strip(": ") for t in shown if t in text] == targets


def test_the_file_says_when_in_wib_who_and_what(auditor, officer, signed_in, acts):
    row = rows(signed_in(auditor), "?action=program")[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", row.pop("waktu (WIB)"))
    assert row == {
        "pelaku": officer.name,
        "tindakan": "Program diubah",
        "sasaran": "Manajemen Waktu",
        "kode wilayah": "36.74",
        "rincian": "JP: 16 → 20",
    }


def test_no_text_in_the_file_is_a_formula(auditor, signed_in):
    record(actor=None, action="unit.changed", target="=1+1", detail={"reason": "@SUM(A1)"})
    row = rows(signed_in(auditor))[0]
    assert (row["sasaran"], row["rincian"]) == ("'=1+1", "alasan: @SUM(A1)")


def test_a_persons_figures_are_shown_to_the_petugas_who_typed_them_only(
    auditor, officer, signed_in
):
    record(
        actor=officer,
        action="participation.changed",
        target="Siti",
        detail={"changes": {"pretest": ["61.5", "73.5"], "status": ["attended", "completed"]}},
    )
    assert "61.5 → 73.5" in page(signed_in(officer))
    text = page(signed_in(auditor))
    assert "61.5" not in text
    assert "pretest: (tidak ditampilkan)" in text


def test_reasons_of_absence_and_contacts_stay_with_the_petugas(officer, auditor, signed_in):
    absent = {"status": ["appointed", "absent"], "absence_reason": ["", "sakit"]}
    record(actor=officer, action="participation.changed", detail={"changes": absent})
    contact = {"phone": ["0811", "0812"]}
    record(actor=officer, action="employee.changed", detail={"changes": contact})
    address = {"email": ["lama@kota.go.id", "baru@kota.go.id"]}
    record(actor=officer, action="account.changed", detail={"changes": address})
    mine, theirs = page(signed_in(officer)), page(signed_in(auditor))
    assert "alasan tidak hadir: (kosong) → sakit" in mine
    assert "alasan tidak hadir: (tidak ditampilkan)" in theirs
    assert ("0812" in mine, "0812" in theirs) == (True, False)
    assert "surel: lama@kota.go.id → baru@kota.go.id" in theirs  # of an account, not of a person


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST, Role.INTERVIEWER])
def test_other_roles_do_not_open_it(make_user, tangsel, signed_in, role):
    client = signed_in(make_user(role, tangsel))
    assert [client.get(a).status_code for a in ("/audit/", "/audit.csv")] == [403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_acts(
    auditor, signed_in, count, django_assert_num_queries
):
    client = signed_in(auditor)
    client.get("/audit/")
    for n in range(count):
        record(actor=None, action="unit.changed", target=f"Unit {n}")
    with django_assert_num_queries(6):  # session, user, regions twice, count, entries
        text = page(client)
    assert text.count("Unit diubah") == count


def test_an_empty_trail_says_what_will_be_here(auditor, signed_in):
    assert "Di sini tercatat siapa yang masuk" in page(signed_in(auditor))
    assert "tidak ada catatan yang cocok" in page(signed_in(auditor), "?q=x").lower()


def acts_in_the_code():
    """Every text of the code that looks like an act: a known noun, a dot, a verb."""
    pattern = re.compile(rf'"((?:{"|".join(NOUNS)})\.[a-z_]+)"')
    for app in ("accounts", "intake", "organization", "performance", "programs", "surveys"):
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            if "tests" not in file.parts and "migrations" not in file.parts:
                yield from pattern.findall(file.read_text())


def test_every_act_of_the_code_has_words():
    found = set(acts_in_the_code())
    assert {"unit.changed", "survey.closed"} <= found  # the search finds acts at all
    models = {"performance.pair", "import.applied"}
    assert sorted(a for a in found - models if a.partition(".")[2] not in ACTS) == []
    assert name_of("program.changed") == "Program diubah"


def test_an_import_tells_only_the_counts_that_counted(officer):
    counts = {"total": 3, "new": 3, "update": 0, "applied_created": 3, "applied_updated": 0}
    entry = record(actor=officer, action="import.applied", target="participants #7", detail=counts)
    act = in_words(entry, officer)
    assert (act.action, act.target) == ("Impor dijalankan", "Peserta #7")
    assert act.details == ("baris: 3", "baris baru: 3", "data ditambahkan: 3")
