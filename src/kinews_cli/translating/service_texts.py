"""What services say instead of translating, as if it were the translation. Pure.

Quota and error texts, pages of errors and of consent, bodies in JSON, the chat around a language model's answer. Collected from
what MyMemory, LibreTranslate, DeepL, Google and the servers in front of them answer, and from reports of such texts in
translations (deep-translator issues 282, 285, 307; LibreTranslate issues 567, 612).

Nearly each of them may also be the right translation of a German sentence, so `service_texts.tsv` has the words of such a one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TEXTS = Path(__file__).with_name("service_texts.tsv")
_WORDS = Path(__file__).with_name("service_words.tsv")
_WORD = re.compile(r"[a-z]+")
_BODY = re.compile(
    r"""\s*(?:[{\[]\s*[{\["'].*["']?\s*[:,]|<\?xml|<!doctype|<html|&lt;(?:!doctype|html))""", re.IGNORECASE | re.DOTALL
)


def service_text(source: str, answer: str) -> str | None:
    """What in `answer` is said by a service rather than by the German `source`; None where nothing is."""
    said, asked = _plain(answer), _plain(source)
    if _BODY.match(answer) and not _BODY.match(source):
        return said[:20]
    for pattern, stems in _patterns():
        match = pattern.search(said)
        if match is not None and match[0].strip() not in asked and not any(_says(each, asked) for each in stems):
            return match[0].strip()
    return said if _speaks_of_service(asked, said) else None


def _speaks_of_service(asked: str, said: str) -> bool:
    """Of requests, limits and errors, though the text does not: what no list of phrases foresees."""
    words = _WORD.findall(said)
    uncalled = {
        word
        for word in words
        for known in _beginnings(word)
        if known not in asked and not any(stem in asked for stem in _words()[known])
    }
    return len(uncalled) > 1 and len(uncalled) >= len(set(words)) / 4


def _beginnings(word: str) -> list[str]:
    return [
        word[:length]
        for length in range(2, len(word) + 1)
        if word[:length] in _words() and (length > 3 or word[length:] == "")
    ]


def _says(stems: str, text: str) -> bool:
    """Whether all parts of words are there, short ones only where a word begins: "ehe" is no part of "sehen"."""
    return all(
        stem in text if len(stem) > 4 else re.search(rf"\b{re.escape(stem)}", text) is not None
        for stem in stems.split("+")
    )


def _plain(text: str) -> str:
    """In small letters, blanks folded, apostrophes straight."""
    return " ".join(text.casefold().replace("’", "'").split())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    lines = (
        line.partition("\t") for line in _WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    return {word: tuple(stems.split()) for word, _, stems in lines}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Each alone: a search that begins with letters is ten times as fast as one alternative of many."""
    found = []
    for line in _TEXTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, _, german = line.partition("\t")
            found.append((re.compile(pattern), tuple(german.split(", ")) if german else ()))
    return tuple(found)
