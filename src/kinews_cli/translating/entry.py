"""One entry of a translation file: whose text it holds, and what the edition may show. Pure.

What a machine wrote is remembered as a fingerprint in a comment beside the text. A text that differs from its fingerprint
is a human's, whatever the fuzzy flag says: editors set and drop that flag by habits of their own.
"""

from __future__ import annotations

import hashlib
import re

from kinews_cli.model.translation import Rendering, State
from kinews_cli.values import Value, replace

_NOTE = "machine translation"
_KEPT = "text kept from the old source"
_PROPOSAL = "proposal for the new source"
_REFUSAL = "answer refused"
_READ_NOTE = re.compile(rf"{_NOTE}: (\S+), ([0-9-]{{10}}), sha256 ([0-9a-f]{{12}})")
_READ_KEPT = re.compile(rf"{_KEPT}: sha256 ([0-9a-f]{{12}})")
_READ_REFUSAL = re.compile(rf"{_REFUSAL}: (\S+), ([0-9-]{{10}}), (.*)", re.DOTALL)
_READ_PROPOSAL = re.compile(rf"{_PROPOSAL}: (.*)", re.DOTALL)


class Note(Value, frozen=True):
    """What a machine wrote, when, and the fingerprint of it."""

    engine: str
    date: str  # ISO
    fingerprint: str


class Refusal(Value, frozen=True):
    """Why the last answer of an engine was not used, or why there was none."""

    engine: str
    date: str  # ISO
    reason: str


class Entry(Value, frozen=True):
    """An entry as it stands in the file; `text` is its msgstr."""

    context: str
    source: str
    text: str = ""
    fuzzy: bool = False
    previous: str | None = None  # the source that `text` belongs to, where that is another
    note: Note | None = None  # of `proposal` where there is one, else of `text`
    kept: str | None = None  # fingerprint of `text` when it became stale
    proposal: str | None = None  # what a machine offers for the new source of a stale text
    refusal: Refusal | None = None  # only where an engine is still to be asked
    comment: str = ""  # a translator's
    flags: tuple[str, ...] = ()  # but for fuzzy

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.source

    @property
    def state(self) -> State:
        if not self.text.strip():
            return State.UNTRANSLATED
        if not self.fuzzy:
            return State.ACCEPTED
        if self._is_stale:
            return State.STALE
        if self.note is None or self.note.fingerprint != fingerprint(self.text):
            return State.ACCEPTED
        if self.previous is not None and self.kept is None:
            return State.UNTRANSLATED  # another tool has put a machine's text under a new source
        return State.MACHINE

    @property
    def _is_stale(self) -> bool:
        if self.kept is not None:
            return self.kept == fingerprint(self.text)
        return self.previous is not None and self.note is None

    @property
    def is_human(self) -> bool:
        """Whether a human wrote the text or let it pass."""
        return self.state in {State.ACCEPTED, State.STALE}

    @property
    def needs_engine(self) -> bool:
        state = self.state
        return state is State.UNTRANSLATED or (state is State.STALE and self.proposal is None)

    def rendering(self) -> Rendering:
        """What the edition shows: of a stale entry the machine's proposal, before there is one the human's old text."""
        state = self.state
        refused = self.refusal.reason if self.refusal is not None and self.needs_engine else None
        if state is State.UNTRANSLATED:
            return Rendering(self.source, state, refused)
        return Rendering(self.proposal or self.text if state is State.STALE else self.text, state, refused)

    def with_answer(self, text: str, engine: str, date: str) -> Entry:
        """The entry with a machine's answer in it. A human's text stays: over a stale one the answer is a proposal."""
        note = Note(engine, date, fingerprint(text))
        state = self.state
        if state is State.ACCEPTED:
            return self
        if state is State.STALE:
            return replace(self, proposal=text, note=note, kept=fingerprint(self.text), refusal=None)
        return replace(self, text=text, fuzzy=True, previous=None, note=note, kept=None, proposal=None, refusal=None)

    def without_answer(self) -> Entry:
        """The entry without the machine's text or proposal; a human's text stays."""
        if self.state is State.MACHINE:
            return replace(self, text="", fuzzy=False, note=None)
        return replace(self, proposal=None, note=None) if self.state is State.STALE else self

    def with_answers_of(self, other: Entry) -> Entry:
        """The entry with what a machine has answered for `other`, the same entry in another copy of the file."""
        if not self.needs_engine:
            return self
        answer = other.text if other.state is State.MACHINE else other.proposal
        if answer is None or other.note is None:
            return replace(self, refusal=other.refusal)
        return self.with_answer(answer, other.note.engine, other.note.date)

    def with_refusal(self, refusal: Refusal) -> Entry:
        """The entry with the reason why an engine's answer was not used; nothing else changes."""
        return replace(self, refusal=refusal) if self.needs_engine else self

    def under(self, context: str) -> Entry:
        return replace(self, context=context)

    def stale_under(self, context: str, source: str) -> Entry:
        """A human's text under a new source: as stale as before, or from now on; accepted where it belongs to that source."""
        state = self.state
        belongs_to = self.previous if state is State.STALE and self.previous is not None else self.source
        settled = Entry(context, source, self.text, comment=self.comment, flags=self.flags)
        if belongs_to == source:
            return settled
        return replace(settled, fuzzy=True, previous=belongs_to, kept=fingerprint(self.text))

    def retired(self) -> Entry:
        """A human's text when its source has gone: under the source it belongs to, ready to be used again."""
        source = self.previous if self.state is State.STALE and self.previous is not None else self.source
        return Entry(self.context, source, self.text, comment=self.comment)

    def tidy(self) -> Entry:
        """Without what is no longer true: notes on texts that a human has replaced."""
        state = self.state
        if state is State.STALE:
            return self
        truthful = self.note if self.note and self.note.fingerprint == fingerprint(self.text) else None
        if state is State.UNTRANSLATED:
            return replace(self, text="", fuzzy=False, previous=None, note=None, kept=None, proposal=None)
        return replace(self, previous=None, note=truthful, kept=None, proposal=None, refusal=None)


