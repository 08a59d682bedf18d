from __future__ import annotations

from typing import Any

import pytest

from kinews_cli.model.finding import Severity
from kinews_cli.model.source import SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.values import replace
from rules.judged import ARTICLE, CODE, NEWS, PAPER, PDF, VIDEO, about, judged, of, said

BLOG = "https://www.blog.org/netze/"
DOI = "https://doi.org/10.5555/kinews.article"


@pytest.mark.parametrize(
    ("label", "url", "issued"),
    [
        ("Artikel von 2018", ARTICLE, (2021, 5, 4)),
        ("Artikel von 2021", ARTICLE, (2018, 2, 19)),
        ("Bericht von 2018", NEWS, (2021, 5, 4)),
        ("Studie aus dem Jahr 2015", DOI, (2018, 2)),
        ("Paper (2017)", PAPER, (2020, 5, 12)),
        ("Originalpaper von 2017", PAPER, (2020, 5, 12)),
        ("Das 2017er Paper", PAPER, (2020, 5, 12)),
        ("Muster et al., 2017", PAPER, (2020, 5, 12)),
        ("Paper von Muster et al. (2017)", PAPER, (2020, 5, 12)),
        ("Artikel bei t3n vom 4. Mai 2018", NEWS, (2021, 5, 4)),
        ("Artikel vom 04.05.2018", NEWS, (2021, 5, 4)),
        ("Artikel in Nature (2021)", ARTICLE, (2018, 2, 19)),
        ("Blogpost aus 2018", BLOG, (2021, 5, 4)),
        ("Paper 2017", PAPER, (2020, 5, 12)),
        ("2017 paper", PAPER, (2020, 5, 12)),
        ("Paper from 2017", PAPER, (2020, 5, 12)),
        ("Video von 2021", VIDEO, (2018, 5, 4)),  # no video is younger than its upload
    ],
)
def test_a_label_with_another_year(label: str, url: str, issued: tuple[int, ...]) -> None:
    (finding,) = of("KN409", label, url, issued=issued)
    assert finding.severity is Severity.WARNING
    assert f"the source is of {issued[0]}" in finding.message
    assert [entry.signal for entry in finding.evidence] == ["text", "issued"]


