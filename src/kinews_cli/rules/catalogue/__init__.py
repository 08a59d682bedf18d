"""Every rule there is: what it says, why, what to do, and an example. The one source for help, docs/rules.md and reports.

KN1xx the text, KN2xx the links, KN3xx the marks, KN4xx the sources, KN5xx the translation. A code is never reused.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.rules.catalogue import links, marks, sources, text, translation
from kinews_cli.rules.catalogue.rule import FRAME, Example, Fixing, Rule

__all__ = ["BY_CODE", "FRAME", "GROUPS", "RULES", "Example", "Fixing", "Rule", "chosen", "matching", "rule_named"]

GROUPS = {
    "KN1": "The text",
    "KN2": "The links",
    "KN3": "The marks",
    "KN4": "The sources",
    "KN5": "The translation",
}
RULES: tuple[Rule, ...] = (*text.RULES, *links.RULES, *marks.RULES, *sources.RULES, *translation.RULES)
_ALL = "ALL"
BY_CODE = {rule.code: rule for rule in RULES}


def rule_named(name: str) -> Rule:
    """The rule with this code or slug, in any case. Raises ConfigError that names the nearest."""
    wanted = name.strip().lower()
    for rule in RULES:
        if wanted in {rule.code.lower(), rule.slug}:
            return rule
    known = [rule.code for rule in RULES] + [rule.slug for rule in RULES]
    raise ConfigError(f"There is no rule {printable(name)!r}.{_hint(wanted, known)}")


def matching(prefix: str) -> frozenset[str]:
    """The codes that begin with `prefix`, in any case, or the one whose slug it is; empty where there is none."""
    if not prefix:
        return frozenset()
    wanted = prefix.upper()
    return frozenset(rule.code for rule in RULES if rule.code.startswith(wanted) or rule.slug.upper() == wanted)


def chosen(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The codes that `select` (all, when empty) holds and `ignore` does not; both are codes, prefixes, slugs, or ALL.

    As in ruff, the longer prefix decides where both hold a code, and `ignore` where they are equally long. Raises ConfigError
    for what no rule has.
    """
    wanted, unwanted = _held(select or (_ALL,)), _held(ignore)
    return frozenset(code for code, length in wanted.items() if length > unwanted.get(code, -1))


def _held(prefixes: Iterable[str]) -> dict[str, int]:
    """The codes that begin with one of `prefixes`, each with the length of the longest that fits."""
    held: dict[str, int] = {}
    for prefix in prefixes:
        everything = prefix.upper() == _ALL
        found = frozenset(BY_CODE) if everything else matching(prefix)
        if not found:
            known = [*BY_CODE, *(rule.slug for rule in RULES)]
            raise ConfigError(f"No rule has the code or prefix {printable(prefix)!r}.{_hint(prefix.lower(), known)}")
        for code in found:
            held[code] = max(held.get(code, 0), 0 if everything else len(prefix))
    return held


def _hint(wanted: str, known: list[str]) -> str:
    digits = wanted.upper().replace("O", "0").replace("I", "1")  # KN2O1
    near = difflib.get_close_matches(digits, known, n=1) or difflib.get_close_matches(wanted, known, n=1)
    return f" Did you mean {near[0]}?" if near else " Codes look like KN201; prefixes like KN2."
