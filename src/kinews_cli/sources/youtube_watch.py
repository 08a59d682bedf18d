"""The watch page of a YouTube video: what the player's data in it say. Pure.

The data are a JSON object of up to 1 MB inside a script. They are found by one pass over the page and decoded where they
begin, which takes linear time whatever stands there. Sentences are matched in English: the page is asked for with `hl=en`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from kinews_cli.border import clean
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.resolver import fields_of, items_of, text_of

_PLAYER = re.compile(r"ytInitialPlayerResponse[\"']?\]?\s*=\s*(?=\{)")
_MOST_SCRIPTS = 5  # assignments that are tried; a page has one or two, the other being null
_ITEM_DATE = re.compile(r'<meta itemprop="(?:datePublished|uploadDate)" content="([^"]{4,40})"')
_CONSENT = re.compile(r"https://consent\.(?:youtube|google)\.com/")
_MOST_SECONDS = 1_000_000  # eleven days; streams are cut into videos long before


class Standing(StrEnum):
    """What the page says of the video. What it says of its visitor is `UNREAD`: that is no news of the video."""

    UNREAD = "unread"
    PLAYS = "plays"
    NOT_STARTED = "not_started"  # a stream or a premiere to come
    AGE = "age_restricted"
    REGION = "region_restricted"
    MEMBERS = "members_only"  # or paid for
    PRIVATE = "private"
    REMOVED = "removed"
    TERMINATED = "account_terminated"
    UNAVAILABLE = "unavailable"  # it does not play, and the page does not say why


_PLAYABLE = {"OK", "CONTENT_CHECK_REQUIRED"}  # the latter after a word of warning
_AGE = {"AGE_CHECK_REQUIRED", "AGE_VERIFICATION_REQUIRED"}
# "Sign in to confirm you're not a bot", "This content isn't available, try again later": said to a visitor, as LOGIN_REQUIRED,
# ERROR or UNPLAYABLE, about videos that everybody else can see.
_OF_VISITOR = re.compile(
    r"not a bot|try again later|unusual traffic|rate.limited|\bthis app\b|\b(?:reload|refresh)\b|update your browser"
)
# In this order: the sentence on a country says "no longer available" too.
_SENTENCES = (
    (Standing.AGE, re.compile(r"confirm your age|inappropriate for some users|age.restricted")),
    (Standing.PRIVATE, re.compile(r"\bprivate video\b|\bvideo is private\b")),
    (Standing.REGION, re.compile(r"\b(?:in|from) your (?:country|region|location)\b")),
    (
        Standing.MEMBERS,
        re.compile(r"members.only|channel's members|join this channel|requires payment|premium members"),
    ),
    (Standing.TERMINATED, re.compile(r"\baccount\b.{0,80}\bterminated\b|\bclosed their\b.{0,20}\baccount\b")),
    (Standing.REMOVED, re.compile(r"\bhas been removed\b|isn't available any ?more|\bno longer available\b")),
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What the watch page says; empty where it could not be had or was about something else."""

    standing: Standing = Standing.UNREAD
    status: str = ""  # playabilityStatus: "OK", "ERROR", "LOGIN_REQUIRED", ...
    reason: str = ""  # and the sentence with it
    title: str = ""
    channel: str = ""
    description: str = ""
    published: tuple[int, ...] = ()
    seconds: int = 0
    unlisted: bool = False
    spoken: str = ""  # language of the automatic captions
    captioned: str = ""  # language of the captions that somebody wrote, where there is only one
    trouble: str = ""  # why the visitor was not let in: "consent", "bot_check", "throttled"


