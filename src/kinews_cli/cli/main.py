"""The command `kinews`: its subcommands, and what happens when one cannot do its job."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_group

from kinews_cli import __version__
from kinews_cli.border import printable
from kinews_cli.cli.output import tolerating_closed_pipe
from kinews_cli.errors import KinewsError, OutputError

if TYPE_CHECKING:
    from typer import _click as click

INTERRUPTED = "interrupted; what was learned so far is kept"
# In the order of the help, each with its module below `kinews_cli.cli` and the function or the group of commands there.
_COMMANDS = {
    "build": ("build", "build"),
    "check": ("check", "check"),
    "split": ("split", "split"),
    "translate": ("translate", "translate"),
    "import": ("import_", "import_file"),
    "report": ("report", "report"),
    "explain": ("explain", "explain"),
    "init": ("init", "init"),
    "new": ("new", "new"),
    "cache": ("cache", "app"),
    "model": ("model", "app"),
}


class _Commands(TyperGroup):
    """The commands, each loaded when it is called: to load all takes half as long as checking an issue."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Typer's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # For a name that there is none of, Typer looks in `commands` for what was meant.
        for name in [cmd_name] if cmd_name in _COMMANDS else _COMMANDS:
            if name not in self.commands:
                self.add_command(_loaded(name))
        return super().get_command(ctx, cmd_name)


def _loaded(name: str) -> click.Command:
    module, attribute = _COMMANDS[name]
    command = getattr(import_module(f"kinews_cli.cli.{module}"), attribute)
    shelf = typer.Typer(rich_markup_mode=None)
    if isinstance(command, typer.Typer):
        shelf.add_typer(command, name=name)
    else:
        shelf.command(name=name)(command)
    return get_group(shelf).commands[name]


app = typer.Typer(
    name="kinews",
    cls=_Commands,
    help="From the raw text of a newsletter issue to two checked editions.\n\n\b\n"
    "kinews build            build every issue in issues/\n"
    "kinews check 006.txt    what an editor should look at",
    # Plain help: the coloured one costs 80 ms at each call and looks different under CI.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kinews {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options that stand before a command."""


def run() -> NoReturn:
    """Run the command line. Every way out is an exit code of the documented ones and, where needed, one clear sentence."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - closed by whoever started us
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its code point, not an exception.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _interrupt)  # CI cancels with it; what was learned is kept then too
    code = _run()
    # What is still alive ends with the process; the interpreter would look through it three times, which takes 20 ms.
    gc.freeze()
    sys.exit(code)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _run() -> int:
    try:
        app(prog_name="kinews")
    except SystemExit as end:
        if end.code == 130:  # Typer has caught Ctrl-C
            return _failed(end, INTERRUPTED, 130)
        return _flushed(end.code if isinstance(end.code, int) else 0 if end.code is None else 2)
    except BaseException as error:  # noqa: BLE001 - the last barrier: a traceback is never shown without --debug
        return _failed(error, *_explained(error))
    return _flushed(0)


def _explained(error: BaseException) -> tuple[str, int]:
    """A sentence about what went wrong, and the exit code."""
    if isinstance(error, KinewsError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):  # between the commands, where Typer does not catch it
        return INTERRUPTED, 130
    if isinstance(error, OSError):
        what = error.strerror or str(error)
        return f"{error.filename}: {what}" if error.filename else what, 2
    return f"an unexpected fault of kinews: {type(error).__name__}: {error}. Run again with --debug and report it.", 2


def _failed(error: BaseException, sentence: str, code: int) -> int:
    if "--debug" in sys.argv:
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            print(printable(line), file=sys.stderr)
    # A sentence about a file begins with the file, as compilers write it; foreign text has passed the border before.
    print(f"kinews: {printable(sentence)}", file=sys.stderr)
    return code


def _flushed(code: int) -> int:
    """Output that cannot be written any more is a fault like another, not a traceback at the interpreter's end."""
    try:
        with tolerating_closed_pipe():
            sys.stdout.flush()
    except OutputError as error:
        return _failed(error, str(error), error.exit_code)
    return code
