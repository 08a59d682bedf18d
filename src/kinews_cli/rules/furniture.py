"""KN109: what the web page or the mail added to the author's text."""

from __future__ import annotations

from collections.abc import Iterator

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Fix
from kinews_cli.model.issue import Furniture, Issue
from kinews_cli.reading.furniture import is_dated
from kinews_cli.reading.lines import normal_form
from kinews_cli.rules.fixes import lines_removed
from kinews_cli.rules.leftovers import is_placeholder
from kinews_cli.rules.place import at_line
from kinews_cli.rules.written import lines_of

_SHOWN = 40  # characters of the first line in the message


def furniture(dossier: Dossier) -> Iterator[Finding]:
    """One finding for lines that stand together. Not of lines drawn of signs: separators may be the author's own."""
    for group in _groups(dossier.issue):
        first, last = group[0], group[-1]
        more = f" and {len(group) - 1} more" if len(group) > 1 else ""
        shown = first.text if len(first.text) <= _SHOWN else f"{first.text[: _SHOWN - 1].rstrip()}…"
        message = f'the page or the mail added this line: "{shown}"{more}'
        what = "this line" if len(group) == 1 else f"lines {first.line} to {last.line}"
        fix = Fix(f"remove {what}", False, (lines_removed(dossier.issue, first.line, last.line),))
        yield at_line("KN109", message, dossier.issue, first.line, fix=fix)


def _groups(issue: Issue) -> Iterator[list[Furniture]]:
    """Furniture with nothing but blank lines between, from the first line of words to the last.

    Without the date above the text: it may be the author's, and tells when the issue appeared. And without placeholders
    (KN110): what belongs there is still to be written, and removing the line would hide it.
    """
    lines = lines_of(issue)
    text = min((block.line for part in issue.parts() for block in part.blocks), default=len(lines))
    group: list[Furniture] = []
    for entry in issue.furniture:
        if is_placeholder(entry.text) or (entry.line < text and is_dated(normal_form(entry.text))):
            continue
        if group and any(not line.blank for line in lines[group[-1].line : entry.line - 1]):
            yield from _worded(group)
            group = []
        group.append(entry)
    yield from _worded(group)


def _worded(group: list[Furniture]) -> Iterator[list[Furniture]]:
    places = [place for place, entry in enumerate(group) if any(character.isalnum() for character in entry.text)]
    if places:
        yield group[places[0] : places[-1] + 1]
