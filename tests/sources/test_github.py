from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.checking.check import Outcome, check_links
from kinews_cli.model.source import Confidence, Name, Source, SourceKind, SourceStatus
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.sources.github import HOST, GithubResolver, prose, read_repository
from kinews_cli.sources.resolver import UNKNOWN, Resolution
from kinews_cli.web import turns
from kinews_cli.web.client import Web
from kinews_cli.web.manners import Pace
from kinews_cli.web.settings import ConnectTo, WebSettings
from local_web import HTML, LocalWeb, Reply, Request

from .conftest import Ask

GITHUB = GithubResolver()
KEY = "kinews-tests/paint-with-light"
REPOSITORY = f"https://github.com/{KEY}"
PATH = f"/repos/{KEY}"
BY_ID = "/repositories/700100200"
ETAG = 'W/"6d0f0d2f9c1e"'
TOKEN = "ghp_a-token-that-nobody-may-see"
HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "ETag": ETAG,
    "X-RateLimit-Limit": "60",
    "X-RateLimit-Remaining": "59",
}
FIXTURES = Path(__file__).parent.parent / "fixtures" / "github"


def body(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def repository(**changed: Any) -> Reply:
    """The recorded shape of a repository, with some of its fields changed."""
    return Reply(200, json.dumps({**json.loads(body("repository.json")), **changed}), HEADERS)


def moved(location: str) -> Reply:
    return Reply(301, body("moved.json"), {**HEADERS, "Location": location})


MISSING = Reply(404, body("missing.json"), HEADERS)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub's pace is tested with `manners`; here it would only take time."""
    monkeypatch.setattr(turns, "pace_of", lambda host, _: (host, Pace(2, 100)))


@pytest.fixture
def github(tls_web: LocalWeb) -> LocalWeb:
    tls_web.reply(HOST, PATH, repository())
    return tls_web


def source_of(resolution: Resolution) -> Source:
    assert resolution.source is not None
    return resolution.source


def check_of(resolution: Resolution) -> Check:
    assert resolution.check is not None
    return resolution.check


def said(source: Source) -> dict[str, str]:
    return {entry.signal: entry.value for entry in source.evidence}


def paths(web: LocalWeb) -> list[str]:
    return [request.path for request in web.asked(HOST)]


class TestARepositoryThatIsThere:
    def test_its_facts(self, github: LocalWeb, ask: Ask) -> None:
        source = source_of(ask(GITHUB, REPOSITORY)[REPOSITORY])
        assert (source.id, source.kind, source.type) == (f"github:{KEY}", SourceKind.GITHUB, "software")
        assert (source.title, source.author) == (KEY, (Name(literal="kinews-tests"),))
        assert (source.issued, source.version_date) == ((2019, 3, 4), (2023, 11, 12))
        assert (source.container_title, source.status) == ("GitHub", SourceStatus.OK)
        assert source.abstract == json.loads(body("repository.json"))["description"]

    def test_its_evidence(self, github: LocalWeb, ask: Ask) -> None:
        assert said(source_of(ask(GITHUB, REPOSITORY)[REPOSITORY])) == {
            "github_full_name": KEY,
            "github_id": "700100200",
            "github_homepage": "https://paint.example.org/",
            "github_license": "MIT",
            "github_default_branch": "main",
            "etag": ETAG,
        }

    def test_the_api_is_the_verdict_and_one_request_is_enough(self, github: LocalWeb, ask: Ask) -> None:
        check = check_of(ask(GITHUB, REPOSITORY)[REPOSITORY])
        assert (check.verdict, check.reason, check.status) == (Verdict.OK, "github", 200)
        assert Evidence("service", HOST) in check.evidence
        assert paths(github) == [PATH]
        assert github.requests[0].headers["accept"] == "application/vnd.github+json"

    def test_archived_is_a_state_not_a_death(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(archived=True))
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        assert source_of(found).status is SourceStatus.ARCHIVED
        assert check_of(found).verdict is Verdict.OK
        assert Evidence("github_archived", "true") in check_of(found).evidence

    def test_a_fork_says_of_what(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(fork=True, parent={"full_name": "elsewhere/paint"}))
        assert said(source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]))["github_fork_of"] == "elsewhere/paint"

    def test_a_licence_that_github_does_not_know_is_none(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(license={"spdx_id": "NOASSERTION"}))
        assert "github_license" not in said(source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]))

    def test_fields_of_odd_types_cost_no_more_than_themselves(self, github: LocalWeb, ask: Ask) -> None:
        odd = {
            "description": 3,
            "license": "MIT",
            "created_at": None,
            "pushed_at": [],
            "homepage": {},
            "archived": "yes",
        }
        github.reply(HOST, PATH, repository(**odd, parent=7, default_branch=1))
        source = source_of(ask(GITHUB, REPOSITORY)[REPOSITORY])
        assert (source.title, source.abstract, source.issued, source.status) == (KEY, None, (), SourceStatus.OK)

    def test_hidden_characters_stay_outside(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(description="tools\u202e that\x1b[31m you need"))
        assert source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]).abstract == "tools that[31m you need"


