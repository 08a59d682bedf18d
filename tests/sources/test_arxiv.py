from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kinews_cli.model.source import Confidence, Name, SourceKind, SourceStatus
from kinews_cli.model.verdict import Evidence, Verdict
from kinews_cli.sources.arxiv import HOST, ArxivResolver, read_feed
from kinews_cli.sources.resolver import UNKNOWN
from kinews_cli.web import turns
from kinews_cli.web.manners import Pace, pace_of
from local_web import LocalWeb, Reply, Request

from .conftest import Ask

ATOM = {"Content-Type": "application/atom+xml; charset=utf-8"}
ARXIV = ArxivResolver()
DEEPFACELAB = "https://arxiv.org/abs/2005.05535"
DIFFUSION = "https://arxiv.org/abs/2105.05233"
ORIGIN = "https://arxiv.org/abs/1503.03585"
FIXTURES = Path(__file__).parent.parent / "fixtures" / "arxiv"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the three seconds between requests that the real service is due (tests/web/test_turns.py)."""
    monkeypatch.setattr(turns, "pace_of", lambda host, per_host: (host, Pace(1, 1_000)))


def entry(key: str, *, version: int = 1, title: str = "A title", comment: str = "", extra: str = "") -> str:
    """One entry in the recorded shape."""
    note = f"<arxiv:comment>{comment}</arxiv:comment>" if comment else ""
    return f"""<entry><id>http://arxiv.org/abs/{key}v{version}</id><title>{title}</title><updated>2026-02-03T04:05:06Z</updated>
      <summary>  What we show here is that the network can do more than it has been made for.</summary>
      <published>2021-04-20T16:07:14Z</published>{note}{extra}<author><name>Quan Thoi Minh Nguyen</name></author></entry>"""


def feed(*entries: str) -> str:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
      <feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>{"".join(entries)}</feed>"""


@pytest.fixture
def play(tls_web: LocalWeb) -> Callable[..., None]:
    """Let the API answer with these entries, whatever is asked."""

    def run(*entries: str) -> None:
        tls_web.reply(HOST, "/api/query", Reply(200, feed(*entries), ATOM))

    return run


def refusal(*ids: str) -> str:
    """What arXiv answers, with 400, where it does not take these for ids."""
    return feed(
        *(
            f"<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_{key}</id><title>Error</title></entry>"
            for key in ids
        )
    )


def asked_ids(web: LocalWeb) -> list[str]:
    return [request.query["id_list"][0] for request in web.requests]


def test_all_papers_of_a_run_cost_one_request(tls_web: LocalWeb, ask: Ask, fixtures: Path) -> None:
    tls_web.reply(HOST, "/api/query", Reply(200, (fixtures / "arxiv" / "three-papers.xml").read_bytes(), ATOM))
    again = "https://arxiv.org/pdf/2005.05535v2.pdf"
    found = ask(ARXIV, DEEPFACELAB, DIFFUSION, ORIGIN, again)
    assert [request.query for request in tls_web.requests] == [
        {"id_list": ["1503.03585,2005.05535,2105.05233"], "max_results": ["3"]}
    ]
    assert list(found) == [DEEPFACELAB, DIFFUSION, ORIGIN, again]
    first, second = found[DEEPFACELAB].source, found[again].source
    assert first is not None
    assert second is not None
    assert (first.id, first.title) == (second.id, second.title)


def test_requests_to_arxiv_are_three_seconds_apart_over_one_connection() -> None:
    assert pace_of(HOST, 6) == ("arxiv.org", Pace(1, 1, 3.0))


def test_says_what_the_paper_is(tls_web: LocalWeb, ask: Ask, fixtures: Path) -> None:
    tls_web.reply(HOST, "/api/query", Reply(200, (fixtures / "arxiv" / "three-papers.xml").read_bytes(), ATOM))
    source = ask(ARXIV, ORIGIN, DIFFUSION, DEEPFACELAB)[ORIGIN].source
    assert source is not None
    assert (source.id, source.kind, source.type) == ("arxiv:1503.03585", SourceKind.ARXIV, "article")
    assert source.title == "Deep Unsupervised Learning using Nonequilibrium Thermodynamics"
    assert source.author[0] == Name("Sohl-Dickstein", "Jascha")
    assert (source.number, source.container_title) == ("1503.03585", "arXiv")
    assert (source.language.code, source.language.confidence) == ("en", Confidence.HIGH)
    assert source.status is SourceStatus.OK


