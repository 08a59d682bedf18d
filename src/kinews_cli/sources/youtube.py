"""YouTube: oEmbed says whether a video is there, its title and channel; the watch page adds date and spoken language.

What YouTube thinks of the client (429, a consent page, "confirm you're not a bot") says nothing about the video.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from kinews_cli.border import clean
from kinews_cli.language.decide import CAPTIONS, TITLE_VOTE, decide
from kinews_cli.language.vote import vote
from kinews_cli.model.source import Language, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.identify import identify, source_id
from kinews_cli.sources.names import group, named
from kinews_cli.sources.resolver import Resolution, ask_each, fields_of, items_of, service_check, text_of
from kinews_cli.web.answer import Answer, Failure
from kinews_cli.web.client import Web

HOST = "www.youtube.com"
_AT_ONCE = 2
_PAGE_LIMIT = 2 * 1024 * 1024  # the page is about 1 MB
_OEMBED_LIMIT = 64 * 1024
_PLAYER = re.compile(r"ytInitialPlayerResponse\s*=\s*(?=\{)")
_ITEM_DATE = re.compile(r'<meta itemprop="(?:datePublished|uploadDate)" content="([^"]{4,40})"')
_GONE = {
    400: ("video_missing", SourceStatus.MISSING),
    404: ("video_missing", SourceStatus.MISSING),
    403: ("video_private", SourceStatus.PRIVATE),
}
_THROTTLED = {429, 503}
_AGE = {"AGE_CHECK_REQUIRED", "AGE_VERIFICATION_REQUIRED", "CONTENT_CHECK_REQUIRED"}
_AGE_REASON = re.compile(r"inappropriate for some users|confirm your age", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Watch:
    """What the watch page says; empty where it could not be had or was about something else."""

    status: str = ""  # playabilityStatus: "OK", "ERROR", "LOGIN_REQUIRED", ...
    reason: str = ""
    title: str = ""
    channel: str = ""
    description: str = ""
    published: tuple[int, ...] = ()
    spoken: str = ""  # language of the automatic captions


@dataclass(frozen=True, slots=True)
class YoutubeResolver:
    """Videos, by oEmbed and the watch page."""

    kind: SourceKind = SourceKind.YOUTUBE

    async def resolve(self, urls: Sequence[str], web: Web) -> Mapping[str, Resolution]:
        """Each video's source and verdict. The watch page failing does not spoil what oEmbed said."""

        async def ask(key: str) -> Resolution | None:
            return await _ask(key, web)

        keys = {url: identify(url)[1] for url in urls}
        known = await ask_each(keys.values(), ask, at_once=_AT_ONCE)
        return {url: known[key] for url, key in keys.items()}


async def _ask(key: str, web: Web) -> Resolution | None:
    address = f"https://{HOST}/watch?v={key}"
    embed = await web.get(f"https://{HOST}/oembed?url={quote(address, safe='')}&format=json", limit=_OEMBED_LIMIT)
    if isinstance(embed, Failure) or embed.status in _THROTTLED:
        return None
    if embed.status not in {200, 401, *_GONE}:
        return Resolution()
    page = await web.get(f"{address}&hl=en", limit=_PAGE_LIMIT)
    watch = read_watch(page.text, key) if isinstance(page, Answer) and page.status == 200 else Watch()
    if embed.status in _GONE:
        return _gone(key, embed.status, watch)
    return _there(key, embed, watch)


def _there(key: str, embed: Answer, watch: Watch) -> Resolution:
    said = _embed_fields(embed) if embed.status == 200 else {}
    if said is None:
        return Resolution()
    title = clean(text_of(said.get("title")) or watch.title) or None
    evidence = (Evidence("oembed", str(embed.status)), *_playability(watch))
    if embed.status == 401:
        evidence += (Evidence("embedding", "off"),)  # the owner's wish; the video itself is there
    source = Source(
        id=source_id(SourceKind.YOUTUBE, key),
        kind=SourceKind.YOUTUBE,
        type="motion_picture",
        title=title,
        author=named([group(text_of(said.get("author_name")) or watch.channel)]),
        issued=watch.published,
        container_title="YouTube",
        number=key,
        language=_language(title or "", watch),
        status=SourceStatus.RESTRICTED if _for_adults(watch) else SourceStatus.OK,
        evidence=evidence,
    )
    return Resolution(source, _check(Verdict.OK, "youtube", embed.status, evidence))


