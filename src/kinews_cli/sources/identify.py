"""Which kind of source an address names, and its id there. Nothing is asked; hosts are compared whole, never by their end."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kinews_cli.model.source import SourceKind

# Four digits behind the point until December 2014, five since (arXiv identifier scheme).
_NEW_ARXIV = r"(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}"
_OLD_ARXIV = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?/[0-9]{7}"
_ARXIV_ID = re.compile(rf"(?:arxiv:)?({_NEW_ARXIV}|{_OLD_ARXIV})(?:v([1-9]\d?))?(?:\.pdf)?/?", re.IGNORECASE | re.ASCII)
_ARXIV_HOSTS = {
    "arxiv.org",
    "www.arxiv.org",
    "export.arxiv.org",
    "ar5iv.org",
    "ar5iv.labs.arxiv.org",
    "alphaxiv.org",
    "www.alphaxiv.org",
}
_ARXIV_PATH = re.compile(r"/(?:abs|pdf|html|format|overview)/(.+)")
_ARXIV_DOI = "10.48550/arxiv."

_DOI_HOSTS = {"doi.org", "www.doi.org", "dx.doi.org"}
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_NATURE_HOSTS = {"nature.com", "www.nature.com"}
_NATURE_ARTICLE = re.compile(r"/articles/([a-z0-9][a-z0-9.-]{3,60}?)(?:\.pdf|/.*)?", re.IGNORECASE)
_NATURE_OLD = re.compile(
    r"/[a-z]+/journal/v\d+/n[\w-]+/(?:abs|full|pdf)/([a-z]+[.\d]+|\d+[a-z]\d?)\.(?:html|pdf)", re.IGNORECASE
)

_YOUTUBE_HOSTS = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "music.youtube.com",
    "youtube-nocookie.com",
    "www.youtube-nocookie.com",
}
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIDEO_PATH = re.compile(r"/(?:shorts|live|embed|v|e)/([^/]+)/?")

_GITHUB_HOSTS = {"github.com", "www.github.com"}
_REPOSITORY = re.compile(r"/([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})/([A-Za-z0-9._-]{1,100})(?:/.*)?")
# First path segments that are pages of GitHub's own, not accounts.
_GITHUB_PAGES = (
    "about account apps blog collections contact customer-stories dashboard enterprise events explore features issues join login "
    "marketplace new notifications orgs organizations pricing pulls readme search security sessions settings site sponsors "
    "stars team topics trending users"
)
_NO_OWNER = frozenset(_GITHUB_PAGES.split())

_PREFIX = {
    SourceKind.ARXIV: "arxiv",
    SourceKind.NATURE: "doi",
    SourceKind.DOI: "doi",
    SourceKind.YOUTUBE: "youtube",
    SourceKind.GITHUB: "github",
}


def identify(url: str) -> tuple[SourceKind, str]:
    """The kind and the id there: "2005.05535", "10.1038/...", "dLAjWtlTpnY", "owner/repo"; the URL itself for pdf and page.

    arXiv ids come without their version (see `arxiv_version`), DOIs in lower case, which they do not tell apart.
    """
    parts = _split(url)
    if parts is not None:
        for kind, find in _FINDERS:
            key = find(parts)
            if key is not None:
                return kind, key
        if parts.path.lower().endswith(".pdf"):
            return SourceKind.PDF, url
    return SourceKind.PAGE, url


def source_id(kind: SourceKind, key: str) -> str:
    """The id that names a work wherever it is linked: "arxiv:2005.05535", "doi:10.1038/...", else the URL."""
    return f"{_PREFIX[kind]}:{key}" if kind in _PREFIX else key


def arxiv_version(url: str) -> int | None:
    """The version that an arXiv address pins, or None."""
    parts = _split(url)
    match = _arxiv_match(parts) if parts is not None else None
    return int(match[2]) if match is not None and match[2] else None


def host_of(url: str) -> str:
    """The host in lower case, without port; "" where there is none."""
    parts = _split(url)
    return (parts.hostname or "") if parts is not None else ""


def _split(url: str) -> SplitResult | None:
    # Browsers read https://evil.example\@arxiv.org/ as evil.example, urllib as arxiv.org: such an address names nothing.
    if "\\" in url:
        return None
    try:
        parts = urlsplit(url.strip())
        usual = parts.port in {None, 80, 443}
    except ValueError:
        return None
    return parts if usual and parts.scheme.lower() in {"http", "https"} and "@" not in parts.netloc else None


def _arxiv_match(parts: SplitResult) -> re.Match[str] | None:
    if parts.hostname in _DOI_HOSTS:
        doi = unquote(parts.path).lstrip("/")
        return _ARXIV_ID.fullmatch(doi[len(_ARXIV_DOI) :]) if doi.lower().startswith(_ARXIV_DOI) else None
    if parts.hostname not in _ARXIV_HOSTS:
        return None
    path = _ARXIV_PATH.fullmatch(unquote(parts.path))
    return _ARXIV_ID.fullmatch(path[1]) if path else None


def _arxiv(parts: SplitResult) -> str | None:
    match = _arxiv_match(parts)
    if match is None:
        return None
    archive, slash, number = match[1].partition("/")
    # math.GT/0309136 and math/0309136 are one paper; arXiv answers with the latter.
    return f"{archive.partition('.')[0].lower()}/{number}" if slash else archive


def _doi(parts: SplitResult) -> str | None:
    if parts.hostname not in _DOI_HOSTS:
        return None
    doi = unquote(parts.path).lstrip("/").rstrip("/").lower()
    return doi if _DOI.fullmatch(doi) else None


def _nature(parts: SplitResult) -> str | None:
    if parts.hostname in _NATURE_HOSTS:
        match = _NATURE_ARTICLE.fullmatch(parts.path) or _NATURE_OLD.fullmatch(parts.path)
        return f"10.1038/{match[1].lower()}" if match else None
    doi = _doi(parts)
    return doi if doi is not None and doi.startswith("10.1038/") else None


def _youtube(parts: SplitResult) -> str | None:
    if parts.hostname in {"youtu.be", "www.youtu.be"}:
        return _video_id(parts.path.strip("/"))
    if parts.hostname not in _YOUTUBE_HOSTS:
        return None
    if parts.path.rstrip("/") == "/watch":
        return _video_id(_parameter(parts.query, "v"))
    if parts.path == "/attribution_link":
        return _video_id(_parameter(_parameter(parts.query, "u").partition("?")[2], "v"))
    path = _VIDEO_PATH.fullmatch(parts.path)
    return _video_id(path[1]) if path else None


def _parameter(query: str, name: str) -> str:
    return parse_qs(query[:2_000]).get(name, [""])[0]


def _video_id(text: str) -> str | None:
    # "videoseries" has eleven letters and is how a playlist is embedded.
    return text if _VIDEO_ID.fullmatch(text) and text != "videoseries" else None


def _github(parts: SplitResult) -> str | None:
    match = _REPOSITORY.fullmatch(parts.path) if parts.hostname in _GITHUB_HOSTS else None
    if match is None or match[1].lower() in _NO_OWNER:
        return None
    repository = match[2].removesuffix(".git")
    return f"{match[1]}/{repository}" if repository.strip(".") else None


_FINDERS: tuple[tuple[SourceKind, Callable[[SplitResult], str | None]], ...] = (
    (SourceKind.ARXIV, _arxiv),
    (SourceKind.NATURE, _nature),
    (SourceKind.DOI, _doi),
    (SourceKind.YOUTUBE, _youtube),
    (SourceKind.GITHUB, _github),
)
