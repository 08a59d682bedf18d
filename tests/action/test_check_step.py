"""The step "Check" as GitHub runs it, in a newsletter's repository, with what strangers may send."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from action.definitions import Job, Outcome
from hooks.newsletter import CLEAN, GONE, OK, Newsletter
from hooks.station import git
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.store import FILE_NAME, Store

pytestmark = pytest.mark.slow  # programs of others, or a repository for each test

BANK = "https://example.org/bank"
OFFLINE = {"check-links": "false"}
PullRequest = Callable[..., Outcome]


def know(job: Job, check: Check, url: str = BANK) -> None:
    with Store(job.temp / "kinews-cache") as store:
        store.keep_check(url, check)


@pytest.fixture
def pull_request(job: Job, newsletter: Newsletter) -> PullRequest:
    """Runs the step on what was committed since `main`, in GitHub's trial merge of both."""

    def run(*, inputs: dict[str, str] | None = None, merged: bool = True, **payload: Any) -> Outcome:
        head = git(newsletter.folder, "rev-parse", "topic").strip()
        base = git(newsletter.folder, "rev-parse", "main").strip()
        if merged:
            git(newsletter.folder, "checkout", "--quiet", "--detach", "main")
            git(newsletter.folder, "merge", "--quiet", "--no-ff", "--message=trial", "topic")
        request = {"head": {"sha": head}, "base": {"sha": base}, **payload}
        event = {"pull_request": request, "repository": {"default_branch": "main"}}
        chosen = {**OFFLINE, **(inputs or {})}
        return job.run("Check", event="pull_request", ref="refs/pull/7/merge", payload=event, inputs=chosen)

    newsletter.write("issues/001.txt", CLEAN.format(number=1))
    newsletter.commit()
    git(newsletter.folder, "checkout", "--quiet", "-b", "topic")
    return run


def report(outcome: Outcome) -> Any:
    return json.loads(Path(outcome.outputs["report-path"]).read_bytes())


def paths(outcome: Outcome) -> list[str]:
    return [issue["path"] for issue in report(outcome)["issues"]]


