"""Services and pages in the shapes they were recorded in, with words of our own: what each says of a source, and how it fails.

Not recorded, and so made after their documentation: DataCite's answers, a withdrawn paper, a private video's player.

    services = Services(web)
    services.paper("2101.00001", comment="This paper has been withdrawn by the authors.")
    services.work("10.5555/kinews.retracted", notices=[notice("retraction")])
    services.video("kinewsVid_1", embed=403, playability=PRIVATE)
    services.repository("kinews-tests/old", renamed="kinews-tests/new")

What was never said to be there is missing, in the way in which that service says so.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from local_web import HTML, LocalWeb, Reply, Request

JSON = {"Content-Type": "application/json; charset=utf-8"}
ATOM = {"Content-Type": "application/atom+xml; charset=utf-8"}
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
GERMAN = (
    "<p>Die Firma hat das Bild nicht selbst gemacht, sondern von einem Netz machen lassen, und das ist auch der Grund, "
    "warum darüber jetzt so viel geredet wird. Ob es sich lohnt, wird sich erst zeigen, wenn die Kunden es sehen.</p>"
)
ENGLISH = (
    "<p>The space between the points is not empty, and this is what makes it useful for the people who work with it. "
    "When you go from one point to the other, there are pictures on the way that nobody has ever seen before.</p>"
)
FRENCH = (
    "<p>Les images que le réseau a faites ne sont pas dans les données, et c'est ce qui nous a surpris. Il faut donc "
    "demander aux gens qui les regardent ce qu'ils en pensent, même si cela prend du temps pour une petite équipe.</p>"
)
# What the player says (recorded: age, bot, error; the others as yt-dlp reads them).
PLAYS = {"status": "OK", "playableInEmbed": True}
PRIVATE = {
    "status": "LOGIN_REQUIRED",
    "messages": ["This is a private video. Please sign in to verify that you may see it."],
    "reason": "Private video",
}
UNAVAILABLE = {"status": "ERROR", "reason": "This video is unavailable"}
ADULTS = {"status": "LOGIN_REQUIRED", "reason": "This video may be inappropriate for some users."}
REGION = {"status": "UNPLAYABLE", "reason": "The uploader has not made this video available in your country"}
BOT_CHECK = {"status": "LOGIN_REQUIRED", "reason": "Sign in to confirm you’re not a bot"}
CONSENT_HOST = "consent.youtube.com"


class Services:
    """arXiv, Crossref, YouTube and GitHub, played by one local web; `throttled` makes all of them refuse."""

    def __init__(self, web: LocalWeb) -> None:
        self.web = web
        self.throttled = False
        self._papers: dict[str, str] = {}
        self._works: dict[str, dict[str, Any]] = {}
        self._agencies: dict[str, str] = {}
        self._videos: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self._repositories: dict[str, dict[str, Any]] = {}
        self._renamed: dict[str, int] = {}
        self._readmes: dict[str, str] = {}
        web.reply("export.arxiv.org", "*", self._arxiv)
        web.reply("api.crossref.org", "*", self._crossref)
        web.reply("api.datacite.org", "*", self._datacite)
        web.reply("www.youtube.com", "/oembed", self._oembed)
        web.reply("www.youtube.com", "/watch", self._watch)
        web.reply("api.github.com", "*", self._github)

    # arXiv

    def paper(
        self,
        key: str,
        *,
        title: str | None = None,
        version: int = 1,
        published: str = "2021-01-04",
        updated: str = "2021-01-04",
        comment: str = "",
        doi: str = "",
        journal_ref: str = "",
        authors: Sequence[str] = ("Maria Muster", "Anna Beispiel"),
    ) -> None:
        extra = "".join(
            f"<arxiv:{name}>{text}</arxiv:{name}>"
            for name, text in (("comment", comment), ("doi", doi), ("journal_ref", journal_ref))
            if text
        )
        names = "".join(f"<author><name>{name}</name></author>" for name in authors)
        self._papers[key] = (
            f"<entry><id>http://arxiv.org/abs/{key}v{version}</id><title>{title or f'What the net {key} remembers'}</title>"
            f"<updated>{updated}T17:00:00Z</updated><published>{published}T17:00:00Z</published>"
            f'<link href="https://arxiv.org/abs/{key}v{version}" rel="alternate" type="text/html"/>'
            "<summary>  What we show here is that the net can do more than it has been made for, and how it does it."
            f"</summary>{extra}{names}</entry>"
        )

    def _arxiv(self, request: Request) -> Reply:
        if self.throttled:
            return Reply(429, "Rate exceeded.", TEXT)
        asked = request.query["id_list"][0].split(",")
        odd = next((key for key in asked if not re.fullmatch(r"(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?", key)), None)
        if odd is not None:
            error = f"https://arxiv.org/api/errors#incorrect_id_format_for_{odd}"
            return Reply(400, _feed(f"<entry><id>{error}</id><title>Error</title></entry>"), ATOM)
        # An id that does not exist is answered by silence; and without `max_results` only ten come.
        limit = int(request.query.get("max_results", ["10"])[0])
        found = [self._papers[key] for key in (re.sub(r"v\d+$", "", key) for key in asked) if key in self._papers]
        return Reply(200, _feed(*found[:limit]), ATOM)

    # Crossref

    def work(
        self,
        doi: str,
        *,
        title: str | None = None,
        issued: Sequence[int] = (2021, 3, 4),
        printed: Sequence[int] = (),
        journal: str = "Journal of the Tests",
        language: str | None = "en",
        notices: Sequence[Mapping[str, Any]] = (),
        notice_of: Sequence[Mapping[str, Any]] = (),
        relation: Mapping[str, Any] | None = None,
    ) -> None:
        self._works[doi] = {
            "DOI": doi,
            "type": "journal-article",
            "title": [title or f"What the eye {doi} knows"],
            "container-title": [journal],
            "publisher": "The Tests",
            "issued": {"date-parts": [list(issued)]},
            "published": {"date-parts": [list(issued)]},
            "author": [
                {"given": "Maria", "family": "Muster", "sequence": "first", "affiliation": []},
                {"given": "Anna", "family": "Beispiel", "sequence": "additional", "affiliation": []},
            ],
            "relation": dict(relation or {}),
            **({"language": language} if language else {}),
            **({"published-print": {"date-parts": [list(printed)]}} if printed else {}),
            **({"updated-by": list(notices)} if notices else {}),
            **({"update-to": list(notice_of)} if notice_of else {}),
        }

    def elsewhere(self, doi: str, agency: str, url: str) -> None:
        """A DOI of another agency ("datacite", "medra"), which doi.org knows and Crossref does not."""
        self._agencies[doi] = agency
        self.web.reply("doi.org", f"/{doi}", Reply(302, "", {"Location": url}))

    def _datacite(self, request: Request) -> Reply:
        doi = request.path.removeprefix("/dois/")
        if self.throttled or self._agencies.get(doi) != "datacite":
            return Reply(429 if self.throttled else 404, json.dumps({"errors": [{"status": "404"}]}), JSON)
        attributes = {
            "doi": doi,
            "titles": [{"title": "Pictures that a net has made"}],
            "creators": [
                {"name": "Muster, Maria", "nameType": "Personal", "givenName": "Maria", "familyName": "Muster"}
            ],
            "publisher": "The Tests",
            "publicationYear": 2021,
            "dates": [{"date": "2021-03-02", "dateType": "Issued"}],
            "types": {"resourceTypeGeneral": "Dataset"},
            "language": "en",
            "state": "findable",
        }
        return Reply(200, json.dumps({"data": {"id": doi, "type": "dois", "attributes": attributes}}), JSON)

    def _crossref(self, request: Request) -> Reply:
        headers = {"x-api-pool": "public", "x-rate-limit-limit": "5", "x-rate-limit-interval": "1s"}
        if self.throttled:
            return Reply(429, "Too many requests", {**TEXT, **headers})
        doi = request.path.removeprefix("/works/")
        if doi.endswith("/agency"):
            doi = doi.removesuffix("/agency")
            agency = "crossref" if doi in self._works else self._agencies.get(doi)
            if agency is not None:
                return Reply(200, _message("work-agency", {"DOI": doi, "agency": {"id": agency}}), {**JSON, **headers})
        elif doi in self._works:
            return Reply(200, _message("work", self._works[doi]), {**JSON, **headers})
        return Reply(404, "Resource not found.", {**TEXT, **headers})

    # YouTube

    def video(self, key: str, *, embed: int = 200, playability: Mapping[str, Any] = PLAYS, **more: Any) -> None:
        """`more`: title, channel, published, spoken; `watch`: a reply in place of the watch page."""
        self._videos[key] = (embed, {"playability": playability, **more})

    def _oembed(self, request: Request) -> Reply:
        if self.throttled:
            return Reply(429, SORRY, {"Content-Type": HTML})
        key = request.query["url"][0].rpartition("v=")[2]
        status, said = self._videos.get(key, (404, {}))
        if status != 200:
            words = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
            return Reply(status, words[status], JSON)  # the header says JSON, the body is a word or two (recorded)
        return Reply(200, json.dumps(_embed(key, said)), JSON)

    def _watch(self, request: Request) -> Reply:
        key = request.query["v"][0]
        status, said = self._videos.get(key, (404, {"playability": UNAVAILABLE}))
        if "watch" in said:
            reply = said["watch"]
            assert isinstance(reply, Reply)
            return reply
        if self.throttled:
            return Reply(429, SORRY, {"Content-Type": HTML})
        return Reply(200, _watch_page(key, said, there=status in {200, 401}), {"Content-Type": HTML})

    # GitHub

    def repository(
        self,
        name: str,
        *,
        number: int = 515436299,
        archived: bool = False,
        created: str = "2019-02-03",
        renamed: str | None = None,
        readme: str | None = None,
        description: str = "Small nets for small machines",
    ) -> None:
        """`renamed`: today's name; the old one is then answered with 301 to /repositories/NUMBER."""
        now = renamed or name
        owner, repository = now.split("/")
        answer = {
            "id": number,
            "name": repository,
            "full_name": now,
            "private": False,
            "owner": {"login": owner, "id": 31898100, "type": "Organization"},
            "html_url": f"https://github.com/{now}",
            "description": description,
            "fork": False,
            "url": f"https://api.github.com/repos/{now}",
            "created_at": f"{created}T21:43:08Z",
            "updated_at": "2021-09-19T15:57:54Z",
            "pushed_at": "2021-11-03T20:11:46Z",
            "homepage": None,
            "stargazers_count": 3,
            "language": "Python",
            "archived": archived,
            "disabled": False,
            "license": {"key": "mit", "name": "MIT License", "spdx_id": "MIT"},
            "topics": ["tests"],
            "visibility": "public",
            "default_branch": "main",
        }
        for path in {f"/repos/{now}", f"/repositories/{number}"}:
            self._repositories[path.lower()] = answer
            self._readmes[f"{path}/readme".lower()] = readme or README
        if renamed is not None:
            self._renamed[f"/repos/{name}".lower()] = number

    def _github(self, request: Request) -> Reply:
        limits = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "59", "X-RateLimit-Reset": "1675115093"}
        path = request.path.lower()
        if self.throttled:
            said = {
                "message": "API rate limit exceeded for 127.0.0.1.",
                "documentation_url": "https://docs.github.com/",
            }
            return Reply(403, json.dumps(said), {**JSON, **limits, "X-RateLimit-Remaining": "0"})
        if path in self._repositories:
            return Reply(200, json.dumps(self._repositories[path]), {**JSON, **limits, "ETag": f'W/"{path}"'})
        if path in self._readmes:
            return _readme(self._readmes[path], request, limits)
        old, _, below = path.partition("/readme")
        if old in self._renamed:
            target = (
                f"https://api.github.com/repositories/{self._renamed[old]}{'/readme' if path != old else ''}{below}"
            )
            moved = {"message": "Moved Permanently", "url": target}
            return Reply(301, json.dumps(moved), {**JSON, **limits, "Location": target})
        return Reply(404, json.dumps({"message": "Not Found", "status": "404"}), {**JSON, **limits})


