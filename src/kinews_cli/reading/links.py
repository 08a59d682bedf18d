"""Links in the lines of an issue: label, URL and mark.

A line of its own, "Label: URL (englisch)", keeps the whole rest as URL: real addresses end in punctuation too (18 of 6,032
counted). In running text the punctuation behind a URL belongs to the sentence.
"""

from __future__ import annotations

import re

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import Link, Mark
from kinews_cli.reading.marks import DEFAULT_MARKS, MarkSpellings
from kinews_cli.reading.phrases import has_two_sentences
from kinews_cli.reading.urls import FoundUrl, count_urls, find_urls
from kinews_cli.values import replace

_LABEL_LIMIT = 120  # the longest label counted is a sentence of that length
_LEAD = lazy_pattern(
    r"\s*(?:(?P<marker>[-*•–·‣◦▪■●○]|[a-zA-Z]\)|\(?\d{1,3}[.)])\s+|(?P<reference>\[\w{1,20}\])(?::|\s)\s*)?"
)
_BLANK = " \t\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"  # and what cannot be seen
_SEPARATORS = {":", "→", "|"}
_DASHES = {"-", "–", "—"}  # behind a blank
_BRACKETS = {"<": ">", "(": ")"}
_REFERENCE = lazy_pattern(r"\s*\[(\w{1,20})\]:?\s+\S|\s*\[(\w{1,20})\]:?\s*https?://", re.IGNORECASE)
_IMAGE = lazy_pattern(r"!\[([^\[\]]*)\]\([^()\s]*\)")
_LONGEST_LABEL = 1000
_ANCHOR = lazy_pattern(r"<a\s[^<>]*href\s*=\s*[\"']?$", re.IGNORECASE)
_CLOSING = lazy_pattern(r">?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_TAG = lazy_pattern(r"<[^<>]*>")


def find_links(text: str, number: int, marks: MarkSpellings = DEFAULT_MARKS) -> tuple[Link, ...]:
    """The links of line `number`, in order. Link lines, Markdown and HTML links give their link a label."""
    if "://" not in text:
        return ()
    alone = link_line(text, number, marks)
    if alone is not None:
        return (alone,)
    return tuple(_inline(text, number, found, marks) for found in _urls(text, marks))


def link_line(text: str, number: int, marks: MarkSpellings = DEFAULT_MARKS) -> Link | None:
    """The link of a line that holds nothing else; None for any other line."""
    labelled = text.lstrip()[:8].lower().find("http") != 0  # a bare URL may end a sentence that was wrapped
    for whole in (True, False) if labelled else (False,):  # as a whole first; then, in brackets, what lies between them
        urls = _urls(text, marks, whole=whole)
        if len(urls) != 1:
            return None
        link = _alone(text, number, urls[0], marks, whole=whole)
        if link is not None:
            return link
    return None


def _urls(text: str, marks: MarkSpellings, *, whole: bool = False) -> list[FoundUrl]:
    """The URLs of a line, without marks that are glued to them."""
    found = find_urls(text, whole=whole)
    return [
        replace(url, end=url.start + end, written=url.written[:end])
        for url in found
        if (end := marks.glued(url.written))
    ]


def reference_name(text: str) -> str | None:
    """The name of the reference that a line defines: "1" for "[1] https://...". None for any other line."""
    match = _REFERENCE.match(text)
    return (match[1] or match[2]) if match and count_urls(text) else None


def opens_wrapped_url(text: str) -> int | None:
    """Where a URL in angle brackets begins (from 0) that goes on in the next line; None where none does."""
    start = text.rfind("<http")
    if start < 0 or ">" in text[start:] or any(character.isspace() for character in text[start:].rstrip()):
        return None
    return start + 1


def _alone(text: str, number: int, found: FoundUrl, marks: MarkSpellings, *, whole: bool) -> Link | None:
    lead = _LEAD.match(text)
    assert lead is not None
    # "[EN] Label: URL": what looks like the name of a reference is a mark
    lead_end = lead.end() if marks.leading(lead["reference"] or "") is None else lead.start("reference")
    start = min(lead_end, found.start)
    before = text[start : found.start]
    if "](" in before or "<a" in before.lower():
        return None
    behind = marks.behind(text, found.end)
    rest = text[behind.column - 1 + len(behind.written) :] if behind else text[found.end :]
    label, bracket = _label(before)
    tail = marks.before(text, found.start) if label is None else None
    if tail is not None and tail.column > start:  # "Label (englisch) URL": the mark separates them
        label = text[start : tail.column - 1 + len(tail.written)]
    opened = before.count("(") > before.count(")") or before.count("<") > before.count(">")
    if label is None or (whole and (bracket or opened)) or rest.strip(_BLANK).rstrip(".,") not in {"", bracket}:
        return None
    mark = behind or _label_mark(text, start, start + len(label), marks)
    label = _without(label, mark, start) if mark is not None and mark is not behind else label
    if len(label) > _LABEL_LIMIT or has_two_sentences(label):
        return None  # a paragraph that ends in an address
    return Link(label.strip(" \t\u00a0:"), found.url, mark, number, found.start + 1, found.end + 1)


def _label(before: str) -> tuple[str | None, str]:
    """The label in what stands before a URL, and the bracket that must close behind it. None: no label but a text."""
    if not before.strip(" \t\u00a0<("):
        return "", _BRACKETS.get(before.strip(), "")
    head = before.rstrip(_BLANK)
    if head[-1:] in _SEPARATORS or (head[-1:] in _DASHES and head[-2:-1].isspace()):
        return head[:-1].rstrip(), ""
    if head[-1:] in _BRACKETS and len(head) > 1:
        return head[:-1].rstrip().rstrip(":"), _BRACKETS[head[-1]]
    return None, ""


def _label_mark(text: str, start: int, end: int, marks: MarkSpellings) -> Mark | None:
    """A mark at either end of the label."""
    trailing = marks.before(text, end)
    if trailing is not None and trailing.column - 1 >= start:
        return trailing
    return marks.leading(" " * start + text[start:end])


def _without(label: str, mark: Mark, start: int) -> str:
    at = mark.column - 1 - start
    return (label[:at].rstrip() + " " + label[at + len(mark.written) :].lstrip()).strip()


def _inline(text: str, number: int, found: FoundUrl, marks: MarkSpellings) -> Link:
    markdown = markdown_link(text, found)
    mark = marks.behind(text, markdown[1] if markdown is not None else found.end)
    return Link(_inline_label(text, found), found.url, mark, number, found.start + 1, found.end + 1)


def markdown_link(text: str, found: FoundUrl) -> tuple[int, int, str] | None:
    """Where the Markdown link around a URL begins and ends (from 0), and its label; None where there is none."""
    offset = max(0, found.start - _LONGEST_LABEL)
    before = text[offset : found.start].rstrip("<")
    closing = _CLOSING.match(text, found.end)
    if not before.endswith("](") or closing is None:
        return None
    label = _markdown_label(before[:-2])
    start = before.rfind("[" + label)
    if start < 0 or "[" in label:
        return None
    start += offset
    return start - (text[start - 1 : start] == "!"), closing.end(), label


def _inline_label(text: str, found: FoundUrl) -> str:
    """What Markdown or HTML says the link is called; bare URLs in a sentence have no label of their own."""
    before = text[max(0, found.start - _LONGEST_LABEL) : found.start].rstrip("<")
    if before.endswith("]("):
        return _markdown_label(before[:-2])
    if _ANCHOR.search(before[-200:]):
        behind = text[found.end : found.end + _LONGEST_LABEL]
        opened, closed = behind.find(">"), behind.lower().find("</a")
        if 0 <= opened < closed:
            return " ".join(_TAG.sub("", behind[opened + 1 : closed]).split())
    return ""


def _markdown_label(before: str) -> str:
    """The text between the bracket that is still open at the end of `before` and that end; of an image its description."""
    depth = 1
    start = len(before)
    for position in range(len(before) - 1, max(-1, len(before) - _LONGEST_LABEL), -1):
        depth += {"]": 1, "[": -1}.get(before[position], 0)
        if depth == 0:
            start = position + 1
            break
    return _IMAGE.sub(r"\1", before[start:]).strip()
