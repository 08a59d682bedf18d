"""KN4xx: what has become of the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kinews_cli import clock
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.source import Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.rules.fixes import repository_renamed
from kinews_cli.rules.place import at_link
from kinews_cli.rules.works import Work, appeared, evidence_of, pairs, published_doi, same_page, works_of
from kinews_cli.sources.dates import iso
from kinews_cli.sources.identify import arxiv_version, identify

_NOTICES = ("update", "crossref_updated_by", "crossref_update_to")
_NOTICE_KINDS = {
    SourceStatus.RETRACTED: ("retraction", "withdrawal", "removal"),
    SourceStatus.CONCERN: ("expression_of_concern",),
    SourceStatus.CORRECTED: ("correction", "corrigendum", "erratum", "addendum", "clarification", "partial_retraction"),
}
_VERSION = lazy_pattern(r"v?([0-9]{1,3})")
_SAYS_VERSION = lazy_pattern(r"\bv\d|\bversion|fassung|entwurf|\bdraft", re.IGNORECASE)
# One of the two is offered in another form, on purpose.
_SAYS_FORM = lazy_pattern(r"\b(?:pdf|html|volltext|full ?text|abstract|zusammenfassung|druckfassung)\b", re.IGNORECASE)
_SAYS_PREPRINT = lazy_pattern(r"pre-?print|vorab|vorveröffentlich", re.IGNORECASE)
# What authors write there before anything has appeared.
_NOT_YET = lazy_pattern(r"submitted|under review|in preparation|arxiv", re.IGNORECASE)
_OPENING = lazy_pattern(r"^(?:published |appeared |to appear )?in:? ", re.IGNORECASE)
_PREPRINTS = {SourceKind.ARXIV, SourceKind.DOI}
_ARTICLES = ("article-", "post-weblog", "report")
_SHOWN_LATER = lazy_pattern(r"livestream|\blive\b|premiere|/live/", re.IGNORECASE)
_TOLERANCE = timedelta(days=1)  # time zones: YouTube counts in Pacific time, an issue in the author's


def withdrawn(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(dossier, "KN401", SourceStatus.WITHDRAWN, "the authors withdrew this paper")


def retracted(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(dossier, "KN402", SourceStatus.RETRACTED, "this article was retracted")


def corrected(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(dossier, "KN403", SourceStatus.CORRECTED, "this article was corrected after it appeared")


def concern(dossier: Dossier) -> Iterator[Finding]:
    yield from _with_status(
        dossier, "KN412", SourceStatus.CONCERN, "the journal has expressed concern about this article"
    )


def newer_version(dossier: Dossier) -> Iterator[Finding]:
    """Not where the label says that this version is meant, nor where the newest says only that the paper was withdrawn."""
    for link, source in _sources(dossier):
        if source.kind is not SourceKind.ARXIV or source.status is SourceStatus.WITHDRAWN:
            continue
        linked, newest = arxiv_version(link.url), _newest(source)
        if linked is None or newest is None or newest <= linked or _SAYS_VERSION.search(link.label):
            continue
        since = f" of {iso(source.version_date)}" if source.version_date else ""
        message = f"the link names version {linked}, the newest is version {newest}{since}"
        evidence = (Evidence("arxiv_linked_version", f"v{linked}"), Evidence("arxiv_version", f"v{newest}"))
        yield at_link("KN404", message, dossier.issue, link, evidence=evidence)


def published_meanwhile(dossier: Dossier) -> Iterator[Finding]:
    """Not where the issue links the article too, or the label says that this is the preprint."""
    works = works_of(dossier)
    linked = {id(one) for pair in pairs(works) if pair[0].is_preprint_of(pair[1]) for one in pair}
    for work in works:
        source = work.source
        if work.kind not in _PREPRINTS or source is None or source.status is SourceStatus.WITHDRAWN:
            continue
        doi = published_doi(source)
        said = [entry for entry in evidence_of(source, "arxiv_journal_ref") if not _NOT_YET.search(entry.value)]
        if id(work) in linked or not (doi or said) or _says_preprint(work):
            continue
        where = [f"in {_OPENING.sub('', entry.value)}" for entry in said[:1]]
        where += [f"as https://doi.org/{doi}"] if doi else []
        evidence = tuple(evidence_of(source, "arxiv_doi", "arxiv_journal_ref", "is_preprint_of"))
        yield at_link(
            "KN405", f"the preprint has appeared {' '.join(where)}", dossier.issue, work.link, evidence=evidence
        )


def video_gone(dossier: Dossier) -> Iterator[Finding]:
    """Private and missing ones are errors; of those that not everybody may see, only such that have to be paid for."""
    for status, message in (
        (SourceStatus.PRIVATE, "this video is private"),
        (SourceStatus.MISSING, "this video is no longer there"),
    ):
        yield from _with_status(dossier, "KN406", status, message, kind=SourceKind.YOUTUBE)
    for link, source in _sources(dossier):
        # An age check or a country is a matter of who watches; this one nobody sees who has not paid or joined.
        if any(entry.value == "members_only" for entry in evidence_of(source, "video_standing")):
            message = "only members of its channel can see this video"
            yield at_link("KN406", message, dossier.issue, link, severity=Severity.NOTE, evidence=source.evidence)


def repository_archived(dossier: Dossier) -> Iterator[Finding]:
    message = "this repository is archived: nobody maintains it"
    yield from _with_status(dossier, "KN407", SourceStatus.ARCHIVED, message, kind=SourceKind.GITHUB)


def renamed(dossier: Dossier) -> Iterator[Finding]:
    for link, source in _sources(dossier):
        kind, key = identify(link.url)
        names = [entry for entry in evidence_of(source, "github_full_name") if "/" in entry.value]
        if kind is SourceKind.GITHUB and names and names[0].value.lower() != key.lower():
            name = names[0].value
            fix = repository_renamed(dossier.issue, link, name)
            message = f"the repository {key} is now called {name}"
            yield at_link("KN408", message, dossier.issue, link, evidence=tuple(names[:1]), fix=fix)


def repository_replaced(dossier: Dossier) -> Iterator[Finding]:
    """Under the name that the issue links stands another repository: GitHub's number for it changed, or it is too young."""
    for link, source in _sources(dossier):
        if source.kind is not SourceKind.GITHUB:
            continue
        now, before = (
            next((e for e in evidence_of(source, name)), None) for name in ("github_id", "github_earlier_id")
        )
        issued, written = _day(source.issued), _issue_day(dossier.issue)
        if now is not None and before is not None and now.value != before.value:
            message = "another repository has taken this name since kinews last looked"
            yield at_link("KN413", message, dossier.issue, link, evidence=(before, now))
        elif issued is not None and written is not None and issued > written + _TOLERANCE:
            message = (
                f"this repository was made on {issued}, after the issue of {written}: it is not the one that was linked"
            )
            yield at_link("KN413", message, dossier.issue, link, evidence=(Evidence("issued", str(issued)),))


