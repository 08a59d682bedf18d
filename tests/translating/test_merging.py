"""What humans wrote survives every change of the issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.model.translation import Role, Segment, State
from kinews_cli.translating import merging
from kinews_cli.translating.entry import Entry
from kinews_cli.translating.merging import likeness, merge

OLD = "Die Forscher haben ein neues Netz mit vielen Bildern von Katzen trainiert."
NEW = "Die Forscher haben ein neues Netz mit sehr vielen Bildern von Katzen trainiert."
OTHER = "Das Wetter in Hamburg ist heute leider wieder einmal nicht besonders gut."
A, B = "paragraph · a", "paragraph · b"


def segments(*pairs: tuple[str, str]) -> list[Segment]:
    return [Segment(context, text, Role.PARAGRAPH, line) for line, (context, text) in enumerate(pairs, 1)]


def human(context: str, source: str, text: str = "Written by hand.") -> Entry:
    return Entry(context, source, text)


def machine(context: str, source: str) -> Entry:
    return Entry(context, source).with_answer("By machine.", "libre", "2026-11-23")


def merged(entries: Sequence[Entry], *pairs: tuple[str, str], obsolete: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    return merge(entries, obsolete, segments(*pairs))[0]


def test_an_exact_match_keeps_and_new_segments_are_untranslated() -> None:
    assert merged([human(A, OLD)], (A, OTHER), (A, OLD)) == (Entry(A, OTHER), human(A, OLD))


def test_a_text_that_moved_brings_its_state() -> None:
    assert merged([human(A, OLD)], (B, OLD)) == (human(B, OLD),)
    assert merged([machine(A, OLD)], (B, OLD))[0].state is State.MACHINE


def test_the_same_text_in_a_second_place_has_the_first_ones_translation() -> None:
    assert merged([human(A, "Paper")], (A, "Paper"), (B, "Paper"))[1] == human(B, "Paper")


def test_of_two_candidates_the_humans_is_taken() -> None:
    assert merged([machine(A, OLD), human("paragraph · c", OLD)], (B, OLD)) == (human(B, OLD),)


def test_a_changed_source_makes_a_humans_text_stale() -> None:
    (entry,) = merged([human(A, OLD)], (A, NEW))
    assert (entry.state, entry.text, entry.previous) == (State.STALE, "Written by hand.", OLD)


def test_a_changed_source_drops_a_machines_text() -> None:
    current, obsolete = merge([machine(A, OLD)], [], segments((A, NEW)))
    assert current == (Entry(A, NEW),)
    assert obsolete == ()


def test_a_text_that_is_not_alike_is_another_text() -> None:
    current, obsolete = merge([human(A, OLD)], [], segments((A, OTHER)))
    assert current == (Entry(A, OTHER),)
    assert obsolete == (human(A, OLD),)


def test_each_changed_source_gets_the_text_most_like_it() -> None:
    one, two = "Das Netz erkennt rote Bilder sehr gut.", "Das Netz erkennt rote Blumen auf Wiesen sehr gut."
    entries = [human(A, one, "one"), human(A, two, "two")]
    current = merged(entries, (A, two.replace("gut", "schnell")), (A, one.replace("gut", "schnell")))
    assert [entry.text for entry in current] == ["two", "one"]


def test_a_changed_title_is_stale_too() -> None:
    (entry,) = merged([human("title", "Neue Netze für Bilder", "New")], ("title", "Neue Netze für alte Bilder"))
    assert entry.state is State.STALE


def test_under_a_renamed_article_a_slightly_changed_text_is_found() -> None:
    assert merged([human(A, OLD)], (B, NEW))[0].state is State.STALE


def test_a_label_does_not_become_the_stale_text_of_a_paragraph() -> None:
    assert merged([human("label · a", OLD)], (A, NEW)) == (Entry(A, NEW),)


def test_an_obsolete_text_returns_with_its_source() -> None:
    current, obsolete = merge([], [human(A, OLD)], segments((A, OLD)))
    assert current == (human(A, OLD),)
    assert obsolete == ()


def test_a_source_that_changes_back_finds_its_text_accepted() -> None:
    stale = human(A, OLD).stale_under(A, NEW).with_answer("Offer.", "libre", "2026-11-23")
    assert merged([stale], (A, OLD)) == (human(A, OLD),)


def test_when_both_sources_stand_there_the_text_goes_to_its_own_as_soon_as_it_may() -> None:
    stale = human(A, OLD).stale_under(A, NEW)
    assert merged([stale, machine(A, OLD)], (A, OLD)) == (human(A, OLD),)


def test_two_humans_texts_for_one_source_are_both_kept() -> None:
    stale = human(A, OLD, "first").stale_under(A, NEW)
    current, obsolete = merge([stale, human(A, OLD, "second")], [], segments((A, OLD)))
    assert {entry.text for entry in (*current, *obsolete)} == {"first", "second"}
    assert len({entry.key for entry in (*current, *obsolete)}) == 2


SOURCES = st.sampled_from([OLD, NEW, OTHER, "Paper", "Papers", "Neuer Artikel"])
CONTEXTS = st.sampled_from([A, B, "title", f"{A} · 2"])
KEYS = st.lists(st.tuples(CONTEXTS, SOURCES), unique=True, max_size=5)


@given(st.lists(KEYS, min_size=1, max_size=4), KEYS)
def test_no_change_of_the_issue_loses_a_humans_text(
    changes: list[list[tuple[str, str]]], first: list[tuple[str, str]]
) -> None:
    current = tuple(human(*key, text=f"text {number}") for number, key in enumerate(first))
    obsolete: tuple[Entry, ...] = ()
    for keys in changes:
        current, obsolete = merge(current, obsolete, segments(*keys))
        assert [entry.key for entry in current] == keys
        assert {f"text {n}" for n in range(len(first))} <= {entry.text for entry in (*current, *obsolete)}
        assert len({entry.key for entry in (*current, *obsolete)}) == len(current) + len(obsolete)
        assert merge(current, obsolete, segments(*keys)) == (current, obsolete)


def test_likeness_judges_short_texts_by_their_letters_too() -> None:
    assert likeness("Neuer Artikel", "Neue Artikel") > 0.9
    assert likeness(OLD, OTHER) < 0.5


WORDS = [
    "die",
    "der",
    "und",
    "in",
    "ein",
    "Netz",
    "Bild",
    "Katze",
    "erkennt",
    "malt",
    "lernt",
    "neu",
    "alt",
    "rot",
    "schnell",
]


def made_up(number: int, length: int) -> str:
    """Texts of which some are alike and some are not, the same in every run."""
    draw = Random(number)
    return " ".join(draw.choice(WORDS) if draw.random() < 0.8 else f"Wort{draw.randrange(1000)}" for _ in range(length))


def slow_pairs(
    fresh: Sequence[tuple[str, str]], humans: Sequence[Entry]
) -> Iterator[tuple[float, tuple[str, str], Entry]]:
    """Every text compared with every other one."""
    for context, source in fresh:
        for entry in humans:
            bound = 0.5 if context == entry.context else 0.75
            ratio = max(likeness(source, old) for old in (entry.source, entry.previous or entry.source))
            if ratio >= bound:
                yield ratio, (context, source), entry


@pytest.mark.parametrize("length", [3, 12, 40])
def test_what_is_compared_in_haste_gives_the_same_pairs(length: int) -> None:
    humans = [human(A if n % 3 else B, made_up(n, length)) for n in range(30)]
    humans = [e if n % 4 else e.stale_under(e.context, made_up(n + 500, length)) for n, e in enumerate(humans)]
    fresh = [(A if n % 2 else B, made_up(n + 1000, length)) for n in range(30)]
    fresh += [(A, entry.source.replace("Netz", "Netze")) for entry in humans[:5]]
    expected = list(slow_pairs(fresh, humans))
    assert expected
    assert list(merging._pairs(fresh, humans)) == expected


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs of texts that would be compared word by word: that is what takes time, not the sets that come before."""
    pairs: list[tuple[str, str]] = []

    def noted(one: str, other: str) -> float:
        pairs.append((one, other))
        return 0.0

    monkeypatch.setattr(merging, "likeness", noted)
    return pairs


def test_of_four_hundred_replaced_paragraphs_hardly_any_are_compared(compared: list[tuple[str, str]]) -> None:
    old = [" ".join(f"alt{(n * 7 + k * 13) % 900}" if k % 2 else WORDS[k % 15] for k in range(40)) for n in range(400)]
    new = [" ".join(f"neu{(n * 11 + k * 17) % 900}" if k % 2 else WORDS[k % 7] for k in range(40)) for n in range(400)]
    current, obsolete = merge([human(A, text) for text in old], [], segments(*((A, text) for text in new)))
    assert len(compared) <= 400  # of 160,000 pairs
    assert len(current) == 400
    assert len(obsolete) + sum(entry.is_human for entry in current) == len(set(old))


def test_of_texts_that_are_all_alike_not_all_pairs_are_compared(compared: list[tuple[str, str]]) -> None:
    common = " ".join(WORDS * 2)
    old = [f"{common} {made_up(n, 10)}" for n in range(200)]
    new = [f"{common} {made_up(n + 1000, 10)}" for n in range(200)]
    merge([human(A, text) for text in old], [], segments(*((A, text) for text in new)))
    assert 0 < len(compared) <= 10_000
