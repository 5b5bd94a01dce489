"""Our pages in a real browser, headless Chromium, on the sample: what an auditor sees and clicks.

Needs a Chromium and Playwright; where either is missing the tests are skipped and say so.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from typing import NamedTuple
from urllib.parse import quote

import pytest
from conftest import LEDGER

from reports import fava_ext
from reports.fava_ext import server
from welfare import money

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this computer")

GOLDEN = Path(__file__).parent / "golden" / "sample"
PAGES = [page.__name__ for name, page in sorted(vars(fava_ext).items()) if name.startswith("Page")]
#: What an old laptop shows.
SCREEN = {"width": 1366, "height": 768}


class Screen(NamedTuple):
    """A tab, the address of the fund, and what went wrong in it."""

    tab: Any
    root: str
    wrong: list[str]

    def open(self, path: str) -> Any:
        self.tab.goto(self.root + path)
        self.tab.wait_for_selector(".welfare h1")
        self.tab.wait_for_load_state("networkidle")
        return self.tab


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    """The sample, served; its own day is 5 October 2024."""
    app = server.application(LEDGER, names=False, whole=False, today=date(2024, 10, 5))
    slug = app.config["LEDGERS"].first_slug()
    with server.listening(0) as serving:
        thread = threading.Thread(target=serving.run, args=(app,))
        thread.start()
        yield f"{serving.address}{quote(slug)}/extension/"
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def screen(browser: Any, root: str) -> Iterator[Screen]:
    context = browser.new_context(viewport=SCREEN)
    tab, wrong = context.new_page(), []
    tab.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield Screen(tab, root, wrong)
    context.close()
    assert not wrong


def text_of(tab: Any) -> str:
    found: str = tab.inner_text(".welfare")
    return found


def golden(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


# --- every page ----------------------------------------------------------------------------------

ASKED = [
    *(f"{page}/" for page in PAGES),
    *(f"{page}/?time=FY2024" for page in PAGES),
    "WelfareMembers/?member=0042",
    "WelfareClaims/?claim=C66-0014",
    "WelfareSample/?how=mus&of=all&size=20&seed=1",
    "WelfareStatements/?doc=monthly&period=2023-10",
    "WelfareStatements/?doc=annual&period=2566",
]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_page_fits_and_says_something(screen: Screen, lang: str) -> None:
    for path in ASKED:
        tab = screen.open(path + ("&" if "?" in path else "?") + f"lang={lang}")
        assert len(text_of(tab)) > 60, path
        wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
        # Tables may be moved sideways in their own frame; nothing else may be cut off.
        cut = tab.evaluate(
            """[...document.querySelectorAll('.welfare > *, .welfare form, .welfare dl')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && !e.matches('.scroll, iframe'))
            .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert not cut, path
        small = tab.evaluate(
            """[...document.querySelectorAll('.welfare td, .welfare p, .welfare dd, .welfare a')]
            .filter(e => e.innerText && parseFloat(getComputedStyle(e).fontSize) < 12).length"""
        )
        assert small == 0, path
        thai = re.search("[ก-๙]{12}", tab.inner_text(".welfare h1"))
        assert not (thai and lang == "en"), path


# --- figures -------------------------------------------------------------------------------------


def test_the_overview_shows_the_figures_of_the_year(screen: Screen) -> None:
    for year in (2566, 2567):
        found = golden(f"annual/{year}.json")
        tab = screen.open(f"WelfareOverview/?time=FY{year - 543}")
        told = text_of(tab)
        assert f"{found['members']['closing']:,}" in tab.inner_text(".welfare dl >> nth=0")
        funds = sum(
            (money.parse_amount(one["closing"]) for one in found["subfunds"].values()), money.ZERO
        )
        assert money.text(funds) in told
        for amount in found["income_statement"]["income"].values():
            assert money.text(money.parse_amount(amount)).removesuffix(".00") in told


def test_a_statement_shows_its_figures_and_what_is_behind_them(screen: Screen) -> None:
    found = golden("annual/2566.json")["income_statement"]
    tab = screen.open("WelfareStatements/?doc=annual&period=2566")
    frame = tab.frame_locator("iframe")
    total = money.text(money.parse_amount(found["income_total"]))
    figure = frame.locator("a", has_text=total).first
    figure.click()
    tab.wait_for_url("**cell=**")
    tab.wait_for_selector(".welfare h1")
    assert total in text_of(tab)


# --- entries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "WelfareMembers/?member=0042",
        "WelfareClaims/?claim=C66-0014",
        "WelfareBylaws/",
        "WelfareControls/",
        "WelfareSample/?how=random&of=benefits&size=5&seed=1",
    ],
)
def test_a_link_opens_the_entry_that_it_names(screen: Screen, path: str) -> None:
    tab = screen.open(path)
    link = tab.locator(".welfare a[href^='#context-']").filter(has_text=re.compile(r":\d+$")).first
    place = link.inner_text()
    link.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".overlay a, [role=dialog] a, .content a")
    shown = tab.locator("body").inner_text()
    name, line = place.rsplit(":", 1)
    assert re.search(rf"{re.escape(name)}:{line}\b", shown), place
    tab.keyboard.press("Escape")


# --- going about ---------------------------------------------------------------------------------


def test_the_language_is_kept(screen: Screen) -> None:
    tab = screen.open("WelfareOverview/")
    assert tab.inner_text(".welfare h1") == "ภาพรวม"
    tab.locator(".welfare .end a").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".welfare[lang=en]")
    assert tab.inner_text(".welfare h1") == "Overview"
    tab.locator("aside a", has_text="Members").click()
    tab.wait_for_selector(".welfare h1:has-text('Members')")


def test_the_days_are_kept_from_page_to_page(screen: Screen) -> None:
    tab = screen.open("WelfareOverview/")
    tab.locator(".welfare .bar a", has_text="2566").click()
    tab.wait_for_url("**time=FY2023**")
    tab.locator("aside a", has_text="คำขอ").click()
    tab.wait_for_selector(".welfare h1:has-text('คำขอ')")
    assert "time=FY2023" in tab.url
    assert tab.locator(".bar nav >> nth=1 >> [aria-current]").inner_text() == "2566"


def test_everything_can_be_reached_with_the_keyboard(screen: Screen) -> None:
    for page in PAGES:
        tab = screen.open(f"{page}/")
        wanted = tab.evaluate(
            """[...document.querySelectorAll('.welfare :is(a, button, input, select)')]
            .filter(e => e.type != 'hidden').map((e, i) => (e.dataset.at = i)).length"""
        )
        tab.evaluate("document.querySelector('.welfare a').focus()")
        reached = {tab.evaluate("document.activeElement.dataset.at")}
        for _ in range(min(wanted, 40) - 1):
            tab.keyboard.press("Tab")
            at = tab.evaluate("document.activeElement.dataset.at")
            reached |= {at} if at is not None else set()
        assert len(reached) >= min(wanted, 30), page


def test_a_form_answers_to_the_enter_key(screen: Screen) -> None:
    tab = screen.open("WelfareSample/?time=FY2024")
    tab.fill(".welfare input[name=seed]", "ก<b>")
    tab.locator(".welfare input[name=seed]").press("Enter")
    tab.wait_for_url("**seed=**")
    tab.wait_for_selector(".welfare table")
    assert "time=FY2024" in tab.url
    assert tab.input_value(".welfare input[name=seed]") == "ก<b>"


def test_the_working_paper_is_downloaded(screen: Screen) -> None:
    tab = screen.open("WelfareSample/?how=random&of=benefits&size=5&seed=1")
    with tab.expect_download() as download:
        tab.locator(".welfare a", has_text="PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
