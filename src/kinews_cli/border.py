"""The border: what foreign text passes once before it reaches a terminal, a log or a file name.

Titles, labels, file names, reason phrases and the texts of exceptions come from strangers. A terminal obeys escape
sequences in them, a reader is deceived by direction controls, a CI log executes lines that begin with "::".
"""

from __future__ import annotations

import re
import unicodedata

# Cc: ESC, NUL, BEL, C1. Cf: bidi controls, zero-width and tag characters. Cs: lone surrogates. Zl, Zp: line ends in disguise.
# Not Cn: what Python's tables do not know yet may be an emoji of this year.
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Unassigned, but reserved by Unicode for characters that show nothing (Default_Ignorable_Code_Point).
_RESERVED = (0x2065, *range(0xFFF0, 0xFFF9))
_RESERVED_PLANE = range(0xE0000, 0xE1000)
_SAFE_FORMAT = {"\u00ad", "\u200c", "\u200d"}  # soft hyphen and joiners are part of words and of emoji
_SLUG = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o"}


def printable(text: str) -> str:
    r"""`text` on one line for a terminal or a log: each hidden or private character shown as its code point in braces.

    Bytes of a file's name that are no UTF-8 are shown as such ("\xff"): without them the name would be another file's.
    """
    folded = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    if folded.isascii() and folded.isprintable():
        return folded
    return "".join(_shown(character) for character in folded)


def _shown(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # what Python reads such a byte as (PEP 383)
        return f"\\x{ord(character) - 0xDC00:02x}"
    # What a private character looks like is for the font of the terminal to say.
    if is_hidden(character) or unicodedata.category(character) == "Co":
        return f"\\u{{{ord(character):x}}}"
    return character


def visible(text: str) -> str:
    """`text` on one line for a reader: line ends become blanks, hidden characters go, everything else stays."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_seen(character) for character in text.replace("\r\n", " "))


def _seen(character: str) -> str:
    if is_hidden(character):
        return " " if character.isspace() else ""
    return character


def is_hidden(character: str) -> bool:
    """Does a reader not see this character, though it commands a terminal or turns the text around?"""
    category = unicodedata.category(character)
    if category in _HIDDEN:
        return character not in _SAFE_FORMAT
    return category == "Cn" and (ord(character) in _RESERVED or ord(character) in _RESERVED_PLANE)


def clean(text: str, *, limit: int = 300) -> str:
    """Foreign text for data: blanks folded, hidden characters removed, at most `limit` characters."""
    kept = " ".join(visible(text).split())
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def slug(text: str, *, limit: int = 60) -> str:
    """An ASCII name for `text`: `[a-z0-9-]{1,limit}`, German letters spelt out; "x" where nothing is left."""
    lowered = unicodedata.normalize("NFC", text).lower()
    spelt = "".join(_SLUG.get(character, character) for character in lowered)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    return words[:limit].rstrip("-") or "x"