def test_the_year_is_that_of_the_first_version_and_the_newest_one_is_kept_apart(
    tls_web: LocalWeb, ask: Ask, fixtures: Path
) -> None:
    tls_web.reply(HOST, "/api/query", Reply(200, (fixtures / "arxiv" / "three-papers.xml").read_bytes(), ATOM))
    source = ask(ARXIV, ORIGIN, DIFFUSION, DEEPFACELAB)[DEEPFACELAB].source
    assert source is not None
    assert source.issued == (2020, 5, 12)
    assert (source.version, source.version_date) == ("v5", (2021, 6, 29))
    assert Evidence("arxiv_version", "v5") in source.evidence
    assert Evidence("arxiv_updated", "2021-06-29T06:49:11Z") in source.evidence


def test_the_version_that_a_link_pins_is_that_link_s_evidence(ask: Ask, play: Callable[..., None]) -> None:
    play(entry("2005.05535", version=5))
    pinned = f"{DEEPFACELAB}v1"
    found = ask(ARXIV, DEEPFACELAB, pinned)
    source, other = found[pinned].source, found[DEEPFACELAB].source
    assert source is not None
    assert other is not None
    assert Evidence("arxiv_linked_version", "v1") in source.evidence
    assert source.version == "v5"
    assert [item for item in other.evidence if item.signal == "arxiv_linked_version"] == []
    assert found[pinned].check is not None


def test_the_service_is_the_verdict(ask: Ask, play: Callable[..., None]) -> None:
    play(entry("2005.05535"))
    check = ask(ARXIV, DEEPFACELAB)[DEEPFACELAB].check
    assert check is not None
    assert (check.verdict, check.reason, check.status, check.tries) == (Verdict.OK, "arxiv", 200, 1)
    assert check.evidence == (Evidence("service", HOST),)
    assert check.checked_at is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/html/2005.05535",
        "https://arxiv.org/ps/2005.05535",
        "https://arxiv.org/e-print/2005.05535",
        "https://ar5iv.org/abs/2005.05535",
        "https://www.alphaxiv.org/abs/2005.05535",
    ],
)
def test_pages_that_not_every_paper_has_are_asked_themselves(ask: Ask, play: Callable[..., None], url: str) -> None:
    play(entry("2005.05535"))
    resolution = ask(ARXIV, url)[url]
    assert resolution.check is None
    assert resolution.source is not None


def test_a_paper_without_an_entry_is_missing_and_was_asked_for_twice(tls_web: LocalWeb, ask: Ask) -> None:
    ghost = "https://arxiv.org/abs/2105.99999"

    def answer(request: Request) -> Reply:
        return Reply(200, feed(entry("2005.05535")) if "2005.05535" in request.target else feed(), ATOM)

    tls_web.reply(HOST, "/api/query", answer)
    found = ask(ARXIV, DEEPFACELAB, ghost)
    assert [request.query["id_list"] for request in tls_web.requests] == [["2005.05535,2105.99999"], ["2105.99999"]]
    check, source = found[ghost].check, found[ghost].source
    assert check is not None
    assert source is not None
    assert (check.verdict, check.reason) == (Verdict.BROKEN, "arxiv_missing")
    assert source.status is SourceStatus.MISSING
    assert found[DEEPFACELAB].check is not None


def test_an_empty_feed_once_kills_no_paper(tls_web: LocalWeb, ask: Ask) -> None:
    answers = [feed(), feed(entry("2005.05535"))]
    tls_web.reply(HOST, "/api/query", lambda _: Reply(200, answers.pop(0), ATOM))
    source = ask(ARXIV, DEEPFACELAB)[DEEPFACELAB].source
    assert source is not None
    assert source.status is SourceStatus.OK


