"""KN3xx: the marks on sources in other languages."""

from __future__ import annotations

from kinews_cli.model.finding import Severity
from kinews_cli.rules.catalogue.rule import Example, Fixing, Rule

_W, _N = Severity.WARNING, Severity.NOTE
_STUDY = "Studie: https://example.org/studie\n"
_MARKED = "Studie: https://example.org/studie (englisch)\n"
_HEAD = '["https://example.org/studie"]\nverdict = "ok"\n'
_ENGLISH = f'{_HEAD}language = "en"\n'
_GERMAN = f'{_HEAD}language = "de"\n'

RULES = (
    Rule(
        "KN301", "mark-missing", _W,
        "A source in another language carries no mark.",
        "Readers of a German letter want to know before they click. Which kinds of sources carry marks is set in [marks]: "
        "text does by default, video and code do not.",
        'Write "(englisch)" (or the language it is) behind the address.',
        Example(_STUDY, _ENGLISH),
        Example(_MARKED, _ENGLISH),
        Fixing.SAFE,
    ),
    Rule(
        "KN302", "mark-wrong", _W,
        "The mark names another language than the source has.",
        "Readers leave out what they could have read, or open what they cannot read.",
        "Remove or correct the mark.",
        Example(_MARKED, _GERMAN),
        Example(_STUDY, _GERMAN),
        Fixing.SAFE,
    ),
    Rule(
        "KN303", "language-unknown", _N,
        "Nothing tells for certain which language the source is in.",
        "The page has hardly any text, or was not read. A guess is no ground for a mark.",
        "Look at the page and set the mark by hand.",
        Example(_STUDY, f'{_HEAD}language = "en"\nconfidence = "medium"\n'),
        Example(_MARKED, f'{_HEAD}language = "en"\nconfidence = "medium"\n'),
    ),
    Rule(
        "KN304", "language-signals-disagree", _N,
        "What tells the language of the source names different ones.",
        "The page says one language of itself and is written in what looks like another, as templates and translated "
        "pages do.",
        "Look at the page and set the mark by hand.",
        Example(
            _STUDY,
            f'{_HEAD}language = "en"\nconfidence = "medium"\nlanguage_signs = {{ og_locale = "en", title_vote = "de" }}\n',
        ),
        Example(
            _MARKED,
            f'{_HEAD}language = "en"\nconfidence = "medium"\nlanguage_signs = {{ og_locale = "en", title_vote = "de" }}\n',
        ),
    ),
)  # fmt: skip
