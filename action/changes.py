# ruff: noqa: INP001 - a script's module, beside it
"""What has changed since last week, from the report of `kinews check --format json` and from what the issue said before.

What was said before stands in the issue's body, in a comment that Markdown does not show. Anybody who may edit the issue may
have changed it: it is read as data, bounded and checked. Addresses and messages are foreign; they are shown as code, in which
GitHub sees no mentions, no references and no HTML. Standard library only.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

_ABOUT_LINKS = ("KN2", "KN4")  # the families of rules about links and about what they lead to
_ANSWERED = {"ok", "moved"}
_NOT_LOOKED_AT = {"unchecked", "unreachable", "blocked"}
_LEFT_OUT = ("unchecked", "ignored")  # what the newsletter's own settings leave out
# Withdrawn, retracted, expression of concern: the service that tells of these may be silent for a week, and the report does
# not show that. They are kept as long as an issue names the link and nobody has suppressed them.
_KEPT = {"KN401", "KN402", "KN412"}
_LONGEST = 300  # characters of an address, a path or a message
# GitHub takes bodies of 65,536 characters.
_MOST_SHOWN = 8_000  # characters of a section, of which there are four
_MOST_REMEMBERED = 30_000  # characters; an entry takes about 200
# A line of its own: a file's name may hold such a comment, and is shown within a line. GitHub's editor ends lines with CR LF.
_STATE = re.compile(r"^<!-- kinews-link-rot:1:([A-Za-z0-9+/=]{0,30000}) -->\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A link that an editor has to do something about. `since` is the ISO date on which it was first told."""

    code: str
    url: str
    path: str
    line: int
    since: str
    message: str = ""  # not remembered

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.url


@dataclass(frozen=True, slots=True)
class Changes:
    """What this week looks like beside the last: what is new, mended, still there, and what could not be looked at this time."""

    new: tuple[Trouble, ...]
    mended: tuple[Trouble, ...]
    standing: tuple[Trouble, ...]
    unseen: tuple[Trouble, ...]

    @property
    def open(self) -> tuple[Trouble, ...]:
        return self.new + self.standing + self.unseen


def compare(report: Mapping[str, Any], before: Iterable[Trouble], today: str) -> Changes:
    """`report` is the JSON of `kinews check`; only its errors about links count: a warning may be gone tomorrow."""
    known = {trouble.key: trouble for trouble in before}
    now = {trouble.key: trouble for trouble in _troubles(report["findings"], today)}
    gone = [trouble for key, trouble in known.items() if key not in now]
    suppressed = {trouble.key for trouble in _troubles(report["suppressed"], today)}
    shown = {link["url"]: (link["verdict"], link["reason"]) for issue in report["issues"] for link in issue["links"]}
    mended = [
        trouble for trouble in gone if trouble.key in suppressed or _settled(trouble.code, _shown(shown, trouble.url))
    ]
    return Changes(
        new=tuple(trouble for key, trouble in now.items() if key not in known),
        mended=tuple(mended),
        standing=tuple(replace(trouble, since=known[key].since) for key, trouble in now.items() if key in known),
        unseen=tuple(trouble for trouble in gone if trouble not in mended),
    )


def remembered(body: str) -> tuple[Trouble, ...]:
    """What an earlier `body` remembers; nothing where it remembers nothing, or something else than it was given."""
    found = _STATE.findall(body)
    if not found:
        return ()
    try:
        entries = json.loads(base64.b64decode(found[-1], validate=True))  # `body_of` writes it last
    except (binascii.Error, ValueError, RecursionError):
        return ()
    if not isinstance(entries, list):
        return ()
    return tuple(trouble for entry in entries if (trouble := _entry(entry)) is not None)


def body_of(changes: Changes, run: str) -> str:
    """The issue's whole text. `run` is the address of the workflow's run."""
    lines = [
        "kinews looks at all links of this newsletter every week. This text is written anew each time; comments stay.",
        "",
        f"**{summary_of(changes)}** The whole report stands in the summary of [the run]({run}).",
        *_section("New", changes.new),
        *_section("Mended", changes.mended),
        *_section("As before", changes.standing),
        *_section("Could not be looked at this time", changes.unseen),
        "",
        f"<!-- kinews-link-rot:1:{_memory(changes.open)} -->",
    ]
    return "\n".join(lines) + "\n"


