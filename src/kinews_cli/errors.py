"""What kinews raises when it cannot do its job.

    KinewsError            exit 2   base; its text is one clear sentence or two
    ├── InputError         exit 2   an issue cannot be read or split (file, line, what, what to do)
    ├── ConfigError        exit 2   configuration or options do not make sense
    ├── OutputError        exit 2   a file cannot be written; nothing was left half written
    ├── TranslationFileError  exit 2   a .po cannot be read; it was left untouched
    └── LostTextError      exit 2   a line of the raw text stands nowhere or twice: a fault of ours

Expected states of the world (a dead link, an untranslated segment) are values, not exceptions.
"""

from __future__ import annotations


class KinewsError(Exception):
    """kinews cannot do its job; the text says why and what to do."""

    exit_code = 2


class InputError(KinewsError):
    """An input cannot be read or split."""


class ConfigError(KinewsError):
    """Configuration or options do not make sense."""


class OutputError(KinewsError):
    """A file cannot be written; whatever stood there before still stands there."""


class TranslationFileError(KinewsError):
    """A translation file cannot be read; it was left untouched."""


class LostTextError(KinewsError):
    """A line of the raw text stands in no place of the document, or in two."""
