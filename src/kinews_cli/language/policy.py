"""Which mark a link should carry, and whether the author's agrees.

The mark is a policy, not a language test: in the issue that kinews was made for, all seven English papers and articles are
marked, while English videos and repositories are not. So kinds of sources are marked or not, and the kinds are configurable,
for single hosts too (`Dossier.marked_kinds_of`).
"""

from __future__ import annotations

from enum import StrEnum

from kinews_cli.model.issue import Mark
from kinews_cli.model.source import Confidence, Language, Source, SourceKind

# How an edition names the language of a source. A language without a word here gets no mark: a wrong word would be worse.
_NAMES = {
    "de": (
        "ar arabisch, bg bulgarisch, ca katalanisch, cs tschechisch, da dänisch, de deutsch, el griechisch, en englisch, "
        "es spanisch, et estnisch, fi finnisch, fr französisch, hr kroatisch, hu ungarisch, it italienisch, ja japanisch, "
        "ko koreanisch, nl niederländisch, no norwegisch, pl polnisch, pt portugiesisch, ro rumänisch, ru russisch, "
        "sk slowakisch, sl slowenisch, sv schwedisch, tr türkisch, uk ukrainisch, zh chinesisch"
    ),
    "en": (
        "ar Arabic, bg Bulgarian, ca Catalan, cs Czech, da Danish, de German, el Greek, en English, es Spanish, et Estonian, "
        "fi Finnish, fr French, hr Croatian, hu Hungarian, it Italian, ja Japanese, ko Korean, nl Dutch, no Norwegian, "
        "pl Polish, pt Portuguese, ro Romanian, ru Russian, sk Slovak, sl Slovenian, sv Swedish, tr Turkish, uk Ukrainian, "
        "zh Chinese"
    ),
}
LANGUAGE_NAMES = {edition: {entry[:2]: entry[3:] for entry in names.split(", ")} for edition, names in _NAMES.items()}
MARK_WORDS = {edition: {code: f"({name})" for code, name in names.items()} for edition, names in LANGUAGE_NAMES.items()}


# Videos, code and data elsewhere follow the custom that holds for those of the sites which hold nothing else.
_LIKE = {
    **dict.fromkeys(("motion_picture", "song", "graphic"), SourceKind.YOUTUBE),
    **dict.fromkeys(("software", "dataset"), SourceKind.GITHUB),
}


class Agreement(StrEnum):
    """How the author's mark and what is known about the source go together."""

    AGREES = "agrees"
    MISSING = "missing"  # text in another language without a mark
    WRONG = "wrong"  # marked, but in the issue's language or in a third one
    UNKNOWN = "unknown"  # the evidence does not carry a judgement


def marked_as(kind: SourceKind, source: Source | None) -> SourceKind:
    """The kind whose custom of marks a source follows: its own, but for a video or data that have a DOI or just a page."""
    return _LIKE.get(source.type, kind) if source is not None else kind


def judge(
    mark: Mark | None, kind: SourceKind, language: Language, policy: frozenset[SourceKind], home: str
) -> Agreement:
    """Judge `mark` on a source of `kind` in an issue written in the language `home`. Only high confidence speaks."""
    written = mark.language if mark is not None else None
    if kind not in policy and written is None:
        return Agreement.AGREES
    if language.code is None or language.confidence is not Confidence.HIGH:
        return Agreement.UNKNOWN
    if written is None:
        return Agreement.AGREES if language.code == home else Agreement.MISSING
    return Agreement.AGREES if written == language.code else Agreement.WRONG


def shown_mark(
    mark: Mark | None, kind: SourceKind, language: Language, policy: frozenset[SourceKind], home: str, edition: str
) -> str | None:
    """The mark an edition shows: what is true where the evidence is high, else what the author wrote."""
    known = language.code if language.confidence is Confidence.HIGH and (kind in policy or mark is not None) else None
    if mark is not None and edition == home and known in {None, mark.language}:
        return mark.written if known != edition else None
    code = known or (mark.language if mark is not None else None)
    return None if code is None or code == edition else MARK_WORDS[edition].get(code)
