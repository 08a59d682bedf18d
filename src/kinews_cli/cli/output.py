"""Standard output, and reports in files."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.errors import OutputError
from kinews_cli.files import write_together


@contextmanager
def tolerating_closed_pipe() -> Iterator[None]:
    """Whoever read our output may have read enough; the command goes on to its exit code."""
    try:
        yield
    except BrokenPipeError:
        discard_output()
    except OSError as error:
        discard_output()
        raise OutputError(f"standard output: cannot be written: {error.strerror}.") from None


def discard_output() -> None:
    """Nobody reads standard output any more, or it cannot be written: what is left of it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show(lines: Iterable[str]) -> None:
    """Print lines; on a terminal, long ones are broken at blanks and go on below their own beginning."""
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None
    with tolerating_closed_pipe():
        for line in lines:
            print(line if width is None else _fitted(line, width))


def _fitted(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    if len(line) <= width or width < 2 * len(indent):
        return line
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def put_lines(lines: Sequence[str], file: Path | None) -> None:
    """A text report: into `file`, or shown."""
    if file is None:
        show(lines)
    else:
        put("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"), file)


def refuse_input_as_output(paths: Iterable[str], output: Path | None) -> None:
    """A report never replaces the issue that it is about."""
    if output is not None and output.exists() and any(Path(path).exists() and output.samefile(path) for path in paths):
        raise OutputError(f"{printable(str(output))}: is the issue itself. Choose another file for the report.")


def put(content: bytes, file: Path | None) -> None:
    """A report: into `file`, written whole, or to standard output."""
    if file is not None:
        write_together({file: content})
        return
    with tolerating_closed_pipe():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def say_aside(remarks: Iterable[str]) -> None:
    """What the user should know but a program that reads standard output should not."""
    with suppress(OSError):
        for remark in remarks:
            print(f"note: {remark}", file=sys.stderr)
