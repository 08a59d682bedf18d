"""Forms of short lines that are no titles: greetings, captions, keys with values, sentences of several kinds."""

from __future__ import annotations

import re

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.reading.vocabulary import any_of

_TWO_SENTENCES = lazy_pattern(r"[.]\s+[A-ZÄÖÜ„\"»“]")
_TWO_CALLS = lazy_pattern(r"[!?]\s+[A-ZÄÖÜ„\"»“]")
_LONG_TITLE = 60
_LONGEST_CALL = 80
_ABBREVIATION = lazy_pattern(
    r"\b(?:\d{1,4}|[a-zA-Z]|dr|nr|no|prof|st|vs|bzw|ca|vol|mr|mrs|ms|jr|inc|z\.\s?b|u\.\s?a|d\.\s?h|v\.\s?a)\.\s",
    re.IGNORECASE,
)
_GREETINGS = (
    r"hallo",
    r"hi",
    r"hey",
    r"huhu",
    r"moin",
    r"ahoi",
    r"servus",
    r"grüezi",
    r"grüß (?:euch|dich|gott)",
    r"lieber?s?",
    r"guten (?:tag|morgen|abend)",
    r"herzlich willkommen",
    r"willkommen",
    r"dear",
    r"hello",
    r"good (?:morning|evening|day)",
    r"sehr geehrte\w?",
    r"greetings",
    r"welcome",
)
_SIGN_OFFS = (
    (
        r"(?:viele?|beste|liebe|herzliche|schöne|sonnige|freundliche|mit (?:\w+ )?\w+en|kind|best|warm|"
        r"many)\s(?:grüße|grüssen|grüßen|regards|wishes)\b.{0,40}"
    ),
    r".{0,24}\bbis (?:nächst|zum nächst|zur nächst|bald)\w*\b.{0,24}",
    r"bis (?:bald|dann|denne|demnächst|zum nächsten|zur nächsten|nächsten?|morgen|in zwei|in einer)\b.{0,40}",
    r"(?:eure?|euer|ihre?|dein|deine|your|yours)(?:\s[\w -]{1,40})?[!.]?",
    r".{0,12}\bgrü(?:ße?|ss)(?:t|en)?\b.{0,24}",
    r"p\.?\s?s\.?:?\s.*",
    r"(?:die|das|the)\s(?:[\w-]+\s)?[\w-]*(?:redaktion|team|vorstand|crew|editors?)\b.{0,40}",
    r".{0,40}\bwünsch(?:t|en)\b.{0,30}",
    r"(?:vielen |herzlichen |besten )?danke? (?:fürs?|an|dass)\b.{0,60}",
    r"thanks?(?: you)? for (?:reading|subscribing|your)\b.{0,40}",
    r"(?:das (?:war|wars|war's) (?:es|für heute|für diese)|that(?:'s|’s| is) (?:all|it))\b.{0,40}",
    r"(?:cheers|yours truly|sincerely|take care|happy \w+ing|see you)\b.{0,40}",
    r"(?:viel (?:spaß|freude|vergnügen)|gute lektüre|gute unterhaltung|enjoy)\b.{0,60}",
    r"bleibt (?:gesund|neugierig|dran|munter).{0,30}",
    r"until (?:next|then).{0,30}",
    (
        r"(?:schönes?|einen schönen|ein schönes|gutes|have a (?:nice|great|good)|have a)\s.{0,20}(?:wochenende|"
        r"woche|tag|sommer|weekend|week|day)\b.{0,20}"
    ),
)
_ADDRESS = lazy_pattern(
    r"\b(?:wir|uns|unsere?[mnrs]?|ihr|euch|eure?[mnrs]?|du|dich|dir|deine?[mnrs]?|ich|mich|mir|Sie|Ihnen|Ihre?[mnrs]?|you|your|we|our|us|I|my)\b"
)
_CAPTIONS = (
    r".*©.*",
    (
        r"\[?(?:symbolbild|aufnahme|bild|foto|grafik|abb(?:ildung|\.)|bildunterschrift|image|photo|picture|figure|"
        r"fig\.|screenshot|quelle|source|credit)\s?(?:\d+|von|by|credit|:|\s(?:der|des|von|of)\b).*"
    ),
    r"symbolbild\b.*",
    r".*,\s(?:aufnahme|foto|bild|photo)\b.*",
)
_CODE = lazy_pattern(r"[$>#%]\s\S.*|.*\s--?\w[\w-]*(?:[ =].*)?|.*[;{}]$|(?:sudo|git|pip|apt|npm|curl|docker)\s.*")
_KEY_VALUE = lazy_pattern(r"[^\W\d_][\w /.&-]{1,28}:\s*(?!//)\S.*")
_GREETING = lazy_pattern(rf"(?:{'|'.join(_GREETINGS)})\b.{{0,60}}", re.IGNORECASE)
_SIGN_OFF = any_of(_SIGN_OFFS)
_CAPTION = any_of(_CAPTIONS)
_QUOTATION = lazy_pattern(r"[„\"»“'‚›].*[.!…][“\"«”'‘‹]|[–—-]\s.+")
_AT = lazy_pattern(
    r"(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,\s.*\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}(?:,|\s[-–]|:)|\d{1,2}[:.]\d\d(?:\s?(?:uhr|h|am|pm)\b|\s?[–-]\s?\d|\s)|\d{1,2}\.\s?\d{1,2}\.",
    re.IGNORECASE,
)
_CLOCK = lazy_pattern(
    r"[\d\s.:,/–-]+(?:uhr|h|am|pm|utc|€|euro|%|km|mb)?|(?:\w+,?\s)?\d{1,2}\.\d{1,2}\.(?:\d{2,4})?.{0,10}|\d{4}",
    re.IGNORECASE,
)
_STARTS_INSIDE = lazy_pattern(r"(?:und|oder|aber|sondern|sowie|denn|and|or|but|nor)\s|(?:…|\.{3})\s?[a-zäöü]")