def _embed_fields(embed: Answer) -> Mapping[str, object] | None:
    """The fields of an oEmbed answer; None where it is none, such as a sign-in page under status 200."""
    try:
        said = fields_of(json.loads(embed.body))
    except (ValueError, RecursionError):
        return None
    return said if text_of(said.get("title")) else None


def _gone(key: str, status: int, watch: Watch) -> Resolution:
    if watch.status == "OK":
        return Resolution()  # the page plays it: two answers of one service that disagree prove nothing
    reason, state = _GONE[status]
    evidence = (Evidence("oembed", str(status)), *_playability(watch))
    source = Source(
        id=source_id(SourceKind.YOUTUBE, key),
        kind=SourceKind.YOUTUBE,
        type="motion_picture",
        title=clean(watch.title) or None,
        container_title="YouTube",
        number=key,
        status=state,
        evidence=evidence,
    )
    return Resolution(source, _check(Verdict.BROKEN, reason, status, evidence))


def _check(verdict: Verdict, reason: str, status: int, evidence: tuple[Evidence, ...]) -> Check:
    return service_check(verdict, reason, host=HOST, status=status, evidence=evidence)


def _playability(watch: Watch) -> tuple[Evidence, ...]:
    said = clean(": ".join(part for part in (watch.status, watch.reason) if part))
    return (Evidence("playability", said),) if said else ()


def _for_adults(watch: Watch) -> bool:
    return watch.status in _AGE or (watch.status == "LOGIN_REQUIRED" and _AGE_REASON.search(watch.reason) is not None)


def _language(title: str, watch: Watch) -> Language:
    signals = [Evidence(CAPTIONS, watch.spoken)] if watch.spoken else []
    voted = vote(f"{title}\n{watch.description}")
    if voted is not None:
        signals.append(Evidence(TITLE_VOTE, str(voted)))
    return decide(signals)


def read_watch(page: str, key: str) -> Watch:
    """What the player data of a watch page say about the video `key`; an empty Watch for any other page."""
    player = _player(page)
    details = fields_of(player.get("videoDetails"))
    if text_of(details.get("videoId")) not in {"", key}:
        return Watch()
    playability = fields_of(player.get("playabilityStatus"))
    format_ = fields_of(fields_of(player.get("microformat")).get("playerMicroformatRenderer"))
    item_date = _ITEM_DATE.search(page) if details else None
    return Watch(
        status=text_of(playability.get("status")),
        reason=text_of(playability.get("reason")),
        title=text_of(details.get("title")),
        channel=text_of(details.get("author")) or text_of(format_.get("ownerChannelName")),
        description=text_of(details.get("shortDescription"))[:4_000],
        published=parse_date(text_of(format_.get("publishDate"))) or parse_date(item_date[1] if item_date else ""),
        spoken=_spoken(player),
    )


def _player(page: str) -> Mapping[str, object]:
    for match in islice(_PLAYER.finditer(page), 5):
        try:
            value, _ = json.JSONDecoder().raw_decode(page, match.end())
        except (ValueError, RecursionError):
            continue
        return fields_of(value)
    return {}


def _spoken(player: Mapping[str, object]) -> str:
    """The language of the one automatic caption track. The first track may be any translation (seen: Chinese)."""
    renderer = fields_of(fields_of(player.get("captions")).get("playerCaptionsTracklistRenderer"))
    tracks = [fields_of(track) for track in items_of(renderer.get("captionTracks"))]
    spoken = {text_of(track.get("languageCode")) for track in tracks if track.get("kind") == "asr"}
    return clean(spoken.pop(), limit=20) if len(spoken) == 1 else ""