def test_a_version_that_the_api_does_not_know_is_asked_for_itself(ask: Ask, play: Callable[..., None]) -> None:
    play(entry("2005.05535", version=5))  # it learns of new versions at midnight
    resolution = ask(ARXIV, f"{DEEPFACELAB}v6")[f"{DEEPFACELAB}v6"]
    assert resolution.check is None
    assert resolution.source is not None
    assert resolution.source.status is SourceStatus.OK


@pytest.mark.parametrize(
    ("now", "verdict"), [("2021-05-30", None), ("2021-06-30", None), ("2021-07-01", Verdict.BROKEN)]
)
def test_a_paper_of_these_weeks_may_be_too_new_for_the_api(
    ask: Ask, play: Callable[..., None], monkeypatch: pytest.MonkeyPatch, now: str, verdict: Verdict | None
) -> None:
    monkeypatch.setenv("KINEWS_NOW", f"{now}T12:00:00Z")
    play()
    check = ask(ARXIV, DIFFUSION)[DIFFUSION].check
    assert (check.verdict if check else None) is verdict


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("1412.69801", "ids of 2014 have 4 digits behind the point, this one has 5"),
        ("1503.0358", "ids of 2015 have 5 digits behind the point, this one has 4"),
        ("2013.12345", "there is no month 13"),
    ],
)
def test_a_mistyped_id_is_missing_with_a_hint(ask: Ask, play: Callable[..., None], key: str, hint: str) -> None:
    play()
    check = ask(ARXIV, f"https://arxiv.org/abs/{key}")[f"https://arxiv.org/abs/{key}"].check
    assert check is not None
    assert check.reason == "arxiv_missing"
    assert check.evidence[1:] == (Evidence("arxiv_id", key), Evidence("arxiv_id_form", hint))


def test_an_id_that_arxiv_does_not_take_for_one_costs_no_other_paper_its_facts(tls_web: LocalWeb, ask: Ask) -> None:
    def answer(request: Request) -> Reply:
        if "nonsense" in request.target:
            return Reply(400, refusal("nonsense/9901001"), ATOM)
        return Reply(200, feed(entry("2005.05535")), ATOM)

    tls_web.reply(HOST, "/api/query", answer)
    odd = "https://arxiv.org/abs/nonsense/9901001"
    found = ask(ARXIV, DEEPFACELAB, odd)
    assert asked_ids(tls_web) == ["2005.05535,nonsense/9901001", "2005.05535"]
    check = found[odd].check
    assert check is not None
    assert (check.verdict, check.reason, check.status) == (Verdict.BROKEN, "arxiv_malformed", 400)
    source = found[DEEPFACELAB].source
    assert source is not None
    assert source.status is SourceStatus.OK


def test_who_refuses_one_id_after_the_other_is_not_asked_for_ever(tls_web: LocalWeb, ask: Ask) -> None:
    tls_web.reply(
        HOST, "/api/query", lambda request: Reply(400, refusal(request.query["id_list"][0].split(",")[0]), ATOM)
    )
    urls = [f"https://arxiv.org/abs/2101.{number:05}" for number in range(20)]
    assert ask(ARXIV, *urls) == {}
    assert len(tls_web.requests) == 4


