"""The commands of `kinews`, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.completion import install_callback, show_callback
from typer.core import TyperGroup
from typer.main import get_group

from kinews_cli import __version__
from kinews_cli.border import printable
from kinews_cli.cli.usage import nearest_option

if TYPE_CHECKING:
    from typer import _click as click

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
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")  # those that Typer has scripts for


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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _complete_in_named_shell(ctx, args)
        with nearest_option():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with nearest_option():
            return super().invoke(ctx)


def _complete_in_named_shell(ctx: click.Context, args: list[str]) -> None:
    """`--show-completion zsh`: Typer's option asks which shell is running and reads no name. Ends the run where one is given."""
    match args:
        case ["--show-completion" | "--install-completion" as option, str(shell)] if not (
            ctx.resilient_parsing or shell.startswith("-")
        ):
            if shell not in _SHELLS:
                raise typer.BadParameter(
                    f"{printable(shell)!r} is none of {', '.join(_SHELLS)}.", ctx, param_hint=option
                )
            told: Any = show_callback if option == "--show-completion" else install_callback
            told(ctx, None, shell)


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
    "kinews build                   build every issue in issues/\n"
    "kinews check issues/006.txt    what an editor should look at",
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
