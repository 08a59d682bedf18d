"""The border to Markdown: text that must be read as text, and addresses that must stay addresses."""

from __future__ import annotations

import re

from kinews_cli.border import is_hidden, visible

# Anything that CommonMark, tables or strike-through would read as more than itself, wherever it stands.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~]")
# "&" only opens an entity; most do not.
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
# What makes a heading, a list, a quotation or a rule stands at the beginning of a line.
_LEADING = re.compile(r"^(\s*)([#+\-=>]|\d{1,9}(?=[.)]))")
_NEVER_IN_TARGET = re.compile(r"[<>\"'\s\\^`{|}\x00-\x1f\x7f]")
# An invisible character ends an address here as it does where the issue is read.
_URL = re.compile(r"https?://[^\s<>\"“”„»«`\u200b-\u200f\u2060\ufeff]+")


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
    """Running text in which addresses can be followed."""
    parts: list[str] = []
    position = 0
    for match in _URL.finditer(text):
        parts += [escaped(text[position : match.start()]), f"<{target(match[0])}>"]
        position = match.end()
    if position == 0:
        return escaped(text)
    rest = text[position:]
    # Behind an address no line begins, so nothing there can be taken for a list or a heading.
    return "".join(parts) + (escaped("x" + rest)[1:] if rest else "")


def target(url: str) -> str:
    """`url` between angle brackets or in a link's parentheses: what could end it there is percent-coded,
    and what would not be seen there.
    """
    return "".join(_coded(character) for character in url)


def _coded(character: str) -> str:
    if _NEVER_IN_TARGET.match(character) or is_hidden(character):
        return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
    return character
