"""The main job as people do it: import, ask, answer on phones, measure, read the dashboard.

Every expected number is typed with its arithmetic. Nothing here comes from ``reports``.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import Workbook

from organization.access import Role
from performance.tests.factories import choose
from programs.tests.factories import make_program, make_session
from surveys.actions import close_survey, submit
from surveys.models import ClosedResponse, Survey
from surveys.tests.factories import answers_for, make_open_survey

pytestmark = pytest.mark.browser
PASSWORD = "kuda lumping menari di alun-alun"
NIPS = [f"198001{day:02d}2005011001" for day in range(1, 15)]  # 14 participants
PRETEST, POSTTEST = [60, 64] * 7, [76, 80] * 7  # means 62 and 78
BEFORE = [60 + n for n in range(12)]  # the last two of 14 have no pair
CHANGES = [4, 6, 5, 7, 3, 5, 6, 4, 8, 2, 5, 5]  # sum 60, mean 5
# Squared deviations 1+1+0+4+4+0+1+1+9+9+0+0 = 30; variance 30/11; SD 1.651446;
# standard error 1.651446/sqrt(12) = 0.476731; t(0.975, 11) = 2.200985; half-width 1.049279;
# interval 3.950721 to 6.049279: above δ = 2, so "membaik berarti" at n = 12.
CHANGE_TEXT = "+5,0 poin (4,0–6,0)"


@pytest.fixture
def session(tangsel):
    """An angkatan that ended a week ago, whose programme wants to move timeliness."""
    ended = timezone.localdate() - timedelta(days=7)
    program = make_program(tangsel, code="MW26", name="Pelatihan Manajemen Waktu", hours=16)
    choose(program, "tepat_waktu", delta=2.0)
    return make_session(program, number="1", starts_on=ended - timedelta(days=1), ends_on=ended)


@pytest.fixture
def staff(make_user, tangsel):
    """A Petugas and a Pimpinan with passwords."""
    for name, role in (("rina", Role.OFFICER), ("bapak", Role.MANAGER)):
        user = make_user(role, tangsel, username=name)
        user.set_password(PASSWORD)
        user.save()


def sign_in(page, username):
    page.goto("/accounts/sign-in/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(re.compile(r"(?<!sign-in/)$"))


def workbook(path, header, rows):
    book = Workbook()
    sheet = book.active
    for row in [header, *rows]:
        sheet.append(row)
    book.save(path)
    return path


def import_file(page, address, path, **choices):
    """Upload, read what was found, confirm."""
    page.goto(address)
    for label, value in choices.items():
        page.get_by_label(label).select_option(label=value)
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Periksa").click()
    page.get_by_role("button", name=re.compile("^Impor")).click()


def answer_on_a_phone(browser_page, link, *, schedule, others):
    """Fill the form by thumb on 360 px, without JavaScript."""
    page = browser_page(width=360, height=640, javascript=False)
    page.goto(link)
    page.get_by_role("button", name="Mulai").click()
    while "/isi/periksa" not in page.url:
        for item in page.locator("fieldset.item").all():
            label = schedule if "Jadwal pelatihan" in item.inner_text() else others
            item.get_by_text(label, exact=True).click()
        page.locator("button.go").click()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/selesai?*")
    page.context.close()


def open_short_feedback(page, session):
    page.goto(f"/sessions/{session.pk}/surveys/new/")
    row = page.locator("li", has_text="Umpan balik singkat")
    row.get_by_role("link", name=re.compile("^Pilih")).click()
    page.get_by_role("button", name="Buka formulir").click()
    return Survey.objects.get(session=session)


def close_in_the_browser(page, survey):
    page.goto(f"/surveys/{survey.pk}/close/")
    page.get_by_role("button", name=re.compile("^Tutup")).click()


def close_a_small_neighbour(region, program):
    """Another angkatan of the programme, where only three people answered: held back."""
    day = timezone.localdate() - timedelta(days=5)
    small = make_session(program, number="2", starts_on=day, ends_on=day)
    survey = make_open_survey(region, people=3, session=small)
    for invitation in survey.invitations.select_related("survey"):
        submit(invitation=invitation, answers=answers_for(survey, 4))
    close_survey(survey=survey, actor=None)
    return small


def test_one_evaluation_from_the_excel_file_to_the_dashboard(
    browser_page, tangsel, session, staff, tmp_path
):
    page = browser_page(width=1280, height=800)
    sign_in(page, "rina")

    participants = workbook(
        tmp_path / "peserta.xlsx",
        ["NIP/NI PPPK", "Nama Lengkap", "OPD", "Status", "Jam hadir", "Pretest", "Posttest"],
        [
            [nip, f"Peserta {n}", "Dinas Kesehatan", "selesai", 16, PRETEST[n], POSTTEST[n]]
            for n, nip in enumerate(NIPS)
        ],
    )
    import_file(page, f"/imports/new/participants/?session={session.pk}", participants)
    assert session.participations.count() == 14

    survey = open_short_feedback(page, session)
    page.goto(f"/surveys/{survey.pk}/invitations/")
    links = re.findall(r"/i/[a-z2-7]{26}", page.content())
    links = sorted(set(links))
    assert len(links) == 14
    for number, link in enumerate(links[:12]):
        others = "Setuju" if number < 9 else "Tidak setuju"  # 9 of 12 agree: 75%
        answer_on_a_phone(browser_page, link, schedule="Tidak setuju", others=others)

    page.goto(f"/surveys/{survey.pk}/")
    assert "12 dari 14" in page.locator("main").inner_text()
    close_in_the_browser(page, survey)
    assert ClosedResponse.objects.filter(survey=survey).count() == 12
    close_a_small_neighbour(tangsel, session.program)

    measured = workbook(
        tmp_path / "kinerja.xlsx",
        ["NIP", "Nilai Sebelum", "Nilai Sesudah"],
        [[NIPS[n], BEFORE[n], BEFORE[n] + CHANGES[n]] for n in range(12)],
    )
    import_file(
        page,
        f"/imports/new/measurements/?session={session.pk}",
        measured,
        Indikator="Tugas selesai tepat waktu",
    )
    assert session.pairs.filter(before__isnull=False, after__isnull=False).count() == 12

    reader = browser_page(width=1280, height=800)
    sign_in(reader, "bapak")
    reader.goto(f"/dashboards/{tangsel.code}/")
    text = re.sub(r"\s+", " ", reader.locator("main").inner_text())
    # One programme can be judged by its primary indicator, and it improved.
    assert "Dari 1 program yang sudah dapat dinilai, 1 membaik" in text
    # 12 items x 12 people, all scale answers: 11 items with 9 of 12, the schedule with 0 of 12.
    # The small neighbour (3 of 3) is in no total: 12 of 14, not 15 of 17.
    assert "12 dari 14" in text
    assert "15 dari 17" not in text
    assert "62 → 78" in text
    assert "14 orang" in text
    assert CHANGE_TEXT in text
    assert "12 orang" in text
    assert "efektif" not in text.lower()
    assert "karena" not in text.lower()

    reader.goto(f"/sessions/{session.pk}/results/")
    table = reader.locator("tr", has_text="Jadwal pelatihan memungkinkan").first
    row = re.sub(r"\s+", " ", table.text_content())
    assert "0%" in row  # a true 0: nobody agreed, and it is shown as a number
    agreed = reader.locator("tr", has_text="Narasumber menguasai materi").first
    assert "75%" in re.sub(r"\s+", " ", agreed.text_content())  # 9/12

    small = session.program.sessions.get(number="2")
    reader.goto(f"/sessions/{small.pk}/results/")
    held = re.sub(r"\s+", " ", reader.locator("main").inner_text())
    assert "3 dari 3" in held  # a held session keeps invited and n
    assert "Narasumber menguasai materi" not in held
