"""The web that issue 006 links to, played on loopback: services in the shapes they were recorded in, pages of our own."""

from __future__ import annotations

import json
import re
from pathlib import Path

from local_web import LocalWeb, Reply, Request
from sources_web import ENGLISH, GERMAN, Services, pdf

FIXTURES = Path(__file__).parent / "fixtures"
VIDEOS = {"dLAjWtlTpnY": "de", "rR5_emVeyBk": "en", "P1IcaBn3ej0": "en"}


def play_newsletter_web(web: LocalWeb) -> None:
    """Let `web` answer for every link of issue 006."""
    services = Services(web)  # GitHub and DataCite; the others have more to say of this issue's links
    xml = (FIXTURES / "arxiv" / "three-papers.xml").read_text("utf-8")
    web.reply(
        "export.arxiv.org", "/api/query", Reply(200, xml, {"Content-Type": "application/atom+xml; charset=UTF-8"})
    )
    for name in ("s41551-018-0195-0", "s41598-021-89743-x"):
        work = json.loads((FIXTURES / "crossref" / f"{name}.json").read_text("utf-8"))
        web.json("api.crossref.org", f"/works/10.1038/{name}", work)
    web.reply("www.youtube.com", "/oembed", _oembed)
    web.reply("www.youtube.com", "/watch", _watch)
    for path in (
        "/news/angela-merkel-werbung-startup-deepfake-1378618/",
        "/news/intel-ki-gta-fotorealistisch-1379258/",
    ):
        web.page(
            "t3n.de", path, f'<html lang="de"><title>Ein Bild von einem Netz</title><body>{GERMAN * 2}</body></html>'
        )
    for number, name in enumerate(("iperov/DeepFaceLab", "yk/clip_music_video"), 1):
        services.repository(name, number=number)
        title = f"GitHub - {name}"
        page = f'<html lang="en"><title>{title}</title><meta property="og:title" content="{title}"></html>'
        web.page("github.com", f"/{name}", page)
    web.page(
        "towardsdatascience.com",
        "/understanding-latent-space-in-machine-learning-de5a7c687d8d",
        f'<html lang="en"><title>Points with a meaning</title><body>{ENGLISH * 2}</body></html>',
    )
    paper = pdf(
        title="Pictures that look as if they had been taken",
        author="Stephan R. Richter",
        created="20210510",
        language="en",
        lines=[
            "What the game shows is made to look like what a camera has seen,",
            "and it is as quick as it was before.",
        ],
    )
    web.reply("vladlen.info", "/papers/EPE.pdf", Reply(200, paper, {"Content-Type": "application/pdf"}))


def _oembed(request: Request) -> Reply:
    video = _video(request.query["url"][0])
    if video is None:
        return Reply(404, "Not Found")
    answer = json.loads((FIXTURES / "youtube" / "oembed.json").read_text("utf-8"))
    answer["title"] = f"Film {video}"
    return Reply(200, json.dumps(answer), {"Content-Type": "application/json"})


def _watch(request: Request) -> Reply:
    video = _video(request.target)
    if video is None:
        return Reply(404)
    page = (FIXTURES / "youtube" / "watch.html").read_text("utf-8")
    page = page.replace('"languageCode":"en","kind":"asr"', f'"languageCode":"{VIDEOS[video]}","kind":"asr"')
    page = page.replace("kinewsTest1", video)
    return Reply(200, page, {"Content-Type": "text/html; charset=utf-8"})


def _video(text: str) -> str | None:
    return next((video for video in VIDEOS if video in text), None)


_ENGLISH_WORDS = [
    "the",
    "work",
    "of",
    "that",
    "group",
    "shows",
    "what",
    "a",
    "net",
    "can",
    "do",
    "with",
    "some",
    "pictures",
    "and",
    "how",
    "it",
    "was",
    "made",
]


def pretend_english(text: str) -> str:
    """A text that passes for English: words become English ones in turn; names in capitals, numbers and signs stay."""
    count = 0

    def word(match: re.Match[str]) -> str:
        nonlocal count
        if match[0].isupper() or re.search(r"[0-9{}]", match[0]):
            return match[0]
        count += 1
        return _ENGLISH_WORDS[(count - 1) % len(_ENGLISH_WORDS)]

    return re.sub(r"\{[^}]*\}|[^\W_]+", word, text)


def play_libre(web: LocalWeb) -> None:
    """A LibreTranslate service at `web`."""

    def translate(request: Request) -> Reply:
        asked = request.json()
        texts = [pretend_english(text) for text in asked["q"]]
        return Reply(200, json.dumps({"translatedText": texts}), {"Content-Type": "application/json"})

    web.reply("*", "/translate", translate)


def play_google(web: LocalWeb) -> None:
    """The mobile page of Google Translate at `web`."""

    def translate(request: Request) -> Reply:
        text = pretend_english(request.query["q"][0])
        body = f'<html><body><div class="result-container">{text}</div></body></html>'
        return Reply(200, body, {"Content-Type": "text/html; charset=utf-8"})

    web.reply("*", "/m", translate)
