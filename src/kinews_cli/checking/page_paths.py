"""What addresses say: start pages, slugs, and addresses that cannot exist. Pure, and never raises."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from kinews_cli.checking.page_grammar import words
from kinews_cli.lazy_patterns import lazy_pattern

_START = lazy_pattern(
    r"/?(?:(?:index|default|home|homepage|start|startseite|welcome|willkommen|main)(?:\.\w{2,5})?|[a-z]{2}(?:[-_][a-z]{2})?)?/?"
    r"|/[a-z]{2}(?:[-_][a-z]{2})?/(?:index|default|home|start|startseite)?(?:\.\w{2,5})?/?",
    re.IGNORECASE,
)
_WORDY = lazy_pattern(r"[^\W\d_]{3,}")
_ENDING = lazy_pattern(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_ERROR_PATH = lazy_pattern(
    r"(?:^|[/_-])(?:404|410|error-?404|404-?error|err404|fehler-?404|404-?fehler|fehler|fehlerseite|error|errorpage|error-page|not-?found|notfound"
    r"|page-?not-?found|pagenotfound|seite-?nicht-?gefunden|nicht-?gefunden|gone|expired|abgelaufen)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_NUMBERED = lazy_pattern(
    r"(?:^|&)(?:p|page_id|id|article|artikel|aid|story|node|nid|tid|t|topic|item|post|cat|news|docid|page|seite|view|content|show)=\w",
    re.IGNORECASE,
)
_SHORT = frozenset(
    {"der", "die", "das", "und", "mit", "von", "fuer", "the", "and", "for", "html", "php", "htm", "aspx", "www"}
)


def split(url: str) -> SplitResult:
    """As `urlsplit`, but an address that cannot be taken apart has no parts."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def is_start(url: str) -> bool:
    """Whether the address is that of a start page: no path, `/index.html`, `/de/`, `/home`."""
    parts = split(url)
    return (
        bool(_START.fullmatch(parts.path))
        and not _NUMBERED.search(parts.query)
        and not parts.fragment.startswith(("/", "!"))
    )


def went_home(asked: str, landed: str) -> bool:
    """Whether a deep address ended on the start page of the same site, or a very deep one on that of another.

    A short path on another host is how shorteners, campaigns and products of their own name are linked.
    """
    return not is_start(asked) and is_start(landed) and (same_site(asked, landed) or _is_deep(asked))


def _is_deep(url: str) -> bool:
    """Whether the path leads to one text among many: two folders at least, and words at its end."""
    folders = [part for part in split(url).path.split("/") if part]
    return len(folders) > 2 and len(_WORDY.findall(words(_ENDING.sub("", unquote(folders[-1]))))) > 1


def same_site(one: str, other: str) -> bool:
    """Whether two addresses have the same host, or one that differs in the labels before the last two only."""
    first, second = _host(one).split("."), _host(other).split(".")
    return bool(first[-1]) and first[-2:] == second[-2:]


def host_words(url: str) -> tuple[str, ...]:
    """The host as it may stand in a text, longest form first."""
    host = _host(url)
    return tuple(name for name in (host, host.removeprefix("www.")) if "." in name)


def is_error_path(url: str) -> bool:
    """Whether the address itself is that of an error page: `/404.html`, `/seite-nicht-gefunden/`."""
    return bool(_ERROR_PATH.search(split(url).path))


def path_words(url: str) -> frozenset[str]:
    """All words and numbers of the path and of its host's first label, folded."""
    parts = split(url)
    return frozenset(words(unquote(parts.path)).split())


def slug_words(url: str) -> frozenset[str]:
    """The words of the last part of the path that has two or more, else one; no numbers, no articles."""
    single: frozenset[str] = frozenset()
    for segment in reversed(split(url).path.split("/")):
        found = frozenset(_WORDY.findall(words(_ENDING.sub("", unquote(segment))))) - _SHORT
        if len(found) >= 2:
            return found
        single = single or found
    return single


def impossible_path(url: str, token: str) -> str:
    """An address beside `url` that cannot exist: the last part of the path replaced, its ending and slash kept.

    "https://a.example/x/y.html?z=1" becomes "https://a.example/x/TOKEN.html".
    """
    parts = split(url)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    ending = _ENDING.search(last)
    slash = "/" if last and parts.path.endswith("/") else ""
    path = f"{folder}/{token}{ending[0] if ending else ''}{slash}"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _host(url: str) -> str:
    return (split(url).hostname or "").rstrip(".").lower()
