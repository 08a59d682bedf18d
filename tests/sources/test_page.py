from __future__ import annotations

import json
from pathlib import Path

import pytest

from kinews_cli.model.source import Confidence, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.page import page_source
from kinews_cli.web.answer import Answer
from pdf_files import pdf

NEWS = "https://blatt.example/news/rechenzentrum-uebt-strom-sparen-4711/"
NATURE = "https://www.nature.com/articles/s41551-018-0195-0"
REPOSITORY = "https://github.com/iperov/DeepFaceLab"


def page(html: str | bytes, url: str = NEWS, *, final: str | None = None, **headers: str) -> Source:
    body = html.encode() if isinstance(html, str) else html
    sent = {
        "content-type": "text/html; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return page_source(url, Answer(final or url, 200, sent, body))


def fixture(fixtures: Path, name: str) -> str:
    return (fixtures / "page" / name).read_text(encoding="utf-8")


def head(*tags: str) -> str:
    return f"<!DOCTYPE html><html><head>{''.join(tags)}</head><body></body></html>"


def ld(said: str) -> str:
    return f'<script type="application/ld+json">{said}</script>'


def test_a_news_article(fixtures: Path) -> None:
    source = page(fixture(fixtures, "news-de.html"))
    assert (source.id, source.kind, source.type) == (NEWS, SourceKind.PAGE, "article-newspaper")
    assert source.title == "Rechenzentrum übt Strom sparen"  # entities escaped twice, the site's name behind it
    assert source.author == (Name(literal="Redaktion"),)
    assert source.issued == (2023, 11, 6)
    assert source.container_title == source.publisher == "Beispielblatt"
    assert source.abstract == "Eine Stadt heizt mit dem, was ihre Rechner übrig lassen."


def test_text_wins_over_a_wrong_html_lang(fixtures: Path) -> None:
    language = page(fixture(fixtures, "news-de.html")).language
    assert (language.code, language.confidence) == ("de", Confidence.HIGH)
    assert Evidence("html_lang", "en") in language.evidence


def test_what_else_the_head_says_is_evidence(fixtures: Path) -> None:
    evidence = page(fixture(fixtures, "news-de.html")).evidence
    assert Evidence("canonical", NEWS) in evidence  # relative in the page
    assert Evidence("is_accessible_for_free", "false") in evidence  # a string in the page
    assert Evidence("robots", "index, unavailable_after: 2030-01-01T00:00:00+01:00") in evidence
    assert Evidence("expires", "2030-01-01") in evidence


def test_a_blog_whose_template_is_english(fixtures: Path) -> None:
    source = page(fixture(fixtures, "blog-fr-declared-en.html"), "https://blog.example/ce-que-la-machine")
    assert source.type == "post-weblog"
    assert source.title == "Ce que la machine ne sait pas"
    assert source.issued == (2019, 12, 12)  # of publication, not of the first draft
    assert source.container_title == "Medium"
    assert source.language.code == "fr"
    assert "html_lang" not in {evidence.signal for evidence in source.language.evidence}


def test_an_article_of_nature_by_its_citation_tags(fixtures: Path) -> None:
    source = page(fixture(fixtures, "nature-article.html"), NATURE)
    assert (source.id, source.kind, source.type) == (
        "doi:10.1038/s41551-018-0195-0",
        SourceKind.NATURE,
        "article-journal",
    )
    assert source.title == "Prediction of cardiovascular risk factors from retinal fundus photographs via deep learning"
    assert source.author[0] == Name("Poplin", "Ryan")
    assert source.issued == (2018, 2, 19)
    assert source.container_title == "Nature Biomedical Engineering"
    assert source.doi == "10.1038/s41551-018-0195-0"
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)


def test_citation_tags_alone_are_enough() -> None:
    source = page(
        head(
            '<meta name="citation_title" content="RETRACTED ARTICLE: A claim">',
            '<meta name="citation_author" content="Anning, Mary">',
            '<meta name="citation_publication_date" content="2021/08">',
            '<meta name="citation_online_date" content="2021/07/15">',
            '<meta name="citation_journal_title" content="Journal">',
            '<meta name="citation_doi" content="doi:10.1000/ABC">',
        )
    )
    assert source.issued == (2021, 7, 15)
    assert source.doi == "10.1000/abc"
    assert source.type == "article-journal"
    assert source.status is SourceStatus.RETRACTED
    assert Evidence("citation_publication_date", "2021-08") in source.evidence  # the year that some go by


