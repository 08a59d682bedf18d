"""Translation files on disk: valid gettext that Poedit, Weblate and text editors work on. The only door to polib.

polib is forgiving where a human's text would be lost (a missing closing quote costs the last letter, a last line "#." the
last entry, a U+2028 inside a text cuts it): so each line is checked here before polib reads it, and the lines are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from textwrap import wrap

import polib

from kinews_cli.border import printable
from kinews_cli.errors import InputError, TranslationFileError
from kinews_cli.files import read_plain
from kinews_cli.model.translation import Rendering, Segment, State
from kinews_cli.translating.entry import Entry, Refusal, read_remarks, remarks
from kinews_cli.translating.merging import merge
from kinews_cli.values import replace

_WIDTH = 78
SIZE_LIMIT = 8 * 1024 * 1024  # bytes
_HEADER: Mapping[str, str] = {
    "Project-Id-Version": "kinews",
    "PO-Revision-Date": "",  # msgfmt wants these three; a date that changes with each run would hide what has changed
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_FIXED = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")  # what we write is UTF-8, whatever stood there
_TITLE = (
    "Translation by kinews. Correct what stands in msgstr and remove the word\nfuzzy: from then on the text is yours."
)
_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([\w.:-]+)', re.IGNORECASE)
# Python has codecs that are no character sets, and slow ones: 400 KB of punycode took 9 seconds.
_READ = re.compile(
    r"(us-)?ascii|iso[-_]?8859-([1-9]|1[013-6])|latin-?1|(windows-|cp)125[0-8]|cp(437|850|852|858)|koi8-[ru]|mac-?roman",
    re.IGNORECASE,
)
_STRING = re.compile(
    r'(?:(?:#~\s*)?(?:#?\|\s*)?(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+|(?:#~\s*)?(?:#?\|\s*)?)"'
)
_WHOLE_STRING = re.compile(r'[^"]*"(?:[^"\\]|\\.)*"')
_PART = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?"(.*)"')  # of an entry that is not obsolete
# Valid gettext, but not for polib: "#,fuzzy" and msgid"..."
_TIGHT = re.compile(r'^(#,)(?=\w)|^((?:#~\s*)?(?:#?\|\s*)?(?:msgctxt|msgid|msgstr))(?=")', re.MULTILINE)
_END = "kinews: end of file"


class TranslationFile:
    """The translations of one issue, mutable: `merge` brings it to the issue's segments, `propose` adds answers."""

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        obsolete: Iterable[Entry] = (),
        *,
        title: str = _TITLE,
        header: Mapping[str, str] | None = None,
    ) -> None:
        self._entries = {entry.key: entry for entry in entries}
        self._obsolete = tuple(obsolete)
        self._title = title
        self._header = {**_HEADER, **(header or {}), **{name: _HEADER[name] for name in _FIXED}}
        self._segments: tuple[Segment, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries.values())

    @property
    def obsolete(self) -> tuple[Entry, ...]:
        """Human texts whose source has gone."""
        return self._obsolete

    def merge(self, segments: Sequence[Segment]) -> None:
        """Make `segments` what the file is about; what humans wrote stays, moves, becomes stale or obsolete."""
        current, self._obsolete = merge(self._entries.values(), self._obsolete, segments)
        self._entries = {entry.key: entry for entry in current}
        self._segments = tuple(segments)

    def rendering(self, segment: Segment) -> Rendering:
        """What the edition shows for a segment; untranslated where the file does not know it."""
        entry = self._entries.get((segment.context, segment.text))
        return entry.rendering() if entry is not None else Rendering(segment.text, State.UNTRANSLATED)

    def pending(self) -> tuple[Segment, ...]:
        """The merged segments that need an engine: untranslated, or stale without a proposal."""
        return tuple(s for s in self._segments if self._entries[s.context, s.text].needs_engine)

    def propose(self, segment: Segment, text: str, engine: str, date: str) -> None:
        """Record a machine's answer for a merged segment. A human's text is not touched."""
        key = (segment.context, segment.text)
        self._entries[key] = self._entries[key].with_answer(" ".join(text.split()), engine, date)

    def refuse(self, segment: Segment, engine: str, date: str, reason: str) -> None:
        """Record why a merged segment has no translation of this engine. A human's text is not touched."""
        key = (segment.context, segment.text)
        refusal = Refusal(engine, date, " ".join(reason.split()))
        self._entries[key] = self._entries[key].with_refusal(refusal)

    def withdraw(self, segment: Segment) -> None:
        """Take back what `propose` has recorded for a merged segment."""
        key = (segment.context, segment.text)
        self._entries[key] = self._entries[key].without_answer()

    def reuse(self, others: Mapping[str, Entry]) -> int:
        """Take over what other files hold for pending segments, by source; how many that were. The state comes with it."""
        taken = 0
        for segment in self.pending():
            known = others.get(segment.text)
            own = self._entries[segment.context, segment.text]
            if (
                known is None or own.state is not State.UNTRANSLATED
            ):  # beside a stale text a proposal needs a machine's note
                continue
            self._entries[own.key] = replace(known.under(own.context), comment=own.comment, flags=own.flags)
            taken += 1
        return taken

    def rebase(self, other: TranslationFile) -> None:
        """Go on from `other`, the same file as somebody has saved it meanwhile, merged with the same segments.

        What stands there stays; of this file only machines' answers are taken, where `other` has none and still needs one.
        """
        self._entries = {
            key: theirs.with_answers_of(self._entries[key]) if key in self._entries else theirs
            for key, theirs in other._entries.items()
        }
        self._obsolete, self._title, self._header = other._obsolete, other._title, other._header

    def to_bytes(self) -> bytes:
        """The file as gettext in UTF-8; the same entries give the same bytes."""
        blocks = [_comment("#", self._title.split("\n")) + _header(self._header)]
        blocks += [_written(entry, obsolete=False) for entry in self._entries.values()]
        blocks += [_written(entry, obsolete=True) for entry in self._obsolete]
        return "\n".join(f"{block.rstrip()}\n" for block in blocks).encode()


