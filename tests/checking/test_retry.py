from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.checking.retry import MOST_TRIES, pause
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.retry_after import asked_pause


def answer(status: int, **headers: str) -> Answer:
    return Answer("https://t3n.de/", status, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 522])
def test_states_that_may_pass_are_asked_again(status: int) -> None:
    waits = [pause(answer(status), tries) for tries in range(1, MOST_TRIES)]
    assert [0.5, 1, 2] <= waits <= [0.63, 1.26, 2.51]  # type: ignore[operator]
    assert pause(answer(status), MOST_TRIES) is None


@pytest.mark.parametrize("status", [200, 204, 301, 401, 403, 404, 405, 410, 451, 999])
def test_states_that_stay_are_not(status: int) -> None:
    assert pause(answer(status), 1) is None


@pytest.mark.parametrize("reason", ["connection_reset", "connection_closed", "dns_temporary", "timeout"])
def test_failures_that_may_pass(reason: str) -> None:
    assert pause(Failure(reason, ""), 1) is not None


@pytest.mark.parametrize("reason", ["dns", "non_public", "tls_expired", "connection_refused", "one_click", "protocol"])
def test_failures_that_stay(reason: str) -> None:
    assert pause(Failure(reason, ""), 1) is None


def test_after_a_time_out_enough_has_been_waited() -> None:
    assert pause(Failure("timeout", ""), 1) == 0


def test_a_challenge_is_not_argued_with() -> None:
    assert pause(answer(503, cf_mitigated="challenge"), 1) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "2"}, 2),
        ({"retry_after": " 120 "}, 120),
        ({"retry_after": "Mon, 23 Nov 2026 08:00:05 GMT", "date": "Mon, 23 Nov 2026 08:00:00 GMT"}, 5),
        ({"retry_after": "Mon, 23 Nov 2026 08:00:00 GMT", "date": "Mon, 23 Nov 2026 08:00:05 GMT"}, 0),
        ({"retry_after": "Mon, 23 Nov 2026 08:00:07 GMT"}, 7),
        ({"retry_after": "-1"}, 0),
        ({"retry_after": "soon"}, 0),
        ({"retry_after": "²"}, 0),
        ({}, 0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEWS_NOW", "2026-11-23T08:00:00Z")
    assert asked_pause(answer(429, **headers)) == seconds


def test_what_the_server_asks_for_is_never_undercut() -> None:
    assert pause(answer(429, retry_after="30"), 1) == 30


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_header_raises(retry_after: str, date: str) -> None:
    assert asked_pause(answer(429, retry_after=retry_after, date=date)) >= 0
