"""The lines of an issue as they stand in the file, and what a changed one would say."""

from __future__ import annotations

from collections.abc import Sequence

from kinews_cli.model.finding import Edit
from kinews_cli.model.issue import Issue, Link
from kinews_cli.reading.lines import Line, split_lines
from kinews_cli.reading.links import find_links
from kinews_cli.reading.rendering import render


class _Lines:
    """The lines of the issue that was asked about last: rules ask for those of each of its links in turn."""

    def __init__(self) -> None:
        self._issue: Issue | None = None
        self._lines: tuple[Line, ...] = ()

    def of(self, issue: Issue) -> tuple[Line, ...]:
        if self._issue is not issue:
            self._issue, self._lines = issue, split_lines(render(issue))
        return self._lines


_LINES = _Lines()


def lines_of(issue: Issue) -> tuple[Line, ...]:
    """All lines of the file, blank ones included."""
    return _LINES.of(issue)


def line_text(issue: Issue, number: int) -> str:
    """The text of a line as it stands in the file, without its end."""
    return lines_of(issue)[number - 1].text


def is_whole(link: Link, text: str) -> bool:
    """Does the whole address stand between its columns of its line? Where it was wrapped it does not."""
    return text[link.column - 1 : link.end_column - 1].replace("&amp;", "&") == link.url


def changed(text: str, edits: Sequence[Edit]) -> str:
    """A line with all `edits`, which are its own and do not overlap."""
    for edit in sorted(edits, key=lambda edit: (edit.column, edit.end_column), reverse=True):
        text = text[: edit.column - 1] + edit.text + text[edit.end_column - 1 :]
    return text


def reads_well(text: str, edits: Sequence[Edit], link: Link, **said: str | None) -> bool:
    """Does the line, once changed, hold the same links, but for what is `said` (url, label, language) of this one?"""
    before, after = find_links(text, link.line), find_links(changed(text, edits), link.line)
    if not any(old.column == link.column for old in before):
        return False
    wanted = [_heard(old) | (said if old.column == link.column else {}) for old in before]
    return wanted == [_heard(new) for new in after]


def _heard(link: Link) -> dict[str, str | None]:
    language = link.mark.language if link.mark is not None else None
    return {"label": link.label, "url": link.url, "language": language}
