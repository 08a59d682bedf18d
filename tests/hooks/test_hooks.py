"""The hooks as pre-commit and prek run them, installed from a clone of this repository."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hooks.newsletter import CLEAN, GONE, OK, TRACKED, Newsletter
from hooks.station import Station, git, locked

pytestmark = pytest.mark.slow

CHECK, FIX, LINKS = "kinews-check", "kinews-fix", "kinews-links"
RUNNERS = {
    "pre-commit": (sys.executable, "-m", "pre_commit"),
    "prek": (str(Path(sys.executable).with_name("prek")),),
}
ELSEWHERE = CLEAN.format(number=1).replace("example.org/bank", "arxiv.org/abs/2005.05535")  # no reserved name
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=RUNNERS)
def run(request: pytest.FixtureRequest, station: Station, newsletter: Newsletter) -> Run:
    """Runs the program with these arguments in the newsletter; its environments are made once, without a network."""
    newsletter.configure(station.repository, station.revision, CHECK, FIX, LINKS)
    environment = station.environment()

    def program(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*RUNNERS[request.param], *arguments],
            cwd=newsletter.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )

    with locked(station.folder / f"{request.param}.lock"):
        made = program("install-hooks" if request.param == "pre-commit" else "prepare-hooks")
    assert made.returncode == 0, made.stdout + made.stderr
    return program


class TestTryRepo:
    """What somebody types who has heard of the hooks: every program makes its environment from nothing."""

    @pytest.mark.parametrize("runner", RUNNERS)
    def test_a_fresh_clone_with_an_empty_cache_passes_and_stays_as_it_was(
        self, runner: str, station: Station, newsletter: Newsletter, tmp_path: Path
    ) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.commit()
        clone = tmp_path / "clone"
        git(tmp_path, "clone", "--quiet", str(newsletter.folder), str(clone))

        done = subprocess.run(
            [*RUNNERS[runner], "try-repo", str(station.repository), CHECK, "--files", "issues/001.txt"],
            cwd=clone,
            env=station.environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert "Passed" in done.stdout
        assert git(clone, "status", "--porcelain", "--untracked-files=all") == ""


class TestCheck:
    def test_a_clean_issue_passes(self, run: Run, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.know({"https://example.org/bank": OK})
        newsletter.commit()

        done = run("run", CHECK, "--all-files")

        assert (done.returncode, newsletter.status()) == (0, ""), done.stdout

    def test_a_link_that_is_known_to_be_dead_fails_with_file_line_and_code(
        self, run: Run, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.know({"https://example.org/bank": GONE})
        newsletter.commit()

        done = run("run", CHECK, "--all-files")

        assert done.returncode == 1
        assert "issues/001.txt:7:" in done.stdout
        assert "KN201" in done.stdout
        assert newsletter.status() == ""

    def test_a_cache_that_somebody_has_committed_is_read_and_stays_as_it_was(
        self, run: Run, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.write(".gitignore", "")
        newsletter.know({"https://example.org/bank": OK})
        newsletter.commit()

        done = run("run", CHECK, "--all-files", "--verbose")

        assert "1 ok" in done.stdout
        assert (done.returncode, newsletter.status()) == (0, ""), done.stdout

    @pytest.mark.parametrize("hook", [CHECK, FIX])
    def test_a_cache_that_nobody_has_told_git_of_is_not_shown(
        self, hook: str, run: Run, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.write(".gitignore", "")
        newsletter.commit()

        done = run("run", hook, "--all-files")

        assert (done.returncode, newsletter.status()) == (0, ""), done.stdout

    def test_a_draft_without_a_translation_passes(self, run: Run, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.commit()

        done = run("run", CHECK, "--all-files", "--verbose")

        assert done.returncode == 0, done.stdout
        assert not list((newsletter.folder / "issues").glob("*.po"))

    def test_only_what_is_staged_is_looked_at(self, run: Run, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.know({"https://example.org/bank": GONE})
        newsletter.commit()
        newsletter.write("issues/002.txt", CLEAN.format(number=2).replace("/bank", "/ufer"))
        git(newsletter.folder, "add", "issues/002.txt")

        done = run("run", CHECK)

        assert done.returncode == 0, done.stdout

    def test_what_is_no_issue_is_not_looked_at(self, run: Run, newsletter: Newsletter) -> None:
        for name in ("issues/README.md", "issues/.entwurf.txt", "issues/001.en.md", "notizen.txt"):
            newsletter.write(name, "Nur eine Notiz, kein Brief\n")
        (newsletter.folder / "issues" / "002.txt").symlink_to("/etc/hostname")
        newsletter.commit()

        done = run("run", CHECK, "--all-files")

        assert done.returncode == 0
        assert "no files" in done.stdout.lower()

    @pytest.mark.parametrize("hook", [CHECK, FIX])
    def test_names_are_names_whatever_they_look_like(self, hook: str, run: Run, newsletter: Newsletter) -> None:
        names = [
            "ein Brief.txt",
            'Übung "6".txt',
            "-rf.txt",
            "neue\nzeile.txt",
            "$(touch hier).txt",
            "`touch hier`.md",
            "'.txt",
        ]
        for number, name in enumerate(names, start=1):
            newsletter.write(f"issues/{name}", CLEAN.format(number=number))
        newsletter.know({"https://example.org/bank": OK})
        newsletter.commit()

        done = run("run", hook, "--all-files", "--verbose")

        assert done.returncode == 0, done.stdout
        assert "7 links" in done.stdout
        assert newsletter.status() == ""

    def test_a_terminal_that_nobody_watches_is_shown_no_progress(self, run: Run, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", ELSEWHERE)
        newsletter.commit()

        done = run("run", LINKS, "--all-files", "--hook-stage", "manual", "--verbose", "--color", "always")

        assert done.returncode == 0, done.stdout
        assert "no network" in done.stdout
        assert not any(command in done.stdout for command in ("\x1b[?25l", "\x1b[2K", "\x1b[1A", "\r\x1b"))


class TestFix:
    def test_it_mends_the_issue_fails_and_has_nothing_to_do_the_second_time(
        self, run: Run, newsletter: Newsletter
    ) -> None:
        newsletter.write("issues/001.txt", TRACKED.format(number=1))
        newsletter.commit()

        done = run("run", FIX, "--all-files")
        again = run("run", FIX, "--all-files")

        assert done.returncode == 1
        assert "files were modified by this hook" in done.stdout
        assert newsletter.read("issues/001.txt") == CLEAN.format(number=1)
        assert again.returncode == 0, again.stdout
        assert newsletter.status() == " M issues/001.txt\n"


class TestLinks:
    def test_it_waits_for_a_push_or_to_be_called(self, run: Run, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", CLEAN.format(number=1))
        newsletter.commit()

        done = run("run", "--all-files")

        assert LINKS not in done.stdout

    def test_a_missing_network_stops_no_push(self, run: Run, newsletter: Newsletter) -> None:
        newsletter.write("issues/001.txt", ELSEWHERE)
        newsletter.commit()

        done = run("run", LINKS, "--all-files", "--hook-stage", "pre-push")

        assert done.returncode == 0, done.stdout
