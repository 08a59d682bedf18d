"""Dossiers for tests of rules, editions and reports, made from a text and from what is said about its links."""

from __future__ import annotations

from collections.abc import Mapping

from kinews_cli.config import MARKED_KINDS
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.source import Confidence, Language, Source, SourceKind, SourceStatus
from kinews_cli.model.translation import Rendering, State
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.reading.building import read_issue
from kinews_cli.sources.identify import identify
from kinews_cli.translating.concerns import text_concerns
from kinews_cli.translating.glossary import Glossary, Term
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.translating.states import HAS_TEXT
from kinews_cli.values import replace

UNCHECKED = Check(Verdict.UNCHECKED, "offline")
OK = Check(Verdict.OK, "http_200", 200, checked_at="2026-11-23T08:00:00Z", tries=1)


def language(code: str, confidence: Confidence = Confidence.HIGH) -> Language:
    return Language(code, confidence, (Evidence("text", code),))


def source(
    code: str | None = "en", status: SourceStatus = SourceStatus.OK, kind: SourceKind = SourceKind.PAGE
) -> Source:
    return Source("x", kind, "webpage", title="A Title", language=language(code) if code else Language(), status=status)


def facts(check: Check = UNCHECKED, known: Source | None = None, kind: SourceKind | None = None) -> LinkFacts:
    return LinkFacts(check, kind or (known.kind if known else SourceKind.PAGE), known)


def dossier(
    text: str,
    known: Mapping[str, LinkFacts] | None = None,
    english: Mapping[str, str] | None = None,
    path: str = "006.txt",
) -> Dossier:
    """`english` maps German texts to English ones, which count as a machine's."""
    issue = read_issue(text.encode(), path)
    found = {link.url: LinkFacts(UNCHECKED, identify(link.url)[0]) for link in issue.links()}
    renderings = {
        place(segment): Rendering(english[segment.text], State.MACHINE)
        if english and segment.text in english
        else Rendering(segment.text, State.UNTRANSLATED)
        for segment in segments_of(issue)
    }
    return Dossier(issue, {**found, **(known or {})}, renderings, MARKED_KINDS)


def with_concerns(judged: Dossier, terms: Mapping[str, str] | None = None) -> Dossier:
    """The dossier with what is to be said of its translated texts; `terms` is the glossary."""
    glossary = Glossary(tuple(Term(german, english) for german, english in (terms or {}).items()))
    texts = {place(segment): segment.text for segment in segments_of(judged.issue)}
    said = {
        where: text_concerns(texts[where], rendering.text, glossary)
        for where, rendering in judged.translation.items()
        if rendering.state in HAS_TEXT
    }
    return replace(judged, concerns=said)
