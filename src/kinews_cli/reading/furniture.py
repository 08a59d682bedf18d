"""Lines that the web page or the mail added around the author's text, and why they are taken for that.

Furniture passes every test of a title: it is short and stands alone. So it is found first, by its form: a closed
vocabulary of pages and mails (pager, subscribe box, share bar, byline, legal line), or a place that only furniture has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.reading import vocabulary as words
from kinews_cli.reading.kickers import find_kickers
from kinews_cli.reading.page_words import EDGE_WORDS
from kinews_cli.reading.phrases import is_key_value
from kinews_cli.reading.rules import Rules
from kinews_cli.reading.shapes import Shape

_LIMIT = 160  # furniture is short; an article may well be about subscribing
_EDGE = 12  # lines at the top in which weaker signs suffice
_FEW_SIGNS = 8
_LONG_WORDS = 8  # characters, on average
_LEAST_BADGES = 3
_MOST_BETWEEN = 3  # lines of the page without a form of their own between two that have one
_REFERENCE = lazy_pattern(r"\[\d{1,3}\]")
_ADDRESS = lazy_pattern(r"https?://\S+")
_SENDER = 60  # characters
_LEGAL_FORM = lazy_pattern(r"\s(?:e\.\s?V\.|g?GmbH|UG|AG|Inc\.?|Ltd\.?|LLC|Foundation|Stiftung)(?:$|[,|·•]|\s[|·•–-])")
_JOINT = lazy_pattern(r"[a-zäöüß][A-ZÄÖÜ]")

_SHARE_WORDS = lazy_pattern(r"\s(?=teilen\b|share\b|tweet|twittern|drucken|print\b)")
_SEPARATOR = lazy_pattern(r"\s*[|/·•∙»>]\s*|\s{2,}|\t")
_PICTURES = lazy_pattern(r"[\U0001F000-\U0001FAFF\u2190-\u2BFF\ufe0f\u200d]+\s*")
_OF = lazy_pattern(r"^(?:ausgabe|issue|edition|stand) (?:vom|of|from|for)?\s*", re.IGNORECASE)
# One alternation for all, asked of the text in small letters: re skips an alternative by its first letter then, but not
# where it ignores case. Together a fifth of the time.
_WHOLE = lazy_pattern("|".join(f"(?P<f{place}>{form})" for place, (form, _) in enumerate(words.WHOLE_LINES)))
_FORM_NOTE = words.any_of(words.FORM_NOTE)
_LEAVE_WORD = words.any_of(words.LEAVE_WORD)
_LIST_WORD = words.any_of(words.LIST_WORD)
_SHARE = words.any_of(words.SHARE)
_HEADER = words.any_of(words.MAIL_HEADER)
_BADGE = words.any_of(words.BADGE)
_AT_EDGES = (
    (words.any_of(words.BYLINE), "a byline"),
    (words.any_of(words.SPONSOR), "a sponsor's line"),
    (words.any_of(EDGE_WORDS), "a word of the page"),
)


def furniture_reasons(shapes: Sequence[Shape], rules: Rules) -> dict[int, str]:
    """Why each line of furniture is taken for it, by the line's place among the non-blank ones."""
    found: dict[int, str] = {}
    if not rules.on("furniture-first"):
        return {shape.index: "a line drawn of signs" for shape in shapes if shape.rule or not shape.normal}
    forms = _Forms(shapes)
    for shape in shapes:
        reason = _by_form(shape, forms, late=shape.index >= len(shapes) // 2)
        if reason is not None:
            found[shape.index] = reason
    _mail_headers(shapes, found)
    _signature(shapes, found)
    if rules.on("kickers"):
        found.update(dict.fromkeys(find_kickers(shapes), "a kicker above a title"))
    if rules.on("furniture-edges"):
        _badges(shapes, found)
        _head(shapes, found)
        _foot(shapes, found)
    return found


class _Forms:
    """The forms with a hint in this issue: looking for all hints in all short lines at once saves most of the time."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        text = "\n".join([shape.normal for shape in shapes if len(shape.normal) <= _LIMIT]).lower()
        self.lines = [(hints, form, reason) for hints, form, reason in words.HINTED_LINES if _any_in(hints, text)]
        self.phrases = [hint for hint in words.PHRASE_HINTS if hint in text]
        self.leaving = [hint for hint in words.LEAVE_HINTS if hint in text]


def _any_in(hints: Iterable[str], text: str) -> bool:
    return any(map(text.__contains__, hints))  # in C: half the time of a generator


def _by_form(shape: Shape, forms: _Forms, *, late: bool) -> str | None:
    """What the line's own form says, wherever it stands."""
    normal = shape.normal
    if not normal:
        return "nothing but invisible characters"
    if shape.rule:
        return "a line drawn of signs"
    if len(normal) <= _FEW_SIGNS and _PICTURES.fullmatch(normal):
        return "nothing but pictures"
    if len(normal) > _LIMIT:
        return None
    lowered = normal.lower()
    if shape.marker is not None:
        return "a form's footnote" if _FORM_NOTE.fullmatch(lowered) else None
    if not shape.urls and _runs_together(normal):
        return "words of the page that ran together"
    if words.DATE_BEGINS.match(normal) and words.DATED_BYLINE.fullmatch(normal):
        return "a byline with a date"
    form = _WHOLE.fullmatch(lowered)
    if form is not None:
        reason = words.WHOLE_LINES[int((form.lastgroup or "f0")[1:])][1]
        # "Read more: https://..." may be the only address of an article's source: such a line is kept
        return None if shape.urls and reason in words.NOT_WITH_ADDRESS else reason
    return _by_phrase(lowered, forms, late=late)


def _runs_together(normal: str) -> bool:
    """Words of a menu without the blanks between them: as many capitals inside words as blanks."""
    blanks = normal.count(" ")
    if len(normal) < _LONG_WORDS * (blanks + 1):
        return False
    joints = len(_JOINT.findall(normal))
    return joints >= _LEAST_BADGES and blanks <= joints


def _by_phrase(lowered: str, forms: _Forms, *, late: bool) -> str | None:
    for hints, form, reason in forms.lines:
        if _any_in(hints, lowered) and form.fullmatch(lowered):
            return reason
    if _any_in(forms.phrases, lowered):
        for form, reason in words.PHRASES:
            if form.search(lowered):
                return reason
    leaving = late and _any_in(forms.leaving, lowered)
    if leaving and _LEAVE_WORD.search(_ADDRESS.sub("", lowered)) and _LIST_WORD.search(lowered):
        return "how to leave the list"
    bar = not lowered[0].isalpha() or lowered.startswith(words.SHARE_HINTS)
    return "a share bar" if bar and _all_parts(lowered, _SHARE) else None


def _all_parts(lowered: str, form: re.Pattern[str]) -> bool:
    """Is each part between separators of this form? One part must be short of two words to count alone."""
    parts = [part for part in _SEPARATOR.split(_PICTURES.sub("|", lowered)) if part.strip()]
    if len(parts) == 1 and "|" not in parts[0]:
        parts = _SHARE_WORDS.split(lowered) if len(_SHARE_WORDS.findall(lowered)) > 1 else lowered.split(" ")
        parts = [part for part in parts if part]
        if len(parts) == 1:
            return (
                form.fullmatch(lowered) is not None
                and not lowered[0].isdigit()
                and lowered not in {"podcast", "mail", "x"}
            )
    return len(parts) > 1 and all(form.fullmatch(part) for part in parts)


def _mail_headers(shapes: Sequence[Shape], found: dict[int, str]) -> None:
    """Two header lines or more at the very top."""
    head: list[int] = []
    for shape in shapes:
        if shape.index in found and not head:
            continue
        if not _HEADER.fullmatch(shape.normal.lower()):
            break
        head.append(shape.index)
    if len(head) >= 2:
        found.update(dict.fromkeys(head, "a header of the mail"))


def _signature(shapes: Sequence[Shape], found: dict[int, str]) -> None:
    """What stands below the signature delimiter of a mail ("-- ") near the end."""
    for shape in shapes:
        if shape.line.text.rstrip() == "--" and shape.index >= len(shapes) * 0.6:
            for below in shapes[shape.index :]:
                found.setdefault(below.index, "below the signature delimiter")
            return


def _badges(shapes: Sequence[Shape], found: dict[int, str]) -> None:
    """Cards of a page: hosts, star counts, running times on lines of their own, three or more of them."""
    badges = [
        s.index
        for s in shapes
        if s.index not in found and s.marker is None and len(s.normal) <= 60 and _BADGE.fullmatch(s.normal.lower())
    ]
    if len(badges) >= _LEAST_BADGES:
        found.update(dict.fromkeys(badges, "a badge of a card"))


def _head(shapes: Sequence[Shape], found: dict[int, str]) -> None:
    """Above the first sentence, a date, a byline or a bar of short words is the page's."""
    for shape in shapes[:_EDGE]:
        reason = _weak_form(shape)
        if reason is not None:
            found.setdefault(shape.index, reason)
        elif shape.index not in found and is_sentence(shape):
            return


def _foot(shapes: Sequence[Shape], found: dict[int, str]) -> None:
    """Below the last text of the author, weak forms suffice; and short lines among furniture are furniture."""
    start = None
    between = 0
    for shape in reversed(shapes[len(shapes) // 2 :]):
        between = 0 if shape.index in found else between + 1
        if shape.index in found:
            start = shape.index
        elif between > _MOST_BETWEEN:
            break
        elif _weak_form(shape):
            found[shape.index] = _weak_form(shape) or ""
        elif (
            len(shape.normal) > 120
            or shape.link_line
            or shape.marker
            or shape.decoration
            or _REFERENCE.match(shape.normal)
        ):
            break
    if start is None:
        return
    behind = [shape for shape in shapes[start:] if shape.index not in found]
    if len(behind) <= 0.5 * (len(shapes) - start):
        for shape in behind:
            if not _ends_the_text(shape):
                found[shape.index] = "stands among what the page added below the text"


def _weak_form(shape: Shape) -> str | None:
    """Forms that an author's own line may have too: enough at the edges only."""
    normal = shape.normal
    if shape.marker is not None or shape.urls or len(normal) > _LIMIT or _REFERENCE.match(normal):
        return None
    lowered = normal.lower()
    for form, reason in _AT_EDGES:
        if form.fullmatch(lowered):
            return reason
    if words.BYLINE_WITH_NAMES.fullmatch(normal):
        return "a byline"
    if is_dated(normal):
        return "a date of its own"
    if len(normal) <= _SENDER and _LEGAL_FORM.search(normal):
        return "the name of who sends it"
    if normal.startswith("[") and normal.endswith("]") and normal.count("[") == 1:
        return "the description of a picture"
    return None if normal.startswith("|") else _bar(shape.line.text)  # a table is no bar


def _bar(text: str) -> str | None:
    """A line of short pieces between signs or wide gaps."""
    parts = [part for part in _SEPARATOR.split(text.strip()) if part]
    if len(parts) >= 2 and all(is_key_value(part) for part in parts):
        return "a bar of details"
    if len(parts) >= 3 and all(len(part) <= 20 and len(part.split()) <= 2 for part in parts):
        return "a bar of the page's navigation"
    return None


def is_dated(normal: str) -> bool:
    """Nothing but a date, as of an issue."""
    text = _OF.sub("", normal)
    return words.DATE_BEGINS.match(text) is not None and words.DATE.fullmatch(text) is not None


def is_sentence(shape: Shape) -> bool:
    """Running text rather than a title or a label: long, or ending like a sentence."""
    return len(shape.normal) > 90 or shape.normal.endswith((".", ":", ",", "!")) or shape.link_line


def _ends_the_text(shape: Shape) -> bool:
    return shape.normal.endswith((".", "!", ","))
