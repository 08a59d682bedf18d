"""From lines that were taken for something to the Issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kinews_cli.border import printable, slug
from kinews_cli.errors import InputError
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Article, ArticleKind, Block, BlockType, Furniture, Gap, Issue, Link, Part
from kinews_cli.reading.account import verify_account
from kinews_cli.reading.decoding import Decoded, decode
from kinews_cli.reading.joined import joined_links
from kinews_cli.reading.lines import Line, split_lines
from kinews_cli.reading.links import find_links, markdown_link
from kinews_cli.reading.numbers import date_in, issue_number
from kinews_cli.reading.phrases import signs_off
from kinews_cli.reading.references import place_references
from kinews_cli.reading.settings import DEFAULT_SETTINGS, ReadingSettings
from kinews_cli.reading.splitting import Split, split_issue
from kinews_cli.reading.taken import Kind, Taken
from kinews_cli.reading.urls import find_urls
from kinews_cli.values import Value, field, replace

_BLOCK_TYPE = {Kind.HEADING: BlockType.HEADING, Kind.LIST_ITEM: BlockType.LIST_ITEM, Kind.LINK: BlockType.LINK}
_ANCHOR = lazy_pattern(r"<a\s[^<>]*>([^<>]*)</a>", re.IGNORECASE)
_SIGNS = "#*_=+~<>: \t\u200b\u00ad\ufeff"
_CLOSING = " \t\u00a0)>].,"
_HEAD = 8  # a date line stands among the first lines or nowhere


def read_issue(content: bytes, path: str, settings: ReadingSettings = DEFAULT_SETTINGS) -> Issue:
    """The document behind a file's bytes; `path` is for messages and for the number in the file's name.

    Raises InputError where the bytes are no text or hold no line, LostTextError where the account of lines fails.
    """
    decoded, lines = read_lines(content, path)
    issue = _Builder(split_issue(lines, settings, markdown=is_markdown(path)), lines, settings).issue(path, decoded)
    verify_account(issue, decoded.text, lines)
    return issue


def read_lines(content: bytes, path: str) -> tuple[Decoded, tuple[Line, ...]]:
    """The text and its lines. Raises InputError where the bytes are no text or hold no line."""
    name = printable(path)
    decoded = decode(content, name)
    lines = split_lines(decoded.text)
    if all(line.blank for line in lines):
        raise InputError(f"{name}: is empty. Paste the text of the issue into it.")
    return decoded, lines


def is_markdown(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


class _Open(Value):
    """A part while it is being filled."""

    title: Taken | None = None
    entries: list[Taken] = field(default_factory=list)


class _Builder:
    """Makes the elements of one issue."""

    def __init__(self, split: Split, lines: Sequence[Line], settings: ReadingSettings) -> None:
        self._taken = split.taken
        self._lines = lines
        self._settings = settings
        self._joined = joined_links(self._taken, settings.marks)
        self._ids: dict[str, int] = {}

    def issue(self, path: str, decoded: Decoded) -> Issue:
        title = next((entry for entry in self._taken if entry.kind is Kind.ISSUE_TITLE), None)
        intro, articles, outro = self._parts()
        return Issue(
            path=path,
            number=issue_number(title.line.normal if title else None, path),
            title=_title_text(title) if title else None,
            title_line=title.line.number if title else None,
            title_raw=title.line.raw if title else "",
            intro=intro,
            articles=articles,
            outro=outro,
            furniture=tuple(
                Furniture(entry.line.number, entry.line.text.strip(), entry.line.raw)
                for entry in self._taken
                if entry.kind is Kind.FURNITURE
            ),
            gaps=tuple(Gap(line.number, line.raw) for line in self._lines if line.blank),
            date=date_in(entry.line.normal for entry in self._taken[:_HEAD]),
            encoding=decoded.encoding,
            mark=decoded.mark,
            notes=(decoded.note,) if decoded.note else (),
        )

    def _parts(self) -> tuple[Part, tuple[Article, ...], Part]:
        opened = [_Open()]
        for entry in self._taken:
            if entry.kind is Kind.TITLE:
                opened.append(_Open(entry))
            elif entry.kind not in {Kind.ISSUE_TITLE, Kind.FURNITURE}:
                opened[-1].entries.append(entry)
        farewell = _farewell(opened[-1].entries) if len(opened) > 1 else len(opened[-1].entries)
        outro = opened[-1].entries[farewell:]
        del opened[-1].entries[farewell:]
        groups = [(part.title, part.entries) for part in opened] + [(None, outro)]
        links = place_references(
            [self._links(title, entries) for title, entries in groups], [entries for _, entries in groups]
        )
        parts = [
            Part(tuple(self._blocks(entries)), tuple(found)) for (_, entries), found in zip(groups, links, strict=True)
        ]
        parts = self._with_furniture_links(parts, groups)
        articles = tuple(self._article(group, part) for (group, _), part in zip(groups[1:-1], parts[1:-1], strict=True))
        return parts[0], articles, parts[-1]

    def _article(self, title: Taken | None, body: Part) -> Article:
        assert title is not None
        kind = ArticleKind.ARTICLE if body.blocks or body.links else ArticleKind.SECTION
        text = _title_text(title)
        return Article(self._unique(slug(text)), kind, text, title.line.number, body, title.line.raw, title.doubt)

    def _unique(self, name: str) -> str:
        """`name`, with a count behind it from its second use on; never a name that was given out before."""
        while name in self._ids:
            self._ids[name] += 1
            name = f"{name}-{self._ids[name]}"
        self._ids[name] = 1
        return name

    def _links(self, title: Taken | None, entries: Sequence[Taken]) -> list[Link]:
        links: list[Link] = []
        if title is not None:
            found = self._links_of(title)
            links += [replace(link, label=_title_text(title)) for link in found] if len(found) == 1 else found
        for entry in entries:
            links += self._links_of(entry)
        return links

    def _links_of(self, entry: Taken) -> tuple[Link, ...]:
        number = entry.shape.line.number
        if number in self._joined:
            return self._joined[number]
        if entry.shape.link is not None:
            return (entry.shape.link if entry.kind is not Kind.TEXT else replace(entry.shape.link, label=""),)
        return find_links(entry.shape.line.text, number, self._settings.marks) if entry.shape.urls else ()

    def _with_furniture_links(
        self, parts: list[Part], groups: Sequence[tuple[Taken | None, list[Taken]]]
    ) -> list[Part]:
        """Links in furniture are kept, in intro or outro, but are nobody's sources."""
        first = next((title.line.number for title, _ in groups if title is not None), 10**9)
        before: list[Link] = []
        behind: list[Link] = []
        for entry in self._taken:
            if entry.kind is Kind.FURNITURE:
                found = [replace(link, label="", mark=None, furniture=True) for link in self._links_of(entry)]
                (before if entry.line.number < first else behind).extend(found)
        parts[0] = replace(parts[0], links=tuple(sorted((*parts[0].links, *before), key=_place)))
        parts[-1] = replace(parts[-1], links=tuple(sorted((*parts[-1].links, *behind), key=_place)))
        return parts

    def _blocks(self, entries: Sequence[Taken]) -> Iterator[Block]:
        for group in _groups(entries):
            yield _block(group, self._lines)


