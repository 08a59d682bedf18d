"""HTML pages that stand alone: one file each, no script, no request to anywhere, every foreign text escaped.

Each page forbids its reader's browser, by a Content-Security-Policy of its own, to run or to load anything at all: where the
escaping had a hole, what came through it would still be dead text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from kinews_cli import __version__
from kinews_cli.border import clean, is_hidden, printable
from kinews_cli.model.verdict import Verdict
from kinews_cli.reports import html_words as words

GENERATOR = f"kinews {__version__}"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_WEB = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_TEXT = 600  # characters of a text that are shown
_LONGEST_URL = 160  # of an address: a link leads to all of it, whatever is shown


def render(template: str, **values: Any) -> bytes:
    """The page as UTF-8. Raises jinja2.UndefinedError for a value that the template names and nobody gave."""
    page = _environment().get_template(template).render(values, generator=GENERATOR, policy=_POLICY)
    return page.encode("utf-8", "backslashreplace")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kinews_cli.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, V=Verdict)
    environment.filters.update(text=shown_text, path=shown_path, address=shown_url, href=href)
    return environment


def shown_text(text: str, limit: int = _LONGEST_TEXT) -> str:
    """Foreign text for a reader: one line, nothing hidden in it, nothing that turns it around, and not without end."""
    return clean(text, limit=limit)


def shown_path(path: str, limit: int = _LONGEST_TEXT) -> str:
    """The name of a file for a reader: what is hidden in it is shown escaped, else it would be another file's name."""
    return clean(printable(path), limit=limit)


def shown_url(url: str) -> str:
    """An address for a reader, without the part that says nothing."""
    return clean(url.removeprefix("https://"), limit=_LONGEST_URL)


def href(url: str | None) -> str | None:
    """`url` as the target of a link; None for what is no plain web address, which then stays text.

    Addresses with a name and a password in them are none either: a click would send both.
    """
    # urlsplit drops control characters before it looks, and browsers take "\" for "/"
    if url is None or not _WEB.match(url) or any(character in url for character in "\t\r\n"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if not parts.hostname or any(character in parts.netloc for character in "@\\"):
        return None
    return "".join(_encoded(character) for character in url)


def _encoded(character: str) -> str:
    if character in ' "<>`' or is_hidden(character):
        return quote(character, errors="replace")
    return character
