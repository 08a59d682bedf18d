"""What the other issues of the folder say that concerns one issue: numbers, and works that were linked before.

Splitting a hundred other issues takes a second, and a hook may not take that long. So nothing is split that need not be, and
nothing kept between runs: the addresses in the texts of the others are compared with the works that this issue links, which
takes a few milliseconds, and only where one is found that issue is split.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kinews_cli.checking.wrappers import unwrapped
from kinews_cli.config import Config
from kinews_cli.errors import KinewsError
from kinews_cli.files import read_plain
from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.dossier import Mention, Neighbours
from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.source import SourceKind
from kinews_cli.pipeline.inputs import issue_files, reading_settings
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.numbers import issue_number
from kinews_cli.reading.urls import find_urls
from kinews_cli.rules.tracking import is_tracking
from kinews_cli.sources.identify import identify, source_id
from kinews_cli.values import Value, field

_LARGEST = 2**20  # bytes of another issue that is searched
_MOST = 2_000  # other issues
_HEAD = 14  # lines among which an issue's number stands
_CONFIRMED = 5  # issues that are split to know their number
_DIGITS = lazy_pattern(rb"[0-9]+")
_NUMBER = lazy_pattern(r"[0-9]+")
_PIECE = lazy_pattern(r"[a-z]+|[0-9]+")
_WORKS = {SourceKind.ARXIV, SourceKind.NATURE, SourceKind.DOI, SourceKind.YOUTUBE, SourceKind.GITHUB}


class _Other(Value, dict=True):
    """Another issue's file; split only on demand."""

    path: Path
    config: Config
    known: Issue | None = None  # where this run has split it anyway

    @cached_property
    def content(self) -> bytes:
        with suppress(KinewsError, OSError):
            return read_plain(self.path, limit=_LARGEST)
        return b""

    @cached_property
    def addresses(self) -> list[str]:
        """All that stand in its text, the page's own among them."""
        return [found.url for found in find_urls(self.content.decode("utf-8", "replace"))]

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Numbers that it may have: those of its name and of the lines at its head."""
        if self.known is not None:
            return frozenset({self.known.number} if self.known.number else ())
        head = [line for line in self.content.split(b"\n", _HEAD)[:_HEAD] if len(line) < 100 and _DIGITS.search(line)]
        titles = (line.decode("utf-8", "replace").strip("# \r*=") for line in head)
        found = {number for title in titles if (number := issue_number(title, "-"))}
        in_name = issue_number(None, self.path.name)
        return frozenset(found | ({in_name} if in_name else set()))

    @cached_property
    def issue(self) -> Issue | None:
        if self.known is not None:
            return self.known
        with suppress(KinewsError):
            return read_issue(self.content, str(self.path), reading_settings(self.config))
        return None

    @cached_property
    def works(self) -> dict[str, Link]:
        """What it links, each work with its first link."""
        links = [link for link in self.issue.links() if not link.furniture] if self.issue is not None else []
        return {work: link for link in reversed(links) if (work := work_id(link.url)) is not None}


class _Folder(Value, dict=True):
    """The issues of one folder, read once a run."""

    others: list[_Other]

    @cached_property
    def by_work(self) -> dict[str, list[_Other]]:
        """For each work those of this run that link it."""
        found: dict[str, list[_Other]] = defaultdict(list)
        for other in self.others:
            for work in other.works if other.known is not None else ():
                found[work].append(other)
        return found


class Neighbourhood(Value):
    """The issues of a run with the files around them."""

    config: Config
    issues: Sequence[Issue]
    _folders: dict[Path, _Folder] = field(default_factory=dict)

    def of(self, issue: Issue) -> Neighbours:
        """What the others in the folder of `issue` say of it; nothing where it has no number."""
        if issue.number is None or issue.path == "-":
            return Neighbours()
        own = Path(issue.path)
        folder = self._folder(own.parent)
        others = [other for other in folder.others if other.path.name != own.name and _is_like(other, own, self.config)]
        before = {number for other in others for number in other.numbers if number < issue.number}
        return Neighbours(
            linked=dict(_linked(issue, others, folder)),
            same_number=_same_number(issue.number, others),
            number_before=max(before, default=None),
        )

    def _folder(self, path: Path) -> _Folder:
        if path not in self._folders:
            split = {Path(issue.path): issue for issue in self.issues if not issue.from_stdin}
            files = issue_files(path, self.config)[:_MOST]
            self._folders[path] = _Folder([_Other(file, self.config, split.get(file)) for file in files])
        return self._folders[path]


def work_id(url: str) -> str | None:
    """What names the work behind an address, whatever its form: "arxiv:2005.05535", "example.org/studie".

    None for a start page, which is nobody's work.
    """
    target = unwrapped(url)
    kind, key = identify(target)
    if kind in _WORKS:
        return source_id(kind, key)
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    if not host or not (path or parts.query):
        return None
    pairs = (pair for pair in parts.query.split("&") if pair and not is_tracking(pair.partition("=")[0], target))
    query = "&".join(sorted(pairs))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _is_like(other: _Other, own: Path, config: Config) -> bool:
    """Is it an issue of the same newsletter: in its folder for issues, or named like this one but for the number?"""
    if other.known is not None or _is_for_issues(own.parent, config):
        return True
    return bool(_NUMBER.search(own.stem)) and _NUMBER.sub("0", other.path.stem) == _NUMBER.sub("0", own.stem)


def _is_for_issues(folder: Path, config: Config) -> bool:
    """Wherever the command runs: where no configuration says which folder is meant, its name does."""
    own = _absolute(folder)
    return own.name == "issues" if config.folder is None else own == _absolute(config.folder) / "issues"


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() fails where symbolic links go round in a circle


def _same_number(number: int, others: Iterable[_Other]) -> str | None:
    candidates = [other for other in others if number in other.numbers][:_CONFIRMED]
    found = (other for other in candidates if other.issue is not None and other.issue.number == number)
    return next((str(other.path) for other in found), None)


def _linked(issue: Issue, others: Sequence[_Other], folder: _Folder) -> Iterator[tuple[str, Mention]]:
    """Each link whose work exactly one earlier issue links. What several link is the newsletter's own, or a habit."""
    number = issue.number or 0
    earlier = [other for other in others if other.numbers and min(other.numbers) < number]
    if not earlier:
        return
    urls = dict.fromkeys(link.url for link in issue.links() if not link.furniture)
    works = {url: work for url in urls if (work := work_id(url)) is not None}
    naming = _naming(frozenset(works.values()), [other for other in earlier if other.known is None])
    split = {id(other) for other in earlier}
    for url, work in works.items():
        named = [other for other in folder.by_work.get(work, ()) if id(other) in split] + naming.get(work, [])
        mention = _mention(named[0], work) if len(named) == 1 else None
        if mention is not None and mention.number < number:
            yield url, mention


def _mention(other: _Other, work: str) -> Mention | None:
    link = other.works.get(work)
    if link is None or other.issue is None or other.issue.number is None:
        return None
    return Mention(other.issue.number, link.line)


def _naming(works: frozenset[str], others: Iterable[_Other]) -> Mapping[str, list[_Other]]:
    """For each of the works those in whose text an address of it stands."""
    ends = {piece for work in works for piece in _pieces(work)[-1:]}
    found: dict[str, list[_Other]] = defaultdict(list)
    for other in others:
        # Telling the work of an address takes ten times as long as seeing that it cannot be one of these.
        likely = (url for url in other.addresses if not ends.isdisjoint(_pieces(url)))
        for work in works.intersection(map(work_id, likely)):
            found[work].append(other)
    return found


def _pieces(address: str) -> list[str]:
    """Words and numbers. The last of a work stands in each form of its address: the number of a paper before its version."""
    return _PIECE.findall(unquote(address).lower())
