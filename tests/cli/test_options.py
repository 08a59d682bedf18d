"""The options of all commands side by side: one name means one thing, and stands wherever a user expects it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_group

from conftest import Kinews
from kinews_cli.cli.app import app
from local_web import LocalWeb
from newsletter_web import play_libre

TEXT = "KI News #6\n\nEin Titel\n\nDas ist ein Absatz.\n"


def commands(group: Any, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each command by its name, with its options by theirs."""
    for each in group.list_commands(None):
        command = group.get_command(None, each)
        if hasattr(command, "list_commands"):
            yield from commands(command, f"{name}{each} ")
        else:
            yield f"{name}{each}", {spelt: option for option in command.params for spelt in option.opts}


COMMANDS = dict(commands(get_group(app)))
# What a command has a reason of its own to say in other words.
OTHER_WORDS = {
    "--quiet": {"build", "check", "cache info"},
    "--offline": {"translate"},
    "--timeout": {"translate", "model fetch"},
    "--proxy": {"translate", "model fetch"},
    "--output": set(COMMANDS),
    "--json": set(COMMANDS),
}


def having(option: str) -> set[str]:
    return {name for name, options in COMMANDS.items() if option in options}


LONG = sorted({name for options in COMMANDS.values() for name in options if name.startswith("--")})


@pytest.mark.parametrize("option", LONG)
def test_an_option_is_described_in_the_same_words_everywhere(option: str) -> None:
    helps = {COMMANDS[name][option].help for name in having(option) - OTHER_WORDS.get(option, set())}
    assert len(helps) <= 1


def test_what_can_be_said_less_of_can_be_quiet() -> None:
    silent = {"explain", "model info"}  # they print what was asked for, and nothing else
    assert having("--quiet") == having("-q") == set(COMMANDS) - silent


def test_the_proxy_stands_where_the_network_is() -> None:
    assert having("--proxy") == {"build", "check", "translate", "model fetch"}


def test_colour_can_be_chosen_where_there_is_any() -> None:
    assert having("--color") == {"build", "check", "translate", "model fetch"}


def test_the_settings_can_be_named_where_they_are_read() -> None:
    unread = {"import", "explain", "init", "model fetch", "model info", "model remove"}
    assert having("--config") == set(COMMANDS) - unread


def test_a_file_for_the_result_has_a_short_name_everywhere() -> None:
    assert having("--output") == having("-o") - {"build"} == {"check", "split", "import", "report"}


def test_every_command_can_be_debugged_and_explains_itself(kinews: Kinews) -> None:
    assert having("--debug") == set(COMMANDS)


def test_the_help_of_translate_speaks_of_translations() -> None:
    for name, option in COMMANDS["translate"].items():
        assert not re.search(r"\blinks?\b|\bunchecked\b|\bfindings?\b", option.help or ""), name


@pytest.mark.slow
def test_a_dash_for_the_result_is_standard_output(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    (tmp_path / "page.html").write_text("<p>Ein Absatz.</p>", "utf-8")
    for command in ("check", "split", "report"):
        assert kinews(command, "006.txt", "-o", "-").stdout
    assert kinews("import", "page.html", "-o", "-").stdout == kinews("import", "page.html").stdout
    assert not (tmp_path / "-").exists()


class TestQuiet:
    def test_nothing_is_said_of_the_encoding(self, kinews: Kinews, tmp_path: Path) -> None:
        (tmp_path / "006.txt").write_bytes("KI News #6\n\nGrüße\n\nText.\n".encode("cp1252"))
        assert "Windows-1252" in kinews("split", "006.txt").stderr
        quiet = kinews("split", "006.txt", "-q")
        assert (quiet.stdout, quiet.stderr) == (kinews("split", "006.txt").stdout, "")

    def test_of_a_new_issue_only_its_name(self, kinews: Kinews) -> None:
        assert kinews("new", "-q").stdout == "issues/001.txt\n"

    def test_of_a_new_newsletter_nothing(self, kinews: Kinews, tmp_path: Path) -> None:
        done = kinews("init", "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / "kinews.toml").is_file()


class TestTranslateThroughAProxy:
    def test_texts_go_there_and_that_is_said(self, kinews: Kinews, tmp_path: Path, plain_web: LocalWeb) -> None:
        play_libre(plain_web)
        (tmp_path / "006.txt").write_text(TEXT, "utf-8")
        proxy = ("--proxy", plain_web.url())
        engine = ("--engine", "libre", "--engine-url", "http://libre.example.org")
        done = kinews("translate", "006.txt", *engine, *proxy)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "through the proxy" in done.stderr
        assert "3 machine" in done.stdout

    def test_quietly_nothing_is_said(self, kinews: Kinews, tmp_path: Path) -> None:
        (tmp_path / "006.txt").write_text(TEXT, "utf-8")
        done = kinews("translate", "006.txt", "-q", "--offline", "--proxy", "http://127.0.0.1:9", "--color", "never")
        assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
