"""Pages in a real browser: they open, ask nobody, work without scripts, are read by everybody, and hostile text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser

from chromium import Scheme, chromium, opened
from kinews_cli.reports.html_archive import archive_html
from kinews_cli.reports.html_report import report_html
from reports.html_pages import COPY, HOSTILE, archive, hostile, report

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

NAMES = ["check", "archive", "hostile-check", "hostile-archive"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "check": report_html(report()),
        "archive": archive_html(archive()),
        "hostile-check": report_html(hostile().report),
        "hostile-archive": archive_html(hostile()),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_bytes(page)
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_quietly_and_asks_nobody(browser: Browser, pages: dict[str, Path], name: str) -> None:
    with opened(browser, pages[name]) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        seen.page.mouse.move(300, 300)
        assert [url for url in seen.requests if not url.startswith("data:")] == [pages[name].as_uri()]
        assert seen.console == []
        assert seen.dialogues == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], name: str, scheme: Scheme) -> None:
    with opened(browser, pages[name], scheme=scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(seen.page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 400, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_the_window(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    with opened(browser, pages[name], width=width) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert seen.overflow == 0


def test_hostile_text_stays_text(browser: Browser, pages: dict[str, Path]) -> None:
    for name in ("hostile-check", "hostile-archive"):
        with opened(browser, pages[name]) as seen:
            assert seen.page.locator("script, img, [onmouseover], [onerror]").count() == 0
            text = seen.page.locator("body").text_content() or ""
            for shown in HOSTILE[:5]:
                assert shown in text
            assert not any(character in text for character in "\u202e\u2066")
            assert "W" * 1_000 not in text
            targets = seen.page.evaluate("[...document.links].map(link => link.protocol)")
            assert set(targets) <= {"http:", "https:", "file:"}
            assert seen.dialogues == []


@pytest.mark.parametrize("name", ["check", "archive"])
def test_it_works_without_scripts(browser: Browser, pages: dict[str, Path], name: str) -> None:
    with opened(browser, pages[name], scripts=False) as seen:
        assert seen.page.locator("h1").is_visible()
        evidence = seen.page.locator("details.evidence").first
        entry = evidence.locator("li").first
        assert not entry.is_visible()
        evidence.locator("summary").click()
        assert entry.is_visible()


def test_it_is_printed_dark_on_light_whatever_the_screen_is(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["archive"], scheme="dark") as seen:
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = seen.page.evaluate(ground)
        seen.page.emulate_media(media="print", color_scheme="dark")
        assert seen.page.evaluate(ground) == "rgb(255, 255, 255)" != dark
        assert not seen.page.locator("nav").is_visible()
        assert seen.page.pdf(format="A4").startswith(b"%PDF")


def printed(browser: Browser, file: Path) -> str:
    """The text on paper, without its blanks: lines are broken wherever a column ends."""
    with opened(browser, file, scripts=False) as seen:
        pages = pypdf.PdfReader(io.BytesIO(seen.page.pdf(format="A4"))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_on_paper_nothing_is_folded_away(browser: Browser, pages: dict[str, Path]) -> None:
    paper = printed(browser, pages["archive"])
    for said in (
        "NewaddressBerichtwww.moved.org/bericht",
        "commentwithdrawnbytheauthors",
        "1Nov202600003",
        "KN202link-moved1",
    ):
        assert said in paper


def test_a_check_on_paper_shows_links_and_evidence_that_the_screen_folds(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    folded = tmp_path / "folded.html"
    folded.write_text(pages["check"].read_text("utf-8").replace(' class="issue" open', ' class="issue"'), "utf-8")
    with opened(browser, folded) as seen:
        assert seen.page.locator("details[open]").count() == 0
    paper = printed(browser, folded)
    for said in ("leadstowww.moved.org/neu", f"archive{COPY}", "language:texten"):
        assert said in paper


def test_on_paper_an_address_stands_behind_a_link_that_is_named_otherwise(
    browser: Browser, pages: dict[str, Path]
) -> None:
    assert f"copyof1May2019({COPY})" in printed(browser, pages["archive"])
    with opened(browser, pages["archive"]) as seen:
        behind = "getComputedStyle(document.querySelector('.named'), '::after').content"
        assert seen.page.evaluate(behind) == "none"
