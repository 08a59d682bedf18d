"""KN409, KN410: what the text says about a source, beside what the source is.

Nobody else compares the two, and nobody asked for it: so a remark must be beyond doubt. Every date that a work has counts, and
what was said of a work elsewhere; a label that can mean something else says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinews_cli.language.vote import WORDS
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding, Fix, Severity
from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.source import Confidence, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.rules.fixes import site_corrected
from kinews_cli.rules.labels import (
    SiteClaim,
    YearClaim,
    first_author,
    numbers_named,
    site_claimed,
    title_quoted,
    year_claimed,
)
from kinews_cli.rules.place import at_link
from kinews_cli.rules.sites import Trade, leads_there, site_of
from kinews_cli.rules.works import PAPERS, appeared, evidence_of, share_a_word, stems
from kinews_cli.sources.dates import iso
from kinews_cli.sources.identify import identify

_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Years that stand in these are years of the work too: the volume it appeared in, the conference that accepted it, its editions.
_DATED = lazy_pattern(r"arxiv_(?:journal_ref|comment|updated)|.*(?:print|online|accepted|posted|publication)(?:_date)?")
_REISSUED = 10  # years: older works that are put on the web once more
_GOOD = {Verdict.OK, Verdict.MOVED}
_LEAST_WORDS = 3  # in a title, without those that join others: fewer may be any heading
_ALL_CAPITALS = lazy_pattern(r"[A-Z][\w'’-]*(?:\s[A-Z0-9][\w'’-]*){2,}")  # "Denoising Diffusion Probabilistic Models"


def year_differs(dossier: Dossier) -> Iterator[Finding]:
    for part in dossier.issue.parts():
        for link in part.links:
            source = dossier.of(link).source
            claim = year_claimed(link, part) if appeared(source) and not link.furniture else None
            if source is None or claim is None or _may_be_of(source, claim):
                continue
            message = f'the text says {claim.year} ("{claim.text.strip()}"), the source is of {source.issued[0]}'
            evidence = (Evidence("text", claim.text.strip()), Evidence("issued", iso(source.issued)))
            yield at_link("KN409", message, dossier.issue, link, evidence=evidence)


def label_names_another(dossier: Dossier) -> Iterator[Finding]:
    for link in dossier.issue.links():
        if link.label and not link.furniture:
            facts = dossier.of(link)
            site = _another_site(link, facts)
            found = site or _another_work(link, facts)
            if found is not None:
                severity, message, evidence = found
                evidence = (Evidence("label", link.label), *evidence)
                fix = _with_right_site(dossier.issue, link, facts) if site is not None else None
                yield at_link("KN410", message, dossier.issue, link, severity=severity, evidence=evidence, fix=fix)


_Remark = tuple[Severity | None, str, tuple[Evidence, ...]]


def _may_be_of(source: Source, claim: YearClaim) -> bool:
    first = source.issued[0]
    if claim.year in _years(source) or _at_the_turn(source, claim.year):
        return True
    if source.kind is SourceKind.YOUTUBE:
        return claim.year < first  # recorded earlier than it was uploaded; later it cannot be
    if source.kind in {SourceKind.GITHUB, SourceKind.PDF} or claim.moving:
        return True  # code goes on, files are made anew, and the page of a video is not the video
    if source.kind is SourceKind.PAGE:
        return len(source.issued) < 3 or claim.year < first - _REISSUED
    if source.kind is SourceKind.ARXIV:
        conference = claim.whose and abs(claim.year - first) == 1  # accepted in one year, held in the next
        return conference or claim.year < first - _REISSUED
    return False


def _years(source: Source) -> set[int]:
    """Each year of the first version, the newest and those between, and of what is said about where it appeared."""
    years = {source.issued[0]}
    if source.version_date:
        years |= set(range(source.issued[0], source.version_date[0] + 1))
    for entry in source.evidence:
        if _DATED.fullmatch(entry.signal):
            years |= {int(year) for year in _YEAR.findall(entry.value)}
    return years


def _at_the_turn(source: Source, year: int) -> bool:
    """A work of December is of the new year in print; one of January was finished in the old one."""
    first, month = source.issued[0], source.issued[1] if len(source.issued) > 1 else None
    if source.kind in PAPERS and source.kind is not SourceKind.ARXIV and (month is None or month > 8):
        return year == first + 1  # online in autumn, in a printed volume months later
    return (year == first + 1 and month == 12) or (year == first - 1 and month == 1)


def _another_site(link: Link, facts: LinkFacts) -> _Remark | None:
    claim = site_claimed(link.label)
    if claim is None or leads_there(claim.site, link.url, facts) is not False:
        return None
    address = facts.check.final_url or link.url
    if claim.alone and not _is_rival(claim, link.url, address):
        return None
    found = site_of(address) or site_of(link.url)
    name = found.name if found is not None else address
    return None, f"the label names {claim.site.name}, the link leads to {name}", (Evidence("final_url", address),)


def _with_right_site(issue: Issue, link: Link, facts: LinkFacts) -> Fix | None:
    """The name of the site that the link leads to, where that is known, in place of the one in the label."""
    claim = site_claimed(link.label)
    right = site_of(facts.check.final_url or link.url) or site_of(link.url)
    return site_corrected(issue, link, claim.site, right) if claim is not None and right is not None else None


def _is_rival(claim: SiteClaim, *urls: str) -> bool:
    """A name alone may be what the news is about. Where the link leads to a site of the same trade, it hardly is."""
    trades = {site.trade for url in urls if (site := site_of(url)) is not None}
    return claim.site.trade in trades or (claim.site.trade in {Trade.PAPERS, Trade.PRESS} and bool(trades))


def _another_work(link: Link, facts: LinkFacts) -> _Remark | None:
    source = facts.source
    if source is None or source.status in {SourceStatus.MISSING, SourceStatus.PRIVATE}:
        return None
    return _another_number(link, source) or _another_author(link, source) or _another_title(link, facts, source)


def _another_number(link: Link, source: Source) -> _Remark | None:
    kind, key = identify(link.url)
    named = numbers_named(link.label)
    own = {
        key.lower(),
        (source.doi or "").lower(),
        *(entry.value.lower() for entry in evidence_of(source, "arxiv_doi")),
    }
    number = {
        SourceKind.ARXIV: named.get("arxiv"),
        SourceKind.NATURE: named.get("doi"),
        SourceKind.DOI: named.get("doi"),
    }
    said = number.get(kind)
    if said is None or said in own:
        return None
    return None, f"the label names {said}, the link leads to {key}", (Evidence("id", source.id),)


def _another_author(link: Link, source: Source) -> _Remark | None:
    """Of papers only: a page may tell of anybody's work."""
    name = first_author(link.label)
    if name is None or source.kind not in PAPERS or not source.author:
        return None
    names = [" ".join(filter(None, (each.given, each.family, each.literal))) for each in source.author]
    if any(each.literal for each in source.author) or stems(name) & stems(" ".join(names)) or not stems(name):
        return None
    return None, f"the label names {name}, the paper is by {names[0]}", (Evidence("author", names[0]),)


