"""GitHub: what its REST API says of a repository: is it there, under which name, does anybody maintain it.

The answer stands for the repository itself: its address, with or without ".git", and the start of its default branch. A file,
an issue or a release can be gone while the repository stands, and the other way round GitHub keeps no file of a lost
repository; and another branch can be gone too. So these stay pages, which are asked themselves.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from kinews_cli.border import clean
from kinews_cli.language.decide import TEXT_VOTE, TITLE_VOTE, decide
from kinews_cli.language.texts import text_language, title_language
from kinews_cli.language.vote import vote
from kinews_cli.model.source import Language, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Hop, Verdict
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.identify import github_branch, identify, source_id
from kinews_cli.sources.names import group, named
from kinews_cli.sources.resolver import Resolution, ask_each, fields_of, service_check, text_of
from kinews_cli.values import replace
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import REDIRECTS, Web

HOST = "api.github.com"
_AT_ONCE = 1  # "make requests serially" (best practices of the REST API)
_LIMIT = 256 * 1024  # an object has about 8 KB
_URL_LIMIT = 8192
_README_LIMIT = 32 * 1024
_README_TEXT = 4_000  # characters, as of a page
_SPARE = 15  # requests of the hour's 60 that a README may not use up
_JSON = "application/vnd.github+json"
_RAW = "application/vnd.github.raw+json"
_FULL_NAME = re.compile(r"[A-Za-z0-9-]{1,60}/[A-Za-z0-9._-]{1,100}")
_MOST_NUMBERS = 10**15
_BY_ID = re.compile(r"/repositories/([0-9]{1,15})")
# What a README holds besides sentences; each pattern is bounded, so that no text makes it slow.
_FENCE = re.compile(r"^[ >]{0,8}(?:```|~~~)")
_MARKUP = re.compile(r"<[^<>]{0,300}>|`[^`\n]{0,200}`|\]\([^()\s]{0,500}|https?://[^\s<>()]{1,500}")

_OF_CHECK = {"github_full_name", "github_id", "github_archived"}
# Kept as evidence and sent back one day: only what RFC 9110 (8.8.3) lets a validator be.
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,200}"')

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GithubResolver:
    """Repositories: one request each, one more for a new name or for a README that tells the language.

    `known`: sources of an earlier run by their id ("github:owner/repo"). Their ETag is sent along, and an answer that has not
    changed costs nothing of the hour's requests.
    """

    kind: SourceKind = SourceKind.GITHUB
    known: Mapping[str, Source] = field(default_factory=dict, compare=False)

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each repository's source and verdict; links to what lies in a repository are left out."""
        api = _Api(web)

        async def ask(key: str) -> Resolution | None:
            return await _ask(key, api, self.known.get(source_id(SourceKind.GITHUB, key)))

        keys = {url: key for url in urls if (key := identify(url)[1]).count("/") == 1}
        found = await ask_each(keys.values(), ask, at_once=_AT_ONCE)
        return {url: _for_link(url, found[key]) for url, key in keys.items()}


class _Api:
    """The API in one run.

    The token is sent to no other host: each address is put together here, and `Web.get` follows no redirect. One that GitHub
    does not accept (401) is not sent again: what it would have told of public repositories, GitHub tells everybody.
    """

    def __init__(self, web: Web) -> None:
        self._web = web
        self._token = web.settings.github_token

    async def get(
        self, path: str, *, accept: str = _JSON, etag: str | None = None, limit: int = _LIMIT
    ) -> Answer | Failure:
        answer = await self._get(path, accept, etag, limit)
        if isinstance(answer, Answer) and answer.status == 401 and self._token is not None:
            _log.debug("GitHub does not accept the token of the environment")
            self._token = None
            answer = await self._get(path, accept, etag, limit)
        return answer

    async def _get(self, path: str, accept: str, etag: str | None, limit: int) -> Answer | Failure:
        headers = {"Accept": accept, "X-GitHub-Api-Version": "2022-11-28"}
        if etag is not None:
            headers["If-None-Match"] = etag
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        return await self._web.get(f"https://{HOST}{path}", headers=headers, limit=limit)


