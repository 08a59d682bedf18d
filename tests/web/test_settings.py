from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.errors import ConfigError
from kinews_cli.web.settings import ConnectTo, WebSettings


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("t3n.de:443:127.0.0.1:8443", ConnectTo("t3n.de", 443, "127.0.0.1", 8443)),
        ("::127.0.0.1:8443", ConnectTo("", None, "127.0.0.1", 8443)),
        ("T3N.de:443::", ConnectTo("t3n.de", 443, "", None)),
        ("[2001:DB8::1]:80:[::1]:8080", ConnectTo("2001:db8::1", 80, "::1", 8080)),
        (":::", ConnectTo("", None, "", None)),
    ],
)
def test_connect_to_reads_as_in_curl(text: str, entry: ConnectTo) -> None:
    assert ConnectTo.parse(text) == entry


@pytest.mark.parametrize(
    "text", ["", "a:1:b", "a:1:b:2:c", "::1:80:a:1", "a:x:b:2", "a:0:b:2", "a:1:b:65536", "a:٣:b:2"]
)
def test_anything_else_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(ConfigError, match="--connect-to"):
        ConnectTo.parse(text)


@given(st.text(alphabet="a:[]0123456789.\x1b ", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(ConfigError):
        ConnectTo.parse(text)


def test_a_message_shows_no_control_characters() -> None:
    with pytest.raises(ConfigError) as raised:
        ConnectTo.parse("\x1b[31m")
    assert "\x1b" not in str(raised.value)


def test_the_first_entry_that_matches_is_taken() -> None:
    special, general = ConnectTo.parse("t3n.de:443:127.0.0.1:1"), ConnectTo.parse("::127.0.0.1:2")
    settings = WebSettings(connect_to=(special, general))
    assert settings.route("t3n.de", 443) == special
    assert settings.route("t3n.de", 80) == general
    assert WebSettings(connect_to=(special,)).route("heise.de", 443) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout": 0},
        {"timeout": float("nan")},
        {"timeout": float("inf")},
        {"max_connections": 0},
        {"max_per_host": 0},
        {"contact": "post@example.org\r\nX-Evil: 1"},
        {"contact": "pöst@example.org"},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        WebSettings(**wrong)  # type: ignore[arg-type]


def test_what_leads_everything_elsewhere_leaves_the_users_own_service_alone() -> None:
    everything, port, host = (
        ConnectTo.parse(text) for text in ("::127.0.0.1:1", ":5000:127.0.0.1:2", "libre.intern:5000::3")
    )
    permitted = ("http://libre.intern:5000/translate",)
    assert WebSettings(connect_to=(everything,), permitted=permitted).route("libre.intern", 5000) is None
    assert WebSettings(connect_to=(everything,), permitted=permitted).route("www.nature.com", 443) == everything
    assert WebSettings(connect_to=(everything, port), permitted=permitted).route("libre.intern", 5000) == port
    assert WebSettings(connect_to=(everything, host), permitted=permitted).route("libre.intern", 5000) == host


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "tökén", "nul\x00", "x" * 1001])
def test_a_token_that_no_header_takes_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ConfigError) as raised:
        WebSettings(github_token=token)
    assert not token or token not in str(raised.value)


def test_a_token_stands_in_no_representation() -> None:
    settings = WebSettings(github_token="ghp_secret")
    assert "ghp_secret" not in f"{settings!r} {settings}"
    assert "github_token" not in repr(settings)
