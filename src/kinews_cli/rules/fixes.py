"""Fixes of marks, labels and whole lines: changes of the raw text that would put an end to a finding.

A wrong fix is worse than none. So each is made only where the line is read as it will be written, and is tried: the changed
line must hold the same links, but for what was meant. `proof` then tries it on the whole issue. Fixes of addresses are made in
`addresses`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kinews_cli.language.policy import MARK_WORDS
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.finding import Edit, Fix
from kinews_cli.model.issue import BlockType, Issue, Link, Mark, Part
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.nearest import nearest
from kinews_cli.reading.links import find_links
from kinews_cli.reading.marks import SPELLINGS
from kinews_cli.rules.sites import Site
from kinews_cli.rules.written import is_whole, line_text, lines_of, reads_well

_PAIRS = {"<": ">", "(": ")", "[": "]"}
_BLANKS = " \t\u00a0"
# What may stand before a URL that is written as such. Behind "](", a quotation mark or "=" it belongs to Markdown or HTML.
_BARE = lazy_pattern(r"(?:^|[\s\u00a0:>|–—-]|(?<!\])\(|<|\[)$")
_DEFINITION = lazy_pattern(r"\s*\[[^\]]+\]:")  # Markdown takes "(...)" behind the address for a title there
_BRACKETED = lazy_pattern(r"([(\[])\s*([^()\[\],]+?)\s*([)\]])")
# A bracket behind an address, or a word that a sentence does not go on with
_BEHIND = lazy_pattern(r"[\s\u00a0)>\]]*([(\[][^()\[\]]{1,40}[)\]]|[\w.]+(?=[\s.,;]*$))")
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_SHORTEST_NAME = 5
_MISSPELT = 0.85  # as like as "englich" and "englisch"; "deutlich" and "deutsch" are less
_REPOSITORY = lazy_pattern(
    r"(https?://(?:www\.)?github\.com/)([^/?#]+/[^/?#]+?)(?=(?:\.git)?/?(?:[/?#]|$))", re.IGNORECASE
)
_LIST_MARK = lazy_pattern(r"\s*(?:[-*•–·]\s+)?")
_WORDS = {SourceKind.ARXIV: "Paper", SourceKind.YOUTUBE: "Video", SourceKind.GITHUB: "Code"}
_FULL_NAME = lazy_pattern(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")


def misspelt_mark(issue: Issue, link: Link) -> str | None:
    """What stands behind the address and seems to be meant for a mark: "(englich)", "englisch" without its brackets."""
    match = _BEHIND.match(line_text(issue, link.line), link.end_column - 1)
    words = _LETTERS.findall(match[0].lower()) if match is not None else []
    meant = (nearest(word, _language_names(), likeness=_MISSPELT) for word in words if len(word) >= _SHORTEST_NAME)
    return match[1] if match is not None and any(meant) else None


@cache
def _language_names() -> tuple[str, ...]:
    spelt = {text for texts in SPELLINGS.values() for text in texts}
    return tuple(sorted(text.lower() for text in spelt if len(text) >= _SHORTEST_NAME and " " not in text))


def mark_inserted(issue: Issue, link: Link, code: str) -> Fix | None:
    """The mark for `code` behind the address, in front of the punctuation of a sentence.

    None where the address is wrapped, lies in Markdown or HTML or in a title, where there is no word for the language, and
    where something stands that is meant for a mark.
    """
    word = MARK_WORDS.get(issue.language, {}).get(code)
    text = line_text(issue, link.line)
    if word is None or link.line in _titles(issue) or not is_whole(link, text):
        return None
    before, behind = text[: link.column - 1], text[link.end_column - 1 :]
    enclosed = bool(behind) and _PAIRS.get(before[-1:]) == behind[0]
    broken_off = before.endswith("<") and not enclosed  # it goes on in the next line
    if not _BARE.search(before) or before.endswith("](<") or _DEFINITION.match(text) or broken_off:
        return None
    if misspelt_mark(issue, link) is not None:
        return None  # two marks would stand there
    column = link.end_column + enclosed
    edit = Edit(link.line, column, column, f" {word}")
    if not reads_well(text, [edit], link, language=code):
        return None
    # Brackets within brackets are a matter of taste.
    nested = not enclosed and before.count("(") > before.count(")")
    return Fix(f'write "{word}" behind the address', not nested, (edit,))


def mark_replaced(issue: Issue, link: Link, mark: Mark, code: str) -> Fix | None:
    """The mark for `code` in place of `mark`, in its brackets; none at all where `code` is the issue's own language.

    None where the mark says more than the language, stands alone on its line, or where there is no word.
    """
    number = mark.line or link.line
    text = line_text(issue, number)
    start, end = mark.column - 1, mark.column - 1 + len(mark.written)
    word = MARK_WORDS.get(issue.language, {}).get(code)
    bracketed = _BRACKETED.fullmatch(mark.written)
    if bracketed is None or text[start:end] != mark.written or word is None:
        return None
    if code != issue.language:
        shown = f"{bracketed[1]}{word[1:-1]}{bracketed[3]}"
        edit, message = Edit(number, start + 1, end + 1, shown), f'write "{shown}" in place of "{mark.written}"'
    elif text.strip() == mark.written:
        return None
    else:
        edit, message = _removal(number, text, start, end), f'remove "{mark.written}"'
    wanted = None if code == issue.language else code
    if number == link.line and not reads_well(text, [edit], link, language=wanted):
        return None
    return Fix(message, True, (edit,))


def repository_renamed(issue: Issue, link: Link, full_name: str) -> Fix | None:
    """The repository's new name in the address; the rest of it stays, since GitHub leads deeper addresses on as well."""
    text = line_text(issue, link.line)
    match = _REPOSITORY.match(text, link.column - 1)
    if match is None or not _FULL_NAME.fullmatch(full_name) or not is_whole(link, text):
        return None
    edit = Edit(link.line, match.start(2) + 1, match.end(2) + 1, full_name)
    written = text[link.column - 1 : match.start(2)] + full_name + text[match.end(2) : link.end_column - 1]
    return Fix(f"write {written}", True, (edit,))


