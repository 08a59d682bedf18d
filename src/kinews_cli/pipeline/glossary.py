"""The newsletter's glossary, where the settings say it lies."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kinews_cli.border import printable
from kinews_cli.config import Config
from kinews_cli.errors import ConfigError, InputError
from kinews_cli.files import read_plain
from kinews_cli.values import Value

if TYPE_CHECKING:
    from kinews_cli.translating.glossary import Glossary


class NewsletterGlossary(Value, frozen=True, dict=True):
    """A glossary's file, read when it is first asked for, and once: all that a run says of it is about the same bytes."""

    path: Path = Path("glossary.tsv")
    named: bool = False  # in the settings: then it is there

    @cached_property
    def content(self) -> bytes:
        """Empty where there is no file. Raises InputError for what cannot be read, ConfigError for one that was named."""
        name = printable(str(self.path))
        try:
            return read_plain(self.path)
        except FileNotFoundError:
            if self.named:  # a slip of the pen, which would be missed silently
                raise ConfigError(f"{name}: there is no such glossary, though the settings name it.") from None
            return b""
        except OSError as error:
            raise InputError(f"{name}: cannot be read: {printable(error.strerror or str(error))}.") from None

    @cached_property
    def terms(self) -> Glossary:
        """Raises the same, and for a file that is no glossary."""
        from kinews_cli.translating.glossary import read_glossary  # a check that knows its texts needs none

        return read_glossary(self.content, str(self.path))


def glossary_of(config: Config) -> NewsletterGlossary:
    return NewsletterGlossary(config.below(config.glossary), named=config.glossary != Config().glossary)
