"""What the watch page says. The players' answers in fixtures/youtube have the shapes that were recorded or described, and
sentences of our own around the words by which they are known."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.sources.youtube_watch import Standing, Watch, read_watch

KEY = "kinewsTest1"
FIXTURES = Path(__file__).parent.parent / "fixtures" / "youtube"


def watch_page(**player: Any) -> str:
    return f"<script>var ytInitialPlayerResponse = {json.dumps(player)};var x = 1;</script>"


def played(name: str) -> Watch:
    player = json.loads((FIXTURES / f"player-{name}.json").read_text(encoding="utf-8"))
    return read_watch(watch_page(**player), KEY)


def captions(*tracks: Any) -> Watch:
    return read_watch(watch_page(captions={"playerCaptionsTracklistRenderer": {"captionTracks": tracks}}), KEY)


def test_a_public_video() -> None:
    watch = read_watch((FIXTURES / "watch.html").read_text(encoding="utf-8"), KEY)
    assert (watch.standing, watch.status, watch.trouble) == (Standing.PLAYS, "OK", "")
    assert (watch.title, watch.channel) == ("How a machine learns to paint with light", "Channel of the Tests")
    assert (watch.published, watch.seconds, watch.unlisted) == ((2021, 5, 20), 316, False)


@pytest.mark.parametrize(
    ("name", "standing", "sentence"),
    [
        ("private", Standing.PRIVATE, "This is a private video. Whoever may see it has to sign in"),
        ("removed", Standing.REMOVED, "Video unavailable. This video has been removed by whoever put it here"),
        ("terminated", Standing.TERMINATED, "the account that showed it has been terminated"),
        ("unavailable", Standing.UNAVAILABLE, "This video is unavailable"),
        ("region", Standing.REGION, "Video unavailable. Its owner does not show it in your country"),
        ("members", Standing.MEMBERS, "Join this channel"),
        ("age", Standing.AGE, "Sign in to confirm your age"),
        ("offline", Standing.NOT_STARTED, "It begins in 3 days"),
    ],
)
def test_why_it_does_not_play(name: str, standing: Standing, sentence: str) -> None:
    watch = played(name)
    assert watch.standing is standing
    assert sentence in watch.reason
    assert watch.trouble == ""


@pytest.mark.parametrize(("name", "trouble"), [("bot-check", "bot_check"), ("rate-limited", "")])
def test_what_is_said_to_the_visitor_is_no_news_of_the_video(name: str, trouble: str) -> None:
    watch = played(name)
    assert (watch.standing, watch.trouble) == (Standing.UNREAD, trouble)


@pytest.mark.parametrize(
    "playability",
    [
        {"status": "LOGIN_REQUIRED", "reason": "A sign-in for some new reason"},
        {"status": "LOGIN_REQUIRED", "reason": "Melde dich an, um zu bestätigen, dass du kein Bot bist"},
        {"status": "UNPLAYABLE", "reason": "This content is not available on this app"},
        {"status": "ERROR", "reason": "Please reload the page"},
        {"status": "SOMETHING_NEW", "reason": "Nobody knows"},
        {"reason": "This video has been removed"},
        {"status": 3},
        {"status": "OK"},  # of no video
        {},
    ],
)
def test_what_is_not_understood_says_nothing(playability: dict[str, Any]) -> None:
    assert read_watch(watch_page(playabilityStatus=playability), KEY).standing is Standing.UNREAD


def test_a_word_of_warning_before_it_is_no_lock() -> None:
    player = {"playabilityStatus": {"status": "CONTENT_CHECK_REQUIRED"}, "videoDetails": {"videoId": KEY}}
    assert read_watch(watch_page(**player), KEY).standing is Standing.PLAYS


def test_a_page_about_another_video_says_nothing() -> None:
    player = {"playabilityStatus": {"status": "OK"}, "videoDetails": {"videoId": "another1234", "title": "Another"}}
    assert read_watch(watch_page(**player), KEY) == Watch()


def test_a_consent_page_is_known() -> None:
    page = (FIXTURES / "consent.html").read_text(encoding="utf-8")
    assert read_watch(page, KEY) == Watch(trouble="consent")
    assert read_watch("<title>Something else</title>", KEY) == Watch()


class TestSpokenLanguage:
    def test_is_that_of_the_automatic_captions_wherever_they_stand(self) -> None:
        tracks = [{"languageCode": "zh"}, {"languageCode": "de", "kind": "asr"}, {"languageCode": "en"}]
        assert captions(*tracks).spoken == "de"

    def test_of_several_voices_is_none(self) -> None:
        tracks = [{"languageCode": "en", "kind": "asr"}, {"languageCode": "de", "kind": "asr"}]
        assert captions(*tracks).spoken == ""

    def test_is_not_that_of_the_first_track(self) -> None:
        watch = captions({"languageCode": "zh"}, {"languageCode": "en"})
        assert (watch.spoken, watch.captioned) == ("", "")

    def test_captions_by_hand_count_apart_and_only_alone(self) -> None:
        watch = captions({"languageCode": "de"}, {"languageCode": "de"})
        assert (watch.spoken, watch.captioned) == ("", "de")

    @pytest.mark.parametrize("track", [3, "x", None, {}, {"languageCode": 5, "kind": "asr"}, {"languageCode": None}])
    def test_odd_tracks_are_none(self, track: Any) -> None:
        assert captions(track, {"languageCode": "fr", "kind": "asr"}).spoken == "fr"


@pytest.mark.parametrize(
    ("written", "seconds"), [("316", 316), ("0", 0), ("-5", 0), ("٣١٦", 0), ("9" * 9, 0), ("9" * 5_000, 0), (316, 0)]
)
def test_the_length_is_a_number_of_seconds(written: Any, seconds: int) -> None:
    assert read_watch(watch_page(videoDetails={"videoId": KEY, "lengthSeconds": written}), KEY).seconds == seconds


def test_the_date_stands_in_the_markup_too() -> None:
    page = (
        watch_page(videoDetails={"videoId": KEY})
        + '<meta itemprop="datePublished" content="2018-08-02T06:00:08-07:00">'
    )
    assert read_watch(page, KEY).published == (2018, 8, 2)


@pytest.mark.parametrize(
    "opening", ["var ytInitialPlayerResponse = ", 'window["ytInitialPlayerResponse"] = ', "ytInitialPlayerResponse="]
)
def test_the_data_are_found_however_they_are_assigned(opening: str) -> None:
    data = json.dumps({"videoDetails": {"videoId": KEY, "title": "Found; {it} </script>"}})
    assert read_watch(f"ytInitialPlayerResponse = null; {opening}{data};var meta", KEY).title == "Found; {it} </script>"


@pytest.mark.parametrize(
    "page",
    [
        "ytInitialPlayerResponse = {" + '"a":{' * 200_000,
        "ytInitialPlayerResponse = " + "[" * 1_000_000,
        "ytInitialPlayerResponse" * 40_000,
        "ytInitialPlayerResponse" + " " * 1_000_000,
        "ytInitialPlayerResponse = {" * 40_000,
        'ytInitialPlayerResponse = {"a":"' + "\\u0041" * 160_000,
        'ytInitialPlayerResponse = {"a":' + "9" * 1_000_000 + "}",
        watch_page(videoDetails={"videoId": KEY, "shortDescription": "x" * 1_000_000}),
        watch_page(playabilityStatus={"status": "ERROR", "reason": "account " * 120_000}),
        watch_page(captions={"playerCaptionsTracklistRenderer": {"captionTracks": [{"languageCode": "x"}] * 40_000}}),
        '<meta itemprop="datePublished" content="' * 25_000,
    ],
)
def test_a_megabyte_of_anything_takes_no_second(page: str) -> None:
    begun = time.process_time()
    read_watch(page, KEY)
    assert time.process_time() - begun < 1.0


_ODD = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5
)


@given(st.dictionaries(st.sampled_from(["playabilityStatus", "videoDetails", "microformat", "captions"]), _ODD))
def test_fields_of_other_types_are_passed_over(player: dict[str, Any]) -> None:
    assert read_watch(watch_page(**player), KEY).standing is Standing.UNREAD


@given(st.text())
def test_no_page_raises(page: str) -> None:
    read_watch("ytInitialPlayerResponse = {" + page, KEY)


class TestRecorded:
    @pytest.fixture
    def samples(self, shared: Path) -> Path:
        return shared / "samples" / "youtube"

    @pytest.mark.parametrize(
        ("name", "key", "standing"),
        [
            ("player-ok.json", "GJLlxj_dtq8", Standing.PLAYS),
            ("player-age-restricted.json", "Njp5uhTorCo", Standing.AGE),
            ("player-video-unavailable.json", KEY, Standing.UNAVAILABLE),
            ("player-bot-check.json", KEY, Standing.UNREAD),
        ],
    )
    def test_players_answers(self, samples: Path, name: str, key: str, standing: Standing) -> None:
        player = json.loads((samples / name).read_text(encoding="utf-8"))
        watch = read_watch(watch_page(**player), key)
        assert watch.standing is standing
        assert (watch.trouble == "bot_check") == (name == "player-bot-check.json")

    def test_spoken_among_nine_tracks(self, samples: Path) -> None:
        player = json.loads((samples / "player-ok.json").read_text(encoding="utf-8"))
        watch = read_watch(watch_page(**player), "GJLlxj_dtq8")
        assert (watch.channel, watch.spoken, watch.captioned) == ("Dave2D", "en", "")

    def test_the_data_of_a_watch_page(self, samples: Path) -> None:
        player = json.loads((samples / "watch-page-public-player.json").read_text(encoding="utf-8"))
        watch = read_watch(watch_page(**player), "GJLlxj_dtq8")
        assert (watch.published, watch.seconds) == ((2018, 8, 2), 316)

    def test_pages_without_data(self, samples: Path) -> None:
        consent = (samples / "consent-page.html").read_text(encoding="utf-8")
        assert read_watch(consent, KEY) == Watch(trouble="consent")
        sorry = (samples / "too-many-requests.html").read_text(encoding="utf-8")
        assert read_watch(sorry, KEY) == Watch()