@pytest.mark.parametrize(
    ("product", "publisher", "site", "container"),
    [
        ("Beispielblatt", "Beispielblatt", "Sicherheit", "Beispielblatt"),  # the site's name is that of a section
        ("Beispielblatt Basic", "Beispielblatt", "Beispielblatt", "Beispielblatt"),
        ("Beispielblatt: für Abonnenten", "Der Verlag", "Beispielblatt.de", "Beispielblatt.de"),
        ("Beispielblatt", "", "", "Beispielblatt"),
    ],
)
def test_what_readers_subscribe_to_is_not_always_the_site(
    product: str, publisher: str, site: str, container: str
) -> None:
    said = {
        "@type": "NewsArticle",
        "headline": "Ein Titel",
        "isPartOf": {"@type": ["CreativeWork", "Product"], "name": product, "productID": "blatt:basic"},
        "publisher": {"@type": "Organization", "name": publisher},
    }
    source = page(head(f'<meta property="og:site_name" content="{site}">', ld(json.dumps(said))))
    assert source.container_title == container


@pytest.mark.parametrize(
    ("kind", "status"), [("ScholarlyArticle", SourceStatus.RETRACTED), ("NewsArticle", SourceStatus.UNKNOWN)]
)
def test_only_papers_are_retracted_by_their_titles(kind: str, status: SourceStatus) -> None:
    assert page(head(ld(f'{{"@type": "{kind}", "headline": "RETRACTED: A claim"}}'))).status is status


def test_news_of_nature_have_no_citation_title() -> None:
    source = page(
        head(
            '<meta name="dc.title" content="A telescope opens">',
            '<meta name="dc.date" content="2019-09-24">',
            '<meta name="dc.creator" content="Maria Muster">',
            '<meta name="prism.publicationName" content="Nature">',
        ),
        "https://www.nature.com/articles/d41586-019-02790-3",
    )
    assert source.type == "article-newspaper"
    assert source.author == (Name("Muster", "Maria"),)
    assert (source.title, source.issued, source.container_title) == ("A telescope opens", (2019, 9, 24), "Nature")


def test_an_arxiv_page_dates_by_the_first_version() -> None:
    source = page(
        head(
            '<meta name="citation_title" content="Attention Is All You Need">',
            '<meta name="citation_date" content="2017/06/12">',
            '<meta name="citation_online_date" content="2023/08/02">',
            '<meta name="citation_arxiv_id" content="1706.03762">',
        ),
        "https://arxiv.org/abs/1706.03762",
    )
    assert source.issued == (2017, 6, 12)
    assert (source.id, source.type, source.number) == ("arxiv:1706.03762", "article", "1706.03762")
    assert source.language.code == "en"


def test_a_repository(fixtures: Path) -> None:
    source = page(fixture(fixtures, "github.html"), REPOSITORY)
    assert (source.id, source.kind, source.type) == ("github:iperov/DeepFaceLab", SourceKind.GITHUB, "software")
    assert source.title == "iperov/DeepFaceLab"
    assert source.abstract == "A tool that puts one face in the place of another."
    assert source.author == (Name(literal="iperov"),)
    assert source.container_title == "GitHub"


def test_the_language_of_a_repository_is_that_of_its_readme(fixtures: Path) -> None:
    readme = "<article><p>Dies ist ein Werkzeug, mit dem man ein Gesicht durch ein anderes ersetzt, und zwar so.</p></article>"
    html = fixture(fixtures, "github.html").replace("</body>", f"{readme}</body>")
    language = page(html, REPOSITORY).language
    assert language.code == "de"
    assert {evidence.signal for evidence in language.evidence} <= {"text_vote", "title_vote"}


def test_a_page_inside_a_repository_keeps_its_own_title() -> None:
    html = head('<meta property="og:title" content="Crash at start · Issue #7 · iperov/DeepFaceLab">')
    source = page(html, f"{REPOSITORY}/issues/7")
    assert source.title == "Crash at start · Issue #7 · iperov/DeepFaceLab"


