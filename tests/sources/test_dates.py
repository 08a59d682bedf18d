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
