"""Any DOI, by the agency that registered it.

Crossref has the articles, and is asked first. What it does not know may be DataCite's, which Crossref's list of agencies
says; of the other agencies' works the page behind the DOI tells. A DOI that no agency has and doi.org does not resolve is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from kinews_cli.language.decide import KIND_DEFAULT, PUBLISHER, TEXT_VOTE, TITLE_VOTE, decide
from kinews_cli.language.texts import text_language, title_language
from kinews_cli.language.vote import vote
from kinews_cli.model.source import Language, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.sources import crossref, datacite
from kinews_cli.sources.identify import identify, is_doi_link, source_id
from kinews_cli.sources.resolver import UNKNOWN, Resolution, ask_each, service_check, text_of
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

HOST = "doi.org"
_AT_ONCE = 1  # Crossref's public pool: x-concurrency-limit 1
_LIMIT = 16 * 1024  # of a page that is not read
# Pages of an article that have fates of their own: its PDF, its supplement, the addresses of Nature's old site.
_PART = re.compile(r"/(?:e?pdf|pdfdirect|epub|suppl|asset|ftr|figure)s?/", re.IGNORECASE)
_LANDING = re.compile(
    r"/articles/[^/]+|/[a-z]+/article"
)  # of Nature and of PLOS, whose addresses do not end in the DOI


@dataclass(frozen=True, slots=True)
class DoiResolver:
    """Works by their DOI, in links to doi.org and to publishers that write it into their addresses."""

    kind: SourceKind = SourceKind.DOI

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each work's source; its verdict too where the link leads to the work itself."""
        return await resolve_dois(urls, web, self.kind)


async def resolve_dois(
    urls: Sequence[str], web: Web, kind: SourceKind, *, usual_language: str | None = None
) -> dict[str, Resolution]:
    """What the agencies say about links of `kind`. `usual_language`: that of works for which none is filed.

    A DOI that Crossref does not know is looked for elsewhere only for a link to doi.org: a publisher's page may show a DOI
    that is not registered yet, and tells of itself.
    """
    dois = {url: identify(url)[1] for url in urls}
    through_doi_org = {doi for url, doi in dois.items() if is_doi_link(url)}

    async def ask(doi: str) -> Resolution | None:
        inquiry = _Inquiry(doi, kind, usual_language, web)
        return await inquiry.run(anywhere=doi in through_doi_org)

    known = await ask_each(dois.values(), ask, at_once=_AT_ONCE)
    return {url: _for_link(url, doi, known[doi]) for url, doi in dois.items()}


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """What is asked about one DOI. None as an answer: Crossref does not serve us."""

    doi: str
    kind: SourceKind
    usual_language: str | None
    web: Web

    async def run(self, *, anywhere: bool) -> Resolution | None:
        answer = await crossref.ask(self.doi, self.web)
        if isinstance(answer, Failure) or crossref.is_turned_away(answer):
            return None
        if answer.status == 404 and anywhere:
            return await self._elsewhere()
        work = crossref.read_work(answer.body, self.doi) if _is_whole(answer) else None
        return UNKNOWN if work is None else self._known("crossref", crossref.HOST, crossref.work_source, work)

    async def _elsewhere(self) -> Resolution | None:
        answer = await crossref.ask_agency(self.doi, self.web)
        if isinstance(answer, Failure) or crossref.is_turned_away(answer):
            return None
        if answer.status == 404:
            return await self._at_doi_org()
        if _is_whole(answer) and crossref.read_agency(answer.body) == "datacite":
            return await self._at_datacite()
        return UNKNOWN

    async def _at_datacite(self) -> Resolution:
        answer = await datacite.ask(self.doi, self.web)
        if isinstance(answer, Failure) or not _is_whole(answer):
            return UNKNOWN
        work = datacite.read_work(answer.body, self.doi)
        return UNKNOWN if work is None else self._known("datacite", datacite.HOST, datacite.work_source, work)

    async def _at_doi_org(self) -> Resolution:
        answer = await self.web.get(f"https://{HOST}/{crossref.path_of(self.doi)}", limit=_LIMIT)
        if isinstance(answer, Failure) or answer.status != 404:
            return UNKNOWN
        asked = Evidence("doi", self.doi)
        source = Source(
            id=source_id(self.kind, self.doi),
            kind=self.kind,
            type="document",
            doi=self.doi,
            status=SourceStatus.MISSING,
            evidence=(asked,),
        )
        check = service_check(Verdict.BROKEN, "doi_missing", host=HOST, status=404, evidence=(asked,))
        return Resolution(source, check)

    def _known(
        self,
        agency: str,
        host: str,
        read: Callable[[Mapping[str, object], str, SourceKind, Language], Source],
        work: Mapping[str, object],
    ) -> Resolution:
        source = read(work, self.doi, self.kind, Language())
        source = replace(source, language=decide(list(self._signals(work, source))))
        return Resolution(source, service_check(Verdict.OK, agency, host=host, status=200))

    def _signals(self, work: Mapping[str, object], source: Source) -> Iterator[Evidence]:
        """What the publisher filed; else what is usual here, else what title and abstract are in."""
        filed = text_of(work.get("language"))
        title = crossref.original_title_of(work) or source.title or ""
        if filed or self.usual_language:
            yield Evidence(PUBLISHER, filed) if filed else Evidence(KIND_DEFAULT, self.usual_language or "")
            # It is not to be doubted for the abstract's language, which is English for works in any, nor for a title's look.
            voted = vote(title)
            named = str(voted) if voted is not None else None
        else:
            named, text = title_language(title), text_language(source.abstract or "")
            if named is None:
                named = title_language(f"{title}\n{source.abstract or ''}")
            # Of an abstract nobody knows whether it is a translation: it is sure where the title is in the same language.
            elif text is not None and named[:2] == text[:2]:
                yield Evidence(TEXT_VOTE, text)
        if named:
            yield Evidence(TITLE_VOTE, named)


def _is_whole(answer: Answer) -> bool:
    return answer.status == 200 and not answer.truncated


def _for_link(url: str, doi: str, resolution: Resolution) -> Resolution:
    """The verdict on the work is that on the link where the link leads to the work."""
    if is_doi_link(url):
        return resolution
    if resolution.source is not None and resolution.source.status is SourceStatus.MISSING:
        return UNKNOWN  # doi.org does not know it; this page does perhaps
    path = unquote(urlsplit(url).path)
    landing = path.lower().rstrip("/").removesuffix("/full").endswith(f"/{doi}") and not _PART.search(path)
    return resolution if landing or _LANDING.fullmatch(path) else replace(resolution, check=None)