async def _ask(key: str, api: _Api, known: Source | None) -> Resolution | None:
    etag = _said(known, "etag") if known is not None else None
    answer = await api.get(f"/repos/{key}", etag=etag)
    by_id = _moved_to(answer)
    if by_id is not None:
        answer = await api.get(by_id, etag=etag)
    if isinstance(answer, Failure) or _throttled(answer):
        return None
    if answer.status == 304 and known is not None:
        return _there(key, known, Evidence("validated", "unchanged since the last look"))
    if answer.status in {404, 403, 451}:
        return _turned_away(key, answer)
    found = read_repository(answer.body) if answer.status == 200 else None
    if found is None:
        return Resolution()
    if found.get("private") is True:
        return _private(key)
    description = text_of(found.get("description"))
    signals = list(_told(TITLE_VOTE, title_language(description)))
    if vote(description) is None and by_id is None and _may_ask_more(answer):
        signals += _told(TEXT_VOTE, text_language((await _readme(text_of(found.get("full_name")), api))[:_README_TEXT]))
    return _there(key, _source(key, found, answer.headers.get("etag", ""), decide(signals)))


def read_repository(body: bytes) -> Mapping[str, object] | None:
    """The fields of a repository; None where the answer is anything else."""
    try:
        found = fields_of(json.loads(body))
    except (ValueError, RecursionError):
        return None
    number = found.get("id")
    numbered = isinstance(number, int) and not isinstance(number, bool) and 0 < number < _MOST_NUMBERS
    return found if numbered and _FULL_NAME.fullmatch(text_of(found.get("full_name"))) else None


def prose(readme: str) -> str:
    """The sentences of a README in Markdown: without code, markup and addresses."""
    kept: list[str] = []
    in_code = False
    for line in readme.splitlines():
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code and not line.startswith(("    ", "\t")):
            kept.append(_MARKUP.sub(" ", line))
    return "\n".join(kept)


def _moved_to(answer: Answer | Failure) -> str | None:
    """The path that a renamed repository has by its number, if the redirect stays at the API's own host."""
    if isinstance(answer, Failure) or answer.status not in REDIRECTS:
        return None
    try:
        target = urlsplit(urljoin(answer.url, answer.headers.get("location", "").strip()))
        by_id = _BY_ID.fullmatch(target.path)
    except ValueError:
        return None
    return by_id[0] if by_id is not None and (target.scheme, target.netloc) == ("https", HOST) else None


def _throttled(answer: Answer) -> bool:
    """Out of requests for this hour, or too fast: 403 or 429 (rate limits of the REST API)."""
    limited = answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    told = "rate limit" in _message(answer).lower()
    return answer.status in {429, 503} or (answer.status in {401, 403} and (limited or told))


def _may_ask_more(answer: Answer) -> bool:
    left = answer.headers.get("x-ratelimit-remaining", "")
    return not (left.isascii() and left.isdigit() and len(left) < 10) or int(left) > _SPARE


def _message(answer: Answer) -> str:
    return text_of(_error(answer).get("message"))


def _error(answer: Answer) -> Mapping[str, object]:
    try:
        return fields_of(json.loads(answer.body))
    except (ValueError, RecursionError):
        return {}


def _turned_away(key: str, answer: Answer) -> Resolution:
    """Gone or private, which GitHub does not tell apart; blocked by GitHub; or nothing that is said of the repository."""
    error = _error(answer)
    if answer.status == 404 and error.get("message") == "Not Found":
        return _closed(key, SourceStatus.MISSING, Verdict.BROKEN, "repository_missing", 404)
    block = fields_of(error.get("block"))
    if block or answer.status == 451:
        why = clean(f"{text_of(block.get('reason'))} {text_of(block.get('html_url'))}")
        more = (Evidence("github_block", why),) if why else ()
        return _closed(key, SourceStatus.RESTRICTED, Verdict.BLOCKED, "repository_blocked", answer.status, *more)
    return Resolution()


def _private(key: str) -> Resolution:
    """Shown to the owner of the token, not to readers; so what it says of itself stays there."""
    seen = Evidence("github_visibility", "private")
    return _closed(key, SourceStatus.PRIVATE, Verdict.BROKEN, "repository_private", 200, seen)