def has_two_sentences(text: str) -> bool:
    """A full stop and a capital; of questions and calls only long ones: "E-Akte? Später!" is a title."""
    if _TWO_SENTENCES.search(text) is None and _TWO_CALLS.search(text) is None:
        return False
    bare = _ABBREVIATION.sub("", text)
    if _TWO_SENTENCES.search(bare) is not None:
        return True
    return (
        len(text) > _LONG_TITLE
        and _TWO_CALLS.search(bare) is not None
        and (text[-1] in ".!" or len(text) > _LONGEST_CALL)
    )


def greets(text: str) -> bool:
    return len(text) <= 80 and _GREETING.fullmatch(text) is not None


def signs_off(text: str) -> bool:
    return len(text) <= 80 and _SIGN_OFF.fullmatch(text.lower()) is not None


def speaks_to_somebody(text: str) -> bool:
    return _ADDRESS.search(text) is not None


def is_caption(text: str) -> bool:
    return _CAPTION.fullmatch(text.lower()) is not None


def is_code(text: str) -> bool:
    """A command or a line of a program."""
    return _CODE.fullmatch(text) is not None


def is_key_value(text: str) -> bool:
    return len(text) <= 120 and _KEY_VALUE.fullmatch(text) is not None


def is_key_with_list(text: str) -> bool:
    """A key with several values: "Themen: Rad, Bus, Bahn"."""
    return is_key_value(text) and text.partition(":")[2].count(", ") >= 2 and not text.endswith("?")


def is_quotation(text: str) -> bool:
    return _QUOTATION.fullmatch(text) is not None


def is_clock(text: str) -> bool:
    """Nothing but a date, a time or a number."""
    return _CLOCK.fullmatch(text) is not None


def begins_with_time(text: str) -> bool:
    """A date in figures or a time stands first: an entry of a calendar."""
    return _AT.match(text) is not None


def starts_inside_a_sentence(text: str) -> bool:
    return _STARTS_INSIDE.match(text) is not None
