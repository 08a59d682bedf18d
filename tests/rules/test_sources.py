from __future__ import annotations

from typing import Any

import pytest

from kinews_cli.model.finding import Edit, Fix, Severity
from kinews_cli.model.source import SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Verdict
from kinews_cli.values import replace
from rules.judged import ARTICLE, CODE, NEWS, PAPER, PDF, VIDEO, about, judged, of, said

DOI = "https://doi.org/10.5555/kinews.article"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEWS_NOW", "2026-11-23T08:00:00Z")


@pytest.mark.parametrize(
    ("status", "update", "code", "message"),
    [
        (SourceStatus.RETRACTED, "retraction 10.1038/x 2020-05-01 retraction-watch", "KN402",
         "this article was retracted: retraction 10.1038/x 2020-05-01 retraction-watch"),
        (SourceStatus.CONCERN, "expression_of_concern 10.1038/x", "KN412",
         "the journal has expressed concern about this article: expression_of_concern 10.1038/x"),
        (SourceStatus.CORRECTED, "erratum 10.1038/x 2020-05-01", "KN403",
         "this article was corrected after it appeared: erratum 10.1038/x 2020-05-01"),
    ],
)  # fmt: skip
def test_a_notice_is_told_with_where_it_stands(status: SourceStatus, update: str, code: str, message: str) -> None:
    (finding,) = of(code, "Artikel", ARTICLE, status=status, update=update)
    assert (finding.message, finding.evidence) == (message, (Evidence("update", update),))


def test_of_several_notices_the_one_that_counts_is_told() -> None:
    notices = (Evidence("update", "correction 10.1/a"), Evidence("update", "retraction 10.1/b"))
    source = replace(about(ARTICLE, status=SourceStatus.RETRACTED), evidence=notices)
    made = judged(f"Artikel: {ARTICLE}", sources={ARTICLE: source})
    assert said(made, "KN402")[0].message == "this article was retracted: retraction 10.1/b"


def test_a_withdrawn_paper_is_told_in_its_authors_words() -> None:
    comment = "This paper has been withdrawn by the authors due to a wrong sign"
    (finding,) = of("KN401", "Paper", PAPER, status=SourceStatus.WITHDRAWN, arxiv_comment=comment)
    assert finding.message == f'the authors withdrew this paper: "{comment}"'
    assert finding.severity is Severity.ERROR


def test_a_withdrawn_paper_is_not_told_to_have_a_newer_version_or_to_have_appeared() -> None:
    withdrawn: dict[str, Any] = {
        "status": SourceStatus.WITHDRAWN,
        "version": "v5",
        "arxiv_journal_ref": "Journal 3 (2021)",
    }
    assert of("KN404", "Paper", f"{PAPER}v1", **withdrawn) == []
    assert of("KN405", "Paper", PAPER, **withdrawn) == []


@pytest.mark.parametrize("known", [{"version": "v5", "version_date": (2021, 6, 29)}, {"arxiv_version": "v5"}])
def test_a_link_that_pins_an_old_version(known: dict[str, Any]) -> None:
    (finding,) = of("KN404", "Paper", f"{PAPER}v1", **known)
    since = " of 2021-06-29" if "version_date" in known else ""
    assert finding.message == f"the link names version 1, the newest is version 5{since}"
    assert finding.severity is Severity.NOTE
    assert finding.evidence == (Evidence("arxiv_linked_version", "v1"), Evidence("arxiv_version", "v5"))


@pytest.mark.parametrize(
    ("label", "url", "version"),
    [
        ("Paper", PAPER, "v5"),  # no version is meant
        ("Paper", f"{PAPER}v5", "v5"),
        ("Paper", f"{PAPER}v6", "v5"),  # written today
        ("Erste Version des Papers", f"{PAPER}v1", "v5"),  # just this one is meant
        ("Paper (v1)", f"{PAPER}v1", "v5"),
        ("Ursprüngliche Fassung", f"{PAPER}v1", "v5"),
        ("Paper", f"{PAPER}v1", None),
        ("Programm", f"{CODE}/releases/tag/v1", "v5"),
    ],
)
def test_versions_that_need_no_remark(label: str, url: str, version: str | None) -> None:
    assert of("KN404", label, url, version=version) == []


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (
            {"arxiv_doi": "10.5555/kinews.article"},
            "the preprint has appeared as https://doi.org/10.5555/kinews.article",
        ),
        ({"arxiv_journal_ref": "Journal 3 (2021) 4"}, "the preprint has appeared in Journal 3 (2021) 4"),
        ({"arxiv_journal_ref": "In Proc. of the Tests, 2021"}, "the preprint has appeared in Proc. of the Tests, 2021"),
        (
            {"arxiv_journal_ref": "Journal 3 (2021) 4", "arxiv_doi": "10.1/x"},
            "the preprint has appeared in Journal 3 (2021) 4 as https://doi.org/10.1/x",
        ),
    ],
)
def test_a_preprint_that_has_appeared(evidence: dict[str, Any], message: str) -> None:
    (finding,) = of("KN405", "Paper", PAPER, **evidence)
    assert (finding.message, finding.severity) == (message, Severity.NOTE)
    assert {entry.signal for entry in finding.evidence} == evidence.keys()