def comment_of(changes: Changes) -> str:
    """What whoever follows the issue is told; empty where nothing has changed."""
    if not changes.new and not changes.mended:
        return ""
    lines = [f"**{summary_of(changes)}**", *_section("New", changes.new), *_section("Mended", changes.mended)]
    return "\n".join(lines) + "\n"


def summary_of(changes: Changes) -> str:
    """Such as "2 new, 1 mended, 4 as before."."""
    counts = {
        "new": changes.new,
        "mended": changes.mended,
        "as before": changes.standing,
        "not looked at": changes.unseen,
    }
    shares = [f"{len(troubles)} {word}" for word, troubles in counts.items() if troubles]
    return f"{', '.join(shares) or 'Nothing to do'}."


def _troubles(findings: Iterable[Mapping[str, Any]], today: str) -> Iterator[Trouble]:
    for finding in findings:
        url, path, message = (_cut(finding[name] or "") for name in ("url", "path", "message"))
        if finding["severity"] == "error" and finding["code"].startswith(_ABOUT_LINKS) and url:
            yield Trouble(finding["code"], url, path, finding["line"] or 0, today, message)


def _settled(code: str, link: tuple[str, str] | None) -> bool:
    """Whether a trouble without a finding is one no more. `link`: verdict and reason; None where no issue names it."""
    if link is None or link == _LEFT_OUT:
        return True
    if code in _KEPT:
        return False
    verdict, _ = link
    if code.startswith("KN2"):  # also "broken": somebody has suppressed the rule there
        return verdict not in _NOT_LOOKED_AT
    return verdict in _ANSWERED


def _shown(links: Mapping[str, tuple[str, str]], url: str) -> tuple[str, str] | None:
    """What is told of a remembered address, which may have been cut; None where no issue names it any more."""
    if url in links:
        return links[url]
    return next((told for full, told in links.items() if _cut(full) == url), None)


def _section(title: str, troubles: Sequence[Trouble]) -> Iterator[str]:
    if not troubles:
        return
    yield from ("", f"### {title}", "")
    room = _MOST_SHOWN
    for count, trouble in enumerate(troubles):
        line = _line(trouble)
        room -= len(line)
        if room < 0:
            yield f"- and {len(troubles) - count} more"
            return
        yield line


def _line(trouble: Trouble) -> str:
    message = f": {_code(trouble.message)}" if trouble.message else ""
    place = _code(f"{trouble.path}:{trouble.line}")
    return f"- {place} {trouble.code} {_code(trouble.url)}, since {trouble.since}{message}"


def _code(text: str) -> str:
    """`text` as code: on one line, without the sign that would end it."""
    return f"`{' '.join(text.replace('`', 'ʼ').split()) or ' '}`"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _memory(troubles: Iterable[Trouble]) -> str:
    """As many as there is room for, the newest first; what is forgotten is told as new next week."""
    kept: list[str] = []
    room = _MOST_REMEMBERED * 3 // 4 - 8  # base64 makes four characters of three bytes
    for trouble in troubles:
        entry = json.dumps([trouble.code, trouble.url, trouble.path, trouble.line, trouble.since])
        room -= len(entry) + 1
        if room < 0:
            break
        kept.append(entry)
    return base64.b64encode(f"[{','.join(kept)}]".encode("ascii")).decode("ascii")


def _entry(value: object) -> Trouble | None:
    match value:
        case [str(code), str(url), str(path), int(line), str(since)]:
            shaped = re.fullmatch(r"KN[0-9]{3}", code) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", since)
            if shaped and len(url) <= _LONGEST and len(path) <= _LONGEST:
                return Trouble(code, _visible(url), _visible(path), line, since)
    return None


def _visible(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
