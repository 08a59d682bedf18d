"""Whose text it is: fingerprints, not flags, tell a machine's from a human's."""

from __future__ import annotations

from textwrap import wrap

import pytest

from kinews_cli.model.translation import Rendering, State
from kinews_cli.translating.entry import Entry, Remarks, fingerprint, read_remarks, remarks
from kinews_cli.values import replace

FRESH = Entry("paragraph · a", "Ein neues Netz.")
MACHINE = FRESH.with_answer("A new network.", "libre", "2026-11-23")
HUMAN = Entry("paragraph · a", "Ein neues Netz.", "A novel network.")
STALE = HUMAN.stale_under("paragraph · a", "Zwei neue Netze.")
OFFERED = STALE.with_answer("Two new networks.", "libre", "2026-11-24")


def test_without_a_text_it_is_untranslated_and_shows_the_source() -> None:
    assert FRESH.state is State.UNTRANSLATED
    assert FRESH.rendering() == Rendering("Ein neues Netz.", State.UNTRANSLATED)
    assert replace(FRESH, text=" \n").state is State.UNTRANSLATED


def test_a_machines_answer_is_fuzzy_and_carries_engine_date_and_fingerprint() -> None:
    assert MACHINE.fuzzy
    assert remarks(MACHINE) == (f"machine translation: libre, 2026-11-23, sha256 {fingerprint('A new network.')}",)
    assert MACHINE.rendering() == Rendering("A new network.", State.MACHINE)


def test_removing_the_flag_accepts() -> None:
    assert replace(MACHINE, fuzzy=False).state is State.ACCEPTED


def test_another_text_is_a_humans_whatever_the_flag_says() -> None:
    edited = replace(MACHINE, text="A brand-new network.")
    assert edited.fuzzy
    assert edited.state is State.ACCEPTED
    assert edited.tidy().note is None


def test_a_fuzzy_text_without_fingerprint_is_a_humans() -> None:
    assert replace(HUMAN, fuzzy=True).state is State.ACCEPTED


@pytest.mark.parametrize("entry", [HUMAN, replace(MACHINE, fuzzy=False), replace(MACHINE, text="Mine.")])
def test_a_humans_text_is_never_overwritten(entry: Entry) -> None:
    assert entry.with_answer("Other.", "libre", "2026-11-24") == entry


def test_a_machines_text_under_a_source_that_another_tool_changed_is_no_translation() -> None:
    assert replace(MACHINE, source="Ein altes Netz.", previous="Ein neues Netz.").state is State.UNTRANSLATED


class TestStale:
    def test_the_old_text_stays_fuzzy_with_the_old_source(self) -> None:
        assert (STALE.text, STALE.fuzzy, STALE.previous) == ("A novel network.", True, "Ein neues Netz.")
        assert STALE.state is State.STALE
        assert STALE.needs_engine

    def test_the_edition_shows_the_proposal_as_soon_as_there_is_one(self) -> None:
        assert STALE.rendering() == Rendering("A novel network.", State.STALE)
        assert OFFERED.rendering() == Rendering("Two new networks.", State.STALE)
        assert OFFERED.text == "A novel network."
        assert not OFFERED.needs_engine

    def test_a_human_settles_it_by_removing_the_flag_or_by_writing(self) -> None:
        assert replace(OFFERED, fuzzy=False).state is State.ACCEPTED
        assert replace(OFFERED, text="Two novel networks.").state is State.ACCEPTED
        assert remarks(replace(OFFERED, fuzzy=False).tidy()) == ()

    def test_the_proposal_taken_over_with_the_flag_left_on_is_a_machines_text(self) -> None:
        assert replace(OFFERED, text="Two new networks.").state is State.MACHINE

    def test_editors_may_drop_the_old_source(self) -> None:
        assert replace(OFFERED, previous=None).state is State.STALE

    def test_what_msgmerge_made_of_a_humans_text_is_stale_too(self) -> None:
        assert Entry("a", "Neu.", "Old.", fuzzy=True, previous="Alt.").state is State.STALE

    def test_changed_again_it_keeps_the_source_it_belongs_to(self) -> None:
        again = OFFERED.stale_under("paragraph · a", "Drei neue Netze.")
        assert (again.previous, again.proposal, again.state) == ("Ein neues Netz.", None, State.STALE)

    def test_changed_back_it_is_accepted(self) -> None:
        back = OFFERED.stale_under("paragraph · a", "Ein neues Netz.")
        assert back == HUMAN

    def test_it_retires_under_the_source_it_belongs_to(self) -> None:
        assert OFFERED.retired() == HUMAN


class TestRemarks:
    def test_they_are_read_as_they_are_written(self) -> None:
        assert read_remarks("\n".join(remarks(OFFERED))) == Remarks(OFFERED.note, OFFERED.kept, OFFERED.proposal)
        assert read_remarks("some remark of another tool") == Remarks()

    @pytest.mark.parametrize("width", [20, 40, 77])
    @pytest.mark.parametrize("hyphens", [True, False])
    def test_wrapping_does_not_matter(self, width: int, hyphens: bool) -> None:
        text = "A well-known state-of-the-art network that was trained on two-dimensional images of cats."
        offered = STALE.with_answer(text, "libre", "2026-11-24")
        comment = "\n".join(wrap(" ".join(remarks(offered)), width, break_on_hyphens=hyphens, break_long_words=False))
        assert read_remarks(comment).proposal == text

    def test_order_does_not_matter(self) -> None:
        comment = "\n".join(reversed(remarks(OFFERED)))
        assert read_remarks(comment) == Remarks(OFFERED.note, OFFERED.kept, OFFERED.proposal)
