"""The author's note on a source's language, as it is spelt beside links.

Round or square brackets around a word or an abbreviation for a language: "(englisch)", "(engl.)", "[EN]", "(in English)".
Which spellings there are is a setting; this is the default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Mark
from kinews_cli.values import Value, field

# Languages that few links are in: their names only, for "(it)" or "(no)" may stand for anything.
_NAMED = """
    ar arabisch Arabic; bg bulgarisch Bulgarian; ca katalanisch Catalan; cs tschechisch Czech; da dänisch Danish;
    el griechisch Greek; et estnisch Estonian; fi finnisch Finnish; hr kroatisch Croatian; hu ungarisch Hungarian;
    it italienisch Italian; ja japanisch Japanese; ko koreanisch Korean; no norwegisch Norwegian; pl polnisch Polish;
    pt portugiesisch Portuguese; ro rumänisch Romanian; ru russisch Russian; sk slowakisch Slovak; sl slowenisch Slovenian;
    sv schwedisch Swedish; tr türkisch Turkish; uk ukrainisch Ukrainian; zh chinesisch Chinese
"""


def _by_name() -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in _NAMED.split(";"))
    return {code: (german, f"auf {german}", f"in {english}", english) for code, german, english in entries}


SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "englisch",
        "englischsprachig",
        "auf englisch",
        "in englischer sprache",
        "in english",
        "english",
        "engl.",
        "engl",
        "eng",
        "en",
    ),
    "de": ("deutsch", "deutschsprachig", "auf deutsch", "in german", "german", "dt.", "de"),
    "fr": ("französisch", "französischsprachig", "auf französisch", "in french", "french", "franz.", "frz.", "fr"),
    "es": ("spanisch", "auf spanisch", "in spanish", "spanish", "span.", "es"),
    "nl": ("niederländisch", "auf niederländisch", "in dutch", "dutch", "ndl.", "nl"),
    **_by_name(),
}
_SHORTEST_GLUED = 5  # characters
_BETWEEN = lazy_pattern("[\\s)>\\]\u00ad\u200b\u200c\u200d\u2060\ufeff]*")


class MarkSpellings(Value, frozen=True, dict=True):
    """Spellings by language (ISO 639-1), compared without case."""

    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: SPELLINGS)

    @cached_property
    def _language(self) -> dict[str, str]:
        return {text.lower(): code for code, texts in self.spellings.items() for text in texts}

    @cached_property
    def _form(self) -> re.Pattern[str]:
        words = "|".join(re.escape(text) for text in sorted(self._language, key=len, reverse=True))
        if not words:
            return re.compile(r"(?!)")
        # "(englisch, PDF)", "(PDF, englisch)": what else the author notes stays with the mark
        before, behind = r"(?:[^()\[\],]{1,30},\s)?", r"(?:,\s[^()\[\],]{1,30})?"
        return re.compile(rf"(?:(?P<round>\()|\[){before}(?P<word>{words}){behind}(?(round)\)|\])", re.IGNORECASE)

    def behind(self, text: str, start: int) -> Mark | None:
        """The mark behind position `start`, with nothing but blanks and the link's own closing bracket between."""
        between = _BETWEEN.match(text, start)
        at = between.end() if between else start
        # the bracket that closes the link must not be the one that opens the mark
        return self._mark(self._form.match(text, at))

    def before(self, text: str, end: int) -> Mark | None:
        """The mark directly before position `end`, blanks and a colon apart."""
        head = text[:end].rstrip(" \t\u00a0:–-")
        found = [match for match in self._form.finditer(head) if match.end() == len(head)]
        return self._mark(found[-1] if found else None)

    def leading(self, text: str) -> Mark | None:
        """The mark at the beginning of the line, such as "[EN] Title"."""
        return self._mark(self._form.match(text, len(text) - len(text.lstrip())))

    def glued(self, url: str) -> int:
        """Where in a URL a mark begins that was written without a blank; its length where none was.

        Not for abbreviations and where a sign joins the two: "Begriff_(Englisch)" is a page's name.
        """
        if url[-1:] not in {")", "]"}:
            return len(url)
        start = max(url.rfind("("), url.rfind("["))
        match = (
            self._form.fullmatch(url, start)
            if start > 0 and (url[start - 1].isalnum() or url[start - 1] == "/")
            else None
        )
        return start if match is not None and len(match["word"]) >= _SHORTEST_GLUED else len(url)

    def _mark(self, match: re.Match[str] | None) -> Mark | None:
        language = self._language.get(match["word"].lower()) if match is not None else None
        if match is None or language is None:  # re knows more pairs of capitals than str.lower: "(ENGL\u0130SCH)"
            return None
        return Mark(match[0], language, match.start() + 1)


DEFAULT_MARKS = MarkSpellings()
