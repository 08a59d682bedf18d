"""What the configuration asks not to be told: which findings that takes away, and which suppressions have had their day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from kinews_cli.border import printable
from kinews_cli.config import FILE_NAME, Config, Suppression, matches_host_or_url, matches_path
from kinews_cli.errors import ConfigError
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding
from kinews_cli.model.verdict import Verdict
from kinews_cli.rules.catalogue import BY_CODE, chosen
from kinews_cli.rules.run import need_links
from kinews_cli.values import Value

UNUSED, EXPIRED = "KN112", "KN113"
# Of these links everything was learned that can be learned; what a blocked page is may still be found out another day.
_SETTLED = {Verdict.OK, Verdict.MOVED, Verdict.BROKEN, Verdict.REFUSED}


class _Active(Value, frozen=True):
    """A suppression that holds today, with the codes that its rules stand for; none: all of them."""

    said: Suppression
    codes: frozenset[str]

    @property
    def is_whole_address(self) -> bool:
        """Is the address not even asked?"""
        return not self.codes and self.said.path is None

    def means(self, url: str) -> bool:
        return self.said.url is None or matches_host_or_url(self.said.url, url)

    def holds_in(self, place: str) -> bool:
        return self.said.path is None or matches_path(self.said.path, place)

    def takes(self, finding: Finding, place: str) -> bool:
        if self.codes and finding.code not in self.codes:
            return False
        if self.said.url is not None and (finding.url is None or not self.means(finding.url)):
            return False
        return self.holds_in(place)


class Suppressions:
    """The suppressions of a configuration at work in one run; `suppressed` are the findings that they have taken away.

    `codes` are the rules that are applied, `today` is the day by the clock. Raises ConfigError for a suppression of a rule
    that there is none.
    """

    def __init__(self, config: Config, codes: frozenset[str], today: date) -> None:
        self.suppressed: list[Finding] = []
        self._config = config
        self._codes = codes
        self._today = today
        looked_up = [_Active(each, _codes_of(each, config)) for each in config.ignore]
        self._active = [each for each in looked_up if each.said.until is None or each.said.until >= today]
        self._used: set[int] = set()

    def ignores(self, url: str) -> bool:
        """Is this an address that is not to be asked at all?"""
        return any(each.is_whole_address and each.means(url) for each in self._active)

    def told(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Those of `findings` that no suppression takes away."""
        if not self._active:
            return tuple(findings)
        told: list[Finding] = []
        for finding in findings:
            place = self._config.place_of(finding.path)
            takers = [number for number, each in enumerate(self._active) if each.takes(finding, place)]
            self._used.update(takers)
            (self.suppressed if takers else told).append(finding)
        return tuple(told)

    def about_themselves(self, dossiers: Sequence[Dossier], *, whole: bool, asked: bool) -> tuple[Finding, ...]:
        """Which of them have passed their day, and which took nothing away, once all findings have been sifted.

        `whole`: the dossiers are those of all issues. `asked`: the network was there to be asked for what was not known.
        """
        expired = [
            self._finding(EXPIRED, each, f'the suppression of {each.name} ended on {each.until} ("{each.reason}")')
            for each in self._config.ignore
            if each.until is not None and each.until < self._today
        ]
        unused = [
            self._finding(
                UNUSED, each.said, f'the suppression of {each.said.name} takes nothing away ("{each.said.reason}")'
            )
            for number, each in enumerate(self._active)
            if whole and number not in self._used and self._is_idle(each, dossiers, asked=asked)
        ]
        return tuple(finding for finding in (*expired, *unused) if finding.code in self._codes)

    def _is_idle(self, each: _Active, dossiers: Sequence[Dossier], *, asked: bool) -> bool:
        """Is it certain that nothing needs it: is no rule and no answer missing that might?"""
        links = list(self._links(each, dossiers))
        if each.said.url is not None and (not links or each.is_whole_address):
            return not links  # an address that is not asked is used by each link to it
        settled = asked and all(known.check.verdict in _SETTLED for known in links)
        codes = each.codes or frozenset(BY_CODE)
        return codes <= self._codes and (settled or not need_links(codes))

    def _links(self, each: _Active, dossiers: Sequence[Dossier]) -> Iterator[LinkFacts]:
        """What is known of the links that a suppression may be about."""
        for dossier in dossiers:
            if each.holds_in(self._config.place_of(dossier.issue.path)):
                links = (link for link in dossier.issue.links() if not link.furniture and each.means(link.url))
                yield from map(dossier.of, links)

    def _finding(self, code: str, each: Suppression, message: str) -> Finding:
        path = str(_shown(self._config.file or Path(FILE_NAME)))
        return Finding(code, BY_CODE[code].severity, message, path, each.line, 1 if each.line else None)


def _shown(file: Path) -> Path:
    """Relative to the working folder where it lies below that, as the issues are."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _codes_of(each: Suppression, config: Config) -> frozenset[str]:
    if not each.rules:
        return frozenset()
    try:
        return chosen(each.rules, ())
    except ConfigError as error:
        raise ConfigError(f"{printable(str(config.file))}: ignore.{printable(each.name)}: {error}") from None
