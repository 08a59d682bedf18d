"""Whether an engine's answer can be a translation at all. Pure.

Engines deliver error pages, quota texts and the untouched source as if they were translations (deep-translator issues 282,
285, 307; LibreTranslate issues 567, 612). A good answer that is rejected costs as much as a bad one that is believed, so each
check was measured on pairs of texts that humans translated, 15,400 from manuals: 1.3 % were rejected, nearly all of them
because the two had grown apart (`benchmarks/translation_checks.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.mirroring import left_german, mirrored, wrong_language
from kinews_cli.translating.numerals import invented_numbers, lost_numbers
from kinews_cli.translating.omission import omission
from kinews_cli.translating.protection import urls_in
from kinews_cli.translating.repetition import repeats
from kinews_cli.translating.service_texts import service_text
from kinews_cli.translating.swapping import swapped

__all__ = ["error_text", "fault", "lost_numbers", "lost_urls", "odd_length", "swapped", "unwrapped", "wrong_language"]

_MARKUP = re.compile(
    r"<\s*/?\s*(?:!doctype|html|head|body|title|meta|script|style|div|span|p|br|hr|a|b|i|em|strong|u|x|g|ph|m|nt|keep|font|ul|ol|li"
    r"|table|tr|td|img|code|pre|h[1-6])(?:\s[^<>]*)?/?>|&(?:quot|apos|amp|lt|gt|nbsp|#[0-9]{2,4}|#x[0-9a-f]{2,4});|```",
    re.IGNORECASE,
)
# What engines, and those who feed them, put in the place of what is not to be translated.
_PLACEHOLDER = re.compile(
    r"\{\s*x[qzjxwv]{1,3}\s*[0-9]+\s*\}|\bx[qzjxwv]{1,3}[a-h]{1,6}x\b|\{\{?\s*[0-9]+\s*\}\}?|\[\[\s*\w+\s*\]\]|⟦\s*\w+\s*⟧"
    r"|__[a-z0-9]+__|@@\s*\w+\s*@@|##\s*[0-9]+\s*##|%[0-9]\$[sd]|\$\{\w+\}|<<\w+>>",
    re.IGNORECASE,
)
# Control characters, the sign for what could not be decoded, private use, unknown pieces of a model, UTF-8 read as Latin-1.
_GARBLED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff⁇▁]|[ÃÂ][\u0080-\u00bf]|â€|Ã[Ÿ¤¶¼„–œ]")
# What an engine says about its answer: "(Note: I kept the names.)" at its end, "Translator's note: ..." anywhere.
_REMARK = re.compile(
    r"[(\[]\s{0,2}(?:note|notes|n\.?b\.?|translat(?:or|ion|ed)|explanation|disclaimer|i|i['’]ve|placeholders?)\b[^()\[\]]*+[)\]][)\]*_.\s]*$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:^|[.!?…\"“”»)*\n]\s{0,4})[*_]{0,3}(?:notes?|translat(?:or|ion)(?:['’]?s?['’]?)\s+notes?|explanation|disclaimer)[*_]{0,3}:",
    re.IGNORECASE,
)
_OWN_NOTE = re.compile(
    r"(?:anmerk|hinweis|notiz|note|beacht|bemerk|merke|achtung|erklär|erläut|n\.?b\b)[^:]{0,40}:", re.IGNORECASE
)
_MARKS = "\"“”„»«›‹‘’‚'"
_WRAPPINGS = (
    ("['", "']"), ('["', '"]'), ('"', '"'), ("„", "“"), ("„", "”"), ("“", "”"), ("»", "«"), ("«", "»"), ("'", "'"), ("‘", "’"),
    ("‚", "‘"),
)  # fmt: skip
_LONG = 6  # words from which on lengths can be compared
_MOST = 20  # words from which on they differ less


def fault(
    source: str, answer: str | None, *, glossary: Glossary | None = None, protected: Sequence[str] = ()
) -> str | None:
    """Why `answer` cannot be a translation of the German `source`; None where it can.

    `protected`: what must be in the answer letter by letter, each as often as it stands here. Of `glossary` only the names
    that are to be kept are demanded; a term that was translated otherwise is a finding and no fault.
    """
    if answer is None or not answer.strip():
        return "the answer is empty"
    for check in _CHECKS:
        reason = check(source, answer)
        if reason is not None:
            return reason
    return _lost_names(source, answer, glossary or Glossary(), protected)


def error_text(source: str, answer: str) -> str | None:
    """Why `answer` is a message of the service rather than a translation; None where it is not."""
    said = service_text(source, answer)
    return f'the answer is a message of the service ("{said[:60]}")' if said is not None else None


def lost_urls(source: str, answer: str) -> tuple[str, ...]:
    """Which addresses of `source` the answer lacks."""
    return tuple(Counter(urls_in(source)) - Counter(urls_in(answer)))


def odd_length(source: str, answer: str) -> str | None:
    """Of 1,673 pairs of paragraphs by humans 99.8 % had a ratio between 0.45 and 1.41; long texts differ less."""
    words = len(source.split())
    if words < _LONG:
        return "the answer is much longer than the text" if len(answer) > 3 * len(source) + 40 else None
    shortest, longest = (0.45, 1.45) if words < _MOST else (0.5, 1.4)
    ratio = len(answer) / len(source)
    if ratio < shortest:
        return "the answer is much shorter than the text"
    return "the answer is much longer than the text" if ratio > longest else None


def unwrapped(source: str, answer: str) -> str:
    """`answer` without the one pair of quotation marks, or the brackets of a list, that engines put around it.

    As it is where the text begins or ends with a mark itself, or where those of the answer may be the text's own.
    """
    whole, asked = answer.strip(), source.strip()
    if not asked or asked[0] in _MARKS + "[" or asked[-1] in _MARKS + "]":
        return answer
    for opening, closing in _WRAPPINGS:
        inner = whole[len(opening) : -len(closing)].strip()
        around = whole.startswith(opening) and whole.endswith(closing) and len(whole) > len(opening + closing)
        if around and inner and _marks(inner) >= _marks(asked):
            return inner
    return answer


def _marks(text: str) -> int:
    """Quotation marks; what stands between letters is an apostrophe."""
    return len(re.findall(rf"[{_MARKS}](?<!\w['’](?=\w))", text))


def _note(source: str, answer: str) -> str | None:
    remarked = _REMARK.search(answer) is not None and _brackets(answer) > _brackets(source)
    noted = _NOTE.search(answer) is not None and _OWN_NOTE.search(source) is None
    return "the answer holds a note that the text has not" if remarked or noted else None


def _brackets(text: str) -> int:
    return text.count("(") + text.count("[")


def _foreign(pattern: re.Pattern[str], what: str) -> Callable[[str, str], str | None]:
    """A check: the answer holds more of `pattern` than the text does."""

    def check(source: str, answer: str) -> str | None:
        found = Counter(match[0].casefold() for match in pattern.finditer(answer))
        found -= Counter(match[0].casefold() for match in pattern.finditer(source))
        return f"the answer holds {what} ({ascii(next(iter(found)))[1:-1][:40]})" if found else None

    return check


def _number(source: str, answer: str) -> str | None:
    invented = invented_numbers(source, answer)
    lost = _lacks("number", lost_numbers(source, answer))
    return lost or (f"the answer has a number that the text has not: {', '.join(invented)}" if invented else None)


def _address(source: str, answer: str) -> str | None:
    return _lacks("address", lost_urls(source, answer))


def _lacks(what: str, lost: Sequence[str]) -> str | None:
    return f"the answer lacks the {what} {', '.join(lost)}" if lost else None


def _lost_names(source: str, answer: str, glossary: Glossary, protected: Sequence[str]) -> str | None:
    lost = [text for text, times in Counter(protected).items() if answer.count(text) < times]
    lost += [match.written for match in glossary.missing(source, answer) if match.term.keeps]
    return f"the answer lacks {', '.join(lost)}" if lost else None


# In this order: the plainest reason first.
_CHECKS: tuple[Callable[[str, str], str | None], ...] = (
    _foreign(_MARKUP, "markup"),
    error_text,
    _note,
    _foreign(_PLACEHOLDER, "a placeholder"),
    _foreign(_GARBLED, "garbled characters"),
    mirrored,
    _number,
    _address,
    odd_length,
    omission,
    repeats,
    wrong_language,
    left_german,
)