@pytest.mark.parametrize(
    ("label", "url", "source"),
    [
        ("Artikel von 2018", ARTICLE, {"issued": (2018, 2, 19)}),
        ("Artikel von 2018", ARTICLE, {"issued": ()}),
        ("Neuer Artikel", ARTICLE, {"issued": (2018, 2, 19)}),
        # of each date that a work has, any will do
        ("Paper von 2017", PAPER, {"issued": (2017, 6, 12), "version_date": (2023, 8, 2)}),
        ("Paper von 2023", PAPER, {"issued": (2017, 6, 12), "version_date": (2023, 8, 2)}),
        ("Paper von 2019", PAPER, {"issued": (2017, 6, 12), "version_date": (2023, 8, 2)}),
        ("Paper von 2015", PAPER, {"issued": (2017, 6, 12), "arxiv_journal_ref": "Journal 3 (2015) 4"}),
        ("Paper von 2019", PAPER, {"issued": (2017, 6, 12), "arxiv_comment": "Accepted at a conference in 2019"}),
        ("Artikel von 2016", ARTICLE, {"issued": (2018, 2, 19), "published_online": "2016-12-01"}),
        ("Artikel von 2020", ARTICLE, {"issued": (2018, 2, 19), "published_print": "2020-01"}),
        ("Artikel von 2020", ARTICLE, {"issued": (2018, 2, 19), "citation_publication_date": "2020-01"}),
        # the file is younger than what stands in it
        ("Artikel von 2018", ARTICLE, {"issued": (2021, 5, 4), "issued_from": "creation of the file"}),
        # a year's difference has its reasons
        ("Paper von 2018", PAPER, {"issued": (2017, 12, 20)}),
        ("Paper von 2016", PAPER, {"issued": (2017, 1, 3)}),
        ("Artikel von 2019", ARTICLE, {"issued": (2018, 10, 2)}),  # online in autumn, printed in spring
        ("Artikel von 2019", DOI, {"issued": (2018,)}),
        ("Paper (NeurIPS 2018)", PAPER, {"issued": (2017, 6, 12)}),
        # what is dated is something else
        ("Das 2018er Modell", NEWS, {"issued": (2021, 5, 4)}),
        ("Windows 2000", NEWS, {"issued": (2021, 5, 4)}),
        ("Bericht zur Wahl 2017", NEWS, {"issued": (2021, 5, 4)}),
        ("Artikel über die Krise von 2008", NEWS, {"issued": (2021, 5, 4)}),
        ("Artikel in der FAZ über die Krise von 2008", NEWS, {"issued": (2021, 5, 4)}),
        ("Paper zum Datensatz von 2012", PAPER, {"issued": (2020, 5, 12)}),
        ("Blade Runner 2049", NEWS, {"issued": (2021, 5, 4)}),
        ("Agenda 2030", NEWS, {"issued": (2021, 5, 4)}),
        ('Artikel "2001: Odyssee im Weltraum"', NEWS, {"issued": (2021, 5, 4)}),
        ("Jahresbericht von 2019", NEWS, {"issued": (2020, 5, 4)}),
        ("Geschäftsbericht (2019)", NEWS, {"issued": (2020, 5, 4)}),
        ("Spielfilm von 1982", NEWS, {"issued": (2021, 5, 4)}),
        ("Im Kontext von 2018", NEWS, {"issued": (2021, 5, 4)}),
        ("Zusammenarbeit von 2018", NEWS, {"issued": (2021, 5, 4)}),
        ("Text von 2000 Zeichen", NEWS, {"issued": (2021, 5, 4)}),
        ("Artikel von 2018 bis 2020", NEWS, {"issued": (2021, 5, 4)}),
        ("Studie von 2018/19", NEWS, {"issued": (2021, 5, 4)}),
        ("Artikel von 2018 und Artikel von 2021", NEWS, {"issued": (2020, 5, 4)}),
        ("Paper 20189", PAPER, {"issued": (2020, 5, 12)}),
        # older works that came to the web later
        ("Turings Artikel von 1950", BLOG, {"type": "webpage", "issued": (2004, 5, 4)}),
        ("Paper von 1997", PAPER, {"issued": (2012, 5, 4)}),
        ("Video von 2015", VIDEO, {"issued": (2018, 5, 4)}),
        ("Vortrag von 2015", BLOG, {"issued": (2018, 5, 4)}),
        # dates that are not those of the work
        ("Artikel von 2018", PDF, {"issued": (2021, 5, 4)}),
        ("Artikel von 2018", CODE, {"issued": (2021, 5, 4)}),
        ("Artikel von 2018", BLOG, {"type": "webpage", "issued": (2021,)}),
    ],
)
def test_labels_whose_year_is_right_or_no_year_of_the_source(label: str, url: str, source: dict[str, Any]) -> None:
    assert of("KN409", label, url, **source) == []


@pytest.mark.parametrize(
    "line",
    [
        f"Das zeigt eine Studie von 2018 ({ARTICLE}) recht gut.",
        f"Schon lange weiß man das. In einem Artikel von 2018, siehe {ARTICLE}, steht es.",
    ],
)
def test_the_sentence_before_a_link_dates_it_too(line: str) -> None:
    (finding,) = said(judged(line, sources={ARTICLE: about(ARTICLE, issued=(2021, 5, 4))}), "KN409")
    assert finding.message.startswith("the text says 2018")


def test_a_line_that_ends_in_a_colon_introduces_the_link_below() -> None:
    sources = {ARTICLE: about(ARTICLE, issued=(2021, 5, 4)), NEWS: about(NEWS, issued=(2021, 5, 4))}
    above = "Wer es genauer wissen will, liest die Studie von 2018:"
    assert len(said(judged(above, f"Zum Lesen: {ARTICLE}", sources=sources), "KN409")) == 1
    # of several links nobody knows which is meant
    assert said(judged(above, f"Eins: {ARTICLE}", f"Zwei: {NEWS}", sources=sources), "KN409") == []
    # the label's own word comes first
    assert said(judged(above, f"Artikel von 2021: {ARTICLE}", sources=sources), "KN409") == []