def published_after_issue(dossier: Dossier) -> Iterator[Finding]:
    """Only where both days are known, and not of pages, files and code, which change without becoming others."""
    written = _issue_day(dossier.issue)
    if written is None:
        return
    for link, source in _sources(dossier):
        issued = _day(appeared(source))
        if issued is not None and issued > written + _TOLERANCE and _has_one_date(link, source, issued):
            message = f"the source is of {issued}, the issue of {written}"
            evidence = (Evidence("issued", str(issued)), Evidence("issue_date", str(written)))
            yield at_link("KN411", message, dossier.issue, link, evidence=evidence)


def same_work_twice(dossier: Dossier) -> Iterator[Finding]:
    """Two addresses of one work, unless a label says why: "als PDF", a preprint that is called one. The same address is KN206."""
    told: set[int] = set()
    for work, earlier in pairs(works_of(dossier)):
        preprint = work.is_preprint_of(earlier) and not any(_says_preprint(one) for one in (work, earlier))
        form = any(_SAYS_FORM.search(one.link.label) for one in (work, earlier))
        again = work.kind is not SourceKind.PAGE and not form and same_page(work, earlier)
        if id(work) not in told and (preprint or again):
            told.add(id(work))
            what = "preprint and article of one work: the other" if preprint else "the same work"
            message = f"{what} is linked in line {earlier.link.line}"
            evidence = (Evidence("id", earlier.id), Evidence("id", work.id))
            yield at_link("KN414", message, dossier.issue, work.link, evidence=evidence)


def page_expired(dossier: Dossier) -> Iterator[Finding]:
    today = clock.now().date()
    for link, source in _sources(dossier):
        for entry in evidence_of(source, "expires"):
            day = _iso_day(entry.value[:10])
            if day is not None and day < today and dossier.of(link).check.verdict is not Verdict.BROKEN:
                message = f"the page says that it is not to be shown after {day}: it may vanish any day"
                yield at_link("KN415", message, dossier.issue, link, evidence=(entry,))


def _with_status(
    dossier: Dossier, code: str, status: SourceStatus, message: str, *, kind: SourceKind | None = None
) -> Iterator[Finding]:
    for link, source in _sources(dossier):
        if source.status is status and kind in {None, source.kind}:
            shown = f"{message}{_notice(source)}"
            yield at_link(code, shown, dossier.issue, link, evidence=source.evidence)


def _sources(dossier: Dossier) -> Iterator[tuple[Link, Source]]:
    """The author's own links whose sources are known."""
    for link in dossier.issue.links():
        source = dossier.of(link).source
        if source is not None and not link.furniture:
            yield link, source


def _notice(source: Source) -> str:
    """What made the status what it is: the authors' comment, or a notice such as ": retraction 10.1038/x 2020-05-01"."""
    if source.status is SourceStatus.WITHDRAWN:
        comment = next(evidence_of(source, "arxiv_comment"), None)
        return f': "{comment.value}"' if comment is not None else ""
    kinds = _NOTICE_KINDS.get(source.status, ())
    said = (entry.value for entry in evidence_of(source, *_NOTICES) if entry.value.startswith(kinds))
    found = next(said, None) if kinds else None
    return f": {found}" if found else ""


def _says_preprint(work: Work) -> bool:
    return _SAYS_PREPRINT.search(work.link.label) is not None


def _newest(source: Source) -> int | None:
    said = [source.version, *(entry.value for entry in evidence_of(source, "arxiv_version"))]
    found = (_VERSION.fullmatch(text) for text in said if text)
    return next((int(match[1]) for match in found if match), None)


def _has_one_date(link: Link, source: Source, issued: date) -> bool:
    """Is the day that is known the one on which the work appeared, once and for all?"""
    if source.kind is SourceKind.YOUTUBE:
        return not _SHOWN_LATER.search(f"{link.label} {link.url}")
    if source.kind in {SourceKind.NATURE, SourceKind.DOI}:
        return issued.day != 1  # the first of a month is that of the printed issue, weeks after the article
    return source.kind is SourceKind.ARXIV or (source.kind is SourceKind.PAGE and source.type.startswith(_ARTICLES))


def _issue_day(issue: Issue) -> date | None:
    return _iso_day(issue.date or "")


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(parts: tuple[int, ...]) -> date | None:
    try:
        return date(parts[0], parts[1], parts[2]) if len(parts) == 3 else None
    except (ValueError, OverflowError):
        return None
