"""The health of an archive's links over time: how many had which verdict at the end of each day, week or month."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from kinews_cli.model.verdict import Verdict
from kinews_cli.reports.html_words import Piece

# From when each verdict on a link held, the oldest first. Before the first one nothing was known.
Timeline = Sequence[tuple[datetime, Verdict]]

_MOST = 60  # columns that a chart has room for
_DAYS = (("day", 1), ("week", 7))


ALARMING = (Verdict.BROKEN, Verdict.UNREACHABLE, Verdict.BLOCKED)  # from the baseline of a chart on
KNOWN = (*ALARMING, Verdict.MOVED, Verdict.OK)


@dataclass(frozen=True, slots=True)
class Step:
    """The state of all links at the end of `last`; about `unknown` of them nothing was known."""

    last: date
    counts: Mapping[Verdict, int]
    unknown: int

    def stack(self) -> list[Piece]:
        """The shares on top of each other, what moved as part of what is there; the start is the distance from above."""
        there = self.counts.get(Verdict.OK, 0) + self.counts.get(Verdict.MOVED, 0)
        parts = [(verdict, self.counts.get(verdict, 0)) for verdict in ALARMING] + [(Verdict.OK, there)]
        total = self.unknown + sum(number for _, number in parts)
        pieces: list[Piece] = []
        top = 100.0
        for verdict, number in parts:
            height = 100 * number / total
            top -= height
            if number:
                pieces.append(Piece(verdict, round(top, 2), round(height, 2)))
        return pieces


@dataclass(frozen=True, slots=True)
class Health:
    """Steps of equal length ("day", "week" or "month"), the last of them today; `cut`: what came before is left out."""

    unit: str
    steps: tuple[Step, ...]
    cut: bool = False

    def most(self, verdict: Verdict) -> int:
        return max((step.counts.get(verdict, 0) for step in self.steps), default=0)


def health(links: Iterable[tuple[Timeline, Verdict]], now: datetime) -> Health:
    """One (timeline, verdict of today) for each link. The last step is today as it is, whatever the timelines say.

    No steps where nothing is known from before today.
    """
    links = [(_sober(timeline, now), verdict) for timeline, verdict in links]
    first = min((timeline[0][0] for timeline, _ in links if timeline), default=now).date()
    unit, ends, cut = _ends(first, now.date())
    if len(ends) < 2:
        return Health(unit, ())
    past = _counted([timeline for timeline, _ in links], ends[:-1])
    today = Counter(verdict for _, verdict in links if verdict in KNOWN)
    counts = zip(ends, (*past, today), strict=True)
    return Health(unit, tuple(Step(end, known, len(links) - sum(known.values())) for end, known in counts), cut)


def _sober(timeline: Timeline, now: datetime) -> Timeline:
    """Without what some clock, or whoever sent the cache, has put into the future."""
    return sorted((moment, verdict) for moment, verdict in timeline if moment <= now)


def _ends(first: date, today: date) -> tuple[str, list[date], bool]:
    """The last days of the steps from `first` to `today`, as many as a chart has room for."""
    for unit, length in _DAYS:
        number = (today - first).days // length
        if number < _MOST:
            return unit, [today - timedelta(days=length * back) for back in range(number, -1, -1)], False
    ends = [today]
    while len(ends) < _MOST and (before := ends[-1].replace(day=1) - timedelta(days=1)) >= first:
        ends.append(before)
    return "month", ends[::-1], len(ends) == _MOST


def _counted(timelines: Iterable[Timeline], ends: Sequence[date]) -> list[Counter[Verdict]]:
    """Links by verdict at each end: what each step changes is added up, then the steps are."""
    closing = [datetime.combine(end, time.max, UTC) for end in ends]
    changes: list[Counter[Verdict]] = [Counter() for _ in ends]
    for timeline in timelines:
        for (begin, verdict), (end, _) in pairwise((*timeline, (datetime.max.replace(tzinfo=UTC), Verdict.OK))):
            since, until = (_index(closing, moment) for moment in (begin, end))
            if since < until:
                changes[since][verdict] += 1
                if until < len(ends):
                    changes[until][verdict] -= 1
    counts: list[Counter[Verdict]] = []
    for change in changes:
        total = Counter(counts[-1]) if counts else Counter[Verdict]()
        total.update(change)
        counts.append(total)
    return counts


def _index(closing: Sequence[datetime], moment: datetime) -> int:
    """The first step that ends at or after `moment`."""
    return bisect_left(closing, moment)
