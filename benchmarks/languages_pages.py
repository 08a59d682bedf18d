"""Short pages in five languages, written for this project, as `benchmarks/pages/de.txt` and its neighbours have them.

A page begins with "= " and its title. Behind "::" stands what is odd about it: `lang=en`, what `<html lang>` says where that
is wrong; `cookies=...`, the text of a cookie notice. Then come its paragraphs, a line each: "> " quotes somebody, four blanks
begin a line of code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from kinews_cli.html import read_page
from kinews_cli.language.texts import text_language
from kinews_cli.sources.page import page_source
from kinews_cli.web.answer import Answer

OWN = Path(__file__).parent / "pages"
URL = "https://www.example.org/page/"
_CODE = "    "


@dataclass(frozen=True)
class Page:
    """A page in `language`, whose markup says `declared`."""

    language: str
    declared: str
    title: str
    cookies: str
    lines: tuple[str, ...]

    @property
    def html(self) -> str:
        notice = (
            f'<div class="cookie-notice"><p>{escape(self.cookies)}</p><button>OK</button></div>' if self.cookies else ""
        )
        return (
            f'<!DOCTYPE html><html lang="{self.declared}"><head><title>{escape(self.title)}</title></head><body>{notice}'
            f"<main><h1>{escape(self.title)}</h1>{''.join(_blocks(self.lines))}</main></body></html>"
        )

    def by_text(self) -> str | None:
        """What the paragraphs say."""
        return text_language(read_page(self.html).paragraphs)

    def by_all(self) -> str | None:
        """What the page is taken for, title and markup included, however sure that is."""
        answer = Answer(URL, 200, {"content-type": "text/html; charset=utf-8"}, self.html.encode())
        return page_source(URL, answer).language.code


def read_pages(folder: Path) -> list[Page]:
    """Those of all files, whose names are the codes of their languages."""
    return [
        page
        for path in sorted(folder.glob("*.txt"))
        for page in _pages(path.stem, path.read_text(encoding="utf-8").splitlines())
    ]


def _pages(language: str, lines: Sequence[str]) -> Iterator[Page]:
    starts = [number for number, line in enumerate(lines) if line.startswith("= ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        title, _, odd = lines[start].removeprefix("= ").partition(" :: ")
        said = dict(part.split("=", 1) for part in odd.split("; ", 1) if part)
        text = tuple(line for line in lines[start + 1 : end] if line.strip())
        yield Page(language, said.get("lang", language), title, said.get("cookies", ""), text)


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    for is_code, group in groupby(lines, key=lambda line: line.startswith(_CODE)):
        if is_code:
            code = "\n".join(line.removeprefix(_CODE) for line in group)
            yield f"<pre><code>{escape(code)}</code></pre>"
        else:
            yield from (_paragraph(line) for line in group)


def _paragraph(line: str) -> str:
    if line.startswith("> "):
        return f"<blockquote><p>{escape(line.removeprefix('> '))}</p></blockquote>"
    return f"<p>{escape(line)}</p>"