def escaped(text: str) -> str:
    """`text` as it stands between the quotation marks of a translation file."""
    return str(polib.escape(text))


def read_translation_file(path: Path) -> TranslationFile:
    """The file at `path`, an empty one where nothing is there. Raises TranslationFileError with the line; changes nothing."""
    return parse_translation_file(content_of(path), path)


def content_of(path: Path) -> bytes | None:
    """What stands at `path`; None where nothing is there. Raises TranslationFileError for what cannot be a translation file."""
    name = printable(str(path))
    try:
        return read_plain(path, limit=SIZE_LIMIT)
    except FileNotFoundError:
        return None
    except InputError as error:
        raise TranslationFileError(str(error)) from None
    except OSError as error:
        raise TranslationFileError(f"{name}: cannot be read: {printable(error.strerror or str(error))}.") from None


def parse_translation_file(content: bytes | None, path: Path) -> TranslationFile:
    """The file with this content; `path` is for messages. Raises TranslationFileError with the line."""
    if content is None:
        return TranslationFile()
    name = printable(str(path))
    return _read(_decoded(content, name).replace("\r\n", "\n"), name)


def entry_lines(path: Path) -> dict[tuple[str, str], int]:
    """The line at which each entry of a file begins, by context and source; empty where nothing is there."""
    if not path.exists():
        return {}
    text = _decoded(read_plain(path, limit=SIZE_LIMIT), printable(str(path))).replace("\r\n", "\n")
    return {key: line for line, key in _keys(text)}


def _decoded(content: bytes, name: str) -> str:
    """The text in UTF-8, else in the character set that its header names.

    Tools convert a file and leave its header; text in another character set is practically never valid UTF-8.
    """
    match = _CHARSET.search(content)
    charset = match[1].decode("ascii") if match else "utf-8"
    if charset.lower() in {"utf-8", "utf8", "charset"}:  # "CHARSET" stands in gettext's own template
        charset = "utf-8"
    elif match and not _READ.fullmatch(charset):
        line = content.count(b"\n", 0, match.start()) + 1
        raise _unreadable(name, line, f"the character set {charset} is not read here; UTF-8 is")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    try:
        return content.decode(charset)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(name, line, f"byte {error.start + 1} of the file is not {charset}") from None


def _read(text: str, name: str) -> TranslationFile:
    text = _TIGHT.sub(lambda match: f"{match[0]} ", text)
    _verify_lines(text, name)
    _verify_keys(text, name)
    # polib overlooks an entry that is cut off at the end of the file unless another one follows
    closed = f'{text}\n\nmsgctxt "{_END}"\nmsgid "{_END}"\nmsgstr ""\n'
    try:
        read = polib.pofile(_Lines(closed), encoding="utf-8", wrapwidth=_WIDTH)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        line = re.search(r"line (\d+)", str(error))
        last = text.rstrip().count("\n") + 1
        if line and int(line[1]) > last:
            raise _unreadable(name, last, "is no valid gettext: the last entry is cut off") from None
        raise _unreadable(name, int(line[1]) if line else last, "is no valid gettext") from None
    found = [entry for entry in read if entry.msgctxt != _END]
    _verify_entries(found, name)
    return TranslationFile(
        (_entry(entry) for entry in found if not entry.obsolete),
        (_entry(entry) for entry in found if entry.obsolete),
        title=read.header.strip("\n") or _TITLE,
        header={key: value for key, value in read.metadata.items() if value or key not in _HEADER},
    )