@pytest.mark.parametrize(
    "line",
    [
        f"Eine Studie von 2018 wurde widerlegt. Das steht hier: {ARTICLE}",
        f"Eine Studie von 2018 hat gezeigt, dass Netze sich an Gesichter erinnern, was nun bestritten wird: {ARTICLE}",
        f"Seit der Studie von 2018 (https://www.site.org/studie) wird gestritten, etwa hier: {ARTICLE}",
        f"2018 haben Forscher das gezeigt ({ARTICLE}).",
        f"Das Modell von 2018 ({ARTICLE}) ist überholt.",
    ],
)
def test_sentences_that_date_something_else(line: str) -> None:
    assert said(judged(line, sources={ARTICLE: about(ARTICLE, issued=(2021, 5, 4))}), "KN409") == []


@pytest.mark.parametrize(
    ("label", "url", "names"),
    [
        ("Artikel bei t3n", "https://www.heise.de/news/netz-1.html", "t3n, the link leads to heise"),
        ("Neuer Artikel bei heise online", NEWS, "heise, the link leads to t3n"),
        ("Artikel von heise", NEWS, "heise, the link leads to t3n"),
        ("Ein Bericht der Tagesschau vom Mai", NEWS, "Tagesschau, the link leads to t3n"),
        ("Artikel des Spiegel", NEWS, "Spiegel, the link leads to t3n"),
        ("Artikel bei Golem (kostenpflichtig)", NEWS, "Golem, the link leads to t3n"),
        ("Heise-Artikel", "https://www.golem.de/news/netz-1.html", "heise, the link leads to Golem"),
        ("Artikel bei t3n", "https://www.blog.org/netze/", "t3n, the link leads to https://www.blog.org/netze/"),
        ("Werbespot auf Youtube", "https://vimeo.com/1234", "YouTube, the link leads to Vimeo"),
        ("Youtube Video", NEWS, "YouTube, the link leads to t3n"),
        ("Code auf Github", "https://gitlab.com/owner/repo", "GitHub, the link leads to GitLab"),
        ("GitHub-Repository", "https://codeberg.org/owner/repo", "GitHub, the link leads to Codeberg"),
        ("Paper auf arXiv", ARTICLE, "arXiv, the link leads to Nature"),
        ("Paper (arXiv)", "https://openreview.net/forum?id=x", "arXiv, the link leads to OpenReview"),
        ("Artikel in Nature", PAPER, "Nature, the link leads to arXiv"),
        ("Nature-Paper", "https://www.spiegel.de/wissenschaft/netz-a-1.html", "Nature, the link leads to Spiegel"),
        ("Golem", NEWS, "Golem, the link leads to t3n"),
        ("Warum das Netz malt - Golem.de", NEWS, "Golem, the link leads to t3n"),
        ("Youtube", "https://vimeo.com/1234", "YouTube, the link leads to Vimeo"),
    ],
)
def test_a_label_that_names_another_site(label: str, url: str, names: str) -> None:
    (finding,) = of("KN410", label, url)
    assert finding.message == f"the label names {names}"
    assert finding.severity is Severity.WARNING
    assert finding.evidence[0] == Evidence("label", label)


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("Artikel bei t3n", NEWS),
        ("Werbespot auf Youtube", VIDEO),
        ("Youtube Video", "https://youtu.be/dLAjWtlTpnY"),
        ("Code auf Github", CODE),
        ("Code auf Github", "https://owner.github.io/repo/"),
        ("Code auf Github", "https://colab.research.google.com/github/owner/repo/blob/main/a.ipynb"),
        ("Paper auf arXiv", "https://arxiv.org/pdf/2005.05535"),
        ("Paper auf arXiv", "https://doi.org/10.48550/arXiv.2005.05535"),
        ("Artikel in Nature", ARTICLE),
        ("Artikel in Nature Medicine", "https://doi.org/10.1038/s41591-019-0001-1"),
        ("Artikel in Nature", "https://www.authors.org/paper.pdf"),  # their own copy
        ("Technology Review-Artikel", "https://www.heise.de/tr/netz-1.html"),
        ("Artikel bei t3n", "https://web.archive.org/web/2021/https://t3n.de/news/netz-1/"),
        ("Artikel bei t3n", "https://bit.ly/3abc"),  # where that leads nobody has seen
        ("Artikel auf Medium", "https://www.blog.org/netze/"),  # under a name of its own
        # generic words carry nothing
        ("Paper", NEWS),
        ("Artikel", VIDEO),
        ("Mehr dazu", CODE),
        ("Quelle", PAPER),
        ("Video", NEWS),
        ("Code", NEWS),
        ("Demo", NEWS),
        ("Neuer Artikel", VIDEO),
        # sites that are the subject
        ("Artikel über Deepfakes auf Youtube", NEWS),
        ("Falsche Videos auf Youtube", NEWS),
        ("Video der Tagesschau", VIDEO),
        ("Artikel aus der Zeit vor dem Netz", NEWS),
        ("Bericht der Kommission", NEWS),
        ("Gelöschte Artikel auf Wikipedia", NEWS),
        ("Youtube-Studie", NEWS),
        ("Youtube", NEWS),
        ("Twitter", "https://www.theverge.com/netz"),
        ("Neue Regeln (Youtube)", NEWS),
        ("Spiegel: Regierung plant Gesetz", NEWS),
        ("Github", NEWS),
        ("GitHub und die Folgen", NEWS),
        # names that are words too
        ("KI im Spiegel der Medien", NEWS),
        ("Werkzeuge in der Science-Fiction", NEWS),
        ("Die Nature-Nurture-Debatte", NEWS),
        ("Im Wandel der Zeit", NEWS),
        ("Video vom Guardian Angel", NEWS),
        # who made it, not where it is
        ("Video von t3n", VIDEO),
        ("Paper von Google", PAPER),
        ("DeepFaceLab", "https://github.com/iperov/DeepFaceLab"),
    ],
)  # fmt: skip
def test_labels_that_name_no_other_site(label: str, url: str) -> None:
    assert of("KN410", label, url) == []


