"""The phone form in a real browser, without JavaScript and with it."""

import re

import pytest

from surveys import actions
from surveys.actions import link_of
from surveys.models import Draft, Response
from surveys.tests.factories import make_open_survey
from surveys.tests.phones import begin, draft_of, fill, forward

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel, people=12)  # enough for no warning of a small group


def test_without_javascript_a_phone_goes_from_the_link_to_the_thanks(browser_page, invitation):
    page = browser_page(javascript=False)
    begin(page, invitation)
    assert invitation.survey.code not in page.url
    for number in (2, 3, 4):
        fill(page)
        forward(page)
        page.wait_for_url(f"**/isi/{number}")
    page.locator("textarea").fill("Tambah latihan di loket")
    forward(page, "Periksa jawaban")
    assert page.locator("dd", has_text="Tambah latihan di loket").count() == 1
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/selesai?*")
    assert page.get_by_text("Jawaban Bapak/Ibu sudah kami terima.").is_visible()
    assert set(Response.objects.get().answers.values()) == {3}
    page.go_back()  # the back button of the phone
    page.reload()
    assert "/selesai" in page.url
    assert Response.objects.count() == 1


def test_the_start_button_is_on_the_first_screen(browser_page, invitation):
    page = browser_page(javascript=False)
    page.goto(link_of(invitation))
    box = page.get_by_role("button", name="Mulai").bounding_box()
    assert box["y"] + box["height"] <= 640


def test_nothing_is_asked_of_another_host_and_no_page_is_refused_a_style(browser_page, invitation):
    page = browser_page()
    begin(page, invitation)
    fill(page)
    forward(page)
    page.wait_for_url("**/isi/2")
    hosts = {re.match(r"\w+:(//[^/]+)?", url).group(0) for url in page.asked}
    assert hosts == {page.url.split("/isi")[0]}


@pytest.mark.parametrize("javascript", [False, True])
def test_the_error_summary_is_focused_and_leads_to_the_first_row(
    browser_page, invitation, javascript
):
    page = browser_page(javascript=javascript)
    begin(page, invitation)
    first = page.locator("fieldset.item").first
    forward(page)
    page.locator(".summary").wait_for()
    assert page.title().startswith("Kesalahan: ")
    assert page.evaluate("document.activeElement.className") == "summary"
    link = page.locator(".summary a").first
    inline = first.locator(".error")
    assert link.inner_text() == inline.inner_text()
    assert inline.bounding_box()["y"] < first.locator(".opt").first.bounding_box()["y"]
    link.click()
    target = link.get_attribute("href")[1:]
    assert page.locator(f"#{target}").get_attribute("type") == "radio"
    page.locator(".skip").first.click()
    page.locator(".pass input:checked").wait_for()
    fill_rest(page)
    forward(page)
    page.wait_for_url("**/isi/2")
    assert sorted(map(str, draft_of(invitation).values())) == ["3", "3", "3", "skipped"]


def fill_rest(page):
    for item in page.locator("fieldset.item").all()[1:]:
        item.get_by_text("Setuju", exact=True).click()


def test_with_javascript_answers_are_saved_while_reading(browser_page, invitation):
    page = browser_page()
    begin(page, invitation)
    page.locator("fieldset.item").first.get_by_text("Setuju", exact=True).click()
    page.locator("#status", has_text=re.compile(r"^Tersimpan \d\d\.\d\d$")).wait_for()
    assert list(draft_of(invitation).values()) == [3]


def test_a_lost_network_keeps_the_form_and_saves_when_it_is_back(browser_page, invitation):
    page = browser_page()
    begin(page, invitation)
    fill(page)
    page.context.set_offline(True)
    forward(page)
    page.locator("#status", has_text="Belum terkirim. Jawaban masih ada di layar ini.").wait_for()
    assert page.locator("input:checked").count() == 4
    assert page.evaluate("Object.keys(sessionStorage).length") == 1
    page.context.set_offline(False)
    forward(page)
    page.wait_for_url("**/isi/2")
    assert list(draft_of(invitation).values()) == [3, 3, 3, 3]
    assert page.evaluate("Object.keys(sessionStorage).length") == 0


def test_the_next_person_in_the_same_tab_inherits_nothing(browser_page, invitation):
    page = browser_page()
    begin(page, invitation)
    fill(page)
    page.context.set_offline(True)
    forward(page)
    page.locator("#status.failed").wait_for()
    page.context.set_offline(False)
    page.reload()
    assert page.locator("input:checked").count() == 4  # the same person gets the answers back
    Draft.objects.all().delete()
    page.evaluate("sessionStorage.setItem('isian:/isi/1', '[[\"q1\", \"3\"]]')")
    begin(page, neighbour(invitation))
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.locator("input:checked").count() == 0


def test_two_quick_presses_on_send_make_one_response(browser_page, invitation):
    page = browser_page()
    begin(page, invitation)
    fill(page)
    forward(page)
    page.wait_for_url("**/isi/2")
    page.goto("/isi/periksa")
    page.get_by_role("button", name="Kirim tanpa melengkapi").dblclick()
    page.wait_for_url("**/selesai?*")
    assert Response.objects.count() == 1
    assert not Draft.objects.exists()


def neighbour(invitation):
    return invitation.survey.invitations.exclude(pk=invitation.pk).first()


def test_the_code_of_a_slip_opens_the_form(browser_page, invitation):
    page = browser_page(javascript=False)
    page.goto("/kode")
    page.get_by_label("Kode undangan").fill(actions.code_of(invitation).lower())
    forward(page)
    assert page.get_by_role("button", name="Mulai").is_visible()
