"""What every format shows: findings, the dossiers they are about, and the counts. Decided once, so that none can disagree."""

from __future__ import annotations

from pathlib import Path

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.reports.counts import Effort
from kinews_cli.values import Value, field


class Report(Value, frozen=True):
    """Everything known about each issue, the findings in the order of issues and lines, and what that cost.

    `remarks` are sentences about the run as a whole, such as notes on a file's encoding. `suppressed` are the findings that
    the configuration asks not to be told: they are no part of `findings`, are counted apart, and decide no exit code.
    `root` is the folder of the repository: the formats of platforms (github, sarif, junit, markdown) show paths from there on,
    those for who ran the command (text, json, html) as they were given. None: where the command runs.
    """

    dossiers: tuple[Dossier, ...]
    findings: tuple[Finding, ...]
    effort: Effort = field(default_factory=Effort)
    remarks: tuple[str, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    root: Path | None = None
