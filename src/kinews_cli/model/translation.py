"""Pieces of text that are translated at once, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kinews_cli.model.issue import BlockType
from kinews_cli.values import Value


class State(StrEnum):
    SOURCE = "source"  # the edition's language is the issue's own
    ACCEPTED = "accepted"  # a human's text, or one a human let pass
    MACHINE = "machine"
    STALE = "stale"  # the source changed under an accepted text
    UNTRANSLATED = "untranslated"


class Role(StrEnum):
    """What a segment is in the issue; part of its context in the translation file."""

    ISSUE_TITLE = "issue title"
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    LABEL = "label"


BLOCK_ROLES: Mapping[BlockType, Role] = {
    BlockType.PARAGRAPH: Role.PARAGRAPH,
    BlockType.HEADING: Role.HEADING,
    BlockType.LIST_ITEM: Role.LIST_ITEM,
}


class Segment(Value, frozen=True):
    """A piece of the issue that is translated at once. `context` and `text` together name it."""

    context: str  # survives inserted lines: role, article, and a count where equal texts repeat
    text: str
    role: Role
    line: int
    column: int = 1  # tells labels of one line apart


class Rendering(Value, frozen=True):
    """A segment's text in an edition and how it came about; `text` is the source's where nothing better is known.

    `refused` says why the last answer of an engine was not used, where one is still needed.
    """

    text: str
    state: State
    refused: str | None = None
