"""Which mark a link should carry, and whether the author's agrees.

The mark is a policy, not a language test: in the issue that kinews was made for, all seven English papers and articles are
marked, while English videos and repositories are not. So kinds of sources are marked or not, and the kinds are configurable.
"""

from __future__ import annotations

from enum import StrEnum

from kinews_cli.model.issue import Mark
from kinews_cli.model.source import Confidence, Language, SourceKind

# How an edition names the language of a source.
MARK_WORDS = {
    "de": {"en": "(englisch)", "fr": "(französisch)", "es": "(spanisch)", "nl": "(niederländisch)", "de": "(deutsch)"},
    "en": {"en": "(English)", "fr": "(French)", "es": "(Spanish)", "nl": "(Dutch)", "de": "(German)"},
}


class Agreement(StrEnum):
    """How the author's mark and what is known about the source go together."""

    AGREES = "agrees"
    MISSING = "missing"  # text in another language without a mark
    WRONG = "wrong"  # marked, but in the issue's language or in a third one
    UNKNOWN = "unknown"  # the evidence does not carry a judgement


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
