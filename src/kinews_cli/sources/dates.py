"""Dates as sources write them, to (year), (year, month) or (year, month, day); () where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

# "2021-07-15T00:00:00Z", "2023-11-06T15:20:33+0100", "2021/07/15", "2021/08", "2021". The day counts as written: moving it
# into another time zone would change what the reader finds on the page.
_DATE = re.compile(r"\s*([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?(?![0-9])")
_YEARS = range(1450, 2101)  # from the first printed books on; beyond it stands a placeholder such as 9999


def parse_date(text: str) -> tuple[int, ...]:
    """The date at the beginning of `text`."""
    match = _DATE.match(text)
    if match is None:
        return ()
    return valid_date([int(part) for part in (match[1], match[3], match[4]) if part])


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
