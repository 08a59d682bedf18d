"""The engines by name. A new one: a file with `make_engine(setup)`, and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from urllib.parse import urlsplit

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.engine import Engine, Setup

# Imported on first use: deep_translator alone takes 176 ms.
_MODULES: Mapping[str, str | None] = {
    "google": "kinews_cli.translating.engines.google",
    "libre": "kinews_cli.translating.engines.libre",
    "deepl": "kinews_cli.translating.engines.deepl",
    "offline": "kinews_cli.translating.engines.offline",
    "manual": None,  # only the translation file
}
ENGINE_NAMES = tuple(_MODULES)


def make_engine(name: str, setup: Setup) -> Engine | None:
    """The engine called `name`; None where only the translation file is to be used.

    Raises ConfigError for an unknown name, for an address that is none, and where an engine lacks what it needs: an
    address, a key, a package, a model.
    """
    if name not in _MODULES:
        raise ConfigError(f"There is no engine {printable(name)!r}. There are: {', '.join(ENGINE_NAMES)}.")
    if setup.engine_url is not None:
        _verify(setup.engine_url)
    module = _MODULES[name]
    if module is None:
        return None
    engine: Engine = import_module(module).make_engine(setup)
    return engine


def _verify(url: str) -> None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and not parts.username
    except ValueError:
        valid = False
    if not valid:
        raise ConfigError("--engine-url must be an address such as http://localhost:5000, without name and password.")
