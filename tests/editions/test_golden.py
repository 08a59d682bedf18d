"""Whole editions beside each other: tests/fixtures/editions/007.txt, once for German and once for English readers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dossiers import OK, dossier, facts, language
from kinews_cli.editions.edition import make_edition
from kinews_cli.editions.json_file import edition_json
from kinews_cli.editions.markdown_file import edition_markdown
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.source import Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.values import replace

FOLDER = Path(__file__).parents[1] / "fixtures" / "editions"
EYES = "https://www.nature.com/articles/s41551-018-0195-0"
RETRACTED = "https://doi.org/10.5555/kinews.retracted"
NOTICE = Evidence("update", "retraction 10.5555/kinews.notice 2020-05-01 publisher")
SOURCES = {
    EYES: Source(
        "doi:10.1038/s41551-018-0195-0",
        SourceKind.NATURE,
        "article-journal",
        title="Prediction of cardiovascular risk factors from retinal fundus photographs via deep learning",
        author=(Name("Poplin", "Ryan"), Name("Varadarajan", "Avinash V."), Name("Blumer", "Katy")),
        issued=(2018, 2, 19),
        container_title="Nature Biomedical Engineering",
        language=language("en"),
        status=SourceStatus.OK,
    ),
    "https://arxiv.org/abs/2005.05535": Source(
        "arxiv:2005.05535",
        SourceKind.ARXIV,
        "article",
        title="DeepFaceLab: Integrated, flexible and extensible face-swapping framework",
        author=(Name("Perov", "Ivan"), Name("Gao", "Daiheng")),
        issued=(2020, 5, 12),
        container_title="arXiv",
        language=language("en"),
        status=SourceStatus.OK,
        version="v5",
        version_date=(2021, 6, 29),
    ),
    RETRACTED: Source(
        "doi:10.5555/kinews.retracted",
        SourceKind.DOI,
        "article-journal",
        title="RETRACTED: What [we] *thought* we saw <in> the eye",
        author=(Name("Muster", "M."),),
        issued=(2019, 3),
        container_title="Journal of the Tests",
        language=language("en"),
        status=SourceStatus.RETRACTED,
        evidence=(NOTICE,),
    ),
    "https://t3n.de/news/netz-1/": Source(
        "https://t3n.de/news/netz-1/",
        SourceKind.PAGE,
        "article-newspaper",
        title="Warum das Netz jetzt malt",
        author=(Name("Beispiel", "Anna"),),
        issued=(2021, 5, 4),
        container_title="t3n",
        language=language("de"),
    ),
    "https://t3n.de/news/netz-2/": Source(
        "https://t3n.de/news/netz-2/",
        SourceKind.PAGE,
        "article-newspaper",
        title="Ein Bild von einem Netz",
        author=(Name(literal="t3n"),),
        issued=(2021, 5),
        container_title="t3n",
        language=language("de"),
    ),
    "https://medium.com/@anne/apprendre-1": Source(
        "https://medium.com/@anne/apprendre-1",
        SourceKind.PAGE,
        "post-weblog",
        title="Apprendre avec les réseaux",
        author=(Name("Exemple", "Anne"),),
        issued=(2019, 12, 12),
        container_title="Medium",
        language=language("fr"),
    ),
    "https://www.youtube.com/watch?v=kinewsTest1": Source(
        "youtube:kinewsTest1",
        SourceKind.YOUTUBE,
        "motion_picture",
        title="How a machine learns to paint with light",
        author=(Name(literal="Channel of the Tests"),),
        issued=(2021, 5, 20),
        container_title="YouTube",
        language=language("en"),
        status=SourceStatus.OK,
    ),
    "https://github.com/yk/clip_music_video": Source(
        "github:yk/clip_music_video",
        SourceKind.GITHUB,
        "software",
        title="yk/clip_music_video",
        author=(Name(literal="yk"),),
        issued=(2021, 3, 1),
        container_title="GitHub",
        language=language("en"),
        status=SourceStatus.ARCHIVED,
    ),
}
ENGLISH = {
    "KI News #7": "AI News #7",
    "Ein Bild von einem Auge": "A Picture of an Eye",
    "Was ein Netz im Auge sieht.": "What a net sees in an eye.",
    "Artikel von 2018": "Article from 2018",
    "Wie es funktioniert": "How it works",
    "Zurückgenommen": "Taken back",
    "Artikel bei t3n": "Article at t3n",
    "Ein Bild von einem Netz": "A picture by a net",
    "Aus Frankreich": "From France",
    "Video": "Video",
    "Code auf Github": "Code on Github",
    "Noch unbekannt": "Still unknown",
}


@pytest.fixture
def known() -> Dossier:
    text = (FOLDER / "007.txt").read_text("utf-8")
    return dossier(text, {url: facts(OK, source) for url, source in SOURCES.items()}, ENGLISH, "007.txt")


@pytest.mark.parametrize("edition", ["de", "en"])
def test_the_markdown_is_the_golden_one(known: Dossier, edition: str) -> None:
    golden = (FOLDER / f"007.{edition}.md").read_bytes()
    assert edition_markdown(make_edition(known, edition, ())).decode() == golden.decode()


def links(known: Dossier, edition: str) -> dict[str, Any]:
    document = json.loads(edition_json(make_edition(known, edition, ())))
    return {link["url"]: link for link in document["articles"][0]["links"]}


def test_both_files_of_an_edition_cite_alike(known: Dossier) -> None:
    german, english = links(known, "de"), links(known, "en")
    assert german[RETRACTED]["citation"] == (
        "Muster, Journal of the Tests, 2019 (zurückgezogen): RETRACTED: What [we] *thought* we saw <in> the eye"
    )
    assert english["https://t3n.de/news/netz-1/"]["citation"] == "Beispiel, t3n, 4 May 2021: Warum das Netz jetzt malt"
    assert german["https://www.unknown.org/x"]["citation"] is None


def test_evidence_is_in_the_json_and_nowhere_else(known: Dossier) -> None:
    for edition in ("de", "en"):
        assert links(known, edition)[RETRACTED]["source"]["evidence"] == [
            {"signal": NOTICE.signal, "value": NOTICE.value}
        ]
        assert NOTICE.value not in edition_markdown(make_edition(known, edition, ())).decode()


def test_a_mark_is_what_is_true_under_the_policy_whoever_reads(known: Dossier) -> None:
    shown = {
        url: (links(known, "de")[url]["mark"]["shown"], links(known, "en")[url]["mark"]["shown"])
        for url in (*SOURCES, "https://www.unknown.org/x")
    }
    assert list(shown.values()) == [
        ("(englisch)", None),
        ("(englisch)", None),  # the author forgot it
        ("(englisch)", None),
        (None, "(German)"),
        (None, "(German)"),
        ("(französisch)", "(French)"),  # the author wrote "(englisch)"
        (None, None),  # a video: the policy marks text
        (None, None),
        ("(englisch)", None),  # nothing is known, the author is believed
    ]


def test_a_host_may_have_a_policy_of_its_own(known: Dossier) -> None:
    judged = replace(known, marked_hosts={"t3n.de": False, "youtube.com": True})
    shown = [link["mark"]["shown"] for url, link in links(judged, "en").items() if "t3n.de" in url]
    assert shown == [None, None]
    assert [link["mark"]["shown"] for url, link in links(judged, "de").items() if "youtube" in url] == ["(englisch)"]


def test_where_the_evidence_is_weak_the_author_is_believed(known: Dossier) -> None:
    unsure = replace(SOURCES[EYES], language=replace(language("fr"), confidence=language("en").confidence.MEDIUM))
    judged = replace(known, facts={**known.facts, EYES: facts(OK, unsure)})
    assert links(judged, "de")[EYES]["mark"]["shown"] == "(englisch)"