def test_a_video_page_says_nothing_where_consent_is_asked_instead(fixtures: Path) -> None:
    html = (fixtures / "youtube" / "consent.html").read_text(encoding="utf-8")
    source = page(html, "https://youtu.be/kinewsTest1", final="https://consent.youtube.com/m")
    assert (source.id, source.title, source.language.code) == ("youtube:kinewsTest1", None, None)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"%PDF-1.7 ...", "application/octet-stream"), (b"", "application/pdf"), (b"\n%PDF-1.4", "text/html")],
)
def test_a_pdf_goes_by_its_type_or_its_first_bytes(body: bytes, content_type: str) -> None:
    source = page(body, "http://vladlen.info/papers/EPE.pdf", content_type=content_type)
    assert (source.kind, source.type, source.title) == (SourceKind.PDF, "document", None)
    assert source.language.code is None


def test_what_a_pdf_says_is_in_the_source() -> None:
    words = "We show that a network can learn the look of a city from photographs, and put it on the frames of a game. "
    body = pdf([(18.0, "Photographs for the frames of a game"), *[(11.0, words)] * 3], info="/Author (Ada Lovelace)")
    source = page(body, "https://papers.example/games.pdf", content_type="application/pdf")
    assert (source.kind, source.type) == (SourceKind.PDF, "document")
    assert source.title == "Photographs for the frames of a game"
    assert source.author == (Name("Lovelace", "Ada"),)
    assert source.container_title == "papers.example"
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)


def test_a_pdf_in_one_language_declared_as_another() -> None:
    words = "Die Stadt heizt ihre Häuser mit dem Wasser, das die Rechner warm gemacht haben, und spart dabei viel Geld."
    language = page(pdf([(11.0, words)] * 3, catalog="/Lang (en-US)"), content_type="application/pdf").language
    assert (language.code, language.confidence) == ("de", Confidence.HIGH)
    assert Evidence("document_lang", "en-US") in language.evidence


def test_what_only_claims_to_be_a_pdf_is_a_page() -> None:
    source = page("<title>Nicht mehr da</title>", "https://example.org/paper.pdf")
    assert (source.kind, source.title) == (SourceKind.PAGE, "Nicht mehr da")


def test_a_paper_as_pdf_keeps_its_kind() -> None:
    source = page(b"%PDF-1.7", "https://arxiv.org/pdf/2005.05535", content_type="application/pdf")
    assert (source.id, source.kind) == ("arxiv:2005.05535", SourceKind.ARXIV)


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "application/zip"])
def test_other_documents_have_no_title(content_type: str) -> None:
    assert page(b"<title>x</title>", content_type=content_type).title is None


def test_a_shortener_names_what_it_leads_to() -> None:
    source = page(head("<title>t</title>"), "https://short.example/a", final=REPOSITORY)
    assert source.id == "github:iperov/DeepFaceLab"


def test_a_plain_redirect_keeps_the_address_of_the_issue() -> None:
    assert page(head("<title>t</title>"), "https://short.example/a", final=NEWS).id == "https://short.example/a"


def test_the_charset_of_the_page_counts_where_the_header_names_none() -> None:
    html = '<html><head><meta charset="iso-8859-1"><title>Überblick</title></head></html>'.encode("iso-8859-1")
    assert page(html, content_type="text/html").title == "Überblick"


@pytest.mark.parametrize(
    ("tags", "title"),
    [
        (
            [
                ld('{"@type":"Article","headline":"JSON"}'),
                '<meta property="og:title" content="og">',
                "<title>t</title>",
            ],
            "JSON",
        ),
        (['<meta name="citation_title" content="cited">', '<meta property="og:title" content="og">'], "cited"),
        (['<meta property="og:title" content="og">', '<meta name="DC.title" content="dc">', "<title>t</title>"], "og"),
        (['<meta name="DC.title" content="dc">', "<title>t</title>"], "dc"),
        (["<title>t</title>"], "t"),
        ([], None),
        ([ld('{"@type":"Article","headline":["", 3, "listed"]}')], "listed"),
        (['<meta property="og:title" content="a\x1b[31m \u202eb">'], "a[31m b"),
    ],
)
def test_the_title_in_order(tags: list[str], title: str | None) -> None:
    assert page(head(*tags)).title == title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Neues | Blatt", "Neues"),
        ("Neues – Blatt", "Neues"),
        ("Neues - Heute - Blatt", "Neues - Heute"),
        ("Blatt", "Blatt"),
        ("Hin-Blatt", "Hin-Blatt"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, shown: str) -> None:
    assert page(head(f"<title>{title}</title>", '<meta property="og:site_name" content="Blatt">')).title == shown


