from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.model.source import SourceKind
from kinews_cli.sources.identify import arxiv_version, github_branch, host_of, identify, is_doi_link, source_id

ARXIV = [
    "https://arxiv.org/abs/2005.05535",
    "http://arxiv.org/abs/2005.05535v2",
    "https://www.arxiv.org/abs/2005.05535/",
    "https://arxiv.org/pdf/2005.05535",
    "https://arxiv.org/pdf/2005.05535v5.pdf",
    "https://arxiv.org/html/2005.05535v1",
    "https://arxiv.org/format/2005.05535",
    "https://arxiv.org/ps/2005.05535v1",
    "https://arxiv.org/e-print/2005.05535",
    "https://arxiv.org/src/2005.05535v5",
    "https://arxiv.org/ftp/arxiv/papers/2005/2005.05535.pdf",
    "https://export.arxiv.org/abs/2005.05535",
    "https://browse.arxiv.org/pdf/2005.05535v5.pdf",
    "https://arxiv.org/abs/arXiv:2005.05535",
    "https://ar5iv.org/abs/2005.05535",
    "https://ar5iv.labs.arxiv.org/html/2005.05535",
    "https://www.alphaxiv.org/overview/2005.05535v3",
    "https://doi.org/10.48550/arXiv.2005.05535",
    "https://dx.doi.org/10.48550/ARXIV.2005.05535",
    "https://doi.org/10.48550/arXiv.2005.05535v5",
    "HTTPS://ARXIV.ORG/abs/2005.05535?context=cs#section",
]


@pytest.mark.parametrize("url", ARXIV)
def test_every_form_of_an_arxiv_address_is_one_paper(url: str) -> None:
    assert identify(url) == (SourceKind.ARXIV, "2005.05535")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/pdf/math.GT/0309136v1", "math/0309136"),
        ("https://arxiv.org/ftp/hep-th/papers/9901/9901001.pdf", "hep-th/9901001"),
        ("https://doi.org/10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/1412.6980", "1412.6980"),
        ("https://arxiv.org/abs/1503.03585", "1503.03585"),
    ],
)
def test_old_and_new_ids(url: str, key: str) -> None:
    assert identify(url) == (SourceKind.ARXIV, key)


@pytest.mark.parametrize("key", ["1412.69801", "1503.0358", "2013.12345", "0000.0000"])
def test_a_mistyped_id_is_one_that_arxiv_is_asked_about(key: str) -> None:
    assert identify(f"https://arxiv.org/abs/{key}") == (SourceKind.ARXIV, key)


@pytest.mark.parametrize(
    "path",
    [
        "abs/2005.055355",
        "abs/2005.055",
        "abs/200505535",
        "abs/2005.05535v0",
        "abs/hep-th/99010",
        "list/cs/new",
        "a/someone_j_1",
        "abs/٢٠٠٥.٠٥٥٣٥",
    ],
)
def test_what_has_not_the_form_of_an_id_is_a_page(path: str) -> None:
    assert identify(f"https://arxiv.org/{path}")[0] is SourceKind.PAGE


@pytest.mark.parametrize(("end", "version"), [("", None), ("v1", 1), ("v12", 12), ("v3.pdf", 3)])
def test_a_pinned_version_is_known_apart(end: str, version: int | None) -> None:
    assert arxiv_version(f"https://arxiv.org/pdf/2005.05535{end}") == version


def test_other_addresses_pin_no_version() -> None:
    assert arxiv_version("https://example.org/abs/2005.05535v2") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nature.com/articles/s41551-018-0195-0",
        "http://nature.com/articles/s41551-018-0195-0",
        "https://www.nature.com/articles/s41551-018-0195-0.pdf",
        "https://www.nature.com/articles/s41551-018-0195-0_reference.pdf",
        "https://www.nature.com/articles/s41551-018-0195-0/figures/1",
        "https://www.nature.com/articles/s41551-018-0195-0?error=cookies_not_supported#Sec2",
        "https://doi.org/10.1038/s41551-018-0195-0",
        "https://doi.org/10.1038/S41551-018-0195-0",
    ],
)
def test_an_article_of_nature_is_its_doi(url: str) -> None:
    assert identify(url) == (SourceKind.NATURE, "10.1038/s41551-018-0195-0")


