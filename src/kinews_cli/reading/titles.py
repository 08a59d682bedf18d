"""Which lines are titles, and of what: articles, sections, or headings inside an article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kinews_cli.reading.body import Body, ends_a_sentence, is_prose
from kinews_cli.reading.layout import Gaps, Layout, ends_at_column, sign_of
from kinews_cli.reading.phrases import begins_with_time, has_two_sentences, is_key_value
from kinews_cli.reading.rules import Rules
from kinews_cli.reading.shapes import Shape
from kinews_cli.reading.vetoes import LONGEST_TITLE, veto
from kinews_cli.values import Value

_RUN = 4
_SHORT_IN_RUN = 36
_SHORT_TITLE = 90
_DOUBTFUL_WORDS = 9


class Verdict(Value, frozen=True):
    """Why a line is a title or a heading; `doubt` says what speaks against it."""

    reason: str
    heading: bool = False
    doubt: str | None = None


class TitleFinder:
    """Finds the titles of one issue whose furniture, contents and layout are known."""

    def __init__(self, body: Body, rules: Rules, said: Collection[int] = ()) -> None:
        self._body = body
        self._rules = rules
        self._said = said  # the titles that the author named
        self._vetoes: dict[int, str | None] = {}

    def may_be_title(self, shape: Shape) -> bool:
        """Does nothing in the line's own form speak against it?"""
        if shape.index not in self._vetoes:
            self._vetoes[shape.index] = veto(shape, self._body, self._rules)
        return self._vetoes[shape.index] is None

    def gap_above(self, shape: Shape) -> int:
        return self._body.gap_above(shape)

    def gap_below(self, shape: Shape) -> int:
        return self._body.gap_below(shape)

    def decorated(self, layout: Layout) -> dict[int, Verdict]:
        """Titles and headings among decorated lines. A heading without text of its own is a section; below one with text,
        deeper signs mark headings inside the article.
        """
        depth = {sign: place for place, sign in enumerate(layout.signs)}
        found: dict[int, Verdict] = {}
        marked = [s for s in self._body.lines if sign_of(s, self._rules) in depth]
        marked_indexes = {shape.index for shape in marked}
        open_depth: int | None = None
        for shape in marked:
            sign = sign_of(shape, self._rules)
            assert sign is not None
            below = self._body.below(shape)
            here = depth[sign]
            own_text = below is not None and below.index not in marked_indexes
            inside = open_depth is not None and here > open_depth
            found[shape.index] = Verdict(f"marked as a heading ({sign[0]})", heading=inside)
            if not inside:
                open_depth = here if own_text else None
        return found

    def plain(self, layout: Layout) -> dict[int, Verdict]:
        """Titles in bare text."""
        candidates = [shape for shape in self._body.lines if self.may_be_title(shape) and self._gap_fits(shape, layout)]
        numbered = self._numbered(candidates)
        listed = self._runs(candidates, layout)
        found: dict[int, Verdict] = {}
        for shape in candidates:
            if shape.index in numbered:
                found[shape.index] = Verdict("a number that counts on inside the article", heading=True)
                continue
            if shape.index in listed or self._context_speaks_against(shape, layout):
                continue
            found[shape.index] = Verdict(layout.gaps.value, doubt=self._doubt(shape))
        return found

    def linked(self) -> dict[int, Verdict]:
        """Short lines that hold nothing but a title and its address, with text directly below each."""
        if not self._rules.on("linked-titles"):
            return {}
        lines = [shape for shape in self._body.lines if self._is_linked_title(shape)]
        if len(lines) < 3 or 2 * len(lines) < sum(shape.urls > 0 for shape in self._body.lines if shape.marker is None):
            return {}
        return {shape.index: Verdict("a title with its address, text below") for shape in lines}

    def _is_linked_title(self, shape: Shape) -> bool:
        if shape.urls != 1 or shape.marker is not None or shape.above < 1:
            return False
        below = self._body.below(shape)
        if below is None or below.urls or not is_prose(below) or shape.below > 1:
            return False
        label = shape.normal.partition("http")[0].rstrip(" <([:–-")
        return (
            3 <= len(label) <= LONGEST_TITLE and not ends_a_sentence(label.rstrip(":")) and not has_two_sentences(label)
        )

    def _gap_fits(self, shape: Shape, layout: Layout) -> bool:
        gap_above, gap_below = self.gap_above(shape), self.gap_below(shape)
        above_enough = gap_above > layout.unit if layout.gaps is Gaps.DOUBLE else gap_above >= 1
        if layout.gaps is Gaps.NONE:
            below = self._body.below(shape)
            above = self._body.above(shape)
            return (
                below is not None
                and self._text_follows(shape, below)
                and above is not None
                and not shape.normal.startswith(("…", "..."))
                and (self._ends_text(above) or (self.may_be_title(above) and self._ends_text(self._body.above(above))))
                and not ends_at_column(shape, below, layout.width)
            )
        if layout.gaps is Gaps.GLUED and gap_above == 0:
            above_enough = self._below_section(shape)
        if not above_enough:
            return False
        below = self._body.below(shape)
        if layout.gaps is Gaps.SINGLE:
            return gap_below >= 1 or (self._rules.on("glued-too") and self._stands_on_text(shape, below, layout))
        return gap_below >= 1 or (below is not None and not ends_at_column(shape, below, layout.width))

    def _text_follows(self, shape: Shape, below: Shape) -> bool:
        """Where no blank line tells: longer text, a pair of key and value, an entry of a calendar, or a title below a section."""
        if begins_with_time(below.normal):
            return True
        if len(below.normal) > len(shape.normal) and (is_prose(below) or is_key_value(below.normal)):
            return True
        subtitle = below.normal[:1] in "…." or below.normal[:1].islower()
        return (
            self.may_be_title(below)
            and self._body.has_paragraph_below(below)
            and (subtitle or self._ends_text(self._body.above(shape)))
        )

    @staticmethod
    def _ends_text(shape: Shape | None) -> bool:
        """May something new begin below this line?"""
        if shape is None:
            return True
        text = shape.normal
        return (
            ends_a_sentence(text)
            or text.endswith(("!", "?"))
            or shape.urls > 0
            or shape.code
            or is_key_value(text)
            or shape.marker is not None
        )

    def _stands_on_text(self, shape: Shape, below: Shape | None, layout: Layout) -> bool:
        """Directly above a long paragraph: a title whose blank line was lost."""
        return (
            self.gap_above(shape) >= 1
            and below is not None
            and self._body.has_paragraph_below(shape)
            and len(shape.normal) <= _SHORT_TITLE
            and not ends_at_column(shape, below, layout.width)
        )

    def _below_section(self, shape: Shape) -> bool:
        """Directly below another short line that has a blank line above, and above text: a title below its section."""
        above, below = self._body.above(shape), self._body.below(shape)
        return (
            above is not None
            and self.gap_above(above) >= 1
            and self.may_be_title(above)
            and below is not None
            and self.gap_below(shape) == 0
            and (is_prose(below) or is_key_value(below.normal))
        )

    def _context_speaks_against(self, shape: Shape, layout: Layout) -> str | None:
        below, above = self._body.below(shape), self._body.above(shape)
        if self._rules.on("no-text-below") and below is None and not self._ends_issue(shape):
            return "nothing below"
        if (
            self._rules.on("introduced")
            and above is not None
            and above.normal.endswith(":")
            and above.index not in self._said
            and not self._body.has_paragraph_below(shape)
            and layout.gaps is not Gaps.DOUBLE
        ):
            return "introduced by the line above"
        return None

    def _ends_issue(self, shape: Shape) -> bool:
        """The last line of the body, with nothing but furniture below: a section that stayed empty."""
        return shape.below >= 1

    def _numbered(self, candidates: Sequence[Shape]) -> set[int]:
        """The headings that numbers tell: numbered lines that count 1, 2, 3 inside one article, or, where the numbers run
        through the whole issue, the lines without a number between them.
        """
        if not self._rules.on("numbered-titles"):
            return set()
        headings: set[int] = set()
        for chain in _chains(candidates):
            if self._runs_through(chain, candidates):
                inside = {s.index for s in candidates if chain[0].index < s.index < chain[-1].index}
                headings |= inside - {entry.index for entry in chain}
            elif chain[0].index != candidates[0].index:
                headings |= {entry.index for entry in chain}
        return headings

    def _runs_through(self, chain: Sequence[Shape], candidates: Sequence[Shape]) -> bool:
        """Does the chain of numbers reach through half of the issue, with few titles outside it?"""
        reach = chain[-1].index - chain[0].index
        if len(chain) < 3 or reach < 0.4 * len(self._body.shapes):  # at most two can: what follows is asked rarely
            return False
        outside = sum(not chain[0].index <= s.index <= chain[-1].index for s in candidates)
        return outside <= 2 * len(chain)

    def _runs(self, candidates: Sequence[Shape], layout: Layout) -> set[int]:
        """Short lines in a row are a list whose marks were lost. Its first line may be the title above it, its last one the
        title of what follows.
        """
        if not self._rules.on("list-run"):
            return set()
        indexes = {shape.index for shape in candidates}
        listed: set[int] = set()
        run: list[Shape] = []
        for shape in self._body.lines:
            if shape.index in indexes:
                run.append(shape)
                continue
            self._close_run(run, shape, layout, listed)
            run = []
        self._close_run(run, None, layout, listed)
        return listed

    def _close_run(self, run: Sequence[Shape], below: Shape | None, layout: Layout, listed: set[int]) -> None:
        if layout.gaps is Gaps.DOUBLE or len(run) < _RUN:
            return
        last_is_title = below is not None and (is_prose(below) or below.link_line or below.marker is not None)
        kept = {run[0].index} | ({run[-1].index} if last_is_title else set())
        kept |= {shape.index for shape in run if _heads_a_list(shape, self._two_below(shape))}
        listed.update(shape.index for shape in run if shape.index not in kept)

    def _two_below(self, shape: Shape) -> list[Shape]:
        one = self._body.below(shape)
        two = self._body.below(one) if one is not None else None
        return [other for other in (one, two) if other is not None]

    def _doubt(self, shape: Shape) -> str | None:
        if len(shape.normal.split()) > _DOUBTFUL_WORDS and not shape.normal.endswith("?"):
            above = self._body.above(shape)
            if above is not None and not above.link_line:
                return "a long line without a final full stop may be a short paragraph"
        return None


def _chains(candidates: Sequence[Shape]) -> list[list[Shape]]:
    """Numbered lines that count on from 1, whatever stands between them."""
    chains: list[list[Shape]] = []
    for shape in candidates:
        if shape.number == 1:
            chains.append([shape])
        elif shape.number is not None and chains and shape.number == chains[-1][-1].number + 1:  # type: ignore[operator]
            chains[-1].append(shape)
    return [chain for chain in chains if len(chain) >= 2]


def _heads_a_list(shape: Shape, below: Sequence[Shape]) -> bool:
    """In a run of short lines, a much shorter one above longer ones is what they stand under."""
    text = shape.normal
    if len(text) > _SHORT_IN_RUN or set(text) & set("(),:"):
        return False
    return all(len(other.normal) > 1.5 * len(text) for other in below)
