"""Fixes of addresses: the new one of what has moved, https, without what follows readers, without a detour.

A server may send its readers anywhere, and says "for good" lightly. So an address is written only where it is no worse than
the author's: no login, consent, error or start page, nothing about this reader (a session, a campaign, a language).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from kinews_cli.checking.classify import is_wall
from kinews_cli.checking.page_paths import is_error_path, is_start, same_site
from kinews_cli.checking.wrappers import unwrapped
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.finding import Edit, Fix
from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.reading.marks import SPELLINGS
from kinews_cli.rules.shorteners import is_shortener, of_shortener
from kinews_cli.rules.tracking import is_tracking, tracking_spans
from kinews_cli.rules.written import changed, is_whole, line_text, reads_well

_LONGEST = 2000  # characters; what the check keeps of a hop ends at 2,048
_PLAIN = lazy_pattern(r"https?://[^\s\"<>\\^`{|}…]+", re.IGNORECASE)
_SCHEME = lazy_pattern(r"https?(?=:)", re.IGNORECASE)
_GOOD = {Verdict.OK, Verdict.MOVED}
# Registries whose purpose is an address that stays while the page moves.
_LASTING = frozenset(
    {"doi.org", "dx.doi.org", "hdl.handle.net", "purl.org", "w3id.org", "n2t.net", "urn.kb.se", "nbn-resolving.org"}
)
_OF_A_VISIT = lazy_pattern(
    r"(?:j|php|asp)?_?sess(?:ion)?_?(?:id)?|jsessionid|phpsessid|aspsessionid\w*|sid|cfid|cftoken|token|ticket|nonce|state|auth\w*"
    r"|cookie\w*|consent\w*|gdpr\w*|redirect\w*|return\w*|next|continue|goto|dest\w*|ref|refer\w*|origin|source|from|campaign\w*",
    re.IGNORECASE,
)
_LANGUAGES = frozenset(SPELLINGS)
_REGIONS = frozenset({"at", "ch", "us", "gb", "int", "intl", "eu"})
_LANGUAGE_NAMES = frozenset({"lang", "language", "locale", "hl", "l", "lng"})


def moved_to(issue: Issue, link: Link, check: Check, target: str) -> Fix | None:
    """The address behind the last of the leading permanent redirects; None where it is none that an author would write."""
    asked = unwrapped(link.url)
    if _turned(check) or not leads_as_well(asked, target) or gains(asked, target):
        return None
    return written(issue, link, target)


def unwrapped_to(issue: Issue, link: Link) -> Fix | None:
    """The address that a click counter's holds."""
    target = unwrapped(link.url)
    return written(issue, link, target) if _PLAIN.fullmatch(target) else None


def lengthened_to(issue: Issue, link: Link, check: Check) -> Fix | None:
    """Where a shortener was seen to lead, before the page's own detours; None where it led nowhere."""
    if check.verdict not in _GOOD:
        return None
    targets = (unwrapped(url) for url in (*(hop.location for hop in check.hops), check.final_url or link.url))
    target = next((target for target in targets if not of_shortener(target)), None)
    if target is None or not _is_fit(target) or is_wall(target) or is_error_path(target):
        return None
    return written(issue, link, target)


def secured(issue: Issue, link: Link) -> Fix | None:
    """The scheme https in place of http."""
    text = line_text(issue, link.line)
    scheme = _SCHEME.match(text, link.column - 1)
    if scheme is None or scheme[0].lower() != "http" or not is_whole(link, text):
        return None
    edit = Edit(link.line, scheme.end() + 1, scheme.end() + 1, "s")
    if scheme[0] != "http":
        edit = Edit(link.line, scheme.start() + 1, scheme.end() + 1, "https")
    return _fix("write https", [edit], link, text)


