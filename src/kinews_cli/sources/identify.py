"""Which kind of source an address names, and its id there. Nothing is asked.

Hosts are compared whole; the families of a publisher's hosts by whole labels ("x.biomedcentral.com"), never by letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.source import SourceKind

# As loose as arXiv's own check: 0808.05394 has a digit too many for its year, and is answered as "no such paper", not as
# "no such form" (recorded). So a mistyped id is one that arXiv can be asked about.
_NEW_ARXIV = r"\d{4}\.\d{4,5}"
_OLD_ARXIV = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?/[0-9]{7}"
_ARXIV_ID = lazy_pattern(
    rf"(?:arxiv:)?({_NEW_ARXIV}|{_OLD_ARXIV})(?:v([1-9]\d?))?(?:\.pdf)?/?", re.IGNORECASE | re.ASCII
)
_ARXIV_HOSTS = {
    "arxiv.org",
    "www.arxiv.org",
    "export.arxiv.org",
    "browse.arxiv.org",
    "ar5iv.org",
    "ar5iv.labs.arxiv.org",
    "alphaxiv.org",
    "www.alphaxiv.org",
}
_ARXIV_PATH = lazy_pattern(r"/(?:abs|pdf|html|format|ps|e-print|src|overview)/(.+)")
# Where PDFs stood that authors had sent as such: /ftp/arxiv/papers/2005/2005.05535.pdf, /ftp/hep-th/papers/9901/9901001.pdf
_ARXIV_FTP = lazy_pattern(r"/ftp/([a-z-]+)/papers/\d{4}/(.+)")
_ARXIV_DOI = "10.48550/arxiv."

_DOI_HOSTS = {"doi.org", "www.doi.org", "dx.doi.org"}
_DOI = lazy_pattern(r"10\.[0-9]{4,9}/[!-~]{1,200}")
# Publishers whose addresses carry the DOI in their path.
_PUBLISHER_HOSTS = (
    "dl.acm.org epubs.siam.org iopscience.iop.org journals.aps.org journals.sagepub.com link.aps.org link.springer.com "
    "onlinelibrary.wiley.com pubs.acs.org pubsonline.informs.org royalsocietypublishing.org www.biorxiv.org "
    "www.degruyter.com www.emerald.com www.frontiersin.org www.liebertpub.com www.medrxiv.org www.nejm.org www.pnas.org "
    "www.science.org www.tandfonline.com www.worldscientific.com"
)
_PUBLISHERS = frozenset(_PUBLISHER_HOSTS.split())
_PUBLISHER_FAMILIES = (".biomedcentral.com", ".onlinelibrary.wiley.com", ".springeropen.com")
_CARRIED = lazy_pattern(r"(?:/[\w.-]+){0,6}?/(10\.[0-9]{4,9}/.+)")
# What stands behind a DOI: the form of the text, a figure of it.
_TAIL = lazy_pattern(
    r"(?:/(?:full|abstract|summary|e?pdf|meta|html|xml|fulltext\.html|full/html|full-text|references|citations|metrics"
    r"|figures(?:/\w+)?|tables(?:/\w+)?))?(?:\.e?pdf|\.epub)?/?$",
    re.IGNORECASE,
)
_PREPRINT_DOI = lazy_pattern(r"(10\.(?:1101|64898)/[0-9.]*[0-9])(?:v[0-9]+)?(?:[./].*)?")  # bioRxiv, medRxiv
_NATURE_HOSTS = {"nature.com", "www.nature.com"}
_NATURE_ARTICLE = lazy_pattern(r"/articles/([a-z0-9][a-z0-9.-]{3,60}?)(?:(?:_reference)?\.e?pdf|/.*)?", re.IGNORECASE)
_NATURE_OLD = lazy_pattern(
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
_VIDEO_ID = lazy_pattern(r"[A-Za-z0-9_-]{11}")
_NO_VIDEO = {"videoseries", "live_stream"}  # eleven letters too: how a playlist and a channel's stream are embedded
_VIDEO_PATH = lazy_pattern(r"/(?:shorts|live|embed|v|e)/([^/]+)/?")

_GITHUB_HOSTS = {"github.com", "www.github.com"}
_REPOSITORY = lazy_pattern(r"/([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})/([A-Za-z0-9._-]{1,100})(/.*)?", re.DOTALL)
_BRANCH = lazy_pattern(r"/tree/([^/]+)")
_GITHUB_FILE = lazy_pattern(r"/(?:raw|releases/download)/.+\.pdf", re.IGNORECASE | re.DOTALL)
# First path segments that are pages of GitHub's own, not accounts: taken for one, its API would call the page missing.
_GITHUB_PAGES = (
    "about accelerator account advisories apps assets blog codespaces collections contact copilot customer-stories dashboard "
    "discussions edu education enterprise enterprises events explore features gist git-guides github-copilot issues join login "
    "logos marketplace mcp mobile models new newsroom nonprofit notifications open-source organizations orgs partners "
    "premium-support pricing projects pulls readme resources search security sessions settings site social-impact solutions "
    "spark sponsors stars support team topics trending trust-center universe user-attachments users watching why-github"
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

    arXiv ids come without their version (see `arxiv_version`), DOIs in lower case, which they do not tell apart. An id may
    be that of no work: whether there is one, the service knows.

    What lies in a repository (a file, an issue, a release) is a work of its own: "owner/repo/issues/5". The start of a branch
    is the repository (see `github_branch`).
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


def is_doi_link(url: str) -> bool:
    """Whether the address leads through doi.org, which knows all DOIs, rather than to a publisher."""
    return host_of(url) in _DOI_HOSTS


def github_branch(url: str) -> str | None:
    """The branch at whose start the address of a repository ("/owner/repo/tree/BRANCH") shows it, or None."""
    parts = _split(url)
    match = _repository(parts) if parts is not None else None
    branch = _BRANCH.fullmatch(_below(match)) if match is not None else None
    return unquote(branch[1]) if branch is not None else None


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
    path = unquote(parts.path)
    page, archived = _ARXIV_PATH.fullmatch(path), _ARXIV_FTP.fullmatch(path)
    if archived:
        new = archived[1] == "arxiv"
        return _ARXIV_ID.fullmatch(archived[2] if new else f"{archived[1]}/{archived[2]}")
    return _ARXIV_ID.fullmatch(page[1]) if page else None


def _arxiv(parts: SplitResult) -> str | None:
    match = _arxiv_match(parts)
    if match is None:
        return None
    archive, slash, number = match[1].partition("/")
    # math.GT/0309136 and math/0309136 are one paper; arXiv answers with the latter.
    return f"{archive.partition('.')[0].lower()}/{number}" if slash else archive


def _doi(parts: SplitResult) -> str | None:
    host, path = parts.hostname or "", unquote(parts.path)
    if host in _DOI_HOSTS:
        return _valid_doi(path.lstrip("/").rstrip("/").removeprefix("doi:"))
    if host == "journals.plos.org":
        return _valid_doi(_parameter(parts.query, "id").removeprefix("info:doi/"))
    if host not in _PUBLISHERS and f"www.{host}" not in _PUBLISHERS and not host.endswith(_PUBLISHER_FAMILIES):
        return None
    carried = _CARRIED.fullmatch(path)
    if carried is None:
        return None
    preprint = _PREPRINT_DOI.fullmatch(carried[1])
    return _valid_doi(preprint[1] if preprint else _TAIL.sub("", carried[1]))


def _valid_doi(text: str) -> str | None:
    """In lower case. Dot segments are no part of a DOI, and would lead a request elsewhere."""
    doi = text.lower()
    return doi if _DOI.fullmatch(doi) and not {".", ".."} & set(doi.split("/")) else None


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
    return text if _VIDEO_ID.fullmatch(text) and text not in _NO_VIDEO else None


def _github(parts: SplitResult) -> str | None:
    match = _repository(parts)
    if match is None or _GITHUB_FILE.fullmatch(match[3] or ""):
        return None
    below = _below(match)
    repository = f"{match[1]}/{match[2].removesuffix('.git')}"
    if not below or _BRANCH.fullmatch(below):
        return repository
    return f"{repository}{below}{f'?{parts.query}' if parts.query else ''}"


def _repository(parts: SplitResult) -> re.Match[str] | None:
    """Owner, name, and what comes behind."""
    match = _REPOSITORY.fullmatch(parts.path) if parts.hostname in _GITHUB_HOSTS else None
    if match is None or match[1].lower() in _NO_OWNER or not match[2].removesuffix(".git").strip("."):
        return None
    return match


def _below(match: re.Match[str]) -> str:
    return (match[3] or "").rstrip("/")


_FINDERS: tuple[tuple[SourceKind, Callable[[SplitResult], str | None]], ...] = (
    (SourceKind.ARXIV, _arxiv),
    (SourceKind.NATURE, _nature),
    (SourceKind.DOI, _doi),
    (SourceKind.YOUTUBE, _youtube),
    (SourceKind.GITHUB, _github),
)
