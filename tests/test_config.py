from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kinews_cli.config import (
    MARKED_KINDS,
    Config,
    Suppression,
    find_config,
    iso_date,
    matches_host_or_url,
    matches_path,
    read_config,
)
from kinews_cli.config.settings import SETTINGS
from kinews_cli.errors import ConfigError
from kinews_cli.model.source import SourceKind
from kinews_cli.rules.suppressions import Suppressions


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
        ("allow-private = true", "there is no setting allow-private: --allow-private is only for the command line."),
        ("allow_private = true", "there is no setting allow_private: --allow-private is only for the command line."),
        ("connect-to = ['a']", "there is no setting connect-to: --connect-to is only for the command line."),
        ("proxy = 'http://x'", "there is no setting proxy: --proxy is only for the command line."),
        ("engine-url = 'http://x'", "there is no setting engine-url: --engine-url is only for the command line."),
        ("[tool.kinews]\nengine = 'google'", "Here settings stand without it: [marks], not [tool.kinews.marks]."),
        ("engine = 'google'\n[tool.kinews.marks]\nkinds = []", "tool.kinews is for pyproject.toml."),
        ("tool = 3", "there is no setting tool."),
        ("zzz = 1", "There are: contact, engine"),
        ("engine = 7", "engine must be a string"),
        ("engine = 'gogle'", "engine: there is no 'gogle'. Did you mean google?"),
        ("engine = ['deepl', 'Google']", "engine: there is no 'Google'. Did you mean google?"),
        ('engine = "x\\u001b"', "there is no 'x\\x1b'. There are: google, libre, deepl, offline, manual."),
        ("cache = '/tmp'", "below"),
        ("editions = '../out'", "below"),
        ("contact = 'a b\\n'", "contact must be"),
        ("[marks]\nkinds = ['book']", "marks.kinds: there is no 'book'. There are: arxiv, nature"),
        ("[marks]\nkinds = ['pdf', 'arxif']", "marks.kinds: there is no 'arxif'. Did you mean arxiv?"),
        ("[marks]\nkinds = [7]", "marks.kinds: there is no 7. There are: arxiv"),
        ("[marks]\nkinds = [['pdf']]", "marks.kinds: there is no ['pdf']."),
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


def test_options_of_the_command_line_are_no_settings_in_pyproject_either(tmp_path: Path) -> None:
    write(tmp_path, "[tool.kinews]\nproxy = 'http://x'\n", "pyproject.toml")
    with pytest.raises(ConfigError, match="--proxy is only for the command line"):
        find_config(tmp_path)


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


def test_one_engine_or_a_chain_of_them(tmp_path: Path) -> None:
    assert (Config().engine, Config().engines) == ("google", ("google",))
    write(tmp_path, 'engine = ["deepl", "google", "deepl"]')
    config = find_config(tmp_path)
    assert (config.engine, config.engines) == ("deepl", ("deepl", "google"))


def test_files_that_are_no_issues(tmp_path: Path) -> None:
    write(tmp_path, 'exclude = ["issues/entwurf-*.txt", "drafts/", "notizen.md"]')
    config = find_config(tmp_path)
    for name in ("issues/entwurf-7.txt", "drafts/a/b.txt", "notizen.md", "issues/notizen.md"):
        assert config.excludes(tmp_path / name)
    for name in ("issues/007.txt", "alt/issues/entwurf-7.txt", "issues/entwurf-7.md", "draft.txt"):
        assert not config.excludes(tmp_path / name)


def only(tmp_path: Path, text: str) -> Suppression:
    (said,) = find_config(write(tmp_path, text)).ignore
    return said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[ignore]\n"a.example" = { reason = "x" }', Suppression("x", url="a.example", line=2)),
        (
            "[ignore]\n\nKN303 = { reason = ' x ', until = 2027-01-31, path = 'issues/006.txt', url = 'a.example/*' }",
            Suppression("x", "a.example/*", ("KN303",), "issues/006.txt", date(2027, 1, 31), 3),
        ),
        (
            '[ignore."https://a.example/*"]\nreason = "x"\nrules = ["KN2", "shortener"]\nuntil = "2027-01-31"',
            Suppression("x", "https://a.example/*", ("KN2", "shortener"), until=date(2027, 1, 31), line=1),
        ),
        ('[ignore]\nduplicate-title = { reason = "x" }', Suppression("x", rules=("duplicate-title",), line=2)),
        ('[ignore]\nkn2.reason = "x"', Suppression("x", rules=("kn2",), line=2)),
        ('engine = "google"\n[[ignore]]\nrules = ["KN2"]\nreason = "x"', Suppression("x", rules=("KN2",), line=2)),
    ],
)
def test_suppressions(tmp_path: Path, text: str, expected: Suppression) -> None:
    assert only(tmp_path, text) == expected


