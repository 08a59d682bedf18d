"""The web of benchmarks/links.py does what its behaviours are named after, and verdicts about it are graded fairly."""

from __future__ import annotations

import http.client
import importlib
import json
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.append(str(BENCHMARKS))  # scripts, which find each other beside themselves
behaviours: Any = importlib.import_module("links_behaviours")
cases: Any = importlib.import_module("links_cases")
programs: Any = importlib.import_module("links_programs")
web_module: Any = importlib.import_module("links_web")
table_module: Any = importlib.import_module("links_table")
links: Any = importlib.import_module("links")


@pytest.fixture(scope="module")
def web() -> Iterator[Any]:
    with web_module.LocalWeb(hosts=12) as running:
        yield running


def ask(
    url: str, method: str = "GET", headers: dict[str, str] | None = None, *, read: bool = True
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request on a connection of its own."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    try:
        connection.request(method, url.partition(parts.netloc)[2], headers=headers or {})
        with connection.getresponse() as response:
            return response.status, response.headers, response.read() if read else b""
    finally:
        connection.close()


def test_a_page_is_there_and_counted(web: Any) -> None:
    web.forget()
    status, headers, body = ask(web.url(0, "/page/1"))
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert b"<h1>" in body
    ask(web.url(1, "/page/1"))
    assert (web.counts().requests, web.counts(0).requests, web.counts(2).requests) == (2, 1, 0)


def test_head_gets_the_headers_only(web: Any) -> None:
    _, headers, body = ask(web.url(0, "/page/1"), "HEAD")
    assert int(headers["Content-Length"]) > 0
    assert body == b""


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/go/301/page/1", 301, "/page/1"),
        ("/umzug/1", 301, "/"),
        ("/chain/302/5", 302, "/chain/302/4"),
        ("/loop/a", 302, "/loop/b"),
        ("/loop/b", 302, "/loop/a"),
        ("/slash/1", 301, "/slash/1/"),
        ("/mitglieder/1", 302, "/login?return_to=/mitglieder/1"),
        ("/no-location/1", 302, None),
        ("/chain/302/0", 200, None),
        ("/slash/1/", 200, None),
        ("/status/999/1", 999, None),
        ("/nowhere", 404, None),
        ("/after/soon", 404, None),
    ],
)
def test_the_status_and_where_it_leads(web: Any, path: str, status: int, location: str | None) -> None:
    answer = ask(web.url(3, path))
    assert (answer[0], answer[1]["Location"]) == (status, location)


@pytest.mark.parametrize("name", ["429-once", "429-once-date", "503-once"])
def test_trouble_comes_once_for_each_link(web: Any, name: str) -> None:
    web.forget()
    urls = [web.url(4, f"/{name}/{number}") for number in (1, 2)]
    assert [ask(url)[0] for url in (*urls, *urls)] == [int(name[:3])] * 2 + [200] * 2


def test_a_reset_and_a_closed_connection_and_a_closed_port_are_told_apart(web: Any) -> None:
    with pytest.raises(ConnectionResetError):
        ask(web.url(4, "/reset/1"))
    with pytest.raises(http.client.RemoteDisconnected):
        ask(web.url(4, "/close/1"))
    with pytest.raises(ConnectionRefusedError):
        ask(web.closed + "/page/1")


def test_nobody_vouches_for_the_certificate(web: Any) -> None:
    if web.self_signed is None:
        pytest.skip("no openssl program")
    parts = urlsplit(web.self_signed)
    connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=5)
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", "/page/1")
    connection.close()


def test_some_pages_want_to_know_who_asks(web: Any) -> None:
    browser = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    assert [ask(web.url(5, "/browsers-only/1"), headers=h)[0] for h in ({}, browser)] == [403, 200]
    assert [ask(web.url(5, "/cookie/1"), headers=h)[0] for h in ({}, {"Cookie": "besuch=1"})] == [302, 200]
    assert [ask(web.url(5, "/accept/1"), headers=h)[0] for h in ({}, {"Accept": "*/*"})] == [406, 200]
    assert [ask(web.url(5, "/head-405/1"), method)[0] for method in ("HEAD", "GET")] == [405, 200]


def test_a_page_is_cut_short(web: Any) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask(web.url(5, "/cut/1"))


@pytest.mark.parametrize("path", ["/flood/1", "/drip/1"])
def test_a_page_without_end_begins_and_may_be_left(web: Any, path: str) -> None:
    status, headers, _ = ask(web.url(5, path), read=False)
    assert (status, headers["Content-Length"]) == (200, str(behaviours.BIG))
    assert ask(web.url(5, "/page/1"))[0] == 200


def test_of_six_at_once_five_are_served_in_a_second(web: Any) -> None:
    web.forget()
    statuses = [ask(web.url(6, f"/five-a-second/{number}"))[0] for number in range(6)]
    assert statuses == [200] * 5 + [429]
    assert web.counts(6).peak_rate == 6


def test_requests_in_flight_and_connections_are_counted_at_their_highest(web: Any) -> None:
    web.forget()
    parts = urlsplit(web.url(7, "/"))
    connections = [http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5) for _ in range(6)]
    for number, connection in enumerate(connections):
        connection.request("GET", f"/four-at-once/{number}")
    statuses = sorted(connection.getresponse().status for connection in connections)
    for connection in connections:
        connection.close()
    assert statuses == [200] * 4 + [503] * 2
    counts = web.counts(7)
    assert counts.peak_in_flight == 5  # who is turned away does not wait
    assert counts.peak_connections == 6