def test_old_ids_are_answered_without_their_subject_class(ask: Ask, play: Callable[..., None]) -> None:
    play(entry("math/0309136"))
    url = "https://arxiv.org/abs/math.GT/0309136"
    source = ask(ARXIV, url)[url].source
    assert source is not None
    assert source.id == "arxiv:math/0309136"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(429, "Rate exceeded.", {"Content-Type": "text/plain", "Retry-After": "60"}),
        Reply(403, "Forbidden"),
        Reply(406, "Not Acceptable"),
        Reply(503, "", {"Retry-After": "60"}),
        Reply(400, (FIXTURES / "error-400.xml").read_bytes(), ATOM),
        Reply(200, (FIXTURES / "error-400.xml").read_bytes(), ATOM),
        Reply(200, "<html><body>an error page of the edge</body></html>", {"Content-Type": "text/html"}),
        Reply(200, "<p>not even <b>that"),
        Reply(200, ""),
        Reply(200, b"\xff\xfe\x00"),
        Reply(200, '<!DOCTYPE a [<!ENTITY b "c">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>', ATOM),
        Reply(200, "<?xml version='1.0' encoding='nonsense'?><feed/>", ATOM),
        Reply(200, feed(entry("2005.05535")), ATOM, cut=300),
        Reply(302, "", {"Location": "https://arxiv.org/"}),
    ],
)
def test_whatever_else_it_says_it_has_said_nothing(tls_web: LocalWeb, ask: Ask, reply: Reply) -> None:
    tls_web.reply(HOST, "/api/query", reply)
    assert ask(ARXIV, DEEPFACELAB, DIFFUSION).get(DEEPFACELAB, UNKNOWN) == UNKNOWN
    assert len(tls_web.requests) == 1


@pytest.mark.parametrize(
    "first", [Reply(429, "Rate exceeded."), Reply(503), Reply(502, "<html>bad gateway"), Reply(reset=True)]
)
def test_who_was_busy_is_asked_once_more(tls_web: LocalWeb, ask: Ask, first: Reply) -> None:
    answers = [first, Reply(200, feed(entry("2005.05535")), ATOM)]
    tls_web.reply(HOST, "/api/query", lambda _: answers.pop(0))
    assert ask(ARXIV, DEEPFACELAB)[DEEPFACELAB].source is not None


@pytest.mark.slow
def test_the_second_try_waits_as_long_as_arxiv_asks_for(tls_web: LocalWeb, ask: Ask) -> None:
    tls_web.reply(HOST, "/api/query", Reply(429, "Rate exceeded.", {"Retry-After": "1"}))
    began = time.monotonic()
    assert ask(ARXIV, DEEPFACELAB) == {}
    first, second = tls_web.requests
    assert second.time - first.time >= 1
    assert time.monotonic() - began < 4


def test_a_withdrawn_paper_says_so_in_its_own_words() -> None:
    comment = "This paper has been withdrawn by the authors due to an error in Lemma 2"
    papers = read_feed(feed(entry("2005.05535", version=3, comment=comment)).encode())
    assert papers is not None
    source = papers["2005.05535"].source
    assert source.status is SourceStatus.WITHDRAWN
    assert Evidence("arxiv_comment", comment) in source.evidence
    assert (source.version, source.version_date) == ("v3", (2026, 2, 3))


def test_some_say_it_in_place_of_the_abstract() -> None:
    notice = "This manuscript has been withdrawn because its second part does not hold."
    old = "  What we show here is that the network can do more than it has been made for."
    papers = read_feed(feed(entry("2005.05535")).replace(old, notice).encode())
    assert papers is not None
    source = papers["2005.05535"].source
    assert source.status is SourceStatus.WITHDRAWN
    assert Evidence("arxiv_abstract", notice) in source.evidence


def test_a_comment_about_another_paper_withdraws_nothing() -> None:
    comment = "12 pages, supersedes arXiv:2510.26642, which has been withdrawn"
    papers = read_feed(feed(entry("2005.05535", comment=comment)).encode())
    assert papers is not None
    assert papers["2005.05535"].source.status is SourceStatus.OK


def test_the_page_of_a_withdrawn_paper_is_there_and_its_pdf_is_to_be_asked(ask: Ask, play: Callable[..., None]) -> None:
    play(entry("2005.05535", comment="This paper has been withdrawn"))
    pdf = "https://arxiv.org/pdf/2005.05535"
    found = ask(ARXIV, DEEPFACELAB, pdf)
    assert found[DEEPFACELAB].check is not None
    assert found[pdf].check is None


