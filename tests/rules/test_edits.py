from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.rules.edits import Places, Splice, apart, applied

TEXT = "eins\r\nzwei\rdrei\n\nfünf\u00a0e\u0301"


def finding(*edits: Edit, code: str = "KN202") -> Finding:
    return Finding(code, Severity.WARNING, "x", "006.txt", fix=Fix("x", True, edits))


def splices(findings: list[Finding], text: str = TEXT) -> list[Splice]:
    places = Places(text)
    return [places.splice(edit) for each in findings for edit in (each.fix.edits if each.fix else ())]


class TestPlaces:
    @pytest.mark.parametrize(
        ("edit", "after"),
        [
            (Edit(1, 1, 1, "+"), "+eins\r\nzwei\rdrei\n\nfünf\u00a0e\u0301"),
            (Edit(1, 5, 5, "+"), "eins+\r\nzwei\rdrei\n\nfünf\u00a0e\u0301"),
            (Edit(2, 2, 4, "-"), "eins\r\nz-i\rdrei\n\nfünf\u00a0e\u0301"),
            (Edit(5, 7, 8, ""), "eins\r\nzwei\rdrei\n\nfünf\u00a0e"),
            (Edit(2, 1, 1, "", 4), "eins\r\n\nfünf\u00a0e\u0301"),
            (Edit(3, 5, 8, "", 5), "eins\r\nzwei\rdrei"),
            (Edit(6, 1, 1, "\n"), f"{TEXT}\n"),
        ],
    )
    def test_lines_end_as_the_file_has_them_and_columns_are_characters(self, edit: Edit, after: str) -> None:
        assert applied(TEXT, [Places(TEXT).splice(edit)]) == after

    @pytest.mark.parametrize(
        "edit",
        [
            Edit(0, 1, 1, ""),
            Edit(1, 0, 1, ""),
            Edit(1, 1, 9, ""),
            Edit(7, 1, 1, ""),
            Edit(2, 3, 2, ""),
            Edit(6, 2, 2, ""),
        ],
    )
    def test_an_edit_of_another_text_has_no_place(self, edit: Edit) -> None:
        with pytest.raises(ValueError):
            Places(TEXT).splice(edit)
        assert apart([finding(edit)], Places(TEXT)) == []


class TestApart:
    def test_of_two_that_overlap_the_first_in_the_text_goes(self) -> None:
        first, second = finding(Edit(1, 1, 3, "a")), finding(Edit(1, 2, 4, "b"))
        for order in ([first, second], [second, first]):
            assert apart(order, Places(TEXT)) == [first]

    def test_touching_is_no_overlap(self) -> None:
        one, other = finding(Edit(1, 1, 3, "a")), finding(Edit(1, 3, 3, "b"))
        assert applied(TEXT, splices(apart([other, one], Places(TEXT)))).startswith("abns")

    def test_two_insertions_at_one_place_are_one_too_many(self) -> None:
        one, other = finding(Edit(1, 3, 3, "a"), code="KN301"), finding(Edit(1, 3, 3, "a"), code="KN302")
        assert apart([other, one], Places(TEXT)) == [one]

    def test_all_edits_of_a_fix_go_or_none(self) -> None:
        one = finding(Edit(1, 1, 2, "a"))
        both = finding(Edit(1, 1, 1, "b"), Edit(1, 1, 2, "c"))
        other = finding(Edit(1, 2, 3, "d"), Edit(2, 1, 2, "e"))
        assert apart([one, finding(Edit(2, 1, 5, "")), other], Places(TEXT)) == [one, other]
        assert both not in apart([both, one], Places(TEXT)) or one not in apart([both, one], Places(TEXT))

    def test_a_whole_line_goes_with_what_is_meant_for_it(self) -> None:
        line, mark = finding(Edit(2, 1, 1, "", 3), code="KN206"), finding(Edit(2, 3, 3, " (englisch)"), code="KN301")
        assert apart([mark, line], Places(TEXT)) == [line]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    lengths = [len(line) for line in ("eins", "zwei", "drei", "", "fünf\u00a0e\u0301")]
    line = draw(st.integers(1, 5))
    start = draw(st.integers(1, lengths[line - 1] + 1))
    end = draw(st.integers(start, lengths[line - 1] + 1))
    return Edit(line, start, end, draw(st.text("äx ", max_size=2)))


@given(st.lists(edits(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_matter_and_all_else_stays(made: list[Edit], chance: random.Random) -> None:
    findings = [finding(edit, code=f"KN{number}") for number, edit in enumerate(made)]
    mixed = findings[:]
    chance.shuffle(mixed)
    chosen = apart(findings, Places(TEXT))
    assert apart(mixed, Places(TEXT)) == chosen
    placed = splices(chosen)
    assert not any(one.meets(other) for one in placed for other in placed if one is not other)
    # one after the other, from the last to the first, is the same as all at once
    text = TEXT
    for splice in sorted(placed, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    assert applied(TEXT, placed) == text