def test_a_preprint_elsewhere_that_crossref_knows_to_have_appeared() -> None:
    preprint = "https://doi.org/10.1101/2021.01.01.425001"
    (finding,) = of("KN405", "Paper", preprint, is_preprint_of="doi:10.5555/kinews.article")
    assert finding.message == "the preprint has appeared as https://doi.org/10.5555/kinews.article"


@pytest.mark.parametrize(
    ("label", "evidence"),
    [
        ("Paper", {"arxiv_version": "v5"}),
        ("Paper", {"arxiv_doi": "10.48550/arxiv.2005.05535"}),  # arXiv's own DOI is the preprint again
        ("Paper", {"arxiv_journal_ref": "arXiv preprint arXiv:2005.05535"}),
        ("Paper", {"arxiv_journal_ref": "Submitted to a journal"}),
        ("Paper", {"arxiv_comment": "Accepted, 12 pages"}),
        ("Preprint", {"arxiv_doi": "10.1/x"}),
        ("Der Artikel vorab", {"arxiv_doi": "10.1/x"}),
        ("Pre-Print auf arXiv", {"arxiv_journal_ref": "Journal 3 (2021) 4"}),
    ],
)
def test_preprints_that_need_no_remark(label: str, evidence: dict[str, Any]) -> None:
    assert of("KN405", label, PAPER, **evidence) == []


@pytest.mark.parametrize(
    ("preprint", "article"),
    [
        ({"arxiv_doi": "10.5555/kinews.article"}, {}),
        ({"arxiv_journal_ref": "Journal 3"}, {"has_preprint": "arxiv:2005.05535"}),
        (
            {"arxiv_journal_ref": "Journal 3", "title": "What a net remembers of faces"},
            {"title": "What a Net Remembers of Faces"},
        ),
    ],
)
def test_who_links_preprint_and_article_is_told_that_they_are_one(preprint: Any, article: Any) -> None:
    sources = {PAPER: about(PAPER, **preprint), DOI: about(DOI, **article)}
    made = judged(f"Paper: {PAPER}", f"Artikel dazu: {DOI}", sources=sources)
    assert said(made, "KN405") == []
    (finding,) = said(made, "KN414")
    assert finding.message == "preprint and article of one work: the other is linked in line 9"
    assert (finding.url, finding.severity) == (DOI, Severity.NOTE)


def test_who_says_which_is_the_preprint_knows_it() -> None:
    sources = {PAPER: about(PAPER, arxiv_doi="10.5555/kinews.article"), DOI: about(DOI)}
    made = judged(f"Artikel: {DOI}", f"Frei als Preprint: {PAPER}", sources=sources)
    assert (said(made, "KN405"), said(made, "KN414")) == ([], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PAPER, "https://arxiv.org/pdf/2005.05535"),
        (PAPER, "https://arxiv.org/pdf/2005.05535v5.pdf"),
        (PAPER, "https://doi.org/10.48550/arXiv.2005.05535"),
        (VIDEO, "https://youtu.be/dLAjWtlTpnY"),
        (ARTICLE, f"{ARTICLE}.pdf"),
        (ARTICLE, "https://doi.org/10.1038/s41551-018-0195-0"),
        (CODE, "https://github.com/owner/repo/"),
        (CODE, "https://github.com/Owner/Repo.git"),
    ],
)
def test_two_addresses_of_one_work(one: str, other: str) -> None:
    (finding,) = said(judged(f"Das eine: {one}", f"Das andere: {other}"), "KN414")
    assert (finding.message, finding.line) == ("the same work is linked in line 9", 11)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PAPER, PAPER),  # KN206 says it
        (PAPER, "https://arxiv.org/abs/2105.05233"),
        (f"{PAPER}v1", f"{PAPER}v5"),  # to be compared
        (PAPER, "https://arxiv.org/html/2005.05535#S3"),
        (VIDEO, "https://youtu.be/dLAjWtlTpnY?t=90"),
        (f"{VIDEO}&t=10", f"{VIDEO}&t=200"),
        (ARTICLE, f"{ARTICLE}/figures/1"),
        (ARTICLE, f"{ARTICLE}#Sec2"),
        (CODE, f"{CODE}/issues/5"),
        (CODE, f"{CODE}/tree/main/docs"),
        (CODE, "https://github.com/owner/other"),
        (f"{NEWS}#a", f"{NEWS}#b"),
        (NEWS, "https://t3n.de/news/netz-2/"),
        ("https://www.site.org/a/", "https://www.site.org/a/?page=2"),
    ],
)
def test_two_links_that_are_not_one(one: str, other: str) -> None:
    assert said(judged(f"Das eine: {one}", f"Das andere: {other}"), "KN414") == []


