from __future__ import annotations

import pytest

from kinews_cli.model.source import Name
from kinews_cli.sources.names import AUTHOR_LIMIT, group, named, person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eric A. Weiss", Name("Weiss", "Eric A.")),
        ("Jumper, John", Name("Jumper", "John")),
        ("Laurens van der Maaten", Name("van der Maaten", "Laurens")),
        ("Jascha Sohl-Dickstein", Name("Sohl-Dickstein", "Jascha")),
        ("Sammy Davis Jr.", Name("Davis Jr.", "Sammy")),
        ("Davis, Jr.", Name("Jr.", "Davis")),
        ("dpa  ", Name(literal="dpa")),
        ("OpenAI", Name(literal="OpenAI")),
        ("ATLAS Collaboration", Name(literal="ATLAS Collaboration")),
        ("heise online", Name(literal="heise online")),
        ("  ", None),
        (",", None),
    ],
)
def test_a_name_comes_apart_where_it_can(text: str, name: Name | None) -> None:
    assert person(text) == name


def test_a_group_stays_whole() -> None:
    assert group("Two Minute Papers") == Name(literal="Two Minute Papers")
    assert group("") is None


def test_lists_are_without_gaps_and_repetitions_and_bounded() -> None:
    assert named([None, group("A"), group("A")]) == (Name(literal="A"),)
    assert len(named(group(str(number)) for number in range(5_000))) == AUTHOR_LIMIT
