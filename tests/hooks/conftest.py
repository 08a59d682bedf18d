from __future__ import annotations

from pathlib import Path

import pytest

from hooks.newsletter import Newsletter
from hooks.station import Station, station_of


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    return station_of(tmp_path_factory)


@pytest.fixture
def newsletter(tmp_path: Path) -> Newsletter:
    return Newsletter(tmp_path / "newsletter")
