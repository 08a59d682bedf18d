"""How the pipeline tells whoever watches how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """One task at a time: begun with a number of steps, advanced a step at a time, ended."""

    def begin(self, task: str, steps: int) -> None: ...

    def advance(self, detail: str) -> None:
        """One step is done; `detail` is foreign text."""

    def end(self) -> None: ...

    def say(self, sentence: str) -> None:
        """Something the user should know now."""


class Silent:
    """Nobody watches; what is said is kept."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def begin(self, task: str, steps: int) -> None:
        """Nothing to show."""

    def advance(self, detail: str) -> None:
        """Nothing to show."""

    def end(self) -> None:
        """Nothing to show."""

    def say(self, sentence: str) -> None:
        self.said.append(sentence)
