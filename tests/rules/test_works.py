from __future__ import annotations

from kinews_cli.rules.works import pairs, published_doi, share_a_word, stems, works_of
from rules.judged import NEWS, PAPER, about, judged

DOI = "https://doi.org/10.5555/kinews.article"


def test_words_that_are_one() -> None:
    assert share_a_word(stems("Die neuronalen Netze"), stems("neuronales Netzwerk"))
    assert share_a_word(stems("die Größe"), stems("der Groesse")) is False  # spelt out it is another word
    assert share_a_word(stems("die Größe"), stems("GROSSE"))
    assert share_a_word(stems("Café"), stems("CAFE"))
    assert not share_a_word(stems("What is this and that"), stems("and that with this"))
    assert stems("KI 2 GPT3") == {"2", "gpt3"}


def test_links_to_one_work_share_a_key() -> None:
    sources = {
        PAPER: about(PAPER, title="What a net remembers of faces"),
        DOI: about(DOI, title="What a net remembers of faces", has_preprint="arxiv:2005.05535"),
    }
    paper, news, article = works_of(judged(f"A: {PAPER}", f"B: {NEWS}", f"C: {DOI}", sources=sources))
    assert [(work.id, earlier.id) for work, earlier in pairs([paper, news, article])] == [(article.id, paper.id)]
    assert article.is_preprint_of(paper)
    assert not news.is_preprint_of(paper)


def test_many_links_to_one_work_do_not_take_long() -> None:
    lines = [f"L{number}: {PAPER}v{number}" for number in range(1, 60)] * 20
    works = works_of(judged(*lines))
    assert len(works) == 1_180
    assert sum(1 for _ in pairs(works)) <= 20 * len(works)


def test_the_doi_of_the_published_article() -> None:
    assert published_doi(about(PAPER, arxiv_doi="10.1038/X")) == "10.1038/x"
    assert published_doi(about(DOI, is_preprint_of="doi:10.1038/x")) == "10.1038/x"
    assert published_doi(about(PAPER, arxiv_doi="10.48550/arXiv.2005.05535")) is None
    assert published_doi(about(PAPER, arxiv_doi="unknown")) is None
    assert published_doi(about(PAPER)) is None
