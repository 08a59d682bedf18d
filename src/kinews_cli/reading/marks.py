"""The author's note on a source's language, as it is spelt beside links.

Round or square brackets around a word or an abbreviation for a language: "(englisch)", "(engl.)", "[EN]", "(in English)".
"""

from __future__ import annotations

import re

from kinews_cli.model.issue import Mark

# Longest spelling first, so that "en" does not end inside "englisch".
_SPELLINGS = {
    "en": ("englischsprachig", "auf englisch", "in english", "englisch", "english", "engl.", "engl", "eng", "en"),
    "de": ("deutschsprachig", "auf deutsch", "in german", "deutsch", "german", "de"),
    "fr": ("französischsprachig", "auf französisch", "in french", "französisch", "french", "franz.", "frz.", "fr"),
    "es": ("auf spanisch", "in spanish", "spanisch", "spanish", "span.", "es"),
    "nl": ("auf niederländisch", "in dutch", "niederländisch", "dutch", "nl"),
}
_LANGUAGE = {spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings}
_WORDS = "|".join(re.escape(spelling) for spelling in sorted(_LANGUAGE, key=len, reverse=True))
_MARK = re.compile(rf"\((?:{_WORDS})\)|\[(?:{_WORDS})\]", re.IGNORECASE)


def mark_behind(text: str, start: int) -> Mark | None:
    """The mark that stands behind position `start` of the line, with nothing but blanks between."""
    position = start
    while position < len(text) and text[position].isspace():
        position += 1
    return _as_mark(_MARK.match(text, position))


def _as_mark(match: re.Match[str] | None) -> Mark | None:
    if match is None:
        return None
    return Mark(match[0], _LANGUAGE[match[0][1:-1].lower()], match.start() + 1)
