"""What becomes of a translation file when the issue has changed. Pure.

A human's text is never lost: it stays, moves with its source, becomes stale beside a changed source, or rests as obsolete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from operator import itemgetter

from kinews_cli.model.translation import Segment, State
from kinews_cli.translating.entry import Entry
from kinews_cli.translating.segments import base
from kinews_cli.values import Value, replace

# Counted on the 47 paragraphs of one issue: no two of them share more than a third of their words.
_ALIKE = 0.5
_ALIKE_ELSEWHERE = 0.75  # the article's title has changed as well, or the text has moved while it changed
_ALIKE_LETTERS = 0.65  # labels of different articles reach 0.61 by letters
_SHORT = 60  # characters up to which letters are compared too: one word of two is half of the words
_LONGEST = 20_000  # characters; comparing beyond that takes seconds
_COMPARISONS = 10_000  # of two texts, in one run; each takes about 0.05 ms
_CANDIDATES = 20  # that many texts a new one is compared with in any case

Key = tuple[str, str]  # context and source


def merge(
    entries: Iterable[Entry], obsolete: Iterable[Entry], segments: Sequence[Segment]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries for `segments`, in their order, and the obsolete ones: all human texts that no segment took over."""
    known: dict[Key, Entry] = {}
    for entry in (*(entry.tidy() for entry in entries), *obsolete):
        _add(known, entry)
    wanted = [(segment.context, segment.text) for segment in segments]
    present = set(wanted)
    vanished = {key: entry for key, entry in known.items() if key not in present}
    merged = {key: known[key] for key in wanted if key in known}
    _reuse_equal_texts(wanted, merged, vanished)
    _keep_beside_changed_sources(wanted, merged, vanished)
    for entry in vanished.values():
        if entry.is_human:
            _add(merged, entry.retired())
    resting = sorted(key for key in merged if key not in present)
    return tuple(merged.get(key) or Entry(*key) for key in wanted), tuple(merged[key] for key in resting)


def _add(entries: dict[Key, Entry], entry: Entry) -> None:
    """Add an entry whose name may be taken, which gettext forbids: a human's text stays, under another context if need be."""
    there = entries.get(entry.key)
    if there is None or not there.is_human:
        entries[entry.key] = entry if entry.is_human or there is None else there
    elif entry.is_human and entry.text != there.text:
        _add(entries, entry.under(f"{entry.context} · earlier"))


def _reuse_equal_texts(wanted: Iterable[Key], merged: dict[Key, Entry], vanished: dict[Key, Entry]) -> None:
    """The same text under another context comes with its state: first what moved, then what still stands elsewhere."""
    moved = _by_source(vanished.values())
    standing = _by_source(entry for entry in merged.values() if entry.state in {State.ACCEPTED, State.MACHINE})
    for context, source in wanted:
        if (context, source) in merged:
            continue
        candidates = moved.get(source)
        if candidates:
            entry = _best(candidates, context)
            candidates.remove(entry)
            del vanished[entry.key]
            merged[context, source] = entry.under(context)
        elif source in standing:
            merged[context, source] = replace(_best(standing[source], context).under(context), comment="")


def _by_source(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.state is not State.UNTRANSLATED:
            found.setdefault(entry.source, []).append(entry)
    return found


def _best(candidates: Sequence[Entry], context: str) -> Entry:
    """A human's text before a machine's, the same role and article before another."""
    return max(candidates, key=lambda entry: (entry.is_human, base(entry.context) == base(context)))


def _keep_beside_changed_sources(wanted: Iterable[Key], merged: dict[Key, Entry], vanished: dict[Key, Entry]) -> None:
    """Pair human texts whose source has gone with new sources, the most alike first."""
    fresh = [key for key in wanted if key not in merged]
    humans = [entry for entry in vanished.values() if entry.is_human]
    pairs = sorted(_pairs(fresh, humans), key=lambda pair: -pair[0])
    for _, (context, source), entry in pairs:
        if (context, source) in merged or entry.key not in vanished:
            continue
        merged[context, source] = vanished.pop(entry.key).stale_under(context, source)


def _pairs(fresh: Sequence[Key], humans: Sequence[Entry]) -> Iterator[tuple[float, Key, Entry]]:
    """Comparing is slow, so only what can be alike enough is compared, and of much that can be only the most promising."""
    olds = [(_kind(entry.context), [_Shares.of(text) for text in _sources(entry)]) for entry in humans]
    candidates = max(_CANDIDATES, _COMPARISONS // max(1, len(fresh)))
    for context, source in fresh:
        kind, new = _kind(context), _Shares.of(source)
        possible: list[tuple[float, int, float]] = []  # how alike at most, which entry, how alike at least
        for number, (old_kind, texts) in enumerate(olds):
            bound = _bound(kind, old_kind)
            at_most = max(map(new.at_most, texts)) if bound is not None else 0.0
            if bound is not None and at_most >= bound:
                possible.append((at_most, number, bound))
        best = nlargest(candidates, possible, key=itemgetter(0))
        for _, number, bound in sorted(best, key=itemgetter(1)):
            ratio = max(likeness(source, old) for old in _sources(humans[number]))
            if ratio >= bound:
                yield ratio, (context, source), humans[number]


def _sources(entry: Entry) -> set[str]:
    return {entry.source, entry.previous or entry.source}


def _kind(context: str) -> tuple[str, str]:
    """The role, and the role with its article."""
    whole = base(context)
    return whole.split(" · ")[0], whole


def _bound(new: tuple[str, str], old: tuple[str, str]) -> float | None:
    """How alike two sources must be in contexts of these kinds; None: they are of different roles."""
    if new[1] == old[1]:
        return _ALIKE
    return _ALIKE_ELSEWHERE if new[0] == old[0] else None


class _Shares(Value, frozen=True):
    """Words and letters of a text without their order, each with its count: sets that say at once what cannot be alike."""

    length: int
    words: frozenset[tuple[str, int]]
    letters: frozenset[tuple[str, int]]  # of a short text

    @classmethod
    def of(cls, text: str) -> _Shares:
        return cls(len(text), _counted(text.split()), _counted(text if len(text) <= _SHORT else ""))

    def at_most(self, other: _Shares) -> float:
        """`likeness` of the two texts is this or less."""
        words = _at_most(self.words, other.words)
        return words if max(self.length, other.length) > _SHORT else max(words, _at_most(self.letters, other.letters))


def _counted(things: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Each thing with a number from 0: a set that holds as many elements as there are things."""
    seen: Counter[str] = Counter()
    numbered = set()
    for thing in things:
        numbered.add((thing, seen[thing]))
        seen[thing] += 1
    return frozenset(numbered)


def _at_most(one: frozenset[tuple[str, int]], other: frozenset[tuple[str, int]]) -> float:
    both = len(one) + len(other)
    if 2 * min(len(one), len(other)) < _ALIKE * both:
        return 0.0
    return 2.0 * len(one & other) / both if both else 1.0


def likeness(one: str, other: str) -> float:
    """0 to 1: how much two texts share, by words; 0.5 or more of the letters of short ones counts too."""
    if max(len(one), len(other)) > _LONGEST:
        return 0.0
    words = _ratio(one.split(), other.split())
    if max(len(one), len(other)) > _SHORT:
        return words
    letters = _ratio(one, other)
    return max(words, letters if letters >= _ALIKE_LETTERS else 0.0)


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    from difflib import SequenceMatcher  # only where texts were changed

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
