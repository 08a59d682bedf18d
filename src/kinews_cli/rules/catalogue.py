"""Every rule there is: code, slug, severity, what it says and what to do about it. The one source for help and reports.

KN1xx the text, KN2xx the links, KN3xx the marks, KN4xx the sources, KN5xx the translation. A code is never reused.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as people see it. `severity` is the usual one; a rule may judge a single case more or less severely."""

    code: str
    slug: str
    severity: Severity
    what: str
    remedy: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES = (
    Rule("KN101", "no-title", _E, "The issue has no title that can be told from its text.",
         "Put the title on the first line, with a blank line below it."),
    Rule("KN102", "no-number", _W, "Neither the title nor the file's name holds the issue's number.",
         'Write it into the title ("KI News #6") or call the file 006.txt.'),
    Rule("KN103", "article-without-links", _N, "An article names no source.",
         'Add a line such as "Paper: https://..." below it, if there is one.'),
    Rule("KN104", "empty-section", _N, "A section has no text and no article below it.",
         "Remove the heading, or write what belongs there."),
    Rule("KN105", "duplicate-title", _W, "Two articles have the same title.",
         "Give each its own: readers and links find an article by its title."),
    Rule("KN106", "doubtful-title", _W, "A line may be a title or a short paragraph.",
         'End a paragraph with a full stop; put "# " before a title.'),
    Rule("KN107", "number-repeats", _W, "Another issue has the same number.",
         "Correct the number in one of the two."),
    Rule("KN108", "number-skips", _N, "The number of the issue before is missing.",
         "Check the number; ignore this if that issue is kept elsewhere."),
    Rule("KN201", "link-broken", _W, "The page is not there; an error when its server says so with 404 or 410.",
         "Correct the address, link an archived copy, or remove the link."),
    Rule("KN202", "link-moved", _W, "The page has moved for good.",
         "Write the new address."),
    Rule("KN203", "link-unreachable", _W, "No answer this time; an error when none came on two different days.",
         "Try the address in a browser; run kinews again later."),
    Rule("KN204", "insecure-link", _W, "The link says http where https works.",
         "Write https."),
    Rule("KN205", "tracking-parameters", _W, "The address carries parameters that only serve to follow readers.",
         "Remove them."),
    Rule("KN206", "duplicate-link", _N, "The same address is linked twice in one article.",
         "Keep one of the two."),
    Rule("KN207", "label-missing", _W, "A link stands on a line of its own without saying what it is.",
         'Write a label before it: "Paper: https://...".'),
    Rule("KN208", "fragment-missing", _W, "The page is there, but not the place in it that the address names.",
         "Correct what stands behind the #, or remove it."),
    Rule("KN209", "shortener", _W, "A shortened address hides where it leads.",
         "Link the page itself."),
    Rule("KN210", "link-refused", _N, "kinews does not open this address: private network, odd port, credentials, one click.",
         "Check by hand that readers should get it."),
    Rule("KN301", "mark-missing", _W, "A source in another language carries no mark.",
         'Write "(englisch)" (or the language it is) behind the address.'),
    Rule("KN302", "mark-wrong", _W, "The mark names another language than the source has.",
         "Remove or correct the mark."),
    Rule("KN303", "language-unknown", _N, "Nothing tells for certain which language the source is in.",
         "Look at the page and set the mark by hand."),
    Rule("KN304", "language-signals-disagree", _N, "What tells the language of the source names different ones.",
         "Look at the page and set the mark by hand."),
    Rule("KN401", "withdrawn", _E, "The paper was withdrawn by its authors.",
         "Say so in the text, or remove the link."),
    Rule("KN402", "retracted", _E, "The article was retracted.",
         "Say so in the text, or remove the link."),
    Rule("KN403", "corrected", _N, "The article was corrected after it appeared.",
         "Check that what you say of it still holds."),
    Rule("KN404", "newer-version", _N, "The link names a version of the paper that is not the newest.",
         "Link the paper without a version, or check the newer one."),
    Rule("KN405", "published-meanwhile", _N, "The preprint has appeared in a journal.",
         "Consider linking the published article."),
    Rule("KN406", "video-gone", _E, "The video is private or no longer there.",
         "Link another copy, or remove the link."),
    Rule("KN407", "repository-archived", _N, "The repository is archived: nobody maintains it.",
         "Consider saying so."),
    Rule("KN408", "repository-renamed", _W, "The repository has a new name or owner.",
         "Write the new address."),
    Rule("KN409", "year-differs", _W, "The label, or what introduces the link, dates the source to another year than its own.",
         "Correct the year or the link."),
    Rule("KN410", "label-names-another", _W, "The label names another site or work than the source.",
         "Correct the label or the link."),
    Rule("KN411", "published-after-issue", _W, "The source is younger than the issue.",
         "Check the link and the issue's date."),
    Rule("KN412", "expression-of-concern", _W, "The journal has expressed concern about the article.",
         "Say so in the text."),
    Rule("KN413", "repository-replaced", _W, "Another repository stands under the name that is linked.",
         "Look whether it is still what you write about; else link the old one's new place, or remove the link."),
    Rule("KN414", "same-work-twice", _N, "Two addresses in the issue lead to one work.",
         "Keep one of the two, or say in the labels what each is."),
    Rule("KN415", "page-expired", _W, "The page asks not to be shown any more since a date that has passed.",
         "Link another source, or an archived copy: the page may vanish any day."),
    Rule("KN501", "translation-missing", _W, "A piece of text has no translation.",
         "Run kinews translate, or write it into the .po file."),
    Rule("KN502", "translation-stale", _W, "The German text changed under an accepted translation.",
         "Adapt the translation in the .po file and remove its fuzzy flag."),
    Rule("KN503", "number-lost", _W, "A number of the German text is missing in the translation; an error in an accepted one.",
         "Correct the translation in the .po file."),
    Rule("KN504", "url-lost", _W, "An address of the German text is missing in the translation; an error in an accepted one.",
         "Correct the translation in the .po file."),
    Rule("KN505", "glossary", _W, "The translation does not use a term of the glossary.",
         "Use the term, or correct the glossary."),
    Rule("KN506", "still-german", _W, "The translation is still German.",
         "Translate it in the .po file."),
    Rule("KN507", "suspicious-length", _W, "The translation is much shorter or longer than the text.",
         "Look whether something is missing."),
    Rule("KN508", "answer-refused", _N, "The engine's answer was no translation and was not used.",
         "Run kinews translate again later, or translate by hand."),
)  # fmt: skip

