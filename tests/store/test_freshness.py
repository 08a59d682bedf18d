from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kinews_cli.model.verdict import Verdict
from kinews_cli.store import is_fresh
from store.kept import check


@pytest.mark.parametrize(
    ("verdict", "at", "fresh"),
    [
        (Verdict.OK, "2026-11-16T12:00:00Z", True),
        (Verdict.OK, "2026-11-16T11:59:59Z", False),
        (Verdict.MOVED, "2026-11-17T12:00:00Z", True),
        (Verdict.BROKEN, "2026-11-23T06:00:00Z", True),
        (Verdict.BROKEN, "2026-11-23T05:59:59Z", False),
        (Verdict.BLOCKED, "2026-11-23T12:00:00Z", False),
        (Verdict.UNREACHABLE, "2026-11-23T12:00:00Z", False),
        (Verdict.OK, "2026-11-23T12:00:01Z", False),
        (Verdict.OK, "yesterday", False),
        (Verdict.OK, "2026-11-23T11:00:00", False),
    ],
)
def test_how_long_a_verdict_stands(verdict: Verdict, at: str, fresh: bool) -> None:
    assert is_fresh(check(verdict, at), datetime(2026, 11, 23, 12, tzinfo=UTC)) is fresh
