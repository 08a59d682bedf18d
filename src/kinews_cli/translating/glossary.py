"""The glossary: German terms, what they are in English, and whether a translation uses them. Pure.

A file `glossary.tsv` has a term a line: German, tab, English or `=` (leave as it is), and perhaps tab and a note; UTF-8, no
header, `#` starts a comment. `inflection.py` says which forms of a term are found.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path

from kinews_cli.border import clean, printable
from kinews_cli.errors import ConfigError, InputError
from kinews_cli.translating.inflection import (
    WORD,
    Word,
    composed,
    english_degrees,
    english_forms,
    is_loose,
    is_spelt_exactly,
    shape,
)
from kinews_cli.translating.quotations import quoted_english
from kinews_cli.values import Value, field

__all__ = ["Glossary", "Match", "Term", "quoted_english", "read_glossary", "starter_glossary"]

_SIZE_LIMIT = 1024 * 1024  # bytes; the starter has 7,000
_TERM_LIMIT = 200  # characters
_KEPT = "="
_STARTER = Path(__file__).with_name("glossary.tsv")
_COMMENT = re.compile(r"\s#(?:\s|$)")
_TOKEN = re.compile(r"`[^`]*`|[^\s`]+")
_BEHIND_NAME = re.compile(r"(?:(?:es|s|n|['’]s?)\b)?(?!\w)")


class Term(Value, frozen=True):
    """An entry of a glossary. `english` is what a translation is to use, the German itself where it `keeps`."""

    german: str
    english: str
    note: str = ""
    line: int = 0  # of its file, from 1
    keeps: bool = False


class Match(Value, frozen=True):
    """A place of a text, `text[start:end] == written`, where a term stands."""

    start: int
    end: int
    term: Term
    written: str


class Glossary(Value, frozen=True, dict=True):
    """Terms, each German one once. `in_text` and `missing` take time in proportion to the text, not to the glossary."""

    terms: tuple[Term, ...] = ()

    def in_text(self, text: str) -> tuple[Match, ...]:
        """Where terms stand, in order and without overlap: the longest first, of equals the one written just so.

        Addresses, e-mail addresses and code in backticks are no prose: nothing is found there.
        """
        words = _prose(text) if self.terms else []
        taken = bytearray(len(words))
        matches = []
        for _, first, last, term in sorted(self._everywhere(words, text), key=itemgetter(0)):
            if not any(taken[first:last]):
                taken[first:last] = b"\1" * (last - first)
                start = words[first].start - len(shape(term.german).head)
                end = words[last - 1].end + len(shape(term.german).tail)
                matches.append(Match(start, end, term, text[start:end]))
        return tuple(sorted(matches, key=lambda match: match.start))

    def missing(self, source: str, answer: str) -> tuple[Match, ...]:
        """The terms of `source` that `answer` does not use, each where it stands first.

        English may be inflected, capitalised, and joined otherwise (hyphen, blank, nothing). What is kept is kept letter by
        letter, but for a genitive or a plural.
        """
        first: dict[Term, Match] = {}
        for match in self.in_text(source):
            first.setdefault(match.term, match)
        joined = _Joined(answer) if first else None
        return tuple(match for match in first.values() if joined is not None and not joined.uses(match))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """German and English, for engines that have glossaries of their own."""
        return tuple((term.german, term.english) for term in self.terms)

    @cached_property
    def fingerprint(self) -> str:
        """12 digits that change with the terms, but not with notes or order."""
        lines = sorted("\t".join(pair) for pair in self.pairs())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    @cached_property
    def _by_keys(self) -> Mapping[tuple[str, ...], list[Term]]:
        index: dict[tuple[str, ...], list[Term]] = defaultdict(list)
        for term in self.terms:
            if WORD.search(term.german) and WORD.search(term.english):
                index[shape(term.german).keys].append(term)
        return dict(index)

    @cached_property
    def _lengths(self) -> Mapping[str, set[int]]:
        """How many words terms have, by the key of their first word."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for keys in self._by_keys:
            lengths[keys[0]].add(len(keys))
        return dict(lengths)

    def _everywhere(
        self, words: Sequence[Word], text: str
    ) -> Iterator[tuple[tuple[int, int, bool, int], int, int, Term]]:
        """Each place with its rank: most words, most letters, written just so, earliest."""
        keys = tuple(word.key for word in words)
        for first, key in enumerate(keys):
            for length in self._lengths.get(key, ()):
                last = first + length
                for term in self._by_keys.get(keys[first:last], ()):
                    if last <= len(words) and shape(term.german).fits(words[first:last], text):
                        written = text[words[first].start : words[last - 1].end]
                        yield (-length, -len(term.german), written != term.german, first), first, last, term


