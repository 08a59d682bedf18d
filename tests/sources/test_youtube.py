from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kinews_cli.model.source import Confidence, Name, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.sources.resolver import UNKNOWN
from kinews_cli.sources.youtube import HOST, Watch, YoutubeResolver, read_watch
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


def watch_page(**player: Any) -> str:
    return f"<script>var ytInitialPlayerResponse = {json.dumps(player)};var x = 1;</script>"


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


@pytest.mark.parametrize(
    ("status", "reason", "state"),
    [
        (403, "video_private", SourceStatus.PRIVATE),
        (404, "video_missing", SourceStatus.MISSING),
        (400, "video_missing", SourceStatus.MISSING),
    ],
)
def test_private_and_gone_videos_are_broken(
    youtube: LocalWeb, ask: Ask, status: int, reason: str, state: SourceStatus
) -> None:
    youtube.reply(HOST, "/oembed", Reply(status, "Forbidden", JSON))
    youtube.page(
        HOST, "/watch", watch_page(playabilityStatus={"status": "ERROR", "reason": "This video is unavailable"})
    )
    resolution = ask(YOUTUBE, VIDEO)[VIDEO]
    assert resolution.check is not None
    assert resolution.source is not None
    assert (resolution.check.verdict, resolution.check.reason, resolution.check.status) == (
        Verdict.BROKEN,
        reason,
        status,
    )
    assert Evidence("playability", "ERROR: This video is unavailable") in resolution.check.evidence
    assert resolution.source.status is state


def test_a_video_that_plays_is_not_called_gone(youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(404, "Not Found"))
    assert ask(YOUTUBE, VIDEO)[VIDEO] == UNKNOWN


@pytest.mark.parametrize(
    "playability",
    [
        {"status": "AGE_CHECK_REQUIRED"},
        {"status": "LOGIN_REQUIRED", "reason": "This video may be inappropriate for some users."},
    ],
)
def test_an_age_gate_is_a_restriction(youtube: LocalWeb, ask: Ask, playability: dict[str, str]) -> None:
    youtube.page(HOST, "/watch", watch_page(playabilityStatus=playability, videoDetails={"videoId": KEY}))
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert source.status is SourceStatus.RESTRICTED


@pytest.mark.parametrize(
    "reply",
    [
        Reply(429, "<title>Sorry</title>", {"Content-Type": HTML}),
        Reply(302, "", {"Location": "https://consent.youtube.com/m"}),
        Reply(200, "Forbidden", JSON),  # seen in 2020, and not since
        Reply(200, "<html>sign in</html>", {"Content-Type": HTML}),
        Reply(200, "{}", JSON),
        Reply(200, "[1]", JSON),
        Reply(200, '{"title": 3}', JSON),
        Reply(500),
        Reply(418),
        Reply(reset=True),
    ],
)
def test_whatever_else_it_says_it_has_said_nothing(youtube: LocalWeb, ask: Ask, reply: Reply) -> None:
    youtube.reply(HOST, "/oembed", reply)
    assert ask(YOUTUBE, VIDEO)[VIDEO] == UNKNOWN


def test_who_is_turned_away_asks_no_more(youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(429))
    urls = [f"https://youtu.be/kinewsTest{number}" for number in range(9)]
    assert set(ask(YOUTUBE, *urls).values()) == {UNKNOWN}
    assert len(youtube.requests) <= 2


def test_the_date_stands_in_the_markup_too() -> None:
    page = (
        watch_page(videoDetails={"videoId": KEY})
        + '<meta itemprop="datePublished" content="2018-08-02T06:00:08-07:00">'
    )
    assert read_watch(page, KEY).published == (2018, 8, 2)


def test_two_spoken_languages_are_none() -> None:
    tracks = [{"languageCode": "en", "kind": "asr"}, {"languageCode": "de", "kind": "asr"}]
    page = watch_page(captions={"playerCaptionsTracklistRenderer": {"captionTracks": tracks}})
    assert read_watch(page, KEY).spoken == ""


def test_a_recorded_player_answer(shared: Path) -> None:
    player = json.loads((shared / "samples" / "youtube" / "player-ok.json").read_text(encoding="utf-8"))
    watch = read_watch(watch_page(**player), "GJLlxj_dtq8")
    assert (watch.status, watch.channel, watch.spoken) == ("OK", "Dave2D", "en")


def test_a_recorded_watch_page(shared: Path) -> None:
    samples = shared / "samples" / "youtube"
    player = json.loads((samples / "watch-page-public-player.json").read_text(encoding="utf-8"))
    assert read_watch(watch_page(**player), "GJLlxj_dtq8").published == (2018, 8, 2)
    for name in ("consent-page.html", "too-many-requests.html"):
        assert read_watch((samples / name).read_text(encoding="utf-8"), "GJLlxj_dtq8") == Watch()


def test_a_recorded_oembed_answer(shared: Path, youtube: LocalWeb, ask: Ask) -> None:
    youtube.reply(HOST, "/oembed", Reply(200, (shared / "samples" / "youtube" / "oembed-200.json").read_bytes(), JSON))
    source = ask(YOUTUBE, VIDEO)[VIDEO].source
    assert source is not None
    assert source.author == (Name(literal="CKEditor"),)
