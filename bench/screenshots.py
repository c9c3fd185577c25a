"""``make screenshots``: every page x 360/1280 px x empty/filled/error, as people see them.

A real server serves two databases: one with the demo, one where nothing has been entered yet.
Pages and who opens them come from the authorization matrix; whoever may is signed in by the page.
``--readme`` also refreshes the images of the README.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import sync_playwright

from bench import engines
from bench.server import serving

SHOTS = engines.ROOT / "build" / "screenshots"
IMAGES = engines.ROOT / "docs" / "images"
MATRIX = engines.ROOT / "evaluasi" / "tests" / "authz.yml"
STATIC = engines.ROOT / "build" / "static"
WIDTHS = {360: 640, 1280: 800}  # window in px
TALLEST = 6000  # px of one picture
ACCOUNTS = {  # letter of the matrix: account of the demo; each page is opened by the first who may
    "o": "petugas",
    "m": "pimpinan_semua",
    "s": "admin",
    "u": "auditor",
    "a": "analis",
    "i": "pewawancara",
}
FILES = ("_json", "_csv", "template", "failed", ":alive", ":ready")
FOR_SEVERAL_REGIONS = ("reports:compare", "reports:dashboards")  # with one, they lead elsewhere
README = {  # image: page, width, height of the cut
    "dashboard-1280.png": ("reports-region", 1280, 960),
    "form-360.png": ("surveys-answer", 360, 740),
    "import-1280.png": ("workspace-import_job", 1280, 960),
}
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
LOOKS = "main form[method=post]:has(.form-control, .form-select)"


def database(purpose):
    """Make the database of one state, with static files as they are now."""
    place = engines.fresh("sqlite", f"screenshots-{purpose}")
    place.environment["STATIC_ROOT"] = str(STATIC)
    place.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    return place


def prepared(place, purpose):
    """Fill the database in a process of its own; return its pages and links."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.screenshots_world", purpose],
        cwd=engines.ROOT,
        env=os.environ | place.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def pages(objects):
    """Return (account, URL name, object) of every page that can be opened with these objects."""
    found = []
    for name, entry in yaml.safe_load(MATRIX.read_text()).items():
        letters = (
            "ma" if name.startswith("reports:") else ACCOUNTS
        )  # results as a Pimpinan sees them
        who = next((one for one in letters if one in entry.get("allow", {})), "")
        kind = entry.get("object")
        is_page = entry["GET"] == 200 or name in FOR_SEVERAL_REGIONS
        is_page = is_page and not any(mark in name for mark in FILES)
        if is_page and (who or entry.get("public")) and (kind is None or kind in objects):
            found.append((ACCOUNTS.get(who, ""), name, kind))
    return found