README = (
    "# Small nets\n\nThis is the code for the paper, and it is all that you need to make the pictures that are in it. "
    "If you want to train the net with your own pictures, there is a script for that in the folder with the tools.\n\n"
    "```python\nfrom nets import paint\n```\n"
)
SORRY = (
    "<!DOCTYPE html><html><head><title>YouTube</title></head><body><div id='captcha-page'><p>Bitte entschuldige. Aus "
    "deinem Netz kamen sehr viele Anfragen.</p><form action='/das_captcha?fw=1' method='POST'><div class='g-recaptcha'>"
    "</div></form></div></body></html>"
)
CONSENT = (
    '<!DOCTYPE html><html lang="de"><head><title>Vor dem Video eine Frage</title></head><body><h1>Vor dem Video eine '
    "Frage</h1><p>Wir möchten wissen, ob du mit den Cookies einverstanden bist, die wir für Werbung ablegen.</p>"
    f'<form action="https://{CONSENT_HOST}/save" method="POST"><button>Alle ablehnen</button></form></body></html>'
)


def notice(kind: str, *, doi: str = "10.5555/kinews.notice", day: Sequence[int] = (2021, 8, 9)) -> dict[str, Any]:
    """An entry of `updated-by`, or of `update-to`."""
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": "retraction-watch",
        "updated": {"date-parts": [list(day)], "date-time": "2021-08-09T00:00:00Z", "timestamp": 1628467200000},
        "record-id": "17269",
    }


