"""Names of findings that outlast edits elsewhere in the text, so that a platform does not reopen what was dismissed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from urllib.parse import urldefrag

from kinews_cli.model.finding import Finding
from kinews_cli.reading.lines import normal_form
from kinews_cli.reports.excerpt import SourceLines
from kinews_cli.reports.places import repository_path
from kinews_cli.reports.report import Report
from kinews_cli.rules.tracking import tracking_spans
from kinews_cli.web.answer import Failure
from kinews_cli.web.guard import inspect
from kinews_cli.web.settings import WebSettings

_ANYWHERE = WebSettings(allow_private=True)  # no request is made: whatever has an address is to be named by it


def fingerprints(report: Report) -> Sequence[str]:
    """A fingerprint for each finding, in their order: 64 hexadecimal digits and, where several are alike, their count."""
    lines = SourceLines(report.dossiers)
    seen = Counter[str]()
    found: list[str] = []
    for finding in report.findings:
        parts = (finding.code, repository_path(finding.path, report.root), *_subject(finding, lines))
        digest = sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
        seen[digest] += 1
        found.append(f"{digest}:{seen[digest]}")
    return found


def _subject(finding: Finding, lines: SourceLines) -> Iterator[str]:
    """What the finding is about: its address; else its line as it reads; where there is none, what it says."""
    if finding.url is not None:
        yield _canonical(finding.url)
        return
    line = lines.get(finding.path, finding.line)
    yield normal_form(finding.message if line is None else line)


def _canonical(url: str) -> str:
    """One spelling for an address: http or https, with or without what follows readers, whichever place in the page."""
    plain = urldefrag(url).url
    for start, end in reversed(tracking_spans(plain)):
        plain = plain[:start] + plain[end:]
    target = inspect(plain, _ANYWHERE, foreign=False)
    normal = plain if isinstance(target, Failure) else target.normal_url
    return normal.partition("://")[2] or normal
