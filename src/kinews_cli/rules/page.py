"""docs/rules.md, written out of the catalogue: `python -m kinews_cli.rules.page > docs/rules.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from kinews_cli.rules.catalogue import FRAME, GROUPS, RULES, Example, Fixing, Rule

_HEAD = """\
# The rules

What `kinews check` looks for, and what to do about it. `kinews explain KN301` shows the same in the terminal. This page is
made from the catalogue in `src/kinews_cli/rules/catalogue/`:

```sh
.venv/bin/python -m kinews_cli.rules.page > docs/rules.md
```

An **error** makes the exit code 1, a **warning** does with `--fail-on warning`, a **note** never does. `--select KN2` applies
only the rules whose codes begin like that, `--ignore KN303` leaves one out. What you do not want to be told for good goes
into `[ignore]` in `kinews.toml`, with its reason: see [configuration.md](configuration.md).

`kinews check --fix` applies the safe fixes, `--unsafe-fixes` the others as well, `--diff` shows them first.

Each rule has an example that gives its finding, and one that gives none. Where an example is not a whole issue, it stands at the
end of this one:

```text frame
{frame}```

What kinews knows besides the text stands below an example: what became of the link and of its source, what the folder holds,
how the text is translated. Nothing else is known, and every rule is applied. `also` names a rule that says something too.
"""

_FIXES = {
    Fixing.NO: "no fix",
    Fixing.SAFE: "safe fix",
    Fixing.UNSAFE: "unsafe fix",
}


def rules_page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_HEAD.format(frame=FRAME), *_body()])


def fix_text(rule: Rule) -> str:
    """Such as "safe fix", or "no fix"."""
    return _FIXES[rule.fix]


def _body() -> Iterator[str]:
    for prefix, title in GROUPS.items():
        yield f"## {title}\n"
        for rule in RULES:
            if rule.code.startswith(prefix):
                yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.slug}\n"
    yield f"*{rule.severity.value}, {fix_text(rule)}*\n"
    yield f"{rule.what} {rule.why}\n"
    yield f"What to do: {rule.remedy[:1].lower()}{rule.remedy[1:]}\n"
    yield from _example("Bad", rule.bad)
    yield from _example("Good", rule.good)


def _example(word: str, example: Example) -> Iterator[str]:
    yield f"{word}{', a whole issue' if example.whole else ''}:\n"
    yield f"```text\n{example.text}```\n"
    if example.known:
        yield f"```toml known\n{example.known}```\n"
    if example.settings:
        yield f"```toml settings\n{example.settings}```\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(rules_page())