def bared(issue: Issue, link: Link, names: Iterable[str]) -> Fix | None:
    """The address without the parameters that follow readers; all else in it as it was, to the byte."""
    text = line_text(issue, link.line)
    if not is_whole(link, text) or unwrapped(link.url) != link.url:
        return None
    start = link.column - 1
    spans = tracking_spans(text[start : link.end_column - 1])
    edits = [Edit(link.line, start + begin + 1, start + end + 1, "") for begin, end in spans]
    return _fix(f"remove {', '.join(names)}", edits, link, text) if edits else None


def written(issue: Issue, link: Link, target: str) -> Fix | None:
    """`target` in place of the address, its ampersands written as the author writes them."""
    text = line_text(issue, link.line)
    if not is_whole(link, text) or target == link.url:
        return None
    shown = target.replace("&", "&amp;") if "&amp;" in text[link.column - 1 : link.end_column - 1] else target
    edit = Edit(link.line, link.column, link.end_column, shown)
    return Fix(f"write {target}", True, (edit,)) if reads_well(text, [edit], link, url=target) else None


def leads_as_well(asked: str, target: str) -> bool:
    """Is `target` an address of what `asked` was an address of, as far as both can tell?"""
    if not _is_fit(target) or (asked.startswith("https:") and not target.startswith("https:")):
        return False
    if unwrapped(target) != target or is_shortener(target) or (is_wall(target) and not is_wall(asked)):
        return False
    if is_error_path(target) or (is_start(target) and not (is_start(asked) and same_site(asked, target))):
        return False
    return _host(asked) not in _LASTING or _host(target) in _LASTING


def gains(asked: str, target: str) -> bool:
    """Does `target` say something about one reader or visit that `asked` does not: a session, a campaign, a language?"""
    old, new = urlsplit(asked), urlsplit(target)
    known = {name for name, _ in parse_qsl(old.query, keep_blank_values=True)}
    for name, value in parse_qsl(new.query, keep_blank_values=True):
        if name not in known and (is_tracking(name, target) or _OF_A_VISIT.fullmatch(name)):
            return True
        if name not in known and (name.lower() in _LANGUAGE_NAMES or "://" in unquote(value)):
            return True
    session = ";" in new.path and ";" not in old.path
    return session or bool(_languages(new) - _languages(old))


def https_form(url: str) -> str | None:
    """The same address over https; None where it is no http one, or names a port, which says http itself."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "http" and parts.port is None
    except ValueError:
        return None
    return f"https{url[4:]}" if plain else None


def _turned(check: Check) -> bool:
    """Did a redirect depend on more than the address: a place asked twice (with a cookie), the reader's languages?"""
    asked = [hop.url for hop in check.hops]
    return len(asked) != len(set(asked)) or any(entry.signal == "redirect_varies" for entry in check.evidence)


def _is_fit(target: str) -> bool:
    """An address that may stand in a text: whole, without a name, a port, or signs that end it."""
    if not _PLAIN.fullmatch(target) or len(target) > _LONGEST:
        return False
    try:
        parts = urlsplit(target)
        port = parts.port
    except ValueError:
        return False
    return "." in (parts.hostname or "") and port is None and "@" not in parts.netloc


def _languages(parts: SplitResult) -> set[str]:
    """Languages and countries that the host's first name or the first two folders are called."""
    names = [(parts.hostname or "").split(".")[0], *parts.path.lower().split("/")[1:3]]
    codes = {name.lower() for name in names}
    return {
        code for code in codes if code in _LANGUAGES | _REGIONS or set(re.split("[-_]", code)) <= _LANGUAGES | _REGIONS
    }


def _fix(message: str, edits: list[Edit], link: Link, text: str) -> Fix | None:
    """The fix of a part of the address, if the line then holds what is left of it, and all else as before."""
    inside = [Edit(1, edit.column - link.column + 1, edit.end_column - link.column + 1, edit.text) for edit in edits]
    address = changed(text[link.column - 1 : link.end_column - 1], inside).replace("&amp;", "&")
    return Fix(message, True, tuple(edits)) if reads_well(text, edits, link, url=address) else None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
