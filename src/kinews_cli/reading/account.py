"""The account of every line: each non-blank line of the raw text stands in exactly one place of the document.

The program draws this account on each run, because a line that silently vanishes is the one fault an author cannot see. The
elements hold the pieces of the file, so the account is simple: put together in order, they must be the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kinews_cli.errors import LostTextError
from kinews_cli.model.issue import Issue
from kinews_cli.reading.lines import Line
from kinews_cli.reading.rendering import render


def verify_account(issue: Issue, text: str, lines: Sequence[Line]) -> None:
    """Raises LostTextError where a line stands nowhere, twice, or with other words than its own."""
    standing: set[int] = set()
    for first, last, words, whole in _places(issue):
        for number in range(first, last + 1):
            if number in standing:
                raise _fault(issue, number, "stands in two places")
            standing.add(number)
        raw = lines[first - 1].text if first == last else " ".join(line.text for line in lines[first - 1 : last])
        if words != raw and not _same_words(words, raw, whole=whole):
            raise _fault(issue, first, "does not stand there as it was written")
    for line in lines:
        if not line.blank and line.number not in standing:
            raise _fault(issue, line.number, "stands in no place")
    if render(issue) != text:
        raise _fault(issue, 1, "and those below do not make up the file when put together")


def _places(issue: Issue) -> Iterator[tuple[int, int, str, bool]]:
    """First line, last line and words of each element, and whether these are all words of its lines."""
    if issue.title is not None and issue.title_line is not None:
        yield issue.title_line, issue.title_line, issue.title, False
    for article in issue.articles:
        yield article.line, article.line, article.title, False
    for part in issue.parts():
        for block in part.blocks:
            yield block.line, block.end_line, f"{block.marker} {block.text}" if block.marker else block.text, True
    for furniture in issue.furniture:
        yield furniture.line, furniture.line, furniture.text, True


def _same_words(words: str, raw: str, *, whole: bool) -> bool:
    """A title may have left its signs and its address behind; everything else stands as it was written."""
    if whole:
        return words.split() == raw.split()
    written = iter(raw)  # each letter stands in the line, behind the letter before it
    return all(letter in written for letter in words if not letter.isspace())


def _fault(issue: Issue, number: int, what: str) -> LostTextError:
    return LostTextError(
        f"{issue.path}:{number}: this line {what} in the document. Nothing was written. "
        "This is a fault of kinews, not of your text: please report it with the file."
    )
