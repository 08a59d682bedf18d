from __future__ import annotations

import pytest

from kinews_cli.translating.engines import patience


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a service does not ask for is not waited for."""
    monkeypatch.setattr(patience, "_PAUSE", 0.001)
