"""The border: what foreign text passes once before it reaches a terminal, a log or a file name.

Titles, labels, file names, reason phrases and the texts of exceptions come from strangers. A terminal obeys escape
sequences in them, a reader is deceived by direction controls, a CI log executes lines that begin with "::".
"""

from __future__ import annotations

import re
import unicodedata

# Cc: ESC, NUL, BEL, C1. Cf: bidi controls, zero-width and tag characters. Cs: lone surrogates. Zl, Zp: line ends in disguise.
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
_SAFE_FORMAT = {"\u00ad", "\u200c", "\u200d"}  # soft hyphen and joiners are part of words and of emoji
_SLUG = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o"}


def printable(text: str) -> str:
    """`text` on one line, each control, direction and tag character shown as its code point in braces."""
    folded = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    if folded.isascii() and folded.isprintable():
        return folded
    return "".join(_visible(character) for character in folded)


def _visible(character: str) -> str:
    if character in _SAFE_FORMAT or unicodedata.category(character) not in _HIDDEN:
        return character
    return f"\\u{{{ord(character):x}}}"


def clean(text: str, *, limit: int = 300) -> str:
    """Foreign text for data: blanks folded, controls and lone surrogates removed, at most `limit` characters."""
    folded = " ".join(text.split())
    kept = "".join(c for c in folded if c in _SAFE_FORMAT or unicodedata.category(c) not in _HIDDEN)
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def slug(text: str, *, limit: int = 60) -> str:
    """An ASCII name for `text`: `[a-z0-9-]{1,limit}`, German letters spelt out; "x" where nothing is left."""
    lowered = unicodedata.normalize("NFC", text).lower()
    spelt = "".join(_SLUG.get(character, character) for character in lowered)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    return words[:limit].rstrip("-") or "x"
