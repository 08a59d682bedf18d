"""What a page shows about its language, signal by signal, for `language.decide` to weigh."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kinews_cli.border import clean
from kinews_cli.html import PageFacts
from kinews_cli.language.decide import (
    CONTENT_LANGUAGE,
    DOCUMENT_LANG,
    HTML_LANG,
    JSON_LD,
    KIND_DEFAULT,
    OG_LOCALE,
    PUBLISHER,
    TEXT_VOTE,
    TITLE_VOTE,
    normalise,
)
from kinews_cli.language.texts import text_language, title_language
from kinews_cli.model.source import SourceKind
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.json_ld import language_of
from kinews_cli.sources.pdf import PdfFacts

# Kinds that publish in one language.
_DEFAULTS = {SourceKind.ARXIV: "en", SourceKind.NATURE: "en"}
# Hosts whose html lang is the visitor's or the template's (seen: a French article of medium.com under lang="en").
_TEMPLATE_HOSTS = ("youtube.com", "youtu.be", "github.com", "medium.com")
_GITHUB_BLURB = re.compile(r"Contribute to \S+ development by creating an account on GitHub\.?")


def language_signals(facts: PageFacts, kind: SourceKind, host: str, header: str) -> Iterator[Evidence]:
    """All signals of a page of `host`; `header` is the Content-Language it came with."""
    seen = (
        (PUBLISHER, _publisher(facts)),
        (KIND_DEFAULT, _DEFAULTS.get(kind)),
        (TEXT_VOTE, text_language(_paragraphs(facts, kind))),
        (JSON_LD, language_of(facts.json_ld)),
        (OG_LOCALE, facts.first("og:locale")),
        (TITLE_VOTE, title_language(_headline(facts, kind))),
        (CONTENT_LANGUAGE, header or facts.first("content-language")),
        (HTML_LANG, None if _is_template(facts, host) else facts.lang),
    )
    return _told(seen)


def pdf_signals(facts: PdfFacts, kind: SourceKind, header: str) -> Iterator[Evidence]:
    """All signals of a PDF. Its /Lang is that of the program that wrote it: 6 of 11 were wrong, German texts under "en"."""
    return _told(
        (
            (KIND_DEFAULT, _DEFAULTS.get(kind)),
            (TEXT_VOTE, text_language(facts.text)),
            (TITLE_VOTE, title_language(facts.title or "")),
            (CONTENT_LANGUAGE, header),
            (DOCUMENT_LANG, facts.declared),
        )
    )


def _told(signals: Iterable[tuple[str, str | None]]) -> Iterator[Evidence]:
    return (Evidence(signal, clean(value, limit=60)) for signal, value in signals if value)


def _publisher(facts: PageFacts) -> str | None:
    """What is said of this article. Where it is no code ("deutsch" is, "Sprache" is not) it says nothing."""
    declared = (facts.first(name) for name in ("citation_language", "dc.language", "dcterms.language", "language"))
    return next((value for value in declared if value and normalise(value)), None)


def _paragraphs(facts: PageFacts, kind: SourceKind) -> str:
    """GitHub's README stands in an article; the rest of its page, and all of YouTube's, is the site's own English."""
    if kind is SourceKind.YOUTUBE:
        return ""
    return facts.article if kind is SourceKind.GITHUB else facts.paragraphs


def _headline(facts: PageFacts, kind: SourceKind) -> str:
    """YouTube's pages that ask for consent or a sign-in have a `<title>`, but no Open Graph title."""
    own_title = facts.title if kind is not SourceKind.YOUTUBE else None
    title = facts.first("citation_title", "og:title") or own_title or ""
    description = facts.first("og:description", "description") or ""
    return f"{title}\n{_GITHUB_BLURB.sub('', description)}"


def _is_template(facts: PageFacts, host: str) -> bool:
    # Publications on Medium have hosts of their own, but not a name of their own.
    by_host = any(host == name or host.endswith(f".{name}") for name in _TEMPLATE_HOSTS)
    return by_host or facts.first("og:site_name") == "Medium"
