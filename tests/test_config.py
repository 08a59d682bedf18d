from __future__ import annotations

from pathlib import Path

import pytest

from kinews_cli.config import MARKED_KINDS, Config, find_config, iso_date, read_config
from kinews_cli.errors import ConfigError
from kinews_cli.model.source import SourceKind


def write(folder: Path, text: str, name: str = "kinews.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold_below_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    config = find_config(tmp_path)
    assert config == Config()
    assert config.below("cache") == Path("cache")
    assert config.marked_kinds == MARKED_KINDS


def test_it_is_found_upward_from_the_issue(tmp_path: Path) -> None:
    write(tmp_path, 'contact = "post@example.org"\n[marks]\nkinds = ["pdf"]\n[dates]\n6 = "2021-06-12"\n')
    issue = tmp_path / "issues" / "006.txt"
    issue.parent.mkdir()
    issue.write_text("x")
    config = find_config(issue)
    assert (config.folder, config.contact) == (tmp_path, "post@example.org")
    assert config.marked_kinds == {SourceKind.PDF}
    assert config.dates == {"6": "2021-06-12"}
    assert config.below(config.cache) == tmp_path / "cache"


def test_single_hosts_may_have_their_own_rule_for_marks(tmp_path: Path) -> None:
    write(tmp_path, '[marks.hosts]\n"T3N.de" = false\n"www.github.com" = true\n"müller.example" = true\n')
    assert find_config(tmp_path).marked_hosts == {"t3n.de": False, "github.com": True, "müller.example": True}
    assert Config().marked_hosts == {}


def test_the_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, 'engine = "libre"')
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert find_config(tmp_path / "repository") == Config()


def test_a_table_in_pyproject_serves_and_one_of_others_does_not(tmp_path: Path) -> None:
    write(tmp_path, '[tool.kinews]\nengine = "manual"\n', "pyproject.toml")
    write(tmp_path / "inner", "[project]\nname = 'x'\n", "pyproject.toml")
    assert find_config(tmp_path / "inner").engine == "manual"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("engin = 'google'", "Did you mean engine?"),
        ("allow-private = true", "there is no setting allow-private"),
        ("engine-url = 'http://x'", "there is no setting engine-url"),
        ("zzz = 1", "There are: contact, engine"),
        ("engine = 7", "engine must be a string"),
        ("cache = '/tmp'", "below"),
        ("editions = '../out'", "below"),
        ("contact = 'a b\\n'", "contact must be"),
        ("[marks]\nkinds = ['book']", "marks.kinds may hold: arxiv"),
        ("[marks]\nkind = []", "Did you mean marks.kinds?"),
        ("[marks]\nhosts = ['t3n.de']", "hosts must be a table"),
        ("[marks.hosts]\nt3n.de = true", 'put quotes around the name of a host: "example.org" = true'),
        ("[marks.hosts]\n'https://t3n.de/' = true", "must be a host with true or false"),
        ("[marks.hosts]\n't3n.de/news' = true", "must be a host with true or false"),
        ("[marks.hosts]\n't3n.de' = 'englisch'", "must be a host with true or false"),
        ("[marks.hosts]\nt3n = true", "must be a host with true or false"),
        ("[dates]\n6 = 'soon'", "'soon' is no date"),
        ("[dates]\nfoo = '2026-11-23'", "dates.foo: must be the number of an issue"),
        ("[dates]\n6 = '2026-11-23'\n006 = '2026-11-24'", "issue 6 has a date already"),
        ("engine = ", "no valid TOML"),
    ],
)
def test_a_setting_that_makes_no_sense_is_an_error_that_names_the_file(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


def test_a_table_in_pyproject_must_be_one(tmp_path: Path) -> None:
    write(tmp_path, "[tool]\nkinews = 3\n", "pyproject.toml")
    with pytest.raises(ConfigError, match=r"pyproject.toml: tool\.kinews must be a table"):
        find_config(tmp_path)


def test_numbers_of_issues_may_be_written_as_in_the_names_of_files(tmp_path: Path) -> None:
    write(tmp_path, "[dates]\n006 = 2021-06-12\n")
    assert find_config(tmp_path).dates == {"6": "2021-06-12"}


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such configuration file"):
        read_config(tmp_path / "kinews.toml")


@pytest.mark.parametrize("text", ["2026-02-30", "gestern", "", "20210612", "2021-W23-1", "2026-11-23\n", "٢٠٢٦-11-23"])
def test_dates_are_iso(text: str) -> None:
    with pytest.raises(ConfigError, match="--date"):
        iso_date(text, "--date")


def test_symbolic_links_may_lead_elsewhere_below_the_folder_of_the_configuration(tmp_path: Path) -> None:
    config = find_config(write(tmp_path / "repository", ""))
    (tmp_path / "repository" / "docs").mkdir()
    (tmp_path / "repository" / "editions").symlink_to("docs")
    assert config.below("editions") == tmp_path / "repository" / "editions"


@pytest.mark.parametrize("leads", ["../outside", "/", "cache"])
@pytest.mark.parametrize("name", ["cache", "cache/inner"])
def test_symbolic_links_that_lead_out_of_it_are_refused(tmp_path: Path, leads: str, name: str) -> None:
    config = find_config(write(tmp_path / "repository", ""))
    (tmp_path / "outside").mkdir()
    (tmp_path / "repository" / "cache").symlink_to(leads)
    with pytest.raises(ConfigError, match="a symbolic link leads out of"):
        config.below(name)


def test_without_a_configuration_they_may_not_lead_out_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Config().below("editions") == Path("editions")
    (tmp_path / "editions").symlink_to("..")
    with pytest.raises(ConfigError):
        Config().below("editions")


def test_a_repository_may_itself_be_reached_through_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", "")
    (tmp_path / "link").symlink_to("real")
    assert find_config(tmp_path / "link").below("cache") == tmp_path / "link" / "cache"
