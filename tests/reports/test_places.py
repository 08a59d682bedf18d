from __future__ import annotations

from pathlib import Path

import pytest

from kinews_cli.reports.places import repository_path, repository_root


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


def test_what_lies_outside_is_named_in_full_and_so_alike_from_everywhere(repository: Path) -> None:
    assert repository_path("../006.txt", None) == (repository / "006.txt").as_posix()
    assert repository_path("../../006.txt", repository) == (repository.parent / "006.txt").as_posix()


def test_standard_input_lies_nowhere(repository: Path) -> None:
    assert repository_path("-", repository) == "-"


def test_nothing_is_removed_from_a_name(repository: Path) -> None:
    assert repository_path("a\nb\x1b\udcff.txt", repository) == "letter/a\nb\x1b\udcff.txt"


class TestRoot:
    """For a run in the folder "letter" of the fixture."""

    def test_it_is_the_git_repository_of_the_file(self, repository: Path) -> None:
        (repository / ".git").mkdir()
        (repository / "letter" / "kinews.toml").touch()
        assert repository_root("issues/006.txt") == repository
        assert repository_root("-") == repository_root("") == repository

    def test_in_a_work_tree_git_keeps_a_file(self, repository: Path) -> None:
        (repository / ".git").write_text("gitdir: elsewhere\n")
        assert repository_root("006.txt") == repository

    def test_the_file_decides_and_not_where_the_command_runs(self, repository: Path) -> None:
        (repository / ".git").mkdir()
        (repository / "other" / ".git").mkdir(parents=True)
        assert repository_root("../other/006.txt") == repository / "other"

    def test_without_git_it_is_the_folder_of_the_configuration(self, repository: Path) -> None:
        (repository / "kinews.toml").touch()
        assert repository_root("issues/006.txt") == repository

    def test_a_configuration_that_makes_no_sense_is_not_told_here(self, repository: Path) -> None:
        (repository / "kinews.toml").write_text("=")
        assert repository_root("006.txt") == repository / "letter"

    def test_without_either_it_is_where_the_command_runs(self, repository: Path) -> None:
        assert repository_root("006.txt") == repository_root("../006.txt") == repository / "letter"

    def test_the_workspace_of_github_comes_first(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (repository / "letter" / ".git").mkdir()
        monkeypatch.setenv("GITHUB_WORKSPACE", str(repository))
        assert repository_root("006.txt") == repository

    def test_a_workspace_elsewhere_says_nothing(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (repository / ".git").mkdir()
        monkeypatch.setenv("GITHUB_WORKSPACE", str(repository / "other"))
        assert repository_root("006.txt") == repository
