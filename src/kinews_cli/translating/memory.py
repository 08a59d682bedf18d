"""What the translation files of other issues hold for texts that this one needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kinews_cli.errors import KinewsError
from kinews_cli.files import read_plain
from kinews_cli.model.translation import State
from kinews_cli.translating.entry import Entry
from kinews_cli.translating.pofile import SIZE_LIMIT, escaped, read_translation_file

_BEGINNING = 30  # characters of a text that stand in one line of a file, however it is wrapped


def remembered(path: Path, texts: Collection[str]) -> dict[str, Entry]:
    """Entries for `texts` from the other translation files in the folder of `path`: a human's before a machine's, the last first.

    Files that cannot be read are passed over: whoever builds their issue is told.
    """
    found: dict[str, Entry] = {}
    for other in _others(path):
        if not _may_hold(other, texts):
            continue
        try:
            entries = read_translation_file(other).entries
        except KinewsError:
            continue
        for entry in _settled(entry.tidy() for entry in entries if entry.source in texts):
            known = found.get(entry.source)
            if known is None or (entry.is_human and not known.is_human):
                found[entry.source] = entry
    return found


def _others(path: Path) -> list[Path]:
    own = path.name
    return sorted((other for other in path.parent.glob("*.en.po") if other.name != own), reverse=True)


def _settled(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.state in {State.ACCEPTED, State.MACHINE})


def _may_hold(path: Path, texts: Collection[str]) -> bool:
    """Reading gettext takes ten milliseconds a file; most of an archive's files hold none of the texts."""
    try:
        content = read_plain(path, limit=SIZE_LIMIT).decode("utf-8", "replace")
    except (OSError, KinewsError):
        return False
    return any(escaped(_beginning(text)) in content for text in texts)


def _beginning(text: str) -> str:
    """Whole words: gettext is wrapped between them."""
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rpartition(" ")[0] or text[:1]
