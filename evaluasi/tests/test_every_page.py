"""Every page of the URLconf x 360/1280 px x empty/filled/error: axe, and what axe does not see.

axe passes unselected radios of 1.3:1 and text that scrolls sideways; the assertions in ``MEASURE``
do not. The planted page at the end shows that each of them fires.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from accounts.models import User
from evaluasi.tests import world
from evaluasi.tests.test_authorization import MATRIX, address_of
from organization.access import Role
from organization.models import Region, Unit

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}
READERS = {  # letter of the matrix: role; each page is opened by the first who may
    "o": Role.OFFICER,
    "m": Role.MANAGER,
    "s": Role.ADMINISTRATOR,
    "u": Role.AUDITOR,
    "a": Role.ANALYST,
    "i": Role.INTERVIEWER,
}

MEASURE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0
    && !e.closest('.visually-hidden');
  const light = text => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return a === 0 ? null : [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92
      : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  };
  const ground = e => { for (; e; e = e.parentElement) {
    const l = light(getComputedStyle(e).backgroundColor); if (l !== null) return l; } return 1; };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const name = e => `${e.tagName.toLowerCase()}${e.name ? '[' + e.name + ']' : ''} ` +
    `"${(e.innerText || e.value || '').trim().slice(0, 30)}"`;
  const faint = [], small = [];
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!shown(e) || e.type === 'submit') continue;
    const style = getComputedStyle(e);
    if (style.appearance === 'auto' && ['radio', 'checkbox'].includes(e.type)) continue;
    const edge = light(style.borderTopColor);
    if (edge === null || ratio(edge, ground(e.parentElement)) < 3) faint.push(name(e));
  }
  for (const e of document.querySelectorAll('a, button, input, select, textarea, summary')) {
    if (!shown(e) || e.type === 'hidden') continue;
    const inText = getComputedStyle(e).display === 'inline' && e.closest('p, li, td, dd, label');
    const box = (e.labels && e.labels[0] && ['radio', 'checkbox'].includes(e.type)
      ? e.labels[0] : e).getBoundingClientRect();
    if (!inText && box.width > 0 && Math.min(box.height, box.width) < 23.5) small.push(name(e));
  }
  return {faint, small, wide: document.documentElement.scrollWidth - innerWidth};
}"""


def pages(letter):
    """Return the names of the pages that this role opens for all (each page once)."""
    found = []
    for name, entry in MATRIX.items():
        first = next((who for who in READERS if who in entry.get("allow", {})), "")
        if first == letter and entry["GET"] == 200 and not _is_file(name):
            found.append(name)
    return found


def _is_file(name):
    return any(
        mark in name
        for mark in ("_json", "_csv", "template", "failed", "_file", ":alive", ":ready")
    )


def public_pages():
    """Return the pages without an account."""
    return [
        name
        for name, entry in MATRIX.items()
        if entry.get("public") and entry["GET"] in {200, 403} and not _is_file(name)
    ]


def signed_in_page(browser_page, site, user, width):
    """Open a window that already carries the user's session."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    page = browser_page(width=width, height=800)
    cookies = [{"name": k, "value": m.value, "url": site} for k, m in client.cookies.items()]
    page.context.add_cookies(cookies)
    return page


def complaints(page, width):
    """Return what axe and our own measures say of the page that is open."""
    found = [
        f"axe {rule['id']}: {rule['nodes'][0]['html'][:120]}"
        for rule in Axe().run(page, options=AXE_OPTIONS).response["violations"]
    ]
    measured = page.evaluate(MEASURE)
    found += [f"border below 3:1: {what}" for what in measured["faint"]]
    found += [f"target below 24 px: {what}" for what in measured["small"]]
    if measured["wide"] > 0:
        found.append(f"scrolls sideways by {measured['wide']} px at {width}")
    if width == 360:
        page.set_viewport_size({"width": 320, "height": 640})
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found.append(f"scrolls sideways by {over} px at 320")
        page.set_viewport_size({"width": 360, "height": 800})
    return found


def after_a_refused_post(page):
    """Press the main form's button on empty fields; return complaints, None if it was accepted."""
    form = page.locator("main form[method=post]:has(.form-control, .form-select)").first
    if not form.count():
        return None
    for field in form.locator("input[type=text], input[type=date], textarea").all():
        if field.is_visible() and field.is_editable():
            field.fill("")
    form.locator("button:not([name])").first.click()
    page.wait_for_load_state()
    return summary_complaints(page) if page.locator(".error-summary").count() else None


