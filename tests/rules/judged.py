"""Short issues whose links lead to sources that a test describes, and what one rule says of them."""

from __future__ import annotations

from collections.abc import Mapping

from dossiers import OK, dossier, facts
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding
from kinews_cli.model.source import Confidence, Language, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence
from kinews_cli.rules.run import find
from kinews_cli.sources.identify import identify, source_id
from kinews_cli.values import replace

PAPER = "https://arxiv.org/abs/2005.05535"
ARTICLE = "https://www.nature.com/articles/s41551-018-0195-0"
VIDEO = "https://www.youtube.com/watch?v=dLAjWtlTpnY"
CODE = "https://github.com/owner/repo"
NEWS = "https://t3n.de/news/netz-1/"
PDF = "https://www.paper.org/points.pdf"
_TYPES = {
    SourceKind.ARXIV: "article",
    SourceKind.NATURE: "article-journal",
    SourceKind.DOI: "article-journal",
    SourceKind.YOUTUBE: "motion_picture",
    SourceKind.GITHUB: "software",
    SourceKind.PAGE: "article-newspaper",
}


def about(
    url: str,
    *,
    issued: tuple[int, ...] = (),
    title: str | None = None,
    author: str = "",
    type: str | None = None,  # noqa: A002 - the field's name
    status: SourceStatus = SourceStatus.OK,
    version: str | None = None,
    version_date: tuple[int, ...] = (),
    container: str | None = None,
    lang: str | None = None,
    abstract: str | None = None,
    **evidence: str,
) -> Source:
    """The source at `url`; `author` names persons as "Given Family", separated by commas."""
    kind, key = identify(url)
    names = (name.strip().rpartition(" ") for name in author.split(",") if name.strip())
    return Source(
        source_id(kind, key),
        kind,
        type or _TYPES.get(kind, "document"),
        title=title,
        author=tuple(Name(family=family, given=given or None) for given, _, family in names),
        issued=issued,
        container_title=container,
        abstract=abstract,
        language=Language(lang, Confidence.HIGH) if lang else Language(),
        status=status,
        version=version,
        version_date=version_date,
        evidence=tuple(Evidence(signal, value) for signal, value in evidence.items()),
    )


def issue_of(*lines: str) -> str:
    return "\n\n".join(["KI News #6", "Guten Tag.", "Ein Titel", "Ein Absatz, der etwas erzählt.", *lines]) + "\n"


def judged(
    *lines: str,
    sources: Mapping[str, Source] | None = None,
    checks: Mapping[str, Check] | None = None,
    date: str | None = None,
) -> Dossier:
    """An issue that ends in `lines`; its links are there, unless `checks` says otherwise."""
    known: dict[str, LinkFacts] = {}
    for url in {*(sources or {}), *(checks or {})}:
        check = (checks or {}).get(url, replace(OK, final_url=url))
        known[url] = facts(check, (sources or {}).get(url), identify(url)[0])
    made = dossier(issue_of(*lines), known)
    return replace(made, issue=replace(made.issue, date=date))


def said(judged: Dossier, code: str) -> list[Finding]:
    """What the rule with this code says."""
    return list(find(judged, frozenset({code})))


def of(
    code: str, label: str, url: str, *, date: str | None = None, check: Check | None = None, **source: object
) -> list[Finding]:
    """What a rule says of one link with this label; `source` as in `about`."""
    known = {url: about(url, **source)} if source else {}  # type: ignore[arg-type]
    return said(judged(f"{label}: {url}", sources=known, checks={url: check} if check else None, date=date), code)