def test_links_that_act_are_counted_as_such(web: Any) -> None:
    web.forget()
    for path in links.ACTING:
        ask(web.url(8, path))
    assert web.counts(8).acted == len(links.ACTING) - 1  # the last one only redirects to such a link


def test_a_latency_is_kept(web: Any) -> None:
    started = time.monotonic()
    ask(web.url(0, "/after/100/1"))
    assert 0.1 <= time.monotonic() - started < 2


def test_there_are_sixty_seven_cases_each_with_a_behaviour_of_its_own() -> None:
    assert (
        len(cases.CASES) == len({case.name for case in cases.CASES}) == len({case.path for case in cases.CASES}) == 67
    )
    named = {urlsplit(case.path).path.split("/")[1] for case in cases.CASES if case.path.startswith("/")}
    assert named <= set(behaviours.BEHAVIOURS)


@pytest.mark.parametrize(
    ("right", "verdict", "grade"),
    [
        (("ok",), "ok", "exact"),
        (("ok",), "moved", "vague"),
        (("ok",), "broken", "false alarm"),
        (("ok",), "unreachable", "false alarm"),
        (("ok",), "hung", "false alarm"),
        (("ok",), "none", "vague"),
        (("ok", "blocked"), "blocked", "exact"),
        (("moved",), "ok", "vague"),
        (("moved",), "broken", "false alarm"),
        (("broken",), "ok", "miss"),
        (("broken",), "moved", "miss"),
        (("broken",), "blocked", "vague"),
        (("broken",), "unreachable", "vague"),
        (("broken", "unreachable"), "unreachable", "exact"),
        (("blocked",), "refused", "exact"),
        (("blocked",), "broken", "false alarm"),
        (("blocked",), "ok", "vague"),
        (("unreachable",), "hung", "vague"),
        (("unreachable",), "ok", "vague"),
    ],
)
def test_a_verdict_is_graded(right: tuple[str, ...], verdict: str, grade: str) -> None:
    assert cases.Case("a case", "/page/1", right).grade(verdict) == grade


def test_the_report_of_kinews_is_read_with_missing_fragments_as_broken(tmp_path: Path) -> None:
    report = {
        "issues": [{"links": [{"url": "http://a/#x", "verdict": "ok"}, {"url": "http://b/", "verdict": "moved"}]}],
        "findings": [{"slug": "fragment-missing", "url": "http://a/#x"}, {"slug": "link-moved", "url": "http://b/"}],
    }
    (tmp_path / "stdout").write_text(json.dumps(report), "utf-8")
    assert programs.Kinews("kinews").read(tmp_path) == programs.Report(1, ("broken", "moved"))


def test_the_report_of_lychee_is_read_with_its_redirects(tmp_path: Path) -> None:
    def entry(text: str, *codes: int) -> dict[str, Any]:
        return {"url": "http://a/", "status": {"text": text}, "redirects": {"redirects": [{"code": c} for c in codes]}}

    report = {
        "successful": 3,
        "success_map": {"brief.md": [entry("200 OK"), entry("200 OK", 301, 308), entry("200 OK", 301, 302)]},
        "error_map": {"brief.md": [entry("404 Not Found"), entry("Request timed out")]},
        "timeout_map": {"brief.md": [entry("Timeout")]},
        "excluded_map": {"brief.md": [entry("Excluded")]},
    }
    (tmp_path / "out.json").write_text(json.dumps(report), "utf-8")
    expected = ("ok", "moved", "ok", "broken", "unreachable", "unreachable", "unchecked")
    assert programs.Lychee("lychee").read(tmp_path) == programs.Report(3, expected)


def test_the_table_has_a_column_for_what_is_not_installed() -> None:
    row = table_module.Row("links", {"kinews": "7"}, "6", "8")
    assert table_module.table([row], ["lychee", "kinews"]).splitlines()[-1] == "| links | not installed | 7 | 6 | 8 |"


def test_a_program_that_does_not_end_is_ended(tmp_path: Path) -> None:
    (tmp_path / "kinews").write_text("#!/bin/sh\nsleep 60\n", "utf-8")
    (tmp_path / "kinews").chmod(0o755)
    result = programs.run(programs.Kinews(str(tmp_path / "kinews")), tmp_path, limit=0.1)
    assert (result.killed, result.verdict, result.report) == (True, "hung", None)
    assert 0.1 <= result.seconds < 5


def test_memory_is_that_of_the_program_not_of_its_parent(tmp_path: Path) -> None:
    ballast = bytearray(b"x") * (100 << 20)
    (tmp_path / "kinews").write_text("#!/bin/sh\nsleep 0.1\n", "utf-8")
    (tmp_path / "kinews").chmod(0o755)
    result = programs.run(programs.Kinews(str(tmp_path / "kinews")), tmp_path, limit=5)
    assert len(ballast) == 100 << 20
    assert 0 < result.megabytes < 50


@pytest.mark.slow
def test_the_command_prints_its_table() -> None:
    command = [sys.executable, str(BENCHMARKS / "links.py"), "--part", "issue,manners", "--runs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "| measure | lychee | kinews | must | goal |"
    assert "failed" not in done.stdout
    assert any(line.startswith("| requests to unsubscribe links |") for line in lines)