@pytest.mark.parametrize("label", ["Das Paper als PDF", "PDF", "Volltext (HTML)", "Abstract"])
def test_another_form_that_the_label_names_is_there_on_purpose(label: str) -> None:
    assert said(judged(f"Paper: {PAPER}", f"{label}: https://arxiv.org/pdf/2005.05535"), "KN414") == []


def test_short_titles_are_shared_by_many_works() -> None:
    sources = {PAPER: about(PAPER, title="Diffusion"), DOI: about(DOI, title="Diffusion")}
    assert said(judged(f"A: {PAPER}", f"B: {DOI}", sources=sources), "KN414") == []


def test_each_further_address_is_told_once() -> None:
    made = judged(f"A: {PAPER}", "B: https://arxiv.org/pdf/2005.05535", "C: https://arxiv.org/pdf/2005.05535.pdf")
    assert [finding.line for finding in said(made, "KN414")] == [11, 13]


def test_a_video_that_only_members_see_is_a_note() -> None:
    restricted: dict[str, Any] = {"status": SourceStatus.RESTRICTED, "video_reason": "Join this channel to get access"}
    (finding,) = of("KN406", "Video", VIDEO, video_standing="members_only", **restricted)
    assert finding.severity is Severity.NOTE
    for standing in ("age_restricted", "region_restricted"):
        assert of("KN406", "Video", VIDEO, video_standing=standing, **restricted) == []


@pytest.mark.parametrize("status", [SourceStatus.OK, SourceStatus.UNKNOWN, SourceStatus.RESTRICTED])
def test_a_video_that_is_there(status: SourceStatus) -> None:
    assert of("KN406", "Video", VIDEO, status=status) == []


def test_a_repository_that_is_archived() -> None:
    (finding,) = of("KN407", "Code", CODE, status=SourceStatus.ARCHIVED, github_archived="true")
    assert (finding.severity, finding.evidence) == (Severity.NOTE, (Evidence("github_archived", "true"),))
    assert of("KN407", "Code", CODE, status=SourceStatus.OK) == []


@pytest.mark.parametrize(
    ("written", "fixed", "columns"),
    [
        (CODE, "https://github.com/new-owner/new.name", (26, 36)),
        (f"{CODE}.git", "https://github.com/new-owner/new.name.git", (26, 36)),
        (f"{CODE}/", "https://github.com/new-owner/new.name/", (26, 36)),
        ("http://www.github.com/owner/repo?tab=x", "http://www.github.com/new-owner/new.name?tab=x", (29, 39)),
    ],
)
def test_a_repository_with_a_new_name_gets_its_address(written: str, fixed: str, columns: tuple[int, int]) -> None:
    (finding,) = of("KN408", "Code", written, github_full_name="new-owner/new.name", github_id="7")
    assert finding.message == "the repository owner/repo is now called new-owner/new.name"
    assert finding.fix == Fix(f"write {fixed}", True, (Edit(9, *columns, "new-owner/new.name"),))


@pytest.mark.parametrize("name", ["owner/repo", "Owner/Repo", "nothing", ""])
def test_a_repository_with_the_same_name(name: str) -> None:
    assert of("KN408", "Code", CODE, github_full_name=name) == []


@pytest.mark.parametrize("name", ["new/na me", "new/../x", "n<b>/x", "new/name\u202e"])
def test_a_name_that_is_none_is_not_written_into_the_text(name: str) -> None:
    (finding,) = of("KN408", "Code", CODE, github_full_name=name)
    assert finding.fix is None


