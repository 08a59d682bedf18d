"""Names of authors, from the ways sources write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kinews_cli.border import clean
from kinews_cli.model.source import Name

AUTHOR_LIMIT = 200  # collaborations sign with thousands; nobody reads on
# Words before a family name that belong to it: "van der Maaten", "de Freitas".
_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zur",
        "al",
        "bin",
        "ibn",
    )
)
_DOMAIN = re.compile(r"\w\.(?:com|net|org|de|at|ch|fr|es|nl|it|co|uk|info|tv|[a-z]{2}\.[a-z]{2})\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:collaboration|consortium|team|group|committee|redaktion|editors?|staff|foundation|institute|university|online|"
    r"newsroom|press|gmbh|inc|ltd)\b",
    re.IGNORECASE,
)

# "Von Ada Lovelace", "By ..."; not "von der Leyen".
_CREDIT = re.compile(r"^(?i:von|by|par|por|door|text|autor(?:in)?|author)(?:\s*:\s*|\s+)(?=[A-ZÀ-Þ])")
# Who they write for, and their initials: "(obe)", "(dpa)", "(www.dw.com)".
_SHORTHAND = re.compile(r"\s*\((?:[\w./-]{1,6}|(?:www|https?:)[^()]*)\)\s*$")
_AND = re.compile(r"\s*;\s*|\s*\|\s*|\s+(?:&|and|und|et|og|och|en|y|e)\s+", re.IGNORECASE)
_COMMA = re.compile(r",\s*(?!(?:jr|sr|ph\.?\s?d|m\.?\s?d)\b)", re.IGNORECASE)
_NOBODY = re.compile(
    r"@|://|\[at\]|^\W*(?:no author|admin(?:istrator)?|anonym(?:ous)?|unknown|unbekannt|author|autor|\d+)\W*$",
    re.IGNORECASE,
)


def person(text: str) -> Name | None:
    """A name from "Jumper, John" or "John Jumper"; one word, or a group's name, is kept as it is. None for an empty text."""
    name = clean(text).strip(" ,;")
    if not name:
        return None
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        if not _SUFFIX.fullmatch(given):
            return Name(family=family, given=given)
        name = f"{family} {given}"
    words = name.split(" ")
    if len(words) == 1 or len(words) > 6 or "," in name or _GROUP.search(name) or _DOMAIN.search(name):
        return Name(literal=name)
    start = _family_start(words)
    return Name(family=" ".join(words[start:]), given=" ".join(words[:start]))


def persons(text: str) -> tuple[Name, ...]:
    """Who stands in a line below a headline: "By Ann Author and Bob Writer (dpa)"; () where that names nobody.

    Commas part names only where each part has a first and a last name; "Jumper, John" is one person.
    """
    line = _CREDIT.sub("", clean(text))
    names = _split(_AND, line) if not _GROUP.search(line) else [line]
    bare = (_SHORTHAND.sub("", part) for name in names for part in _split(_COMMA, name))
    return named(person(name) for name in bare if not _NOBODY.search(name))


def group(text: str) -> Name | None:
    """An organisation or a channel under its name."""
    name = clean(text)
    return Name(literal=name) if name else None


def named(names: Iterable[Name | None]) -> tuple[Name, ...]:
    """Names without gaps and repetitions, at most 200."""
    return tuple(dict.fromkeys(name for name in names if name is not None))[:AUTHOR_LIMIT]


def _split(between: re.Pattern[str], text: str) -> list[str]:
    """The parts where each has two words: "Ortega y Gasset" and "Simon & Garfunkel" stay whole."""
    parts = [part.strip() for part in between.split(text) if part.strip()]
    return parts if all(" " in part for part in parts) else [text]


def _family_start(words: list[str]) -> int:
    start = len(words) - 1
    if start > 1 and _SUFFIX.fullmatch(words[start]):
        start -= 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return start