def test_nature_knows_its_old_addresses() -> None:
    assert (
        identify("https://www.nature.com/nature/journal/v521/n7553/full/nature14539.html")[1] == "10.1038/nature14539"
    )
    assert identify("https://www.nature.com/articles/171737a0")[1] == "10.1038/171737a0"


@pytest.mark.parametrize(
    "path",
    [
        "news/what-they-found-1.12345",
        "nature",
        "nature/articles?type=news",
        "subjects/machine-learning",
        "collections/abcdefghij",
        "",
    ],
)
def test_other_pages_of_nature_are_pages(path: str) -> None:
    assert identify(f"https://www.nature.com/{path}")[0] is SourceKind.PAGE


def test_any_other_doi() -> None:
    assert identify("https://doi.org/10.1145/3442188.3445922") == (SourceKind.DOI, "10.1145/3442188.3445922")
    assert identify("https://dx.doi.org/doi:10.1145/3442188.3445922")[1] == "10.1145/3442188.3445922"
    assert identify("https://doi.org/10.1016/S0140-6736(97)11096-0")[1] == "10.1016/s0140-6736(97)11096-0"
    assert identify("https://doi.org/10.1002%2Fanie.202000001/")[1] == "10.1002/anie.202000001"
    assert identify("https://doi.org/")[0] is SourceKind.PAGE
    assert identify("https://doi.org/10.1000/../x")[0] is SourceKind.PAGE
    assert identify("https://doi.org/10/fk8x9")[0] is SourceKind.PAGE  # a short DOI names none


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://dl.acm.org/doi/10.1145/3442188.3445922", "10.1145/3442188.3445922"),
        ("https://dl.acm.org/doi/fullHtml/10.1145/3442188.3445922", "10.1145/3442188.3445922"),
        ("https://dl.acm.org/doi/pdf/10.1145/3442188.3445922?download=true", "10.1145/3442188.3445922"),
        ("https://link.springer.com/article/10.1007/s11263-019-01247-4/figures/3", "10.1007/s11263-019-01247-4"),
        ("https://link.springer.com/chapter/10.1007/978-3-319-24574-4_28#Sec2", "10.1007/978-3-319-24574-4_28"),
        ("https://link.springer.com/content/pdf/10.1007%2Fs11263-019-01247-4.pdf", "10.1007/s11263-019-01247-4"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/anie.202000001", "10.1002/anie.202000001"),
        ("https://febs.onlinelibrary.wiley.com/doi/10.1002/1873-3468.14000/abstract", "10.1002/1873-3468.14000"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.22.914952v2.full.pdf", "10.1101/2020.01.22.914952"),
        ("https://www.medrxiv.org/content/10.1101/2020.03.01.20029769v1", "10.1101/2020.03.01.20029769"),
        ("https://www.frontiersin.org/articles/10.3389/fpsyg.2021.123456/full", "10.3389/fpsyg.2021.123456"),
        ("https://www.frontiersin.org/journals/x/articles/10.3389/fpsyg.2021.123456/full", "10.3389/fpsyg.2021.123456"),
        ("https://iopscience.iop.org/article/10.1088/1742-6596/1/1/012345/meta", "10.1088/1742-6596/1/1/012345"),
        ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102", "10.1103/physrevlett.116.061102"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0033693", "10.1371/journal.pone.0033693"),
        ("https://bmcbioinformatics.biomedcentral.com/articles/10.1186/s12859-019-1234-5", "10.1186/s12859-019-1234-5"),
        ("https://science.org/doi/10.1126/science.aba1234", "10.1126/science.aba1234"),
    ],
)
def test_publishers_write_the_doi_into_their_addresses(url: str, doi: str) -> None:
    assert identify(url) == (SourceKind.DOI, doi)
    assert not is_doi_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://dl.acm.org/journal/csur",
        "https://link.springer.com/journal/11263",
        "https://journals.plos.org/plosone/",
        "https://www.biorxiv.org/search/10.1101",
        "https://example.org/doi/10.1145/3442188.3445922",
        "https://evilbiomedcentral.com/articles/10.1186/s12859-019-1234-5",
        "https://dl.acm.org.evil.example/doi/10.1145/3442188.3445922",
        "https://dl.acm.org/doi/10.1145/a\u202eb",
    ],
)
def test_a_doi_counts_only_at_a_publisher_known_to_carry_it(url: str) -> None:
    assert identify(url) == (SourceKind.PAGE, url)