def test_a_title_may_be_the_digit_zero() -> None:
    papers = read_feed(feed(entry("2104.12255", title="0")).encode())
    assert papers is not None
    assert papers["2104.12255"].source.title == "0"


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("34 pages, in French", "fr"),
        ("in German", "de"),
        ("in Spanish, 3 figures", "es"),
        ("Published in German Studies Review", "en"),
        ("also available in French", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_english_unless_the_comment_names_another(comment: str, code: str) -> None:
    papers = read_feed(feed(entry("2005.05535", comment=comment)).encode())
    assert papers is not None
    language = papers["2005.05535"].source.language
    assert (language.code, language.confidence) == (code, Confidence.HIGH)


@pytest.mark.parametrize(
    "filed",
    [
        "10.1109/EXAMPLE.2022.1",
        "doi:10.1109/EXAMPLE.2022.1",
        "https://doi.org/10.1109/EXAMPLE.2022.1",
        "10.1109/EXAMPLE.2022.1 10.1109/EXAMPLE.2022.2",
    ],
)
def test_a_doi_and_a_journal_are_kept(filed: str) -> None:
    extra = f"<arxiv:doi>{filed}</arxiv:doi><arxiv:journal_ref>Proc. Example 2022</arxiv:journal_ref>"
    papers = read_feed(feed(entry("2005.05535", extra=extra)).encode())
    assert papers is not None
    source = papers["2005.05535"].source
    assert source.doi == "10.1109/EXAMPLE.2022.1"
    assert Evidence("arxiv_doi", "10.1109/example.2022.1") in source.evidence
    assert Evidence("arxiv_journal_ref", "Proc. Example 2022") in source.evidence


@pytest.mark.parametrize("filed", ["10.48550/arXiv.2005.05535", "to appear", ""])
def test_the_preprint_s_own_doi_is_no_publication(filed: str) -> None:
    papers = read_feed(feed(entry("2005.05535", extra=f"<arxiv:doi>{filed}</arxiv:doi>")).encode())
    assert papers is not None
    source = papers["2005.05535"].source
    assert source.doi is None
    assert "arxiv_doi" not in {item.signal for item in source.evidence}


def test_a_colon_is_no_author() -> None:
    extra = "<author><name>Example Collaboration</name></author><author><name>:</name></author>"
    papers = read_feed(feed(entry("2005.05535", extra=extra)).encode())
    assert papers is not None
    assert [name.literal or name.family for name in papers["2005.05535"].source.author] == [
        "Example Collaboration",
        "Nguyen",
    ]


def test_more_than_a_hundred_papers_take_another_request(tls_web: LocalWeb, ask: Ask) -> None:
    tls_web.reply(
        HOST,
        "/api/query",
        lambda request: Reply(200, feed(*(entry(key) for key in request.query["id_list"][0].split(","))), ATOM),
    )
    urls = [f"https://arxiv.org/abs/2101.{number:05}" for number in range(150)]
    found = ask(ARXIV, *urls)
    assert [request.query["max_results"] for request in tls_web.requests] == [["100"], ["50"]]
    assert all(found[url].check is not None for url in urls)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ok-1605.08386.xml", "1605.08386"),
        ("ok-old-style-astro-ph-0601001.xml", "astro-ph/0601001"),
        ("ok-old-style-quant-ph-0201082v1.xml", "quant-ph/0201082"),
        ("ok-title-is-zero-2104.12255v1.xml", "2104.12255"),
        ("batch-two-ids-one-missing.xml", "1707.08567"),
    ],
)
def test_recorded_answers_are_read(shared: Path, name: str, key: str) -> None:
    papers = read_feed((shared / "samples" / "arxiv" / name).read_bytes())
    assert papers is not None
    assert list(papers) == [key]
    source = papers[key].source
    assert source.title
    assert source.author
    assert source.issued[0] > 2000
    assert source.language.code == "en"


def test_a_recorded_error_and_recorded_gaps(shared: Path) -> None:
    samples = shared / "samples" / "arxiv"
    assert read_feed((samples / "error-400-abc.xml").read_bytes()) is None
    assert read_feed((samples / "missing-0000.0000.xml").read_bytes()) == {}
    ten = read_feed((samples / "search-10-entries.xml").read_bytes())
    assert ten is not None
    assert len(ten) == 10
