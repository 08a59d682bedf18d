"""Words and sentences of a text, as the checks of answers count them. Pure."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+")
# Not behind "3." and "z. B."; a bracket, a quotation mark or a sign may stand before or behind the full stop.
_END = re.compile(r"(?:(?<=[^\W\d_]{2}[.!?…])|(?<=[)%”“\"»][.!?…])|(?<=[0-9]{3}[.!?…]))[“”\"»)]*\s+(?=[^\sa-zäöü])")


def words_of(text: str) -> list[str]:
    """In small letters, without numbers."""
    return [word.casefold() for word in WORD.findall(text)]


def sentences_of(text: str) -> list[str]:
    """Roughly: good enough to compare two texts that were cut in the same way."""
    return _END.split(text)
