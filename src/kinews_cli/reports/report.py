"""What every format shows: findings, the dossiers they are about, and the counts. Decided once, so that none can disagree."""

from __future__ import annotations

from dataclasses import dataclass, field

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.reports.counts import Effort


@dataclass(frozen=True, slots=True)
class Report:
    """Everything known about each issue, the findings in the order of issues and lines, and what that cost.

    `remarks` are sentences about the run as a whole, such as notes on a file's encoding.
    """

    dossiers: tuple[Dossier, ...]
    findings: tuple[Finding, ...]
    effort: Effort = field(default_factory=Effort)
    remarks: tuple[str, ...] = ()