class TestForWhatTheAnswerStands:
    @pytest.mark.parametrize("end", ["", "/", ".git", "?tab=readme-ov-file#use", "/tree/main", "/tree/main/"])
    def test_for_the_repository_and_the_start_of_its_default_branch(self, github: LocalWeb, ask: Ask, end: str) -> None:
        url = REPOSITORY + end
        assert check_of(ask(GITHUB, url)[url]).verdict is Verdict.OK

    def test_several_links_to_it_are_one_question(self, github: LocalWeb, ask: Ask) -> None:
        found = ask(GITHUB, REPOSITORY, f"{REPOSITORY}.git", f"{REPOSITORY}/tree/main")
        assert len(found) == 3
        assert paths(github) == [PATH]

    def test_another_branch_is_the_same_work_but_may_be_gone(self, github: LocalWeb, ask: Ask) -> None:
        url = f"{REPOSITORY}/tree/v1.0"
        found = ask(GITHUB, url)[url]
        assert source_of(found).title == KEY
        assert found.check is None

    def test_of_a_missing_repository_it_says_nothing_about_a_branch(self, tls_web: LocalWeb, ask: Ask) -> None:
        tls_web.reply(HOST, PATH, MISSING)
        url = f"{REPOSITORY}/tree/main"
        assert ask(GITHUB, url)[url] == UNKNOWN

    @pytest.mark.parametrize(
        "end", ["blob/main/README.md", "tree/main/doc", "issues/5", "issues", "releases", "wiki/Start", "commit/1a2b3c"]
    )
    def test_what_lies_in_it_is_a_page(self, github: LocalWeb, ask: Ask, end: str) -> None:
        assert ask(GITHUB, f"{REPOSITORY}/{end}") == {}  # left out: the page is asked
        assert github.requests == []


