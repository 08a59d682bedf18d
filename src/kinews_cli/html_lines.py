"""The blocks of a page as lines that our own reader takes for what they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote, unquote

from kinews_cli.border import visible
from kinews_cli.reading.lines import normal_form
from kinews_cli.reading.links import link_line
from kinews_cli.reading.marks import DEFAULT_MARKS
from kinews_cli.reading.urls import find_urls

Segment = tuple[str, str | None]  # text, and the address it leads to
REACH = 10  # lines among which the reader surely finds the title
_SPACES = re.compile(r" {2,}")
_HASH = re.compile(r"\s*#{1,6}\s")
_BEHIND_URL = " \u00a0.,;:!?…)>\"“”'"  # what may stand directly behind an address without being read as part of it


class Kind(Enum):
    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    PREFORMATTED = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: `rank` of a heading, `mark` of a list item ("": its text goes on)."""

    kind: Kind
    lines: Sequence[Sequence[Segment]]
    rank: int = 0
    mark: str = ""
    nested: bool = False


def finished(blocks: Sequence[Block], title: str) -> tuple[str, tuple[str, ...]]:
    """The text with its title line, and the addresses that the title line led to; "" where there is nothing to read."""
    groups: list[tuple[Block, list[str]]] = []
    lost: tuple[str, ...] = ()
    title_at: int | None = None
    for block in blocks:
        is_title = title_at is None and block.rank == 1
        lines = list(_written(block, linked=not is_title))
        if not lines:
            continue
        if is_title:
            title_at = len(groups)
            # An address would keep the line from being the title; it mostly leads to the page itself.
            lost = tuple(dict.fromkeys(url for line in block.lines for _, url in line if url))
        groups.append((block, lines))
    if not groups:
        return "", ()
    if title_at is None:
        groups = titled(groups, title)
    elif title_at:
        groups.insert(0, groups.pop(title_at))
    return "".join(_joined(groups)), lost


def titled(groups: list[tuple[Block, list[str]]], title: str) -> list[tuple[Block, list[str]]]:
    """With the title above, unless it stands among the first lines."""
    line = " ".join(visible(title).split())
    first = [text for _, lines in groups[:REACH] for text in lines][:REACH]
    if not line or stands_in(line, first):
        return groups
    return [(Block(Kind.HEADING, (), rank=1), [f"# {line}"]), *groups]


def stands_in(title: str, lines: Sequence[str]) -> bool:
    """Is one of the lines the title, signs of a heading and case apart?"""
    wanted = normal_form(title).casefold()
    return any(normal_form(line).strip("#*= ").casefold() == wanted.strip("#*= ") for line in lines)


def has_text(line: str) -> bool:
    """Does a reader see anything? Mails fill their preview with joiners and invisible accents."""
    return any(character.isalnum() or unicodedata.category(character)[0] not in "ZCM" for character in line)


def _joined(groups: Sequence[tuple[Block, list[str]]]) -> Iterator[str]:
    """Items of a list stand directly below each other, everything else below a blank line."""
    above: Block | None = None
    for block, lines in groups:
        if above is not None and not (above.kind is Kind.ITEM and block.kind is Kind.ITEM):
            yield "\n"
        yield from (f"{line}\n" for line in lines)
        above = block


def _written(block: Block, *, linked: bool) -> Iterator[str]:
    """The lines of one block; a blank one stands for two line breaks in a row."""
    if block.kind is Kind.PREFORMATTED:
        yield from _preformatted(block)
        return
    lines = [_line(segments, linked=linked, alone=block.kind is not Kind.HEADING) for segments in block.lines]
    if block.kind is Kind.HEADING:
        text = " ".join(filter(has_text, lines))
        if text:
            yield f"{'#' * block.rank} {text}"
    elif block.kind is Kind.ITEM:
        indent = "  " if block.nested else ""
        for place, line in enumerate(filter(has_text, lines)):
            yield f"{indent}{block.mark} {line}" if block.mark and not place else f"{indent}  {line}"
    else:
        yield from trimmed(lines)


def trimmed(lines: Sequence[str]) -> Iterator[str]:
    """Without blank lines at either end, and with one where there were several."""
    open_gap = False
    begun = False
    for line in lines:
        if has_text(line):
            if open_gap and begun:
                yield ""
            yield line
            begun, open_gap = True, False
        else:
            open_gap = True


