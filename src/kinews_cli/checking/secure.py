"""Is a page that was found over http there over https too? Asked once, and only where the answer can be told for certain.

Many hosts answer https with another site's page, with the provider's own, or not at all. So the address itself must answer
at once, with a good certificate, no redirect, and the same page: the same title, or the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kinews_cli.border import clean
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.web.answer import Answer, Failure

if TYPE_CHECKING:
    from kinews_cli.web.client import Web

WORKS, FAILS = "https_works", "https_fails"
_PATIENCE = 4.0  # seconds: a host that keeps silent on this port costs no more
_HEAD = 64 * 1024  # bytes of the page that are compared
_TITLE = lazy_pattern(r"<title[^>]*>(.{1,2000}?)</title", re.IGNORECASE | re.DOTALL)
_ADDRESS = lazy_pattern(r"[\d.]+|.*:.*")  # an IP address has no name that a certificate could be for


def is_open(url: str, check: Check) -> bool:
    """Is it still to be found out whether `url` works over https? Only of pages that http itself shows, without a detour."""
    if check.verdict is not Verdict.OK or check.hops or not url.lower().startswith("http://"):
        return False
    return _may_be_asked(url) and not any(entry.signal in {WORKS, FAILS} for entry in check.evidence)


class Secure:
    """Asks hosts over https; of one that has none it asks no second address."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._without: dict[str, str] = {}

    async def evidence(self, url: str, page: Answer) -> Evidence | None:
        """`https_works` with the address, or `https_fails` with the reason; None where it cannot be asked.

        `url` is the http address that `page` came from.
        """
        import asyncio  # `is_open` is asked in runs that ask nobody

        if not _may_be_asked(url):
            return None
        secure = f"https{url[4:]}"
        host = (urlsplit(url).hostname or "").lower()
        if host in self._without:
            return Evidence(FAILS, self._without[host])
        # Outside the host's queue: that it keeps silent on this port says nothing about the links that http answers.
        until = asyncio.get_running_loop().time() + min(_PATIENCE, self._web.settings.timeout)
        answer = await self._web.get(secure, limit=_HEAD, until=until, limits_host=False, foreign=True)
        if isinstance(answer, Failure):
            self._without[host] = answer.reason
            return Evidence(FAILS, answer.reason)
        if not 200 <= answer.status < 300:
            return Evidence(FAILS, f"http_{answer.status}")
        return Evidence(WORKS, clean(secure, limit=8192)) if same_page(page, answer) else Evidence(FAILS, "other_page")


def same_page(one: Answer, other: Answer) -> bool:
    """Did both answers show the same page? By title; without one by their bytes, or by what a file's header says of it."""
    if one.content_type != other.content_type:
        return False
    titles = [_TITLE.search(answer.text[:_HEAD]) for answer in (one, other)]
    if titles[0] is not None and titles[1] is not None:
        return " ".join(titles[0][1].split()) == " ".join(titles[1][1].split())
    length = min(len(one.body), len(other.body))
    whole = one.truncated or other.truncated or len(one.body) == len(other.body)
    return length > 0 and whole and one.body[:length] == other.body[:length]


def _may_be_asked(url: str) -> bool:
    """Not an address with a port, which is that of http, nor one without a name."""
    try:
        parts = urlsplit(url)
        return parts.port is None and not _ADDRESS.fullmatch(parts.hostname or ":")
    except ValueError:
        return False
