"""A mail as it was sent, as issue text: its text part, else its HTML part.

Read with the policy of old (compat32): the newer one parses each header by a grammar when it is asked for, and raises what it
likes on broken ones; of the headers only the subject and the kinds of the parts matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from kinews_cli.border import visible
from kinews_cli.errors import InputError
from kinews_cli.html_lines import REACH, has_text, stands_in
from kinews_cli.html_text import PageText, decode_page, page_text

_STUB = 0.1  # a text part with a tenth of the HTML part's words only says that there is an HTML part
_PREFIX = re.compile(r"(?:(?:re|aw|fwd?|wg|antw)\s*:|\[[^\[\]]{1,40}\])\s*", re.IGNORECASE)
_SUBJECT = 500  # characters
_QUOTE = re.compile(r">*")
_SIGNATURE = "-- "
_HEADERS = re.compile(
    rb"(?:^|\n)(?:from|to|subject|date|received|mime-version|content-type|message-id)[ \t]*:", re.IGNORECASE
)


# Reading the parameters of a header takes time that grows with the square of its length.
_CONTENT_HEADER = re.compile(rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER = 8_000  # bytes


@dataclass(frozen=True, slots=True)
class _Found:
    """The text of a part; `html`: it was a page and stands as one."""

    text: str
    html: bool
    notes: tuple[str, ...] = ()


def read_mail(content: bytes) -> PageText:
    """The text of a mail, "" where it holds none. Attachments are not read.

    The subject becomes the title line, unless one of the first lines is the same or an HTML part has an `<h1>`. Raises
    InputError, with a text that lacks the file's name, for what is no mail.
    """
    if not _HEADERS.search(content[:20_000]):
        raise InputError("is no mail: it has no header lines. Save the mail itself (.eml), not its text.")
    if any(len(header) > _LONGEST_HEADER for header in _CONTENT_HEADER.findall(content)):
        raise InputError("its headers are broken. Copy the text of the mail into a .txt file.")
    try:
        mail = message_from_bytes(content, policy=compat32)
        title = _subject(mail)
        found = _texts(mail, title)
    except RecursionError:
        raise InputError("its parts are nested too deeply. Copy the text of the mail into a .txt file.") from None
    except (TypeError, ValueError, LookupError):  # what the standard library does with RFC 2231 parameters that clash
        raise InputError("its headers are broken. Copy the text of the mail into a .txt file.") from None
    notes = tuple(note for part in found for note in part.notes)
    texts = [part.text.rstrip("\n") + "\n" for part in found if has_text(part.text)]
    if texts and not found[0].html and title and not stands_in(title, _first_lines(texts[0])):
        texts.insert(0, f"# {title}\n")
    return PageText("\n".join(texts), notes)


def _first_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if has_text(line)][:REACH]


def _subject(mail: Message) -> str:
    """The decoded subject without "Fwd:" and the name of the mailing list."""
    written = str(mail.get("Subject") or "")[: 4 * _SUBJECT]
    try:
        pieces = decode_header(written)
    except (MessageError, ValueError):  # encoded words that are not Base64
        pieces = [(written, None)]
    text = "".join(
        piece if isinstance(piece, str) else decode_page(piece, charset or "utf-8") for piece, charset in pieces
    )
    text = " ".join(visible(text).split())[:_SUBJECT]
    while (prefix := _PREFIX.match(text)) and prefix.end() < len(text):
        text = text[prefix.end() :]
    return text


def _texts(part: Message, title: str) -> list[_Found]:
    """The texts of a part and the parts in it, in order."""
    kind = part.get_content_type()
    inner = part.get_payload() if part.is_multipart() else None
    forwarded = kind == "message/rfc822"
    if "attachment" in str(part.get("Content-Disposition", "")).lower() and not forwarded:
        return []
    if isinstance(inner, list):
        versions = [found for child in inner if isinstance(child, Message) and (found := _texts(child, title))]
        if kind == "multipart/alternative":
            return _chosen(versions)
        return [found for version in versions for found in version]
    if kind == "text/html":
        page = page_text(decode_page(_bytes(part), _charset(part)), title=title)
        return [_Found(page.text, html=True, notes=page.notes)] if has_text(page.text) else []
    if kind != "text/plain":
        return []
    text = _plain(part)
    return [_Found(text, html=False)] if has_text(text) else []


def _chosen(versions: Sequence[list[_Found]]) -> list[_Found]:
    """Of several versions of one text the plain one, unless it is a stub beside another."""
    if not versions:
        return []
    longest = max(versions, key=_words)
    plain = next((version for version in versions if not version[0].html), versions[-1])
    return longest if _words(plain) < _STUB * _words(longest) else plain


def _words(version: Sequence[_Found]) -> int:
    return sum(len(found.text.split()) for found in version)


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        charset = part.get_param("charset")
    except (ValueError, LookupError):
        return None
    return charset if isinstance(charset, str) else None  # a tuple is RFC 2231's way to write it; then the bytes tell


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    return value.lower() if isinstance(value, str) else ""


def _plain(part: Message) -> str:
    text = decode_page(_bytes(part), _charset(part)).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if _parameter(part, "format") == "flowed":
        lines = list(_unflowed(lines, delete_space=_parameter(part, "delsp") == "yes"))
    shown = [visible(line.expandtabs()) for line in lines]
    kept = [line if line == _SIGNATURE else line.rstrip() for line in shown]
    begin = next((place for place, line in enumerate(kept) if has_text(line)), len(kept))
    return "\n".join(kept[begin:])


def _unflowed(lines: Sequence[str], *, delete_space: bool) -> Iterator[str]:
    """Paragraphs on one line each (RFC 3676): a line that ends in a blank goes on in the next of the same quote depth."""
    open_text: list[str] = []
    open_quote = ""
    for line in lines:
        quote = _QUOTE.match(line)
        depth = quote[0] if quote else ""
        text = line[len(depth) :]
        text = text.removeprefix(" ")  # was put there so that "From" and ">" may begin a line
        if open_text and (depth != open_quote or text == _SIGNATURE):
            yield _quoted(open_quote, open_text)
            open_text = []
        open_quote = depth
        flows = text.endswith(" ") and text != _SIGNATURE
        open_text.append(text[:-1] if flows and delete_space else text)
        if not flows:
            yield _quoted(open_quote, open_text)
            open_text = []
    if open_text:
        yield _quoted(open_quote, open_text)


def _quoted(quote: str, pieces: Sequence[str]) -> str:
    return f"{quote} {''.join(pieces)}" if quote else "".join(pieces)