def _preformatted(block: Block) -> Iterator[str]:
    shown = [_preformatted_line(line) for line in block.lines]
    # A comment in code is no title: indented by four, our reader sees code.
    indent = "    " if any(_HASH.match(line) for line in shown) else ""
    yield from (indent + line if line else "" for line in trimmed(shown))


def _preformatted_line(segments: Sequence[Segment]) -> str:
    line = visible("".join(text for text, _ in segments).expandtabs()).rstrip()
    written = {found.written for found in find_urls(line)}
    urls = {url: None for _, url in segments if url and url not in written}
    return " ".join([line, *urls])


def _line(segments: Sequence[Segment], *, linked: bool, alone: bool) -> str:
    if len(segments) == 1 and segments[0][1] is None:
        return _SPACES.sub(" ", visible(segments[0][0])).strip()
    pieces = _pieces(segments) if linked else [(visible("".join(text for text, _ in segments)), None)]
    links = [place for place, (_, url) in enumerate(pieces) if url]
    if alone and len(links) == 1:
        whole = _link_line(pieces, links[0])
        if whole is not None:
            return whole
    written = ""
    for place, (text, url) in enumerate(pieces):
        behind = pieces[place + 1][0][:1] if place + 1 < len(pieces) else ""
        written += text if url is None else _inline(text, url, behind)
    return _SPACES.sub(" ", written).strip()


def _pieces(segments: Sequence[Segment]) -> list[Segment]:
    """Segments of one address put together, with the blanks at the edges of a label outside of it."""
    joined: list[tuple[list[str], str | None]] = []
    for text, url in segments:
        if joined and joined[-1][1] == url:
            joined[-1][0].append(text)
        else:
            joined.append(([text], url))
    pieces: list[Segment] = []
    for texts, url in joined:
        text = visible("".join(texts))
        label = text.strip()
        if url is None or not label:
            pieces.append((text, None))
            continue
        pieces += [
            (text[: len(text) - len(text.lstrip())], None),
            (_SPACES.sub(" ", label), url),
            (text[len(text.rstrip()) :], None),
        ]
    return [piece for piece in pieces if piece[0]]


def _link_line(pieces: Sequence[Segment], place: int) -> str | None:
    """`label: URL (englisch)`, if the line holds nothing else and our reader takes it for that."""
    before = "".join(text for text, _ in pieces[:place]).strip()
    behind = "".join(text for text, _ in pieces[place + 1 :]).strip()
    label, url = pieces[place][0], _safe(str(pieces[place][1]))
    mark = DEFAULT_MARKS.behind(behind, 0)
    if before or (behind and (mark is None or mark.written != behind)):
        return None
    head = url if _is_address(label, url) else f"{label} ({url})" if label[-1] in ".:?!…" else f"{label}: {url}"
    line = f"{head} {behind}".rstrip()
    read = link_line(line, 1)
    return line if read is not None and read.url == url else None


def _inline(label: str, url: str, behind: str) -> str:
    url = _safe(url)
    if not _is_address(label, url):
        return f"{label} ({url})"
    return url if not behind or behind in _BEHIND_URL else f"<{url}>"


def _is_address(label: str, url: str) -> bool:
    """Is the label the address itself, perhaps without its scheme or cut at its end?"""
    shown, meant = _bare_address(label), _bare_address(url)
    if shown.endswith(("…", "...")) and len(shown) > 8:
        return meant.startswith(shown.rstrip("….").rstrip())
    return shown == meant


def _bare_address(text: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", unquote(text).casefold()).rstrip("/")


def _safe(url: str) -> str:
    """The address so that it is read back whole: what would end it in a text is written in percent signs."""
    kept = re.sub(
        r"[^\x21-\x7e\u00a1-\U0010ffff]|[<>\"`|\\^{}]|[“”„‟‘’‚«»‹›]|\s", lambda m: quote(m[0], safe=""), visible(url)
    )
    if [found.written for found in find_urls(f"({kept})")] == [kept]:
        return kept
    kept = re.sub(r"[()\[\]*'…]", lambda m: quote(m[0]) if m[0] not in "()'*" else f"%{ord(m[0]):02X}", kept)
    end = re.search(r"[.,;:!?_~]+$", kept)
    return kept if end is None else kept[: end.start()] + "".join(f"%{ord(sign):02X}" for sign in end[0])
