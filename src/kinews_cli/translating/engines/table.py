"""The engines by name. A new one: its name in `config/values.py`, and here a file of that name with `make_engine(setup)`."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import urlsplit

from kinews_cli.border import printable
from kinews_cli.config import ENGINE_NAMES
from kinews_cli.errors import ConfigError
from kinews_cli.translating.engines.engine import Engine, Setup

__all__ = ["ENGINE_NAMES", "make_engine"]

_MANUAL = "manual"  # nobody is asked: only the translation file


def make_engine(name: str, setup: Setup) -> Engine | None:
    """The engine called `name`; None where only the translation file is to be used.

    Raises ConfigError for an unknown name, for an address that is none, and where an engine lacks what it needs: an
    address, a key, a package, a model.
    """
    if name not in ENGINE_NAMES:
        raise ConfigError(f"There is no engine {printable(name)!r}. There are: {', '.join(ENGINE_NAMES)}.")
    if setup.engine_url is not None:
        _verify(setup.engine_url)
    if name == _MANUAL:
        return None
    # Imported on first use: deep_translator alone takes 176 ms.
    engine: Engine = import_module(f"kinews_cli.translating.engines.{name}").make_engine(setup)
    return engine


def _verify(url: str) -> None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and not parts.username
    except ValueError:
        valid = False
    if not valid:
        raise ConfigError("--engine-url must be an address such as http://localhost:5000, without name and password.")
