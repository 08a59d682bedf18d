"""One number of the newsletter, as written.

Lines and columns count from 1, columns in characters of the line as it stands in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from kinews_cli.values import Value


class BlockType(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    LINK = "link"


class ArticleKind(StrEnum):
    ARTICLE = "article"
    SECTION = "section"  # a heading without text of its own


class Mark(Value, frozen=True):
    """The author's note on a source's language, such as "(englisch)"."""

    written: str
    language: str
    column: int
    line: int | None = None  # where it stands, if on another line than its link


class Link(Value, frozen=True):
    """A link as written: label, URL and mark are three things."""

    label: str
    url: str
    mark: Mark | None
    line: int
    column: int  # of the URL
    end_column: int  # first column behind the URL, or behind its part on this line where it is wrapped
    furniture: bool = False  # it stands in a line that the page or the mail added
    reference: str | None = None  # "1" where the text names it by "[1]"


class Block(Value, frozen=True):
    """A piece of an article; `text` is without the marker, its lines joined by one blank.

    `raw` is what stands in the file, line ends included, here and in the other elements: together they are the file.
    """

    type: BlockType
    text: str
    line: int
    end_line: int
    marker: str | None = None
    raw: str = ""


class Part(Value, frozen=True):
    """Blocks and the links in them, in the order of the text."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()


class Article(Value, frozen=True):
    """A title and what stands below it, up to the next title. `title` is without signs around it, or its address."""

    id: str  # ASCII slug of the title, unique in its issue
    kind: ArticleKind
    title: str
    line: int
    body: Part = Part()
    raw: str = ""
    doubt: str | None = None  # why the line may be no title


class Furniture(Value, frozen=True):
    """A line that the web page or the mail added."""

    line: int
    text: str
    raw: str = ""


class Gap(Value, frozen=True):
    """Blank lines, as they stand in the file."""

    line: int
    raw: str


class Issue(Value, frozen=True):
    """The whole document. Every non-blank line of the raw text stands in exactly one place of it."""

    path: str  # as given, for messages; "-" for standard input
    number: int | None
    title: str | None
    title_line: int | None
    intro: Part
    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]
    outro: Part = Part()
    date: str | None = None  # ISO
    language: str = "de"
    from_stdin: bool = False  # `path` is then only a name
    title_raw: str = ""
    gaps: tuple[Gap, ...] = ()
    encoding: str = "utf-8"  # of the file
    mark: str = ""  # the byte order mark at its beginning, or nothing
    notes: tuple[str, ...] = ()  # what the reader had to decide about the file

    def parts(self) -> Iterator[Part]:
        """Intro, articles and outro, in the order of the text."""
        yield self.intro
        for article in self.articles:
            yield article.body
        yield self.outro

    def links(self) -> Iterator[Link]:
        """All links, in the order of the text."""
        for part in self.parts():
            yield from part.links
