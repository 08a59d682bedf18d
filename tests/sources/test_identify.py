from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.model.source import SourceKind
from kinews_cli.sources.identify import arxiv_version, host_of, identify, source_id

ARXIV = [
    "https://arxiv.org/abs/2005.05535",
    "http://arxiv.org/abs/2005.05535v2",
    "https://www.arxiv.org/abs/2005.05535/",
    "https://arxiv.org/pdf/2005.05535",
    "https://arxiv.org/pdf/2005.05535v5.pdf",
    "https://arxiv.org/html/2005.05535v1",
    "https://arxiv.org/format/2005.05535",
    "https://export.arxiv.org/abs/2005.05535",
    "https://arxiv.org/abs/arXiv:2005.05535",
    "https://ar5iv.org/abs/2005.05535",
    "https://ar5iv.labs.arxiv.org/html/2005.05535",
    "https://www.alphaxiv.org/overview/2005.05535v3",
    "https://doi.org/10.48550/arXiv.2005.05535",
    "https://dx.doi.org/10.48550/ARXIV.2005.05535",
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
        ("https://arxiv.org/abs/0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/1412.6980", "1412.6980"),
        ("https://arxiv.org/abs/1503.03585", "1503.03585"),
    ],
)
def test_old_and_new_ids(url: str, key: str) -> None:
    assert identify(url) == (SourceKind.ARXIV, key)


@pytest.mark.parametrize(
    "path",
    [
        "abs/1412.69801",
        "abs/1503.0358",
        "abs/2013.12345",
        "abs/2005.05535v0",
        "abs/hep-th/99010",
        "list/cs/new",
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


def test_any_other_doi() -> None:
    assert identify("https://doi.org/10.1145/3442188.3445922") == (SourceKind.DOI, "10.1145/3442188.3445922")
    assert identify("https://doi.org/10.1016/S0140-6736(97)11096-0")[1] == "10.1016/s0140-6736(97)11096-0"
    assert identify("https://doi.org/")[0] is SourceKind.PAGE


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
        "https://www.github.com/iperov/DeepFaceLab/tree/master/doc",
        "https://github.com/iperov/DeepFaceLab?tab=readme-ov-file#faq",
    ],
)
def test_a_repository_and_what_is_in_it(url: str) -> None:
    assert identify(url) == (SourceKind.GITHUB, "iperov/DeepFaceLab")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/iperov",
        "https://github.com/topics/deepfake",
        "https://github.com/orgs/python/repositories",
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
