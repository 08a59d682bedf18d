"""A page as the judgement looks at it: what it says, where it says it, and how much else there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kinews_cli.border import clean
from kinews_cli.checking import page_paths
from kinews_cli.checking.page_grammar import segments, words
from kinews_cli.checking.page_words import APOLOGY, ECHO, SMALL, strange
from kinews_cli.html import LIMIT, PageBody, PageFacts, read_whole
from kinews_cli.model.verdict import Evidence
from kinews_cli.web.answer import Answer

_HEADINGS = 8
_TEXTS = 14
_TEXT_SHARE = 0.5  # of a block that may be links and still be text rather than a menu
_ARTICLES = frozenset(
    {"article", "newsarticle", "blogposting", "scholarlyarticle", "reportagenewsarticle", "techarticle", "report"}
)
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "pubdate",
)
_LITTLE = 1_500  # 94 % of soft 404 stay below it, and 6 % of living pages
_NAMED = 0.6  # of the words of an address that a page is named after
_NAME = 7
_FEW_WORDS = 5
_BRAND = 5
_MOST = 0.6  # of a word that another begins with
_TOPIC = 2
_SENTENCE = 25
_VALUE = 120
_QUOTATION = re.compile(r"„[^“”\"]{1,90}[“”\"]|“[^”]{1,90}”|»[^«]{1,90}«|«[^»]{1,90}»|\"[^\"]{1,90}\"")
_TOLD = 260  # characters of a block within which an error page comes to the point


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the page: as it stands there, and folded for the tables of words."""

    text: str
    folded: str
    order: int = 0  # of the block on the page

    def sign(self, signal: str) -> Evidence:
        return Evidence(signal, clean(self.text, limit=_VALUE))


@dataclass(frozen=True, slots=True)
class Scene:
    """The answer, the address that was asked and the one it came from, and what the page says."""

    facts: PageFacts
    body: PageBody
    raw: bytes  # lower case, as far as it is parsed
    headers: Mapping[str, str]
    asked: str
    landed: str
    title: tuple[Said, ...]  # its parts between dashes and bars
    headings: tuple[Said, ...]
    texts: tuple[Said, ...]  # the first that are neither headings nor menus

    @property
    def little_text(self) -> bool:
        return self.body.running < _LITTLE

    @property
    def size_sign(self) -> Evidence:
        return Evidence("little_text", f"{self.body.running} characters")

    @property
    def top(self) -> tuple[tuple[str, Said], ...]:
        """What a reader sees first, with the name of the place."""
        places = (("title", self.title), ("heading", self.headings), ("text", self.texts))
        return tuple((place, said) for place, all_said in places for said in all_said)

    @property
    def named_after_slug(self) -> bool:
        """Whether title or first heading say what the address says: then the page is the one that was linked."""
        host = page_paths.split(self.asked).hostname or ""
        slug = {part for part in page_paths.slug_words(self.asked) if not _is_brand(part, host)}
        parts = [said.folded for said in (*self.title, *self.headings[:2]) if not ECHO.match(said.folded)]
        named = [" ".join(word for word in folded.split() if not _is_brand(word, host)) for folded in parts]
        if (
            len(slug) == 1
        ):  # "drehbank" is a name, "seite" is none; among many words it is not what the page is named after
            named = [folded for folded in named if len(folded.split()) <= _FEW_WORDS]
            return all(len(part) >= _NAME and _is_known(part, named) for part in slug)
        return len(slug) >= 2 and sum(_is_known(part, named) for part in slug) >= _NAMED * len(slug)

    def after_topic(self, order: int) -> bool:
        """Whether a heading before that block names a subject: what follows then speaks about it, not about the page."""
        return any(
            said.order < order
            and strange(said.folded) >= _TOPIC
            and not self.names_site(said)
            and not APOLOGY.search(said.folded)
            for said in self.headings
        )

    def names_site(self, said: Said) -> bool:
        """Whether a heading is but the name of the site: by its metadata, its host, or beside "Fehler" in the title."""
        if said.folded == words(f"{self.facts.first('og:site_name') or ''}"):
            return True
        host = (page_paths.split(self.landed).hostname or "").replace("-", "")
        if all(part in host for part in said.folded.split() if part not in SMALL):
            return True
        parts = {part.folded for part in self.title}
        return said.folded in parts and any(APOLOGY.fullmatch(part) for part in parts)

    def shortened(self, said: Said) -> bool:
        """Whether the title says the same and more: "Website gesperrt" above "Website gesperrt: Gericht entscheidet"."""
        return any(said.folded in part.folded and strange(part.folded) > strange(said.folded) for part in self.title)

    def is_first(self, order: int) -> bool:
        """Whether no sentence stands before that block, but for a notice about cookies."""
        return not any(
            said.order < order and len(said.folded) > _SENTENCE and "cookie" not in said.folded for said in self.texts
        )

    @property
    def types(self) -> frozenset[str]:
        """What the page says to machines that it is, lower case."""
        return frozenset({str(self.facts.first("og:type")).lower(), *_types(self.facts)})

    @property
    def article(self) -> bool:
        """Whether the page calls itself an article and has a date. Error pages of news sites do the first, not the second."""
        types = self.types
        dated = self.facts.first(*_DATES) or any(
            isinstance(node.get("datePublished"), str) for node in self.facts.json_ld
        )
        return bool(dated) and not _ARTICLES.isdisjoint(types)