def news(
    *,
    title: str = "Warum das Netz jetzt malt",
    lang: str = "de",
    text: str = GERMAN,
    published: str = "2021-05-04T15:20:33+0100",
    site: str = "t3n",
    author: str = "Anna Beispiel",
    head: str = "",
    kind: str = "NewsArticle",
    **article: Any,
) -> str:
    """A news page with JSON-LD, as sloppy as they come: a relative canonical, "True" as a string, a zone without colon."""
    said = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": title,
        "datePublished": published,
        "dateModified": "2023-11-06T15:20:33+0100",
        "author": [{"@type": "Person", "name": author}],
        "publisher": {"@type": "Organization", "name": site},
        "isAccessibleForFree": "True",
        **article,
    }
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - {site}</title>'
        f'<link rel="canonical" href="/news/relative-1/"><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{site}"><meta property="og:type" content="article">{head}'
        f'<script type="application/ld+json">{json.dumps(said)}</script></head>'
        f"<body><article><h1>{title}</h1>{text * 3}</article></body></html>"
    )


def medium(*, title: str, text: str) -> str:
    """A post on Medium: <html lang> is the template's, `datePublished` the day of the first draft."""
    return news(
        title=title,
        lang="en",
        text=text,
        site="Medium",
        author="Anna Beispiel",
        published="2019-12-09T22:25:10.658Z",
        head='<meta property="article:published_time" content="2019-12-12T21:17:43.462Z">',
        dateCreated="2019-12-09T22:25:10.658Z",
    )