def test_doi_org_is_told_from_a_publisher() -> None:
    assert is_doi_link("https://doi.org/10.1145/3442188.3445922")
    assert is_doi_link("http://dx.doi.org/10.1145/3442188.3445922")
    assert not is_doi_link("https://doi.org.evil.example/10.1145/3442188.3445922")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=dLAjWtlTpnY",
        "https://youtube.com/watch?list=PL1&index=2&v=dLAjWtlTpnY&t=30s",
        "http://m.youtube.com/watch?app=desktop&v=dLAjWtlTpnY",
        "https://music.youtube.com/watch?v=dLAjWtlTpnY",
        "https://youtu.be/dLAjWtlTpnY?si=abc&t=3",
        "https://www.youtube.com/shorts/dLAjWtlTpnY",
        "https://www.youtube.com/live/dLAjWtlTpnY?feature=share",
        "https://www.youtube.com/embed/dLAjWtlTpnY",
        "https://www.youtube.com/v/dLAjWtlTpnY",
        "https://www.youtube-nocookie.com/embed/dLAjWtlTpnY",
        "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DdLAjWtlTpnY%26feature%3Dshare",
    ],
)
def test_every_form_of_a_video(url: str) -> None:
    assert identify(url) == (SourceKind.YOUTUBE, "dLAjWtlTpnY")


@pytest.mark.parametrize(
    "path",
    [
        "playlist?list=PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs",
        "@channel",
        "channel/UCVYamHliCI9rw1tHR1xbkfw",
        "watch?v=tooshort",
        "watch",
        "embed/videoseries?list=PL1",
        "embed/live_stream?channel=UCVYamHliCI9rw1tHR1xbkfw",
        "c/name/videos",
        "user/name",
        "clip/UgkxabcDEFG",
        "hashtag/deepfake",
        "",
    ],
)
def test_playlists_and_channels_are_pages(path: str) -> None:
    assert identify(f"https://www.youtube.com/{path}")[0] is SourceKind.PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/iperov/DeepFaceLab",
        "https://github.com/iperov/DeepFaceLab/",
        "https://github.com/iperov/DeepFaceLab.git",
        "http://www.github.com/iperov/DeepFaceLab.git/",
        "https://github.com/iperov/DeepFaceLab?tab=readme-ov-file#faq",
        "https://github.com/iperov/DeepFaceLab/tree/master",
        "https://github.com/iperov/DeepFaceLab/tree/v1.0/?tab=readme-ov-file",
    ],
)
def test_a_repository_and_the_start_of_its_branches(url: str) -> None:
    assert identify(url) == (SourceKind.GITHUB, "iperov/DeepFaceLab")


@pytest.mark.parametrize(
    ("below", "key"),
    [
        ("/tree/master/doc", "/tree/master/doc"),
        ("/blob/master/README.md?plain=1#L3", "/blob/master/README.md?plain=1"),
        ("/blob/master/doc/manual.pdf", "/blob/master/doc/manual.pdf"),  # GitHub's page around it
        ("/issues/5#issuecomment-1", "/issues/5"),
        ("/issues?q=color", "/issues?q=color"),
        ("/releases/tag/v1", "/releases/tag/v1"),
        ("/wiki/", "/wiki"),
    ],
)
def test_what_lies_in_a_repository_is_a_work_of_its_own(below: str, key: str) -> None:
    repository = "iperov/DeepFaceLab"
    assert identify(f"https://github.com/{repository}{below}") == (SourceKind.GITHUB, repository + key)


