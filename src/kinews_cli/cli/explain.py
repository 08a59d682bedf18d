"""`kinews explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from kinews_cli.cli import options as o


def explain(
    rule: Annotated[str | None, typer.Argument(metavar="[RULE]", help="A code (KN301) or name (mark-missing).")] = None,
    debug: o.Debug = False,
) -> None:
    """What a rule means, and what to do; without a rule, the table of all.

    \b
    kinews explain KN301
    kinews explain
    """
    from kinews_cli.rules.catalogue import RULES, rule_named
    from kinews_cli.rules.run import APPLIED

    if rule is None:
        for each in RULES:
            later = "" if each.code in APPLIED else "  (not applied yet)"
            print(f"{each.code}  {each.severity.value:<8} {each.slug}{later}")
        return
    found = rule_named(rule)
    print(f"{found.code} {found.slug} ({found.severity.value})\n\n{found.what}\n\nWhat to do: {found.remedy}")
    if found.code not in APPLIED:
        print("\nThis version of kinews does not apply the rule yet; its code is reserved.")