class TestAnotherName:
    NEW = "painters/light"

    @pytest.fixture
    def renamed(self, github: LocalWeb) -> LocalWeb:
        github.reply(HOST, PATH, moved(f"https://{HOST}{BY_ID}"))
        github.reply(HOST, BY_ID, repository(full_name=self.NEW, description="x"))
        return github

    def test_is_followed_once_and_told(self, renamed: LocalWeb, ask: Ask) -> None:
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        source = source_of(found)
        assert (source.title, source.status) == (self.NEW, SourceStatus.OK)
        assert said(source)["github_full_name"] == self.NEW
        assert said(source)["github_renamed_from"] == KEY
        assert source.id == f"github:{KEY}"  # as it is linked
        assert paths(renamed) == [PATH, BY_ID]  # two requests, whatever else one would like to know

    def test_is_moved_for_good_with_all_that_stood_behind(self, renamed: LocalWeb, ask: Ask) -> None:
        url = f"{REPOSITORY}?tab=readme-ov-file#use"
        check = check_of(ask(GITHUB, url)[url])
        target = f"https://github.com/{self.NEW}?tab=readme-ov-file#use"
        assert (check.verdict, check.reason, check.final_url) == (Verdict.MOVED, "repository_renamed", target)
        assert check.hops == (Hop(url, 301, target),)

    def test_the_address_without_a_host_is_the_apis_own(self, renamed: LocalWeb, ask: Ask) -> None:
        renamed.reply(HOST, PATH, moved(BY_ID))
        assert source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]).title == self.NEW

    def test_a_branch_under_the_old_name_is_left_to_its_page(self, renamed: LocalWeb, ask: Ask) -> None:
        url = f"{REPOSITORY}/tree/main"
        found = ask(GITHUB, url)[url]
        assert (source_of(found).title, found.check) == (self.NEW, None)

    def test_capitals_make_no_other_name(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(full_name="Kinews-Tests/Paint-With-Light"))
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        assert check_of(found).verdict is Verdict.OK
        assert "github_renamed_from" not in said(source_of(found))

    def test_what_is_gone_under_its_number_is_gone(self, renamed: LocalWeb, ask: Ask) -> None:
        renamed.reply(HOST, BY_ID, MISSING)
        assert check_of(ask(GITHUB, REPOSITORY)[REPOSITORY]).reason == "repository_missing"

    def test_a_second_redirect_is_not_followed(self, renamed: LocalWeb, ask: Ask) -> None:
        renamed.reply(HOST, BY_ID, moved(f"https://{HOST}/repositories/3"))
        assert ask(GITHUB, REPOSITORY)[REPOSITORY] == UNKNOWN
        assert len(renamed.requests) == 2


class TestClosed:
    def test_deleted_or_private_github_does_not_tell(self, tls_web: LocalWeb, ask: Ask) -> None:
        tls_web.reply(HOST, PATH, MISSING)
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        check = check_of(found)
        assert (check.verdict, check.reason, check.status) == (Verdict.BROKEN, "repository_missing", 404)
        assert source_of(found).status is SourceStatus.MISSING
        assert said(source_of(found)) == {"http_status": "404"}

    def test_a_404_of_some_server_in_front_is_no_word_of_the_api(self, tls_web: LocalWeb, ask: Ask) -> None:
        tls_web.reply(HOST, PATH, Reply(404, "<h1>Not Found</h1>", {"Content-Type": HTML}))
        assert ask(GITHUB, REPOSITORY)[REPOSITORY] == UNKNOWN

    @pytest.mark.parametrize("status", [451, 403])  # after a legal notice, and for its terms of service
    def test_blocked_by_github(self, tls_web: LocalWeb, ask: Ask, status: int) -> None:
        tls_web.reply(HOST, PATH, Reply(status, body("blocked.json"), HEADERS))
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        check = check_of(found)
        assert (check.verdict, check.reason, check.status) == (Verdict.BLOCKED, "repository_blocked", status)
        assert source_of(found).status is SourceStatus.RESTRICTED
        assert said(source_of(found))["github_block"].startswith("dmca https://github.com/github/dmca/")

    def test_disabled_is_told_and_its_page_judges(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(disabled=True))
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        assert source_of(found).status is SourceStatus.RESTRICTED
        assert said(source_of(found))["github_disabled"] == "true"
        assert found.check is None

    def test_what_only_the_tokens_owner_sees_is_closed_to_readers(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(private=True, visibility="private"))
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        assert (check_of(found).verdict, check_of(found).reason) == (Verdict.BROKEN, "repository_private")
        source = source_of(found)
        assert (source.status, source.abstract, source.issued) == (SourceStatus.PRIVATE, None, ())


