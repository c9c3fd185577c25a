"""Result pages in a browser: nothing refused, nothing axe finds, nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from organization.access import Role
from reports.tests.region_case import make_case

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = (
    "/dashboards/36.74/",
    "/dashboards/12.75/",  # empty
    "/dashboards/",
    "/compare/",
    "/programs/{case.program.pk}/results/",
    "/sessions/{case.session.pk}/results/",
    "/sessions/{case.small.pk}/results/",
    "/sessions/{case.open.pk}/results/",
    "/units/{unit.pk}/results/",
)


@pytest.fixture
def case(tangsel):
    return make_case(tangsel)


@pytest.fixture
def reader(make_user, tangsel, binjai, signed_in, case):
    """Return the session cookie of a Pimpinan of two regions."""
    client = signed_in(make_user(Role.MANAGER, tangsel, binjai))
    client.get("/dashboards/36.74/")  # loads the drawing library before a page waits for it
    return client.cookies["sessionid"].value


@pytest.fixture
def open_as_reader(browser_page, site, reader):
    def open_page(path, **options):
        page = browser_page(**options)
        page.context.add_cookies([{"name": "sessionid", "value": reader, "url": site}])
        page.goto(path)
        return page

    return open_page


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(open_as_reader, case, unit, address, width):
    path = address.format(case=case, unit=unit)
    page = open_as_reader(path, width=width, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_refused_and_nothing_is_wider_than_320_px(open_as_reader, case, unit, address):
    page = open_as_reader(address.format(case=case, unit=unit), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        "[...document.querySelectorAll('main a, main button, main summary')]"
        ".filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24)"
        ".map((one) => one.textContent)"
    )
    assert small == []


def test_block_one_is_on_the_first_screen_of_a_phone(open_as_reader, case):
    page = open_as_reader("/dashboards/36.74/", width=360, height=640)
    rows = page.locator(".health-row")
    assert rows.count() == 5
    last = rows.last.bounding_box()
    assert last["y"] + last["height"] <= 640


@pytest.mark.parametrize(
    ("width", "shown", "hidden"), [(360, "phone", "wide"), (1280, "wide", "phone")]
)
def test_each_screen_has_its_own_drawing(open_as_reader, case, width, shown, hidden):
    page = open_as_reader("/dashboards/36.74/", width=width)
    assert page.locator(f"#reaksi-1 .chart-{shown} svg").is_visible()
    assert not page.locator(f"#reaksi-1 .chart-{hidden} svg").is_visible()


def test_text_of_drawings_is_at_least_11_px_on_a_phone(open_as_reader, case):
    page = open_as_reader("/dashboards/36.74/", width=360)
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.chart-phone svg')].flatMap((svg) => {"
        "  const shown = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;"
        "  return [...svg.querySelectorAll('text')].map("
        "    (one) => parseFloat(one.getAttribute('font-size')) * shown);"
        "}))"
    )
    assert smallest >= 11


def test_no_drawing_leaves_its_frame(open_as_reader, case):
    for width in (360, 1280):
        page = open_as_reader(f"/programs/{case.program.pk}/results/", width=width)
        outside = page.evaluate(
            "[...document.querySelectorAll('.chart svg')]"
            ".filter((svg) => svg.getBoundingClientRect().width)"
            ".flatMap((svg) => { const frame = svg.getBoundingClientRect();"
            "  return [...svg.querySelectorAll('text')].filter((one) => {"
            "    const box = one.getBoundingClientRect();"
            "    return box.left < frame.left - 3 || box.right > frame.right + 1;"
            "  }).map((one) => one.textContent); })"
        )
        assert outside == []


def test_the_pages_work_without_javascript(open_as_reader, case):
    page = open_as_reader("/dashboards/36.74/", javascript=False)
    page.get_by_text("Saring data", exact=True).first.click()
    page.get_by_label("Periode").select_option(label="Semua waktu")
    page.get_by_role("button", name="Saring data").click()
    assert page.locator(".chips").get_by_text("Periode: Semua waktu").is_visible()
    assert not page.locator("[data-print-buttons]").first.is_visible()


def test_printing_opens_every_table_and_splits_no_figure(open_as_reader, case):
    page = open_as_reader("/dashboards/36.74/", width=1280)
    page.emulate_media(media="print")
    assert page.locator("#reaksi-1 .chart-table table").is_visible()
    assert not page.locator(".menu-column").is_visible()
    inside = page.evaluate("getComputedStyle(document.querySelector('.chart')).breakInside")
    assert inside == "avoid"
    assert page.pdf(format="A4").startswith(b"%PDF")