def label_set(issue: Issue, link: Link, source: Source | None) -> Fix | None:
    """What the source is, as a label before a bare address: for papers, videos and code there is only one word."""
    text = line_text(issue, link.line)
    word = _WORDS.get(source.kind) if source is not None and not _titles(issue) & {link.line} else None
    before = text[: link.column - 1]
    if word is None or not is_whole(link, text) or not _LIST_MARK.fullmatch(before):
        return None
    edit = Edit(link.line, link.column, link.column, f"{word}: ")
    moved = text[: link.column - 1] + edit.text + text[link.column - 1 :]
    found = find_links(moved, link.line)
    if [(new.label, new.url) for new in found] != [(word, link.url)]:
        return None
    return Fix(f'write "{word}:" before the address', False, (edit,))


def site_corrected(issue: Issue, link: Link, claimed: Site, found: Site) -> Fix | None:
    """The name of the site that the link leads to, in place of the one that the label says; None where it says it twice."""
    text = line_text(issue, link.line)
    start = text.rfind(link.label, 0, link.column) if link.label else -1
    places = list(re.finditer(rf"(?<!\w)(?:{claimed.names})(?!\w)", link.label, re.IGNORECASE))
    if start < 0 or len(places) != 1:
        return None
    edit = Edit(link.line, start + places[0].start() + 1, start + places[0].end() + 1, found.name)
    label = link.label[: places[0].start()] + found.name + link.label[places[0].end() :]
    if not reads_well(text, [edit], link, label=label):
        return None
    return Fix(f'write "{found.name}" in place of "{places[0][0]}"', False, (edit,))


def own_lines(part: Part) -> frozenset[int]:
    """The lines that hold one link and nothing else, and may go: in a list that counts the others would have to move up."""
    links = Counter(link.line for link in part.links)
    covered = Counter(line for block in part.blocks for line in range(block.line, block.end_line + 1))
    return frozenset(
        block.line
        for block in part.blocks
        if block.type is BlockType.LINK
        and block.line == block.end_line
        and links[block.line] == covered[block.line] == 1
        and not any(character.isalnum() for character in block.marker or "")  # "b)"
    )


def link_line_removed(issue: Issue, link: Link, own: frozenset[int]) -> Fix | None:
    """Without the line of a link, where it is one of its `own_lines` and nothing refers to it."""
    if link.line not in own or link.reference is not None:
        return None
    return Fix("remove this line", False, (lines_removed(issue, link.line, link.line),))


def lines_removed(issue: Issue, first: int, last: int) -> Edit:
    """Whole lines, and of the blank lines around them the fewer: what stood above and below stays as far apart as it was.

    At the beginning and the end of the file all of the blank lines there.
    """
    lines = lines_of(issue)
    above, below = first - 1, last
    while above > 0 and lines[above - 1].blank:
        above -= 1
    while below < len(lines) and lines[below].blank:
        below += 1
    if above == 0 or (below < len(lines) and below - last <= first - 1 - above):
        first, last = (1, below) if above == 0 else (first, below)
    else:
        first, last = (above + 1, below) if below == len(lines) else (above + 1, last)
    if last == len(lines) and not lines[-1].end and first > 1:  # the line above becomes the last, and has no end either
        return Edit(first - 1, len(lines[first - 2].text) + 1, len(lines[-1].text) + 1, "", last)
    if not lines[last - 1].end:
        return Edit(first, 1, len(lines[-1].text) + 1, "", last)
    return Edit(first, 1, 1, "", last + 1)


def _removal(number: int, text: str, start: int, end: int) -> Edit:
    """Without the mark, and without the blanks before it; at the beginning of a line without those behind it."""
    if text[:start].strip():
        start = len(text[:start].rstrip(_BLANKS))
    else:
        end = len(text) - len(text[end:].lstrip(_BLANKS))
    return Edit(number, start + 1, end + 1, "")


def _titles(issue: Issue) -> set[int | None]:
    return {issue.title_line, *(article.line for article in issue.articles)}
