"""The newsletter's glossary, where the settings say it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinews_cli.border import printable
from kinews_cli.config import Config
from kinews_cli.errors import ConfigError, InputError
from kinews_cli.files import read_plain

if TYPE_CHECKING:
    from kinews_cli.translating.glossary import Glossary


def glossary_of(config: Config) -> Glossary:
    """The glossary; an empty one where there is none. Raises ConfigError and InputError for a file that is none."""
    from kinews_cli.translating.glossary import Glossary, read_glossary

    content = glossary_content(config)
    return read_glossary(content, str(config.below(config.glossary))) if content else Glossary()


def glossary_content(config: Config) -> bytes:
    """The bytes of the file, empty where there is none.

    Raises InputError for what cannot be read, ConfigError where the settings name a file that is not there.
    """
    path = config.below(config.glossary)
    try:
        return read_plain(path)
    except FileNotFoundError:
        if config.glossary != Config().glossary:  # a slip of the pen, which would be missed silently
            raise ConfigError(
                f"{printable(str(path))}: there is no such glossary, though the settings name it."
            ) from None
        return b""
    except OSError as error:
        raise InputError(
            f"{printable(str(path))}: cannot be read: {printable(error.strerror or str(error))}."
        ) from None
