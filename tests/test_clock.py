from __future__ import annotations

import pytest

from kinews_cli import clock
from kinews_cli.errors import ConfigError


@pytest.mark.parametrize(
    ("given", "stamp"),
    [
        ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"),
        ("2026-11-23T08:00:00+01:00", "2026-11-23T07:00:00Z"),
        ("2026-11-23", "2026-11-23T00:00:00Z"),
    ],
)
def test_another_time_can_stand_in(monkeypatch: pytest.MonkeyPatch, given: str, stamp: str) -> None:
    monkeypatch.setenv("KINEWS_NOW", given)
    assert clock.stamp(clock.now()) == stamp


@pytest.mark.parametrize("given", ["noon", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_time_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("KINEWS_NOW", given)
    with pytest.raises(ConfigError, match="Write it like 2026-11-23T08:00:00Z"):
        clock.now()


def test_the_clock_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KINEWS_NOW", raising=False)
    assert clock.now().utcoffset() is not None
