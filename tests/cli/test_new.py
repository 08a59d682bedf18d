"""`kinews new`: the next issue, numbered, named and titled like the one before."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kinews
from kinews_cli.config import Config
from kinews_cli.errors import InputError, OutputError
from kinews_cli.pipeline.inputs import read_issues
from kinews_cli.pipeline.starting import draft, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "issues").mkdir()
    return tmp_path / "issues"


def put(name: str, title: str) -> None:
    Path("issues", name).write_text(f"{title}\n\nGuten Tag.\n\nEin Netz\n\nEs liest.\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "title", "next_name", "next_title"),
    [
        ("006.txt", "KI News #6", "007.txt", "KI News #7"),
        ("099.txt", "KI News #99", "100.txt", "KI News #100"),
        ("ki-news-06.md", "KI News Nr. 06", "ki-news-07.md", "KI News Nr. 07"),
        ("006.txt", "Brief 6 vom 3. Mai 2021", "007.txt", "Brief 7"),
        ("006.txt", "2. Staffel, Folge 6", "007.txt", "2. Staffel, Folge 7"),
        ("006.txt", "Wochenschau", "007.txt", "Wochenschau"),
        ("brief.txt", "KI News (#6)", "007.txt", "KI News (#7)"),
    ],
)
def test_name_and_title_are_counted_on(name: str, title: str, next_name: str, next_title: str) -> None:
    put(name, title)
    made = draft(Config())
    assert (made.path.name, made.text.splitlines()[0]) == (next_name, next_title)
    assert made.number == (100 if name == "099.txt" else 7)


def test_the_first_one() -> None:
    made = draft(Config())
    assert (made.path, made.number, made.text.splitlines()[0]) == (Path("issues/001.txt"), 1, "KI News #1")


def test_the_folder_is_made(folder: Path) -> None:
    folder.rmdir()
    write(draft(Config()))
    assert (folder / "001.txt").is_file()


def test_the_highest_number_counts_also_where_only_the_title_has_it() -> None:
    put("002.txt", "KI News #2")
    put("010.txt", "KI News #11")
    assert draft(Config()).number == 12


def test_title_number_and_date_may_be_given() -> None:
    put("006.txt", "KI News #6")
    made = draft(Config(), title="KI News  Spezial #9", number=9, date="23. November 2026")
    assert made.path == Path("issues/009.txt")
    assert made.text.startswith("KI News Spezial #9\n\n23. November 2026\n\nHallo")


def test_nothing_is_overwritten(folder: Path) -> None:
    put("006.txt", "KI News #6")
    with pytest.raises(OutputError, match=r"006\.txt: is issue 6 already"):
        draft(Config(), number=6)
    put("007.txt", "notes")
    with pytest.raises(OutputError, match=r"007\.txt: is there already"):
        draft(Config(folder=folder.parent, exclude=("issues/007.txt",)))


@pytest.mark.parametrize("title", ["", " \n ", "x" * 300])
def test_a_title_is_one_line_of_text(title: str) -> None:
    with pytest.raises(InputError, match="is no title"):
        draft(Config(), title=title)


def test_hostile_neighbours_say_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "005.txt").symlink_to(tmp_path / "nothing")
    (folder / "x.txt").write_bytes(b"\xff\x00" * 50)
    put("004.txt", "KI News #4")
    assert draft(Config()).number == 6


def test_the_template_is_read_as_it_is_meant(folder: Path) -> None:
    write(draft(Config(), date="23. November 2026"))
    (issue,) = read_issues([str(folder / "001.txt")], Config())
    assert (issue.number, issue.title, issue.date) == (1, "KI News #1", "2026-11-23")
    assert [(article.title, article.doubt) for article in issue.articles] == [("Erste Meldung [Titel ergänzen]", None)]


def test_the_command_prints_the_path_and_what_to_do_next(kinews: Kinews, folder: Path) -> None:
    put("006.txt", "KI News #6")
    done = kinews("new", "--date", "2026-11-23")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "issues/007.txt"
    assert "  kinews build issues/007.txt" in done.stdout.splitlines()
    assert "23. November 2026" in (folder / "007.txt").read_text("utf-8")


def test_its_gaps_are_found_and_break_nothing(kinews: Kinews) -> None:
    kinews("new")
    done = kinews("check", "--offline")
    assert done.returncode == 0
    assert done.stdout.count("KN110") == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--date", "gestern"], "no date"),
        (["--number", "0"], "0"),
        (["--title", ""], "is no title"),
        (["--titel", "x"], "--title"),
    ],
)
def test_usage_errors(kinews: Kinews, folder: Path, arguments: list[str], words: str) -> None:
    done = kinews("new", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert list(folder.iterdir()) == []
