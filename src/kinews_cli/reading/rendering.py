"""Back again: the raw text from the document's own elements, the same to the byte."""

from __future__ import annotations

from collections.abc import Iterator

from kinews_cli.model.issue import Issue


def render(issue: Issue) -> str:
    """The text of the file, without its byte order mark."""
    return "".join(raw for _, raw in sorted(elements(issue), key=lambda element: element[0]))


def render_bytes(issue: Issue) -> bytes:
    """The bytes of the file, in its own encoding."""
    return (issue.mark + render(issue)).encode(issue.encoding)


def file_sha256(issue: Issue) -> str:
    """The fingerprint of the file's bytes, in hexadecimal digits."""
    import hashlib  # 3 ms, for it loads OpenSSL; a check needs none

    return hashlib.sha256(render_bytes(issue)).hexdigest()


def elements(issue: Issue) -> Iterator[tuple[int, str]]:
    """First line and raw text of every element, gaps included."""
    if issue.title_line is not None:
        yield issue.title_line, issue.title_raw
    for article in issue.articles:
        yield article.line, article.raw
    for part in issue.parts():
        for block in part.blocks:
            yield block.line, block.raw
    for furniture in issue.furniture:
        yield furniture.line, furniture.raw
    for gap in issue.gaps:
        yield gap.line, gap.raw
