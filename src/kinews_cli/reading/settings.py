"""What the author decides about reading; it is never overruled."""

from __future__ import annotations

from kinews_cli.reading.lines import normal_form
from kinews_cli.reading.marks import DEFAULT_MARKS, MarkSpellings
from kinews_cli.reading.rules import ALL_RULES, Rules
from kinews_cli.values import Value, field


class ReadingSettings(Value, frozen=True):
    """Lines that are titles, names of sections, and furniture: whole lines as plain strings, compared in normal form."""

    titles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    marks: MarkSpellings = field(default_factory=lambda: DEFAULT_MARKS)
    rules: Rules = ALL_RULES

    def decided(self) -> dict[str, str]:
        """What the author said a line is ("title", "furniture"), by its normal form."""
        titles = {normal_form(text): "title" for text in (*self.titles, *self.sections)}
        return titles | {normal_form(text): "furniture" for text in self.furniture}


DEFAULT_SETTINGS = ReadingSettings()