def nature_page(*, title: str, doi: str, news_item: bool = False, free: bool = True) -> str:
    """An article of nature.com; the magazine's pages have no citation_title."""
    cited = "" if news_item else (
        f'<meta name="citation_title" content="{title}"><meta name="citation_author" content="Muster, Maria">'
        f'<meta name="citation_journal_title" content="Nature"><meta name="citation_doi" content="{doi}">'
        '<meta name="citation_online_date" content="2021/07/15"><meta name="citation_publication_date" content="2021/08">'
        '<meta name="citation_language" content="en">'
    )  # fmt: skip
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if news_item else "ScholarlyArticle",
        "headline": title,
        "datePublished": "2019-09-24" if news_item else "2021-07-15",
        "isAccessibleForFree": free,
    }
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{cited}<meta name="dc.title" content="{title}">'
        f'<meta name="dc.date" content="{said["datePublished"]}"><meta name="dc.language" content="En">'
        f'<meta name="dc.creator" content="Maria Muster"><meta name="prism.publicationName" content="Nature">'
        f'<meta name="DOI" content="{doi}"><script type="application/ld+json">{json.dumps(said)}</script></head>'
        f"<body><h1>{title}</h1>{ENGLISH * 3}</body></html>"
    )


def arxiv_page(key: str, *, title: str = "What a net remembers") -> str:
    """The page of a paper, which says of the newest version `online`."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>[{key}] {title}</title>'
        f'<meta name="citation_title" content="{title}"><meta name="citation_author" content="Muster, Maria">'
        '<meta name="citation_date" content="2021/01/04"><meta name="citation_online_date" content="2023/08/02">'
        f'<meta name="citation_arxiv_id" content="{key}"></head><body><h1>{title}</h1>{ENGLISH}</body></html>'
    )


def play_cookie_dance(web: LocalWeb, path: str, page: str) -> None:
    """nature.com: 303 to idp.nature.com, 302 within it, 302 back with two parameters, and then the article."""
    back = f"{path}?error=cookies_not_supported&code=0"
    authorize, transit = f"/authorize?client_id=grover&to={path}", f"/transit?to={path}&code=0"
    web.reply("www.nature.com", path, Reply(303, "", {"Location": f"https://idp.nature.com{authorize}"}))
    cookie = {"Location": f"https://idp.nature.com{transit}", "Set-Cookie": "idp_session=0; Path=/; Secure; HttpOnly"}
    web.reply("idp.nature.com", authorize, Reply(302, "", cookie))
    web.reply("idp.nature.com", transit, Reply(302, "", {"Location": f"https://www.nature.com{back}"}))
    web.page("www.nature.com", back, page)


def pdf(*, title: str, author: str, created: str, language: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page with document information, as a text program writes it; nothing is compressed."""
    text = "BT /F1 11 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = (
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        f"<< /Title ({title}) /Author ({author}) /CreationDate (D:{created}120000Z) /Producer (tests) >>",
    )
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def _feed(*entries: str) -> str:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        f'xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title><opensearch:totalResults>{len(entries)}'
        f"</opensearch:totalResults>{''.join(entries)}</feed>"
    )


