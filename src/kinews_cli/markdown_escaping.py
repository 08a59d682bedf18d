"""The border to Markdown: text that must be read as text, and addresses that must stay addresses."""

from __future__ import annotations

import re

from kinews_cli.border import is_hidden, visible
from kinews_cli.reading.links import markdown_link
from kinews_cli.reading.urls import find_urls

# Anything that CommonMark, tables or strike-through would read as more than itself, wherever it stands.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~]")
# "&" only opens an entity; most do not.
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
# What makes a heading, a list, a quotation or a rule stands at the beginning of a line.
_LEADING = re.compile(r"^(\s*)([#+\-=>]|\d{1,9}(?=[.)]))")
_NEVER_IN_TARGET = re.compile(r"[<>\"'\s\\^`{|}\x00-\x1f\x7f]")


def escaped(text: str) -> str:
    """`text` on one line, for the place where a paragraph begins or goes on."""
    flat = visible(text)
    inner = _ENTITY.sub(r"\&", _ANYWHERE.sub(r"\\\g<0>", flat))
    leading = _LEADING.match(inner)
    if leading is None:
        return inner
    blanks, sign = leading.groups()
    if sign.isdigit():  # "1." is escaped behind the number
        behind = len(blanks) + len(sign)
        return f"{inner[:behind]}\\{inner[behind:]}"
    return f"{blanks}\\{inner[len(blanks) :]}" if sign != ">" else inner


def heading(text: str) -> str:
    """`text` behind the signs of a heading: no list can begin there, but a "#" at its end would be swallowed."""
    inner = escaped("x" + text.strip())[1:]
    return f"{inner[:-1]}\\#" if inner.endswith("#") else inner


def with_links(text: str) -> str:
    """Running text in which addresses can be followed; Markdown links of the author stay links."""
    parts: list[str] = []
    position = 0
    for found in find_urls(text):
        if found.start < position:
            continue  # inside a link that was written already
        labelled = markdown_link(text, found)
        start, end, shown = labelled or (found.start, found.end, None)
        if start < position:
            continue
        parts.append(_going_on(text[position:start], begins=position == 0))
        address = target(found.url)
        parts.append(f"<{address}>" if shown is None else f"[{escaped('x' + shown)[1:]}](<{address}>)")
        position = end
    return "".join(parts) + _going_on(text[position:], begins=position == 0)


def _going_on(text: str, *, begins: bool) -> str:
    """Behind an address no line begins, so nothing there can be taken for a list or a heading."""
    if begins or not text:
        return escaped(text)
    return escaped("x" + text)[1:]


def target(url: str) -> str:
    """`url` between angle brackets or in a link's parentheses: what could end it there is percent-coded,
    and what would not be seen there.
    """
    return "".join(_coded(character) for character in url)


def _coded(character: str) -> str:
    if _NEVER_IN_TARGET.match(character) or is_hidden(character):
        return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
    return character
