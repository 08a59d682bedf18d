from __future__ import annotations

import pytest

from kinews_cli.model.source import Name
from kinews_cli.sources.names import AUTHOR_LIMIT, group, named, person, persons


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
        ("blatt.example.com developer", Name(literal="blatt.example.com developer")),
        ("  ", None),
        (",", None),
    ],
)
def test_a_name_comes_apart_where_it_can(text: str, name: Name | None) -> None:
    assert person(text) == name


LOVELACE, BABBAGE, WEISS = Name("Lovelace", "Ada"), Name("Babbage", "Charles"), Name("Weiss", "Eric A.")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Lovelace", (LOVELACE,)),
        ("By Ada Lovelace and Charles Babbage", (LOVELACE, BABBAGE)),
        ("Von Ada Lovelace, Charles Babbage und Eric A. Weiss", (LOVELACE, BABBAGE, WEISS)),
        ("Ada Lovelace & Charles Babbage", (LOVELACE, BABBAGE)),
        ("Ada Lovelace; Charles Babbage", (LOVELACE, BABBAGE)),
        ("Ada Lovelace (lov)", (LOVELACE,)),
        ("Ada Lovelace (www.blatt.example)", (LOVELACE,)),
        ("Lovelace, Ada", (LOVELACE,)),
        ("von der Leyen", (Name("der Leyen", "von"),)),
        ("Martin Luther King, Jr.", (Name("King Jr.", "Martin Luther"),)),
        ("José Ortega y Gasset", (Name("Gasset", "José Ortega y"),)),
        ("Simon & Garfunkel GmbH", (Name(literal="Simon & Garfunkel GmbH"),)),
        ("dpa", (Name(literal="dpa"),)),
        ("a.lovelace@blatt.example", ()),
        ("https://blatt.example/ada", ()),
        ("105092", ()),
        ("admin", ()),
        ("No Author", ()),
        ("", ()),
    ],
)
def test_a_line_of_names_comes_apart(line: str, names: tuple[Name, ...]) -> None:
    assert persons(line) == names


def test_a_group_stays_whole() -> None:
    assert group("Two Minute Papers") == Name(literal="Two Minute Papers")
    assert group("") is None


def test_lists_are_without_gaps_and_repetitions_and_bounded() -> None:
    assert named([None, group("A"), group("A")]) == (Name(literal="A"),)
    assert len(named(group(str(number)) for number in range(5_000))) == AUTHOR_LIMIT
