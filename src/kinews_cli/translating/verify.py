"""Whether an engine's answer can be a translation at all. Pure.

Engines deliver error pages, quota texts and the untouched source as if they were translations (deep-translator issues 282,
285, 307; LibreTranslate issues 567, 612). The bounds are wide: on 1,673 pairs of paragraphs translated by humans the
lengths' ratio lay between 0.45 and 1.41 for 99.8 %, and no word stood three times in a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from kinews_cli.language.vote import WORDS, vote
from kinews_cli.translating.protection import urls_in

# What engines say instead of translating, and stems of German words that would make it a translation after all.
_ERROR_TEXTS: Mapping[str, tuple[str, ...]] = {
    "error 500 (server error)": (),
    "that's an error": ("fehler", "irrtum"),
    "that's all we know": ("alles", "mehr wissen wir"),
    "mymemory warning": (),
    "query length limit": (),
    "you used all available free translations": (),
    "is an invalid source language": (),
    "invalid language pair": (),
    "please contact the server operator": ("betreiber",),
    "detected unusual traffic": ("verkehr", "traffic"),
    "unusual traffic from your": ("verkehr", "traffic"),
    "before you continue to": ("bevor", "ehe", "weiter"),
    "too many requests": ("anfrage", "request", "abfrage", "aufruf"),
    "quota exceeded": ("kontingent", "quota", "quote"),
    "rate limit exceeded": ("limit", "grenze"),
    "internal server error": ("server",),
    "service unavailable": ("dienst", "nicht verfügbar", "nicht erreichbar"),
    "bad gateway": ("gateway",),
    "enable javascript": ("javascript",),
    "not a robot": ("roboter",),
    "captcha": ("captcha",),
}
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[.,’'\u00a0\u202f ](?=[0-9])")
_MARKUP = re.compile(
    r"<\s*/?\s*(!doctype|html|head|body|title|meta|script|style|div|span|p|br|a|b|i|x|font)\b", re.IGNORECASE
)
_REPEATED = re.compile(r"\b([^\W\d_]{2,})(?:\W+\1\b){2,}", re.IGNORECASE)
# In short names these are no sign of German: "Die Zeit", "Rat der Stadt", "Ursula von Sommer".
_IN_NAMES = frozenset({"der", "die", "das", "den", "dem", "von", "zu", "zum", "zur", "im", "sie"})
_LONG = 6  # words from which on length and language can be judged
_SHORTEST, _LONGEST = 0.3, 3.0


def fault(source: str, answer: str | None) -> str | None:
    """Why `answer` cannot be a translation of the German `source`; None where it can."""
    if answer is None or not answer.strip():
        return "the answer is empty"
    return (
        error_text(source, answer)
        or _foreign_markup(source, answer)
        or _mirrored(source, answer)
        or _lacks("number", lost_numbers(source, answer))
        or _lacks("address", lost_urls(source, answer))
        or _odd_length(source, answer)
        or _repeats(source, answer)
        or _still_german(answer)
    )


def error_text(source: str, answer: str) -> str | None:
    """Why `answer` is a message of the service rather than a translation; None where it is not."""
    said, asked = _plain(answer), _plain(source)
    for phrase, stems in _ERROR_TEXTS.items():
        if phrase in said and phrase not in asked and not any(stem in asked for stem in stems):
            return f'the answer is a message of the service ("{phrase}")'
    return None


def lost_numbers(source: str, answer: str) -> tuple[str, ...]:
    """Which numbers of `source` the answer lacks. Separators may change: 1.000,5 is 1,000.5 in English."""
    lost = Counter(_DIGITS.findall(source)) - Counter(_DIGITS.findall(answer))
    if not lost or not Counter(_DIGITS.findall(_bare(source))) - Counter(_DIGITS.findall(_bare(answer))):
        return ()
    return tuple(lost)


def _bare(text: str) -> str:
    return _BETWEEN_DIGITS.sub("", text)


def lost_urls(source: str, answer: str) -> tuple[str, ...]:
    """Which addresses of `source` the answer lacks."""
    return tuple(Counter(urls_in(source)) - Counter(urls_in(answer)))


def _lacks(what: str, lost: tuple[str, ...]) -> str | None:
    return f"the answer lacks the {what} {', '.join(lost)}" if lost else None


def _mirrored(source: str, answer: str) -> str | None:
    """Names and English terms stay as they are; a German phrase does not."""
    if source.casefold().split() != answer.casefold().split():
        return None
    words = _words(source)
    german = WORDS["de"] if len(words) >= 4 else WORDS["de"] - _IN_NAMES
    return "the answer is the German text" if len(words) >= 2 and german.intersection(words) else None


def _odd_length(source: str, answer: str) -> str | None:
    if len(source.split()) < _LONG:
        return None
    ratio = len(answer) / len(source)
    if ratio < _SHORTEST:
        return "the answer is much shorter than the text"
    return "the answer is much longer than the text" if ratio > _LONGEST else None


def _repeats(source: str, answer: str) -> str | None:
    match = _REPEATED.search(answer)
    return f'the answer repeats "{match[1]}"' if match and not _REPEATED.search(source) else None


def _foreign_markup(source: str, answer: str) -> str | None:
    own = {name.lower() for name in _MARKUP.findall(source)}
    foreign = [name for name in _MARKUP.findall(answer) if name.lower() not in own]
    return f"the answer holds markup (<{foreign[0].lower()}>)" if foreign else None


def _still_german(answer: str) -> str | None:
    """By function words; a German quotation inside an English sentence is outvoted."""
    if len(_words(answer)) < _LONG:
        return None
    winner = vote(answer)
    return "the answer is still German" if winner is not None and winner.code == "de" else None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
