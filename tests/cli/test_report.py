from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kinews
from local_web import LocalWeb, Reply

TEXT = """\
KI News #6

Ein Titel <b>mit Zeichen</b>

Text.

A: https://www.alive.org/a

B: https://www.alive.org/gone
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def web(tls_web: LocalWeb, archive: Path, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    tls_web.page("www.alive.org", "/a", "<html lang=de><title>A</title>")
    tls_web.reply("www.alive.org", "/gone", Reply(410))
    return tls_web


@pytest.mark.slow
def test_it_shows_what_checks_have_found_and_asks_nobody(kinews: Kinews, web: LocalWeb, archive: Path) -> None:
    tls = web.connect_to()
    kinews("check", *tls, KINEWS_NOW="2026-11-20T08:00:00Z")
    web.page("www.alive.org", "/gone", "<html lang=de><title>Wieder da</title>")
    kinews("check", "--refresh", *tls, KINEWS_NOW="2026-11-21T08:00:00Z")
    web.reply("www.alive.org", "/a", Reply(404))
    kinews("check", "--refresh", *tls, KINEWS_NOW="2026-11-22T08:00:00Z")
    asked = len(web.requests)
    done = kinews("report", KINEWS_NOW="2026-11-23T08:00:00Z")
    assert (done.returncode, done.stdout, done.stderr) == (0, "report.html\n", "")
    assert len(web.requests) == asked
    page = (archive / "report.html").read_text("utf-8")
    assert "<h1>1 of 2 links is broken.</h1>" in page
    assert "22 Nov 2026" in page
    assert "1 broken link on 20 Nov 2026, 1 on 23 Nov 2026, at most 1." in page  # another one each time
    table = page[page.index("The figures as a table") :]
    assert [table.index(f"{day} Nov 2026") for day in (23, 22, 21, 20)] == sorted(
        table.index(f"{day} Nov 2026") for day in (23, 22, 21, 20)
    )


def test_to_standard_output_or_to_a_file_of_any_name(kinews: Kinews, archive: Path) -> None:
    shown = kinews("report", "issues/006.txt", "-o", "-")
    assert shown.stdout.startswith("<!doctype html>")
    assert sorted(path.name for path in archive.iterdir()) == ["issues"]
    named = kinews("report", "issues", "--output", "out/all.html")
    assert named.stdout == "out/all.html\n"
    assert (archive / "out" / "all.html").read_text("utf-8").startswith("<!doctype html>")
    assert kinews("report", "-q").stdout == ""


def test_an_earlier_report_is_replaced_and_nothing_else_is(kinews: Kinews, archive: Path) -> None:
    assert kinews("report").returncode == 0
    assert kinews("report").returncode == 0
    (archive / "report.html").write_text("<p>Mine</p>", "utf-8")
    done = kinews("report")
    assert done.returncode == 2
    assert "report.html: was not written by kinews" in done.stderr
    assert (archive / "report.html").read_text("utf-8") == "<p>Mine</p>"
    assert kinews("report", "-o", "report.html").returncode == 0


def test_an_issue_is_never_replaced(kinews: Kinews, archive: Path) -> None:
    done = kinews("report", "-o", "issues/006.txt")
    assert done.returncode == 2
    assert (archive / "issues" / "006.txt").read_text("utf-8") == TEXT


def test_without_a_cache_it_says_what_to_do(kinews: Kinews, archive: Path) -> None:
    done = kinews("report", "-o", "-")
    assert done.returncode == 0
    assert "No link has been looked at yet." in done.stdout
    assert "<code>kinews check</code> asks" in done.stdout


def test_what_cannot_be_read_is_said(kinews: Kinews, archive: Path) -> None:
    (archive / "issues" / "007.txt").mkdir()
    unreadable = kinews("report")
    assert unreadable.returncode == 2
    assert "007.txt: " in unreadable.stderr
    assert not (archive / "report.html").exists()
    nowhere = kinews("report", "nowhere.txt")
    assert (nowhere.returncode, nowhere.stderr) == (2, "kinews: nowhere.txt: there is no such file.\n")
    (archive / "empty").mkdir()
    empty = kinews("report", "empty")
    assert (empty.returncode, "holds no issue" in empty.stderr) == (2, True)


def test_from_standard_input(kinews: Kinews, archive: Path) -> None:
    done = kinews("report", "-", "--stdin-filename", "draft.txt", "-o", "-", stdin=TEXT)
    assert "draft.txt" in done.stdout
    assert "2 links" in done.stdout


def test_its_help_says_that_it_asks_nobody(kinews: Kinews) -> None:
    assert "asks nobody" in kinews("report", "--help").stdout


def test_an_address_inside_is_refused_unless_it_is_allowed(kinews: Kinews, archive: Path) -> None:
    (archive / "issues" / "006.txt").write_text(f"{TEXT}\nC: http://127.0.0.1:8000/x\n", "utf-8")
    assert "Not opened" in kinews("report", "-o", "-").stdout
    assert "Not opened" not in kinews("report", "-o", "-", "--allow-private").stdout
