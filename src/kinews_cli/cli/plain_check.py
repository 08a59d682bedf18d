"""A check as hooks call it, read without Typer: to import that takes as long as half of the check.

Only what has one meaning is read here: `check` with paths and flags that take no value. Everything else is left to Typer, and a
test holds that both understand the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def plain_check(arguments: Sequence[str]) -> CheckArguments | None:
    """What such a call asks for; None for any other."""
    command, *rest = arguments or [""]
    dashed = [argument for argument in rest if argument.startswith("-") and argument != "-"]
    if command != "check" or any(argument not in _FLAGS for argument in dashed):
        return None
    from kinews_cli.cli.check_run import CheckArguments
    from kinews_cli.values import replace

    paths = tuple(argument for argument in rest if argument not in dashed)
    return replace(CheckArguments(paths), **{_FLAGS[argument]: True for argument in dashed})
