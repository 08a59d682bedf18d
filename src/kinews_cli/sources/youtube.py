"""YouTube: oEmbed says whether a video is there, its title and channel; the watch page adds why not, date and language.

What YouTube thinks of the client (429, a consent page, "confirm you're not a bot") says nothing about the video. A video is
called private or gone where the page says so in words, or where oEmbed does and the page does not contradict.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urljoin

from kinews_cli.border import clean
from kinews_cli.language.decide import CAPTIONS, TITLE_VOTE, decide
from kinews_cli.language.texts import title_language
from kinews_cli.model.source import Language, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.sources.identify import host_of, identify, source_id
from kinews_cli.sources.names import group, named
from kinews_cli.sources.resolver import Resolution, ask_each, fields_of, service_check, text_of
from kinews_cli.sources.youtube_watch import Standing, Watch, read_watch
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import REDIRECTS, Web

HOST = "www.youtube.com"
# Subtitles somebody wrote are often translations, so they are kept as evidence and decide nothing.
CAPTIONS_MANUAL = "captions_manual"
_AT_ONCE = 2
_PAGE_LIMIT = 2 * 1024 * 1024  # the page is about 1 MB
_OEMBED_LIMIT = 64 * 1024
_THROTTLED = {429, 503}
_CONSENT_HOSTS = {"consent.youtube.com", "consent.google.com"}


class _Claim(Enum):
    """What oEmbed says of the video."""

    NOTHING = "nothing"
    PUBLIC = "public"  # or unlisted
    NOT_EMBEDDED = "not_embedded"  # the owner's wish; says nothing else
    PRIVATE = "private"
    MISSING = "missing"


_CLAIMS = {401: _Claim.NOT_EMBEDDED, 403: _Claim.PRIVATE, 404: _Claim.MISSING, 400: _Claim.MISSING}
_THERE = {Standing.PLAYS, Standing.NOT_STARTED}
_LOCKED = {Standing.AGE, Standing.REGION, Standing.MEMBERS}
_GONE = {
    Standing.PRIVATE: SourceStatus.PRIVATE,
    Standing.REMOVED: SourceStatus.MISSING,
    Standing.TERMINATED: SourceStatus.MISSING,
}
_REASONS = {SourceStatus.PRIVATE: "video_private", SourceStatus.MISSING: "video_missing"}
_UNEXPLAINED = {
    SourceStatus.PRIVATE: "YouTube shows it to nobody else",
    SourceStatus.MISSING: "YouTube knows no such video",
    SourceStatus.RESTRICTED: "YouTube does not show it to everybody",
}


@dataclass(frozen=True, slots=True)
class YoutubeResolver:
    """Videos, by oEmbed and the watch page: at most two requests each."""

    kind: SourceKind = SourceKind.YOUTUBE

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each video's source and verdict. The watch page failing does not spoil what oEmbed said."""
        pages = _Pages(web)

        async def ask(key: str) -> Resolution | None:
            return await _ask(key, web, pages)

        keys = {url: identify(url)[1] for url in urls}
        known = await ask_each(keys.values(), ask, at_once=_AT_ONCE)
        return {url: known[key] for url, key in keys.items()}


@dataclass(frozen=True, slots=True)
class _Embed:
    """An oEmbed answer, taken apart."""

    status: int
    claim: _Claim
    title: str = ""
    channel: str = ""


