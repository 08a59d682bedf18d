"""What a link points at, in the terms of CSL-JSON where it has one."""

from __future__ import annotations

from enum import StrEnum

from kinews_cli.model.verdict import Evidence
from kinews_cli.values import Value


class SourceKind(StrEnum):
    ARXIV = "arxiv"
    NATURE = "nature"
    YOUTUBE = "youtube"
    GITHUB = "github"
    DOI = "doi"
    PDF = "pdf"
    PAGE = "page"


class SourceStatus(StrEnum):
    OK = "ok"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    CONCERN = "concern"
    CORRECTED = "corrected"
    PRIVATE = "private"
    MISSING = "missing"
    RESTRICTED = "restricted"
    ARCHIVED = "archived"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Language(Value, frozen=True):
    """The language of a source: an ISO 639-1 code or None for "not known", and why we think so."""

    code: str | None = None
    confidence: Confidence = Confidence.LOW
    evidence: tuple[Evidence, ...] = ()


class Name(Value, frozen=True):
    """A person with family (and perhaps given) name, or a group in `literal`."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


class Source(Value, frozen=True):
    """A source as its service or its page describes it. Texts are foreign: unescaped, whitespace folded."""

    id: str  # "arxiv:2005.05535", "doi:10.1038/...", "youtube:dLAjWtlTpnY", else the URL
    kind: SourceKind
    type: str  # CSL: "article", "article-journal", "motion_picture", "webpage", ...
    title: str | None = None
    author: tuple[Name, ...] = ()
    issued: tuple[int, ...] = ()  # year, perhaps month, perhaps day
    container_title: str | None = None
    publisher: str | None = None
    doi: str | None = None
    number: str | None = None
    abstract: str | None = None
    language: Language = Language()
    status: SourceStatus = SourceStatus.UNKNOWN
    version: str | None = None  # the newest there is: "v5" of a paper, a tag of a repository
    version_date: tuple[int, ...] = ()  # as `issued`, which is the date of the first version
    evidence: tuple[Evidence, ...] = ()
