"""The issue's number and date, as the head of the text or the file's name tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from kinews_cli.lazy_patterns import lazy_pattern

_IN_TITLE = lazy_pattern(r"(?:#|\bnr\.?|\bno\.?|\bausgabe|\bissue|\bfolge)\s?([0-9]{1,6})\b", re.IGNORECASE | re.ASCII)
_AT_END = lazy_pattern(r"\s([0-9]{1,4})$", re.ASCII)
_YEAR = range(1900, 2100)
_IN_NAME = lazy_pattern(r"(?<![0-9])([0-9]{1,6})(?![0-9])", re.ASCII)
# A name that is a date, or a year with a month, numbers nothing: 2021-05-03.txt and 2021-06-01.txt are two issues.
_DATE_IN_NAME = lazy_pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}([-_.]?)(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12][0-9]|3[01]))?(?![0-9])", re.ASCII
)
_MONTHS = (
    ("januar", "january", "jänner"), ("februar", "february"), ("märz", "march"), ("april",), ("mai", "may"),
    ("juni", "june"), ("juli", "july"), ("august",), ("september",), ("oktober", "october"), ("november",),
    ("dezember", "december"),
)  # fmt: skip
_MONTH = {name: index for index, names in enumerate(_MONTHS, start=1) for name in names}
_ISO = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})$", re.ASCII)
_NUMERIC = lazy_pattern(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})$", re.ASCII)
_WORDED = lazy_pattern(r"([0-9]{1,2})\.?\s([A-Za-zäÄ]+)\s([0-9]{4})$")
_DAY = lazy_pattern(r"^(?:\w+(?:tag|woch|day),?\s)?(?:den\s|vom\s)?", re.IGNORECASE)


def issue_number(title: str | None, path: str) -> int | None:
    """The number in the title ("KI News #6", "Ausgabe 12", "Rundbrief 12"), else the one in the file's name, else None."""
    found = (_IN_TITLE.search(title) or _at_end(title)) if title else None
    if found is None:
        found = _IN_NAME.search(_DATE_IN_NAME.sub("", PurePath(path).stem))
    number = int(found[1]) if found else 0
    return number or None


def _at_end(title: str) -> re.Match[str] | None:
    """The only number of a title, at its end, and no year: "Rundbrief 12"."""
    found = _AT_END.search(title)
    if found is None or any(character.isdigit() for character in title[: found.start()]) or int(found[1]) in _YEAR:
        return None
    return found


def date_in(lines: Iterable[str]) -> str | None:
    """The ISO date of the first line (in normal form) that is nothing but a date, with or without its weekday."""
    for line in lines:
        bare = _DAY.sub("", line, count=1)
        found = _iso(bare)
        if found is not None:
            return found
    return None


def _iso(text: str) -> str | None:
    if match := _ISO.match(text):
        year, month, day = match.groups()
    elif match := _NUMERIC.match(text):
        day, month, year = match.groups()
    elif match := _WORDED.match(text):
        day, name, year = match.groups()
        month = str(_MONTH.get(name.lower(), 0))
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
