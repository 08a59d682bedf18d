"""The live display on stderr: the only door to rich."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from kinews_cli.border import printable

_WIDTH_OF_THE_REST = 55  # description, bar, count and time with the blanks between them
_LEAST_DETAIL = 20


class Live:
    """Bar, count, time and, where there is room, the last thing that ended. Foreign text is never read as markup."""

    def __init__(self, *, colours: bool | None = None) -> None:
        """`colours`: as the environment says where it is None."""
        plain = None if colours is None else not colours
        self._console = Console(stderr=True, markup=False, emoji=False, highlight=False, no_color=plain)
        self._progress: Progress | None = None
        self._task = TaskID(0)

    def begin(self, task: str, steps: int) -> None:
        columns: list[ProgressColumn] = [
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        ]
        room = self._console.width - _WIDTH_OF_THE_REST
        if room >= _LEAST_DETAIL:
            columns.append(_detail(room))
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._task = self._progress.add_task(task, total=steps, detail="")
        self._progress.start()

    def advance(self, detail: str) -> None:
        if self._progress is not None:
            self._progress.update(self._task, advance=1, detail=printable(detail))

    def end(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def say(self, sentence: str) -> None:
        self._console.print(Text(sentence))


def _detail(width: int) -> TextColumn:
    """The last thing that ended, cut to `width`."""
    column = Column(no_wrap=True, overflow="ellipsis", max_width=width)
    return TextColumn("{task.fields[detail]}", markup=False, table_column=column)
