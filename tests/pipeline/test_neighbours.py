"""What the other issues of the folder say that concerns one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinews_cli.config import Config
from kinews_cli.model.dossier import Mention, Neighbours
from kinews_cli.pipeline.inputs import read_issues
from kinews_cli.pipeline.neighbours import Neighbourhood, work_id

PAGE = "https://example.org/studie"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "issues").mkdir()
    return tmp_path / "issues"


def put(name: str, number: int, *urls: str) -> str:
    links = "".join(f"Studie: {url}\n\n" for url in urls)
    Path(name).write_text(f"KI News #{number}\n\nGuten Tag.\n\nEin Netz {number}\n\nEs liest.\n\n{links}", "utf-8")
    return name


def around(name: str, *more: str, config: Config | None = None) -> Neighbours:
    """Of one issue, in a run of it and `more`."""
    config = config or Config()
    issues = read_issues([name, *more], config)
    return Neighbourhood(config, issues).of(issues[0])


@pytest.mark.parametrize("in_one_run", [False, True])
@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (PAGE, PAGE),
        (PAGE, "http://www.example.org/studie/?utm_source=brief#fazit"),
        ("https://arxiv.org/abs/2101.00001v2", "https://arxiv.org/pdf/2101.00001"),
        ("https://www.nature.com/articles/s41551-018-0195-0", "https://doi.org/10.1038/s41551-018-0195-0"),
        ("https://youtu.be/dLAjWtlTpnY", "https://www.youtube.com/watch?v=dLAjWtlTpnY&t=5"),
        ("https://github.com/beispiel/netz", "https://github.com/beispiel/netz/"),
        ("https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fstudie", PAGE),
        ("http://bücher.example.org/ä/ö", "http://bücher.example.org/ä/ö"),
    ],
)
def test_the_same_work_in_an_earlier_issue(earlier: str, now: str, in_one_run: bool) -> None:
    before, this = put("issues/004.txt", 4, earlier), put("issues/005.txt", 5, now)
    assert around(this, *([before] if in_one_run else [])).linked == {now: Mention(4, 9)}


@pytest.mark.parametrize("in_one_run", [False, True])
@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (PAGE, f"{PAGE}-2"),
        (PAGE, f"{PAGE}/teil"),
        (f"{PAGE}?id=1", f"{PAGE}?id=2"),
        ("https://arxiv.org/abs/2101.00001", "https://arxiv.org/abs/2101.0000"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org", "https://www.example.org/"),
    ],
)
def test_other_works_and_start_pages_are_not_meant(earlier: str, now: str, in_one_run: bool) -> None:
    before, this = put("issues/004.txt", 4, earlier), put("issues/005.txt", 5, now)
    assert around(this, *([before] if in_one_run else [])).linked == {}


@pytest.mark.parametrize("in_one_run", [False, True])
def test_what_several_issues_link_is_a_habit(in_one_run: bool) -> None:
    others = [put(f"issues/00{number}.txt", number, PAGE) for number in (2, 3)]
    assert around(put("issues/004.txt", 4, PAGE), *(others if in_one_run else [])).linked == {}


@pytest.mark.parametrize("in_one_run", [False, True])
def test_later_issues_do_not_count(in_one_run: bool) -> None:
    later, this = put("issues/006.txt", 6, PAGE), put("issues/005.txt", 5, PAGE)
    found = around(this, *([later] if in_one_run else []))
    assert (found.linked, found.number_before) == ({}, None)


def test_numbers_before_and_twice() -> None:
    put("issues/003.txt", 3)
    put("issues/005-neu.txt", 5)
    found = around(put("issues/005.txt", 5))
    assert (found.same_number, found.number_before) == ("issues/005-neu.txt", 3)


def test_the_number_in_the_title_counts_not_only_that_of_the_name() -> None:
    put("issues/x.txt", 4)
    assert around(put("issues/005.txt", 5)).number_before == 4


def test_a_name_alone_does_not_accuse() -> None:
    put("issues/005-neu.txt", 4)
    assert around(put("issues/005.txt", 5)).same_number is None


@pytest.mark.parametrize("configured", [False, True])
@pytest.mark.parametrize(
    ("place", "name", "other"),
    [
        ("", "issues/006.txt", "issues/006-alt.txt"),
        ("issues", "006.txt", "006-alt.txt"),
        ("issues", "../issues/006.txt", "../issues/006-alt.txt"),
    ],
)
def test_the_folder_for_issues_is_known_wherever_the_command_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, name: str, other: str, *, configured: bool
) -> None:
    put("issues/006-alt.txt", 6)
    put("issues/006.txt", 6)
    monkeypatch.chdir(folder.parent / place)
    assert around(name, config=Config(folder=folder.parent if configured else None)).same_number == other


def test_elsewhere_only_files_named_alike_are_issues() -> None:
    put("notizen-3.txt", 3)
    put("brief-3.md", 3)
    assert around(put("brief-5.txt", 5)).number_before == 3
    Path("brief-3.md").unlink()
    assert around("brief-5.txt") == Neighbours()


def test_excluded_files_are_no_issues() -> None:
    put("issues/entwurf-3.txt", 3)
    config = Config(folder=Path.cwd(), exclude=("issues/entwurf-*.txt",))
    assert around(put("issues/005.txt", 5), config=config) == Neighbours()


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    this = put("issues/005.txt", 5, PAGE)
    Path("issues/002.txt").write_bytes(b"\x00\x01\xff" * 100)
    Path("issues/003.txt").symlink_to(tmp_path / "nothing")
    Path("issues/004.txt").mkdir()
    assert around(this).linked == {}


def test_an_issue_without_a_number_has_no_neighbours() -> None:
    put("issues/004.txt", 4, PAGE)
    Path("issues/neu.txt").write_text(f"Wochenschau\n\nGuten Tag.\n\nStudie: {PAGE}\n", "utf-8")
    assert around("issues/neu.txt") == Neighbours()


def test_works_have_one_name_whatever_the_address() -> None:
    assert work_id("https://arxiv.org/pdf/2101.00001v3") == work_id("http://arxiv.org/abs/2101.00001")
    assert work_id("https://EXAMPLE.org/a/?b=2&a=1&utm_medium=x") == "example.org/a?a=1&b=2"
    assert work_id("https://example.org/") is None
    assert work_id("https://[") is None


def test_an_address_in_running_text_is_one_too() -> None:
    put("issues/004.txt", 4)
    Path("issues/004.txt").write_text(
        f"KI News #4\n\nGuten Tag.\n\nEin Netz\n\nEs liest ({PAGE}), was da steht.\n", "utf-8"
    )
    assert around(put("issues/005.txt", 5, PAGE)).linked == {PAGE: Mention(4, 7)}


def test_works_without_a_latin_letter_are_no_fault() -> None:
    put("issues/004.txt", 4, "http://例え/テスト")
    assert around(put("issues/005.txt", 5, "http://例え/テスト", PAGE)).linked == {}