class TestNotServed:
    @pytest.mark.parametrize(
        "reply",
        [
            Reply(403, body("rate-limit.json"), {**HEADERS, "X-RateLimit-Remaining": "0"}),
            Reply(429, body("rate-limit.json"), {**HEADERS, "X-RateLimit-Remaining": "0"}),
            Reply(403, body("rate-limit.json"), {"Content-Type": "application/json", "X-RateLimit-Remaining": "4"}),
            Reply(403, '{"message": "slow down"}', {"Retry-After": "1"}),
            Reply(503),
            Reply(reset=True),
        ],
    )
    def test_who_is_out_of_requests_knows_nothing_and_asks_no_more(
        self, tls_web: LocalWeb, ask: Ask, reply: Reply
    ) -> None:
        tls_web.reply(HOST, PATH, reply)
        urls = [REPOSITORY, *(f"https://github.com/kinews-tests/other-{number}" for number in range(5))]
        assert set(ask(GITHUB, *urls).values()) == {UNKNOWN}
        assert len(tls_web.requests) == 1

    @pytest.mark.parametrize(
        "reply",
        [
            Reply(500),
            Reply(403, '{"message": "Resource protected by organization SAML enforcement."}', HEADERS),
            Reply(401, '{"message": "Requires authentication"}', HEADERS),
            Reply(200, "<html>unicorn</html>", {"Content-Type": HTML}),
            Reply(200, "[]"),
            Reply(200, "{}"),
            Reply(200, '{"id": true, "full_name": "a/b"}'),
            Reply(200, '{"id": 1, "full_name": "a/b/../c"}'),
            Reply(200, '{"id": ' + "9" * 4_000 + ', "full_name": "a/b"}'),
            Reply(200, '{"a":' * 100_000),
            Reply(304),
            Reply(418),
        ],
    )
    def test_what_is_no_answer_about_it_costs_this_link_alone(self, github: LocalWeb, ask: Ask, reply: Reply) -> None:
        other = "https://github.com/kinews-tests/other"
        github.reply(HOST, "/repos/kinews-tests/other", reply)
        found = ask(GITHUB, other, REPOSITORY)
        assert found[other] == UNKNOWN
        assert check_of(found[REPOSITORY]).verdict is Verdict.OK


class TestLanguage:
    def test_the_description_tells(self, github: LocalWeb, ask: Ask) -> None:
        language = source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]).language
        assert (language.code, [entry.signal for entry in language.evidence]) == ("en", ["title_vote"])

    def test_else_the_readme_without_its_code(self, github: LocalWeb, ask: Ask) -> None:
        github.reply(HOST, PATH, repository(description="paint-with-light"))
        github.reply(HOST, f"{PATH}/readme", Reply(200, body("README.md"), {"Content-Type": "text/plain"}))
        language = source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]).language
        assert (language.code, language.confidence) == ("de", Confidence.HIGH)
        assert paths(github) == [PATH, f"{PATH}/readme"]
        assert github.requests[1].headers["accept"] == "application/vnd.github.raw+json"

    @pytest.mark.parametrize("reply", [MISSING, Reply(500), Reply(reset=True)])
    def test_without_readme_it_is_unknown(self, github: LocalWeb, ask: Ask, reply: Reply) -> None:
        github.reply(HOST, PATH, repository(description=None))
        github.reply(HOST, f"{PATH}/readme", reply)
        found = ask(GITHUB, REPOSITORY)[REPOSITORY]
        assert source_of(found).language.code is None
        assert check_of(found).verdict is Verdict.OK

    def test_a_readme_is_not_worth_the_last_requests_of_the_hour(self, github: LocalWeb, ask: Ask) -> None:
        reply = repository(description=None)
        github.reply(HOST, PATH, Reply(200, reply.body, {**HEADERS, "X-RateLimit-Remaining": "9"}))
        ask(GITHUB, REPOSITORY)
        assert paths(github) == [PATH]

    def test_prose_is_what_is_left_of_markdown(self) -> None:
        text = prose(body("README.md").decode())
        assert "Das ist ein Netz" in text
        for other in ("looking for", "pip install", "the-and-of", "ci.example.org"):
            assert other not in text

    @given(st.text(alphabet="<>`[]()~#\n ahtps:/", max_size=400))
    def test_no_readme_breaks_it(self, text: str) -> None:
        prose(text)


