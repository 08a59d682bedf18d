"""What an engine is: texts in, texts or faults out, never an exception for what the world does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kinews_cli.translating.engines.models import models_folder

if TYPE_CHECKING:  # httpx is loaded by whoever makes a Web, not by whoever asks for the names of engines
    from kinews_cli.web.client import Web


@dataclass(frozen=True, slots=True)
class EngineFault:
    """Why a text has no answer. `reason` is for a person: no key, no text and no address beyond the host stands in it."""

    reason: str
    fatal: bool = False  # no further request makes sense in this run: quota used up, key refused, captcha
    transport: bool = True  # the engine or the way to it is at fault, not this text
    sent: bool = True  # False only where it is certain that the text did not leave: what was sent is told to the user


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may hold."""

    texts: int
    characters: int  # all texts together
    longest: int  # characters of one text; longer ones are split at the ends of sentences


class Engine(Protocol):
    """Translates German texts into English. Nothing is believed: whoever calls verifies."""

    @property
    def name(self) -> str: ...

    @property
    def sends_to(self) -> str:
        """The host that gets to see the texts."""
        ...

    @property
    def limits(self) -> Limits: ...

    @property
    def glossary_native(self) -> bool:
        """Whether the engine applies the glossary itself; False as well from when a service has refused to keep one."""
        ...

    @property
    def sentences(self) -> bool:
        """Whether a text must be one sentence: the engine cuts off or gets worse on longer ones."""
        ...

    async def translate(self, texts: Sequence[str]) -> Sequence[str | EngineFault]:
        """One answer or fault for each text, in their order. `texts` keep to `limits`. Ends within its own time limit."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What an engine is made with. `engine_url` has been verified; keys come from the environment.

    Authorities and proxy stand in the settings of `web`; an engine with an HTTP client of its own keeps to them.
    """

    web: Web
    engine_url: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)  # by the engine's name
    glossary: tuple[tuple[str, str], ...] = ()  # German, English; the same twice for what stays as it is
    models: Path = field(default_factory=models_folder)  # where the models of engines on this machine are kept
