"""What is said of an option that there is none of: the nearest that there is, and where options stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kinews_cli.nearest import nearest

if TYPE_CHECKING:
    from typer import _click as click

_WORD = 3  # letters; "--of" may be anything


@contextmanager
def nearest_option() -> Iterator[None]:
    """Adds to Typer's error, which lists all that are a little alike, the one that was meant."""
    try:
        yield
    except Exception as error:
        # Typer brings its own Click since 0.26 and exports none of its errors but BadParameter.
        if hasattr(error, "possibilities") and hasattr(error, "option_name"):
            _improve(error)
        raise


def _improve(error: Any) -> None:
    error.possibilities = None
    if error.ctx is None:
        return
    typed = error.option_name.lstrip("-")
    near = _nearest(typed, error.ctx.command)
    if near:
        error.message += f". Did you mean {near}?"
    elif hasattr(error.ctx.command, "list_commands"):
        error.message += f". {_behind(typed, error.ctx)}"


def _behind(typed: str, ctx: click.Context) -> str:
    """For whoever writes an option of a command before the command."""
    commands: Any = ctx.command
    for name in commands.list_commands(ctx):
        near = _nearest(typed, commands.get_command(ctx, name))
        if near:
            return f"Options stand behind their command: {ctx.command_path} {name} {near}"
    return "Options stand behind their command."


def _nearest(typed: str, command: Any) -> str:
    """The options that begin so, else the one that is spelt most alike; empty where none is."""
    long = [name for option in command.params for name in option.opts if name.startswith("--")]
    by_word = {name.removeprefix("--"): name for name in [*long, "--help"]}
    if len(typed) < _WORD:
        return ""
    words = [word for word in by_word if word.startswith(typed)] or [nearest(typed, by_word)]
    return " or ".join(by_word[word] for word in words if word is not None)
