"""Every way in which a source can be there, be in doubt, or be gone, over real TLS through `kinews build` and `kinews check`.

`THERE` is an issue whose services answer; `REFUSED` one whose services refuse to serve us. Each is built once and then checked,
which has to cost no request more. `CASES` says what a careful editor would want to read of each link, and nothing else.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import trustme

from local_web import HTML, LocalWeb, Reply, Request
from newsletter_web import play_newsletter_web
from sources_web import (
    ADULTS,
    BOT_CHECK,
    CONSENT,
    CONSENT_HOST,
    ENGLISH,
    FRENCH,
    GERMAN,
    PRIVATE,
    REGION,
    UNAVAILABLE,
    Services,
    arxiv_page,
    medium,
    nature_page,
    news,
    notice,
    pdf,
    play_cookie_dance,
)

pytestmark = pytest.mark.slow  # arXiv is asked once in three seconds, here as everywhere

ISSUE_006 = Path(__file__).parents[1] / "fixtures" / "issues" / "006.txt"
NOW = "2026-11-23T08:00:00Z"
DATE = "2026-11-01"


@dataclass(frozen=True)
class Case:
    """A line of the issue, and what is to come of it. `source` holds fields of the JSON; None: there is no source."""

    label: str
    url: str
    mark: str = ""
    verdict: str = "ok"
    codes: tuple[str, ...] = ()
    source: dict[str, Any] | None = field(default_factory=dict)
    language: str | None = None  # with high confidence
    evidence: dict[str, str] = field(default_factory=dict)
    cited: str | None = None  # by the German edition

    @property
    def line(self) -> str:
        return f"{self.label}: {self.url} {self.mark}".rstrip()


Issue = Mapping[str, tuple[Case, ...]]
YOUTUBE = "https://www.youtube.com/watch?v="
NATURE = "https://www.nature.com/articles/"
GITHUB = "https://github.com/kinews-tests/"
EN = "(englisch)"

THERE: Issue = {
    "arXiv": (
        Case("Ein Paper", "https://arxiv.org/abs/2101.00001", EN, language="en",
             source={"id": "arxiv:2101.00001", "status": "ok", "issued": {"date-parts": [[2021, 1, 4]]}},
             cited="Muster und Beispiel, arXiv, 2021: What the net 2101.00001 remembers"),
        Case("Fehlt", "https://arxiv.org/abs/2101.00002", EN, "broken", ("KN201",), {"status": "missing"}),
        Case("Vertippt", "https://arxiv.org/abs/2101.0003", EN, "broken", ("KN201",), {"status": "missing"}),
        Case("Keine Nummer", "https://arxiv.org/abs/netze", EN, "broken", ("KN201",), None),
        Case("Zurückgezogen", "https://arxiv.org/abs/2101.00004", EN, codes=("KN401",), language="en",
             source={"status": "withdrawn"},
             cited="Muster und Beispiel, arXiv, 2021 (zurückgezogen): What the net 2101.00004 remembers",
             evidence={"arxiv_comment": "This paper has been withdrawn by the authors due to a wrong sign."}),
        Case("Ein Nachfolger", "https://arxiv.org/abs/2101.00005", EN, source={"status": "ok"}, language="en"),
        Case("Paper von 2017", "https://arxiv.org/abs/1706.00006v1", EN, codes=("KN404",), language="en",
             source={"status": "ok", "issued": {"date-parts": [[2017, 6, 12]]}, "version": "v5"},
             evidence={"arxiv_linked_version": "v1", "arxiv_version": "v5"}),
        Case("Inzwischen erschienen", "https://arxiv.org/abs/2101.00007", EN, codes=("KN405",), language="en",
             evidence={"arxiv_doi": "10.5555/kinews.published", "arxiv_journal_ref": "Journal of the Tests 3 (2021) 4"}),
        Case("Die Null", "https://arxiv.org/abs/2101.00008", EN, source={"title": "0"}, language="en"),
        Case("Aus Frankreich", "https://arxiv.org/abs/2101.00009", EN, codes=("KN302",), language="fr"),
        Case("Noch einmal", "https://arxiv.org/pdf/2101.00001", EN, codes=("KN414",), language="en"),
        Case("Noch eins", "https://arxiv.org/abs/2101.00010", EN, language="en"),
    ),
    "Zeitschriften": (
        Case("Artikel von 2018", f"{NATURE}s00000-018-00001-1", EN, language="en",
             source={"id": "doi:10.1038/s00000-018-00001-1", "kind": "nature", "status": "ok", "container-title": "Nature"},
             cited="Muster und Beispiel, Nature, 2018: What the eye knows of the heart"),
        Case("Widerrufen", "https://doi.org/10.5555/kinews.retracted", EN, codes=("KN402",), language="en",
             source={"status": "retracted"}, evidence={"update": "retraction 10.5555/kinews.notice"}),
        Case("Ohne Eintrag widerrufen", "https://doi.org/10.5555/kinews.title", EN, codes=("KN402",), language="en",
             source={"status": "retracted"}),
        Case("Die Notiz dazu", "https://doi.org/10.5555/kinews.notice", EN, language="en", source={"status": "ok"}),
        Case("Von sich selbst", "https://doi.org/10.5555/kinews.itself", EN, codes=("KN402",), language="en",
             source={"status": "retracted"}),
        Case("Mit Bedenken", "https://doi.org/10.5555/kinews.concern", EN, codes=("KN412",), language="en",
             source={"status": "concern"}),
        Case("Berichtigt", f"{NATURE}s00000-020-00002-2", EN, codes=("KN403",), language="en",
             source={"status": "corrected"}),
        Case("Was daraus wurde", "https://doi.org/10.5555/kinews.article", EN, codes=("KN414",), language="en",
             evidence={"has_preprint": "arxiv:2101.00010"}),
        Case("Daten", "https://doi.org/10.5072/kinews.data", EN, language="en",
             source={"title": "Pictures that a net has made", "status": "ok"}),
        Case("Noch mehr Daten, ohne Marke", "https://doi.org/10.5072/kinews.more", language="en", source={"type": "dataset"}),
        Case("Studie von 2021", "https://doi.org/10.5555/kinews.printed", EN, language="en",
             source={"issued": {"date-parts": [[2020, 3, 4]]}}, evidence={"published_print": "2021-02"}),
        Case("Bei einer anderen Agentur", "https://doi.org/10.19232/kinews.medra", EN, language="en",
             source={"title": "What the points know"}),
        Case("Gibt es nicht", "https://doi.org/10.5555/kinews.unknown", EN, "broken", ("KN201",), {"status": "missing"}),
        Case("Meldung von 2019", f"{NATURE}d41586-019-00001-1", EN, language="en",
             source={"type": "article-newspaper", "title": "A large eye opens"}),
    ),
    "Videos": (
        Case("Öffentlich", f"{YOUTUBE}kinewsVid_1", language="en", source={"status": "ok"},
             cited="Channel of the Tests, YouTube, 2021: How a machine learns to paint"),
        Case("Privat", f"{YOUTUBE}kinewsVid_2", verdict="broken", codes=("KN406",), source={"status": "private"}),
        Case("Gelöscht", f"{YOUTUBE}kinewsVid_3", verdict="broken", codes=("KN406",), source={"status": "missing"}),
        Case("Auch gelöscht", f"{YOUTUBE}kinewsVid_4", verdict="broken", codes=("KN406",), source={"status": "missing"}),
        Case("Nicht einzubetten", f"{YOUTUBE}kinewsVid_5", language="en",
             source={"status": "ok", "title": "How a machine learns to paint"}),
        Case("Nur für Erwachsene", f"{YOUTUBE}kinewsVid_6", source={"status": "restricted"}),
        Case("Nicht in jedem Land", f"{YOUTUBE}kinewsVid_7", source={"status": "restricted"}),
        Case("Deutsch", "https://youtu.be/kinewsVid_8?t=3", language="de", source={"status": "ok"}),
        Case("Prüfung auf Maschinen", f"{YOUTUBE}kinewsVid_9", source={"title": "How a machine learns to paint"}),
        Case("Erst die Cookies", f"{YOUTUBE}kinewsVid10", source={"title": "How a machine learns to paint"}),
    ),
    "Code": (
        Case("Der Code", f"{GITHUB}nets", source={"status": "ok", "id": "github:kinews-tests/nets"},
             cited="kinews-tests, GitHub: nets"),
        Case("Wird nicht mehr gepflegt", f"{GITHUB}archived", codes=("KN407",), source={"status": "archived"},
             cited="kinews-tests, GitHub (archiviert): archived"),
        Case("Umgezogen", f"{GITHUB}old", verdict="moved", codes=("KN408",),
             evidence={"github_full_name": "kinews-tests/new", "github_id": "515436299"}),
        Case("Neu vergeben", f"{GITHUB}young", codes=("KN413",), source={"status": "ok"}),
        Case("Weg", f"{GITHUB}gone", verdict="broken", codes=("KN201",), source={"status": "missing"}),
    ),
    "Nachrichten": (
        Case("Artikel bei t3n", "https://t3n.de/news/netz-1/", language="de",
             source={"type": "article-newspaper", "issued": {"date-parts": [[2021, 5, 4]]}, "container-title": "t3n"},
             cited="Beispiel, t3n, 4. Mai 2021: Warum das Netz jetzt malt"),
        Case("Unter falscher Flagge", "https://www.zeitung.org/netz/", language="de"),
        Case("Von einer Französin", "https://medium.com/@anna/les-images-1", codes=("KN301",), language="fr",
             source={"issued": {"date-parts": [[2019, 12, 12]]}, "type": "post-weblog"}),
        Case("Vergessen", "https://www.paper.org/points/", codes=("KN301",), language="en"),
        Case("Zu viel", "https://t3n.de/news/netz-2/", EN, codes=("KN302",), language="de"),
        Case("Paper", "https://www.paper.org/points.pdf", EN, language="en",
             source={"kind": "pdf", "title": "What the points know", "issued": {"date-parts": [[2020, 5, 4]]}}),
        Case("Im Fernsehen", "https://www.sender.org/netz-100/", codes=("KN415",), language="de",
             evidence={"expires": "2025-04-27"}),
        Case("Artikel bei Heise", "https://t3n.de/news/netz-3/", codes=("KN410",), language="de"),
        Case("Artikel von heise", "https://t3n.de/news/netz-6/", codes=("KN410",), language="de"),
        Case("Hinter einem Hinweis", "https://www.paper.org/notice/", EN, language="en",
             source={"title": "What the notice hides", "issued": {"date-parts": [[2021, 5, 4]]}}),
        Case("Die ganze Reihe", "https://www.youtube.com/playlist?list=PLkinews", source={"type": "motion_picture"}),
        Case("Bericht von 2018", "https://t3n.de/news/netz-4/", codes=("KN409",), language="de"),
        Case("Aus der Zukunft", "https://t3n.de/news/netz-5/", codes=("KN411",), language="de"),
    ),
}  # fmt: skip

REFUSED: Issue = {
    "Niemand gibt Auskunft": (
        Case("Ein Paper", "https://arxiv.org/abs/2101.00001", EN, source={"title": "What a net remembers"}, language="en"),
        Case("Artikel von 2021", f"{NATURE}s00000-021-00003-3", EN, language="en",
             source={"title": "What the eye knows", "issued": {"date-parts": [[2021, 7, 15]]}}),
        Case("Zurückgezogen", f"{NATURE}s00000-021-00004-4", EN, codes=("KN402",), source={"status": "retracted"}, language="en"),
        Case("Ein Video", f"{YOUTUBE}kinewsVid_1", verdict="blocked", source=None),
        Case("Noch eins", f"{YOUTUBE}kinewsVid10", verdict="blocked", source=None),
        Case("Der Code", f"{GITHUB}nets", source={"title": "kinews-tests/nets"}),
        Case("Gesperrt", f"{GITHUB}blocked", verdict="blocked", source=None),
    ),
}  # fmt: skip


def text_of(issue: Issue) -> str:
    blocks = ["KI News #7", "Diesmal geht es um alles, was mit einer Quelle geschehen kann."]
    for title, cases in issue.items():
        blocks += [title, "Das sind die Quellen, um die es hier geht.", *(case.line for case in cases)]
    return "\n\n".join(blocks) + "\n"


def cases_of(issue: Issue) -> list[Any]:
    return [pytest.param(case, id=case.label) for cases in issue.values() for case in cases]


def play_arxiv(services: Services) -> None:
    services.paper("2101.00001")
    services.paper("2101.00004", comment="This paper has been withdrawn by the authors due to a wrong sign.", version=2)
    services.paper("2101.00005", comment="This supersedes arXiv:2101.00004, which has been withdrawn")
    services.paper("1706.00006", published="2017-06-12", updated="2023-08-02", version=5)
    services.paper("2101.00007", doi="10.5555/kinews.published", journal_ref="Journal of the Tests 3 (2021) 4")
    services.paper("2101.00008", title="0")
    services.paper("2101.00010")
    services.paper("2101.00009", comment="12 pages, in French")


def play_journals(services: Services) -> None:
    services.work(
        "10.1038/s00000-018-00001-1", issued=(2018, 2, 19), journal="Nature", title="What the eye knows of the heart"
    )
    # A correction stands before the retraction, and the title says it too.
    services.work(
        "10.5555/kinews.retracted",
        title="RETRACTED: What a net remembers",
        notices=[notice("correction", doi="10.5555/kinews.first"), notice("retraction")],
    )
    services.work("10.5555/kinews.title", title="RETRACTED ARTICLE: What a net forgets")
    services.work(
        "10.5555/kinews.notice",
        title="Retraction Note: What a net remembers",
        notice_of=[notice("retraction", doi="10.5555/kinews.retracted")],
    )
    services.work("10.5555/kinews.itself", notice_of=[notice("retraction", doi="10.5555/kinews.itself")])
    services.work("10.5555/kinews.concern", notices=[notice("expression_of_concern")])
    services.work("10.1038/s00000-020-00002-2", notices=[notice("correction")])
    preprint = {"id-type": "doi", "id": "10.48550/arXiv.2101.00010", "asserted-by": "subject"}
    services.work("10.5555/kinews.article", relation={"has-preprint": [preprint]})
    services.work("10.5555/kinews.printed", title="What a net sees in print", issued=(2020, 3, 4), printed=(2021, 2))
    services.elsewhere("10.5072/kinews.data", "datacite", "https://www.data.org/4561234")
    services.elsewhere("10.5072/kinews.more", "datacite", "https://www.data.org/4561235")
    services.elsewhere("10.19232/kinews.medra", "medra", "https://www.paper.org/landing/")
    head = '<meta name="citation_language" content="en"><meta name="citation_title" content="What the points know">'
    services.web.page("www.paper.org", "/landing/", f"<html><head>{head}</head><body>{ENGLISH * 3}</body></html>")
    page = nature_page(title="A large eye opens", doi="10.1038/d41586-019-00001-1", news_item=True, free=False)
    play_cookie_dance(services.web, "/articles/d41586-019-00001-1", page)


def play_videos(services: Services) -> None:
    services.video("kinewsVid_1")
    services.video("kinewsVid_2", embed=403, playability=PRIVATE)
    services.video("kinewsVid_3", embed=404, playability=UNAVAILABLE)
    services.video("kinewsVid_4", embed=400, playability=UNAVAILABLE)
    services.video("kinewsVid_5", embed=401)
    services.video("kinewsVid_6", playability=ADULTS)
    services.video("kinewsVid_7", playability=REGION)
    services.video("kinewsVid_8", spoken="de", title="Wie eine Maschine malen lernt")
    # Once YouTube has shown that it does not trust us, its pages are left alone: so these two come after the others.
    bot = f"<script>var ytInitialPlayerResponse = {json.dumps({'playabilityStatus': BOT_CHECK})};</script>"
    services.video("kinewsVid_9", watch=Reply(200, bot, {"Content-Type": HTML}, delay=1.0))
    consent = f"https://{CONSENT_HOST}/m?continue={YOUTUBE}kinewsVid10"
    services.video("kinewsVid10", watch=Reply(302, "", {"Location": consent}, delay=1.0))
    services.web.page(CONSENT_HOST, "/m", CONSENT)


def play_code(services: Services) -> None:
    services.repository("kinews-tests/nets", number=1)
    services.repository("kinews-tests/archived", number=2, archived=True)
    services.repository("kinews-tests/young", number=3, created="2026-11-20")
    services.repository("kinews-tests/old", renamed="kinews-tests/new")


def play_news(web: LocalWeb) -> None:
    web.page("t3n.de", "/news/netz-1/", news())
    web.page("t3n.de", "/news/netz-2/", news(title="Warum das Netz nicht mehr malt"))
    web.page("t3n.de", "/news/netz-3/", news(title="Was das Netz gemalt hat"))
    web.page("t3n.de", "/news/netz-4/", news(title="Wer das Netz malen lässt"))
    web.page("t3n.de", "/news/netz-5/", news(title="Wo das Netz malen wird", published="2026-11-20T08:00:00+0100"))
    web.page("t3n.de", "/news/netz-6/", news(title="Wem das Netz gemalt hat"))
    # Text that is no JSON by a comma, and a notice longer than what it hides.
    cookies = f'<div class="cookie-banner">{GERMAN * 3}</div>'
    page = news(
        title="What the notice hides", lang="de", site="Paper", text=f"{cookies}{ENGLISH}", published="2021-05-04"
    )
    web.page(
        "www.paper.org", "/notice/", page.replace('"isAccessibleForFree": "True"}', '"isAccessibleForFree": "True",}')
    )
    page = '<meta property="og:title" content="What the points know"><meta name="description" content="Seven videos">'
    web.page("www.youtube.com", "/playlist", f'<html lang="de"><head>{page}</head><body></body></html>')
    web.page("www.zeitung.org", "/netz/", news(title="Wann das Netz malt", site="Zeitung", lang="en"))
    web.page("medium.com", "/@anna/les-images-1", medium(title="Les images que personne n'a vues", text=FRENCH))
    page = news(title="What the points know", text=ENGLISH, lang="en", site="Paper", kind="BlogPosting")
    web.page("www.paper.org", "/points/", page)
    expired = '<meta name="robots" content="unavailable_after: 2025-04-27T00:00:00+02">'
    web.page("www.sender.org", "/netz-100/", news(title="Wie das Netz malt", site="Sender", head=expired))
    file = pdf(
        title="What the points know",
        author="Maria Muster",
        created="20200504",
        language="en",
        lines=[
            "The space between the points is not empty, and this is what makes it",
            "useful for the people who work with it. When you go from one point to",
            "the other, there are pictures on the way that nobody has seen before.",
        ],
    )
    web.reply("www.paper.org", "/points.pdf", Reply(200, file, {"Content-Type": "application/pdf"}))


def play_there(web: LocalWeb) -> None:
    services = Services(web)
    play_arxiv(services)
    play_journals(services)
    play_videos(services)
    play_code(services)
    play_news(web)
    web.reply("web.archive.org", "*", Reply(429))  # copies are tests/cli/test_check.py's to ask for


def play_refused(web: LocalWeb) -> None:
    """429 and 403 from each service; the pages are there."""
    services = Services(web)
    services.throttled = True
    services.video("kinewsVid10", watch=Reply(302, "", {"Location": f"https://{CONSENT_HOST}/m?continue=x"}))
    web.page(CONSENT_HOST, "/m", CONSENT)
    web.page("arxiv.org", "/abs/2101.00001", arxiv_page("2101.00001"))
    for key, title in (("00003-3", "What the eye knows"), ("00004-4", "RETRACTED ARTICLE: What the eye forgets")):
        path = f"/articles/s00000-021-{key}"
        play_cookie_dance(web, path, nature_page(title=title, doi=f"10.1038/s00000-021-{key}"))
    title = "GitHub - kinews-tests/nets: Small nets for small machines"
    head = f'<title>{title}</title><meta property="og:title" content="{title}"><meta property="og:site_name" content="GitHub">'
    web.page(
        "github.com", "/kinews-tests/nets", f'<html lang="en"><head>{head}</head><body><h1>nets</h1></body></html>'
    )
    web.reply("github.com", "/kinews-tests/blocked", Reply(451, "<title>Unavailable</title>", {"Content-Type": HTML}))


@dataclass
class Told:
    """What a build and the check after it said."""

    requests: tuple[Request, ...]  # of the build
    german: Any
    english: Any
    markdown: str
    check: Any
    requests_again: tuple[Request, ...]

    def asked(self, host: str, path: str | None = None) -> list[Request]:
        return [r for r in self.requests if r.host == host and path in {None, r.path}]

    def link(self, case: Case, edition: str = "german") -> Any:
        document = getattr(self, edition)
        return next(link for article in document["articles"] for link in article["links"] if link["url"] == case.url)

    def codes(self, case: Case) -> tuple[str, ...]:
        """Of what is said about the link itself, not about the words around it."""
        found = [f for f in self.german["findings"] if f["url"] == case.url]
        return tuple(finding["code"] for finding in found if finding["code"][:3] in {"KN2", "KN3", "KN4"})


def tell(folder: Path, web: LocalWeb, ca_file: Path, issue: Issue) -> Told:
    (folder / "007.txt").write_text(text_of(issue), "utf-8")
    options = ["--date", DATE, "--timeout", "8", *web.connect_to()]
    run(folder, ca_file, "build", "007.txt", "-o", "OUT", "--engine", "manual", *options)
    requests = tuple(web.requests)
    check = json.loads(run(folder, ca_file, "check", "007.txt", "--format", "json", *options))
    written = {name: (folder / "OUT" / name).read_text("utf-8") for name in ("007.de.json", "007.en.json", "007.de.md")}
    german, english = json.loads(written["007.de.json"]), json.loads(written["007.en.json"])
    again = tuple(web.requests[len(requests) :])
    return Told(requests, german, english, written["007.de.md"], check, again)


def run(folder: Path, ca_file: Path, *arguments: str) -> str:
    environment = {**os.environ, "SSL_CERT_FILE": str(ca_file), "KINEWS_NOW": NOW}
    done = subprocess.run(
        [sys.executable, "-m", "kinews_cli", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def there(authority: trustme.CA, ca_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with LocalWeb(authority) as web:
        play_there(web)
        yield tell(tmp_path_factory.mktemp("there"), web, ca_file, THERE)


@pytest.fixture(scope="module")
def refused(authority: trustme.CA, ca_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with LocalWeb(authority) as web:
        play_refused(web)
        yield tell(tmp_path_factory.mktemp("refused"), web, ca_file, REFUSED)


@pytest.mark.parametrize("case", cases_of(THERE))
def test_the_verdict(there: Told, case: Case) -> None:
    assert there.link(case)["check"]["verdict"] == case.verdict


@pytest.mark.parametrize("case", cases_of(THERE))
def test_an_editor_reads_just_this(there: Told, case: Case) -> None:
    assert there.codes(case) == case.codes


@pytest.mark.parametrize("case", cases_of(THERE))
def test_the_source_in_the_json(there: Told, case: Case) -> None:
    source = there.link(case)["source"]
    if case.source is None:
        assert source is None
    else:
        assert {name: (source or {}).get(name) for name in case.source} == case.source


@pytest.mark.parametrize("case", [p for p in cases_of(THERE) if p.values[0].language])
def test_the_language(there: Told, case: Case) -> None:
    language = there.link(case)["language"]
    assert (language["code"], language["confidence"]) == (case.language, "high")
    assert language["evidence"]


@pytest.mark.parametrize("case", [p for p in cases_of(THERE) if p.values[0].evidence])
def test_the_evidence_is_in_the_source_and_in_the_finding(there: Told, case: Case) -> None:
    told = [(entry["signal"], entry["value"]) for entry in there.link(case)["source"]["evidence"]]
    for signal, value in case.evidence.items():
        assert any(name == signal and said.startswith(value) for name, said in told), (signal, told)
    assert all(finding["evidence"] for finding in there.german["findings"] if finding["url"] == case.url)


@pytest.mark.parametrize("case", [p for p in cases_of(THERE) if p.values[0].cited])
def test_readers_get_the_source_as_they_want_it(there: Told, case: Case) -> None:
    assert there.link(case)["citation"] == case.cited


def test_marks_are_those_of_the_edition(there: Told) -> None:
    cases = {case.label: case for article in THERE.values() for case in article}

    def marks(label: str) -> tuple[str | None, str | None]:
        return tuple(there.link(cases[label], edition)["mark"]["shown"] for edition in ("german", "english"))

    assert marks("Ein Paper") == (EN, None)
    assert marks("Vergessen") == (EN, None)
    assert marks("Zu viel") == (None, "(German)")
    assert marks("Artikel bei t3n") == (None, "(German)")
    assert marks("Von einer Französin") == ("(französisch)", "(French)")
    assert marks("Aus Frankreich") == ("(französisch)", "(French)")
    assert marks("Öffentlich") == (None, None)


def test_evidence_is_not_in_the_text_for_readers(there: Told) -> None:
    assert "wrong sign" not in there.markdown
    assert "(zurückgezogen)" in there.markdown


def test_the_editions_fit_the_schema(there: Told, refused: Told) -> None:
    schema = json.loads(files("kinews_cli.editions").joinpath("edition.schema.json").read_text("utf-8"))
    for document in (there.german, there.english, refused.german, refused.english):
        jsonschema.validate(document, schema)


def test_each_service_is_asked_as_rarely_as_can_be(there: Told) -> None:
    arxiv = there.asked("export.arxiv.org")
    # All at once; those that are absent once more.
    assert [len(request.query["id_list"][0].split(",")) for request in arxiv] == [10, 2]
    assert all(later.time - earlier.time >= 3 for earlier, later in itertools.pairwise(arxiv))
    videos = len(THERE["Videos"])
    assert len(there.asked("www.youtube.com", "/oembed")) == videos
    assert len(there.asked("www.youtube.com", "/watch")) <= videos
    works = [request.path for request in there.asked("api.crossref.org") if not request.path.endswith("/agency")]
    assert len(works) == len(set(works)) == len(THERE["Zeitschriften"])
    repositories = [r.path for r in there.asked("api.github.com") if not r.path.endswith("/readme")]
    assert len(repositories) == len(THERE["Code"]) + 1  # one was sent on


def test_where_a_service_answered_the_page_is_not_asked(there: Told) -> None:
    asked = {(request.host, request.path) for request in there.requests}
    assert {path for host, path in asked if host == "arxiv.org"} == {"/abs/netze"}
    assert not there.asked("github.com")
    # doi.org itself: what another agency has, and what nobody has
    assert {path for host, path in asked if host == "doi.org"} == {"/10.19232/kinews.medra", "/10.5555/kinews.unknown"}
    assert {path for host, path in asked if host == "www.nature.com"} == {"/articles/d41586-019-00001-1"}


def test_the_second_run_asks_nothing_and_says_the_same(there: Told) -> None:
    assert there.requests_again == ()
    summary = there.check["summary"]
    assert (summary["requests"], summary["unchecked"]) == (0, 0)
    assert {link["url"]: link["verdict"] for link in there.check["issues"][0]["links"]} == {
        case.url: case.verdict for cases in THERE.values() for case in cases
    }
    kept = [(f["code"], f["url"]) for f in there.check["findings"] if not f["code"].startswith("KN5")]
    assert kept == [(f["code"], f["url"]) for f in there.german["findings"] if not f["code"].startswith("KN5")]


@pytest.mark.parametrize("case", cases_of(REFUSED))
def test_what_a_service_thinks_of_us_says_nothing_about_the_work(refused: Told, case: Case) -> None:
    link = refused.link(case)
    assert link["check"]["verdict"] == case.verdict
    assert refused.codes(case) == case.codes
    if case.source is None:
        assert (link["source"] or {}).get("status") in {None, "unknown", "restricted"}
    else:
        assert {name: (link["source"] or {}).get(name) for name in case.source} == case.source
    if case.language:
        assert (link["language"]["code"], link["language"]["confidence"]) == (case.language, "high")


def test_a_service_that_refuses_is_left_alone(refused: Told) -> None:
    assert len(refused.asked("export.arxiv.org")) <= 4  # after 3, 6 and 12 seconds, as far as the time allows
    assert len(refused.asked("api.github.com")) == 1
    assert len(refused.asked("www.youtube.com", "/oembed")) <= 2  # two leave together


@dataclass
class Read:
    """Issue 006, built over the web that it links to."""

    requests: tuple[Request, ...]
    german: Any

    @property
    def links(self) -> list[Any]:
        return [link for article in self.german["articles"] for link in article["links"]]


@pytest.fixture(scope="module")
def issue_006(authority: trustme.CA, ca_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    folder = tmp_path_factory.mktemp("issue")
    (folder / "006.txt").write_bytes(ISSUE_006.read_bytes())
    with LocalWeb(authority) as web, LocalWeb(None) as plain:
        play_newsletter_web(web)
        play_newsletter_web(plain)
        connect = ["--connect-to", f"vladlen.info:80:127.0.0.1:{plain.port}", *web.connect_to()]
        run(folder, ca_file, "build", "006.txt", "-o", "OUT", "--engine", "manual", "--date", "2021-06-12", *connect)
        german = json.loads((folder / "OUT" / "006.de.json").read_text("utf-8"))
        yield Read((*web.requests, *plain.requests), german)


def test_the_fourteen_links_of_an_issue_cost_at_most_thirty_requests(issue_006: Read) -> None:
    assert len(issue_006.links) == 14
    assert len(issue_006.requests) <= 30


def test_all_seven_marks_of_the_author_are_confirmed(issue_006: Read) -> None:
    marked = [link for link in issue_006.links if link["mark"]["written"]]
    assert [(link["language"]["code"], link["language"]["confidence"]) for link in marked] == [("en", "high")] * 7
    assert [link["mark"]["shown"] for link in issue_006.links] == [link["mark"]["written"] for link in issue_006.links]


def test_on_living_sources_there_is_nothing_to_say(issue_006: Read) -> None:
    assert [(f["code"], f["url"]) for f in issue_006.german["findings"] if f["code"][:3] in {"KN3", "KN4"}] == []
