from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Kinews
from kinews_cli import __version__

HEAVY = ("httpx", "bs4", "rich", "deep_translator", "pydantic", "asyncio", "jinja2", "lxml")
# What a hook on a cached issue has no use for; together they take as long as its work.
NEEDLESS = (
    *("hashlib", "secrets", "json", "html", "tomllib", "polib", "typer", "difflib", "shutil"),
    *("kinews_cli.cli.build", "kinews_cli.cli.cache", "kinews_cli.cli.model", "kinews_cli.cli.explain"),
    *("kinews_cli.cli.display", "kinews_cli.cli.fixes", "kinews_cli.pipeline.asking", "kinews_cli.pipeline.fixing"),
    *("kinews_cli.checking.check", "kinews_cli.sources.table", "kinews_cli.web.client", "kinews_cli.plain"),
    *("kinews_cli.pipeline.translation", "kinews_cli.translating.concerns", "kinews_cli.translating.glossary"),
    *("kinews_cli.translating.pofile", "kinews_cli.language.ngrams", "kinews_cli.editions.edition"),
    *("kinews_cli.reports.json_report", "kinews_cli.reports.sarif_report", "kinews_cli.reports.html_report"),
)
IMPORTED = """
import sys
sys.argv[0:1] = ["kinews"]
from kinews_cli.__main__ import run
try:
    run()
except SystemExit:
    print("IMPORTED", *sys.modules)
"""