def summary_complaints(page):
    """Return what is wrong with an error page: title, focus, links, words."""
    found = []
    if not page.title().startswith("Kesalahan: "):
        found.append(f"title after an error: {page.title()}")
    if not page.evaluate("document.activeElement.classList.contains('error-summary')"):
        found.append("the error summary has no focus")
    targets = [a.get_attribute("href") for a in page.locator(".error-summary a").all()]
    found += [f"no {target} to link to" for target in targets if page.locator(target).count() != 1]
    if "Bidang ini" in page.content():
        found.append("Django's own sentence for a required field")
    return found


def walk(page, names, objects, width, *, with_errors):
    """Open the pages one after another; return (number opened, complaints)."""
    opened, found = 0, []
    for name in names:
        page.goto(address_of(name, objects))
        states = {"shown": complaints(page, width)}
        opened += 1
        if with_errors and (refused := after_a_refused_post(page)) is not None:
            states["error"] = refused + complaints(page, width)
            opened += 1
        found += [f"{name} {state}: {what}" for state, said in states.items() for what in said]
    return opened, found


def make_reader(letter, objects):
    unit = Unit.objects.get(pk=objects["unit"]) if letter == "h" else None
    user = User.objects.create_user(
        f"reader-{letter}", None, name="Pembaca", role=READERS[letter], unit=unit
    )
    user.regions.add(Region.objects.get(code=world.TANGSEL))
    return user


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("letter", READERS)
def test_filled_pages_and_their_errors(browser_page, site, capsys, letter, width):
    objects = world.build_region(world.TANGSEL, people=12)
    page = signed_in_page(browser_page, site, make_reader(letter, objects), width)
    opened, found = walk(page, pages(letter), objects, width, with_errors=True)
    with capsys.disabled():
        print(f"\n{READERS[letter]} at {width} px: {opened} pages and error pages")  # noqa: T201
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [360, 1280])
def test_empty_pages(browser_page, site, capsys, width):
    region = Region.objects.get(code=world.TANGSEL)
    objects = {"region_code": region.code, "import_kind": "employees", "session": ""}
    opened, found = 0, []
    for letter in READERS:
        user = make_reader(letter, objects)
        names = [
            name for name in pages(letter) if MATRIX[name].get("object") in {None, "region_code"}
        ]
        page = signed_in_page(browser_page, site, user, width)
        count, said = walk(page, names, objects, width, with_errors=False)
        opened, found = opened + count, found + said
    with capsys.disabled():
        print(f"\nempty at {width} px: {opened} pages")  # noqa: T201
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_without_an_account(browser_page, site, capsys, width):
    objects = world.build_region(world.TANGSEL, people=6)
    page = browser_page(width=width, height=800)
    opened, found = walk(page, public_pages(), objects, width, with_errors=True)
    with capsys.disabled():
        print(f"\npublic at {width} px: {opened} pages")  # noqa: T201
    assert found == [], "\n".join(found)


def test_the_measures_fire_on_a_planted_page(browser_page):
    page = browser_page(width=360, bypass_csp=True)
    page.goto("/help/")
    page.set_content(
        "<main><h1>x</h1><form><input name='pale' aria-label='x' style='border:1px solid #dee2e6'>"
        "<button style='width:10px;height:10px;padding:0'>y</button></form>"
        "<div style='width:900px'>wide</div></main>"
    )
    found = " ".join(complaints(page, 360))
    assert "border below 3:1: input[pale]" in found
    assert "target below 24 px: button" in found
    assert "scrolls sideways" in found