class TestAskedAgain:
    def test_the_etag_goes_along_and_what_is_unchanged_stands(self, github: LocalWeb, ask: Ask) -> None:
        def by_etag(request: Request) -> Reply:
            unchanged = request.headers.get("if-none-match") == ETAG
            return Reply(304, b"", {"ETag": ETAG}) if unchanged else repository()

        github.reply(HOST, PATH, by_etag)
        first = source_of(ask(GITHUB, REPOSITORY)[REPOSITORY])
        again = ask(GithubResolver(known={first.id: first}), REPOSITORY)[REPOSITORY]
        assert again.source == first
        assert check_of(again).verdict is Verdict.OK
        assert "validated" in {entry.signal for entry in check_of(again).evidence}

    def test_what_has_changed_is_told_anew(self, github: LocalWeb, ask: Ask) -> None:
        first = source_of(ask(GITHUB, REPOSITORY)[REPOSITORY])
        github.reply(HOST, PATH, repository(archived=True))
        again = ask(GithubResolver(known={first.id: first}), REPOSITORY)[REPOSITORY]
        assert source_of(again).status is SourceStatus.ARCHIVED

    @pytest.mark.parametrize("etag", ["none", '"a b"', 'W/"a', ""])
    def test_what_is_no_etag_is_not_kept(self, github: LocalWeb, ask: Ask, etag: str) -> None:
        github.reply(HOST, PATH, Reply(200, repository().body, {"ETag": etag}))
        assert "etag" not in said(source_of(ask(GITHUB, REPOSITORY)[REPOSITORY]))


