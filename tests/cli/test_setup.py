"""From options, configuration and environment to the values that the pipeline takes."""

from __future__ import annotations

import sys

import pytest

from kinews_cli.cli.choices import Color
from kinews_cli.cli.output import Aside
from kinews_cli.cli.setup import display, shades, web_settings
from kinews_cli.config import Config
from kinews_cli.errors import ConfigError
from kinews_cli.reports.text import COLOURED

OURS, GITHUBS = "KINEWS_GITHUB_TOKEN", "GITHUB_TOKEN"


@pytest.mark.parametrize(
    ("environment", "token"),
    [
        ({}, None),
        ({GITHUBS: "theirs"}, "theirs"),
        ({OURS: "ours", GITHUBS: "theirs"}, "ours"),
        ({OURS: "", GITHUBS: "theirs"}, "theirs"),  # as CI sets a secret that does not exist
        ({OURS: " ours\n"}, "ours"),
        ({OURS: " \n", GITHUBS: ""}, None),
    ],
)
def test_the_token_for_github_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], token: str | None
) -> None:
    for name in (OURS, GITHUBS):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert web_settings(Config()).github_token == token


def test_one_that_no_header_takes_is_said_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OURS, "two words")
    with pytest.raises(ConfigError, match=OURS) as raised:
        web_settings(Config())
    assert "two words" not in str(raised.value)


class TestColour:
    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("TERM", "xterm-256color")
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)

    @pytest.mark.parametrize(
        ("environment", "coloured"),
        [
            ({}, True),
            ({"TERM": "dumb"}, False),
            ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
            ({"TERM": ""}, True),
            ({"NO_COLOR": "1"}, False),
            ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
            ({"NO_COLOR": ""}, True),  # as its standard has it: when it is there and not empty
        ],
    )
    def test_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert (shades(Color.AUTO, to_file=False) is COLOURED) == coloured

    @pytest.mark.parametrize(("value", "coloured"), [("1", True), ("0", False), ("", False)])
    def test_where_there_is_no_terminal_it_can_be_forced(
        self, monkeypatch: pytest.MonkeyPatch, value: str, coloured: bool
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
        monkeypatch.setenv("FORCE_COLOR", value)
        assert (shades(Color.AUTO, to_file=False) is COLOURED) == coloured

    @pytest.mark.parametrize(("choice", "coloured"), [(Color.ALWAYS, True), (Color.NEVER, False)])
    def test_what_the_command_line_says_comes_before_all_else(
        self, monkeypatch: pytest.MonkeyPatch, choice: Color, coloured: bool
    ) -> None:
        for name, value in {"TERM": "dumb", "NO_COLOR": "1", "FORCE_COLOR": "1"}.items():
            monkeypatch.setenv(name, value)
        assert (shades(choice, to_file=False) is COLOURED) == coloured

    def test_a_file_gets_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert shades(Color.AUTO, to_file=True) is not COLOURED


def test_a_dumb_terminal_gets_no_live_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for name in ("CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not isinstance(display(quiet=False), Aside)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(display(quiet=False), Aside)