class Camera:
    """Takes pictures of one site at one width."""

    def __init__(self, browser, site, width, world):
        self.browser, self.site, self.width, self.world = browser, site, width, world
        self.taken, self.failed = [], []

    def window(self, account=""):
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": self.width, "height": WIDTHS[self.width]},
            locale="id-ID",
        )
        context.set_default_timeout(60_000)  # milliseconds
        page = context.new_page()
        if account:
            page.goto("/accounts/sign-in/")
            form = page.locator("main form.narrow")
            form.locator("[name=username]").fill(account)
            form.locator("[name=password]").fill(self.world["password"])
            form.locator("button").first.click()
            page.wait_for_url(lambda address: "sign-in" not in address)
        return page

    def shoot(self, page, name, state):
        name = name.replace(":", "-")
        path = SHOTS / f"{name}-{state}-{self.width}.png"
        tall = page.evaluate("document.documentElement.scrollHeight")
        cut = {"x": 0, "y": 0, "width": self.width, "height": min(tall, TALLEST)}
        page.screenshot(path=path, full_page=True, clip=cut)
        self.taken.append(path)

    def walk(self, chosen, state):
        """Take every page, each account with one window."""
        for account in dict.fromkeys(account for account, _, _ in chosen):
            page = self.window(account)
            for who, name, _kind in chosen:
                if who == account:
                    self.take(page, name, self.world["addresses"][name], state)
            page.context.close()

    def homes(self, state):
        """Take Beranda as each role sees it."""
        for account in ACCOUNTS.values():
            page = self.window(account)
            self.take(page, f"workspace:home-{account}", "/", state)
            page.context.close()

    def take(self, page, name, address, state):
        answer = page.goto(address)
        if answer.status >= 400:
            self.failed.append(f"{name} ({state}, {self.width}): {answer.status}")
        elif state != "error" or refused(page):
            self.shoot(page, name, state)

    def answering(self, link):
        """Fill one form to its end as a respondent."""
        page = self.window()
        page.goto(link)
        self.shoot(page, "surveys-cover", "filled")
        press(page)
        self.shoot(page, "surveys-answer", "empty")
        count = 0
        while "/selesai" not in page.url and count < 20:
            choose(page)
            if count == 0 or "periksa" in page.url:
                name = "surveys-review" if "periksa" in page.url else "surveys-answer"
                self.shoot(page, name, "filled")
            press(page)
            count += 1
        self.shoot(page, "surveys-thanks", "filled")
        page.context.close()


def press(page):
    """Press the last button of the page's form: the way forward."""
    with page.expect_navigation():
        page.locator("main form[method=post] button").last.click()


def choose(page):
    """Answer every question of a page with its last but one option."""
    names = page.locator("main input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    )
    for name in names:
        options = page.locator(f"main input[name='{name}']")
        options.nth(max(options.count() - 2, 0)).check(force=True)


def refused(page):
    """Empty the page's first form and send it; return whether it came back with errors."""
    form = page.locator(LOOKS).first
    if not form.count():
        return False
    for field in form.locator("input[type=text], input[type=date], textarea").all():
        if field.is_visible() and field.is_editable():
            field.fill("")
    with page.expect_navigation():
        form.locator("button:not([name])").first.click()
    return page.locator(".error-summary").count() > 0


def photograph(purpose, states, only):
    """Take the pages of one database; return (pictures, failures)."""
    place = database(purpose)
    world = prepared(place, purpose)
    chosen = [page for page in pages(world["objects"]) if page[1] in world["addresses"]]
    chosen = [page for page in chosen if only in page[1]]
    taken, failed = [], []
    with serving("evaluasi.wsgi", place.environment) as port, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        for state in states:
            for width in WIDTHS:
                camera = Camera(browser, f"http://127.0.0.1:{port}", width, world)
                camera.walk(chosen, state)
                if state != "error" and only in "workspace:home":
                    camera.homes(state)
                if state == "filled" and only in "surveys:answer":
                    camera.answering(world["links"].pop())
                taken, failed = taken + camera.taken, failed + camera.failed
        browser.close()
    return taken, failed


def refresh_readme():
    """Cut the README's images out of the pictures, in at most 128 colours."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for image, (page, width, height) in README.items():
        with Image.open(SHOTS / f"{page}-filled-{width}.png") as found:
            cut = found.convert("RGB").crop((0, 0, width, min(height, found.height)))
            cut.quantize(128).save(IMAGES / image, optimize=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="refresh docs/images as well")
    parser.add_argument("--only", default="", help="a part of a URL name, such as reports:")
    options = parser.parse_args()
    if not CHROMIUM:
        sys.exit("No Chromium found: install it or set CHROMIUM to its path.")
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    taken, failed = photograph("empty", ["empty"], options.only)
    more, worse = photograph("filled", ["filled", "error"], options.only)
    if options.readme:
        refresh_readme()
    for line in failed + worse:
        print("not opened:", line)
    pictures = {Path(path).name for path in taken + more}
    print(f"{len(pictures)} pictures in {SHOTS.relative_to(engines.ROOT)}")


if __name__ == "__main__":
    main()
