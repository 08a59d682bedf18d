from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.model.source import Confidence, Name, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.sources.resolver import UNKNOWN, Resolution
from kinews_cli.sources.youtube import HOST, YoutubeResolver
from local_web import HTML, LocalWeb, Reply

from .conftest import Ask

KEY = "kinewsTest1"
VIDEO = f"https://www.youtube.com/watch?v={KEY}"
YOUTUBE = YoutubeResolver()
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def youtube(tls_web: LocalWeb, fixtures: Path) -> LocalWeb:
    tls_web.reply(HOST, "/oembed", Reply(200, (fixtures / "youtube" / "oembed.json").read_bytes(), JSON))
    tls_web.page(HOST, "/watch", (fixtures / "youtube" / "watch.html").read_text())
    return tls_web


FIXTURES = Path(__file__).parent.parent / "fixtures" / "youtube"


def watch_page(**player: Any) -> str:
    return f"<script>var ytInitialPlayerResponse = {json.dumps(player)};var x = 1;</script>"


def played(name: str) -> Reply:
    """The watch page with a player's answer of fixtures/youtube."""
    player = json.loads((FIXTURES / f"player-{name}.json").read_text(encoding="utf-8"))
    return Reply(200, watch_page(**player), {"Content-Type": HTML})


def told(resolution: Resolution) -> tuple[SourceStatus, Verdict, str, int | None]:
    assert resolution.source is not None
    assert resolution.check is not None
    return resolution.source.status, resolution.check.verdict, resolution.check.reason, resolution.check.status


def said(resolution: Resolution) -> dict[str, str]:
    assert resolution.source is not None
    return {entry.signal: entry.value for entry in resolution.source.evidence}


OEMBED = Reply(200, (FIXTURES / "oembed.json").read_bytes(), JSON)
NOT_EMBEDDED = Reply(401, "Unauthorized", JSON)
PRIVATE = Reply(403, "Forbidden", JSON)
MISSING = Reply(404, "Not Found", JSON)
BAD = Reply(400, "Bad Request", JSON)
CONSENT = Reply(302, "", {"Location": "https://consent.youtube.com/m?continue=x"})


def test_says_what_the_video_is(youtube: LocalWeb, ask: Ask) -> None:
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert (source.id, source.kind, source.type) == (f"youtube:{KEY}", SourceKind.YOUTUBE, "motion_picture")
    assert source.title == "How a machine learns to paint with light"
    assert source.author == (Name(literal="Channel of the Tests"),)
    assert source.issued == (2021, 5, 20)  # as YouTube writes it, in its own time zone
    assert source.container_title == "YouTube"
    assert source.status is SourceStatus.OK


def test_the_language_is_that_of_the_automatic_captions(youtube: LocalWeb, ask: Ask) -> None:
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)
    assert [evidence.signal for evidence in source.language.evidence] == ["captions_asr", "title_vote"]


def test_two_requests_a_video_however_it_is_written(youtube: LocalWeb, ask: Ask) -> None:
    short = f"https://youtu.be/{KEY}?t=3"
    found = ask(YOUTUBE, VIDEO, short)
    assert found[short] == found[VIDEO]
    assert [request.query for request in youtube.requests] == [
        {"url": [VIDEO], "format": ["json"]},
        {"v": [KEY], "hl": ["en"]},
    ]


def test_the_service_is_the_verdict(youtube: LocalWeb, ask: Ask) -> None:
    check = ask(YOUTUBE, VIDEO)[VIDEO].check
    assert check is not None
    assert (check.verdict, check.reason, check.status) == (Verdict.OK, "youtube", 200)
    assert Evidence("playability", "OK") in check.evidence


