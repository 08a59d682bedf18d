"""Fixes: changes of the raw text that would put an end to a finding.

A wrong fix is worse than none. So each is made only where the line is read as it will be written, and one that concerns a mark
is tried: the changed line must hold the same links with the same labels, and the mark that was meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from kinews_cli.language.policy import MARK_WORDS
from kinews_cli.model.finding import Edit, Fix
from kinews_cli.model.issue import Issue, Link, Mark
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.links import find_links
from kinews_cli.reading.rendering import elements

_PAIRS = {"<": ">", "(": ")", "[": "]"}
_BLANKS = " \t\u00a0"
# What may stand before a URL that is written as such. Behind "](", a quotation mark or "=" it belongs to Markdown or HTML.
_BARE = re.compile(r"(?:^|[\s\u00a0:>|–—-]|(?<!\])\(|<|\[)$")
_DEFINITION = re.compile(r"\s*\[[^\]]+\]:")  # Markdown takes "(...)" behind the address for a title there
_BRACKETED = re.compile(r"([(\[])\s*([^()\[\],]+?)\s*([)\]])")
_REPOSITORY = re.compile(
    r"(https?://(?:www\.)?github\.com/)([^/?#]+/[^/?#]+?)(?=(?:\.git)?/?(?:[/?#]|$))", re.IGNORECASE
)
_FULL_NAME = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")


def mark_inserted(issue: Issue, link: Link, code: str) -> Fix | None:
    """The mark for `code` behind the address, in front of the punctuation of a sentence.

    None where the address is wrapped, lies in Markdown or HTML or in a title, or where there is no word for the language.
    """
    word = MARK_WORDS.get(issue.language, {}).get(code)
    text = _line(issue, link.line)
    if word is None or link.line in _titles(issue) or not is_whole(link, text):
        return None
    before, behind = text[: link.column - 1], text[link.end_column - 1 :]
    enclosed = bool(behind) and _PAIRS.get(before[-1:]) == behind[0]
    broken_off = before.endswith("<") and not enclosed  # it goes on in the next line
    if not _BARE.search(before) or before.endswith("](<") or _DEFINITION.match(text) or broken_off:
        return None
    column = link.end_column + enclosed
    edit = Edit(link.line, column, column, f" {word}")
    if not _reads_well(text, edit, link, code):
        return None
    # Brackets within brackets are a matter of taste.
    nested = not enclosed and before.count("(") > before.count(")")
    return Fix(f'write "{word}" behind the address', not nested, (edit,))


def mark_replaced(issue: Issue, link: Link, mark: Mark, code: str) -> Fix | None:
    """The mark for `code` in place of `mark`, in its brackets; none at all where `code` is the issue's own language.

    None where the mark says more than the language, stands alone on its line, or where there is no word.
    """
    number = mark.line or link.line
    text = _line(issue, number)
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
    if number == link.line and not _reads_well(text, edit, link, wanted):
        return None
    return Fix(message, True, (edit,))


def repository_renamed(issue: Issue, link: Link, full_name: str) -> Fix | None:
    """The repository's new name in the address; the rest of it stays, since GitHub leads deeper addresses on as well."""
    text = _line(issue, link.line)
    match = _REPOSITORY.match(text, link.column - 1)
    if match is None or not _FULL_NAME.fullmatch(full_name) or not is_whole(link, text):
        return None
    edit = Edit(link.line, match.start(2) + 1, match.end(2) + 1, full_name)
    written = text[link.column - 1 : match.start(2)] + full_name + text[match.end(2) : link.end_column - 1]
    return Fix(f"write {written}", True, (edit,))


def is_whole(link: Link, text: str) -> bool:
    """Does the whole address stand between its columns of its line? Where it was wrapped it does not."""
    return text[link.column - 1 : link.end_column - 1].replace("&amp;", "&") == link.url


def _removal(number: int, text: str, start: int, end: int) -> Edit:
    """Without the mark, and without the blanks before it; at the beginning of a line without those behind it."""
    if text[:start].strip():
        start = len(text[:start].rstrip(_BLANKS))
    else:
        end = len(text) - len(text[end:].lstrip(_BLANKS))
    return Edit(number, start + 1, end + 1, "")


def _reads_well(text: str, edit: Edit, link: Link, code: str | None) -> bool:
    """Does the line, once changed, hold the same links, and the mark that is meant at this one?"""
    changed = text[: edit.column - 1] + edit.text + text[edit.end_column - 1 :]
    before, after = find_links(text, edit.line), find_links(changed, edit.line)
    if [(old.label, old.url) for old in before] != [(new.label, new.url) for new in after]:
        return False
    languages = [new.mark.language if new.mark is not None else None for new in after]
    wanted = [
        code if old.column == link.column else old.mark.language if old.mark is not None else None for old in before
    ]
    return languages == wanted and any(old.column == link.column for old in before)


def _titles(issue: Issue) -> set[int | None]:
    return {issue.title_line, *(article.line for article in issue.articles)}


def _line(issue: Issue, number: int) -> str:
    """The text of a line as it stands in the file, without its end."""
    known = sorted(elements(issue), key=lambda element: element[0])
    first, raw = known[bisect_right([line for line, _ in known], number) - 1]
    return split_lines(raw)[number - first].text