def test_suppressions_in_pyproject_and_several_of_one_address(tmp_path: Path) -> None:
    text = '[tool.kinews.ignore]\n"a.example" = { reason = "x" }\nKN2 = { reason = "y" }\n'
    assert [said.line for said in read_config(write(tmp_path, text, "pyproject.toml")).ignore] == [2, 3]
    text = '[[tool.kinews.ignore]]\nurl = "a.example"\nreason = "x"\n[[tool.kinews.ignore]]\nurl = "a.example"\nreason = "y"\n'
    assert [said.line for said in read_config(write(tmp_path, text, "pyproject.toml")).ignore] == [1, 4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("engine = []", "engine must be a string or a list"),
        ("engine = ['google', 7]", "engine must be a string or a list"),
        ("exclude = 'issues'", "exclude must be a list"),
        ("glossary = '../x.tsv'", "below"),
        ("ignore = 7", "ignore must be a table"),
        ("ignore = ['KN201']", "ignore must be a table"),
        ("[ignore]\nKN201 = 'because'", "ignore.KN201 must be a table with its reason"),
        ("[ignore]\nKN201 = {}", "ignore.KN201: has no reason"),
        ("[ignore]\nKN201 = { reason = '  ' }", "Say why"),
        ("[ignore]\nKN201 = { reason = 7 }", "ignore.KN201.reason must be a string"),
        ("[ignore]\nKN201 = { reson = 'x' }", "Did you mean ignore.KN201.reason?"),
        ("[ignore]\nKN201 = { reason = 'x', until = 'soon' }", "'soon' is no date"),
        ("[ignore]\nKN201 = { reason = 'x', rules = ['KN3'] }", "KN201 says it already"),
        ("[ignore]\n'a.example' = { reason = 'x', url = 'b.example' }", "a.example says it already"),
        ("[ignore]\n'a.example' = { reason = 'x', rules = 'KN3' }", "must be a list"),
        ("[ignore]\na.example = { reason = 'x' }", "put quotes around addresses"),
        ("[ignore]\n'*' = { reason = 'x' }", "names no address"),
        ("[ignore]\n'https://*' = { reason = 'x' }", "names no address"),
        ("[ignore]\n'a example/b' = { reason = 'x' }", "names no address"),
        ("[[ignore]]\nreason = 'x'", "ignore[1]: says neither which address (url) nor which rules"),
        ("[[ignore]]\nrules = ['KN2']", "ignore[1]: has no reason"),
        ("ignor = {}", "Did you mean ignore?"),
    ],
)
def test_suppressions_and_lists_that_make_no_sense(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "url", "meant"),
    [
        ("example.org", "https://example.org/a", True),
        ("EXAMPLE.org", "http://www.Example.org", True),
        ("example.org", "https://example.org:8080/a", True),
        ("example.org", "https://myexample.org/", False),
        ("example.org", "https://a.test/example.org", False),
        ("*.example.org", "https://a.example.org/", True),
        ("*.example.org", "https://example.org/", False),
        ("example.org/alt/*", "http://www.example.org/alt/a/b?c", True),
        ("example.org/alt/*", "https://example.org/neu/alt/", False),
        ("example.org/", "https://example.org", True),
        ("example.org/*.pdf", "https://example.org/a/b.pdf", True),
        ("https://example.org/a?b=[1]", "https://example.org/a?b=[1]", True),
        ("https://example.org/a?b", "https://example.org/aXb", False),
        ("https://example.org/*", "http://example.org/a", False),
        ("https://*/a", "https://b.test/a", True),
        ("https://example.org", "https://example.org/", True),
        ("https://example.org", "https://example.org/a", False),
        ("*://example.org/*", "http://example.org/a", True),
        ("example.org/a*a", "https://example.org/a", False),
        ("example.org", "https://[", False),
    ],
)
def test_patterns_of_addresses(pattern: str, url: str, meant: bool) -> None:
    assert matches_host_or_url(pattern, url) is meant


def test_a_pattern_of_many_stars_takes_one_walk() -> None:
    """As a regular expression it would take longer than anybody lives."""
    assert not matches_host_or_url("example.org/" + "*a" * 500 + "b", "https://example.org/" + "a" * 100_000)


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("issues/*.txt", "issues/006.txt", True),
        ("./issues/006.txt", "issues/006.txt", True),
        ("issues", "issues/alt/006.txt", True),
        ("issues/alt/", "issues/alt/006.txt", True),
        ("006.txt", "issues/006.txt", True),
        ("issues/*.txt", "alt/issues/006.txt", False),
        ("issues/alt", "issues/alter/006.txt", False),
    ],
)
def test_patterns_of_files(pattern: str, path: str, meant: bool) -> None:
    assert matches_path(pattern, path) is meant


def test_the_page_on_settings_shows_settings_that_are_read(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text("utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    whole, keyed, listed = (read_config(write(tmp_path, block)) for block in blocks)
    assert whole.engines == ("deepl", "google")
    assert {said.reason for said in keyed.ignore} >= {"only in our network"}
    assert [said.url for said in listed.ignore] == ["example.org/forum/*"] * 2
    for config in (whole, keyed, listed):
        Suppressions(config, frozenset(), date(2026, 11, 23))  # names no rule that there is none
    for setting in SETTINGS:
        assert re.search(rf"^(?:{setting} =|\[\[?{setting}\b)", text, re.MULTILINE)
