"""What a rule is to people: the words for it, and an example before and after."""

from __future__ import annotations

from enum import StrEnum

from kinews_cli.model.finding import Severity
from kinews_cli.values import Value

# Most examples are a line or two; they stand at the end of this issue.
FRAME = """\
KI News #6

Guten Tag.

Ein neues Netz

Es liest Texte und fasst sie zusammen.

"""


class Fixing(StrEnum):
    """What `check --fix` can do about a finding; a single case may have no fix where its rule usually has one."""

    NO = "no"
    SAFE = "safe"  # it cannot say anything but what the author meant
    UNSAFE = "unsafe"  # only with --unsafe-fixes


class Example(Value, frozen=True):
    """Lines of an issue, to be put at the end of `FRAME`; or a `whole` one.

    `known` is what a rule is told besides the text, as TOML: about each address what became of it and of its source, about
    the folder, about the translation. `settings` is what stands in `kinews.toml`.
    """

    text: str
    known: str = ""
    settings: str = ""
    whole: bool = False

    @property
    def issue(self) -> str:
        """The text of a whole issue."""
        return self.text if self.whole else f"{FRAME}{self.text}"


class Rule(Value, frozen=True):
    """A rule as people see it. `severity` is the usual one; a rule may judge a single case more or less severely.

    `bad` gives this finding and no other, `good` none: the tests read both out of docs/rules.md.
    """

    code: str
    slug: str
    severity: Severity
    what: str
    why: str
    remedy: str
    bad: Example
    good: Example
    fix: Fixing = Fixing.NO
