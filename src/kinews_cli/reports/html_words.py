"""What pages say about verdicts, shares, days and languages: one place for the words, used by every template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate

from kinews_cli.model.source import SourceKind, SourceStatus
from kinews_cli.model.verdict import Verdict

# What asks for a hand comes first, here and in every bar: its share then starts at one line and can be compared.
ORDER = (
    Verdict.BROKEN,
    Verdict.UNREACHABLE,
    Verdict.BLOCKED,
    Verdict.MOVED,
    Verdict.OK,
    Verdict.REFUSED,
    Verdict.UNCHECKED,
)
MEANING: Mapping[Verdict, str] = {
    Verdict.BROKEN: "the page is not there",
    Verdict.UNREACHABLE: "no answer this time",
    Verdict.BLOCKED: "lets no program in",
    Verdict.MOVED: "there, at a new address",
    Verdict.OK: "there",
    Verdict.REFUSED: "not opened, for safety",
    Verdict.UNCHECKED: "not looked at",
}
KINDS: Mapping[SourceKind, str] = {
    SourceKind.ARXIV: "Papers on arXiv",
    SourceKind.NATURE: "Nature and its journals",
    SourceKind.DOI: "Other works with a DOI",
    SourceKind.YOUTUBE: "Videos on YouTube",
    SourceKind.GITHUB: "Repositories on GitHub",
    SourceKind.PDF: "PDF files",
    SourceKind.PAGE: "Web pages",
}
NOTICES: Mapping[SourceStatus, str] = {
    SourceStatus.RETRACTED: "retracted",
    SourceStatus.WITHDRAWN: "withdrawn",
    SourceStatus.CONCERN: "under an expression of concern",
    SourceStatus.CORRECTED: "corrected",
    SourceStatus.PRIVATE: "private",
    SourceStatus.MISSING: "missing",
    SourceStatus.RESTRICTED: "restricted",
    SourceStatus.ARCHIVED: "archived by its owner",
}
_UNCHECKED: Mapping[str, str] = {
    "offline": "nothing about them is in the cache",
    "furniture": "they belong to the page around the text",
    "ignored": "the settings leave them out",
    "run_timeout": "the run was over before their turn came",
    "not_selected": "no selected rule asks about them",
}
_LANGUAGES: Mapping[str, str] = {
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "zh": "Chinese",
}
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NARROWEST = 0.7  # percent of a bar: one broken link of ten thousand is seen too
_TYPED = re.compile(r"((?:kinews [a-z]+ )?--[a-z]+(?:-[a-z]+)*)")
_COPY = re.compile(r"/web/([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: where it begins and how wide it is, in percent of the whole."""

    verdict: Verdict
    start: float
    width: float


def bar(counts: Mapping[Verdict, int]) -> list[Piece]:
    """The shares beside each other, in the order of all bars. Nothing for no links."""
    present = [(verdict, counts[verdict]) for verdict in ORDER if counts.get(verdict)]
    if not present:
        return []
    total = sum(number for _, number in present)
    widths = [max(100 * number / total, _NARROWEST) for _, number in present]
    widths[widths.index(max(widths))] -= sum(widths) - 100  # what the narrow ones were given
    starts = accumulate(widths, initial=0.0)
    return [
        Piece(verdict, round(start, 2), round(width, 2))
        for (verdict, _), start, width in zip(present, starts, widths, strict=False)
    ]


def share(part: int, total: int) -> str:
    """Such as "31 %"; what is not all is never called 100 %, what is something never 0 %. The blank does not break."""
    percent = 100 * part / total if total else 0
    if 0 < percent < 1:
        return "<\u20091\u00a0%"
    if 99 < percent < 100:
        return ">\u200999\u00a0%"
    return f"{percent:.0f}\u00a0%"


def number(value: int) -> str:
    """With a thin space between thousands."""
    return f"{value:,}".replace(",", "\u2009")


def count(value: int, noun: str, plural: str | None = None) -> str:
    """Such as "1 link", "2 300 links", "3 addresses"."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def moment(text: str | None) -> datetime | None:
    """An ISO time of the cache in UTC; None for anything else, which a foreign cache may hold."""
    try:
        found = datetime.fromisoformat(text) if text is not None else None
        return found.astimezone(UTC) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def day(when: date) -> str:
    """Such as "3 Mar 2026"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def clock_time(when: datetime) -> str:
    return f"{day(when)}, {when:%H:%M} UTC"


def lasting(since: date, until: date) -> str:
    """How long, in the unit that a person would take: "since today", "for 3 weeks"."""
    days = (until - since).days
    for unit, length, least in (("year", 365.25, 731), ("month", 30.44, 61), ("week", 7, 14), ("day", 1, 1)):
        if days >= least:
            return f"for {count(int(days / length), unit)}"
    return "since today"


def language_name(code: str | None) -> str:
    """Such as "English"; a code without a name here stands for itself."""
    return "Not known" if code is None else _LANGUAGES.get(code, code)


def language_tag(code: str | None) -> str:
    """For the attribute `lang`: the code, or nothing ("not known", as HTML has it) for what is no such code."""
    return code if code is not None and _LANGUAGE_CODE.fullmatch(code) else ""


def copy_name(url: str) -> str:
    """What a link to an archived copy says."""
    taken = _COPY.search(url)
    try:
        return f"copy of {day(date(*map(int, taken.groups())))}" if taken else "archived copy"
    except ValueError:
        return "archived copy"


def typed_apart(text: str) -> list[str]:
    """A sentence in pieces: plain ones and, each second one, options of the command line with the command before them."""
    return _TYPED.split(text)


def why_unchecked(reason: str) -> str:
    return _UNCHECKED.get(reason, reason.replace("_", " "))
