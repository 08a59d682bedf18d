"""What the runs of links.py amount to: a row for each measure, and the table of the rows."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from links_cases import CASES, Grade
from links_programs import Run
from links_server import Counts

SLOW = 20.0  # seconds; what takes longer is run once


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a cell for each program by name, and the raw figures behind it."""

    measure: str
    cells: dict[str, str]
    must: str = ""
    goal: str = ""
    figures: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """The runs of one program over the same links."""

    runs: list[Run] = field(default_factory=list)
    counts: list[Counts] = field(default_factory=list)

    @property
    def slow(self) -> bool:
        return bool(self.runs) and self.runs[0].seconds > SLOW

    @property
    def seconds(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def megabytes(self) -> float:
        return statistics.median(run.megabytes for run in self.runs)

    @property
    def requests(self) -> int:
        return statistics.median_low([counts.requests for counts in self.counts])

    @property
    def alive(self) -> int:
        """The fewest links that a run found alive."""
        return min(run.report.alive if run.report else 0 for run in self.runs)

    @property
    def problem(self) -> str | None:
        """Why the figures are worth nothing, if so."""
        if any(run.killed for run in self.runs):
            return f"killed after {self.seconds:.0f} s"
        return None if all(run.report for run in self.runs) else "failed"

    def timed(self, beside: Results | None = None, *, alive: int) -> str:
        """The seconds; the ratio to another's; and how many were alive where it should have been others."""
        text = f"{self.seconds:.2f}" if self.seconds < 10 else f"{self.seconds:.1f}"
        if beside is not None and beside is not self:
            text += f" ({self.seconds / beside.seconds:.2f} ×)"
        return text if self.alive == alive else f"{text}, but only {self.alive:,} alive"

    def figures(self) -> dict[str, object]:
        """Each run, for machines."""
        return {
            "seconds": [round(run.seconds, 3) for run in self.runs],
            "megabytes": [round(run.megabytes, 1) for run in self.runs],
            "alive": [run.report and run.report.alive for run in self.runs],
            "killed": sum(run.killed for run in self.runs),
            "counts": [dataclasses.asdict(counts) for counts in self.counts],
        }


Cell = Callable[[Results], str]


def row_of(measure: str, results: dict[str, Results], cell: Cell, must: str = "", goal: str = "") -> Row:
    cells = {name: result.problem or cell(result) for name, result in results.items()}
    return Row(measure, cells, must, goal, {name: result.figures() for name, result in results.items()})


def table(rows: Iterable[Row], names: Sequence[str]) -> str:
    """The rows in Markdown; a column for each of the names, whether or not it ran."""
    lines = [f"| measure | {' | '.join(names)} | must | goal |", "| --- |" + " ---: |" * (len(names) + 2)]
    for row in rows:
        cells = [row.cells.get(name, "not installed") for name in names]
        lines.append(f"| {' | '.join([row.measure, *cells, row.must, row.goal])} |")
    return "\n".join(lines)


def case_table(row: Row, names: Sequence[str]) -> str:
    """Each behaviour with the verdicts about it."""
    lines = [f"| behaviour | right | {' | '.join(names)} |", "| --- |" + " --- |" * (len(names) + 1)]
    for case in CASES:
        judged = row.figures.get(case.name)
        if isinstance(judged, dict):
            cells = [_judged(judged[name]) if name in judged else "" for name in names]
            lines.append(f"| {' | '.join([case.name, ' or '.join(case.right), *cells])} |")
    return "\n".join(lines)


def _judged(result: dict[str, object]) -> str:
    grade = "" if result["grade"] == Grade.EXACT else f" ({result['grade']})"
    return f"{result['verdict']}{grade}, {result['seconds']} s"
