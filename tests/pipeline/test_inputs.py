"""Which issues a command works on: the same file is one issue, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kinews
from kinews_cli.config import Config
from kinews_cli.errors import InputError
from kinews_cli.pipeline.inputs import issue_paths, read_issues

TEXT = "KI News #{number}\n\nEin Netz\n\nEs liest.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "issues").mkdir()
    for number in (6, 7):
        (tmp_path / "issues" / f"00{number}.txt").write_text(TEXT.format(number=number), "utf-8")
    return tmp_path


class TestTheSameFileTwice:
    @pytest.mark.parametrize(
        "other", ["issues/006.txt", "./issues/006.txt", "issues/../issues/006.txt", "{folder}/issues/006.txt"]
    )
    def test_is_one_issue_under_the_name_that_came_first(self, other: str, folder: Path) -> None:
        other = other.format(folder=folder)
        assert issue_paths(["issues/006.txt", other]) == ["issues/006.txt"]
        assert issue_paths([other, "issues/006.txt", "issues/007.txt"]) == [str(Path(other)), "issues/007.txt"]

    def test_also_beside_its_folder(self, folder: Path) -> None:
        both = ["issues/006.txt", "issues/007.txt"]
        assert issue_paths(["issues", str(folder / "issues" / "006.txt")]) == both
        assert issue_paths([*both, str(folder / "issues")]) == both

    def test_also_through_the_symbolic_link_of_a_folder(self, folder: Path) -> None:
        (folder / "briefe").symlink_to("issues")
        assert issue_paths(["issues/006.txt", "briefe/006.txt"]) == ["issues/006.txt"]
        assert issue_paths(["briefe/../issues/006.txt", "issues/006.txt"]) == ["briefe/../issues/006.txt"]

    def test_a_symbolic_link_to_a_file_stays_refused(self, folder: Path) -> None:
        (folder / "issues" / "008.txt").symlink_to("006.txt")
        paths = issue_paths(["issues/006.txt", "issues/008.txt"])
        assert len(paths) == 2
        with pytest.raises(InputError, match="symbolic link"):
            read_issues(paths, Config())

    def test_two_files_of_one_name_in_two_folders_are_two(self, folder: Path) -> None:
        (folder / "alt").mkdir()
        (folder / "alt" / "006.txt").write_text(TEXT.format(number=6), "utf-8")
        paths = issue_paths(["issues/006.txt", "alt/006.txt"])
        with pytest.raises(InputError, match=r"issues/006\.txt and alt/006\.txt are both number 6"):
            read_issues(paths, Config())

    def test_the_whole_command(self, kinews: Kinews, folder: Path) -> None:
        done = kinews("check", "--offline", "issues/006.txt", folder / "issues" / "006.txt")
        assert (done.returncode, done.stderr) == (0, "")


class TestStandardInput:
    def test_beside_the_file_of_the_same_number_is_named_as_what_it_is(self, kinews: Kinews) -> None:
        done = kinews("check", "--offline", "-", "issues/006.txt", stdin=TEXT.format(number=6))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "kinews: standard input and issues/006.txt are both number 6. "
            "Give the one or the other: - stands for the text of one issue.\n"
        )

    def test_under_the_name_of_a_file_too(self, kinews: Kinews) -> None:
        arguments = ("issues", "-", "--stdin-filename", "issues/006.txt")
        done = kinews("check", "--offline", *arguments, stdin=TEXT.format(number=6))
        assert done.returncode == 2
        assert "issues/006.txt and standard input (called issues/006.txt) are both number 6" in done.stderr

    def test_beside_other_issues_it_is_one_more(self, kinews: Kinews) -> None:
        done = kinews(
            "check", "--offline", "-q", "-", "006.txt", "-", stdin="KI News #9\n", cwd=Path("issues").absolute()
        )
        assert done.returncode == 0, done.stderr

    def test_a_file_called_like_it_is_a_file(self, folder: Path) -> None:
        (folder / "-.txt").write_text(TEXT.format(number=8), "utf-8")
        assert issue_paths(["-", "./-.txt", "-"]) == ["-", "-.txt"]
