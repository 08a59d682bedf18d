"""From options, configuration and environment to the values that the pipeline takes."""

from __future__ import annotations

import pytest

from kinews_cli.cli.setup import web_settings
from kinews_cli.config import Config
from kinews_cli.errors import ConfigError

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