def _another_title(link: Link, facts: LinkFacts, source: Source) -> _Remark | None:
    """Where the label quotes a title in the language of the source's, and nothing of it comes back in what is known of that."""
    quoted = title_quoted(link.label)
    if quoted is None or not source.title or facts.check.verdict not in _GOOD:
        return None
    title, named = quoted
    paper = source.kind in PAPERS
    if not (named or paper) or len(stems(title)) < 2 or len(stems(source.title)) < _LEAST_WORDS:
        return None
    authors = [each.literal or f"{each.given} {each.family}" for each in source.author]
    known = " ".join(
        filter(None, (source.title, source.abstract, source.container_title, source.publisher, *authors, link.url))
    )
    if share_a_word(stems(title), stems(known)) or not _same_language(title, source):
        return None
    message = f'the label quotes "{title}", the source is called "{source.title}"'
    return None if paper else Severity.NOTE, message, (Evidence("title", source.title),)


def _same_language(title: str, source: Source) -> bool:
    """Is the quoted title surely in the language of the source's title? Else it may be a translation of that."""
    assert source.title is not None
    own = _by_small_words(source.title)
    if own is None and source.language.confidence is Confidence.HIGH:
        own = source.language.code
    quoted = _by_small_words(title)
    if quoted is None and own == "en" and _ALL_CAPITALS.fullmatch(title):
        quoted = "en"  # German writes its adjectives small
    return own is not None and own == quoted


def _by_small_words(title: str) -> str | None:
    """The one language whose small words stand in a title; None where none or several do."""
    words = set(re.findall(r"[^\W\d_]+", title.lower()))
    found = [code for code, small in WORDS.items() if words & small]
    return found[0] if len(found) == 1 else None