def _prose(text: str) -> list[Word]:
    words = []
    for token in _TOKEN.finditer(text):
        written = token[0]
        if not (written.startswith(("`", "www.")) or "://" in written or "@" in written):
            words += [Word(composed(match[0]), *match.span()) for match in WORD.finditer(text, *token.span())]
    return words


class _Joined:
    """An answer without the blanks and hyphens between its words, so that "data set", "data-set" and "dataset" are one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: set[int] = set()
        self._ends: set[int] = set()
        parts: list[str] = []
        length = end = 0
        for match in WORD.finditer(text):
            gap = "" if not parts or is_loose(text[end : match.start()]) else "\n"
            parts += [gap, composed(match[0]).casefold()]
            self._starts.add(length + len(gap))
            length += len(gap) + len(parts[-1])
            self._ends.add(length)
            end = match.end()
        self._whole = "".join(parts)

    def uses(self, match: Match) -> bool:
        """Whether the answer uses the term of `match`."""
        if match.term.keeps:
            return any(self._has_name(name) for name in (match.term.german, match.written))
        exact = (word for word in WORD.findall(match.term.english) if is_spelt_exactly(word))
        forms = english_forms(match.term.english)
        if match.term.german[:1].islower():  # perhaps an adjective
            forms |= english_degrees(match.term.english)
        return all(word in self._text for word in exact) and any(map(self._has, forms))

    def _has(self, form: str) -> bool:
        at = self._whole.find(form)
        while at >= 0:
            if at in self._starts and at + len(form) in self._ends:
                return True
            at = self._whole.find(form, at + 1)
        return False

    def _has_name(self, name: str) -> bool:
        at = self._text.find(name)
        while at >= 0:
            begins = at == 0 or WORD.match(self._text[at - 1]) is None
            if begins and _BEHIND_NAME.match(self._text, at + len(name)) is not None:
                return True
            at = self._text.find(name, at + 1)
        return False


class _Reader(Value):
    """The lines of one file."""

    name: str
    terms: dict[str, Term] = field(default_factory=dict)

    def read(self, number: int, line: str) -> None:
        if not line.strip() or line.lstrip().startswith("#"):
            return
        german, english, note = self._fields(number, line)
        keeps = english in {_KEPT, german}
        term = Term(german, german if keeps else english, note, number, keeps)
        known = self.terms.setdefault(german, term)
        if known.english != term.english:
            other = f"{printable(german)!r} has another English term in line {known.line}"
            raise self._error(number, f"{other}. Remove one of the two")

    def _fields(self, number: int, line: str) -> tuple[str, str, str]:
        if "\t" not in _COMMENT.split(line)[0]:
            there = "there are blanks instead of a tab" if "  " in line.strip() else "there is no tab"
            raise self._error(number, f"{there}. A line is: German, tab, English or =, and perhaps tab, note")
        german, english, *notes = line.split("\t")
        english, *comment = _COMMENT.split(english, maxsplit=1)
        german, english = self._term(number, german), self._term(number, english)
        if not german:
            raise self._error(number, "there is no German term before the tab. Write one, or # before a comment")
        if not english:
            raise self._error(
                number, f"{printable(german)!r} has no English term. Write one, or = to leave it as it is"
            )
        for term in (german, english):
            if term != _KEPT and WORD.search(term) is None:
                raise self._error(number, f"{printable(term)!r} has no letter. Terms are words")
        return german, english, clean(" ".join([*comment, *notes]))

    def _term(self, number: int, written: str) -> str:
        term = unicodedata.normalize("NFC", clean(written, limit=len(written) + 1))
        if len(term) > _TERM_LIMIT:
            raise self._error(number, f"a term has {len(term)} characters, more than {_TERM_LIMIT}. Terms are words")
        return term

    def _error(self, number: int, what: str) -> ConfigError:
        return ConfigError(f"{printable(self.name)}:{number}: {what}.")


def read_glossary(content: bytes, name: str) -> Glossary:
    """The terms of a `glossary.tsv`; `name` is for messages, which say file and line.

    Raises InputError for what is no text in UTF-8 or too large, ConfigError for a line that is no entry.
    """
    if len(content) > _SIZE_LIMIT:
        raise InputError(f"{printable(name)}: is larger than {_SIZE_LIMIT // 2**20} MB. Is it really a glossary?")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{printable(name)}:{place}: is not UTF-8. Save the file as UTF-8 with tabs.") from None
    reader = _Reader(name)
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        reader.read(number, line)
    return Glossary(tuple(reader.terms.values()))


@cache
def starter_glossary() -> Glossary:
    """The terms of AI news that ship with the project."""
    return read_glossary(_STARTER.read_bytes(), _STARTER.name)
