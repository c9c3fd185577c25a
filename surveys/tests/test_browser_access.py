"""The phone form for everybody: keyboard, axe, contrast, sizes, 320 px and double text."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from surveys.actions import link_of
from surveys.models import Question, Response
from surveys.tests.factories import make_open_survey
from surveys.tests.phones import begin, forward

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def survey(tangsel):
    return make_open_survey(tangsel, people=12)  # enough for no warning of a small group


def test_the_whole_journey_works_by_keyboard_alone(browser_page, invitation):
    page = browser_page(javascript=False)
    page.goto(link_of(invitation))
    tab_to(page, "Mulai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/isi/1")
    for number in (2, 3, 4):
        page.locator("fieldset.item").first.locator("input").first.focus()
        for _ in range(4):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")  # the third row
            page.keyboard.press("Tab")
        assert is_focus_visible(page)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/isi/{number}")
    page.keyboard.press("Tab")
    tab_to(page, "Periksa jawaban")
    page.keyboard.press("Enter")
    page.wait_for_url("**/isi/periksa")
    tab_to(page, "Kirim jawaban")
    page.keyboard.press("Enter")
    page.wait_for_url("**/selesai?*")
    assert set(Response.objects.get().answers.values()) == {3}


def tab_to(page, words):
    for _ in range(40):
        if page.evaluate("document.activeElement.innerText") == words:
            assert is_focus_visible(page)
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {words}")


def is_focus_visible(page):
    """Whether the focused control has our ring, and nothing lies over it."""
    return page.evaluate(
        """() => {
          const box = document.activeElement.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const style = getComputedStyle(document.activeElement);
          return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3
            && (top === document.activeElement || document.activeElement.contains(top));
        }"""
    )


def states(page, invitation):
    """Walk through every kind of page and name each."""
    page.goto(link_of(invitation))
    page.locator("summary").click()
    yield "cover"
    page.get_by_role("button", name="Mulai").click()
    page.wait_for_url("**/isi/1")
    yield "page"
    forward(page)
    page.locator(".summary").wait_for()
    yield "error"
    page.goto("/isi/4")
    yield "text"
    page.goto("/isi/periksa")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.locator(".summary").wait_for()
    yield "review"
    page.get_by_role("button", name="Kirim tanpa melengkapi").click()
    page.wait_for_url("**/selesai?*")
    yield "thanks"
    page.goto("/kode")
    page.locator("button.go").click()
    page.locator(".summary").wait_for()
    yield "code"
    page.goto("/i/aaaa")
    yield "unknown"


def test_axe_finds_nothing_on_any_state_of_the_form(browser_page, invitation):
    found = {}
    for width in (360, 1280):
        page = browser_page(width=width, bypass_csp=True)
        other = invitation if width == 360 else neighbour(invitation)
        for name in states(page, other):
            results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
            found[name, width] = [v["id"] for v in results.response["violations"]]
    assert found == {key: [] for key in found}
    assert len(found) == 16  # 8 states x 2 widths


def neighbour(invitation):
    return invitation.survey.invitations.exclude(pk=invitation.pk).first()


MEASURE = """() => {
  const bright = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((n) => n / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const visible = (e) => e.offsetParent !== null && e.type !== "hidden" && e.className !== "first";
  const controls = [...document.querySelectorAll("input, textarea")].filter(visible);
  const rows = [...document.querySelectorAll(".opt, button")].filter(visible);
  return {
    wide: document.documentElement.scrollWidth - innerWidth,
    faint: controls.filter((e) =>
      1.05 / (bright(getComputedStyle(e).borderTopColor) + 0.05) < 3).map((e) => e.name),
    low: rows.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.innerText),
    small: [...document.querySelectorAll("a")].filter(visible).filter((e) =>
      !e.closest("li, p") && e.getBoundingClientRect().height < 24).map((e) => e.innerText),
  };
}"""


def test_borders_rows_and_widths_keep_their_measures_on_every_state(browser_page, invitation):
    page = browser_page(width=320)
    measured = {name: page.evaluate(MEASURE) for name in states(page, invitation)}
    good = {"wide": 0, "faint": [], "low": [], "small": []}
    assert measured == dict.fromkeys(measured, good)


def test_the_measures_find_a_bad_page(browser_page, invitation):
    """Positive control: a faint border, a low row, a wide block and a small link are reported."""
    page = browser_page(width=320, bypass_csp=True)
    begin(page, invitation)
    page.add_style_tag(
        content=".opt{min-height:0!important;height:30px} h1{width:500px}"
        " .opt input{border-color:#dee2e6!important}"
        " footer a{min-height:0!important;font-size:10px;line-height:1}"
    )
    measured = page.evaluate(MEASURE)
    assert measured["wide"] > 100
    assert len(measured["faint"]) == 16
    assert len(measured["low"]) == 16
    assert measured["small"] == ["Bantuan", "Privasi", "Aksesibilitas"]


def test_every_row_of_every_preset_fits_at_320_pixels_and_double_text(browser_page, tangsel):
    for code in ("F0", "F1"):
        invitation = make_open_survey(tangsel, code=code, people=2).invitations.first()
        page = browser_page(width=320, bypass_csp=True)
        begin(page, invitation)
        pages = {q.section.position for q in Question.objects.of(invitation.survey.questionnaire)}
        for number in pages:
            page.goto(f"/isi/{number}")
            page.add_style_tag(content="html{font-size:200%}")
            assert page.evaluate("document.documentElement.scrollWidth") == 320
