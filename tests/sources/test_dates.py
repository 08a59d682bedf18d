from __future__ import annotations

import pytest

from kinews_cli.sources.dates import parse_date, valid_date


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("2021-07-15T00:00:00Z", (2021, 7, 15)),
        ("2023-11-06T15:20:33+0100", (2023, 11, 6)),
        ("2023-11-06 15:20:33", (2023, 11, 6)),
        (" 2021/07/15", (2021, 7, 15)),
        ("2021/08", (2021, 8)),
        ("2021", (2021,)),
        ("2018-08-02T23:30:08-07:00", (2018, 8, 2)),  # as written, not moved to another zone
        ("2021-02-30", (2021, 2)),
        ("2021-13-01", (2021,)),
        ("20190620", (2019, 6, 20)),
        ("20201123T05:02:35Z", (2020, 11, 23)),
        ("199585456326", ()),
        ("15.07.2021", (2021, 7, 15)),
        ("1. 7. 2021", (2021, 7, 1)),
        ("18.10.2019 17:08", (2019, 10, 18)),
        ("Di., 25.01.2022 - 14:45", (2022, 1, 25)),
        ("15. Juli 2021", (2021, 7, 15)),
        ("vom 3. März 2020, 12 Uhr", (2020, 3, 3)),
        ("Jänner 2021", (2021, 1)),
        ("11 Jan 2019", (2019, 1, 11)),
        ("July 15, 2021", (2021, 7, 15)),
        ("Wed, 02 Feb 2022 09:12:22 +0100", (2022, 2, 2)),
        ("Fri Apr 28 19:20:36 CEST 2023", (2023, 4, 28)),
        ("23-Jul-2007 18:00:00 EST", (2007, 7, 23)),
        ("1er mars 2020", (2020, 3, 1)),
        ("3 de mayo de 2021", (2021, 5, 3)),
        ("3 maart 2021", (2021, 3, 3)),
        ("03/04/2021", ()),  # March or April?
        ("31.02.2020", ()),
        ("15. Monat 2021", ()),
        ("am 15. Juli 2021 beschloss der Rat nach langer Sitzung am späten Abend, dass alles beim Alten bleibt", ()),
        ("0000-00-00", ()),
        ("9999-12-31", ()),
        ("gestern", ()),
        ("", ()),
    ],
)
def test_dates_as_sources_write_them(text: str, parsed: tuple[int, ...]) -> None:
    assert parse_date(text) == parsed


@pytest.mark.parametrize(
    ("parts", "valid"),
    [
        ([2020, 2, 3], (2020, 2, 3)),
        ([2020, 2], (2020, 2)),
        ([2020], (2020,)),
        ([2020, 2, 3, 4], (2020, 2, 3)),
        ([None], ()),
        ([], ()),
        (["2020"], ()),
        ([True], ()),
        ([2020, None], ()),
        ([2020, 10**30], (2020,)),
    ],
)
def test_parts_are_checked(parts: list[object], valid: tuple[int, ...]) -> None:
    assert valid_date(parts) == valid