class TestTheToken:
    """Looked at where it would leave: at the socket of a web that plays every host, encrypted and not."""

    @pytest.fixture
    def with_token(self, settings: WebSettings) -> WebSettings:
        return WebSettings(timeout=5.0, connect_to=settings.connect_to, ca_file=settings.ca_file, github_token=TOKEN)

    def test_is_sent_to_the_api(self, github: LocalWeb, ask: Ask, with_token: WebSettings) -> None:
        github.reply(HOST, PATH, repository(description=None))
        ask(GITHUB, REPOSITORY, settings=with_token)
        assert paths(github) == [PATH, f"{PATH}/readme"]
        assert {request.headers["authorization"] for request in github.requests} == {f"Bearer {TOKEN}"}

    def test_without_one_nothing_is_sent(self, github: LocalWeb, ask: Ask) -> None:
        ask(GITHUB, REPOSITORY)
        assert "authorization" not in github.requests[0].headers

    @pytest.mark.parametrize(
        "location",
        [
            f"https://evil.example{BY_ID}",
            f"//evil.example{BY_ID}",
            f"https://github.com{BY_ID}",
            f"https://{HOST}.evil.example{BY_ID}",
            f"https://{HOST}@evil.example{BY_ID}",
            f"https://evil.example\\@{HOST}{BY_ID}",
            f"http://{HOST}{BY_ID}",
            f"https://{HOST}:8443{BY_ID}",
            f"https://{HOST}/repositories/1/../../user/emails",
            f"https://{HOST}/user",
            "https://[::1",
            "",
        ],
    )
    def test_follows_no_redirect_elsewhere(
        self, github: LocalWeb, ask: Ask, with_token: WebSettings, location: str
    ) -> None:
        github.reply(HOST, PATH, moved(location))
        assert ask(GITHUB, REPOSITORY, settings=with_token)[REPOSITORY] == UNKNOWN
        assert [(request.host, request.path) for request in github.requests] == [(HOST, PATH)]

    def test_is_sent_to_no_page_by_the_rest_of_the_run(self, github: LocalWeb, with_token: WebSettings) -> None:
        pages = [REPOSITORY, f"{REPOSITORY}/issues/5", "https://t3n.de/news/", f"https://{HOST}{PATH}"]
        github.reply("t3n.de", "/news/", moved(f"https://{HOST}{PATH}"))

        async def hear(_url: str, _outcome: Outcome) -> None:
            """Only what was sent is of interest."""

        async def run() -> Mapping[str, Resolution]:
            async with Web(with_token) as web:
                found = await GITHUB.resolve([REPOSITORY], web)
                await check_links(pages, web, hear)
                return found

        found = asyncio.run(run())
        assert check_of(found[REPOSITORY]).verdict is Verdict.OK
        carrying = [request for request in github.requests if TOKEN in str(request)]
        assert len(github.requests) >= 5
        assert [(request.host, request.path) for request in carrying] == [(HOST, PATH)]

    def test_one_that_is_not_accepted_is_not_sent_again(
        self, github: LocalWeb, ask: Ask, with_token: WebSettings
    ) -> None:
        def strict(request: Request) -> Reply:
            refused = "authorization" in request.headers
            return Reply(401, '{"message": "Bad credentials"}', HEADERS) if refused else repository()

        github.reply(HOST, PATH, strict)
        github.reply(HOST, "/repos/kinews-tests/other", strict)
        found = ask(GITHUB, REPOSITORY, "https://github.com/kinews-tests/other", settings=with_token)
        assert {check_of(resolution).verdict for resolution in found.values()} <= {Verdict.OK, Verdict.MOVED}
        assert ["authorization" in request.headers for request in github.requests] == [True, False, False]

    @pytest.mark.parametrize(
        "reply",
        [repository(), Reply(401, '{"message": "Bad credentials"}'), Reply(raw=b"nonsense\r\n\r\n"), Reply(reset=True)],
    )
    def test_stands_in_no_log_and_no_result(
        self,
        github: LocalWeb,
        ask: Ask,
        with_token: WebSettings,
        caplog: pytest.LogCaptureFixture,
        reply: Reply,
    ) -> None:
        github.reply(HOST, PATH, reply)
        with caplog.at_level(logging.DEBUG):
            found = ask(GITHUB, REPOSITORY, settings=with_token)
        assert TOKEN not in str(found)
        assert TOKEN not in caplog.text + str([record.__dict__ for record in caplog.records])
        assert TOKEN not in repr(with_token)

    def test_a_server_without_a_known_certificate_does_not_get_it(self, plain_web: LocalWeb, ask: Ask) -> None:
        settings = WebSettings(
            connect_to=(ConnectTo.parse(f"::127.0.0.1:{plain_web.port}"),), timeout=2.0, github_token=TOKEN
        )
        assert ask(GITHUB, REPOSITORY, settings=settings)[REPOSITORY] == UNKNOWN
        assert plain_web.requests == []


@pytest.mark.slow
@given(
    st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_no_body_raises(content: bytes) -> None:
    assert read_repository(content) is None


def test_recorded_answers_are_read(shared: Path, tls_web: LocalWeb, ask: Ask) -> None:
    samples = shared / "samples" / "github"

    def recorded(name: str) -> Reply:
        sample = json.loads((samples / name).read_text(encoding="utf-8"))
        headers = {name: value for name, value in sample["headers"].items() if name.lower().startswith(("x-", "loc"))}
        return Reply(sample["status"], json.dumps(sample["body"]), headers)

    plain, gone, lost = "octokit-fixture-org/hello-world", "jacquev6/Xxx", "ReDASers/Phishing-Detection"
    tls_web.reply(HOST, f"/repos/{plain}", recorded("repo-200.json"))
    tls_web.reply(HOST, f"/repos/{gone}", recorded("repo-404.json"))
    tls_web.reply(HOST, f"/repos/{lost}", recorded("repo-moved-301-unauthenticated.json"))
    tls_web.reply(HOST, "/repositories/146139403", recorded("repo-by-id-after-rename-200.json"))
    found = ask(GITHUB, *(f"https://github.com/{key}" for key in (plain, gone, lost)))
    verdicts = [check_of(resolution).verdict for resolution in found.values()]
    assert verdicts == [Verdict.OK, Verdict.BROKEN, Verdict.MOVED]
    assert source_of(found[f"https://github.com/{plain}"]).issued == (2017, 9, 15)
