"""What a page is, in CSL's words: an article of some kind, a video, code, data, or just a page. Pure.

Markup says it of articles. Sites that hold videos or code are known by their names, for few of them say it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kinews_cli.html import PageFacts
from kinews_cli.sources import json_ld

_VIDEO_HOSTS = ("youtube.com", "vimeo.com", "twitch.tv", "dailymotion.com", "media.ccc.de")
_CODE_HOSTS = (
    "github.com",
    "githubusercontent.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "sourceforge.net",
    "colab.research.google.com",
)
# Sites of models and data that have texts, too.
_BY_PATH = {
    "huggingface.co": re.compile(r"/(?!(?:blog|papers|docs|learn|posts|tasks)\b)[\w.-]+(?:/.*)?"),
    "kaggle.com": re.compile(r"/(?:code|competitions|c|models)/.+"),
}
_DATA_PATH = {"kaggle.com": re.compile(r"/datasets/.+"), "huggingface.co": re.compile(r"/datasets/.+")}
_DATA = {"Dataset", "DataCatalog", "DataDownload"}
_CODE = {"SoftwareSourceCode"}
_MEDIA = {"video": "motion_picture", "audio": "song", "image": "graphic"}
_ARCHIVES = {"csv", "json", "zip", "gzip", "x-gzip", "x-tar", "x-hdf5", "octet-stream", "tab-separated-values"}


def page_type(facts: PageFacts, url: str) -> str:
    """Such as "article-newspaper", "post-weblog", "motion_picture", "software", "dataset"; "webpage" for anything else."""
    if facts.first("og:site_name") == "Medium":
        return "post-weblog"  # Medium calls every post a NewsArticle
    if facts.first("citation_journal_title"):
        return "article-journal"
    article = json_ld.csl_type(json_ld.article_of(facts.json_ld))
    return article or _by_markup(facts) or _by_address(url) or "webpage"


def file_type(content_type: str) -> str:
    """Of what is no page: "motion_picture", "song", "graphic", "dataset"; "document" for text and what nobody knows."""
    kind, _, what = content_type.partition("/")
    if kind in _MEDIA:
        return _MEDIA[kind]
    return "dataset" if what in _ARCHIVES or what.endswith(("+json", "+zip", "+xml")) else "document"


def _by_markup(facts: PageFacts) -> str | None:
    if (facts.first("og:type") or "").lower().startswith("video"):
        return "motion_picture"
    said = {name for node in facts.json_ld for name in json_ld.types_of(node)}
    if said & _DATA:
        return "dataset"
    return "software" if said & _CODE else None


def _by_address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if _is_one_of(host, _VIDEO_HOSTS):
        return "motion_picture"
    if host in _DATA_PATH and _DATA_PATH[host].fullmatch(parts.path):
        return "dataset"
    shows_code = host in _BY_PATH and _BY_PATH[host].fullmatch(parts.path)
    return "software" if shows_code or _is_one_of(host, _CODE_HOSTS) else None


def _is_one_of(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)
