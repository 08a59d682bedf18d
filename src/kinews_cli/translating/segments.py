"""Which pieces of an issue are translated, and under which names they stand in the translation file. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kinews_cli.model.dossier import Place
from kinews_cli.model.issue import BlockType, Issue, Part
from kinews_cli.model.translation import BLOCK_ROLES, Role, Segment

# Brackets cannot stand in the id of an article, so an article named "Intro" has a context of its own.
INTRO, OUTRO = "(intro)", "(outro)"
_JOIN = " · "


def segments_of(issue: Issue) -> tuple[Segment, ...]:
    """What is to be translated, in the order of the text; `context` and `text` together are unique.

    Titles, paragraphs, headings, list items, and the labels of link lines, each where it holds a letter. A link inside a
    paragraph belongs to the paragraph's text. Markers, URLs, marks and furniture are no segments.
    """
    seen: Counter[tuple[str, str]] = Counter()
    return tuple(_numbered(segment, seen) for segment in _plain(issue) if has_letter(segment.text))


def place(segment: Segment) -> Place:
    """Where the segment stands: role, line, column (of the URL for labels, else 1)."""
    return segment.role, segment.line, segment.column


def base(context: str) -> str:
    """The context without its count: role and article."""
    return _JOIN.join(context.split(_JOIN)[:2])


def has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _numbered(segment: Segment, seen: Counter[tuple[str, str]]) -> Segment:
    """With a count behind the context where role, article and text repeat: line numbers would not survive an insertion."""
    key = (segment.context, segment.text)
    seen[key] += 1
    if seen[key] == 1:
        return segment
    context = f"{segment.context}{_JOIN}{seen[key]}"
    return Segment(context, segment.text, segment.role, segment.line, segment.column)


def _plain(issue: Issue) -> Iterator[Segment]:
    if issue.title is not None and issue.title_line is not None:
        yield Segment(Role.ISSUE_TITLE.value, issue.title, Role.ISSUE_TITLE, issue.title_line)
    alone = _link_lines(issue)
    yield from _of_part(issue.intro, INTRO, alone)
    for article in issue.articles:
        # The id of an article is made from its title: in the context it would change together with the text.
        yield Segment(Role.TITLE.value, article.title, Role.TITLE, article.line)
        yield from _of_part(article.body, article.id, alone)
    yield from _of_part(issue.outro, OUTRO, alone)


def _link_lines(issue: Issue) -> set[int]:
    """Lines that hold nothing but a link. That of a reference may stand in another part than its link."""
    blocks = (block for part in issue.parts() for block in part.blocks if block.type is BlockType.LINK)
    return {line for block in blocks for line in range(block.line, block.end_line + 1)}


def _of_part(part: Part, name: str, alone: set[int]) -> Iterable[Segment]:
    blocks = [
        Segment(f"{BLOCK_ROLES[block.type]}{_JOIN}{name}", block.text, BLOCK_ROLES[block.type], block.line)
        for block in part.blocks
        if block.type in BLOCK_ROLES
    ]
    labels = [
        Segment(f"{Role.LABEL}{_JOIN}{name}", link.label, Role.LABEL, link.line, link.column)
        for link in part.links
        if link.line in alone and not link.furniture
    ]
    return sorted([*blocks, *labels], key=lambda segment: (segment.line, segment.column))
