"""Everything that is known about one issue: what rules judge, editions show and reports count."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from kinews_cli.model.issue import Issue, Link
from kinews_cli.model.source import Language, Source, SourceKind
from kinews_cli.model.translation import Rendering, Role
from kinews_cli.model.verdict import Check, History
from kinews_cli.values import Value, field

# Where a segment stands: role, line, column (1 but for labels).
Place = tuple[Role, int, int]


class LinkFacts(Value, frozen=True):
    """What is known about a link's target. `kind` is told by the URL alone where `source` is None."""

    check: Check
    kind: SourceKind
    source: Source | None = None
    history: History | None = None

    @property
    def language(self) -> Language:
        return self.source.language if self.source is not None else Language()


class Mention(Value, frozen=True):
    """Where an earlier issue links a work."""

    number: int  # of that issue
    line: int


class Neighbours(Value, frozen=True):
    """What the other issues of the folder say that concerns this one.

    `linked` has an entry for the URL of each link whose work exactly one earlier issue links as well.
    """

    linked: Mapping[str, Mention] = field(default_factory=dict)
    same_number: str | None = None  # the path of another issue with this one's number
    number_before: int | None = None  # the highest number below this one's


class Dossier(Value, frozen=True):
    """An issue with its facts. `facts` has an entry for the URL of each link; `translation` one for each segment.

    `marked_kinds` are the kinds of sources that carry a mark when they are in another language, `marked_hosts` the hosts
    (with all below them) whose sources always or never do, whatever their kind. `concerns` is what is to be said of translated
    texts, by the code of the rule: a clause without a full stop.
    """

    issue: Issue
    facts: Mapping[str, LinkFacts]
    translation: Mapping[Place, Rendering] = field(default_factory=dict)
    marked_kinds: frozenset[SourceKind] = frozenset()
    marked_hosts: Mapping[str, bool] = field(default_factory=dict)
    concerns: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    neighbours: Neighbours = Neighbours()

    def of(self, link: Link) -> LinkFacts:
        return self.facts[link.url]

    def marked_kinds_of(self, link: Link) -> frozenset[SourceKind]:
        """The kinds that carry marks at this link's host: all, none, or `marked_kinds`. The longest name that fits decides."""
        try:
            host = urlsplit(link.url).hostname or ""
        except ValueError:
            return self.marked_kinds
        while host:
            if host in self.marked_hosts:
                return frozenset(SourceKind) if self.marked_hosts[host] else frozenset()
            host = host.partition(".")[2]
        return self.marked_kinds