def imported(arguments: list[str], cwd: Path, watched: tuple[str, ...] = HEAVY) -> list[str]:
    """Which of the modules that are watched a run of kinews imports."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments],
        cwd=cwd,
        env={
            name: value for name, value in os.environ.items() if not name.startswith("COV")
        },  # coverage loads a lot itself
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    modules = done.stdout.rpartition("IMPORTED ")[2].split()
    return [name for name in watched if name in modules]


def test_the_version(kinews: Kinews) -> None:
    done = kinews("--version")
    assert (done.returncode, done.stdout) == (0, f"kinews {__version__}\n")


def test_version_and_help_import_nothing_heavy(tmp_path: Path) -> None:
    assert imported(["--version"], tmp_path) == []
    assert imported(["build", "--help"], tmp_path) == []


@pytest.fixture
def cached(tmp_path: Path) -> Path:
    """A folder with an issue whose link is known."""
    from kinews_cli import clock
    from kinews_cli.model.source import Source, SourceKind
    from kinews_cli.model.verdict import Check, Verdict
    from kinews_cli.store import Store

    (tmp_path / "006.txt").write_text("KI News #6\n\nTitel\n\nText.\n\nA: https://a.example.org/x\n", "utf-8")
    with Store(tmp_path / "cache") as store:
        store.keep_check(
            "https://a.example.org/x", Check(Verdict.OK, "http_200", 200, checked_at=clock.stamp(clock.now()))
        )
        store.keep_source("https://a.example.org/x", Source("https://a.example.org/x", SourceKind.PAGE, "webpage"))
    return tmp_path


def test_a_cached_issue_is_checked_without_anything_heavy(cached: Path) -> None:
    assert imported(["check", "006.txt"], cached, (*HEAVY, *NEEDLESS)) == []
    assert "httpx" in imported(["check", "006.txt", "--refresh"], cached)


def test_a_translation_that_has_not_begun_is_read_but_not_judged(cached: Path) -> None:
    (cached / "kinews.toml").write_text('editions = "out"\n', "utf-8")
    assert imported(["translate", "006.txt", "--engine", "manual"], cached, ("polib",)) == ["polib"]
    found = imported(["check", "006.txt"], cached, (*HEAVY, *NEEDLESS))
    assert [name for name in found if name not in {"hashlib", "tomllib"}] == ["polib", "kinews_cli.translating.pofile"]


def test_what_was_said_of_a_translation_is_not_asked_again(cached: Path, kinews: Kinews) -> None:
    (cached / "006.en.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "issue title"\nmsgid "KI News #6"\nmsgstr "AI News #6"\n',
        "utf-8",
    )
    checks = ("kinews_cli.translating.concerns", "kinews_cli.translating.glossary", "kinews_cli.language.ngrams")
    assert imported(["check", "--offline", "006.txt"], cached, checks) == list(checks)
    assert kinews("check", "006.txt", cwd=cached).returncode == 0
    assert imported(["check", "--offline", "006.txt"], cached, checks) == []
    assert imported(["check", "--offline", "006.txt"], cached, ("kinews_cli.pipeline.translation",)) == []


def test_what_a_check_loads_makes_hardly_any_dataclass(cached: Path) -> None:
    """Each takes 0.4 ms of the 150 that a hook has; `kinews_cli.values` says what to make instead."""
    program = (
        "import dataclasses as d; made = []; make = d._process_class\n"
        "d._process_class = lambda cls, *rest: made.append(cls.__module__) or make(cls, *rest)\n"
        + IMPORTED.replace("*sys.modules", "*made")
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--offline", "006.txt"],
        cwd=cached, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    made = {name for name in done.stdout.rpartition("IMPORTED ")[2].split() if name.startswith("kinews_cli.")}
    assert made <= {
        "kinews_cli.web.answer",  # fields that do not count when answers are compared
        "kinews_cli.web.settings",  # a key that is not shown
    }
    assert made


def test_a_command_loads_none_of_the_others(cached: Path) -> None:
    commands = ("build", "cache", "check", "explain", "import_", "init", "model", "new", "report", "split", "translate")
    modules = tuple(f"kinews_cli.cli.{command}" for command in commands)
    assert imported(["split", "006.txt"], cached, modules) == ["kinews_cli.cli.split"]
    assert imported(["--version"], cached, modules) == []


@pytest.mark.parametrize("command", ["build", "check", "split", "translate", "explain", "init", "new"])
def test_each_command_explains_itself_with_two_examples(kinews: Kinews, command: str) -> None:
    done = kinews(command, "--help")
    assert done.returncode == 0
    assert done.stdout.count(f"kinews {command}") >= 3
    assert kinews(command, "-h").stdout == done.stdout


def test_without_a_command_help_is_shown(kinews: Kinews) -> None:
    done = kinews()
    assert "build" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["build", "--ofline"], "No such option: --ofline. Did you mean --offline?\n"),
        (["check", "--format", "xml"], "xml"),
        (["check", "--format", "jsn"], "'html'. Did you mean 'json'?"),
        (["check", "--format", "SARIF"], "Did you mean 'sarif'?"),
        (["check", "--fail-on", "eror"], "Did you mean 'error'?"),
        (["build", "--color", "alway"], "Did you mean 'always'?"),
        (["check", "--unsafe"], "No such option: --unsafe. Did you mean --unsafe-fixes?"),
        (["check", "--max"], "Did you mean --max-connections or --max-per-host?"),
        (["check", "--xyzzy"], "No such option: --xyzzy\n"),
        (["--fail-on", "never", "check"], "Options stand behind their command: kinews build --fail-on"),
        (["-q", "check"], "Options stand behind their command."),
        (["--versoin"], "Did you mean --version?"),
        (["cache", "--jso", "info"], "kinews cache info --json"),
        (["check", "--select", "KN9", "x.txt"], "KN9"),
        (["build", "--edition", "fr"], "de and en"),
        (["build", "--engine", "bing"], "google, libre, deepl, offline, manual"),
        (["build", "--offline", "--refresh"], "contradict"),
        (["check", "--connect-to", "nonsense"], "HOST:PORT:ADDRESS:PORT"),
        (["build", "--date", "gestern"], "gestern"),
        (["build", "--engine-url", "http://127.0.0.1:99999"], "no address of a service"),
        (["build", "--engine-url", "http://["], "no address of a service"),
        (["build", "--engine", "libre"], "--engine-url"),
        (["check", "--proxy", "http://p:1", "--connect-to", "::127.0.0.1:1"], "contradict"),
        (["explain", "KN999"], "KN999"),
        (["inti"], "Did you mean 'init'?"),
        (["check", "--selct", "KN2"], "--select"),
        (["check", "--select", "mark-mising"], "Did you mean mark-missing?"),
        (["check", "--ignore", "KN2O1"], "Did you mean KN201?"),
    ],
)
def test_usage_errors_are_one_clear_sentence_and_exit_2(
    kinews: Kinews, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text("KI News #6\n", "utf-8")
    (tmp_path / "x.txt").write_text("KI News #6\n", "utf-8")
    done = kinews(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def completed(kinews: Kinews, *words: str) -> list[str]:
    """What the shell would offer for the last of these words."""
    line = " ".join(("kinews", *words))
    done = kinews(
        COMP_WORDS=line, COMP_CWORD=str(len(words)), _KINEWS_COMPLETE="complete_bash", _TYPER_COMPLETE_TEST="1"
    )
    return done.stdout.split()


def test_the_shell_offers_issues_rules_formats_and_engines(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    for name in ("006.txt", "007.md", "photo.png", ".hidden.txt", "$(touch pwn).txt", "a b.txt", "`x`.txt", "x;y.txt"):
        (tmp_path / "issues" / name).touch()
    assert completed(kinews, "che") == ["check"]
    assert completed(kinews, "check", "") == ["issues/006.txt", "issues/007.md"]
    assert completed(kinews, "check", "iss") == ["issues/"]
    assert completed(kinews, "check", "issues/007") == ["issues/007.md"]
    assert completed(kinews, "check", "--format", "sa") == ["sarif"]
    assert completed(kinews, "check", "--select", "KN30") == ["KN301", "KN302", "KN303", "KN304"]
    assert completed(kinews, "check", "--select", "KN101,KN50")[:2] == ["KN101,KN501", "KN101,KN502"]
    assert completed(kinews, "explain", "mark-") == ["mark-missing", "mark-wrong"]
    assert completed(kinews, "build", "--engine", "goo") == ["google"]


def test_completion_never_fails(kinews: Kinews) -> None:
    assert completed(kinews, "check", "nowhere/x") == []
    assert completed(kinews, "check", "/") != []


@pytest.mark.parametrize(
    ("shell", "told"), [("zsh", "#compdef kinews"), ("bash", "COMP_WORDS"), ("fish", "commandline")]
)
def test_completion_for_the_shell_that_is_named(kinews: Kinews, shell: str, told: str) -> None:
    done = kinews("--show-completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout


def test_completion_is_installed_for_the_shell_that_is_named(kinews: Kinews, tmp_path: Path) -> None:
    assert kinews("--install-completion", "fish", HOME=str(tmp_path)).returncode == 0
    assert (tmp_path / ".config" / "fish" / "completions" / "kinews.fish").is_file()


def test_completion_for_a_shell_that_there_is_none_of(kinews: Kinews) -> None:
    done = kinews("--show-completion", "zhs")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'zhs' is none of bash, zsh, fish" in done.stderr
    assert "build" in completed(kinews, "--show-completion", "zhs", "")


@pytest.mark.parametrize("group", [(), ("cache",), ("model",)])
def test_the_lists_of_commands_fit_into_eighty_columns(kinews: Kinews, group: tuple[str, ...]) -> None:
    said = kinews(*group, "-h", COLUMNS="80").stdout
    listed = said.partition("\nCommands:\n")[2].splitlines()
    assert listed
    assert [line for line in listed if "..." in line or not line.endswith(".") or len(line) > 80] == []


def test_explain(kinews: Kinews) -> None:
    assert "mark-missing" in kinews("explain", "kn301").stdout
    assert kinews("explain", "mark-missing").stdout == kinews("explain", "KN301").stdout
    assert len(kinews("explain").stdout.splitlines()) > 30


def test_a_fault_of_ours_shows_no_traceback_without_debug(tmp_path: Path) -> None:
    script = (
        "import sys; import kinews_cli.cli.explain as e\n"
        "import kinews_cli.rules.catalogue as c\n"
        "def broken(*a): raise ZeroDivisionError('\\x1b[31mx')\n"
        "c.rule_named = broken\n"
        "from kinews_cli.cli.main import run; sys.argv = ['kinews', 'explain', 'KN101', *sys.argv[1:]]; run()\n"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False, timeout=60
        )

    plain = run()
    assert plain.returncode == 2
    assert "unexpected fault of kinews: ZeroDivisionError" in plain.stderr
    assert "Traceback" not in plain.stderr
    debug = run("--debug")
    assert "Traceback" in debug.stderr
    assert "\x1b" not in debug.stderr + plain.stderr


def test_a_reader_who_has_read_enough_is_no_fault(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text("KI News #6\n\n" + "Ein Absatz.\n\n" * 5000, "utf-8")
    command = f"{sys.executable} -m kinews_cli split 006.txt | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "KI News #6" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text("KI News #6\n\nText.\n", "utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kinews_cli", "split", "006.txt"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_where_nobody_can_be_told_the_exit_code_says_it(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "kinews_cli", "check", "nowhere.txt", "--debug"]
        assert subprocess.run(command, cwd=tmp_path, stderr=full, check=False).returncode == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_fault(tmp_path: Path, closed: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m kinews_cli --version {closed}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_name_gives_a_log_no_command(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "::error file=x::boom.txt").write_text("Ein Satz, der kein Titel ist.\n", "utf-8")
    for command in ("check", "build"):
        done = kinews(command, ".", "--offline")
        assert "boom.txt" in done.stdout
        assert not [line for line in (done.stdout + done.stderr).splitlines() if line.lstrip().startswith("::")]
