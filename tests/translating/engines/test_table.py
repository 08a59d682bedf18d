from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.engine import Setup
from kinews_cli.translating.engines.table import ENGINE_NAMES, make_engine
from kinews_cli.web.client import Web
from kinews_cli.web.settings import WebSettings

KEYS = {"libre": "one", "deepl": "two:fx"}


def setup(engine_url: str | None = None, keys: dict[str, str] = KEYS) -> Setup:
    return Setup(Web(WebSettings()), engine_url, keys)


def test_manual_is_no_engine_but_the_file_alone() -> None:
    assert make_engine("manual", setup()) is None


def test_google_says_where_texts_go() -> None:
    engine = make_engine("google", setup())
    assert engine is not None
    assert (engine.name, engine.sends_to) == ("google", "translate.google.com")


def test_libre_goes_where_it_is_told_to() -> None:
    engine = make_engine("libre", setup("http://localhost:5000/"))
    assert engine is not None
    assert (engine.name, engine.sends_to) == ("libre", "localhost:5000")


def test_libre_has_no_public_server_to_fall_back_on() -> None:
    with pytest.raises(ConfigError, match="--engine-url"):
        make_engine("libre", setup())


@pytest.mark.parametrize(
    ("key", "host"), [("abc:fx", "api-free.deepl.com"), ("abc", "api.deepl.com"), (" abc:fx\n", "api-free.deepl.com")]
)
def test_a_key_of_deepl_shows_where_it_is_valid(key: str, host: str) -> None:
    engine = make_engine("deepl", setup(keys={"deepl": key}))
    assert engine is not None
    assert (engine.name, engine.sends_to) == ("deepl", host)


def test_deepl_goes_where_it_is_told_to() -> None:
    engine = make_engine("deepl", setup("https://deepl.example.org:8443/proxy/"))
    assert engine is not None
    assert engine.sends_to == "deepl.example.org:8443"


@pytest.mark.parametrize("keys", [{}, {"deepl": ""}, {"deepl": " "}, {"libre": "one"}])
def test_without_its_key_deepl_says_which_variable_it_is_read_from(keys: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="KINEWS_DEEPL_KEY"):
        make_engine("deepl", setup(keys=keys))


@pytest.mark.parametrize("key", ["zwei wörter", "a b", "x" * 201, "a\x00b", "a\nb"])
def test_what_no_header_takes_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(ConfigError, match="KINEWS_DEEPL_KEY") as caught:
        make_engine("deepl", setup(keys={"deepl": key}))
    assert key not in str(caught.value)


def test_a_setup_does_not_show_its_keys() -> None:
    assert "two:fx" not in repr(setup())


@pytest.mark.parametrize("name", ["google", "libre", "deepl"])
def test_services_take_paragraphs_and_only_deepl_applies_a_glossary(name: str) -> None:
    engine = make_engine(name, setup("http://localhost:5000/"))
    assert engine is not None
    assert not engine.sentences
    assert engine.glossary_native is (name == "deepl")


@pytest.mark.parametrize("name", ["bing", "Google", "", "x\x1b[31m"])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_engine(name, setup())
    assert all(known in str(caught.value) for known in ENGINE_NAMES)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["localhost:5000", "ftp://localhost/", "http://", "http://a:b@localhost/", "http://[::1", "http://a:99999/"]
)
@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_an_address_that_is_none_is_refused_without_repeating_it(name: str, url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_engine(name, setup(url))
    assert "a:b" not in str(caught.value)


def test_table_file_and_run_import_neither_engine_nor_network() -> None:
    code = """
        import sys, kinews_cli.translating.engines.table, kinews_cli.translating.translate
        heavy = ("deep_translator", "requests", "httpx", "bs4", "fxtranslate")
        print([name for name in heavy if name in sys.modules])
    """
    shown = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
