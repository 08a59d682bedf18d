"""`kinews explain`."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kinews_cli.cli import options as o
from kinews_cli.cli.completion import complete_rule
from kinews_cli.cli.output import tolerating_closed_pipe

if TYPE_CHECKING:
    from kinews_cli.rules.catalogue import Rule

_WIDEST = 100  # columns that are still easy to read

RuleName = Annotated[
    str | None,
    typer.Argument(
        metavar="[RULE]", help="A code (KN301), a name (mark-missing) or a group (KN3).", autocompletion=complete_rule
    ),
]


def explain(rule: RuleName = None, debug: o.Debug = False) -> None:
    """What a rule means, and what to do; without a rule, the table of all.

    \b
    kinews explain KN301
    kinews explain KN3    all about the marks
    """
    from kinews_cli.rules.catalogue import RULES, matching, rule_named

    group = sorted(matching(rule)) if rule is not None else []
    if rule is None or len(group) > 1:
        lines = table([each for each in RULES if rule is None or each.code in group])
    else:
        width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
        lines = explained(rule_named(rule), max(width, 30))
    with tolerating_closed_pipe():
        for line in lines:
            print(line)


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
    if rule.bad.text != rule.good.text:
        yield from _shown("Instead of", rule.bad.text)
        yield from _shown("write", rule.good.text)
    else:
        yield from _shown("In", rule.bad.text)
        yield from _shown("this is told where", rule.bad.settings or rule.bad.known)
        yield from _shown("and not where", rule.good.settings or rule.good.known)


def _shown(word: str, text: str) -> Iterator[str]:
    yield ""
    yield f"{word}:"
    yield ""
    yield from (f"    {line}".rstrip() for line in text.rstrip("\n").splitlines())