def fingerprint(text: str) -> str:
    """The first 12 digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def remarks(entry: Entry) -> tuple[str, ...]:
    """What the comment beside the entry says, one remark each; `read_remarks` understands them however they are wrapped."""
    lines = []
    if entry.note is not None:
        lines.append(f"{_NOTE}: {entry.note.engine}, {entry.note.date}, sha256 {entry.note.fingerprint}")
    if entry.kept is not None:
        lines.append(f"{_KEPT}: sha256 {entry.kept}")
    if entry.proposal is not None:
        lines.append(f"{_PROPOSAL}: {entry.proposal}")
    elif entry.refusal is not None:
        lines.append(f"{_REFUSAL}: {entry.refusal.engine}, {entry.refusal.date}, {entry.refusal.reason}")
    return tuple(lines)


class Remarks(Value, frozen=True):
    """What kinews itself has noted beside an entry."""

    note: Note | None = None
    kept: str | None = None  # fingerprint
    proposal: str | None = None
    refusal: Refusal | None = None


def read_remarks(comment: str) -> Remarks:
    """The remarks in an entry's comment, however they are wrapped.

    A proposal or a refusal goes on to the end and holds foreign words: what looks like a remark inside a refusal is none, and
    a proposal is believed only where it has the fingerprint of the note.
    """
    folded = " ".join(comment.split())
    refusal_at = _READ_REFUSAL.search(folded)
    note, kept = _note_and_kept(folded[: refusal_at.start()] if refusal_at else folded)
    proposal = _proposal(comment, note)
    if refusal_at is None or proposal is not None:
        return Remarks(*_note_and_kept(folded), proposal) if proposal is not None else Remarks(note, kept)
    return Remarks(note, kept, None, Refusal(refusal_at[1], refusal_at[2], refusal_at[3].strip()))


def _note_and_kept(folded: str) -> tuple[Note | None, str | None]:
    note_at, kept_at = _READ_NOTE.search(folded), _READ_KEPT.search(folded)
    return Note(note_at[1], note_at[2], note_at[3]) if note_at else None, kept_at[1] if kept_at else None


def _proposal(comment: str, note: Note | None) -> str | None:
    """The way of joining lines that fits the fingerprint is the right one: editors may break lines behind a hyphen too."""
    for reading in (comment, re.sub(r"-\n\s*", "-", comment)):
        match = _READ_PROPOSAL.search(_READ_KEPT.sub("", _READ_NOTE.sub("", " ".join(reading.split()))))
        text = " ".join(match[1].split()) if match else ""
        if text and note is not None and note.fingerprint == fingerprint(text):
            return text
    return None