class TestOutputs:
    def test_a_dead_link_is_an_annotation_a_line_of_the_summary_and_counted(
        self, job: Job, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        know(job, GONE)

        outcome = job.run("Check", inputs=OFFLINE)

        assert outcome.code == 1, outcome.log
        assert any(line.startswith("::error file=issues/001.txt,line=7,") for line in outcome.commands)
        assert "KN201" in outcome.summary
        assert outcome.outputs["exit-code"] == "1"
        assert outcome.outputs["links-dead"] == "1"
        assert int(outcome.outputs["findings"]) == len(report(outcome)["findings"])

    def test_what_cannot_be_checked_at_all_is_shown_too(self, job: Job, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.write("kinews.toml", 'engine = "gogle"\n')

        outcome = job.run("Check", inputs=OFFLINE)

        assert (outcome.code, outcome.outputs["exit-code"]) == (2, "2"), outcome.log
        (command,) = outcome.commands
        assert command.startswith("::error title=kinews::")
        assert command.endswith("kinews.toml: engine: there is no 'gogle'. Did you mean google?")
        assert "Did you mean google?" in outcome.summary

    def test_fail_on_decides_about_the_step(self, job: Job, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        know(job, GONE)
        assert job.run("Check", inputs={**OFFLINE, "fail-on": "never"}).code == 0

    def test_the_summary_is_added_to_and_can_be_left_out(self, job: Job, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        know(job, GONE)
        assert job.run("Check", inputs={**OFFLINE, "summary": "false"}).summary == ""

    @pytest.mark.slow
    @pytest.mark.parametrize("style", ["json", "markdown", "html", "sarif", "junit"])
    def test_the_report_comes_in_every_format(self, style: str, job: Job, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))

        outcome = job.run("Check", inputs={**OFFLINE, "report": style})

        assert outcome.code == 0, outcome.log
        assert Path(outcome.outputs["report-path"]).parent == job.temp / "kinews-report"
        assert Path(outcome.outputs["report-path"]).stat().st_size

    def test_the_repository_stays_as_it_was(self, job: Job, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.commit()
        job.run("Check", inputs=OFFLINE)
        assert newsletter.status() == ""


class TestWhatIsKept:
    """Only a run on the default branch may leave something for later runs."""

    MAIN = "refs/heads/main"

    @pytest.mark.parametrize(
        ("event", "ref", "kept"),
        [
            ("push", MAIN, "true"),
            ("schedule", MAIN, "true"),
            ("workflow_dispatch", MAIN, "true"),
            ("push", "refs/heads/topic", "false"),
            ("push", "refs/tags/main", "false"),
            ("pull_request", "refs/pull/7/merge", "false"),
            ("pull_request_target", MAIN, "false"),  # names the default branch, and may hold anybody's files
            ("workflow_run", MAIN, "false"),
            ("issue_comment", MAIN, "false"),
            ("merge_group", "refs/heads/gh-readonly-queue/main/pr-7", "false"),
        ],
    )
    @pytest.mark.slow
    def test_by_event_and_branch(self, event: str, ref: str, kept: str, job: Job, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        payload = {} if event == "schedule" else {"repository": {"default_branch": "main"}}

        outcome = job.run("Check", event=event, ref=ref, payload=payload, inputs=OFFLINE)

        assert (outcome.code, outcome.outputs["save-cache"]) == (0, kept), outcome.log


class TestPullRequest:
    def test_only_the_changed_issues_are_checked(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.commit()

        outcome = pull_request()

        assert outcome.code == 0, outcome.log
        assert paths(outcome) == ["issues/002.txt"]

    def test_the_branch_may_have_gone_on_since(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.commit()
        before = git(newsletter.folder, "rev-parse", "main").strip()
        git(newsletter.folder, "checkout", "--quiet", "main")
        newsletter.write("issues/003.txt", CLEAN.format(number=3))
        newsletter.commit()

        outcome = pull_request(base={"sha": before})

        assert paths(outcome) == ["issues/002.txt"]

    @pytest.mark.slow
    def test_without_the_trial_merge_the_common_ancestor_tells(
        self, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.commit()
        assert paths(pull_request(merged=False)) == ["issues/002.txt"]

    @pytest.mark.slow
    def test_a_changed_translation_asks_for_its_issue(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.en.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
        newsletter.commit()
        assert paths(pull_request()) == ["issues/001.txt"]

    def test_where_no_issue_changed_nothing_is_done(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        for name in ("README.md", "issues/README.md", "issues/001.en.md", "issues/.entwurf.txt", "other.txt"):
            newsletter.write(name, "Nur eine Notiz\n")
        newsletter.commit()
        git(newsletter.folder, "rm", "--quiet", "issues/001.txt")
        newsletter.commit()

        outcome = pull_request()

        assert outcome.code == 0
        assert outcome.outputs == {
            "exit-code": "0",
            "findings": "0",
            "links-dead": "0",
            "report-path": "",
            "save-cache": "false",
        }

    @pytest.mark.parametrize(
        ("path", "why"),
        [
            ("isues", "is not there."),
            ("~/x", "is not there."),
            ("issues/002.txt", "is not there."),
            ("100%0A", "is not there."),
            ("issues/*.txt", "name a folder, not a pattern"),
            ("issues/00[12].txt", "name a folder, not a pattern"),
        ],
    )
    def test_a_path_that_is_not_there_is_refused(
        self, path: str, why: str, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/001.txt", "Nur eine Notiz\n")
        newsletter.commit()

        outcome = pull_request(inputs={"paths": f"issues\n{path}"})

        assert (outcome.code, outcome.outputs) == (2, {"exit-code": "2", "save-cache": "false"})
        (line,) = outcome.commands
        assert line.startswith(f"::error title=kinews::paths: '{path.replace('%', '%25')}' ")
        assert why in line

    @pytest.mark.parametrize("path", ["briefe", "briefe/001.txt", "briefe/[1].txt"])
    def test_a_path_that_the_pull_request_deletes_was_there(
        self, path: str, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        git(newsletter.folder, "checkout", "--quiet", "main")
        (newsletter.folder / "briefe").mkdir()
        for name in ("briefe/001.txt", "briefe/[1].txt"):
            newsletter.write(name, CLEAN.format(number=1))
        newsletter.commit()
        git(newsletter.folder, "checkout", "--quiet", "-B", "topic")
        git(newsletter.folder, "rm", "--quiet", "-r", "briefe")
        newsletter.commit()

        outcome = pull_request(inputs={"paths": path})

        assert (outcome.code, outcome.outputs["findings"]) == (0, "0"), outcome.log

    def test_a_newsletter_without_issues_has_no_changed_ones(
        self, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        git(newsletter.folder, "checkout", "--quiet", "main")
        git(newsletter.folder, "mv", "issues", "elsewhere")
        newsletter.commit()
        git(newsletter.folder, "checkout", "--quiet", "-B", "topic")
        newsletter.write("README.md", "Nur eine Notiz\n")
        newsletter.commit()

        outcome = pull_request()

        assert (outcome.code, outcome.commands) == (0, []), outcome.log

    @pytest.mark.slow
    @pytest.mark.parametrize("base", ["0" * 40, "--output=x", "main; touch hier", "", None, {"a": 1}])
    def test_a_base_that_is_not_here_is_said_and_all_issues_are_checked(
        self, base: object, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.commit()

        outcome = pull_request(merged=False, base={"sha": base})

        assert outcome.code == 0, outcome.log
        assert "fetch-depth: 2" in outcome.log
        assert paths(outcome) == ["issues/001.txt", "issues/002.txt"]

    def test_names_are_names_whatever_they_look_like(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        names = [
            '"; touch hier; ".txt',
            "$(touch hier).txt",
            "`touch hier`.txt",
            "--fail-on=never.txt",
            "neue\nzeile.txt",
            "\n::error::hallo.txt",
            "::stop-commands::x.txt",
            "##[command]x.txt",
            "\x1b[2Jx.txt",
            "ü' x.txt",
        ]
        for number, name in enumerate(names, start=2):
            newsletter.write(f"issues/{name}", CLEAN.format(number=number).replace("/bank", f"/{number}"))
        newsletter.write("issues/%0A::error::x.txt", "Ohne alles")
        newsletter.commit()

        outcome = pull_request(inputs={"fail-on": "never"})

        assert outcome.code == 0, outcome.log
        assert len(paths(outcome)) == len(names) + 1
        assert all(line.startswith(("::notice file=", "::warning file=", "::error file=")) for line in outcome.commands)
        assert "\x1b" not in outcome.log
        assert newsletter.status() == ""

    @pytest.mark.slow
    def test_a_name_that_is_an_option_is_a_name_too(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("--output=hier.txt", CLEAN.format(number=2))
        newsletter.commit()

        outcome = pull_request(inputs={"paths": "."})

        assert outcome.code == 0, outcome.log
        assert paths(outcome) == ["--output=hier.txt"]
        assert newsletter.status() == ""

    @pytest.mark.slow
    def test_a_name_that_is_no_text_is_a_name_too(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        (newsletter.folder / "issues" / "\udcff.txt").write_text(CLEAN.format(number=2))
        newsletter.commit()
        assert pull_request().code in {0, 2}

    @pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "001.txt", "nirgends"])
    def test_an_issue_that_is_a_symbolic_link_is_refused(
        self, target: str, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        (newsletter.folder / "issues" / "002.txt").symlink_to(target)
        newsletter.commit()

        outcome = pull_request()

        assert (outcome.code, outcome.outputs) == (2, {"exit-code": "2", "save-cache": "false"})
        assert "symbolic link" in outcome.log
        assert "root:" not in outcome.log

    def test_a_folder_that_is_a_symbolic_link_is_refused(
        self, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        git(newsletter.folder, "mv", "issues", "elsewhere")
        (newsletter.folder / "issues").symlink_to("elsewhere")
        newsletter.commit()
        assert pull_request().code == 2

    @pytest.mark.slow
    def test_its_configuration_cannot_weaken_what_is_safe(
        self, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.write("kinews.toml", "allow-private = true\n")
        newsletter.commit()
        assert pull_request().code == 2

    @pytest.mark.slow
    def test_its_files_are_no_modules_of_python(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        for module in ("json", "typer", "kinews_cli", "sitecustomize", "encodings"):
            newsletter.write(f"{module}.py", "raise SystemExit('taken over')\n")
        newsletter.commit()

        outcome = pull_request()

        assert outcome.code == 0, outcome.log
        assert "taken over" not in outcome.log

    @pytest.mark.slow
    def test_a_cache_that_it_brings_is_not_read(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.write(".gitignore", "")
        newsletter.know({BANK: OK})
        (newsletter.folder / "cache" / ".gitignore").unlink()  # with which kinews has told Git to leave its cache alone
        newsletter.commit()
        assert "cache/" in git(newsletter.folder, "ls-files")
        assert [link["verdict"] for issue in report(pull_request())["issues"] for link in issue["links"]] == [
            "unchecked"
        ]


class TestInputs:
    @pytest.mark.parametrize(
        "path",
        [
            "--allow-private",
            "-",
            "--config=/etc/x.toml",
            "/etc",
            "../elsewhere",
            "issues/../../elsewhere",
            "issues/\x07.txt",
            "",
            "  \n ",
            "issues\n-rf",
            "issues\n\n../x",
            "issues/\udcff.txt",
        ],
    )
    def test_paths_that_are_options_or_lead_elsewhere_are_refused(self, path: str, job: Job) -> None:
        outcome = job.run("Check", inputs={**OFFLINE, "paths": path})
        assert (outcome.code, outcome.outputs["exit-code"]) == (2, "2")
        assert [line for line in outcome.commands if not line.startswith("::error title=kinews::paths: ")] == []

    @pytest.mark.parametrize(
        "path",
        ["x" * 256, "ü" * 200, f"issues/{'x' * 300}.txt", "a/" * 50_000, "x" * 100_000, "x\n" * 50_000, "*" * 300],
    )
    def test_what_no_file_can_be_called_is_refused_in_a_sentence(self, path: str, job: Job) -> None:
        outcome = job.run("Check", inputs={**OFFLINE, "paths": path})
        assert (outcome.code, outcome.outputs["exit-code"]) == (2, "2")
        assert len(outcome.log.splitlines()) == 1
        assert outcome.log.startswith("::error title=kinews::")
        assert len(outcome.log) < 300

    @pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
    def test_a_folder_that_may_not_be_entered_is_refused(self, job: Job, newsletter: Newsletter) -> None:
        (newsletter.folder / "issues").chmod(0)
        try:
            outcome = job.run("Check", inputs={**OFFLINE, "paths": "issues/001.txt"})
        finally:
            (newsletter.folder / "issues").chmod(0o755)
        assert (outcome.code, len(outcome.log.splitlines())) == (2, 1)

    def test_where_kinews_cannot_be_started_that_is_said(self, job: Job, newsletter: Newsletter) -> None:
        """Such as on more issues than a command line holds, which depends on the machine."""
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        program = job.temp / "kinews-venv" / "bin" / "kinews"
        program.unlink()
        program.mkdir()
        outcome = job.run("Check", inputs={**OFFLINE, "paths": "issues/001.txt\n./issues/001.txt"})
        assert (outcome.code, outcome.outputs["exit-code"]) == (2, "2")
        assert (
            outcome.log == "::error title=kinews::kinews cannot be started on what paths name (1): Permission denied.\n"
        )

    @pytest.mark.parametrize("name", ["check-links", "fail-on", "summary", "report"])
    @pytest.mark.parametrize(
        "value", ["", "--offline", "never --allow-private", "$(touch hier)", "x\n::error::y", "%0A"]
    )
    def test_anything_but_the_values_that_are_named_is_refused(
        self, name: str, value: str, job: Job, newsletter: Newsletter
    ) -> None:
        outcome = job.run("Check", inputs={**OFFLINE, name: value})
        assert (outcome.code, len(outcome.commands)) == (2, 1)
        assert newsletter.status() == ""

    @pytest.mark.parametrize("path", ['"; touch hier; "', "$(touch hier)", "`touch hier`", "a b", "*"])
    def test_paths_are_never_a_shell_s(self, path: str, job: Job, newsletter: Newsletter) -> None:
        outcome = job.run("Check", inputs={**OFFLINE, "paths": path})
        assert outcome.code == 2  # there is no such file
        assert newsletter.status() == ""

    @pytest.mark.slow
    def test_several_paths_stand_in_lines(self, job: Job, newsletter: Newsletter) -> None:
        (newsletter.folder / "alte Briefe").mkdir()
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.write("alte Briefe/002.txt", CLEAN.format(number=2))
        outcome = job.run("Check", inputs={**OFFLINE, "paths": "issues/001.txt\n\n  alte Briefe \n"})
        assert paths(outcome) == ["issues/001.txt", "alte Briefe/002.txt"]

    @pytest.mark.slow
    def test_a_pipe_is_no_issue(self, job: Job, newsletter: Newsletter) -> None:
        os.mkfifo(newsletter.folder / "issues" / "001.txt")
        assert job.run("Check", inputs={**OFFLINE, "paths": "issues/001.txt"}).code == 2


class TestWhatHoldsForAllIssues:
    @pytest.mark.parametrize("name", ["kinews.toml", "pyproject.toml", "issues/kinews.toml", "worte/neu.tsv"])
    def test_where_only_that_changes_all_are_checked(
        self, name: str, pull_request: PullRequest, newsletter: Newsletter
    ) -> None:
        newsletter.write(name, "")
        newsletter.commit()
        outcome = pull_request()
        assert (outcome.code, paths(outcome)) == (0, ["issues/001.txt"])
        assert "All issues are checked" in outcome.log

    def test_settings_of_something_else_hold_for_none(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("kinews/pyproject.toml", "")
        newsletter.commit()
        assert "No issue has changed" in pull_request().log

    def test_settings_that_cannot_be_read_are_told(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("kinews.toml", "enigne = 'google'\n")
        newsletter.commit()
        assert pull_request().code == 2

    def test_beside_changed_issues_those_alone(self, pull_request: PullRequest, newsletter: Newsletter) -> None:
        newsletter.write("kinews.toml", "")
        newsletter.write("issues/002.txt", CLEAN.format(number=2))
        newsletter.commit()
        assert paths(pull_request()) == ["issues/002.txt"]


@pytest.mark.parametrize("name", ["issues/README.md", "README.md"])
def test_a_newsletter_without_issues_is_well(name: str, job: Job, newsletter: Newsletter) -> None:
    newsletter.write(name, "Notes\n")
    outcome = job.run("Check", event="schedule", inputs=OFFLINE)
    assert (outcome.code, outcome.outputs["exit-code"], outcome.outputs["findings"]) == (0, "0", "0")


def _garbage(file: Path, _: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def _other_tables(file: Path, _: Path) -> None:
    import sqlite3

    with sqlite3.connect(file) as base:
        base.execute(
            "CREATE VIEW verdicts AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
        base.execute("PRAGMA user_version = 1")


def _huge_values(file: Path, _: Path) -> None:
    import sqlite3

    with Store(file.parent) as store:
        store.keep_check(BANK, GONE)
    with sqlite3.connect(file) as base:
        base.execute("UPDATE verdicts SET record = zeroblob(50000000)")


def _commands(file: Path, _: Path) -> None:
    evil = "\n::set-env name=PATH::/evil\r\n##[add-path]/evil\x1b]0;evil\x07<script>"
    with Store(file.parent) as store:
        store.keep_check(
            BANK, Check(Verdict.BROKEN, f"http_404{evil}", 404, f"https://example.org/{evil}", checked_at=evil)
        )


def _symbolic_link(file: Path, elsewhere: Path) -> None:
    file.symlink_to(elsewhere)


def _folder(file: Path, _: Path) -> None:
    file.mkdir()


@pytest.mark.slow
@pytest.mark.parametrize("poison", [_garbage, _other_tables, _huge_values, _commands, _symbolic_link, _folder])
def test_a_poisoned_cache_neither_stops_the_run_nor_speaks_to_the_runner(
    poison: Callable[[Path, Path], None], job: Job, newsletter: Newsletter, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("something else")
    (job.temp / "kinews-cache").mkdir()
    poison(job.temp / "kinews-cache" / FILE_NAME, elsewhere)
    newsletter.write("issues/001.txt", CLEAN.format(number=1))

    outcome = job.run("Check", inputs={**OFFLINE, "fail-on": "never"})

    assert outcome.code == 0, outcome.log
    assert all(
        line.startswith(("::error file=issues/001.txt", "::warning file=issues/001.txt")) for line in outcome.commands
    )
    assert not {"\x1b", "\x07"} & set(outcome.log)
    assert "<script>" not in outcome.summary
    assert elsewhere.read_text() == "something else"
