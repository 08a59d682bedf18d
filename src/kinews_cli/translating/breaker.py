"""When an engine is to be left alone for the rest of a run. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kinews_cli.translating.engines.engine import EngineFault
from kinews_cli.values import Value

_FAULTS = 3  # one after the other
_PATIENCE = 25.0  # seconds spent on nothing but faults; an engine that says nothing must not cost a minute
_FRUITLESS = 40.0  # seconds without a translation, whatever was answered
_NO_TRANSLATIONS = 8  # texts one after the other whose answers were no translations


class Breaker(Value):
    """`reason` says why the engine is left alone; None while it is asked. One for an engine and a run, however many issues."""

    reason: str | None = None
    row: int = 0
    seconds: float = 0.0
    rejected: int = 0
    fruitless: float = 0.0

    def note(self, faults: Sequence[EngineFault], asked: int, seconds: float) -> None:
        """One request: its faults, the number of its texts, and how long it took."""
        fatal = next((found for found in faults if found.fatal), None)
        transport = [found for found in faults if found.transport]
        self.fruitless += seconds
        if fatal is not None:
            self.reason = fatal.reason
        elif len(transport) < asked:
            self.row, self.seconds = 0, 0.0
        else:
            self.row += 1
            self.seconds += seconds
            if self.row >= _FAULTS or self.seconds >= _PATIENCE:
                self.reason = transport[-1].reason

    def judge(self, reason: str | None, *, damaged: bool = False) -> None:
        """One text's answers: None where they were a translation, else why not; `damaged`: only what was protected is wrong."""
        if reason is None:
            self.rejected, self.fruitless = 0, 0.0
            return
        self.rejected += not damaged
        if self.reason is None and (self.rejected >= _NO_TRANSLATIONS or self.fruitless >= _FRUITLESS):
            self.reason = f"its answers are no translations: {reason}"
