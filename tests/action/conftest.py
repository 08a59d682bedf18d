from __future__ import annotations

from pathlib import Path

import pytest

from action.definitions import Job
from hooks.newsletter import Newsletter
from hooks.station import Station, station_of


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    return station_of(tmp_path_factory)


@pytest.fixture
def newsletter(tmp_path: Path) -> Newsletter:
    return Newsletter(tmp_path / "newsletter")


@pytest.fixture
def job(newsletter: Newsletter, tmp_path: Path) -> Job:
    """A runner with the newsletter in its workspace, and kinews installed."""
    temp = tmp_path / "temp"
    temp.mkdir()
    job = Job(newsletter.folder, temp)
    job.bring_kinews()
    return job
