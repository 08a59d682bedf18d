from __future__ import annotations

import pytest

from kinews_cli.rules.shorteners import SHORTENERS, is_shortener


@pytest.mark.parametrize(
    "url", ["https://bit.ly/3abc", "http://T.CO/x", "https://www.tinyurl.com/abc", "https://t1p.de/a?b=c"]
)
def test_shortened_addresses(url: str) -> None:
    assert is_shortener(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://doi.org/10.1038/nature",
        "https://youtu.be/dLAjWtlTpnY",
        "https://arxiv.org/abs/1706.03762",
        "https://git.io/abc",
        "https://bit.ly/",  # the service itself
        "https://bit.ly.example/3abc",
        "https://notbit.ly/3abc",
        "https://[broken/x",
        "",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    assert not is_shortener(url)


def test_names_are_bare_hosts() -> None:
    assert all(name == name.lower() and "/" not in name and not name.startswith("www.") for name in SHORTENERS)
