"""A command that cannot do its job: what is said of it, and where."""

from __future__ import annotations

from contextlib import suppress

from kinews_cli.border import printable
from kinews_cli.cli.output import add_to_summary, tolerating_closed_pipe
from kinews_cli.errors import KinewsError, OutputError

INTERRUPTED = "interrupted; what was learned so far is kept"


def explained(error: BaseException) -> tuple[str, int]:
    """A sentence about what went wrong, and the exit code."""
    if isinstance(error, KinewsError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):  # where Typer does not catch it
        return INTERRUPTED, 130
    if isinstance(error, OSError):
        what = error.strerror or str(error)
        return f"{error.filename}: {what}" if error.filename else what, 2
    return f"an unexpected fault of kinews: {type(error).__name__}: {error}. Run again with --debug and report it.", 2


def annotate(error: Exception) -> None:
    """For GitHub, which shows nobody what stands on standard error: an annotation, and a line in the summary of the job."""
    sentence = printable(explained(error)[0])  # on one line, so that of all that means something there only "%" is left
    with suppress(OutputError), tolerating_closed_pipe():
        print(f"::error title=kinews::{sentence.replace('%', '%25')}", flush=True)
    # Indented, it is code: file names in it are neither Markdown nor mentions.
    add_to_summary(lambda _: f"kinews could not do its job:\n\n    {sentence}\n".encode("utf-8", "backslashreplace"))
