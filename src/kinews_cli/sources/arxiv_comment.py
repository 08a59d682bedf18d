"""What an arXiv paper says of itself in its comment or in place of its abstract: that it is withdrawn, or not in English.

There is no field for either; people write sentences. As many speak of an earlier version, of another paper, of a part of this
one, or of a conference that it was withdrawn from. So a sentence counts only where it begins with the paper itself, and only
with what may follow. Pure.
"""

from __future__ import annotations

import re

_NOUN = r"(?:paper|article|manuscript|submission|pre-?print|e-?print|work|note|report|draft|letter)"
_ASIDE = r"(?: \([^()]{0,60}\))?"  # "This paper (arXiv:...) has been withdrawn"
_HAS_BEEN = r"(?:(?:has|have) been|had to be|is being|is|was)(?: (?:hereby|now|temporarily|voluntarily|permanently))?"
_WITHDRAWN = rf"{_HAS_BEEN} withdrawn\b"
# "... from the proceedings", "... in v2": it is not gone from arXiv, or was once.
_BY = r"(?:by [^.;,]{0,40} )?"
_ELSEWHERE = rf"(?! {_BY}from (?!(?:the )?arxiv))(?! {_BY}(?:in|at|after|as of|with) v(?:ersion)?[ .]?\d)"
_REASON = (
    r"(?=\s*(?:$|[.,;:!*()\[\]–—-])|\s+(?:by|due|because|as|since|for|pending|until|owing|on account|in favou?r|in light|"
    r"temporarily|from (?:the )?arxiv)\b)"
)
_WHO = r"(?:(?:the |both )?(?:first |corresponding )?authors?|we|i)"
_WILL = r"(?: (?:have|has))?(?: (?:decided|wish|want|agreed|chosen) to| would like to)?"

_OF_ITSELF = re.compile(
    rf"this (?:{_NOUN}|version)s?{_ASIDE} (?:{_WITHDRAWN}|withdrawn\b{_REASON}){_ELSEWHERE}"
    rf"|this (?:{_NOUN}|version) (?:has been|was|is) removed by (?:the )?arxiv"
    rf"|{_WHO}{_WILL} (?:withdraws?|withdrew|withdrawn) (?:this|our) {_NOUN}\b{_ELSEWHERE}",
    re.IGNORECASE,
)
_AT_THE_START = re.compile(
    rf"(?:the |our )?{_NOUN}{_ASIDE} (?:{_WITHDRAWN}|withdrawn\b{_REASON}){_ELSEWHERE}"
    rf"|(?:temporarily )?withdrawn\b{_REASON}{_ELSEWHERE}|withdrawal (?:by|due|because)\b"
    rf"|{_WHO}{_WILL} (?:withdraws?|withdrew|withdrawn) the {_NOUN}\b{_ELSEWHERE}",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[\s\[(*•–—-]*(?:arxiv admin (?:note|comment):\s*)?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;:!)\]])\s+")
_TAKEN_BACK = re.compile(r"\b(?:re-?instated|restored)\b", re.IGNORECASE)

_CODES = {
    "Catalan": "ca",
    "Chinese": "zh",
    "Dutch": "nl",
    "French": "fr",
    "German": "de",
    "Italian": "it",
    "Japanese": "ja",
    "Polish": "pl",
    "Portuguese": "pt",
    "Russian": "ru",
    "Spanish": "es",
    "Ukrainian": "uk",
}
_IN_LANGUAGE = re.compile(
    rf"\b(?:in(?: the)?|language:) ({'|'.join(_CODES)})(?= language\b| with\b|\s*(?:$|[,;.()\[\]]))", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;.()\[\]]")
# What may stand before "in French" in its clause: the paper itself and its measure. Not: an abstract, a translation that is
# available, tweets.
_ITSELF = re.compile(
    r"(?:.*\b)?(?:\d+|pages?|pp?|figures?|tables?|paper|article|text|written|manuscript|thesis|dissertation|habilitation|"
    r"report|book|notes?|essay|document|talk)(?: is| are)?(?: written)?",
    re.IGNORECASE,
)


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Does the newest version say that the paper is withdrawn? An abstract says so in its first words or not at all."""
    later = any(_OF_ITSELF.match(sentence) for sentence in _SENTENCE.split(comment))
    said = [text for text, notice in ((comment, later or _opens(comment)), (abstract, _opens(abstract))) if notice]
    return bool(said) and not any(_TAKEN_BACK.search(text) for text in said)


def named_language(comment: str) -> tuple[str, str] | None:
    """The ISO 639-1 code of the language that the paper is said to be in, and the words that say it; None where none do."""
    for match in _IN_LANGUAGE.finditer(comment):
        before = _CLAUSE.split(comment[: match.start()])[-1].strip()
        if not before or _ITSELF.fullmatch(before):
            return _CODES[match[1].title()], match[0]
    return None


def _opens(text: str) -> bool:
    """With a notice."""
    lead = _LEAD.match(text)
    bare = text[lead.end() :] if lead else text
    return bool(_OF_ITSELF.match(bare) or _AT_THE_START.match(bare))