def _place(link: Link) -> tuple[int, int]:
    return link.line, link.column


def _title_text(entry: Taken) -> str:
    """Without the signs around it; of links in it the labels, and without an address at its end, if something is left then."""
    text = _ANCHOR.sub(r"\1", _without_signs(entry))
    for found in reversed(list(find_urls(text))):
        link = markdown_link(text, found)
        if link is not None and link[2]:
            text = text[: link[0]] + link[2] + text[link[1] :]
    last = next(iter(reversed(list(find_urls(text)))), None)
    if last is None or text[last.end :].strip(_CLOSING):
        return text
    return re.sub(r"[\s\u00a0(<:\[–—-]+$", "", text[: last.start]) or text


def _without_signs(entry: Taken) -> str:
    text = entry.line.text.strip()
    decoration = entry.shape.decoration
    if decoration is None:
        return text
    if decoration.bare in " ".join(text.split()):
        return decoration.bare
    # invisible characters or decomposed letters: the line's own letters stay
    return text.strip(_SIGNS) or text


def _farewell(entries: Sequence[Taken]) -> int:
    """Where the outro begins in the last part: at the line that signs off, if text stands above it and only little below."""
    for index, entry in enumerate(entries):
        if index and entry.kind is Kind.TEXT and signs_off(entry.line.normal) and len(entries) - index <= 6:
            return index
    return len(entries)


def _groups(entries: Sequence[Taken]) -> Iterator[list[Taken]]:
    """Lines of running text that follow each other without a blank line are one paragraph."""
    group: list[Taken] = []
    for entry in entries:
        if group and not _continues(group[-1], group[0], entry):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _continues(above: Taken, first: Taken, entry: Taken) -> bool:
    if entry.joined:
        return True
    if entry.kind is not Kind.TEXT or entry.line.number != above.line.number + 1:
        return False
    return first.kind is Kind.TEXT or (first.kind is Kind.LIST_ITEM and entry.shape.indented)


def _cut_marker(text: str, marker: str) -> tuple[str, str]:
    """The list mark and the text behind it. Invisible characters around the mark stay with it."""
    end = text.find(marker) + len(marker)
    while end < len(text) and not text[end].isspace():
        end += 1
    return " ".join(text[:end].split()), text[end:].strip()


def _block(group: Sequence[Taken], lines: Sequence[Line]) -> Block:
    first, last = group[0], group[-1]
    number, end = first.shape.line.number, last.shape.line.number
    text = " ".join([entry.shape.line.text.strip() for entry in group])
    marker = None
    if first.marker is not None:
        marker, text = _cut_marker(text, first.marker)
    elif first.kind is Kind.HEADING and first.shape.decoration is not None and first.shape.decoration.sign == "#":
        marker, text = _cut_marker(text, "#" * first.shape.decoration.rank)
    kind = _BLOCK_TYPE.get(first.kind, BlockType.PARAGRAPH)
    raw = "".join([line.raw for line in lines[number - 1 : end]])
    return Block(kind, text, number, end, marker, raw)
