"""A source as a reader wants it, in either edition's language."""

from __future__ import annotations

from typing import Any

import pytest

from kinews_cli.editions.citation import cited
from kinews_cli.model.source import Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.values import replace

POPLIN, VARADARAJAN, BLUMER = Name("Poplin", "Ryan"), Name("Varadarajan", "Avinash V."), Name("Blumer", "Katy")
TITLE = "Prediction of cardiovascular risk factors from retinal fundus photographs via deep learning"
EYES = Source(
    "doi:10.1038/s41551-018-0195-0",
    SourceKind.NATURE,
    "article-journal",
    title=TITLE,
    author=(POPLIN, VARADARAJAN, BLUMER),
    issued=(2018, 2, 19),
    container_title="Nature Biomedical Engineering",
    status=SourceStatus.OK,
    evidence=(Evidence("crossref_title", "only for programs"),),
)
VIDEO = Source(
    "youtube:kinewsTest1",
    SourceKind.YOUTUBE,
    "motion_picture",
    title="How a machine learns to paint with light",
    author=(Name(literal="Channel of the Tests"),),
    issued=(2021, 5, 20),
    container_title="YouTube",
    status=SourceStatus.OK,
)
CODE = Source(
    "github:yk/clip_music_video",
    SourceKind.GITHUB,
    "software",
    title="yk/clip_music_video",
    author=(Name(literal="yk"),),
    issued=(2021, 3, 1),
    container_title="GitHub",
)
NEWS = Source(
    "https://t3n.de/news/x-1/",
    SourceKind.PAGE,
    "article-newspaper",
    title="Ein Bild von einem Netz",
    author=(Name("Beispiel", "Anna"),),
    issued=(2021, 5, 4),
    container_title="t3n",
)


def shown(source: Source, language: str = "de", label: str = "", **changed: Any) -> str | None:
    citation = cited(replace(source, **changed), language, label)
    return None if citation is None else str(citation)


def test_an_article_goes_by_its_authors_its_journal_and_its_year() -> None:
    assert shown(EYES) == f"Poplin et al., Nature Biomedical Engineering, 2018: {TITLE}"


@pytest.mark.parametrize(
    ("names", "german", "english"),
    [
        ((POPLIN,), "Poplin", "Poplin"),
        ((POPLIN, VARADARAJAN), "Poplin und Varadarajan", "Poplin and Varadarajan"),
        ((POPLIN, VARADARAJAN, BLUMER), "Poplin et al.", "Poplin et al."),
        ((Name(literal="The CMS Collaboration"),), "The CMS Collaboration", "The CMS Collaboration"),
        ((POPLIN, Name(literal="Gruppe Auge")), "Poplin und Gruppe Auge", "Poplin and Gruppe Auge"),
        ((Name(given="Prince"), Name()), "Prince", "Prince"),
        ((Name("van der Maaten", "Laurens"),), "van der Maaten", "van der Maaten"),
    ],
)
def test_authors(names: tuple[Name, ...], german: str, english: str) -> None:
    assert shown(EYES, "de", author=names, title=None) == f"{german}, Nature Biomedical Engineering, 2018"
    assert shown(EYES, "en", author=names, title=None) == f"{english}, Nature Biomedical Engineering, 2018"


def test_a_video_goes_by_its_channel_and_its_year() -> None:
    assert shown(VIDEO) == "Channel of the Tests, YouTube, 2021: How a machine learns to paint with light"


def test_a_repository_goes_by_its_owner_who_is_named_once() -> None:
    assert shown(CODE) == "yk, GitHub: clip_music_video"


@pytest.mark.parametrize(
    ("issued", "german", "english"),
    [
        ((2021, 5, 4), "4. Mai 2021", "4 May 2021"),
        ((2021, 3), "März 2021", "March 2021"),
        ((2021,), "2021", "2021"),
        ((2021, 13, 1), "2021", "2021"),  # of a resolver that did not look
    ],
)
def test_news_go_by_their_day_and_no_day_is_made_up(issued: tuple[int, ...], german: str, english: str) -> None:
    assert shown(NEWS, "de", issued=issued) == f"Beispiel, t3n, {german}: Ein Bild von einem Netz"
    assert shown(NEWS, "en", issued=issued) == f"Beispiel, t3n, {english}: Ein Bild von einem Netz"


@pytest.mark.parametrize("source", [EYES, VIDEO, NEWS])
def test_where_no_year_is_known_none_is_said(source: Source) -> None:
    assert "20" not in str(shown(source, issued=()))


@pytest.mark.parametrize(
    ("status", "german", "english"),
    [
        (SourceStatus.WITHDRAWN, "zurückgezogen", "withdrawn"),
        (SourceStatus.RETRACTED, "zurückgezogen", "retracted"),
        (SourceStatus.CONCERN, "unter Vorbehalt der Zeitschrift", "expression of concern"),
        (SourceStatus.ARCHIVED, "archiviert", "archived"),
        (SourceStatus.PRIVATE, "privat", "private"),
        (SourceStatus.MISSING, "nicht auffindbar", "not found"),
    ],
)
def test_what_speaks_against_a_source_stands_before_its_title(status: SourceStatus, german: str, english: str) -> None:
    place = "Poplin et al., Nature Biomedical Engineering, 2018"
    assert shown(EYES, "de", status=status) == f"{place} ({german}): {TITLE}"
    assert shown(EYES, "en", status=status) == f"{place} ({english}): {TITLE}"


@pytest.mark.parametrize(
    "status", [SourceStatus.OK, SourceStatus.UNKNOWN, SourceStatus.CORRECTED, SourceStatus.RESTRICTED]
)
def test_what_does_not_change_whether_to_read_it_is_not_said(status: SourceStatus) -> None:
    assert shown(EYES, status=status) == shown(EYES)


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Ein Bild von einem Netz", ""),
        ("Der Artikel „Ein Bild von einem Netz“", ""),
        ("ein bild  von einem NETZ!", ""),
        ("Artikel bei t3n", "Ein Bild von einem Netz"),
        ("Ein Bild", "Ein Bild von einem Netz"),
        ("Kein Bild von einem Netzwerk", "Ein Bild von einem Netz"),
    ],
)
def test_what_the_label_says_is_not_said_again(label: str, title: str) -> None:
    citation = cited(NEWS, "de", label)
    assert citation is not None
    assert (citation.credit, citation.title) == ("Beispiel, t3n, 4. Mai 2021", title)


def test_a_site_that_signs_with_its_own_name_is_named_once() -> None:
    assert shown(NEWS, author=(Name(literal="T3N"),)) == "T3N, 4. Mai 2021: Ein Bild von einem Netz"
    assert shown(NEWS, title="t3n", author=()) == "t3n, 4. Mai 2021"


def test_a_paper_may_be_called_0() -> None:
    assert shown(EYES, title="0", author=()) == "Nature Biomedical Engineering, 2018: 0"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"container_title": None, "author": (), "issued": ()}, TITLE),
        ({"container_title": None, "author": (), "issued": (), "status": SourceStatus.WITHDRAWN}, f"withdrawn: {TITLE}"),
        ({"author": (), "issued": (), "title": None}, None),  # the address says where
        ({"author": (), "issued": (), "title": None, "status": SourceStatus.MISSING},
         "Nature Biomedical Engineering (not found)"),
        ({"author": (), "issued": (), "title": None, "container_title": None}, None),
    ],
)  # fmt: skip
def test_as_far_as_known(changed: dict[str, Any], expected: str | None) -> None:
    assert shown(EYES, "en", **changed) == expected


def test_evidence_is_for_programs() -> None:
    assert "only for programs" not in str(shown(EYES))
