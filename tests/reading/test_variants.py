"""The same issue however it was pasted: same titles, same links, same articles."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kinews_cli.model.issue import BlockType, Issue
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.rendering import render_bytes
from reading.samples import written

SAMPLES = Path(__file__).parents[2] / "issues"
NAMES = ("001", "002")


def wrapped(text: str) -> str:
    """As a mail program does it: at 72 columns, never inside a word, so never inside a URL."""
    lines = [
        textwrap.wrap(line, 72, break_long_words=False, break_on_hyphens=False) or [""] for line in text.split("\n")
    ]
    return "\n".join(part for parts in lines for part in parts)


VARIANTS: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16, the other order": lambda text: text.encode("utf-16-be"),
    "two blank lines": lambda text: text.replace("\n\n", "\n\n\n").encode(),
    "three blank lines": lambda text: text.replace("\n\n", "\n\n\n\n").encode(),
    "blanks in blank lines": lambda text: text.replace("\n\n", "\n \t\n").encode(),
    "trailing blanks": lambda text: text.replace("\n", "  \n").encode(),
    "leading blank": lambda text: text.replace("\n", "\n ").encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "no-break spaces": lambda text: text.replace(": http", ":\u00a0http").replace(" (e", "\u00a0(e").encode(),
    "zero-width spaces": lambda text: text.replace("\n\n", "\u200b\n\n").encode(),
    "no line end": lambda text: text.rstrip("\n").encode(),
    "blank lines around": lambda text: f"\n\n{text}\n\n".encode(),
    "wrapped": lambda text: wrapped(text).encode(),
    "wrapped, CRLF": lambda text: wrapped(text).replace("\n", "\r\n").encode(),
}


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u200b", "")


def sense(issue: Issue) -> object:
    """What a reader would call the same issue."""
    parts = [
        ("", issue.intro),
        *((composed(article.title), article.body) for article in issue.articles),
        ("-", issue.outro),
    ]
    found = []
    for title, part in parts:
        # wrapped at a column, an item without indent cannot be told from an item with a paragraph below it
        texts = " ".join(composed(b.text) for b in part.blocks if b.type is not BlockType.LINK)
        headings = [composed(b.text) for b in part.blocks if b.type is BlockType.HEADING]
        markers = [block.marker for block in part.blocks if block.type is BlockType.LIST_ITEM]
        links = [(composed(label), url, mark) for label, url, mark in map(written, part.links)]
        found.append((title, texts, headings, markers, links))
    furniture = [composed(item.text) for item in issue.furniture]
    return composed(issue.title or ""), issue.number, [article.kind for article in issue.articles], found, furniture


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_sample_is_the_same(name: str, variant: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text("utf-8")
    content = VARIANTS[variant](text)
    issue = read_issue(content, f"{name}.txt")
    assert sense(issue) == sense(read_issue(text.encode(), f"{name}.txt"))
    assert render_bytes(issue) == content


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_real_issue_is_the_same(shared: Path, variant: str) -> None:
    text = (shared / "issues" / "006.txt").read_text("utf-8")
    content = VARIANTS[variant](text)
    issue = read_issue(content, "006.txt")
    assert sense(issue) == sense(read_issue(text.encode(), "006.txt"))
    assert render_bytes(issue) == content
