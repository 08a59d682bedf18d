"""The command `kinews`: how it is started, and what happens when it cannot do its job."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from kinews_cli.border import printable
from kinews_cli.cli.failure import INTERRUPTED, explained
from kinews_cli.cli.output import tolerating_closed_pipe
from kinews_cli.cli.plain_check import plain_check
from kinews_cli.errors import OutputError


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
        code = _command()
    except SystemExit as end:
        if end.code == 130:  # Typer has caught Ctrl-C
            return _failed(end, INTERRUPTED, 130)
        return _flushed(end.code if isinstance(end.code, int) else 0 if end.code is None else 2)
    except BaseException as error:  # noqa: BLE001 - the last barrier: a traceback is never shown without --debug
        return _failed(error, *explained(error))
    return _flushed(code)


def _command() -> int:
    """Carry out what the command line says; returns the exit code, or leaves by SystemExit as Typer does."""
    plain = None if "_KINEWS_COMPLETE" in os.environ else plain_check(sys.argv[1:])
    if plain is not None:
        from kinews_cli.cli.check_run import run_check

        return run_check(plain)
    from kinews_cli.cli.app import app

    app(prog_name="kinews")
    return 0


def _failed(error: BaseException, sentence: str, code: int) -> int:
    lines: list[str] = []
    if "--debug" in sys.argv:
        import traceback

        lines = "".join(traceback.format_exception(error)).splitlines()
    # A sentence about a file begins with the file, as compilers write it; foreign text has passed the border before.
    lines.append(f"kinews: {sentence}")
    with suppress(OSError):  # nobody can be told; the exit code still says it
        for line in lines:
            print(printable(line), file=sys.stderr)
    return code


def _flushed(code: int) -> int:
    """Output that cannot be written any more is a fault like another, not a traceback at the interpreter's end."""
    try:
        with tolerating_closed_pipe():
            sys.stdout.flush()
    except OutputError as error:
        return _failed(error, str(error), error.exit_code)
    return code
