from __future__ import annotations

import pytest

from kinews_cli.rules.tracking import is_tracking, tracking_names, tracking_spans

BASE = "https://a.example/x"


def bared(written: str) -> str:
    for start, end in reversed(tracking_spans(written)):
        written = written[:start] + written[end:]
    return written


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("?utm_source=n", ""),
        ("?utm_source=n&utm_medium=mail", ""),
        ("?utm_source=n#teil", "#teil"),
        ("?utm_source=n&id=1", "?id=1"),
        ("?id=1&utm_source=n", "?id=1"),
        ("?id=1&utm_source=n#teil", "?id=1#teil"),
        ("?b=2&utm_source=n&a=1", "?b=2&a=1"),
        ("?utm_source=n&b=2&utm_medium=m&a=1&fbclid=xyz", "?b=2&a=1"),
        ("?b=2&amp;utm_source=n&amp;a=1", "?b=2&amp;a=1"),
        ("?utm_source=n&amp;a=1", "?a=1"),
        ("?UTM_Source=n&a=%7E+%20", "?a=%7E+%20"),
        ("?a&&b=&utm_id", "?a&&b="),
        ("?%75tm_source=n&a=1", "?a=1"),
        ("?mtm_campaign=n&a=1", "?a=1"),
    ],
)
def test_only_what_follows_readers_goes_and_all_else_stays_as_it_was(written: str, after: str) -> None:
    assert bared(BASE + written) == BASE + after


@pytest.mark.parametrize(
    "written", ["", "?", "?id=1", "#utm_source=n", "?ref=start&source=x", "/utm_source=1?id=2", "?q=utm_source"]
)
def test_where_nothing_follows_nothing_goes(written: str) -> None:
    assert tracking_spans(BASE + written) == []
    assert tracking_names(BASE + written) == []


@pytest.mark.parametrize("name", ["X-Amz-Signature", "signature", "token", "hash", "sig"])
def test_an_address_that_is_signed_as_a_whole_is_left_alone(name: str) -> None:
    assert tracking_spans(f"{BASE}?utm_source=n&{name}=abc") == []


def test_parameters_of_one_site_are_none_of_another() -> None:
    assert is_tracking("si", "https://youtu.be/x?si=1")
    assert is_tracking("feature", "https://www.youtube.com/watch?v=x&feature=share")
    assert not is_tracking("si", "https://shop.example/?si=1")
    assert bared("https://youtu.be/dLAjWtlTpnY?si=abc&t=10") == "https://youtu.be/dLAjWtlTpnY?t=10"


def test_names_are_told_as_often_as_they_stand_there() -> None:
    assert tracking_names(f"{BASE}?utm_source=a&id=1&utm_source=b") == ["utm_source", "utm_source"]


def test_an_address_that_cannot_be_taken_apart_follows_nobody() -> None:
    assert tracking_names("https://[/?si=1") == []
