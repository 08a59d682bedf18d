"""The weekly issue: what it says has changed, and what is asked of gh."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from hooks.station import ROOT, environment

pytestmark = pytest.mark.slow  # programs of others, or a repository for each test

_SPEC = importlib.util.spec_from_file_location("changes", ROOT / "action" / "changes.py")
assert _SPEC is not None
assert _SPEC.loader is not None
changes: Any = importlib.util.module_from_spec(_SPEC)
sys.modules["changes"] = changes  # its dataclasses look themselves up
_SPEC.loader.exec_module(changes)

BANK, QUAY = "https://example.org/bank", "https://example.org/quay"
LAST_WEEK, TODAY = "2026-11-16", "2026-11-23"
RUN = "https://example.org/run/1"


def finding(url: str, code: str = "KN201", severity: str = "error", **more: Any) -> dict[str, Any]:
    given = {
        "code": code,
        "severity": severity,
        "url": url,
        "path": "issues/001.txt",
        "line": 7,
        "message": "gone (404)",
    }
    return {**given, **more}


def report(
    *findings: Mapping[str, Any], suppressed: Sequence[Mapping[str, Any]] = (), **verdicts: str
) -> dict[str, Any]:
    """`verdicts` are those on BANK and QUAY, both "broken" unless told; a reason may stand behind, as in "unchecked offline"."""
    told = {"bank": "broken", "quay": "broken", **verdicts}
    links = [
        {
            "url": f"https://example.org/{name}",
            **dict(zip(("verdict", "reason"), [*verdict.split(), "any"], strict=False)),
        }
        for name, verdict in told.items()
        if verdict
    ]
    return {
        "issues": [{"path": "issues/001.txt", "links": links}],
        "findings": list(findings),
        "suppressed": list(suppressed),
    }


def trouble(url: str, code: str = "KN201", since: str = LAST_WEEK) -> Any:
    return changes.Trouble(code, url, "issues/001.txt", 7, since)


def urls(troubles: Any) -> list[str]:
    return [each.url for each in troubles]


class TestCompare:
    def test_what_was_not_there_last_week_is_new(self) -> None:
        found = changes.compare(report(finding(BANK), finding(QUAY)), [trouble(BANK)], TODAY)
        assert (urls(found.new), urls(found.standing)) == ([QUAY], [BANK])
        assert [each.since for each in found.open] == [TODAY, LAST_WEEK]

    def test_what_answers_again_is_mended(self) -> None:
        found = changes.compare(report(bank="ok"), [trouble(BANK)], TODAY)
        assert (urls(found.mended), urls(found.open)) == ([BANK], [])

    def test_what_no_issue_names_any_more_is_mended(self) -> None:
        assert urls(changes.compare(report(bank=""), [trouble(BANK)], TODAY).mended) == [BANK]

    @pytest.mark.parametrize("verdict", ["unreachable", "unchecked", "blocked"])
    def test_what_could_not_be_looked_at_is_neither_mended_nor_forgotten(self, verdict: str) -> None:
        found = changes.compare(report(bank=verdict), [trouble(BANK)], TODAY)
        assert (urls(found.mended), urls(found.unseen)) == ([], [BANK])
        assert found.open[0].since == LAST_WEEK

    @pytest.mark.parametrize("verdict", ["broken", "refused", "unchecked ignored"])
    def test_what_somebody_has_suppressed_is_waited_for_no_longer(self, verdict: str) -> None:
        found = changes.compare(report(bank=verdict), [trouble(BANK)], TODAY)
        assert (urls(found.mended), urls(found.open)) == ([BANK], [])

    @pytest.mark.parametrize("code", ["KN401", "KN402", "KN412"])
    def test_a_retracted_paper_is_kept_where_the_service_is_silent(self, code: str) -> None:
        found = changes.compare(report(bank="ok"), [trouble(BANK, code)], TODAY)
        assert (urls(found.mended), urls(found.unseen)) == ([], [BANK])

    @pytest.mark.parametrize("code", ["KN401", "KN402", "KN412"])
    def test_a_retracted_paper_that_somebody_has_suppressed_is_waited_for_no_longer(self, code: str) -> None:
        told = report(suppressed=[finding(BANK, code)], bank="ok")
        found = changes.compare(told, [trouble(BANK, code), trouble(QUAY, code)], TODAY)
        assert (urls(found.mended), urls(found.unseen), found.new) == ([BANK], [QUAY], ())

    def test_what_is_suppressed_in_one_issue_and_told_in_another_stands(self) -> None:
        told = report(finding(BANK, "KN402"), suppressed=[finding(BANK, "KN402")], bank="ok")
        assert urls(changes.compare(told, [trouble(BANK, "KN402")], TODAY).standing) == [BANK]

    def test_a_suppressed_paper_with_a_long_address_is_the_one_that_is_remembered(self) -> None:
        long = finding(f"{BANK}?{'x' * 900}", "KN402")
        before = changes.compare(report(long), [], TODAY).open
        assert len(changes.compare(report(suppressed=[long]), before, TODAY).mended) == 1

    @pytest.mark.parametrize("verdict", ["", "unchecked ignored"])
    def test_a_retracted_paper_goes_with_its_link(self, verdict: str) -> None:
        found = changes.compare(report(bank=verdict), [trouble(BANK, "KN402")], TODAY)
        assert (urls(found.mended), urls(found.open)) == ([BANK], [])

    def test_other_troubles_of_sources_are_mended_where_the_link_answers(self) -> None:
        before = [trouble(BANK, "KN406"), trouble(QUAY, "KN406")]
        found = changes.compare(report(bank="ok", quay="broken"), before, TODAY)
        assert (urls(found.mended), urls(found.unseen)) == ([BANK], [QUAY])

    def test_two_things_may_be_wrong_with_one_link(self) -> None:
        found = changes.compare(report(finding(BANK), finding(BANK, "KN402")), [trouble(BANK)], TODAY)
        assert [each.code for each in found.new] == ["KN402"]

    @pytest.mark.parametrize(
        "other",
        [finding(BANK, severity="warning"), finding(BANK, "KN106"), finding(BANK, "KN505"), finding("", "KN201")],
    )
    def test_only_errors_about_links_count(self, other: Mapping[str, Any]) -> None:
        assert changes.compare(report(other), [], TODAY).open == ()


class TestMemory:
    def test_a_body_remembers_what_it_tells(self) -> None:
        found = changes.compare(report(finding(BANK), finding(QUAY)), [trouble(BANK)], TODAY)
        assert set(changes.remembered(changes.body_of(found, RUN))) == {
            replace(each, message="") for each in found.open
        }

    def test_the_longest_issue_is_one_that_github_takes_and_that_remembers_the_newest(self) -> None:
        many = [finding(f"https://example.org/{number}/{'ü' * 400}", message="x" * 900) for number in range(900)]
        found = changes.compare(report(*many), [], TODAY)
        body = changes.body_of(found, RUN)
        assert len(body) < 65_536
        assert changes.remembered(body)[0].url == found.new[0].url

    @pytest.mark.parametrize(
        "memory",
        [
            b"\xff\xfe",
            b"[",
            b"{}",
            b"null",
            b"[[]]",
            b'[["KN201", 1, "p", 7, "2026-11-16"]]',
            b'[["KN201", "u", "p", "7", "2026-11-16"]]',
            b'[["<b>", "u", "p", 7, "2026-11-16"]]',
            b'[["KN201", "u", "p", 7, "yesterday"]]',
            b"[" * 20_000,
        ],
    )
    def test_what_others_wrote_there_is_as_good_as_nothing(self, memory: bytes) -> None:
        body = f"<!-- kinews-link-rot:1:{base64.b64encode(memory).decode()} -->"
        assert changes.remembered(body) == ()

    def test_a_file_s_name_is_no_memory(self) -> None:
        forged = body_with(trouble(QUAY)).splitlines()[-1]
        evil = finding(BANK, path=f"issues/{forged}.txt")
        body = changes.body_of(changes.compare(report(evil), [], TODAY), RUN)
        assert forged in body
        assert urls(changes.remembered(body)) == [BANK]

    def test_the_last_line_counts(self) -> None:
        body = f"{body_with(trouble(QUAY))}\n{body_with(trouble(BANK))}"
        assert urls(changes.remembered(body)) == [BANK]

    def test_the_lines_may_end_as_in_a_browser(self) -> None:
        assert urls(changes.remembered(body_with(trouble(BANK)).replace("\n", "\r\n"))) == [BANK]

    @pytest.mark.parametrize("body", ["", "hello", "<!-- kinews-link-rot:1:=== -->", "<!-- kinews-link-rot:2:W10= -->"])
    def test_a_body_without_memory_remembers_nothing(self, body: str) -> None:
        assert changes.remembered(body) == ()


class TestBody:
    HOSTILE = "`@everyone` <img src=x> #1 [x](y)\n\n### Neu\n::error::x --> https://example.org/issues/1"

    def test_foreign_text_is_code_and_nothing_else(self) -> None:
        evil = finding(f"https://example.org/{self.HOSTILE}", message=self.HOSTILE, path=f"issues/{self.HOSTILE}.txt")
        body = changes.body_of(changes.compare(report(evil), [], TODAY), RUN)

        tokens = [token for block in MarkdownIt().parse(body) for token in (block, *(block.children or ()))]

        texts = "".join(token.content for token in tokens if token.type == "text")
        assert not [sign for sign in ("everyone", "#1", "img", "error") if sign in texts]
        assert [token.content.strip()[:20] for token in tokens if token.type == "html_block"] == [
            "<!-- kinews-link-rot"
        ]
        assert [token.attrGet("href") for token in tokens if token.type == "link_open"] == [RUN]
        assert sum(token.type == "heading_open" for token in tokens) == 1

    def test_it_says_how_much_has_changed(self) -> None:
        found = changes.compare(report(finding(QUAY), bank="ok"), [trouble(BANK)], TODAY)
        assert changes.summary_of(found) == "1 new, 1 mended."

    def test_where_nothing_has_changed_nobody_is_told(self) -> None:
        assert changes.comment_of(changes.compare(report(finding(BANK)), [trouble(BANK)], TODAY)) == ""


@dataclass
class Gh:
    """A gh that keeps what it is asked, and knows of these issues."""

    folder: Path

    def __post_init__(self) -> None:
        self.knows([])
        program = self.folder / "gh"
        program.write_text(
            f"#!{sys.executable} -I\n"
            "import json, pathlib, sys\n"
            f"folder = pathlib.Path({str(self.folder)!r})\n"
            "arguments = sys.argv[1:]\n"
            "text = sys.stdin.read() if '--body-file' in arguments else ''\n"
            "with (folder / 'asked').open('a') as file:\n"
            "    file.write(json.dumps([arguments, text]) + '\\n')\n"
            "if arguments[:2] == ['issue', 'list']:\n"
            "    wanted = arguments[arguments.index('--state') + 1]\n"
            "    issues = json.loads((folder / 'issues').read_text())\n"
            "    print(json.dumps([i for i in issues if wanted == 'all' or i['state'].lower() == wanted][:1]))\n"
        )
        program.chmod(0o755)

    def knows(self, issues: list[dict[str, Any]]) -> None:
        (self.folder / "issues").write_text(json.dumps(issues))

    def asked(self) -> dict[str, tuple[list[str], str]]:
        """By its first two words, without the questions: the arguments and the text of each request."""
        lines = [json.loads(line) for line in (self.folder / "asked").read_text().splitlines()]
        return {" ".join(words[:2]): (words, text) for words, text in lines if words[:2] != ["issue", "list"]}

    def tell(self, content: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """Run the step of the workflow on this report."""
        (self.folder / "report").mkdir(exist_ok=True)
        (self.folder / "report" / "kinews.json").write_text(json.dumps(content))
        return subprocess.run(
            ["bash", "-e", "-c", _command_of_the_workflow()],
            cwd=ROOT,
            env={
                **environment(),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PATH": os.pathsep.join([str(self.folder), os.environ["PATH"]]),
                "RUNNER_TEMP": str(self.folder),
                "GITHUB_SERVER_URL": "https://github.example.org",
                "GITHUB_REPOSITORY": "o/r",
                "GITHUB_RUN_ID": "7",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def _command_of_the_workflow() -> str:
    text = (ROOT / ".github" / "workflows" / "link-rot.yml").read_text("utf-8")
    found = re.search(r"run: (python3 action/link_rot\.py .*)", text)
    assert found is not None
    return found[1]


@pytest.fixture
def gh(tmp_path: Path) -> Gh:
    return Gh(tmp_path)


def body_with(*troubles: Any) -> str:
    return str(changes.body_of(changes.Changes((), (), tuple(troubles), ()), RUN))


class TestTheOneIssue:
    def test_it_is_opened_when_there_is_something_to_tell(self, gh: Gh) -> None:
        done = gh.tell(report(finding(BANK)))
        assert done.returncode == 0, done.stderr
        words, text = gh.asked()["issue create"]
        assert words[words.index("--label") + 1] == "kinews-link-rot"
        assert BANK in text
        assert "https://github.example.org/o/r/actions/runs/7" in text
        assert "label create" in gh.asked()

    def test_nothing_is_opened_where_all_is_well(self, gh: Gh) -> None:
        gh.tell(report(bank="ok", quay="ok"))
        assert gh.asked() == {}

    def test_an_open_one_is_rewritten_and_whoever_follows_it_is_told_what_is_new(self, gh: Gh) -> None:
        gh.knows([{"number": 12, "state": "OPEN", "body": body_with(trouble(BANK))}])
        gh.tell(report(finding(BANK), finding(QUAY)))
        asked = gh.asked()
        assert set(asked) == {"issue edit", "issue comment"}
        assert asked["issue edit"][0][2] == "12"
        assert QUAY in asked["issue comment"][1]
        assert BANK not in asked["issue comment"][1]

    def test_a_week_without_change_is_quiet(self, gh: Gh) -> None:
        gh.knows([{"number": 12, "state": "OPEN", "body": body_with(trouble(BANK))}])
        gh.tell(report(finding(BANK)))
        assert set(gh.asked()) == {"issue edit"}

    def test_it_is_closed_when_all_is_mended(self, gh: Gh) -> None:
        gh.knows([{"number": 12, "state": "OPEN", "body": body_with(trouble(BANK))}])
        gh.tell(report(bank="ok"))
        assert set(gh.asked()) == {"issue edit", "issue comment", "issue close"}

    def test_what_somebody_has_closed_stays_closed_until_something_is_new(self, gh: Gh) -> None:
        gh.knows([{"number": 12, "state": "CLOSED", "body": body_with(trouble(BANK))}])
        gh.tell(report(finding(BANK)))
        assert gh.asked() == {}
        gh.tell(report(finding(BANK), finding(QUAY)))
        assert "issue create" in gh.asked()

    def test_an_issue_without_text_is_one_too(self, gh: Gh) -> None:
        gh.knows([{"number": 12, "state": "OPEN", "body": None}])
        assert gh.tell(report(finding(BANK))).returncode == 0

    def test_where_gh_fails_the_step_fails(self, gh: Gh) -> None:
        (gh.folder / "gh").write_text("#!/bin/sh\nexit 4\n")
        assert gh.tell(report(finding(BANK))).returncode != 0
