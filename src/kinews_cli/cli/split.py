"""`kinews split`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.output import put, put_lines, refuse_input_as_output, terminal_width
from kinews_cli.config import Config
from kinews_cli.model.issue import ArticleKind, Block, BlockType, Issue, Link, Part

AsJson = Annotated[bool, typer.Option("--json", help="The document as JSON.")]
Explain = Annotated[bool, typer.Option("--explain", help="What each line was taken for, and why.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")]
_WIDE = 100  # columns
_TYPE = {BlockType.PARAGRAPH: "text", BlockType.HEADING: "heading", BlockType.LIST_ITEM: "item", BlockType.LINK: "link"}


def split(
    path: o.OnePath,
    as_json: AsJson = False,
    explain: Explain = False,
    output: Output = None,
    date: o.IssueDate = None,
    stdin_filename: o.StdinName = None,
    config_file: o.ConfigFile = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
) -> None:
    """Only read and split; show the tree.

    \b
    kinews split issues/006.txt            what is title, text, item, link
    kinews split issues/006.txt --explain  and why
    """
    from kinews_cli.cli import setup
    from kinews_cli.editions.json_file import split_json
    from kinews_cli.pipeline.inputs import issue_paths, read_issues

    if as_json and explain:
        raise typer.BadParameter("--json and --explain contradict each other.")
    output = None if output == Path("-") else output
    refuse_input_as_output(issue_paths([path]), output)
    config = setup.configuration(config_file, [path])
    width = terminal_width(100)
    if explain:
        files = issue_paths([path])
        put_lines([line for file in files for line in explained(file, config, width, stdin_filename)], output)
        return
    issues = read_issues(issue_paths([path]), config, stdin_name=stdin_filename, date=setup.given_date(date))
    for note in (note for issue in issues for note in issue.notes if not quiet):
        print(note, file=sys.stderr)
    if as_json:
        if len(issues) != 1:
            raise typer.BadParameter("--json shows one issue; name its file.")
        put(split_json(issues[0]), output)
        return
    put_lines([line for issue in issues for line in tree(issue, width)], output)


def explained(path: str, config: Config, width: int, stdin_name: str | None = None) -> Iterator[str]:
    """The layout that was found, then a line for each non-blank line of the file: kind, text, reason, doubt."""
    from kinews_cli.pipeline.inputs import reading_of

    split = reading_of(path, config, stdin_name)
    layout = split.layout
    yield f"layout: {layout.gaps.value} ({layout.reason})"
    if layout.signs:
        yield f"headings are marked: {', '.join(f'{sign} {rank}' for sign, rank in layout.signs)}"
    if layout.width:
        yield f"lines are wrapped at column {layout.width}"
    room = 50 if width >= _WIDE else max(16, width - 44)  # the reasons are about 40 characters long
    for entry in split.taken:
        doubt = f"; doubtful: {entry.doubt}" if entry.doubt else ""
        kind = entry.kind.name.lower().replace("_", " ")
        yield f"{entry.line.number:>5}  {kind:<11} {_cut(printable(entry.line.normal), room):<{room}}  {entry.reason}{doubt}"


def tree(issue: Issue, width: int) -> Iterator[str]:
    """The issue as an indented tree, a line an element, cut to `width` columns."""
    digits = len(str(_last_line(issue)))
    for number, depth, text in _entries(issue):
        place = f"{number:>{digits}}" if number else " " * digits
        yield _cut(f"{place}  {'  ' * depth}{printable(text)}", width)


def _entries(issue: Issue) -> Iterator[tuple[int | None, int, str]]:
    """Line, depth and text of each element."""
    number = f" (number {issue.number})" if issue.number is not None else ""
    yield issue.title_line, 0, f"{issue.title or 'no title'}{number}"
    yield from _part(issue.intro, 1)
    for article in issue.articles:
        yield article.line, 1, f"{'#' if article.kind is ArticleKind.ARTICLE else '§'} {article.title}"
        yield from _part(article.body, 2)
    yield from _part(issue.outro, 1)
    for furniture in issue.furniture:
        yield furniture.line, 1, f"furniture  {furniture.text}"


def _part(part: Part, depth: int) -> Iterator[tuple[int | None, int, str]]:
    on_line: dict[int, list[Link]] = {}
    for link in part.links:
        on_line.setdefault(link.line, []).append(link)
    for block in part.blocks:
        links = [link for line in range(block.line, block.end_line + 1) for link in on_line.get(line, ())]
        if block.type is not BlockType.LINK or not links:
            yield block.line, depth, f"{_TYPE[block.type]:<8} {_marked(block)}"
        for link in links:
            yield _link(link, depth + (block.type is not BlockType.LINK))
    lines = {line for block in part.blocks for line in range(block.line, block.end_line + 1)}
    for link in part.links:
        if link.line not in lines and not link.furniture:  # in the title, or at a reference's own place
            yield _link(link, depth)


def _link(link: Link, depth: int) -> tuple[int, int, str]:
    mark = f"  {link.mark.written}" if link.mark else ""
    label = f"{link.label}  " if link.label else ""
    return link.line, depth, f"{'link':<8} {label}{link.url}{mark}"


def _marked(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.marker else block.text


def _last_line(issue: Issue) -> int:
    ends = [block.end_line for part in issue.parts() for block in part.blocks]
    return max([1, *ends, *(article.line for article in issue.articles), *(item.line for item in issue.furniture)])


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 1)] + "…"
