"""`kinews explain`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.completion import complete_rule
from kinews_cli.cli.output import terminal_width, tolerating_closed_pipe

if TYPE_CHECKING:
    from kinews_cli.rules.catalogue import Example, Rule

_WIDEST = 100  # columns that are still easy to read

RuleNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RULE]...",
        help="Codes (KN301), names (mark-missing), groups (KN3, marks), or all.",
        autocompletion=complete_rule,
    ),
]


def explain(rules: RuleNames = None, debug: o.Debug = False) -> None:
    """What a rule means, and what to do. Without a rule, the table of all.

    \b
    kinews explain KN301
    kinews explain KN3    all about the marks, a line each
    kinews explain all    every rule in full
    """
    with tolerating_closed_pipe():
        for line in _lines(rules or []):
            print(line)


def _lines(given: Sequence[str]) -> Iterator[str]:
    """Raises ConfigError before the first line where a name means nothing."""
    from kinews_cli.rules.catalogue import RULES, rules_named

    names = [name.strip() for text in given for name in text.split(",") if name.strip() or not text.strip()]
    if not names:
        yield from table(RULES)
        yield from ("", "`kinews explain KN301` says more about one of them, `kinews explain all` about each.")
        return
    meant = [(rules_named(name), name.lower() == "all") for name in names]
    for place, (rules, everything) in enumerate(dict.fromkeys(meant)):
        yield from ("", "") if place else ()
        if everything or len(rules) == 1:
            yield from _in_full(rules)
        else:
            yield from table(rules)


def _in_full(rules: Sequence[Rule]) -> Iterator[str]:
    width = max(min(terminal_width(_WIDEST), _WIDEST), 30)
    for place, rule in enumerate(rules):
        yield from ("", "") if place else ()
        yield from explained(rule, width)


def table(rules: Sequence[Rule]) -> Iterator[str]:
    """A line a rule: code, severity, name, and whether `check --fix` mends it."""
    from kinews_cli.rules.catalogue import GROUPS, Fixing

    shown = ""
    for rule in rules:
        if rule.code[:3] != shown:
            yield from [] if not shown else [""]
            shown = rule.code[:3]
            yield f"{GROUPS[shown]} ({shown})"
        fix = "" if rule.fix is Fixing.NO else f"  [{rule.fix.value} fix]"
        yield f"  {rule.code}  {rule.severity.value:<7}  {rule.slug}{fix}"


def explained(rule: Rule, width: int) -> Iterator[str]:
    """Everything about one rule; prose is folded to `width` columns, examples stand as they are."""
    from kinews_cli.rules.page import fix_text

    yield f"{rule.code} {rule.slug} ({rule.severity.value}, {fix_text(rule)})"
    yield ""
    yield from textwrap.wrap(rule.what, width)
    yield ""
    yield from textwrap.wrap(f"Why: {rule.why}", width)
    yield ""
    yield from textwrap.wrap(f"What to do: {rule.remedy}", width)
    yield from _example(rule)


def _example(rule: Rule) -> Iterator[str]:
    """What an author would write differently; nothing where that is no text: what is said of the rule must do then."""
    if rule.bad.text != rule.good.text:
        yield from _shown("Instead of", rule.bad.text)
        yield from _shown("write", rule.good.text)
    elif rule.bad.settings:
        yield from _shown("With this in the text", rule.bad.text)
        yield from _shown("this in kinews.toml has the finding", rule.bad.settings)
        yield from _shown("and this has not", rule.good.settings)
    else:
        bad, good = _translations(rule.bad), _translations(rule.good)
        for german in (german for german in bad if bad[german] and good.get(german, bad[german]) != bad[german]):
            yield from _shown("For the text", german)
            yield from _shown("instead of the translation", bad[german])
            yield from _shown("write", good[german])


def _translations(example: Example) -> dict[str, str]:
    """German texts with their translations; what has none yet has an empty one."""
    import tomllib

    entries = tomllib.loads(example.known).get("translation", [])
    return {entry["german"]: entry.get("english", "") for entry in entries}


def _shown(word: str, text: str) -> Iterator[str]:
    yield ""
    yield f"{word}:"
    yield ""
    yield from (f"    {line}".rstrip() for line in text.rstrip("\n").splitlines())
