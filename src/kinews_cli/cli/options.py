"""The options that several commands share, as they appear in their help: one meaning each, the same words for it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from kinews_cli.cli.choices import Color, FailOn
from kinews_cli.cli.completion import complete_engine, complete_issue, complete_rules
from kinews_cli.nearest import nearest

_Word = TypeVar("_Word", bound=StrEnum)


def choice(option: str, words: type[_Word], help: str) -> Any:  # noqa: A002 - as Typer calls it
    """An option that takes one of an enumeration's words; what is none is a usage error that names the nearest."""
    known = [word.value for word in words]

    def read(text: str) -> _Word:
        if text in known:
            return words(text)
        near = nearest(text.lower(), known)
        hint = f" Did you mean {near!r}?" if near else ""
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(map(repr, known))}.{hint}")

    def offer(incomplete: str) -> Iterator[str]:
        return (word for word in known if word.startswith(incomplete))

    return typer.Option(option, parser=read, metavar=f"<{'|'.join(known)}>", autocompletion=offer, help=help)


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        autocompletion=complete_issue,
        help="Issues (.txt, .md), folders of them, or - for standard input. [default: issues/]",
    ),
]
OnePath = Annotated[
    str,
    typer.Argument(
        metavar="PATH", autocompletion=complete_issue, help="The issue (.txt, .md), or - for standard input."
    ),
]
StdinName = Annotated[str | None, typer.Option("--stdin-filename", metavar="NAME", help="What to call standard input.")]
Offline = Annotated[
    bool, typer.Option("--offline", help="No network at all: what the cache knows; the rest is unchecked.")
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again, whatever the cache says.")]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        autocompletion=complete_rules,
        help="Only these rules: codes or prefixes, as KN2,KN301. Repeatable.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="CODES", autocompletion=complete_rules, help="Not these rules; the longer prefix decides."
    ),
]
ForceExclude = Annotated[
    bool, typer.Option("--force-exclude", help="Leave out what the settings exclude, also where it is named here.")
]
FailOnOption = Annotated[FailOn, choice("--fail-on", FailOn, "The exit code is 1 from this severity on.")]
EngineName = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        autocompletion=complete_engine,
        help="google, libre, deepl, offline or manual. [default: google]",
    ),
]
EngineUrl = Annotated[
    str | None,
    typer.Option(
        "--engine-url", metavar="URL", help="The engine's address: of the page /m for google, of the service for libre."
    ),
]
MaxConnections = Annotated[
    int, typer.Option("--max-connections", metavar="N", min=1, max=1000, help="Connections at once, over all hosts.")
]
MaxPerHost = Annotated[
    int, typer.Option("--max-per-host", metavar="N", min=1, max=100, help="Connections to one host at once.")
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.1,
        max=600,
        metavar="S",
        help="Seconds for one link, everything included; a service that answers for it has as many.",
    ),
]
RunTimeout = Annotated[
    float,
    typer.Option(
        "--run-timeout",
        min=1,
        max=86_400,
        metavar="S",
        help="Seconds for all links together; what has no verdict by then is unchecked.",
    ),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Links may lead to private networks and any port.")]
ConnectToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--connect-to", metavar="HOST:PORT:ADDRESS:PORT", help="As in curl: connect there, keep the name. Repeatable."
    ),
]
Proxy = Annotated[
    str | None, typer.Option("--proxy", metavar="URL", help="Through this proxy; address rules are then the proxy's.")
]
IssueDate = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The date of the issue.")]
Cache = Annotated[
    Path | None, typer.Option("--cache", metavar="DIR", help="Where kinews keeps what it learned. [default: cache/]")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The configuration file. [default: found upward]")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Only findings, a line each, and errors.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Also every link with its verdict.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback when something fails.")]
ColorOption = Annotated[Color, choice("--color", Color, "Colour in what is shown on the terminal.")]
# The same for commands that ask about no link and have no findings.
OnlyErrors = Annotated[bool, typer.Option("-q", "--quiet", help="Only what was asked for, and errors.")]
OfflineEngine = Annotated[
    bool,
    typer.Option(
        "--offline", help="No network at all: no engine is asked; the file is brought up to date all the same."
    ),
]
EngineTimeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.1,
        max=600,
        metavar="S",
        help="Seconds to look up the host of libre or deepl; their answers, and google, have times of their own.",
    ),
]
ServiceProxy = Annotated[
    str | None,
    typer.Option("--proxy", metavar="URL", help="Through this proxy; where it connects to is for the proxy to decide."),
]