@pytest.mark.parametrize(
    "reply",
    [
        Reply(429, "<title>Sorry</title>", {"Content-Type": HTML}),
        Reply(302, "", {"Location": "https://consent.youtube.com/m?continue=x"}),
        Reply(
            200,
            (Path(__file__).parent.parent / "fixtures" / "youtube" / "consent.html").read_bytes(),
            {"Content-Type": HTML},
        ),
        Reply(
            200,
            watch_page(playabilityStatus={"status": "LOGIN_REQUIRED", "reason": "Sign in to confirm you’re not a bot"}),
        ),
        Reply(200, watch_page(videoDetails={"videoId": "another1234", "title": "Another"})),
        Reply(200, "var ytInitialPlayerResponse = {" + '"a":{' * 50_000),
        Reply(
            200,
            watch_page(
                videoDetails=[], microformat="x", captions={"playerCaptionsTracklistRenderer": {"captionTracks": 3}}
            ),
        ),
        Reply(500),
        Reply(reset=True),
    ],
)
def test_a_watch_page_that_fails_does_not_spoil_the_answer(youtube: LocalWeb, ask: Ask, reply: Reply) -> None:
    youtube.reply(HOST, "/watch", reply)
    resolution = ask(YOUTUBE, VIDEO)[VIDEO]
    assert resolution.check is not None
    assert resolution.source is not None
    assert resolution.check.verdict is Verdict.OK
    assert resolution.source.title == "How a machine learns to paint with light"
    assert resolution.source.status is SourceStatus.OK
    assert resolution.source.issued == ()


def test_without_captions_the_words_decide_and_less_surely(youtube: LocalWeb, ask: Ask) -> None:
    details = {
        "videoId": KEY,
        "shortDescription": "Was das Netz kann, und wie es das ohne die Fotos kann, die ich zeige und die nur für euch sind.",
    }
    youtube.page(HOST, "/watch", watch_page(videoDetails=details))
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert (source.language.code, source.language.confidence) == ("de", Confidence.MEDIUM)


def test_a_language_that_nothing_tells_is_unknown(youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(200, '{"title": "DLSS 2.0"}', JSON))
    youtube.reply(HOST, "/watch", Reply(500))
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert source.language.code is None


def test_embedding_that_is_off_takes_the_facts_from_the_page(youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(401, "Unauthorized", JSON))
    resolution = ask(YOUTUBE, VIDEO)[VIDEO]
    assert resolution.check is not None
    assert resolution.source is not None
    assert (resolution.check.verdict, resolution.check.status) == (Verdict.OK, 401)
    assert Evidence("embedding", "off") in resolution.source.evidence
    assert resolution.source.title == "How a machine learns to paint with light"
    assert resolution.source.author == (Name(literal="Channel of the Tests"),)


UP, DOWN = Verdict.OK, Verdict.BROKEN
THERE, LOCKED, GONE, SECRET, UNSURE = (
    SourceStatus.OK,
    SourceStatus.RESTRICTED,
    SourceStatus.MISSING,
    SourceStatus.PRIVATE,
    SourceStatus.UNKNOWN,
)


@pytest.mark.parametrize(
    ("embed", "page", "expected"),
    [
        # Both say the same, or the page explains what oEmbed has in mind.
        (PRIVATE, "private", (SECRET, DOWN, "video_private", 403)),
        (MISSING, "unavailable", (GONE, DOWN, "video_missing", 404)),
        (BAD, "unavailable", (GONE, DOWN, "video_missing", 400)),
        (PRIVATE, "unavailable", (SECRET, DOWN, "video_private", 403)),
        (MISSING, "removed", (GONE, DOWN, "video_missing", 404)),
        (PRIVATE, "terminated", (GONE, DOWN, "video_missing", 403)),
        (NOT_EMBEDDED, "private", (SECRET, DOWN, "video_private", 401)),
        (NOT_EMBEDDED, "removed", (GONE, DOWN, "video_missing", 401)),
        # A lock is no loss, whatever oEmbed makes of it.
        (OEMBED, "region", (LOCKED, UP, "youtube", 200)),
        (PRIVATE, "region", (LOCKED, UP, "youtube", 403)),
        (OEMBED, "members", (LOCKED, UP, "youtube", 200)),
        (NOT_EMBEDDED, "age", (LOCKED, UP, "youtube", 401)),
        (MISSING, "age", (LOCKED, UP, "youtube", 404)),
        # What is to come is there.
        (OEMBED, "offline", (THERE, UP, "youtube", 200)),
        (MISSING, "offline", (THERE, UP, "youtube", 404)),
        # What oEmbed shows to everybody is not called gone.
        (OEMBED, "private", (UNSURE, UP, "youtube", 200)),
        (OEMBED, "removed", (UNSURE, UP, "youtube", 200)),
        (OEMBED, "unavailable", (UNSURE, UP, "youtube", 200)),
        # What the page thinks of us leaves the word to oEmbed.
        (OEMBED, "bot-check", (THERE, UP, "youtube", 200)),
        (OEMBED, "rate-limited", (THERE, UP, "youtube", 200)),
        (NOT_EMBEDDED, "bot-check", (UNSURE, UP, "youtube", 401)),
        (PRIVATE, "bot-check", (SECRET, DOWN, "video_private", 403)),
        (MISSING, "bot-check", (GONE, DOWN, "video_missing", 404)),
        # Where oEmbed fails, the page has to say it in words.
        (Reply(500), "removed", (GONE, DOWN, "video_missing", 200)),
        (Reply(500), "private", (SECRET, DOWN, "video_private", 200)),
    ],
)
def test_what_both_say_together(
    youtube: LocalWeb, ask: Ask, embed: Reply, page: str, expected: tuple[SourceStatus, Verdict, str, int]
) -> None:
    youtube.reply(HOST, "/oembed", embed)
    youtube.reply(HOST, "/watch", played(page))
    assert told(ask(YOUTUBE, VIDEO)[VIDEO]) == expected
    assert len(youtube.requests) == 2


