"""Dates as sources write them, to (year), (year, month) or (year, month, day); () where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kinews_cli.lazy_patterns import lazy_pattern

# "2021-07-15T00:00:00Z", "2023-11-06T15:20:33+0100", "2021/07/15", "2021/08", "2021". The day counts as written: moving it
# into another time zone would change what the reader finds on the page.
_DATE = lazy_pattern(r"\s*([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?(?![0-9])")
# Such as "20231102", "20201123T05:02:35Z"; eight digits of which the first four are no year of ours are a number
_COMPACT = lazy_pattern(r"\s*((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?:[T ]?[0-9:]{4,8}\w*)?\s*")
_DAY = r"(?:(?:[^\W\d_]{2,10}[.,]{0,2}|am|den|on|le|el|vom)\s+){0,2}"  # "Di., 25.01.2022", "Mon, ", "vom 3. Mai"
_TIME = r"(?:[\s,-].*|T.*)?"
# Such as "15.07.2021" and "1. 7. 2021". With slashes nobody knows which is the month.
_DOTTED = lazy_pattern(
    rf"\s*{_DAY}([0-9]{{1,2}})\.\s?([0-9]{{1,2}})\.\s?([0-9]{{4}}){_TIME}", re.DOTALL | re.IGNORECASE
)
# Such as "15. Juli 2021", "11 Jan 2019", "Wed, 02 Feb 2022 09:12:22 +0100", "1er mars 2020", "23-Jul-2007"
_DAY_MONTH = lazy_pattern(
    rf"\s*{_DAY}([0-9]{{1,2}})(?:\.|er|st|nd|rd|th)?[\s-](?:de\s)?([^\W\d_]{{3,10}})\.?,?[\s-](?:de\s)?([0-9]{{4}}){_TIME}",
    re.DOTALL | re.IGNORECASE,
)
# Such as "July 15, 2021", "Tue Feb 20 2018 01:00:00", "Juli 2021"
_MONTH_DAY = lazy_pattern(
    rf"\s*(?:[^\W\d_]{{2,10}}[.,]{{0,2}}\s+)?([^\W\d_]{{3,10}})\.?\s(?:([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s)?([0-9]{{4}}){_TIME}",
    re.DOTALL | re.IGNORECASE,
)
# As programs print it: "Fri Apr 28 19:20:36 CEST 2023".
_PRINTED = lazy_pattern(r"\s*[a-z]{3} ([a-z]{3}) ([0-9]{1,2}) [0-9:]{8} [a-z+0-9]{1,6} ([0-9]{4})\s*", re.IGNORECASE)
_MONTH_NAMES = (
    "january jan januar jänner janvier enero januari",
    "february feb februar feber février febrero februari",
    "march mar märz mär mrz mars marzo maart",
    "april apr avril abril",
    "may mai mayo mei",
    "june jun juni juin junio",
    "july jul juli juillet julio",
    "august aug août agosto augustus",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre diciembre",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_LONGEST = 80  # a date with time and weekday; what is longer is prose
_YEARS = range(1450, 2101)  # from the first printed books on; beyond it stands a placeholder such as 9999


def parse_date(text: str) -> tuple[int, ...]:
    """The date at the beginning of `text`: ISO and what resembles it, "15.07.2021", and with months in words.

    Months in English, German, French, Spanish and Dutch. Nothing is guessed: "03/01/2020" is no date.
    """
    compact = _COMPACT.fullmatch(text)
    match = compact or _DATE.match(text)
    if match is not None:
        numbers = match.groups() if compact is not None else (match[1], match[3], match[4])
        return valid_date([int(part) for part in numbers if part])
    return _in_words(text) if len(text) <= _LONGEST else ()


def _in_words(text: str) -> tuple[int, ...]:
    if match := _DOTTED.fullmatch(text):
        return _full(int(match[3]), int(match[2]), int(match[1]))
    if (match := _DAY_MONTH.fullmatch(text)) and match[2].lower() in _MONTHS:
        return _full(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    if (match := _PRINTED.fullmatch(text)) and match[1].lower() in _MONTHS:
        return _full(int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
    if (match := _MONTH_DAY.fullmatch(text)) and match[1].lower() in _MONTHS:
        month = _MONTHS[match[1].lower()]
        return _full(int(match[3]), month, int(match[2])) if match[2] else valid_date([int(match[3]), month])
    return ()


def _full(year: int, month: int, day: int) -> tuple[int, ...]:
    """All three or nothing: where one of them makes no sense it was no date."""
    date = valid_date([year, month, day])
    return date if len(date) == 3 else ()


def iso(date: Sequence[int]) -> str:
    """(2021, 7) as "2021-07"; "" for ()."""
    return "-".join(f"{part:02d}" for part in date)


def valid_date(parts: Sequence[object]) -> tuple[int, ...]:
    """As much of year, month and day as makes sense: (2021, 13) is (2021,). Anything but whole numbers is no date."""
    numbers = [part for part in parts[:3] if isinstance(part, int) and not isinstance(part, bool)]
    if len(numbers) != len(parts[:3]) or not numbers or numbers[0] not in _YEARS:
        return ()
    while len(numbers) > 1:
        try:
            date(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)
        except (ValueError, OverflowError):
            numbers.pop()
        else:
            break
    return tuple(numbers)
