"""An edition: the issue's elements with the texts, marks and facts that readers of one language get.

Both files of an edition are made from this, so that they cannot disagree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kinews_cli.editions.citation import Citation, cited
from kinews_cli.language.policy import marked_as, shown_mark
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Article, Block, BlockType, Issue, Link, Part
from kinews_cli.model.translation import BLOCK_ROLES, Rendering, Role, State
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.sources.identify import identify

_LEAD = re.compile(r"(?:\[[0-9]{1,3}\]:?|\(?[0-9]{1,3}[.)])\s+")  # a reference's or an item's number before the label
COUNTED = (State.ACCEPTED, State.MACHINE, State.STALE, State.UNTRANSLATED)


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link as this edition shows it: label, mark and what the source is, in the edition's language."""

    link: Link
    label: Rendering
    mark: str | None
    facts: LinkFacts
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    block: Block
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class ShownPart:
    blocks: tuple[ShownBlock, ...]
    links: tuple[ShownLink, ...]


@dataclass(frozen=True, slots=True)
class ShownArticle:
    article: Article
    title: Rendering
    body: ShownPart


@dataclass(frozen=True, slots=True)
class Edition:
    """`counts` are the segments by state; an edition in the issue's own language has none."""

    issue: Issue
    language: str
    title: Rendering | None
    intro: ShownPart
    articles: tuple[ShownArticle, ...]
    outro: ShownPart
    counts: dict[State, int]
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        return self.counts[State.UNTRANSLATED] == 0


def make_edition(dossier: Dossier, language: str, findings: tuple[Finding, ...]) -> Edition:
    """The edition of an issue in `language`; what has no translation stays as written, in the state "untranslated"."""
    return _Maker(dossier, language).edition(findings)


def as_read(issue: Issue) -> Edition:
    """The edition in the issue's own language while nothing is known of its links; those of the page around it are shown too."""
    facts = {
        link.url: LinkFacts(Check(Verdict.UNCHECKED, "not_selected"), identify(link.url)[0]) for link in issue.links()
    }
    return _Maker(Dossier(issue, facts), issue.language, furniture=True).edition(())


class _Maker:
    """Looks up texts and marks for one edition. With `furniture`, links in lines that the page or the mail added are shown."""

    def __init__(self, dossier: Dossier, language: str, *, furniture: bool = False) -> None:
        self._dossier = dossier
        self._language = language
        self._furniture = furniture
        self._home = dossier.issue.language
        self._at_line = {link.line: link for link in dossier.issue.links()}  # of a reference, its line, not its article
        self._titles = {article.line: article.title for article in dossier.issue.articles}

    def edition(self, findings: tuple[Finding, ...]) -> Edition:
        issue = self._dossier.issue
        title = None if issue.title is None else self._text(Role.ISSUE_TITLE, issue.title_line or 1, issue.title)
        intro = self._part(issue.intro)
        articles = tuple(
            ShownArticle(article, self._text(Role.TITLE, article.line, article.title), self._part(article.body))
            for article in issue.articles
        )
        outro = self._part(issue.outro)
        counts = Counter(self._states())
        return Edition(
            issue,
            self._language,
            title,
            intro,
            articles,
            outro,
            {state: counts[state] for state in COUNTED},
            findings,
        )

    def _states(self) -> Iterator[State]:
        if self._language != self._home:
            yield from (rendering.state for rendering in self._dossier.translation.values())

    def _part(self, part: Part) -> ShownPart:
        links = tuple(self._link(link) for link in part.links if self._furniture or not link.furniture)
        return ShownPart(tuple(self._block(block) for block in part.blocks), links)

    def _link(self, link: Link) -> ShownLink:
        facts = self._dossier.of(link)
        policy = self._dossier.marked_kinds_of(link)
        mark = shown_mark(
            link.mark, marked_as(facts.kind, facts.source), facts.language, policy, self._home, self._language
        )
        if self._titles.get(link.line) == link.label:  # a title that is a link
            label = self._text(Role.TITLE, link.line, link.label)
        else:
            label = self._text(Role.LABEL, link.line, link.label, link.column)
        citation = cited(facts.source, self._language, label.text) if facts.source is not None else None
        return ShownLink(link, label, mark, facts, citation)

    def _block(self, block: Block) -> ShownBlock:
        link = next(filter(None, map(self._at_line.get, range(block.line, block.end_line + 1))), None)
        if block.type is not BlockType.LINK or link is None:
            rendering = self._text(BLOCK_ROLES.get(block.type, Role.PARAGRAPH), block.line, block.text)
            return ShownBlock(block, rendering.text, rendering.state)
        if self._language == self._home:
            return ShownBlock(block, block.text, State.SOURCE)
        shown = self._link(link)
        lead = _LEAD.match(block.text)
        label = f"{shown.label.text}: " if shown.label.text else ""
        mark = f" {shown.mark}" if shown.mark else ""
        return ShownBlock(block, f"{lead[0] if lead else ''}{label}{shown.link.url}{mark}", shown.label.state)

    def _text(self, role: Role, line: int, text: str, column: int = 1) -> Rendering:
        """A text without a segment (a number, an address) needs no translation and is the same in each edition."""
        if self._language == self._home:
            return Rendering(text, State.SOURCE)
        return self._dossier.translation.get((role, line, column), Rendering(text, State.SOURCE))