def _is_known(part: str, named: list[str]) -> bool:
    return any(word == part or _kin(part, word) for folded in named for word in folded.split())


def _kin(part: str, word: str) -> bool:
    return len(word) > 3 and (word.startswith(part) or (part.startswith(word) and len(word) >= _MOST * len(part)))


def _is_brand(word: str, host: str) -> bool:
    """Whether the host has that word: a site's own name stands on each page, also on that which says that another is missing."""
    label = host.split(".")[-2] if "." in host else ""
    return len(word) >= _BRAND and (word in host or (len(label) >= _BRAND and label in word))


def scene(answer: Answer, asked: str, landed: str) -> Scene:
    """Reads the page; one parse, one walk, both bounded."""
    facts, body = read_whole(decoded(answer))
    names = (*page_paths.host_words(landed), *page_paths.host_words(asked))

    def fold(text: str) -> str:
        lowered = text.lower()
        for name in names:
            lowered = lowered.replace(name, "domain ")
        return words(lowered)

    title = (facts.title or "")[:_TOLD]
    if title.startswith(("http://", "https://")):
        title = ""  # an address names nothing, least of all that the page is the one that was linked
    return Scene(
        facts=facts,
        body=body,
        raw=answer.body[:LIMIT].lower(),
        headers=answer.headers,
        asked=asked,
        landed=landed,
        title=tuple(Said(title, part) for part in segments(_renamed(title, names)))[:_HEADINGS],
        headings=tuple(
            Said(block.text, fold(block.text[:_TOLD]), order)
            for order, block in enumerate(body.blocks)
            if 1 <= block.level <= 4 and not (block.furniture or block.quoted) and block.linked < len(block.text)
        )[:_HEADINGS],
        texts=tuple(_texts(body, fold)),
    )


def decoded(answer: Answer) -> str:
    """The text; where no header names the encoding, the page's own word for it, else what German pages of old are in."""
    if answer.charset is None and not _is_utf8(answer.body):
        return answer.body.decode("cp1252", "replace")
    return answer.text


def _is_utf8(body: bytes) -> bool:
    try:
        body[:LIMIT].decode()
    except UnicodeDecodeError as error:
        return error.start > len(body[:LIMIT]) - 4  # cut in the middle of a character
    return True


def _renamed(title: str, names: tuple[str, ...]) -> str:
    for name in names:
        title = re.sub(re.escape(name), "domain ", title, flags=re.IGNORECASE)
    return title


def _texts(body: PageBody, fold: Callable[[str], str]) -> Iterator[Said]:
    left = _TEXTS
    for order, block in enumerate(body.blocks):
        menu = block.furniture or block.linked > _TEXT_SHARE * len(block.text)
        if menu or block.quoted or 1 <= block.level <= 4:
            continue
        yield Said(block.text, fold(_unquoted(block.text[:_TOLD])), order)
        left -= 1
        if not left:
            return


def _unquoted(text: str) -> str:
    """The text without what it quotes: another's words say nothing about this page. A text that is one quotation stays."""
    left = _QUOTATION.sub(" ", text)
    return left if len(left) > _SENTENCE else text


def _types(facts: PageFacts) -> Iterator[str]:
    for node in facts.json_ld:
        kinds = node.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str):
                yield kind.lower()
