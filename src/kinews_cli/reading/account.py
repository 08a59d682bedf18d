"""The account of every line: each non-blank line of the raw text stands in exactly one place of the document.

The program draws this account on each run, because a line that silently vanishes is the one fault an author cannot see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kinews_cli.errors import LostTextError
from kinews_cli.model.issue import Issue
from kinews_cli.reading.lines import Line


def verify_account(issue: Issue, lines: Sequence[Line]) -> None:
    """Raises LostTextError where a line stands nowhere, twice, or with other words than its own."""
    standing: dict[int, int] = {}
    for first, last, text in _places(issue):
        for number in range(first, last + 1):
            if number in standing:
                raise _fault(issue, number, "stands in two places")
            standing[number] = first
        raw = " ".join(line.text for line in lines[first - 1 : last])
        if text.split() != raw.split():
            raise _fault(issue, first, "does not stand there as it was written")
    for line in lines:
        if not line.blank and line.number not in standing:
            raise _fault(issue, line.number, "stands in no place")


def _places(issue: Issue) -> Iterator[tuple[int, int, str]]:
    """First line, last line and words of each element."""
    if issue.title is not None and issue.title_line is not None:
        yield issue.title_line, issue.title_line, issue.title
    for article in issue.articles:
        yield article.line, article.line, article.title
    for part in issue.parts():
        for block in part.blocks:
            yield block.line, block.end_line, f"{block.marker or ''} {block.text}"
    for furniture in issue.furniture:
        yield furniture.line, furniture.line, furniture.text


def _fault(issue: Issue, number: int, what: str) -> LostTextError:
    return LostTextError(
        f"{issue.path}:{number}: this line {what} in the document. Nothing was written. "
        "This is a fault of kinews, not of your text: please report it with the file."
    )
