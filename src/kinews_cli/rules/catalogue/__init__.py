"""Every rule there is: what it says, why, what to do, and an example. The one source for help, docs/rules.md and reports.

KN1xx the text, KN2xx the links, KN3xx the marks, KN4xx the sources, KN5xx the translation. A code is never reused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kinews_cli.border import printable
from kinews_cli.errors import ConfigError
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.nearest import nearest
from kinews_cli.rules.catalogue import links, marks, sources, text, translation
from kinews_cli.rules.catalogue.rule import FRAME, Example, Fixing, Rule

__all__ = [
    "BY_CODE",
    "FRAME",
    "GROUPS",
    "RULES",
    "Example",
    "Fixing",
    "Rule",
    "chosen",
    "matching",
    "rule_named",
    "rules_named",
]

GROUPS = {
    "KN1": "The text",
    "KN2": "The links",
    "KN3": "The marks",
    "KN4": "The sources",
    "KN5": "The translation",
}
RULES: tuple[Rule, ...] = (*text.RULES, *links.RULES, *marks.RULES, *sources.RULES, *translation.RULES)
_ALL = "ALL"
_WORDS = {title.removeprefix("The ").lower(): prefix for prefix, title in GROUPS.items()}
_LIKE_A_CODE = lazy_pattern(r"(?:K|N|KN|NK)?[-_ ]?(?=[OIL]*[0-9])([0-9OIL]+).*", re.DOTALL)
_DIGITS = str.maketrans("OIL", "011")
BY_CODE = {rule.code: rule for rule in RULES}


def rule_named(name: str) -> Rule:
    """The rule with this code or slug, in any case. Raises ConfigError that names the nearest."""
    wanted = name.strip().lower()
    for rule in RULES:
        if wanted in {rule.code.lower(), rule.slug}:
            return rule
    raise ConfigError(f"There is no rule {printable(name)!r}.{_hint(name)}")


def rules_named(name: str) -> tuple[Rule, ...]:
    """What `name` stands for, in any case: all, a group ("marks"), a code, its beginning, or a slug.

    Raises ConfigError that names the nearest.
    """
    wanted = name.strip()
    if wanted.upper() == _ALL:
        return RULES
    codes = matching(_WORDS.get(wanted.lower(), wanted))
    if len(codes) > 1:
        return tuple(rule for rule in RULES if rule.code in codes)
    return (rule_named(min(codes, default=name)),)


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
            raise ConfigError(f"No rule has the code or prefix {printable(prefix)!r}.{_hint(prefix)}")
        for code in found:
            held[code] = max(held.get(code, 0), 0 if everything else len(prefix))
    return held


def _hint(typed: str) -> str:
    """The code, group or name that is near to what was typed; where none is, all groups."""
    wanted = typed.strip()
    like_a_code = _LIKE_A_CODE.fullmatch(wanted.upper())
    if like_a_code:
        code = f"KN{like_a_code[1].translate(_DIGITS)}"  # KN2O1
        if code[:5] in BY_CODE:
            return f" Did you mean {code[:5]}?"
        codes = sorted(matching(code[:3]))
        return f" {_group(code[:3])} has {codes[0]} to {codes[-1]}." if codes else _groups()
    near = nearest(wanted.lower(), [*_WORDS, *(rule.slug for rule in RULES)])
    if near is None:
        return _groups()
    return f" Did you mean {_group(_WORDS[near]) if near in _WORDS else near}?"


def _group(prefix: str) -> str:
    """Such as "KN3 (the marks)"."""
    return f"{prefix} ({GROUPS[prefix].lower()})"


def _groups() -> str:
    return f" Codes look like KN201. They begin with {', '.join(map(_group, GROUPS))}."