@pytest.mark.parametrize("path", ["raw/master/doc/manual.pdf", "releases/download/v1/manual.PDF"])
def test_a_pdf_in_a_repository_is_a_pdf(path: str) -> None:
    url = f"https://github.com/iperov/DeepFaceLab/{path}"
    assert identify(url) == (SourceKind.PDF, url)


@pytest.mark.parametrize(
    ("end", "branch"),
    [
        ("", None),
        ("/tree/main", "main"),
        ("/tree/v1.0/", "v1.0"),
        ("/tree/fix%231", "fix#1"),
        ("/tree/main/doc", None),
        ("/blob/main", None),
    ],
)
def test_the_branch_that_an_address_shows(end: str, branch: str | None) -> None:
    assert github_branch(f"https://github.com/iperov/DeepFaceLab{end}") == branch
    assert github_branch(f"https://example.org/iperov/DeepFaceLab{end}") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/iperov",
        "https://github.com/topics/deepfake",
        "https://github.com/orgs/python/repositories",
        "https://github.com/advisories/GHSA-jfh8-c2jp-5v3q",
        "https://github.com/solutions/ci-cd",
        "https://github.com/users/iperov/projects/1",
        "https://github.com/iperov/..",
        "https://gist.github.com/iperov/abc",
        "https://raw.githubusercontent.com/iperov/DeepFaceLab/master/README.md",
        "https://iperov.github.io/DeepFaceLab/",
    ],
)
def test_other_pages_of_github_are_pages(url: str) -> None:
    assert identify(url) == (SourceKind.PAGE, url)


def test_a_pdf_goes_by_its_path() -> None:
    assert identify("http://vladlen.info/papers/EPE.pdf") == (SourceKind.PDF, "http://vladlen.info/papers/EPE.pdf")
    assert identify("https://example.org/show?file=EPE.pdf")[0] is SourceKind.PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org.evil.example/abs/2005.05535",
        "https://notarxiv.org/abs/2005.05535",
        "https://evil.example/arxiv.org/abs/2005.05535",
        "https://evil.example\\@arxiv.org/abs/2005.05535",
        "https://arxiv.org@evil.example/abs/2005.05535",
        "https://user@arxiv.org/abs/2005.05535",
        "https://arxiv.org:8443/abs/2005.05535",
        "https://аrxiv.org/abs/2005.05535",  # a Cyrillic letter
        "ftp://arxiv.org/abs/2005.05535",
        "https://youtube.com.evil.example/watch?v=dLAjWtlTpnY",
        "https://github.com.evil.example/iperov/DeepFaceLab",
        "http://[::1",
        "https://arxiv.org:port/abs/2005.05535",
    ],
)
def test_look_alikes_are_pages(url: str) -> None:
    assert identify(url) == (SourceKind.PAGE, url)


@given(
    st.text()
    | st.text().map("https://www.youtube.com/watch?v=".__add__)
    | st.text().map("https://arxiv.org/abs/".__add__)
    | st.text().map("https://dl.acm.org/doi/10.1145/".__add__)
    | st.text().map("https://doi.org/10.".__add__)
)
def test_no_address_raises(url: str) -> None:
    identify(url)
    arxiv_version(url)
    host_of(url)


def test_ids_name_a_work_wherever_it_is_linked() -> None:
    assert source_id(SourceKind.ARXIV, "2005.05535") == "arxiv:2005.05535"
    assert source_id(SourceKind.NATURE, "10.1038/x") == "doi:10.1038/x"
    assert source_id(SourceKind.YOUTUBE, "dLAjWtlTpnY") == "youtube:dLAjWtlTpnY"
    assert source_id(SourceKind.GITHUB, "a/b") == "github:a/b"
    assert source_id(SourceKind.PAGE, "https://example.org/") == "https://example.org/"