def test_where_a_link_ends_counts_too() -> None:
    ended = Check(Verdict.OK, "http_200", 200, "https://t3n.de/news/netz-1/")
    assert of("KN410", "Artikel bei t3n", "https://bit.ly/3abc", check=ended) == []
    elsewhere = Check(Verdict.OK, "http_200", 200, "https://www.golem.de/netz")
    assert len(of("KN410", "Artikel bei t3n", "https://bit.ly/3abc", check=elsewhere)) == 1


def test_what_the_source_says_of_itself_counts_too() -> None:
    assert of("KN410", "Artikel in Nature", DOI, container="Nature") == []
    assert len(of("KN410", "Artikel in Nature", DOI, container="Journal of the Tests")) == 1
    assert of("KN410", "Artikel bei t3n", BLOG, container="t3n Magazin") == []


def test_the_preprint_of_an_article_is_near_enough() -> None:
    source = replace(about(PAPER), doi="10.1038/s41586-021-03819-2")
    assert said(judged(f"Artikel in Nature: {PAPER}", sources={PAPER: source}), "KN410") == []


ATTENTION = 'Paper "Attention Is All You Need"'
FACES = "Integrated, flexible and extensible framework for the swapping of faces"


@pytest.mark.parametrize(
    ("label", "url", "source", "severity"),
    [
        (ATTENTION, PAPER, {"title": FACES, "lang": "en"}, Severity.WARNING),
        ('"Attention Is All You Need"', PAPER, {"title": FACES, "lang": "en"}, Severity.WARNING),
        ('Paper "Generative Adversarial Nets"', PAPER, {"title": FACES, "lang": "en"}, Severity.WARNING),
        ("Artikel „Warum die Bilder lügen“", NEWS, {"title": "Der Strom wird für die Kunden teurer", "lang": "de"},
         Severity.NOTE),
        ("Video »How the machines learn to paint«", VIDEO,
         {"title": "What the kitchen of my grandmother was like", "lang": "en"}, Severity.NOTE),
    ],
)  # fmt: skip
def test_a_label_that_quotes_another_title(label: str, url: str, source: Any, severity: Severity) -> None:
    (finding,) = of("KN410", label, url, **source)
    assert finding.severity is severity
    assert finding.evidence[-1] == Evidence("title", source["title"])