@pytest.mark.parametrize(
    ("types", "csl"),
    [
        ('"NewsArticle"', "article-newspaper"),
        ('["Thing", "https://schema.org/BlogPosting"]', "post-weblog"),
        ('"ScholarlyArticle"', "article-journal"),
        ('"Article"', "webpage"),
        ('"Product"', "webpage"),
        ("3", "webpage"),
    ],
)
def test_the_type_follows_json_ld(types: str, csl: str) -> None:
    assert page(head(ld(f'{{"@type": {types}}}'))).type == csl


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ada Lovelace"', (Name("Lovelace", "Ada"),)),
        (
            '["Ada Lovelace", {"name": "Blatt", "@type": "Organization"}]',
            (Name("Lovelace", "Ada"), Name(literal="Blatt")),
        ),
        ('{"@type": "Person", "name": ["x", 3]}', (Name(literal="x"),)),
        ('{"@id": "#ada"}', (Name("Lovelace", "Ada"),)),
        ('{"@id": "#nobody"}', ()),
        ("3", ()),
        ("null", ()),
    ],
)
def test_authors_in_every_form(author: str, names: tuple[Name, ...]) -> None:
    ada = '{"@type": "Person", "@id": "#ada", "name": "Ada Lovelace"}'
    assert page(head(ld(f'[{{"@type": "Article", "author": {author}}}, {ada}]'))).author == names


def test_an_author_address_is_no_author() -> None:
    assert page(head('<meta property="article:author" content="https://example.org/ada">')).author == ()


@pytest.mark.parametrize(
    ("tags", "code", "confidence"),
    [
        (['<meta name="citation_language" content="En">'], "en", Confidence.HIGH),
        (['<meta name="dc.language" content="deutsch">'], "de", Confidence.HIGH),
        ([ld('{"@type":"WebPage","inLanguage":"fr-FR"}')], "fr", Confidence.MEDIUM),
        ([ld('{"@type":"Article","inLanguage":{"@type":"Language","alternateName":"nl"}}')], "nl", Confidence.MEDIUM),
        (['<meta property="og:locale" content="de_AT">'], "de", Confidence.MEDIUM),
        (['<meta http-equiv="content-language" content="es">'], "es", Confidence.LOW),
        (['<meta http-equiv="content-language" content="de, en">'], None, Confidence.LOW),
        ([], None, Confidence.LOW),
    ],
)
def test_language_by_markup(tags: list[str], code: str | None, confidence: Confidence) -> None:
    language = page(head(*tags)).language
    assert (language.code, language.confidence) == (code, confidence)


def test_language_by_the_header_and_by_html_lang() -> None:
    assert page(head(), content_language="de-DE").language.code == "de"
    assert page("<html lang='fr'><title>x</title></html>").language.code == "fr"


@pytest.mark.parametrize(
    "url", [REPOSITORY, "https://www.youtube.com/@channel", "https://medium.com/p/1", "https://name.medium.com/p"]
)
def test_html_lang_of_these_hosts_is_never_read(url: str) -> None:
    assert page("<html lang='en'><title>x</title></html>", url).language.code is None


YOAST = """[{"@type": "Article", "headline": "Ein Netz lernt sehen", "datePublished": "2022-03-04T05:06:07+00:00",
  "isPartOf": {"@id": "#page"}, "author": {"name": "Ada Lovelace", "@id": "#ada"}, "publisher": {"@id": "#org"}},
 {"@type": "WebPage", "@id": "#page", "name": "Ein Netz lernt sehen - Rechnerblog", "isPartOf": {"@id": "#site"}},
 {"@type": "WebSite", "@id": "#site", "name": "Rechnerblog"}, {"@type": "Person", "@id": "#ada", "name": "Ada Lovelace"}]"""


def test_a_blog_as_its_most_common_plugin_describes_it() -> None:
    source = page(head(ld(YOAST), "<title>Ein Netz lernt sehen - Rechnerblog</title>"))
    assert (source.title, source.container_title, source.issued) == (
        "Ein Netz lernt sehen",
        "Rechnerblog",
        (2022, 3, 4),
    )
    assert source.author == (Name("Lovelace", "Ada"),)


