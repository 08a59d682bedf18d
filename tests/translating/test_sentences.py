from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.translating.sentences import in_parts, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das geht, z. B. so. Und nun?", ("Das geht, z. B. so.", "Und nun?")),
        ("Dr. Müller kam am 3. Mai. Alle waren da.", ("Dr. Müller kam am 3. Mai.", "Alle waren da.")),
        ("Es kostet ca. 20 Mio. Euro. Viel Geld!", ("Es kostet ca. 20 Mio. Euro.", "Viel Geld!")),
        ("„Gut!“, sagte sie. Dann ging sie.", ("„Gut!“, sagte sie.", "Dann ging sie.")),
        ("Ohne Punkt", ("Ohne Punkt",)),
        ("", ("",)),
    ],
)
def test_sentences_end_where_a_reader_says(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@given(st.text(st.sampled_from('aB .!?…„“"()1zß\n\u00a0'), max_size=200))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kurz.", ("Kurz.",)),
        ("Ein Satz. Noch ein Satz.", ("Ein Satz.", "Noch ein Satz.")),
        ("Ja. Nein. Ein Satz.", ("Ja. Nein.", "Ein Satz.")),
        ("Am 3. Mai war das gut", ("Am 3. Mai war", "das gut")),
        ("x" * 40, ("x" * 15, "x" * 15, "x" * 10)),
    ],
)
def test_long_texts_are_cut_at_sentences_then_at_blanks(text: str, parts: tuple[str, ...]) -> None:
    assert in_parts(text, 15) == parts