def test_another_repository_under_the_old_name() -> None:
    (finding,) = of("KN413", "Code", CODE, github_id="7", github_earlier_id="5")
    assert finding.evidence == (Evidence("github_earlier_id", "5"), Evidence("github_id", "7"))
    (young,) = of("KN413", "Code", CODE, date="2021-06-12", issued=(2024, 2, 1), github_id="7")
    assert "made on 2024-02-01, after the issue of 2021-06-12" in young.message


@pytest.mark.parametrize(
    ("date", "source"),
    [
        ("2021-06-12", {"github_id": "7", "github_earlier_id": "7"}),
        ("2021-06-12", {"github_id": "7"}),
        ("2021-06-12", {"github_earlier_id": "7"}),
        ("2021-06-12", {"issued": (2021, 6, 13)}),
        ("2021-06-12", {"issued": (2019, 1, 1)}),
        ("2021-06-12", {"issued": (2024,)}),
        (None, {"issued": (2024, 2, 1)}),
    ],
)
def test_the_repository_that_was_meant(date: str | None, source: dict[str, Any]) -> None:
    assert of("KN413", "Code", CODE, date=date, **source) == []


@pytest.mark.parametrize("url", [PAPER, ARTICLE, VIDEO, NEWS])
def test_a_source_that_is_younger_than_the_issue(url: str) -> None:
    (finding,) = of("KN411", "Quelle", url, date="2021-06-12", issued=(2021, 7, 2))
    assert finding.message == "the source is of 2021-07-02, the issue of 2021-06-12"


@pytest.mark.parametrize(
    ("label", "url", "date", "source"),
    [
        ("Quelle", NEWS, "2021-06-12", {"issued": (2021, 6, 13)}),  # time zones
        ("Quelle", NEWS, "2021-06-12", {"issued": (2021, 6, 12)}),
        ("Quelle", NEWS, "2021-06-12", {"issued": (2021, 7)}),  # when in the month?
        ("Quelle", NEWS, "2021-06-12", {"issued": (2022,)}),
        ("Quelle", NEWS, None, {"issued": (2021, 7, 2)}),
        ("Quelle", NEWS, "2021-06-12", {"type": "webpage", "issued": (2021, 7, 2)}),  # pages change
        ("Quelle", PDF, "2021-06-12", {"issued": (2021, 7, 2)}),  # files are made anew
        ("Quelle", CODE, "2021-06-12", {"issued": (2021, 7, 2)}),
        ("Quelle", ARTICLE, "2021-06-12", {"issued": (2021, 7, 1)}),  # that of the printed issue
        ("Quelle", PAPER, "2021-06-12", {"issued": (2020, 5, 12), "version_date": (2021, 6, 29)}),
        ("Livestream am Freitag", VIDEO, "2021-06-12", {"issued": (2021, 7, 2)}),
        ("Quelle", "https://www.youtube.com/live/dLAjWtlTpnY", "2021-06-12", {"issued": (2021, 7, 2)}),
    ],
)
def test_sources_that_are_not_too_young(label: str, url: str, date: str | None, source: dict[str, Any]) -> None:
    assert of("KN411", label, url, date=date, **source) == []


def test_a_page_that_has_expired() -> None:
    (finding,) = of("KN415", "Bericht", NEWS, expires="2025-04-27")
    assert (finding.severity, finding.evidence) == (Severity.WARNING, (Evidence("expires", "2025-04-27"),))
    assert "after 2025-04-27" in finding.message


@pytest.mark.parametrize("expires", ["2026-11-23", "2027-01-01", "9999-12-31", "soon", "2", ""])
def test_a_page_that_has_not(expires: str) -> None:
    assert of("KN415", "Bericht", NEWS, expires=expires) == []


def test_a_page_that_is_gone_is_not_told_to_have_expired() -> None:
    assert of("KN415", "Bericht", NEWS, check=Check(Verdict.BROKEN, "http_404", 404), expires="2025-04-27") == []


def test_links_of_the_page_itself_are_nobodys_sources() -> None:
    text = f"Newsletter abbestellen: {NEWS}"
    made = judged("Noch ein Absatz.", text, sources={NEWS: about(NEWS, expires="2025-04-27", lang="en")})
    (link,) = made.issue.links()
    assert link.furniture
    assert said(made, "KN415") == said(made, "KN301") == []