TDS = "https://towardsdatascience.com/stories-and-games-de5a7c687d8d"


def test_a_publication_that_stood_on_medium() -> None:
    article = """{"@type": "NewsArticle", "headline": "Stories and Games | by Ada Lovelace | Towards Data Science",
     "dateCreated": "2021-05-01T08:00:00Z", "datePublished": "2021-05-01T08:00:00Z",
     "author": {"@type": "Person", "name": "Ada Lovelace"},
     "publisher": {"@type": "Organization", "name": "Towards Data Science"}}"""
    tags = (
        '<meta property="og:site_name" content="Medium">',
        '<meta property="article:published_time" content="2021-05-07T08:00:00Z">',
    )
    source = page(head(ld(article), *tags), TDS)
    assert (source.title, source.container_title) == ("Stories and Games", "Towards Data Science")
    assert (source.type, source.issued) == ("post-weblog", (2021, 5, 7))


def test_and_moved_to_a_site_of_its_own() -> None:
    final = "https://towardsdatascience.com/stories-and-games-de5a7c687d8d/"
    html = head(
        '<meta property="og:site_name" content="Towards Data Science">',
        '<meta property="og:title" content="Stories and Games | Towards Data Science">',
        '<meta name="author" content="Ada Lovelace">',
        '<meta property="article:published_time" content="2021-05-07T08:00:00+00:00">',
    )
    source = page(html, TDS, final=final)
    assert (source.id, source.title, source.container_title) == (TDS, "Stories and Games", "Towards Data Science")
    assert (source.author, source.issued) == ((Name("Lovelace", "Ada"),), (2021, 5, 7))


@pytest.mark.parametrize(
    ("tags", "issued"),
    [
        (['<meta name="pubdate" content="20231102">'], (2023, 11, 2)),
        (['<meta name="date" content="Di., 25.01.2022 - 14:45">'], (2022, 1, 25)),
        (['<meta name="article:published_time" content="15. Juli 2021">'], (2021, 7, 15)),
        (['<meta property="og:updated_time" content="2022-01-01">'], ()),  # a day of change
        (['<meta name="expires" content="Tue, 11 Feb 2020 14:00:00 GMT">'], ()),  # of the cache
        (['<time class="entry-date published" datetime="2021-07-15T10:00:00+02:00">'], (2021, 7, 15)),
        (['<time itemprop="datePublished" datetime="2021-07-15">'], (2021, 7, 15)),
        (['<time datetime="2021-07-15">'], ()),  # of a teaser, or a comment
        (['<time class="published" datetime="2021-07-15">', '<time class="published" datetime="2020-01-01">'], ()),
        ([ld('{"@type": "WebPage", "datePublished": "2021-07-15"}')], (2021, 7, 15)),
    ],
)
def test_the_day_of_publication_wherever_it_stands(tags: list[str], issued: tuple[int, ...]) -> None:
    assert page(head(*tags)).issued == issued


@pytest.mark.parametrize(
    ("html", "headers", "expires"),
    [
        (head('<meta name="robots" content="unavailable_after: 25 Jun 2030 15:00:00 GMT">'), {}, "2030-06-25"),
        (head('<meta name="googlebot" content="noarchive, unavailable_after: 2030-06-25">'), {}, "2030-06-25"),
        (head(), {"x_robots_tag": "unavailable_after: 25-Jun-2030 15:00:00 GMT"}, "2030-06-25"),
        (head('<meta name="robots" content="unavailable_after: soon">'), {}, None),
        (head('<meta name="robots" content="noindex">'), {"x_robots_tag": "noindex"}, None),
        (head('<meta http-equiv="expires" content="25 Jun 2020 15:00:00 GMT">'), {"expires": "0"}, None),
    ],
)
def test_until_when_a_page_may_be_shown(html: str, headers: dict[str, str], expires: str | None) -> None:
    found = {evidence.signal: evidence.value for evidence in page(html, **headers).evidence}
    assert found.get("expires") == expires


