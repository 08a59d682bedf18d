"""A page's title without what the site puts around it: "- Golem.de", "| by Ann Author | Medium", "| Sport | 28.04.2023"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kinews_cli.border import slug

_SEPARATOR = re.compile(r"\s+[-–—|·•:»›«/]\s+(?=\S)|\s?[|ㅣ]\s?(?=\S)")
_SHORT = 12  # letters: "Home", "Startseite"; a heading as short as that is no title
_NAME_WORDS = 5
_DAY = re.compile(r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOST_WORD = 5  # letters of a host's name that may stand inside a longer name of the site
_NOT_NAMES = {"www", "com", "org", "net", "blog", "news", "de", "at", "ch", "co", "uk", "eu", "io", "info"}


def bare_title(title: str, sites: Collection[str], host: str, headings: Sequence[str] = ()) -> str:
    """`title` without the names of the site, its sections and days that stand around it.

    `sites` are such names in lower case, `host` is known by its letters ("Börsen-Zeitung" at boersen-zeitung.de). Where one
    of the page's `headings` stands at the title's beginning before a separator, or behind a "»" at its end, that is it.
    """
    while (cuts := list(_SEPARATOR.finditer(title))) and _is_site(title[cuts[-1].end() :], sites, host):
        title = title[: cuts[-1].start()]
    own = [heading for heading in headings if len(heading) >= _SHORT and not _is_site(heading, sites, host)]
    for heading in own:
        if title.endswith(f" » {heading}"):
            return heading
    for heading in own:
        if title.casefold().startswith(heading.casefold()) and _SEPARATOR.match(title[len(heading) :]):
            return title[: len(heading)]
    return title


def site_name(title: str, host: str) -> str | None:
    """What a page that does not name its site calls it behind its title: "Börsen-Zeitung"; None where the host says no."""
    cuts = list(_SEPARATOR.finditer(title))
    last = title[cuts[-1].end() :] if cuts else ""
    return last if last and _is_host(last, host) else None


def _is_site(text: str, sites: Collection[str], host: str) -> bool:
    return text.casefold() in sites or _DAY.fullmatch(text) is not None or _is_host(text, host)


def _is_host(text: str, host: str) -> bool:
    """Such as "Golem.de", "DW" at dw.com, "Die Neue Südtiroler Tageszeitung" at tageszeitung.it; a sentence is no name."""
    if len(text.split()) > _NAME_WORDS:
        return False
    folded = slug(text.removeprefix("www."), limit=100).replace("-", "")
    labels = [label.replace("-", "") for label in host.lower().split(".")[:-1] if label not in _NOT_NAMES]
    if folded == host.lower().removeprefix("www.").replace("-", "").replace(".", ""):
        return True
    return any(folded == label or (len(label) >= _HOST_WORD and label in folded) for label in labels)