def read_watch(page: str, key: str) -> Watch:
    """What the player data of a watch page say about the video `key`; an empty Watch for any other page."""
    player = _player(page)
    if not player:
        return Watch(trouble="consent" if _CONSENT.search(page) else "")
    details = fields_of(player.get("videoDetails"))
    if text_of(details.get("videoId")) not in {"", key}:
        return Watch()
    playability = fields_of(player.get("playabilityStatus"))
    status, reason = clean(text_of(playability.get("status")), limit=40), _reason(playability)
    format_ = fields_of(fields_of(player.get("microformat")).get("playerMicroformatRenderer"))
    item_date = _ITEM_DATE.search(page) if details else None
    tracks = list(_tracks(player))
    return Watch(
        standing=_standing(status, reason, shown=text_of(details.get("videoId")) == key),
        status=status,
        reason=reason,
        title=text_of(details.get("title")),
        channel=text_of(details.get("author")) or text_of(format_.get("ownerChannelName")),
        description=text_of(details.get("shortDescription"))[:4_000],
        published=parse_date(text_of(format_.get("publishDate"))) or parse_date(item_date[1] if item_date else ""),
        seconds=_seconds(details) or _seconds(format_),
        unlisted=format_.get("isUnlisted") is True,
        # The first track may be any translation (seen: Chinese).
        spoken=_only({code for code, automatic in tracks if automatic}),
        captioned=_only({code for code, automatic in tracks if not automatic}),
        trouble="bot_check" if "not a bot" in _plain(reason) else "",
    )


def _player(page: str) -> Mapping[str, object]:
    for match in islice(_PLAYER.finditer(page), _MOST_SCRIPTS):
        try:
            value, _ = json.JSONDecoder().raw_decode(page, match.end())
        except (ValueError, RecursionError):
            continue
        return fields_of(value)
    return {}


def _reason(playability: Mapping[str, object]) -> str:
    """The page's sentences on why it does not play: in `reason`, in `messages` (private videos), below the big one."""
    screen = fields_of(fields_of(playability.get("errorScreen")).get("playerErrorMessageRenderer"))
    said = (
        text_of(playability.get("reason")),
        *(text_of(message) for message in items_of(playability.get("messages"))[:3]),
        _shown(screen.get("subreason")),
    )
    sentences = dict.fromkeys(sentence.rstrip(".") for text in said if (sentence := clean(text)))
    return clean(". ".join(sentences))


def _shown(value: object) -> str:
    """A text as YouTube writes it: whole in `simpleText`, or in `runs`."""
    runs = (text_of(fields_of(run).get("text")) for run in items_of(fields_of(value).get("runs"))[:10])
    return text_of(fields_of(value).get("simpleText")) or "".join(runs)


def _standing(status: str, reason: str, *, shown: bool) -> Standing:
    """`shown`: the page names the video, so it has looked at it."""
    if status in _PLAYABLE:
        return Standing.PLAYS if shown else Standing.UNREAD
    said = _plain(reason)
    if not status or _OF_VISITOR.search(said):
        return Standing.UNREAD
    if status in _AGE:
        return Standing.AGE
    found = next((standing for standing, sentence in _SENTENCES if sentence.search(said)), None)
    if found is not None:
        return found
    if status == "LIVE_STREAM_OFFLINE":
        return Standing.NOT_STARTED if shown else Standing.UNREAD
    # a sign-in that is asked for without a known word may be a new way of asking for a bot check
    return Standing.UNAVAILABLE if status in {"ERROR", "UNPLAYABLE"} else Standing.UNREAD


def _plain(sentence: str) -> str:
    return sentence.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _seconds(fields: Mapping[str, object]) -> int:
    digits = text_of(fields.get("lengthSeconds"))
    seconds = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
    return seconds if seconds <= _MOST_SECONDS else 0


def _tracks(player: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    """The language of each caption track, and whether speech recognition wrote it."""
    renderer = fields_of(fields_of(player.get("captions")).get("playerCaptionsTracklistRenderer"))
    for item in items_of(renderer.get("captionTracks"))[:200]:
        track = fields_of(item)
        code = clean(text_of(track.get("languageCode")), limit=20)
        if code:
            yield code, track.get("kind") == "asr"


def _only(codes: set[str]) -> str:
    """The code that stands alone; a video dubbed by voices of several languages has several."""
    return codes.pop() if len(codes) == 1 else ""
