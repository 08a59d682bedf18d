"""Standard output, and reports in files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.errors import OutputError
from kinews_cli.files import write_together
from kinews_cli.pipeline.progress import Silent
from kinews_cli.reports.cells import wrapped

_SUMMARY_LIMIT = 900_000  # bytes; GitHub drops the whole summary of a step beyond 1 MiB
_LEAST_SUMMARY = 2_000


class Aside(Silent):
    """Nobody watches a display; what must be said is said on standard error."""

    def say(self, sentence: str) -> None:
        with suppress(OSError):
            print(sentence, file=sys.stderr, flush=True)


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


def terminal_width(otherwise: int) -> int:
    """How many columns there are, as `shutil.get_terminal_size` finds them, which loads all that unpacks archives."""
    with suppress(ValueError):
        if (columns := int(os.environ.get("COLUMNS", "0"))) > 0:
            return columns
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise  # type: ignore[union-attr]
    return otherwise


def show(lines: Iterable[str]) -> None:
    """Print lines; on a terminal, long ones are broken at blanks and go on below their own beginning."""
    # A log of CI would take what comes to stand at the beginning of a line for a command, were it "::error".
    watched = sys.stdout.isatty() and not os.environ.get("CI")
    width = terminal_width(100) if watched else None
    with tolerating_closed_pipe():
        for line in lines:
            print(line if width is None else wrapped(line, width))


def put_lines(lines: Sequence[str], file: Path | None) -> None:
    """Lines: into `file`, or shown."""
    put_text("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"), file)


def put_text(content: bytes, file: Path | None) -> None:
    """A text report in UTF-8: into `file` as it is, or shown as lines."""
    if file is None:
        show(content.decode().removesuffix("\n").split("\n") if content else ())
    else:
        put(content, file)


def refuse_input_as_output(paths: Iterable[str], output: Path | None) -> None:
    """A report never replaces the issue that it is about."""
    if output is not None and output.exists() and any(Path(path).exists() and output.samefile(path) for path in paths):
        raise OutputError(f"{printable(str(output))}: belongs to the newsletter. Choose another file for the report.")


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


def add_to_summary(text: Callable[[int], bytes]) -> None:
    """Markdown behind what stands in the summary of GitHub's job already; what is there stays, whoever wrote it.

    `text` makes it, of as many bytes as it is told.
    """
    named = os.environ.get("GITHUB_STEP_SUMMARY")
    if not named:
        return
    file = Path(named)
    written = 0
    with suppress(OSError):
        written = file.stat().st_size
    room = _SUMMARY_LIMIT - written
    if room < _LEAST_SUMMARY:
        say_aside(["the summary of the job is full, the report is not in it"])
        return
    try:
        with file.open("ab") as summary:
            summary.write(b"\n\n" * bool(written) + text(room))
    except (OSError, ValueError) as error:
        say_aside([f"the summary of the job cannot be written: {printable(str(error))}"])
