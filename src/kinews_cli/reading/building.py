"""From lines that were taken for something to the Issue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kinews_cli.border import printable, slug
from kinews_cli.errors import InputError
from kinews_cli.model.issue import Article, ArticleKind, Block, BlockType, Furniture, Issue, Link, Part
from kinews_cli.reading.account import verify_account
from kinews_cli.reading.decoding import decode
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.links import find_links
from kinews_cli.reading.numbers import date_in, issue_number
from kinews_cli.reading.splitting import Kind, Taken, take_lines

_BLOCK_TYPE = {Kind.HEADING: BlockType.HEADING, Kind.LIST_ITEM: BlockType.LIST_ITEM, Kind.LINK: BlockType.LINK}
_HEAD = 6  # a date line stands among the first lines or nowhere


def read_issue(content: bytes, path: str, *, date: str | None = None) -> Issue:
    """The document behind a file's bytes; `path` is for messages and for the number in the file's name.

    Raises InputError where the bytes are no text or hold no line, LostTextError where the account of lines fails.
    """
    name = printable(path)
    lines = split_lines(decode(content, name))
    if all(line.blank for line in lines):
        raise InputError(f"{name}: is empty. Paste the text of the issue into it.")
    taken = take_lines(lines)
    title = next((entry for entry in taken if entry.kind is Kind.ISSUE_TITLE), None)
    intro, articles = _parts(taken)
    issue = Issue(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        number=issue_number(title.line.normal if title else None, path),
        title=title.line.text.strip() if title else None,
        title_line=title.line.number if title else None,
        intro=intro,
        articles=articles,
        furniture=tuple(Furniture(t.line.number, t.line.text.strip()) for t in taken if t.kind is Kind.FURNITURE),
        date=date or date_in(entry.line.normal for entry in taken[:_HEAD]),
    )
    verify_account(issue, lines)
    return issue


@dataclass
class _Open:
    """A part while it is being filled."""

    title: Taken | None = None
    entries: list[Taken] = field(default_factory=list)


def _parts(taken: Sequence[Taken]) -> tuple[Part, tuple[Article, ...]]:
    parts = [_Open()]
    for entry in taken:
        if entry.kind is Kind.TITLE:
            parts.append(_Open(entry))
        elif entry.kind not in {Kind.ISSUE_TITLE, Kind.FURNITURE}:
            parts[-1].entries.append(entry)
    ids: dict[str, int] = {}
    articles = tuple(_article(part, ids) for part in parts[1:])
    return _part(parts[0].entries), articles


def _article(part: _Open, ids: dict[str, int]) -> Article:
    assert part.title is not None
    title = part.title.line
    kind = ArticleKind.ARTICLE if part.entries else ArticleKind.SECTION
    return Article(_unique(slug(title.normal), ids), kind, title.text.strip(), title.number, _part(part.entries))


def _unique(name: str, ids: dict[str, int]) -> str:
    """`name`, with a count behind it from its second use on; never a name that was given out before."""
    while name in ids:
        ids[name] += 1
        name = f"{name}-{ids[name]}"
    ids[name] = 1
    return name


def _part(entries: Sequence[Taken]) -> Part:
    links: list[Link] = []
    for entry in entries:
        links += find_links(entry.line.text, entry.line.number)
    return Part(tuple(_block(group) for group in _groups(entries)), tuple(links))


def _groups(entries: Sequence[Taken]) -> Iterator[list[Taken]]:
    """Lines of running text that follow each other without a blank line are one paragraph."""
    group: list[Taken] = []
    for entry in entries:
        if group and not (entry.kind is Kind.TEXT and _continues(group[-1], entry)):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _continues(above: Taken, entry: Taken) -> bool:
    if entry.line.number != above.line.number + 1:
        return False
    indented = entry.line.text[:1].isspace()
    return above.kind is Kind.TEXT or (above.kind is Kind.LIST_ITEM and indented)


def _block(group: Sequence[Taken]) -> Block:
    first = group[0]
    text = " ".join(entry.line.text.strip() for entry in group)
    if first.marker is not None:
        text = text.removeprefix(first.marker).strip()
    kind = _BLOCK_TYPE.get(first.kind, BlockType.PARAGRAPH)
    return Block(kind, text, first.line.number, group[-1].line.number, first.marker)
