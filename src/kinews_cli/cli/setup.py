"""From options and configuration to the values that the pipeline takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kinews_cli.border import printable
from kinews_cli.cli.choices import Color
from kinews_cli.cli.output import Aside
from kinews_cli.config import ENGINE_NAMES, Config, find_config, iso_date, read_config
from kinews_cli.errors import ConfigError
from kinews_cli.model.issue import Issue
from kinews_cli.nearest import nearest
from kinews_cli.pipeline.facts import Network
from kinews_cli.pipeline.progress import Progress, Silent
from kinews_cli.reports.text import COLOURED, PLAIN, Shades
from kinews_cli.rules.catalogue import chosen
from kinews_cli.web.settings import ConnectTo, WebSettings, service_place

if TYPE_CHECKING:
    from kinews_cli.pipeline.translation import EngineChoice

_KEYS = {"libre": "KINEWS_LIBRE_KEY", "deepl": "KINEWS_DEEPL_KEY"}
_GITHUB_TOKENS = ("KINEWS_GITHUB_TOKEN", "GITHUB_TOKEN")  # the second is what GitHub's own runners set


def configuration(given: Path | None, paths: Sequence[str]) -> Config:
    """The configuration file that was named, else the one that holds for the first path."""
    if given is not None:
        return read_config(given)
    first = next((path for path in paths if path != "-"), ".")
    return find_config(Path(first))


def network(*, offline: bool, refresh: bool) -> Network:
    if offline and refresh:
        raise ConfigError("--offline and --refresh contradict each other.")
    if offline:
        return Network.OFF
    return Network.AFRESH if refresh else Network.AS_NEEDED


def web_settings(
    config: Config,
    *,
    timeout: float = 10.0,
    run_timeout: float = 600.0,
    max_connections: int = 200,
    max_per_host: int = 6,
    allow_private: bool = False,
    connect_to: Sequence[str] | None = None,
    proxy: str | None = None,
    engine_url: str | None = None,
) -> WebSettings:
    if proxy and connect_to:
        raise ConfigError("--proxy and --connect-to contradict each other: a proxy decides itself where to connect.")
    return WebSettings(
        timeout=timeout,
        run_timeout=run_timeout,
        max_connections=max_connections,
        max_per_host=max_per_host,
        allow_private=allow_private,
        connect_to=tuple(ConnectTo.parse(text) for text in connect_to or ()),
        permitted=(engine_url,) if engine_url else (),
        proxy=proxy,
        contact=config.contact,
        ca_file=os.environ.get("SSL_CERT_FILE") or None,
        github_token=_github_token(),
    )


def engine_choice(name: str | None, url: str | None, config: Config, *, offline: bool) -> EngineChoice:
    """The engine of the command line, else the one or the chain of the configuration; offline, none is asked."""
    from kinews_cli.pipeline.glossary import glossary_of
    from kinews_cli.pipeline.translation import EngineChoice

    wanted = (name,) if name else config.engines
    if name and name not in ENGINE_NAMES:
        near = nearest(name, ENGINE_NAMES)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(ENGINE_NAMES)}."
        raise ConfigError(f"There is no engine {printable(name)!r}. {hint}")
    if url is not None:
        service_place(url)
    elif wanted == ("libre",) and not offline:
        raise ConfigError("The engine libre needs the address of its service: --engine-url http://localhost:5000.")
    found = {engine: os.environ.get(variable, "").strip() for engine, variable in _KEYS.items()}
    keys = {engine: key for engine, key in found.items() if key}
    glossary = glossary_of(config)
    _ = glossary.terms  # what is wrong with it is said before anything is asked
    return EngineChoice(wanted, url, keys, asks=not offline, glossary=glossary)


def own_files(issues: Sequence[str], config: Config) -> list[str]:
    """What belongs to a newsletter beside its issues: no report may replace it."""
    translations = [str(Path(path).with_suffix(".en.po")) for path in issues if path != "-"]
    return [*translations, str(config.below(config.glossary)), *([str(config.file)] if config.file else [])]


def codes(select: Sequence[str] | None, ignore: Sequence[str] | None) -> frozenset[str]:
    return chosen(_split(select), _split(ignore))


def given_date(text: str | None) -> str | None:
    return None if text is None else iso_date(text, "--date")


def remarks(web: WebSettings, issues: Sequence[Issue], more: Sequence[str]) -> list[str]:
    """What the user should know about this run."""
    proxied = "links go through the proxy: which addresses they may lead to is decided there"
    return [*([proxied] if web.proxy else []), *(note for issue in issues for note in issue.notes), *more]


def display(*, quiet: bool, color: Color = Color.AUTO) -> Progress:
    """A live display on a terminal that a person looks at; under CI, pre-commit or a pipe only what must be said."""
    if quiet:
        return Silent()
    watched = _is_terminal(sys.stderr) and not os.environ.get("CI") and not os.environ.get("PRE_COMMIT")
    if not watched:
        return Aside()
    from kinews_cli.cli.display import Live

    return Live(colours=None if color is Color.AUTO else color is Color.ALWAYS)


def shades(choice: Color, *, to_file: bool) -> Shades:
    """Colour as chosen, else as NO_COLOR, FORCE_COLOR and the terminal say; a file gets none unless asked for."""
    if choice is not Color.AUTO:
        return COLOURED if choice is Color.ALWAYS else PLAIN
    if to_file or os.environ.get("NO_COLOR"):
        return PLAIN
    if os.environ.get("FORCE_COLOR", "") not in {"", "0"}:
        return COLOURED
    return COLOURED if _is_terminal(sys.stdout) else PLAIN


def _is_terminal(stream: TextIO) -> bool:
    """One that obeys codes: a terminal that calls itself dumb, such as the shell of an editor, shows them as they are."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _github_token() -> str | None:
    """From the environment only: a token in a configuration file would end up in a repository."""
    found = (os.environ.get(name, "").strip() for name in _GITHUB_TOKENS)
    return next((token for token in found if token), None)


def _split(texts: Sequence[str] | None) -> tuple[str, ...]:
    """An option may stand several times, and may hold several codes each time."""
    return tuple(part.strip() for text in texts or () for part in text.split(",") if part.strip())