def test_a_person_above_the_text_is_better_than_the_house_in_json_ld() -> None:
    blatt = '{"@type": "Organization", "name": "Blatt"}'
    house = ld(f'{{"@type": "NewsArticle", "author": {blatt}, "publisher": {blatt}}}')
    assert page(head(house, '<meta name="author" content="Von Ada Lovelace">')).author == (Name("Lovelace", "Ada"),)
    assert page(head(house, '<meta name="author" content="Blatt">')).author == (Name(literal="Blatt"),)


def test_all_who_wrote_it() -> None:
    authors = (Name("Lovelace", "Ada"), Name("Babbage", "Charles"))
    assert page(head('<meta name="author" content="Ada Lovelace und Charles Babbage">')).author == authors
    assert page(head('<meta name="citation_author" content="Lovelace, Ada; Babbage, Charles">')).author == authors


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Scaling laws for small vision models", "en"),
        ("Warum Sprachmodelle Quellen erfinden", "de"),
        ("Waarom taalmodellen bronnen verzinnen", "nl"),
        ("Dlaczego modele językowe wymyślają źródła", "pl"),
        ("ChatGPT 5.0", None),
    ],
)
def test_a_page_that_is_only_a_title(title: str, code: str | None) -> None:
    language = page(head(f"<title>{title}</title>")).language
    assert (language.code, language.confidence is Confidence.HIGH) == (code, False)


def test_a_title_and_a_template_that_agree_are_sure() -> None:
    html = "<html lang='en'><title>Scaling laws for small vision models</title></html>"
    assert page(html).language.confidence is Confidence.HIGH


def test_a_page_in_other_letters_is_not_english_because_its_template_is() -> None:
    text = "言語モデルが出典を捏造する理由。" * 9
    html = f"<html lang='en'><head><title>日本語</title></head><body><p>{text}</p></body></html>"
    assert page(html).language.code is None


RECORDED = {
    "news-de/golem-2404-184627.html": ("article-newspaper", 2024, "Golem.de", "de"),
    "news-de/golem-2509-199920.html": ("article-newspaper", 2025, "Golem.de", "de"),
    "news-de/heise-9691259.html": ("article-newspaper", 2024, "heise online", "de"),
    "news-de/spiegel-svb.html": ("article-newspaper", 2023, "DER SPIEGEL", "de"),
    "news-de/t3n-apple-eigener-iphone-akku-1587177.html": ("article-newspaper", 2023, "t3n Magazin", "de"),
    "news-de/tagesschau-ahrtal-flut-bilanz-100.html": ("article-newspaper", 2023, "tagesschau.de", "de"),
    "news-de/zeit-euroleague.html": ("webpage", 2023, "ZEIT ONLINE", "de"),
    "medium/medium-dokku-en.html": ("post-weblog", 2016, "Medium", "en"),
    "medium/medium-publication-webpack3.html": ("post-weblog", 2017, "webpack", "en"),
    "medium/medium-recherche-fr-declared-en.html": ("post-weblog", 2019, "Medium", "fr"),
}


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_pages(shared: Path, name: str) -> None:
    source = page((shared / "samples" / name).read_bytes())
    assert (source.type, source.issued[0], source.container_title, source.language.code) == RECORDED[name]
    assert source.title
    assert not source.title.endswith(("Golem.de", "Medium", "heise online"))
    assert source.author


@pytest.mark.parametrize(
    ("name", "type_", "year", "authors"),
    [
        ("article-s41586-021-03819-2", "article-journal", 2021, 30),
        ("news-d41586-025-03571-x", "article-newspaper", 2025, 5),
        ("news-d41586-019-02790-3", "article-newspaper", 2019, 0),
    ],
)
def test_recorded_pages_of_nature(shared: Path, name: str, type_: str, year: int, authors: int) -> None:
    url = f"https://www.nature.com/articles/{name.partition('-')[2]}"
    source = page((shared / "samples" / "nature" / f"{name}.html").read_bytes(), url)
    assert (source.type, source.issued[0], source.container_title, source.language.code) == (
        type_,
        year,
        "Nature",
        "en",
    )
    assert source.title
    assert len(source.author) >= authors


def test_a_recorded_page_of_github(shared: Path) -> None:
    html = (shared / "samples" / "github" / "repo-page-yapapi.html").read_bytes()
    assert page(html, "https://github.com/golemfactory/yapapi").title == "golemfactory/yapapi"