def _closed(key: str, state: SourceStatus, verdict: Verdict, reason: str, status: int, *more: Evidence) -> Resolution:
    evidence = (Evidence("http_status", str(status)), *more)
    source = Source(
        id=source_id(SourceKind.GITHUB, key),
        kind=SourceKind.GITHUB,
        type="software",
        title=key,
        container_title="GitHub",
        status=state,
        evidence=evidence,
    )
    return Resolution(source, service_check(verdict, reason, host=HOST, status=status, evidence=evidence))


def _there(key: str, source: Source, *more: Evidence) -> Resolution:
    """A new name makes it moved; a repository that GitHub has disabled is left for its page to judge."""
    if source.status is SourceStatus.RESTRICTED:
        return Resolution(source)
    renamed = (source.title or key).casefold() != key.casefold()
    verdict, reason = (Verdict.MOVED, "repository_renamed") if renamed else (Verdict.OK, "github")
    evidence = (*(entry for entry in source.evidence if entry.signal in _OF_CHECK), *more)
    return Resolution(source, service_check(verdict, reason, host=HOST, status=200, evidence=evidence))


def _source(key: str, found: Mapping[str, object], etag: str, language: Language) -> Source:
    full_name = text_of(found.get("full_name"))
    return Source(
        id=source_id(SourceKind.GITHUB, key),
        kind=SourceKind.GITHUB,
        type="software",
        title=full_name,
        author=named([group(full_name.partition("/")[0])]),
        issued=parse_date(text_of(found.get("created_at"))),
        container_title="GitHub",
        abstract=clean(text_of(found.get("description")), limit=2_000) or None,
        language=language,
        status=_standing(found),
        version_date=parse_date(text_of(found.get("pushed_at"))),
        evidence=tuple(_evidence(key, found, etag)),
    )


def _standing(found: Mapping[str, object]) -> SourceStatus:
    if found.get("disabled") is True:
        return SourceStatus.RESTRICTED
    return SourceStatus.ARCHIVED if found.get("archived") is True else SourceStatus.OK


def _evidence(key: str, found: Mapping[str, object], etag: str) -> Iterator[Evidence]:
    full_name = text_of(found.get("full_name"))
    yield Evidence("github_full_name", full_name)
    yield Evidence("github_id", str(found.get("id")))
    if full_name.casefold() != key.casefold():
        yield Evidence("github_renamed_from", key)
    for name in ("archived", "disabled"):
        if found.get(name) is True:
            yield Evidence(f"github_{name}", "true")
    texts = {
        "github_homepage": found.get("homepage"),
        "github_license": fields_of(found.get("license")).get("spdx_id"),
        "github_fork_of": fields_of(found.get("parent")).get("full_name"),
        "github_default_branch": found.get("default_branch"),
        "etag": etag if _ETAG.fullmatch(etag) else "",
    }
    for signal, value in texts.items():
        text = clean(text_of(value), limit=2_000)
        if text and text != "NOASSERTION":  # GitHub's word for a licence that it does not know
            yield Evidence(signal, text)


async def _readme(full_name: str, api: _Api) -> str:
    answer = await api.get(f"/repos/{full_name}/readme", accept=_RAW, limit=_README_LIMIT)
    return prose(answer.text) if isinstance(answer, Answer) and answer.status == 200 else ""


def _told(signal: str, named: str | None) -> Iterator[Evidence]:
    if named is not None:
        yield Evidence(signal, named)


def _for_link(url: str, found: Resolution) -> Resolution:
    """What the answer for a repository says about this link to it."""
    source, check = found.source, found.check
    if source is None or check is None:
        return found
    branch = github_branch(url)
    if branch is not None and (check.verdict is not Verdict.OK or branch != _said(source, "github_default_branch")):
        there = check.verdict in {Verdict.OK, Verdict.MOVED}
        return Resolution(source if there else None)
    if check.verdict is Verdict.MOVED:
        target = urlsplit(url)._replace(scheme="https", netloc="github.com", path=f"/{source.title}").geturl()
        target = clean(target, limit=_URL_LIMIT)
        return Resolution(
            source, replace(check, final_url=target, hops=(Hop(clean(url, limit=_URL_LIMIT), 301, target),))
        )
    return found


def _said(source: Source, signal: str) -> str | None:
    return next((entry.value for entry in source.evidence if entry.signal == signal), None)