BY_CODE = {rule.code: rule for rule in RULES}


def rule_named(name: str) -> Rule:
    """The rule with this code or slug, in any case. Raises ConfigError that names the nearest."""
    wanted = name.strip().lower()
    for rule in RULES:
        if wanted in {rule.code.lower(), rule.slug}:
            return rule
    known = [rule.code for rule in RULES] + [rule.slug for rule in RULES]
    raise ConfigError(f"There is no rule {printable(name)!r}.{_hint(wanted, known)}")


def chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    """The codes that `select` (all, when empty) holds and `ignore` does not; both are codes or prefixes of codes.

    Raises ConfigError for a prefix that no code has.
    """
    wanted = _matching(select) if select else frozenset(BY_CODE)
    return wanted - _matching(ignore)


def _matching(prefixes: tuple[str, ...]) -> frozenset[str]:
    codes: set[str] = set()
    for prefix in prefixes:
        matching = {code for code in BY_CODE if code.startswith(prefix.upper())} if prefix else set()
        if not matching:
            raise ConfigError(
                f"No rule has the code or prefix {printable(prefix)!r}.{_hint(prefix.upper(), list(BY_CODE))}"
            )
        codes |= matching
    return frozenset(codes)


def _hint(wanted: str, known: list[str]) -> str:
    near = difflib.get_close_matches(wanted, known, n=1) or difflib.get_close_matches(wanted.upper(), known, n=1)
    return f" Did you mean {near[0]}?" if near else " Codes look like KN201; prefixes like KN2."
