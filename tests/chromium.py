"""A headless Chromium for tests of pages: the one that is installed, never a download.

Where there is none, tests that want it are skipped; with `KINEWS_REQUIRE_CHROMIUM=1`, as in CI, they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ARGUMENTS = (
    "--no-sandbox",  # which Chromium cannot have as root; what it opens here is ours
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no test reaches the outside
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, closed in the end. Skips, or fails where one is required, without one."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        if os.environ.get("KINEWS_REQUIRE_CHROMIUM"):
            pytest.fail("there is no Chromium, and KINEWS_REQUIRE_CHROMIUM is set")
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Opened:
    """A page, all it has written to the console, every address it has asked for, and every dialogue it has opened."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogues: list[str] = field(default_factory=list)

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return width


@contextmanager
def opened(
    browser: Browser, file: Path, *, width: int = 1280, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Opened]:
    """The page in `file`, in a window of `width` pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    try:
        page = context.new_page()
        seen = Opened(page)
        page.on("console", lambda message: seen.console.append(message.text))
        page.on("pageerror", lambda error: seen.console.append(str(error)))
        page.on("request", lambda request: seen.requests.append(request.url))

        def dismiss(dialogue: object) -> None:
            seen.dialogues.append(str(dialogue))

        page.on("dialog", dismiss)
        page.goto(file.as_uri())
        yield seen
    finally:
        context.close()