@pytest.mark.parametrize(
    ("embed", "page"),
    [
        (NOT_EMBEDDED, played("unavailable")),
        (Reply(500), played("unavailable")),
        (Reply(500), played("bot-check")),
        (Reply(500), CONSENT),
        # Were oEmbed switched off one day, the server's own page would stand in its place.
        (Reply(404, "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>", {"Content-Type": HTML}), CONSENT),
        (Reply(403, "<html><h1>Sorry</h1></html>", {"Content-Type": HTML}), Reply(500)),
    ],
)
def test_what_is_not_certain_is_not_said(youtube: LocalWeb, ask: Ask, embed: Reply, page: Reply) -> None:
    youtube.reply(HOST, "/oembed", embed)
    youtube.reply(HOST, "/watch", page)
    assert ask(YOUTUBE, VIDEO)[VIDEO] == UNKNOWN


@pytest.mark.parametrize(
    "reply",
    [
        CONSENT,
        Reply(200, "Forbidden", JSON),  # seen in 2020, and not since
        Reply(200, "<html>sign in</html>", {"Content-Type": HTML}),
        Reply(200, "{}", JSON),
        Reply(200, "[1]", JSON),
        Reply(200, '{"title": 3}', JSON),
        Reply(404, "Not Found"),
        Reply(403, "Forbidden"),
        Reply(500),
        Reply(418),
    ],
)
def test_a_video_that_plays_is_there_whatever_oembed_says(youtube: LocalWeb, ask: Ask, reply: Reply) -> None:
    youtube.reply(HOST, "/oembed", reply)
    resolution = ask(YOUTUBE, VIDEO)[VIDEO]
    assert told(resolution)[:3] == (SourceStatus.OK, Verdict.OK, "youtube")
    assert resolution.source is not None
    assert resolution.source.title == "How a machine learns to paint with light"
    assert resolution.source.issued == (2021, 5, 20)


