from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.table import ENGINE_NAMES, make_engine
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings


def web() -> Web:
    return Web(WebSettings())


def test_manual_is_no_engine_but_the_file_alone() -> None:
    assert make_engine("manual", web=web()) is None


def test_google_says_where_texts_go() -> None:
    engine = make_engine("google", web=web())
    assert engine is not None
    assert (engine.name, engine.sends_to) == ("google", "translate.google.com")


def test_libre_goes_where_it_is_told_to() -> None:
    engine = make_engine("libre", web=web(), engine_url="http://localhost:5000/")
    assert engine is not None
    assert (engine.name, engine.sends_to) == ("libre", "localhost:5000")


def test_libre_has_no_public_server_to_fall_back_on() -> None:
    with pytest.raises(ConfigError, match="--engine-url"):
        make_engine("libre", web=web())


@pytest.mark.parametrize("name", ["deepl", "Google", "", "x\x1b[31m"])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_engine(name, web=web())
    assert all(known in str(caught.value) for known in ENGINE_NAMES)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["localhost:5000", "ftp://localhost/", "http://", "http://a:b@localhost/", "http://[::1", "http://a:99999/"]
)
@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_an_address_that_is_none_is_refused_without_repeating_it(name: str, url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_engine(name, web=web(), engine_url=url)
    assert "a:b" not in str(caught.value)


def test_table_file_and_run_import_neither_engine_nor_network() -> None:
    code = """
        import sys, kinews_cli.translating.engines.table, kinews_cli.translating.translate
        print([name for name in ("deep_translator", "requests", "httpx", "bs4") if name in sys.modules])
    """
    shown = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