@pytest.mark.parametrize(
    ("label", "url", "source"),
    [
        (ATTENTION, PAPER, {"title": "Attention is all you need: networks without recurrence", "lang": "en"}),
        (ATTENTION, PAPER, {"title": FACES, "lang": "en", "abstract": "All that it needs is attention."}),
        (ATTENTION, PAPER, {"title": None, "lang": "en"}),
        (ATTENTION, PAPER, {"title": "Faces", "lang": "en"}),
        (ATTENTION, PAPER, {"title": FACES, "lang": "en", "status": SourceStatus.MISSING}),
        # perhaps a translation
        ("Paper „Aufmerksamkeit ist alles, was man braucht“", PAPER, {"title": FACES, "lang": "en"}),
        ("Paper „Tiefe neuronale Netze“", PAPER, {"title": FACES, "lang": "en"}),
        (ATTENTION, PAPER, {"title": "Ein Rahmen für den Tausch von Gesichtern", "lang": "de"}),
        # perhaps no title
        (
            "Merkel: „Das ist für uns alle Neuland“",
            NEWS,
            {"title": "Der Strom wird teurer für die Kunden", "lang": "de"},
        ),
        ("Artikel über das „Ende der Bilder und der Wahrheit“", NEWS, {"title": "Der Strom wird teurer", "lang": "de"}),
        ("„Wir haben das nicht gewollt“", NEWS, {"title": "Der Strom wird teurer für die Kunden", "lang": "de"}),
        ('Paper "BERT"', PAPER, {"title": FACES, "lang": "en"}),
        # a series, a channel, a heading that was changed later while the address was not
        (
            "Video „Lage der Nation und der Welt“",
            VIDEO,
            {"title": "Folge 3 mit den Gästen der Woche", "author": "Lage Nation"},
        ),
        (
            "Artikel „Was die Netze über uns wissen“",
            NEWS,
            {"title": "Der Strom wird teurer für die Kunden", "lang": "de"},
        ),
        # the words alone say nothing
        ("Paper", PAPER, {"title": FACES, "lang": "en"}),
        ("Erklärung zum Latent Space", BLOG, {"title": "Points with a meaning for the people", "lang": "en"}),
    ],
)
def test_labels_that_quote_no_other_title(label: str, url: str, source: Any) -> None:
    assert of("KN410", label, url, **source) == []


def test_a_page_that_nobody_saw_has_no_title_to_compare() -> None:
    walled = Check(Verdict.BLOCKED, "challenge", 403)
    assert of("KN410", ATTENTION, NEWS, check=walled, title="Just one moment for the check", lang="en") == []


@pytest.mark.parametrize("label", ["Vaswani et al.", "Paper von Vaswani et al. (2017)", "Vaswani et al., 2017"])
def test_a_label_that_names_another_author(label: str) -> None:
    (finding,) = of("KN410", label, PAPER, author="Ivan Muster, Anna Beispiel")
    assert finding.message == "the label names Vaswani, the paper is by Ivan Muster"


@pytest.mark.parametrize(
    ("label", "url", "author"),
    [
        ("Muster et al.", PAPER, "Ivan Muster, Anna Beispiel"),
        ("Beispiel et al.", PAPER, "Ivan Muster, Anna Beispiel"),
        ("Müßter et al.", PAPER, "Ivan Müßter, Anna Beispiel"),
        ("Jumper et al.", PAPER, "Jumper John, Anna Beispiel"),  # family name first
        ("Vaswani et al.", PAPER, ""),
        ("Vaswani et al. erklärt", BLOG, "Ivan Muster"),  # a page may tell of anybody's work
        ("Antwort auf Vaswani et al.", PAPER, "Ivan Muster"),
        ("Paper von Vaswani", PAPER, "Ivan Muster"),
    ],
)
def test_labels_that_name_no_other_author(label: str, url: str, author: str) -> None:
    assert of("KN410", label, url, author=author) == []


def test_numbers_of_works_are_compared() -> None:
    (finding,) = of("KN410", "arXiv:1706.03762", PAPER, title="A title")
    assert finding.message == "the label names 1706.03762, the link leads to 2005.05535"
    (other,) = of("KN410", "Artikel, DOI 10.5555/kinews.other", DOI, title="A title")
    assert "10.5555/kinews.other" in other.message


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("arXiv:2005.05535", PAPER),
        ("2005.05535v2", f"{PAPER}v2"),
        ("DOI 10.5555/KINEWS.article.", DOI),
        ("Artikel zu 1706.03762", BLOG),
        ("Version 2018.12345 im Einsatz", NEWS),
    ],
)
def test_numbers_that_are_right_or_of_no_work(label: str, url: str) -> None:
    assert of("KN410", label, url, title="A title") == []