class TestEvidence:
    def test_of_a_public_video(self, youtube: LocalWeb, ask: Ask) -> None:
        assert said(ask(YOUTUBE, VIDEO)[VIDEO]) == {"oembed": "200", "playability": "OK", "duration": "PT5M16S"}

    def test_the_page_says_why(self, youtube: LocalWeb, ask: Ask) -> None:
        youtube.reply(HOST, "/oembed", PRIVATE)
        youtube.reply(HOST, "/watch", played("terminated"))
        reason = "Video unavailable. It is no longer available because the account that showed it has been terminated"
        resolution = ask(YOUTUBE, VIDEO)[VIDEO]
        assert said(resolution) == {
            "oembed": "403",
            "playability": f"ERROR: {reason}",
            "video_standing": "account_terminated",
            "video_reason": reason,
        }
        assert resolution.check is not None
        assert Evidence("video_reason", reason) in resolution.check.evidence

    def test_where_the_page_is_shut_oembeds_word_is_explained(self, youtube: LocalWeb, ask: Ask) -> None:
        youtube.reply(HOST, "/oembed", PRIVATE)
        youtube.reply(HOST, "/watch", CONSENT)
        assert said(ask(YOUTUBE, VIDEO)[VIDEO]) == {
            "oembed": "403",
            "watch_page": "consent",
            "video_reason": "YouTube shows it to nobody else",
        }

    @pytest.mark.parametrize(
        ("seconds", "duration"), [("59", "PT59S"), ("60", "PT1M"), ("3600", "PT1H"), ("3723", "PT1H2M3S")]
    )
    def test_the_length(self, youtube: LocalWeb, ask: Ask, seconds: str, duration: str) -> None:
        youtube.page(HOST, "/watch", watch_page(videoDetails={"videoId": KEY, "lengthSeconds": seconds}))
        assert said(ask(YOUTUBE, VIDEO)[VIDEO])["duration"] == duration

    def test_unlisted_is_told(self, youtube: LocalWeb, ask: Ask) -> None:
        format_ = {"playerMicroformatRenderer": {"isUnlisted": True}}
        youtube.page(HOST, "/watch", watch_page(videoDetails={"videoId": KEY}, microformat=format_))
        assert said(ask(YOUTUBE, VIDEO)[VIDEO])["unlisted"] == "true"

    def test_captions_by_hand_are_kept_and_decide_nothing(self, youtube: LocalWeb, ask: Ask) -> None:
        youtube.reply(HOST, "/oembed", Reply(200, '{"title": "DLSS 2.0"}', JSON))
        tracks = {"playerCaptionsTracklistRenderer": {"captionTracks": [{"languageCode": "fr"}]}}
        youtube.page(HOST, "/watch", watch_page(captions=tracks, videoDetails={"videoId": KEY}))
        source = ask(YOUTUBE, VIDEO)[VIDEO].source
        assert source is not None
        assert Evidence("captions_manual", "fr") in source.language.evidence
        assert source.language.confidence is not Confidence.HIGH

    def test_hidden_characters_stay_outside(self, youtube: LocalWeb, ask: Ask) -> None:
        youtube.reply(
            HOST, "/oembed", Reply(200, json.dumps({"title": "A\u202e film\x1b", "author_name": "\x07B"}), JSON)
        )
        youtube.page(HOST, "/watch", watch_page(playabilityStatus={"status": "ERR\x1b", "reason": "why\u202e"}))
        resolution = ask(YOUTUBE, VIDEO)[VIDEO]
        assert resolution.source is not None
        assert (resolution.source.title, resolution.source.author) == ("A film", (Name(literal="B"),))
        assert said(resolution)["playability"] == "ERR: why"


@pytest.mark.parametrize(
    "sign",
    [
        CONSENT,
        Reply(200, (FIXTURES / "consent.html").read_bytes(), {"Content-Type": HTML}),
        played("bot-check"),
        Reply(429),
    ],
)
def test_who_is_not_let_in_asks_for_no_further_page(youtube: LocalWeb, ask: Ask, sign: Reply) -> None:
    youtube.reply(HOST, "/watch", sign)
    urls = [f"https://youtu.be/kinewsTest{number}" for number in range(6)]
    found = ask(YOUTUBE, *urls)
    assert {told(resolution) for resolution in found.values()} == {(SourceStatus.OK, Verdict.OK, "youtube", 200)}
    assert len(youtube.asked(HOST, "/oembed")) == 6
    assert 1 <= len(youtube.asked(HOST, "/watch")) <= 2  # two are on their way at once


@pytest.mark.parametrize(
    "path",
    ["watch?v={}", "watch?list=PL1&v={}&t=3", "shorts/{}", "live/{}?feature=share", "embed/{}", "v/{}"],
)
@pytest.mark.parametrize("host", ["www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"])
def test_every_form_of_its_address_is_asked_about_in_one(youtube: LocalWeb, ask: Ask, host: str, path: str) -> None:
    url = f"https://{host}/{path.format(KEY)}"
    assert told(ask(YOUTUBE, url)[url])[1] is Verdict.OK
    assert youtube.requests[0].query["url"] == [VIDEO]
    assert {request.host for request in youtube.requests} == {HOST}


def test_who_is_turned_away_asks_no_more(youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(429))
    urls = [f"https://youtu.be/kinewsTest{number}" for number in range(9)]
    assert set(ask(YOUTUBE, *urls).values()) == {UNKNOWN}
    assert len(youtube.requests) <= 2


def test_a_recorded_oembed_answer(shared: Path, youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(200, (shared / "samples" / "youtube" / "oembed-200.json").read_bytes(), JSON))
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert source.author == (Name(literal="CKEditor"),)
