from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Kinews
from local_web import LocalWeb, Reply

TEXT = """\
KI News #6

Ein Titel

Text.

A: https://www.alive.org/a

B: https://www.alive.org/gone

C: https://www.alive.org/moved

D: https://www.alive.org/walled

E: http://127.0.0.1/private

F: https://www.alive.org/newsletter/unsubscribe?id=7
"""


@pytest.fixture
def web(tls_web: LocalWeb, tmp_path: Path, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    tls_web.page("www.alive.org", "/a", "<html lang=de><title>A</title>")
    tls_web.reply("www.alive.org", "/gone", Reply(410))
    tls_web.reply("www.alive.org", "/moved", Reply(301, headers={"Location": "/a"}))
    tls_web.reply("www.alive.org", "/walled", Reply(403))
    return tls_web


def test_json_says_everything_and_counts_add_up(kinews: Kinews, web: LocalWeb) -> None:
    connect = f"www.alive.org:443:127.0.0.1:{web.port}"
    done = kinews("check", "006.txt", "--format", "json", "--connect-to", connect)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert done.stderr == ""
    verdicts = {link["url"].rpartition("/")[2]: link["verdict"] for link in report["issues"][0]["links"]}
    assert verdicts == {
        "a": "ok",
        "gone": "broken",
        "moved": "moved",
        "walled": "blocked",
        "private": "refused",
        "unsubscribe?id=7": "refused",
    }
    summary = report["summary"]
    assert (
        summary["links"]
        == 6
        == sum(summary[v] for v in ("ok", "moved", "broken", "blocked", "unreachable", "refused", "unchecked"))
    )
    assert summary["requests"] == len(web.requests)
    assert {"url", "line", "column", "label", "verdict", "status", "final_url", "reason"} <= set(
        report["issues"][0]["links"][0]
    )
    codes = {finding["code"] for finding in report["findings"]}
    assert {"KN201", "KN202", "KN210"} <= codes
    assert not web.asked("www.alive.org", "/newsletter/unsubscribe")


def test_a_second_run_asks_only_what_may_have_changed(kinews: Kinews, web: LocalWeb) -> None:
    first = json.loads(kinews("check", "006.txt", "--format", "json", *web.connect_to()).stdout)
    asked = len(web.requests)
    second = json.loads(kinews("check", "006.txt", "--format", "json", *web.connect_to()).stdout)
    again = [request.path for request in web.requests[asked:]]
    assert set(again) == {"/walled"}
    assert second["summary"]["from_cache"] == 3

    def verdicts(report: dict) -> list[tuple[str, str, str, int]]:  # type: ignore[type-arg]
        return [
            (link["url"], link["verdict"], link["reason"], len(link["hops"])) for link in report["issues"][0]["links"]
        ]

    assert verdicts(first) == verdicts(second)


def test_text_for_people(kinews: Kinews, web: LocalWeb) -> None:
    done = kinews("check", "006.txt", *web.connect_to())
    assert "006.txt:9:4: KN201 error: broken: HTTP 410" in done.stdout
    assert "6 links: 1 ok, 1 moved, 1 broken, 1 blocked, 2 refused" in done.stdout
    assert "\x1b" not in done.stdout
    coloured = kinews("check", "006.txt", "--color", "always", *web.connect_to())
    assert "\x1b[1;31merror\x1b[0m" in coloured.stdout
    quiet = kinews("check", "006.txt", "-q", *web.connect_to())
    assert all(line.startswith("006.txt:") for line in quiet.stdout.splitlines())
    verbose = kinews("check", "006.txt", "-v", *web.connect_to())
    assert "blocked     https://www.alive.org/walled (http 403)" in verbose.stdout


def test_offline_asks_nothing_and_says_unchecked(kinews: Kinews, web: LocalWeb) -> None:
    done = kinews("check", "006.txt", "--offline", *web.connect_to())
    assert done.returncode == 0
    assert "6 links: 2 refused, 4 unchecked" in done.stdout
    assert web.requests == []


def test_only_what_the_selected_rules_need_is_fetched(kinews: Kinews, web: LocalWeb) -> None:
    done = kinews("check", "006.txt", "--select", "KN1", *web.connect_to())
    assert done.returncode == 0
    assert web.requests == []


def test_a_report_in_a_file(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    done = kinews("check", "006.txt", "--format", "json", "--output", "report.json", "--offline")
    assert done.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["summary"]["links"] == 6


def test_nothing_is_written_but_the_cache(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    kinews("check", "006.txt", *web.connect_to())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["006.txt", "cache"]


def test_hostile_text_commands_no_terminal(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(
        "KI News #6\n\nNeu\x1b[31m\u202e\n\nText.\n\nNeu\x1b[31m\u202e\n\nText.\n", "utf-8"
    )
    done = kinews("check", "006.txt", "--offline")
    assert "KN105" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_no_network_is_said_once_and_changes_no_code(kinews: Kinews, tmp_path: Path) -> None:
    links = "".join(f"L{n}: https://www.site{n}.org/\n\n" for n in range(8))
    (tmp_path / "006.txt").write_text(f"KI News #6\n\nTitel\n\nText.\n\n{links}", "utf-8")
    done = kinews("check", "006.txt")
    assert done.returncode == 0
    assert done.stdout.count("no network: 8 links could not be looked at") == 1
    assert "KN203" not in done.stdout


ARCHIVED = """\
KI News #6

Ein Titel

Text.

A: https://www.alive.org/weg
"""


def test_a_broken_link_comes_with_its_archived_copy(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(ARCHIVED, "utf-8")
    rows = [["timestamp", "original", "mimetype", "statuscode"]]
    rows.append(["20210419081530", "https://www.alive.org/weg", "text/html", "200"])
    web.json("web.archive.org", "/cdx/search/cdx", rows)
    copy = "https://web.archive.org/web/20210419081530/https://www.alive.org/weg"

    first = kinews("check", "006.txt", "--select", "KN2", "--date", "2021-04-20", *web.connect_to())
    assert f"KN201 error: broken: HTTP 404; archived copy: {copy}" in first.stdout
    asked = web.asked("web.archive.org")
    assert len(asked) == 1
    assert asked[0].query["closest"][0].startswith("20210420")

    again = kinews("check", "006.txt", "--select", "KN2", *web.connect_to())
    assert copy in again.stdout
    later = kinews("check", "006.txt", "--select", "KN2", *web.connect_to(), KINEWS_NOW="2099-01-01T00:00:00Z")
    assert copy in later.stdout
    assert len(web.asked("www.alive.org")) == 4  # asked anew, each time once more as a browser
    assert len(web.asked("web.archive.org")) == 1


@pytest.mark.slow
def test_a_page_that_only_says_ok_is_a_warning_on_the_first_day_and_an_error_on_the_second(
    kinews: Kinews, web: LocalWeb, tmp_path: Path
) -> None:
    (tmp_path / "006.txt").write_text(ARCHIVED, "utf-8")
    gone = "<title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1><p>Fehler 404: Hier ist nichts mehr.</p>"
    web.page("www.alive.org", "/weg", gone)
    options = ("check", "006.txt", "--select", "KN201", *web.connect_to())
    first = kinews(*options, KINEWS_NOW="2026-11-23T08:00:00Z")
    assert "KN201 warning: broken: the page says that it is not there" in first.stdout
    second = kinews(*options, KINEWS_NOW="2026-11-24T08:00:00Z")
    assert "KN201 error: broken: the page says that it is not there" in second.stdout
    assert (first.returncode, second.returncode) == (0, 1)


def test_only_the_facts_that_the_rules_need_are_fetched(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(ARCHIVED, "utf-8")
    web.page("www.alive.org", "/weg", "<html lang=en><title>A page</title><p>The words of a page in English are here.")
    links = kinews("check", "006.txt", "--select", "KN2", *web.connect_to())
    assert links.returncode == 0
    assert len(web.requests) == 1
    marks = kinews("check", "006.txt", "--select", "KN3", *web.connect_to())
    assert "KN301" in marks.stdout
    assert len(web.requests) == 2  # what the page is was not known yet
    kinews("check", "006.txt", *web.connect_to())
    assert len(web.requests) == 2


@pytest.mark.slow
def test_a_run_that_takes_too_long_says_what_it_left(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(ARCHIVED, "utf-8")
    web.reply("www.alive.org", "/weg", Reply(200, delay=20))
    done = kinews("check", "006.txt", "--run-timeout", "1", "--format", "json", *web.connect_to())
    link = json.loads(done.stdout)["issues"][0]["links"][0]
    assert (link["verdict"], link["reason"], done.returncode) == ("unchecked", "run_timeout", 0)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kinews.toml", "engine = 'gogle'", "Did you mean google?"),
        ("007.txt", "KI News #6\n", "006.txt and 007.txt are both number 6."),
        ("006.en.po", "msgid oops", "006.en.po:1:"),
        ("007.txt", "a\0b", "007.txt"),
    ],
)
class TestWhatCannotBeCheckedAtAll:
    """GitHub shows nobody what stands on standard error."""

    @pytest.fixture(autouse=True)
    def broken(self, name: str, content: str, tmp_path: Path) -> None:
        (tmp_path / "006.txt").write_text("KI News #6\n\nTitel\n\nText: https://a.example/\n", "utf-8")
        (tmp_path / name).write_text(content, "utf-8")

    def test_is_an_annotation_and_a_line_of_the_summary(self, words: str, kinews: Kinews, tmp_path: Path) -> None:
        summary = tmp_path / "summary.md"
        summary.write_text("before", "utf-8")
        done = kinews("check", "--offline", ".", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
        assert done.returncode == 2
        assert done.stderr.startswith("kinews: ")
        sentence = done.stderr.removeprefix("kinews: ").rstrip("\n")
        assert words in sentence
        assert done.stdout == f"::error title=kinews::{sentence}\n"
        assert summary.read_text("utf-8") == f"before\n\nkinews could not do its job:\n\n    {sentence}\n"

    def test_is_said_on_standard_error_alone_in_other_formats(self, words: str, kinews: Kinews, tmp_path: Path) -> None:
        summary = tmp_path / "summary.md"
        for style in ("text", "json"):
            done = kinews("check", "--offline", ".", "--format", style, GITHUB_STEP_SUMMARY=str(summary))
            assert (done.returncode, done.stdout, summary.exists()) == (2, "", False)
            assert words in done.stderr


def test_a_hostile_name_gives_an_annotation_of_one_line_and_no_markdown(kinews: Kinews, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    name = "100%0A::warning::x\n@everyone\x1b[31m.txt"
    done = kinews("check", name, "--offline", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 2
    assert done.stdout == (
        "::error title=kinews::100%250A::warning::x @everyone\\u{1b}[31m.txt: there is no such file.\n"
    )
    *_, last = summary.read_text("utf-8").splitlines()
    assert last == "    100%0A::warning::x @everyone\\u{1b}[31m.txt: there is no such file."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_annotation_that_cannot_be_written_hides_no_fault(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "kinews_cli", "check", "nowhere.txt", "--format", "github"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "kinews: nowhere.txt: there is no such file.\n")


FORMATS = ("text", "json", "github", "sarif", "junit", "markdown", "html")


def test_the_line_and_what_would_mend_it_stand_below_a_finding(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(ARCHIVED.replace("/weg", "/a?utm_source=x"), "utf-8")
    done = kinews("check", "006.txt", "--offline", "--select", "KN205")
    assert done.stdout.splitlines() == [
        "006.txt:7:4: KN205 warning: follows readers: utm_source",
        "    7 | A: https://www.alive.org/a?utm_source=x",
        "      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "        fix: remove utm_source",
        "",
        "1 link: 1 unchecked",
        "1 finding: 1 warning",
        "1 fixable with --fix",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_standard_output_or_whole_into_a_file(
    kinews: Kinews, web: LocalWeb, tmp_path: Path, name: str
) -> None:
    options = ("check", "006.txt", "--offline", "--format", name)
    shown, kept = kinews(*options), kinews(*options, "--output", "report")
    assert (shown.returncode, shown.stderr, kept.returncode) == (0, "", 0)
    assert kept.stdout == ""
    assert "127.0.0.1/private" in shown.stdout
    told = (text.replace("\u202f", " ") for text in (shown.stdout, (tmp_path / "report").read_text("utf-8")))
    without_times = [
        [line for line in text.splitlines() if "second" not in line and " time=" not in line] for text in told
    ]
    assert without_times[0] == without_times[1]


def test_an_unknown_format_is_a_fault_of_usage(kinews: Kinews, web: LocalWeb) -> None:
    done = kinews("check", "006.txt", "--format", "yaml")
    assert done.returncode == 2
    assert "sarif" in done.stderr


def test_what_a_machine_has_no_place_for_is_said_on_standard_error(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_bytes("KI News #6\n\nGrüße\n\nText.\n".encode("latin-1"))
    done = kinews("check", "006.txt", "--offline", "--format", "sarif")
    assert json.loads(done.stdout)["version"] == "2.1.0"
    assert done.stderr.startswith("note: ")
    assert kinews("check", "006.txt", "--offline", "--format", "sarif", "-q").stderr == ""


def test_the_summary_of_a_job_gets_the_whole_report_behind_what_is_there(
    kinews: Kinews, web: LocalWeb, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("what the step before said\n", "utf-8")
    done = kinews("check", "006.txt", "--offline", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert done.stdout.startswith("::notice file=006.txt,line=15,col=4,")
    before, report = summary.read_text("utf-8").split("\n\n## kinews\n\n")
    assert before == "what the step before said\n"
    assert report.count("| KN210 link-refused |") == 2
    kinews("check", "006.txt", "--offline", "--format", "json", GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text("utf-8").count("## kinews") == 1


def test_a_full_or_missing_summary_is_no_fault_of_the_issue(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    full, missing = tmp_path / "full.md", tmp_path / "no" / "folder.md"
    full.write_bytes(b"x" * 899_999)
    options = ("check", "006.txt", "--offline", "--format", "github")
    done = kinews(*options, GITHUB_STEP_SUMMARY=str(full))
    assert (done.returncode, full.stat().st_size) == (0, 899_999)
    assert "full" in done.stderr
    assert "cannot be written" in kinews(*options, GITHUB_STEP_SUMMARY=str(missing)).stderr


def test_platforms_are_told_paths_from_the_root_of_the_repository(
    kinews: Kinews, web: LocalWeb, tmp_path: Path
) -> None:
    root = {"GITHUB_WORKSPACE": str(tmp_path.parent)}
    shown = kinews("check", "006.txt", "--offline", "--format", "github", **root).stdout
    assert f"file={tmp_path.name}/006.txt,line=15" in shown
    text = kinews("check", "006.txt", "--offline", **root).stdout
    assert text.startswith("006.txt:15:4: ")


@pytest.mark.slow
@pytest.mark.parametrize("mark", [".git/HEAD", "kinews.toml"])
def test_platforms_are_told_the_same_wherever_the_command_runs(kinews: Kinews, tmp_path: Path, mark: str) -> None:
    (tmp_path / "letter" / "issues").mkdir(parents=True)
    (tmp_path / "letter" / "issues" / "006.txt").write_text("KI News #6\n\nTitel\n\nhttp://t.example/?fbclid=1\n")
    (tmp_path / mark).parent.mkdir(exist_ok=True)
    (tmp_path / mark).touch()
    ways = {
        "letter/issues/006.txt": tmp_path,
        "issues/006.txt": tmp_path / "letter",
        "006.txt": tmp_path / "letter/issues",
    }

    def shown(name: str) -> list[str]:
        options = ("--offline", "--select", "KN205", "--format", name)
        return [kinews("check", path, *options, cwd=folder).stdout for path, folder in ways.items()]

    github, *others = shown("github")
    assert github.startswith("::warning file=letter/issues/006.txt,line=5,")
    assert others == [github] * 2
    sarif, *more = [json.loads(log)["runs"][0]["results"] for log in shown("sarif")]
    place = sarif[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "letter/issues/006.txt", "uriBaseId": "%SRCROOT%"}
    assert more == [sarif] * 2
    for report in shown("junit"):
        assert '<testsuite name="letter/issues/006.txt"' in report
        assert "letter/issues/006.txt:5:1: KN205" in report
    for path, text in zip(ways, shown("text"), strict=True):
        assert text.startswith(f"{path}:5:1: ")
    for path, report in zip(ways, shown("json"), strict=True):
        assert json.loads(report)["findings"][0]["path"] == path


def test_a_report_never_replaces_an_issue(kinews: Kinews, web: LocalWeb, tmp_path: Path) -> None:
    for name in FORMATS:
        done = kinews("check", "006.txt", "--offline", "--format", name, "--output", "006.txt")
        assert done.returncode == 2
    assert (tmp_path / "006.txt").read_text("utf-8") == TEXT


def test_codes_may_be_named_by_several_options(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text("KI News #6\n\nTitel\n\nhttp://www.example.org/?utm_source=x\n", "utf-8")
    both = kinews("check", "006.txt", "--offline", "-q", "--select", "KN205", "--select", "KN207").stdout
    assert "KN205" in both
    assert "KN207" in both


@pytest.mark.parametrize("target", ["issues/006.txt", "issues/006.en.po", "glossary.tsv", "kinews.toml"])
def test_no_report_replaces_what_belongs_to_the_newsletter(kinews: Kinews, tmp_path: Path, target: str) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text("KI News #6\n\nTitel\n\nText.\n", "utf-8")
    for name in ("issues/006.en.po", "glossary.tsv", "kinews.toml"):
        (tmp_path / name).write_text("", "utf-8")
    before = (tmp_path / target).read_bytes()
    done = kinews("check", "--offline", "--output", target)
    assert done.returncode == 2
    assert target in done.stderr
    assert (tmp_path / target).read_bytes() == before


def test_a_dash_is_standard_output(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text("KI News #6\n\nTitel\n\nText.\n", "utf-8")
    assert '"issues"' in kinews("check", "006.txt", "--offline", "--format", "json", "--output", "-").stdout
    assert not (tmp_path / "-").exists()
