"""A check as hooks call it, read without Typer, which takes a fifth of the time of such a check.

Only what has one meaning is read here: `check` with paths, flags, and the options that hooks are given. Everything else, and
each mistake, is left to Typer, and a test holds that both understand the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kinews_cli.cli.check_run import CheckArguments

_FLAGS = {
    "--offline": "offline",
    "--refresh": "refresh",
    "--fix": "fix",
    "--unsafe-fixes": "unsafe_fixes",
    "--diff": "diff",
    "--force-exclude": "force_exclude",
    "--allow-private": "allow_private",
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
    "--debug": "debug",
}
_FAIL_ON = "--fail-on"
_SEVERAL = {"--select": "select", "--ignore": "ignore"}


def plain_check(arguments: Sequence[str]) -> CheckArguments | None:
    """What such a call asks for; None for any other."""
    if arguments[:1] != ["check"] or os.name == "nt":  # where no shell expands "*.txt", Typer does
        return None
    read = _read(iter(arguments[1:]))
    if read is None:
        return None
    from kinews_cli.cli.check_run import CheckArguments

    return CheckArguments(**read)


def _read(rest: Iterator[str]) -> dict[str, Any] | None:
    """The fields that are given, or None for what is left to Typer."""
    given: dict[str, Any] = {}
    for argument in rest:
        if argument in _FLAGS:
            given[_FLAGS[argument]] = True
        elif argument in _SEVERAL or argument == _FAIL_ON:
            value = next(rest, "")
            if not value or value.startswith("-") or not _add(given, argument, value):
                return None
        elif argument.startswith("-") and argument != "-":
            return None
        else:
            given["paths"] = (*given.get("paths", ()), argument)
    return given


def _add(given: dict[str, Any], option: str, value: str) -> bool:
    """Take over an option's value; False for one that it cannot have."""
    if option in _SEVERAL:
        name = _SEVERAL[option]
        given[name] = (*given.get(name, ()), value)
        return True
    from kinews_cli.cli.choices import FailOn

    if value not in FailOn.__members__.values():
        return False
    given["fail_on"] = FailOn(value)
    return True