class _Lines(str):
    """A text whose lines end where gettext says: polib would also cut at U+2028, U+0085 and other characters."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002
        return self.split("\n")


def _verify_lines(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip().removeprefix("\ufeff")
        if stripped.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            raise _unreadable(name, number, "holds the marks of a merge conflict")
        if _STRING.match(stripped) and not _WHOLE_STRING.fullmatch(stripped):
            raise _unreadable(name, number, "a quotation mark is missing, or needs a backslash before it")


def _verify_keys(text: str, name: str) -> None:
    """Before polib reads it, because what is left over from pasting an entry twice is no valid gettext either."""
    first: dict[tuple[str, str], int] = {}
    for line, key in _keys(text):
        if key in first:
            reason = f"the same msgctxt and msgid stand here for the second time, after line {first[key]}"
            raise _unreadable(name, line, f"{reason}; one of the two entries must go")
        first[key] = line


def _keys(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Context and source of each entry, with the line where it begins."""
    current: str | None = None
    parts = {"msgctxt": "", "msgid": ""}
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _PART.fullmatch(line.strip().removeprefix("\ufeff"))
        if match is None:
            continue
        if match[1] == "msgctxt" or (match[1] == "msgid" and current != "msgctxt"):
            parts, start = {"msgctxt": "", "msgid": ""}, number
        current = match[1] or current
        if current in parts:
            parts[current] += polib.unescape(match[2])
        elif match[1] and parts["msgid"]:
            yield start, (parts["msgctxt"], parts["msgid"])


def _verify_entries(entries: Iterable[polib.POEntry], name: str) -> None:
    for entry in entries:
        if entry.msgid_plural or entry.msgstr_plural:
            raise _unreadable(name, entry.linenum, "plural forms have no use here")
        if not entry.msgid:
            raise _unreadable(name, entry.linenum, "an entry without msgid, or a second header")


def _unreadable(name: str, line: int | None, reason: str) -> TranslationFileError:
    return TranslationFileError(f"{name}:{line or 1}: {reason}. The file was left as it is; correct it and try again.")


def _entry(entry: polib.POEntry) -> Entry:
    said = read_remarks(entry.comment)
    return Entry(
        context=entry.msgctxt or "",
        source=entry.msgid,
        text=_ends_like(entry.msgid, entry.msgstr),
        fuzzy=entry.fuzzy,
        previous=entry.previous_msgid,
        note=said.note,
        kept=said.kept,
        proposal=said.proposal,
        refusal=said.refusal,
        comment=entry.tcomment,
        flags=tuple(flag for flag in entry.flags if flag not in {"fuzzy", ""}),
    )


def _ends_like(source: str, text: str) -> str:
    """Gettext refuses a translation that begins or ends with a line end where its source does not, or the reverse."""
    if not text.strip():
        return text
    start = "\n" if source.startswith("\n") else ""
    return start + text.strip("\n") + ("\n" if source.endswith("\n") and source.strip("\n") else "")


def _header(fields: Mapping[str, str]) -> str:
    file = polib.POFile()
    file.metadata = dict(fields)
    return str(file.metadata_as_entry().__unicode__(_WIDTH))


def _written(entry: Entry, *, obsolete: bool) -> str:
    """Comments are wrapped here, because polib would wrap them behind hyphens too, and a translator's as well."""
    comments = _comment("#", entry.comment.split("\n")) if entry.comment else ""
    if not obsolete:
        for remark in remarks(entry):
            comments += _comment("#.", wrap(remark, _WIDTH, break_long_words=False, break_on_hyphens=False))
    flags = (["fuzzy"] if entry.fuzzy else []) + list(entry.flags)
    body = polib.POEntry(
        msgctxt=entry.context or None,
        msgid=entry.source,
        msgstr=entry.text,
        obsolete=obsolete,
        flags=[] if obsolete else flags,
        previous_msgid=None if obsolete else entry.previous,
    )
    return f"{comments}{body.__unicode__(_WIDTH)}"


def _comment(sign: str, lines: Iterable[str]) -> str:
    return "".join(f"{sign} {line}".rstrip() + "\n" for line in lines)
