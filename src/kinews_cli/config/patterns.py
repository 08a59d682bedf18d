"""Patterns in settings: `*` stands for any letters, everything else for itself. Pure.

No regular expressions: the settings come with the repository, and some expressions take forever. Matching takes one walk
through the text. "?" and "[" mean themselves, since addresses hold them.
"""

from __future__ import annotations

from urllib.parse import urlsplit


def matches(pattern: str, text: str) -> bool:
    """Is `text` of this form, as a whole?"""
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == text
    last = rest.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for piece in rest:
        found = text.find(piece, position, end)
        if found < 0:
            return False
        position = found + len(piece)
    return True


def matches_host_or_url(pattern: str, url: str) -> bool:
    """Does a pattern mean this address?

    With "://" in it, it is compared with the whole address; with a "/" with the address from the host on, whether that begins
    with "www." or not; otherwise with the host: a plain name stands for all hosts below it too.
    """
    scheme, separator, rest = url.partition("://")
    if "://" in pattern:
        wanted, _, behind = pattern.partition("://")
        host, slash, path = behind.partition("/")
        slash = slash or ("" if "*" in host else "/")  # https://example.org is the start page
        return matches(
            f"{wanted.lower()}://{host.lower()}{slash}{path}", f"{scheme.lower()}{separator}{_lowered(rest)}"
        )
    if "/" in pattern:
        host, _, path = pattern.partition("/")
        bare = _lowered(rest)
        return any(matches(f"{host.lower()}/{path}", each) for each in (bare, bare.removeprefix("www.")))
    name, host = pattern.lower(), _host(url)
    return matches(name, host) or matches(f"*.{name}", host)


def matches_path(pattern: str, path: str) -> bool:
    """Does a pattern mean this file, or a folder that it lies in? `path` has "/" between its parts.

    A pattern without "/" means that name in any folder.
    """
    wanted = pattern.removeprefix("./").rstrip("/")
    parts = path.split("/")
    if "/" not in wanted:
        return any(matches(wanted, part) for part in parts)
    return any(matches(wanted, "/".join(parts[:count])) for count in range(1, len(parts) + 1))


def _lowered(rest: str) -> str:
    """An address behind its scheme, with the host in lower case and at least a "/" behind it."""
    host, _, path = rest.partition("/")
    return f"{host.lower()}/{path}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
