"""The proof of fixes on the whole issue: with them applied, it must read as before but for what they change.

A line that becomes longer, or goes, may turn its neighbours into titles or paragraphs into one. So the changed text is read
anew: the same articles, blocks and furniture, the same links, labels and marks, but at the places of the fixes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kinews_cli.errors import InputError, LostTextError
from kinews_cli.model.finding import Edit, Finding
from kinews_cli.model.issue import Issue, Link, Part
from kinews_cli.reading.rendering import render
from kinews_cli.rules.edits import Places, apart, applied
from kinews_cli.rules.written import changed, line_text
from kinews_cli.values import Value, field, replace

Reader = Callable[[bytes], Issue]
Heard = dict[str, object]
_Placed = tuple[tuple[int | None, int | None], Edit]


class Revision(Value, frozen=True):
    """An issue with fixes applied. `origins`: each address that is new in it, with the one that stood there before."""

    issue: Issue
    fixed: tuple[Finding, ...] = ()
    unwritable: tuple[Finding, ...] = ()  # the file's encoding has no such characters
    origins: dict[str, str] = field(default_factory=dict)


def revised(issue: Issue, findings: Iterable[Finding], read: Reader) -> Revision:
    """`issue` with as many of the findings' fixes as go together and leave the rest of it as it reads now.

    `read` makes an issue of bytes as this one was made. The order of `findings` does not matter.
    """
    trial = _Trial(issue, read)
    fixable = [finding for finding in findings if finding.fix is not None]
    writable = [finding for finding in fixable if trial.can_write(finding)]
    unwritable = tuple(_others(fixable, writable))
    kept = trial.kept(apart(writable, trial.places), [])
    after = trial.read_with(kept)
    if not kept or after is None:
        return Revision(issue, unwritable=unwritable)
    pairs = _pairs(issue, after, _gone(kept))
    origins = {new.url: old.url for old, new in pairs if new.url != old.url}
    return Revision(after, tuple(kept), unwritable, origins)


def proven(issue: Issue, findings: Sequence[Finding], read: Reader) -> list[Finding]:
    """The findings, without the fixes that would change how the rest of the issue reads.

    What overlaps is tried apart; what only the encoding forbids keeps its fix.
    """
    trial = _Trial(issue, read)
    waiting = [finding for finding in findings if finding.fix is not None and trial.can_write(finding)]
    refuted: list[Finding] = []
    while waiting:
        together = apart(waiting, trial.places) or waiting[:1]
        kept = trial.kept(together, [])
        refuted += _others(together, kept)
        waiting = _others(waiting, together)
    without = {id(finding) for finding in refuted}
    return [replace(finding, fix=None) if id(finding) in without else finding for finding in findings]


def _others(findings: Iterable[Finding], these: Iterable[Finding]) -> list[Finding]:
    """Those of `findings` that are none of `these`, which are some of them."""
    known = {id(finding) for finding in these}
    return [finding for finding in findings if id(finding) not in known]


class _Trial:
    """The issue's text with some of the fixes, read anew."""

    def __init__(self, issue: Issue, read: Reader) -> None:
        self._issue = issue
        self._read = read
        self._text = render(issue)
        self.places = Places(self._text)

    def can_write(self, finding: Finding) -> bool:
        """Does the file's encoding have the characters of the fix?"""
        try:
            for edit in finding.fix.edits if finding.fix is not None else ():
                edit.text.encode(self._issue.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def kept(self, tried: Sequence[Finding], kept: list[Finding]) -> list[Finding]:
        """`kept`, and of `tried` what leaves the rest of the issue as it is: halved until only the bad ones are left out."""
        if not tried:
            return kept
        if self.read_with([*kept, *tried]) is not None:
            return [*kept, *tried]
        if len(tried) == 1:
            return kept
        half = len(tried) // 2
        return self.kept(tried[half:], self.kept(tried[:half], kept))

    def read_with(self, findings: Sequence[Finding]) -> Issue | None:
        """The issue as it reads with these fixes; None where anything else in it would read otherwise."""
        edits = [edit for finding in findings if finding.fix is not None for edit in finding.fix.edits]
        try:
            text = applied(self._text, [self.places.splice(edit) for edit in edits])
            after = self._read((self._issue.mark + text).encode(self._issue.encoding))
        except (InputError, LostTextError, UnicodeError, ValueError):
            return None
        return after if render(after) == text and _reads_alike(self._issue, after, findings) else None


def _reads_alike(before: Issue, after: Issue, findings: Sequence[Finding]) -> bool:
    gone = _gone(findings)
    if list(_frame(before, gone)) != list(_frame(after, frozenset())):
        return False
    edits = _by_line(findings)
    pairs = _pairs(before, after, gone)
    return len(pairs) == len(list(after.links())) and all(
        _expected(before, old, edits.get(old.line, []), _heard(new)) == _heard(new) for old, new in pairs
    )


def _frame(issue: Issue, gone: frozenset[int]) -> Iterator[object]:
    """All that no fix changes: titles, the kind and extent of each block, furniture, where what is `gone` is left out."""
    yield issue.title, issue.number, issue.date, issue.language, issue.encoding, issue.mark
    yield [(article.id, article.kind, article.title) for article in issue.articles]
    for part in issue.parts():
        yield [
            (block.type, block.marker, block.end_line - block.line)
            for block in part.blocks
            if not gone.issuperset(range(block.line, block.end_line + 1))
        ]
    yield [entry.text for entry in issue.furniture if entry.line not in gone]


def _pairs(before: Issue, after: Issue, gone: frozenset[int]) -> list[tuple[Link, Link]]:
    """Each link that stays, before and after. Fewer than there are where one was lost on the way."""

    def staying(part: Part) -> list[Link]:
        return [link for link in part.links if link.line not in gone]

    found: list[tuple[Link, Link]] = []
    for old, new in zip(before.parts(), after.parts(), strict=True):
        if len(staying(old)) == len(new.links):
            found += zip(staying(old), new.links, strict=True)
    return found


def _expected(issue: Issue, link: Link, edits: Sequence[_Placed], now: Heard) -> Heard:
    """What is to be heard of a link after the edits of its line, and of those that are about it.

    Its address is what the edits inside it make of it. A label or a mark may be another only where a fix is about this very
    link and changes something beside the address; which it then is, the fix itself has made sure of.
    """
    inside = [edit for _, edit in edits if _is_inside(edit, link)]
    beside = any(place == (link.line, link.column) and not _is_inside(edit, link) for place, edit in edits)
    expected = _heard(link)
    if inside:
        expected["url"] = _address(line_text(issue, link.line), link, inside)
    if beside:
        expected |= {name: now[name] for name in ("label", "language", "mark")}
    return expected


def _is_inside(edit: Edit, link: Link) -> bool:
    if (
        edit.end_line is not None
        or edit.line != link.line
        or not link.column <= edit.column <= edit.end_column <= link.end_column
    ):
        return False
    return edit.column < edit.end_column or link.column < edit.column < link.end_column  # what is inserted, within


def _address(text: str, link: Link, inside: Sequence[Edit]) -> str:
    offset = link.column - 1
    own = [Edit(1, edit.column - offset, edit.end_column - offset, edit.text) for edit in inside]
    return changed(text[offset : link.end_column - 1], own).replace("&amp;", "&")


def _heard(link: Link) -> Heard:
    return {
        "label": link.label,
        "url": link.url,
        "language": link.mark.language if link.mark is not None else None,
        "mark": link.mark.written if link.mark is not None else None,
        "furniture": link.furniture,
        "reference": link.reference,
    }


def _by_line(findings: Iterable[Finding]) -> dict[int, list[_Placed]]:
    """The edits in each line and those of findings about it, which a mark in the next line may be, with the finding's place."""
    lines: dict[int, list[_Placed]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix is not None else ():
            for line in {edit.line, finding.line or edit.line}:
                lines.setdefault(line, []).append(((finding.line, finding.column), edit))
    return lines


def _gone(findings: Iterable[Finding]) -> frozenset[int]:
    """The lines that are removed whole."""
    gone: set[int] = set()
    for finding in findings:
        for edit in finding.fix.edits if finding.fix is not None else ():
            if edit.end_line is not None:
                # either from the first column on up to that of a line that stays, or from the end of a line that stays
                gone |= set(range(edit.line, edit.end_line + 1))
                gone.discard(edit.line if edit.column > 1 else edit.end_line if edit.end_column == 1 else 0)
    return frozenset(gone)
