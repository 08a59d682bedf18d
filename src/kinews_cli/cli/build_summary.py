"""What `kinews build` says at its end: what there is, what to look at, what was written, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kinews_cli.border import printable
from kinews_cli.model.issue import ArticleKind
from kinews_cli.model.translation import State
from kinews_cli.pipeline.building import Built, Run
from kinews_cli.pipeline.translation import Translated
from kinews_cli.reports.counts import counted
from kinews_cli.reports.text import (
    PLAIN,
    Shades,
    findings_summary,
    findings_text,
    no_network_text,
    shown_path,
    suppressed_text,
    verdict_lines,
    verdicts_text,
)

if TYPE_CHECKING:
    from kinews_cli.translating.translate import TranslationReport

_STATES = (State.ACCEPTED, State.MACHINE, State.STALE, State.UNTRANSLATED)


def build_summary(
    run: Run, current: Sequence[str], remarks: Sequence[str], *, verbose: bool, shades: Shades = PLAIN
) -> Iterator[str]:
    """The lines of the summary. Foreign text has passed the border."""
    for built in run.built:
        yield from _issue(built, verbose=verbose, shades=shades)
    if current:
        yield f"{counted(len(current), 'issue')} current, left alone (--all builds them): {_names(current)}"
    yield from findings_text(run.about_suppressions, shades)
    suppressed = suppressed_text(run.suppressed)
    if suppressed:
        yield suppressed
    dossiers = [built.dossier for built in run.built]
    no_network = no_network_text(dossiers)
    if no_network:
        yield no_network
    for built in run.built:
        yield from engine_lines(built.dossier.issue.path, built.translated)
    yield from (f"note: {remark}" for remark in remarks)
    yield from _next(run)


def _issue(built: Built, *, verbose: bool, shades: Shades) -> Iterator[str]:
    issue = built.dossier.issue
    kinds = Counter(article.kind for article in issue.articles)
    parts = [counted(kinds[ArticleKind.ARTICLE], "article")]
    if kinds[ArticleKind.SECTION]:
        parts.append(counted(kinds[ArticleKind.SECTION], "section"))
    yield f"{shown_path(issue.path)}: {printable(issue.title or 'no title')} ({', '.join(parts)})"
    yield f"  {verdicts_text([built.dossier])}"
    if verbose:
        yield from (f"    {line}" for line in verdict_lines([built.dossier]))
    yield f"  {findings_summary(built.findings)}"
    yield from (f"    {line}" for line in findings_text(built.findings, shades))
    if built.translated is not None:
        yield f"  English: {states_text(built.translated)}"
    yield f"  written: {_names(str(path) for path in built.files)}"


def states_text(translated: Translated, *, named: bool = False) -> str:
    """Such as "66 segments: 3 accepted, 63 machine", with the file where it was written, unless that was `named`."""
    states = Counter(rendering.state for rendering in translated.renderings.values())
    shares = ", ".join(f"{states[state]} {state.value}" for state in _STATES if states[state])
    text = f"{counted(sum(states.values()), 'segment')}: {shares}" if shares else "nothing to translate"
    return f"{text} (kept in {printable(str(translated.path))})" if translated.changed and not named else text


def engine_lines(path: str, translated: Translated | None) -> Iterator[str]:
    """What came from other issues, which engines the texts went to, and what those did not do."""
    if translated is None:
        return
    if translated.reused:
        yield f"{shown_path(path)}: {counted(translated.reused, 'text')} came from other issues' translations"
    for report in translated.reports:
        yield from _engine(path, report)


def _engine(path: str, report: TranslationReport) -> Iterator[str]:
    where = printable(f"{report.engine} ({report.sends_to})" if report.sends_to else report.engine)
    if report.sent_segments:
        texts = counted(report.sent_segments, "text")
        yield f"{shown_path(path)}: {texts}, {report.sent_characters} characters, went to {where}"
    else:
        yield f"{shown_path(path)}: no text went to {where}"
    if report.stopped:
        yield f"  the engine was given up: {printable(report.stopped)}"
    for reason, count in Counter(reason for _, reason in report.rejected).most_common():
        yield f"  {counted(count, 'text')} not translated: {printable(reason)}"


def _next(run: Run) -> Iterator[str]:
    """What to do next, where something is left to do."""
    untranslated = [built for built in run.built if built.untranslated]
    if untranslated:
        files = _names(str(built.translated.path) for built in untranslated if built.translated)
        yield f"next: translate what is missing in {files}, or run kinews build again with an engine"
    stale = [built for built in run.built if _has(built, State.STALE)]
    if stale:
        files = _names(str(built.translated.path) for built in stale if built.translated)
        yield f"next: look at what changed under accepted texts in {files}"
    machine = [built for built in run.built if built.translated and _has(built, State.MACHINE)]
    if machine and not untranslated:
        yield f"next: read the machine's texts in {_names(str(b.translated.path) for b in machine if b.translated)}"


def _has(built: Built, state: State) -> bool:
    return built.translated is not None and any(r.state is state for r in built.translated.renderings.values())


def _names(paths: Iterable[str]) -> str:
    return ", ".join(printable(path) for path in paths)
