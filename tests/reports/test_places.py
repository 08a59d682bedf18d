from __future__ import annotations

from pathlib import Path

import pytest

from kinews_cli.reports.places import repository_path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "letter").mkdir()
    monkeypatch.chdir(tmp_path / "letter")
    return tmp_path


def test_a_path_begins_at_the_root_of_the_repository(repository: Path) -> None:
    assert repository_path("issues/006.txt", repository) == "letter/issues/006.txt"
    assert repository_path("../006.txt", repository) == "006.txt"
    assert repository_path(str(repository / "letter" / "006.txt"), repository) == "letter/006.txt"


def test_without_a_root_it_begins_where_the_command_runs(repository: Path) -> None:
    assert repository_path("./issues/006.txt", None) == "issues/006.txt"
    assert repository_path("-", None) == "-"


def test_what_lies_outside_stays_as_it_was_given(repository: Path) -> None:
    assert repository_path("../006.txt", None) == "../006.txt"


def test_a_hostile_name_is_no_command(repository: Path) -> None:
    assert repository_path("a\nb\x1b.txt", None) == "a b.txt"