class _Pages:
    """The watch pages of one run. At the first sign that YouTube does not let us in, no further one is asked for."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._trouble = ""

    async def watch(self, key: str) -> Watch:
        if self._trouble:
            return Watch(trouble=self._trouble)
        page = await self._web.get(f"{_address(key)}&hl=en", limit=_PAGE_LIMIT)
        watch = _read(page, key) if isinstance(page, Answer) else Watch()
        if watch.trouble:
            self._trouble = watch.trouble
        return watch


def _read(page: Answer, key: str) -> Watch:
    if page.status in _THROTTLED:
        return Watch(trouble="throttled")
    if page.status in REDIRECTS:
        return Watch(trouble="consent" if _sends_to(page) in _CONSENT_HOSTS else "")
    return read_watch(page.text, key) if page.status == 200 else Watch()


def _sends_to(page: Answer) -> str:
    try:
        return host_of(urljoin(page.url, page.headers.get("location", "")))
    except ValueError:
        return ""


async def _ask(key: str, web: Web, pages: _Pages) -> Resolution | None:
    address = quote(_address(key), safe="")
    answer = await web.get(f"https://{HOST}/oembed?url={address}&format=json", limit=_OEMBED_LIMIT)
    if isinstance(answer, Failure) or answer.status in _THROTTLED:
        return None
    embed = _read_embed(answer)
    watch = await pages.watch(key)
    status = _status(embed.claim, watch.standing)
    if status is None:
        return Resolution()
    evidence = tuple(_evidence(embed, watch, status))
    return Resolution(_source(key, embed, watch, status, evidence), _check(embed, status, evidence))


def _address(key: str) -> str:
    return f"https://{HOST}/watch?v={key}"


def _read_embed(answer: Answer) -> _Embed:
    """A sign-in page under status 200 and an error page of some server in front (HTML) are no words of oEmbed's."""
    if answer.status != 200:
        is_page = answer.body.lstrip()[:1] == b"<"
        return _Embed(answer.status, _Claim.NOTHING if is_page else _CLAIMS.get(answer.status, _Claim.NOTHING))
    try:
        said = fields_of(json.loads(answer.body))
    except (ValueError, RecursionError):
        said = {}
    title = text_of(said.get("title"))
    claim = _Claim.PUBLIC if title else _Claim.NOTHING
    return _Embed(answer.status, claim, title, text_of(said.get("author_name")))


def _status(claim: _Claim, standing: Standing) -> SourceStatus | None:
    """What both say together; UNKNOWN where the video is there and they disagree on more, None where nothing is certain."""
    if standing in _THERE:
        return SourceStatus.OK
    if standing in _LOCKED:
        return SourceStatus.RESTRICTED
    if claim is _Claim.PUBLIC:
        return SourceStatus.OK if standing is Standing.UNREAD else SourceStatus.UNKNOWN
    if standing in _GONE:
        return _GONE[standing]
    if claim is _Claim.NOT_EMBEDDED:
        return SourceStatus.UNKNOWN if standing is Standing.UNREAD else None
    return {_Claim.PRIVATE: SourceStatus.PRIVATE, _Claim.MISSING: SourceStatus.MISSING}.get(claim)


def _source(key: str, embed: _Embed, watch: Watch, status: SourceStatus, evidence: tuple[Evidence, ...]) -> Source:
    title = clean(embed.title or watch.title)
    return Source(
        id=source_id(SourceKind.YOUTUBE, key),
        kind=SourceKind.YOUTUBE,
        type="motion_picture",
        title=title or None,
        author=named([group(embed.channel or watch.channel)]),
        issued=watch.published,
        container_title="YouTube",
        number=key,
        language=_language(title, watch),
        status=status,
        evidence=evidence,
    )


def _check(embed: _Embed, status: SourceStatus, evidence: tuple[Evidence, ...]) -> Check:
    reason = _REASONS.get(status)
    verdict = Verdict.BROKEN if reason else Verdict.OK
    said = 200 if embed.claim is _Claim.NOTHING else embed.status  # then it was the page that answered
    return service_check(verdict, reason or "youtube", host=HOST, status=said, evidence=evidence)


def _evidence(embed: _Embed, watch: Watch, status: SourceStatus) -> Iterator[Evidence]:
    yield Evidence("oembed", str(embed.status))
    if embed.claim is _Claim.NOT_EMBEDDED:
        yield Evidence("embedding", "off")
    said = ": ".join(part for part in (watch.status, watch.reason) if part)
    if said:
        yield Evidence("playability", said)
    if watch.standing not in {Standing.UNREAD, Standing.PLAYS}:
        yield Evidence("video_standing", watch.standing.value)
    if watch.trouble:
        yield Evidence("watch_page", watch.trouble)
    explained = watch.reason if watch.standing is not Standing.UNREAD else ""
    if status is not SourceStatus.OK and (explained or status in _UNEXPLAINED):
        yield Evidence("video_reason", explained or _UNEXPLAINED[status])
    if watch.seconds:
        yield Evidence("duration", _duration(watch.seconds))
    if watch.unlisted:
        yield Evidence("unlisted", "true")


def _duration(seconds: int) -> str:
    """As in ISO 8601: "PT5M16S"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)


def _language(title: str, watch: Watch) -> Language:
    signals = (
        (CAPTIONS, watch.spoken),
        (TITLE_VOTE, title_language(f"{title}\n{watch.description}")),
        (CAPTIONS_MANUAL, watch.captioned),
    )
    return decide([Evidence(signal, value) for signal, value in signals if value])
