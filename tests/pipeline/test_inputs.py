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


class TestAPathThatIsNotThere:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("006.txt", "issues/006.txt"),
            ("06.txt", "issues/006.txt"),
            ("7", "issues/007.txt"),
            ("issues/6.txt", "issues/006.txt"),
            ("issues/006.md", "issues/006.txt"),
            ("issues/006.tx", "issues/006.txt"),
            ("isues/007.txt", "issues/007.txt"),
            ("issus", "issues/"),
            ("issues/spezial-weinachten.txt", "issues/spezial-weihnachten.txt"),
        ],
    )
    def test_is_said_with_the_one_that_was_meant(self, written: str, meant: str, folder: Path) -> None:
        (folder / "issues" / "spezial-weihnachten.txt").write_text(TEXT.format(number=8), "utf-8")
        with pytest.raises(InputError) as caught:
            issue_paths([written])
        assert str(caught.value) == f"{written}: there is no such file. Did you mean {meant}?"

    def test_the_folder_that_was_named_comes_first(self, folder: Path) -> None:
        (folder / "alt").mkdir()
        (folder / "alt" / "006.md").write_text(TEXT.format(number=6), "utf-8")
        with pytest.raises(InputError, match=r"Did you mean alt/006\.md\?"):
            issue_paths(["alt/06.txt"])

    @pytest.mark.parametrize("written", ["issues/008.txt", "nirgends.txt", "nirgends/x.txt"])
    def test_another_number_and_another_word_are_not_meant(self, written: str) -> None:
        with pytest.raises(InputError) as caught:
            issue_paths([written])
        assert str(caught.value) == f"{written}: there is no such file."

    def test_what_kinews_writes_and_what_is_hidden_is_never_meant(self, folder: Path) -> None:
        for name in ("entwurf.de.md", ".entwurf.txt", "entwurf.html"):
            (folder / "issues" / name).write_text("x", "utf-8")
        with pytest.raises(InputError, match=r"no such file\.$"):
            issue_paths(["issues/entwurf.txt"])

    def test_the_issues_lie_where_the_settings_lie(self, kinews: Kinews, folder: Path) -> None:
        (folder / "kinews.toml").write_text("", "utf-8")
        (folder / "notes").mkdir()
        done = kinews("check", "--offline", "006.txt", cwd=folder / "notes")
        assert done.returncode == 2
        assert done.stderr.endswith(f"Did you mean {folder / 'issues' / '006.txt'}?\n")

    def test_every_command_that_takes_an_issue_says_it(self, kinews: Kinews) -> None:
        for command in ("check", "build", "split", "translate", "report"):
            assert "Did you mean issues/006.txt?" in kinews(command, "006.txt").stderr


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
