"""Staff pages of forms in a real browser: axe, widths, copying, and slips on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from organization.models import Employee
from surveys.actions import link_of
from surveys.tests.factories import make_closed_survey, make_open_survey, preset

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def desk(browser_page, officer, signed_in):
    """Open windows in which the Petugas is signed in."""
    session = signed_in(officer).cookies["sessionid"].value

    def open_desk(site, **options):
        page = browser_page(**options)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        return page

    return open_desk


@pytest.fixture
def paths(tangsel):
    survey = make_open_survey(tangsel, people=12)
    closed = make_closed_survey(tangsel, [3] * 10)
    base, new = f"/surveys/{survey.pk}", f"/sessions/{survey.session_id}/surveys/new/"
    return [
        "/surveys/",
        "/surveys/?q=nothing",
        *[f"{base}/{page}" for page in ("", "close/", "extend/", "invitations/", "slips/")],
        *[f"/surveys/{closed.pk}/{page}" for page in ("", "comments/", "round/", "invitations/")],
        new,
        f"{new}?questionnaire={preset('F1').pk}",
        f"{new}?questionnaire={preset('F2').pk}",
        "/questionnaires/",
        f"/questionnaires/{preset('F1S').pk}/",
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(desk, site, paths, width):
    page = desk(site, width=width, bypass_csp=True)
    found, wide = {}, {}
    for path in paths:
        page.goto(path)
        for details in page.locator("main details").all():
            details.evaluate("e => e.open = true")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        found[path] = [v["id"] for v in results.response["violations"]]
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert found == {path: [] for path in found}
    assert wide == dict.fromkeys(wide, width)
    assert len(found) == 16


def test_a_refused_form_puts_the_summary_first_and_focuses_it(desk, site, paths):
    page = desk(site)
    page.goto(paths[4])  # extend
    page.locator("input[type=date]").fill("")
    page.get_by_role("button", name="Perpanjang").click()
    page.locator(".error-summary").wait_for()
    assert page.title().startswith("Kesalahan: ")
    assert "error-summary" in page.evaluate("document.activeElement.className")


def test_copying_puts_the_personal_link_on_the_clipboard(desk, site, tangsel):
    survey = make_open_survey(tangsel, people=1)
    page = desk(site, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/surveys/{survey.pk}/invitations/")
    page.locator("[data-copy^=link]").click()
    page.get_by_text("Tersalin").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == site + link_of(
        survey.invitations.get()
    )


def test_without_javascript_no_dead_buttons_are_shown(desk, site, tangsel):
    survey = make_open_survey(tangsel, people=1)
    page = desk(site, javascript=False)
    page.goto(f"/surveys/{survey.pk}/invitations/")
    page.locator("summary", has_text="Tautan, pesan").click()
    assert page.locator("[data-copy]:visible").count() == 0
    assert page.get_by_label("Tautan pribadi").is_visible()


def test_twelve_slips_take_two_sheets_of_a4_with_eight_on_the_first(desk, site, tangsel):
    survey = make_open_survey(tangsel, people=12)
    longest = "Muhammad Rizki Ramadhan Kusumawardhana, S.Sos., M.Si."
    Employee.objects.update(name=longest)
    page = desk(site)
    page.goto(f"/surveys/{survey.pk}/slips/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 2
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 733, "height": 1061})  # A4 less 8 mm on each side, 96 dpi
    heights = page.evaluate(
        "[...document.querySelectorAll('.slip')].map((e) => e.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 1061 for bottom in heights) == 8
    cut = "[...document.querySelectorAll('.slip')].filter((e) => e.scrollHeight > e.clientHeight)"
    assert page.evaluate(f"{cut}.map((e) => e.innerText)") == []
