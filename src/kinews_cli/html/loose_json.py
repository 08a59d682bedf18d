"""JSON as pages really write it, for the one in fifty whose JSON-LD no strict reader takes.

Counted on 3,700 stored pages with JSON-LD: commas behind the last item, comments, quotes inside quoted text, text in single
quotes, a value or a comma that is missing, no-break spaces between the tokens, a semicolon or another object behind the
first, an end that the limit of the download cut off. Each is read for what it plainly means; what means nothing is skipped.
Linear in the length of the text, whatever stands there. Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_DEPTH = 30  # of brackets; JSON-LD of pages has ten
_OPENING = re.compile(r"[{\[]")
_WHITE = " \t\r\n\f\v\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
_BETWEEN = re.compile(
    rf"[{_WHITE}]+|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--[^\n]{{0,300}}?-->|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL
)
_WORD = re.compile(rf"[^{_WHITE},:{{}}\[\]\"']{{1,100}}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_CONSTANTS = {"true": True, "false": False}
# What stands behind the quote that ends a text. Any other quote is one that the author forgot to mark.
_AFTER_KEY = re.compile(rf"[{_WHITE}]*:")
_AFTER_VALUE = re.compile(
    rf"[{_WHITE}]*(?:[}}\]]|\Z|//|/\*|,[{_WHITE}]*(?:[\"'{{\[}}\],]|//|/\*|\Z|[@\w]{{1,60}}[{_WHITE}]*:"
    rf"|(?:-?[0-9]|true|false|null)[\w.+-]*[{_WHITE}]*[,}}\]])"
    rf"|\n[{_WHITE}]*\"[^\"\n]{{1,60}}\"[{_WHITE}]*:)"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def loose_values(text: str) -> Iterator[object]:
    """The objects and lists that stand in `text`, one behind the other. Never raises."""
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    reader = _Reader(text)
    while reader.to_next_opening():
        yield reader.value(_DEPTH)


class _Reader:
    """A place in the text, and what is read from there on. Each method moves on, or is at the end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def to_next_opening(self) -> bool:
        self._pass_between()
        opening = _OPENING.search(self._text, self._at)
        self._at = opening.start() if opening is not None else len(self._text)
        return opening is not None

    def value(self, depth: int) -> object:
        match self._next():
            case "{" if depth:
                return self._object(depth - 1)
            case "[" if depth:
                return self._list(depth - 1)
            case '"' | "'":
                return self._quoted(_AFTER_VALUE)
            case "{" | "[" | ":":
                self._at += 1
                return None
        return self._bare()

    def _object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self._at += 1
        while (sign := self._next()) not in {"}", ""}:
            if sign in ",:[]{":
                self._at += 1
                continue
            key = self._quoted(_AFTER_KEY) if sign in "\"'" else self._word()
            if self._next() == ":":
                self._at += 1
                found.setdefault(key, self.value(depth))  # the first: what comes after a slip is less certain
        self._at += 1
        return found

    def _list(self, depth: int) -> list[object]:
        found: list[object] = []
        self._at += 1
        while (sign := self._next()) not in {"]", ""}:
            if sign in ",:}":
                self._at += 1
            else:
                found.append(self.value(depth))
        self._at += 1
        return found

    def _quoted(self, behind: re.Pattern[str]) -> str:
        """Up to the quote that `behind` follows; without one, all the rest: it was cut off."""
        quote = self._text[self._at]
        start = end = self._at + 1
        while (end := self._text.find(quote, end)) >= 0:
            if not self._is_escaped(end, start) and behind.match(self._text, end + 1):
                break
            end += 1
        else:
            end = len(self._text)
        self._at = end + 1
        return _joined(_ESCAPE.sub(_unescaped, self._text[start:end]))

    def _is_escaped(self, place: int, start: int) -> bool:
        backslashes = 0
        while place - backslashes > start and self._text[place - backslashes - 1] == "\\":
            backslashes += 1
        return backslashes % 2 == 1

    def _bare(self) -> object:
        """A number, true or false; None for anything else, and for a value that is missing."""
        word = self._word() if self._next() not in {",", "}", "]", ""} else ""
        if _NUMBER.fullmatch(word):
            return float(word) if "." in word else int(word)
        return _CONSTANTS.get(word.lower())

    def _word(self) -> str:
        match = _WORD.match(self._text, self._at)
        self._at = match.end() if match is not None else self._at + 1
        return match[0] if match is not None else ""

    def _next(self) -> str:
        """The sign that comes next, "" at the end."""
        self._pass_between()
        return self._text[self._at : self._at + 1]

    def _pass_between(self) -> None:
        while (match := _BETWEEN.match(self._text, self._at)) is not None:
            self._at = match.end()


def _joined(text: str) -> str:
    """With the two halves as which escapes write an emoji made one."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _ESCAPED.get(match[2], match[2])
