"""German words and their endings, English words and theirs: enough to find a glossary's term in a text. Pure.

Nouns only gain endings, for what looks like one may belong to the word: "Rauschen" (noise) is no form of "Rausch". Adjectives
change theirs. A compound written as one word is another word: "Netz" is not in "Netzwerk".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kinews_cli.values import Value

# Combining marks (texts from macOS) and soft hyphens belong to the word they stand in.
WORD = re.compile(r"[\w\u0300-\u036f\u00ad]+")
_LOOSE_GAP = re.compile(r"[ \t\r\n\u00a0\u202f]+|[-\u2010\u2011\u2013]")  # one may stand for the other
_UMLAUTS = str.maketrans("äöü", "aou")
_UMLAUTED = {"a": "ä", "o": "ö", "u": "ü"}
_NOUN_ENDINGS = ("s", "es", "e", "en", "em", "er", "n", "ens", "ns", "ern")
_ADJECTIVE_ENDINGS = ("en", "em", "er", "es", "e")
_PLURAL_ENDINGS = ("", "e", "en", "er", "ern", "n")  # behind an umlaut
_MORE_ENDINGS = {"nis": ("se", "ses", "sen"), "in": ("nen",), "er": ("in", "innen")}  # Ergebnisse, Forscherinnen
# Algorithmen, Zentren, Kriterien, Themen, Risiken, Matrizen, Indizes
_CHANGED_ENDINGS = {"us": ("en",), "um": ("en",), "a": ("en",), "o": ("en",), "ix": ("izen", "izes"), "ex": ("izes",)}
# All endings are made of these letters, but for a last one that gives way, so words that differ only there have one key.
_ENDING_LETTERS = "eimnrsu"
_GIVING_WAY = ("a", "o", "x", "z")
# The last vowel but an "e" of an ending: that of "Datensatz", "Netzraum", "Garten".
_LAST_VOWEL = re.compile(r"(a)u[^aeiouäöü]*(?:e[^aeiouäöü]*)?$|([aou])[^aeiouäöü]*(?:e[^aeiouäöü]*)?$")


class Word(Value, frozen=True):
    """A word of a text: composed, without soft hyphens, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return _key(self.text)


class Shape(Value, frozen=True):
    """A term cut into words and what stands before, between and behind them."""

    words: tuple[str, ...]
    keys: tuple[str, ...]  # equal for all forms of a word
    gaps: tuple[str, ...]
    head: str
    tail: str

    def fits(self, words: Sequence[Word], text: str) -> bool:
        """Whether `words`, as many as the term has, are a form of it where they stand in `text`."""
        last = len(self.words) - 1
        return (
            all(
                _fits(mine, word.text, last=at == last)
                for at, (mine, word) in enumerate(zip(self.words, words, strict=True))
            )
            and all(
                mine == text[one.end : other.start] or (is_loose(mine) and is_loose(text[one.end : other.start]))
                for mine, (one, other) in zip(self.gaps, pairwise(words), strict=True)
            )
            and text.endswith(self.head, 0, words[0].start)
            and text.startswith(self.tail, words[-1].end)
        )


@cache
def shape(term: str) -> Shape:
    """The shape of a term with at least one word."""
    words = list(WORD.finditer(term))
    return Shape(
        tuple(match[0] for match in words),
        tuple(_key(match[0]) for match in words),
        tuple(term[one.end() : other.start()] for one, other in pairwise(words)),
        term[: words[0].start()],
        term[words[-1].end() :],
    )


def is_loose(gap: str) -> bool:
    """Is it a hyphen or blanks, which stand for each other?"""
    return _LOOSE_GAP.fullmatch(gap) is not None


def composed(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word).replace("\u00ad", "")


def is_spelt_exactly(word: str) -> bool:
    """CLIP is no clip; BigGAN and t3n are written in one way."""
    return any(character.isupper() or character.isdigit() for character in word[1:])


def _key(word: str) -> str:
    stem = word.casefold().translate(_UMLAUTS).rstrip(_ENDING_LETTERS)
    return stem[:-1].rstrip(_ENDING_LETTERS) if stem.endswith(_GIVING_WAY) else stem


def _fits(mine: str, written: str, *, last: bool) -> bool:
    """Whether `written` is a form of the glossary's word. German nouns are capitalised, so "Netz" is not in "netz"."""
    if mine == written:
        return True
    # "Künstliche Intelligenz" in a glossary is also the one that is written "künstliche".
    adjective = not last and mine.endswith(_ADJECTIVE_ENDINGS)
    if mine[:1].isupper() and not written[:1].isupper() and not adjective:
        return False
    if is_spelt_exactly(mine):
        return written.startswith(mine) and written[len(mine) :] in _NOUN_ENDINGS
    forms = _adjective_forms(mine) if not last or mine[:1].islower() else _noun_forms(mine)
    return written.casefold() in forms


@cache
def _adjective_forms(word: str) -> frozenset[str]:
    """In small letters: of "neuronales" what "neuronal" may end in. Nouns stand before others too, and gain endings there."""
    small = word.casefold()
    stem = next((small.removesuffix(end) for end in _ADJECTIVE_ENDINGS if small.endswith(end)), small)
    changed = {stem + ending for ending in ("", *_ADJECTIVE_ENDINGS)} if len(stem) > 2 else set[str]()
    return frozenset({small, *(small + ending for ending in _NOUN_ENDINGS), *changed})


@cache
def _noun_forms(word: str) -> frozenset[str]:
    """In small letters, with every ending the word may have."""
    small = word.casefold()
    forms = {small, *(small + ending for ending in _NOUN_ENDINGS)}
    for end, endings in _MORE_ENDINGS.items():
        if small.endswith(end):
            forms.update(small + ending for ending in endings)
    for end, endings in _CHANGED_ENDINGS.items():
        if small.endswith(end):
            forms.update(small.removesuffix(end) + ending for ending in endings)
    vowel = _LAST_VOWEL.search(small)
    if vowel is not None:
        at = max(vowel.start(1), vowel.start(2))
        umlauted = small[:at] + _UMLAUTED[small[at]] + small[at + 1 :]
        forms.update(umlauted + ending for ending in _PLURAL_ENDINGS)  # Datensätze
    return frozenset(forms)


@cache
def english_forms(term: str) -> frozenset[str]:
    """The term's words joined, in small letters; the last as singular, plural, or form of a verb."""
    *first, last = (word.casefold() for word in WORD.findall(term))
    forms = {last, last.removesuffix("s"), *(last + ending for ending in ("s", "es", "ed", "d", "ing"))}
    forms |= {last + last[-1] + ending for ending in ("ed", "ing")}  # programmed
    if last.endswith("y"):
        forms |= {last[:-1] + "ies", last[:-1] + "ied"}
    if last.endswith("ies"):
        forms.add(last[:-3] + "y")
    if last.endswith("e"):
        forms.add(last[:-1] + "ing")
    if last.endswith("is"):
        forms.add(last[:-2] + "es")  # analyses
    return frozenset("".join(first) + form for form in forms)


@cache
def english_degrees(term: str) -> frozenset[str]:
    """The words of an adjective joined, in small letters, compared: noisier, largest, bigger."""
    *first, last = (word.casefold() for word in WORD.findall(term))
    stems = {last.removesuffix("e"), last + last[-1]}
    if last.endswith("y"):
        stems = {last[:-1] + "i"}
    return frozenset("".join(first) + stem + ending for stem in stems for ending in ("er", "est"))
