"""`[ignore]` in the settings, as the commands obey it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Kinews
from local_web import LocalWeb, Reply

TEXT = """\
KI News #6

Ein Titel

Text.

A: https://www.alive.org/a

B: https://www.alive.org/gone

C: https://intern.alive.org/x
"""
MONDAY = {"KINEWS_NOW": "2026-11-23T08:00:00Z"}


@pytest.fixture
def web(tls_web: LocalWeb, tmp_path: Path, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    tls_web.page("www.alive.org", "/a", "<html lang=de><title>A</title>")
    tls_web.reply("www.alive.org", "/gone", Reply(404))
    return tls_web


def settings(folder: Path, text: str) -> None:
    (folder / "kinews.toml").write_text(f"[ignore]\n{text}\n", "utf-8")


def checked(kinews: Kinews, web: LocalWeb, *arguments: str) -> tuple[int, dict[str, Any]]:
    done = kinews("check", "--select", "KN1,KN2", "--format", "json", *web.connect_to(), *arguments, **MONDAY)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def codes(report: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in report["findings"]]


@pytest.mark.slow
def test_a_suppressed_error_decides_no_exit_code_and_is_counted(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    assert checked(kinews, web)[0] == 1
    settings(
        tmp_path,
        '"www.alive.org/*" = { reason = "under repair", rules = ["KN201"] }\n"intern.alive.org" = { reason = "x" }',
    )
    code, report = checked(kinews, web)
    assert (code, codes(report), report["summary"]["suppressed"]) == (0, [], 1)
    done = kinews("check", "--select", "KN1,KN2", *web.connect_to(), **MONDAY)
    assert "1 finding suppressed" in done.stdout
    assert "gone" not in done.stdout


def test_an_address_without_rules_is_not_asked_at_all(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    settings(tmp_path, '"intern.alive.org" = { reason = "only in our network" }')
    _, report = checked(kinews, web)
    (link,) = [link for link in report["issues"][0]["links"] if "intern" in link["url"]]
    assert (link["verdict"], link["reason"]) == ("unchecked", "ignored")
    assert not web.asked("intern.alive.org")
    assert report["summary"]["unchecked"] == 1


def test_unused_and_expired_ones_are_told_at_their_lines(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    settings(
        tmp_path,
        '"c.example" = { reason = "alt" }\nKN205 = { reason = "alt" }\nKN201 = { reason = "Umzug", until = 2026-11-22 }',
    )
    _, report = checked(kinews, web)
    told = [(f["code"], f["severity"], f["path"], f["line"]) for f in report["findings"] if f["path"] == "kinews.toml"]
    assert told == [
        ("KN113", "warning", "kinews.toml", 4),
        ("KN112", "note", "kinews.toml", 2),
        ("KN112", "note", "kinews.toml", 3),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["--offline"], ["--select", "KN1"], ["--ignore", "KN201"], ["issues/006.txt"]], ids=" ".join
)
def test_a_partial_run_calls_none_unused(kinews: Kinews, web: LocalWeb, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "issues" / "007.txt").write_text(TEXT.replace("#6", "#7"), "utf-8")
    settings(tmp_path, '"www.alive.org/a" = { reason = "x", rules = ["KN201"] }')
    assert "KN112" in codes(checked(kinews, web)[1])
    done = kinews("check", *arguments, *web.connect_to(), "--format", "json", **MONDAY)
    assert "KN112" not in codes(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KN2O1 = { reason = 'x' }", "Did you mean KN201?"),
        ("KN201 = {}", "has no reason"),
        ("'a.example' = { reason = 'x', rules = ['KN9'] }", "'KN9'"),
    ],
)
def test_one_that_makes_no_sense_is_a_usage_error(kinews: Kinews, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    settings(tmp_path, text)
    for command in ("check", "build"):
        done = kinews(command, "006.txt", "--offline")
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert "kinews.toml" in done.stderr


def test_a_build_obeys_them_too(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    settings(tmp_path, 'KN201 = { reason = "x" }\n"intern.alive.org" = { reason = "x" }')
    build = ("build", "--edition", "de", "--fail-on", "error", *web.connect_to())
    done = kinews(*build, **MONDAY)
    assert done.returncode == 0, done.stdout
    assert "1 finding suppressed" in done.stdout
    edition = json.loads((tmp_path / "editions" / "006.de.json").read_text("utf-8"))
    assert "KN201" not in [finding["code"] for finding in edition["findings"]]
    assert "1 issue current" in kinews(*build, **MONDAY).stdout


def test_excluded_files_are_left_out_of_folders_and_on_request_of_names(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    for name in ("006.txt", "entwurf-7.txt"):
        (tmp_path / "issues" / name).write_text("Ein Satz, der kein Titel ist.\n\nNoch einer.\n", "utf-8")
    (tmp_path / "kinews.toml").write_text('exclude = ["issues/entwurf-*"]\n', "utf-8")
    assert "entwurf" not in kinews("check", "--offline").stdout
    draft = "issues/entwurf-7.txt"
    named = kinews("check", "--offline", draft)
    assert (named.returncode, "KN101" in named.stdout) == (1, True)
    left_out = kinews("check", "--offline", "--force-exclude", draft)
    assert (left_out.returncode, "KN101" in left_out.stdout) == (0, False)