def _message(kind: str, message: Mapping[str, Any]) -> str:
    return json.dumps({"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message})


def _embed(key: str, said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": said.get("title", "How a machine learns to paint"),
        "author_name": said.get("channel", "Channel of the Tests"),
        "author_url": "https://www.youtube.com/@channel-of-the-tests",
        "type": "video",
        "version": "1.0",
        "provider_name": "YouTube",
        "provider_url": "https://www.youtube.com/",
        "thumbnail_url": f"https://i.ytimg.com/vi/{key}/hqdefault.jpg",
        "html": f'<iframe src="https://www.youtube.com/embed/{key}?feature=oembed"></iframe>',
    }


def _watch_page(key: str, said: Mapping[str, Any], *, there: bool) -> str:
    """Without `there` the page has no title and the player no details: that is how a video looks which is not shown."""
    player: dict[str, Any] = {"playabilityStatus": said["playability"]}
    title = said.get("title", "How a machine learns to paint")
    if there and said["playability"] is not BOT_CHECK:
        channel, published = (
            said.get("channel", "Channel of the Tests"),
            said.get("published", "2021-05-20T23:30:08-07:00"),
        )
        # The first track is a translation; the automatic one speaks the language of the video.
        tracks = [{"vssId": ".zh", "languageCode": "zh"}, {"languageCode": said.get("spoken", "en"), "kind": "asr"}]
        player |= {
            "captions": {"playerCaptionsTracklistRenderer": {"captionTracks": tracks}},
            "videoDetails": {"videoId": key, "title": title, "author": channel, "lengthSeconds": "316", "isPrivate": False,
                             "shortDescription": "What happens when you give the net your own pictures."},
            "microformat": {"playerMicroformatRenderer": {"publishDate": published, "ownerChannelName": channel}},
        }  # fmt: skip
    head = (
        f'<title>{title} - YouTube</title><meta property="og:title" content="{title}">'
        if there
        else "<title> - YouTube</title>"
    )
    return (
        f'<!DOCTYPE html><html lang="de"><head>{head}</head><body>'
        f"<script>var ytInitialPlayerResponse = {json.dumps(player)};var meta = 0;</script></body></html>"
    )


def _readme(text: str, request: Request, headers: Mapping[str, str]) -> Reply:
    wanted = request.headers.get("accept", "")
    if "raw" in wanted:
        return Reply(200, text, {"Content-Type": "application/vnd.github.raw; charset=utf-8", **headers})
    if "html" in wanted and "json" not in wanted:
        paragraph = text.split("\n\n")[1]
        return Reply(200, f"<article><h1>README</h1><p>{paragraph}</p></article>", {"Content-Type": HTML, **headers})
    coded = base64.encodebytes(text.encode()).decode()
    said = {"name": "README.md", "encoding": "base64", "content": coded, "size": len(text), "type": "file"}
    return Reply(200, json.dumps(said), {**JSON, **headers})
