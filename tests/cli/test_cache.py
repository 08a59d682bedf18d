"""`kinews cache`: what is kept, and dropping it, without forgetting since when a link has been bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Kinews
from kinews_cli.model.verdict import Verdict
from kinews_cli.store import FILE_NAME, Store
from kinews_cli.store.schema import VERSION
from local_web import LocalWeb, Reply
from store.kept import NOON, check, do, fill, made_by_the_first_kinews, rows

TEXT = """\
KI News #6

Ein Titel

Text.

A: https://www.alive.org/a

B: https://www.alive.org/teapot
"""
NOTHING = f"cache/{FILE_NAME}: nothing is kept here yet\n"


@pytest.fixture
def web(tls_web: LocalWeb, tmp_path: Path, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> LocalWeb:
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    tls_web.page("www.alive.org", "/a", "<html lang=de><title>A</title>")
    tls_web.reply("www.alive.org", "/teapot", Reply(418))  # broken, but no error before it has been so on two days
    return tls_web


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of `tmp_path`: links asked today, 5, 20 and 200 days ago."""
    monkeypatch.setenv("KINEWS_NOW", NOON)
    fill(tmp_path / "cache")
    return tmp_path / "cache"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestWhatIsBrokenSinceYesterday:
    """The severity of a broken link lives on the history: forgetting it would hide an error for a day."""

    def on_day(self, kinews: Kinews, web: LocalWeb, day: int) -> tuple[int, str]:
        done = kinews("check", "006.txt", "--select", "KN201", *web.connect_to(), KINEWS_NOW=f"2026-11-{day}T08:00:00Z")
        (line,) = [line for line in done.stdout.splitlines() if "KN201" in line]
        return done.returncode, line.split()[2].rstrip(":")

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "between", [None, ("clear",), ("prune", "--older-than", "1")], ids=["nothing", "clear", "prune"]
    )
    def test_becomes_an_error_today(self, kinews: Kinews, web: LocalWeb, between: tuple[str, ...] | None) -> None:
        assert self.on_day(kinews, web, 20) == (0, "warning")
        asked = len(web.requests)
        if between is not None:
            done = kinews("cache", *between, KINEWS_NOW="2026-11-22T09:00:00Z")
            assert "dropped 2 verdicts" in done.stdout
        assert self.on_day(kinews, web, 22) == (1, "error")
        assert len(web.requests) > asked  # the verdict is one of today

    @pytest.mark.slow
    def test_is_new_again_where_its_history_is_dropped_too(self, kinews: Kinews, web: LocalWeb) -> None:
        assert self.on_day(kinews, web, 20) == (0, "warning")
        assert "the history of 2 links" in kinews("cache", "clear", "--history").stdout
        assert self.on_day(kinews, web, 22) == (0, "warning")

    @pytest.mark.slow
    def test_everything_is_asked_again_after_clearing(self, kinews: Kinews, web: LocalWeb) -> None:
        now = {"KINEWS_NOW": "2026-11-20T08:00:00Z"}
        check = ("check", "006.txt", *web.connect_to())
        kinews(*check, **now)
        asked = len(web.requests)
        kinews("cache", "clear")
        kinews(*check, **now)
        assert len(web.requests) > asked


class TestInfo:
    def test_for_people(self, kinews: Kinews, filled: Path) -> None:
        done = kinews("cache", "info")
        size = (filled / FILE_NAME).stat().st_size // 1024
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines() == [
            f"cache/{FILE_NAME}: {size} KB, schema version {VERSION}",
            "verdicts   4: 1 ok, 1 moved, 2 broken",
            "  by age   1 up to 1 day, 1 up to 7 days, 1 up to 30 days, 1 older",
            "  fresh    2; a run asks again about the others",
            "sources    4: 4 page",
            "history    4 links, the first seen on 2026-05-06: 2 bad now, 7 changes of verdict",
            "builds     1",
            "judged     0 translated texts",
        ]

    def test_for_programs(self, kinews: Kinews, filled: Path) -> None:
        told = json.loads(kinews("cache", "info", "--json").stdout)
        assert told == {
            "schema_version": 1,
            "path": f"cache/{FILE_NAME}",
            "state": "current",
            "reason": None,
            "bytes": (filled / FILE_NAME).stat().st_size,
            "damaged_bytes": 0,
            "database_version": VERSION,
            "newest_database_version": VERSION,
            "verdicts": {
                "total": 4,
                "by_verdict": {
                    "ok": 1,
                    "moved": 1,
                    "broken": 2,
                    "blocked": 0,
                    "unreachable": 0,
                    "refused": 0,
                    "unchecked": 0,
                },
                "by_days": {"1": 1, "7": 1, "30": 1, "90": 0, "older": 1, "unknown": 0},
                "fresh": 2,
                "unreadable": 0,
                "validators": 4,
            },
            "sources": {
                "total": 4,
                "by_kind": {"arxiv": 0, "nature": 0, "youtube": 0, "github": 0, "doi": 0, "pdf": 0, "page": 4},
                "unreadable": 0,
            },
            "history": {"links": 4, "first_seen": "2026-05-06", "bad": 2, "changes": 7},
            "builds": 1,
            "judged_texts": 0,
        }

    def test_only_where_it_is(self, kinews: Kinews, filled: Path) -> None:
        assert kinews("cache", "info", "-q").stdout == f"cache/{FILE_NAME}\n"

    def test_where_nothing_is_nothing_is_made(self, kinews: Kinews, tmp_path: Path) -> None:
        done = kinews("cache", "info")
        assert (done.returncode, done.stdout, done.stderr) == (0, NOTHING, "")
        told = json.loads(kinews("cache", "info", "--json").stdout)
        assert (told["state"], told["bytes"], told["verdicts"]["total"]) == ("missing", 0, 0)
        assert names(tmp_path) == []

    def test_nothing_is_in_it_yet(self, kinews: Kinews, tmp_path: Path) -> None:
        with Store(tmp_path / "cache"):
            pass
        done = kinews("cache", "info")
        assert "verdicts   0\nsources    0\nhistory    0 links: 0 bad now" in done.stdout

    @pytest.mark.parametrize(
        ("script", "state", "words"),
        [
            ("PRAGMA user_version = 99", "newer", "schema version 99: was written by a newer kinews"),
            (
                "PRAGMA user_version = 1",
                "damaged",
                "is damaged (the tables are not those of kinews); the next run moves",
            ),
        ],
    )
    def test_a_cache_that_a_run_would_not_use(
        self, kinews: Kinews, filled: Path, script: str, state: str, words: str
    ) -> None:
        do(filled, script)
        done = kinews("cache", "info")
        assert (done.returncode, done.stderr) == (0, "")
        assert words in done.stdout
        told = json.loads(kinews("cache", "info", "--json").stdout)
        assert (told["state"], told["verdicts"]) == (state, None)
        assert names(filled) == [".gitignore", FILE_NAME]

    def test_an_older_one(self, kinews: Kinews, tmp_path: Path) -> None:
        made_by_the_first_kinews(tmp_path / "cache")
        done = kinews("cache", "info")
        assert f"schema version 1; the next run brings it to version {VERSION}" in done.stdout
        assert "history    1 link, the first seen on 2026-11-01: 1 bad now" in done.stdout

    def test_no_database_at_all(self, kinews: Kinews, tmp_path: Path) -> None:
        (tmp_path / "cache").mkdir()
        (tmp_path / "cache" / FILE_NAME).write_bytes(b"not a database " * 100)
        assert "is damaged (file is not a database)" in kinews("cache", "info").stdout
        (tmp_path / "cache" / FILE_NAME).unlink()
        (tmp_path / "cache" / FILE_NAME).symlink_to(tmp_path / "elsewhere")
        done = kinews("cache", "info")
        assert (done.returncode, done.stdout) == (
            0,
            f"cache/{FILE_NAME}: is a symbolic link; runs go on without the cache\n",
        )

    def test_one_that_was_moved_aside_is_named(self, kinews: Kinews, filled: Path) -> None:
        (filled / "kinews.damaged").write_bytes(b"x" * 2_000_000)
        assert "kinews.damaged, 1.9 MB, moved aside by a run" in kinews("cache", "info").stdout
        assert json.loads(kinews("cache", "info", "--json").stdout)["damaged_bytes"] == 2_000_000

    def test_a_folder_s_name_gives_a_log_no_command(self, kinews: Kinews, tmp_path: Path) -> None:
        for command in (("info",), ("info", "-q"), ("prune",), ("clear",)):
            done = kinews("cache", *command, "--cache", "::error::x\n\x1b[31m")
            assert (done.returncode, done.stdout[:4]) == (0, "./::")
            assert "\x1b" not in done.stdout


class TestPrune:
    def test_it_says_what_went_and_how_much_room_that_gave(self, kinews: Kinews, filled: Path) -> None:
        would = kinews("cache", "prune", "-n")
        what = "1 verdict, 1 source, not asked about for 90 days"
        assert would.stdout == f"cache/{FILE_NAME}: would drop {what}\n"
        assert rows(filled)["verdicts"] == 4
        with Store(filled) as store:  # so much that some room is given back
            for number in range(500):
                store.keep_check(f"https://b.example/{number}", check(Verdict.OK, "2026-01-01T12:00:00Z"))
        before = (filled / FILE_NAME).stat().st_size
        done = kinews("cache", "prune")
        after = (filled / FILE_NAME).stat().st_size
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == (
            f"cache/{FILE_NAME}: dropped 501 verdicts, 1 source, not asked about for 90 days; "
            f"{(before - after) // 1024} KB freed, {after // 1024} KB left\n"
        )
        assert rows(filled)["verdicts"] == 3
        assert kinews("cache", "prune").stdout.startswith(f"cache/{FILE_NAME}: dropped nothing; ")

    def test_how_old_can_be_chosen(self, kinews: Kinews, filled: Path) -> None:
        done = kinews("cache", "prune", "--older-than", "1")
        assert "dropped 3 verdicts, 3 sources, not asked about for 1 day;" in done.stdout

    @pytest.mark.parametrize("days", ["0", "-1", "36501", "ten"])
    def test_a_number_that_makes_no_sense_is_a_usage_error(self, kinews: Kinews, filled: Path, days: str) -> None:
        done = kinews("cache", "prune", "--older-than", days)
        assert (done.returncode, "--older-than" in done.stderr) == (2, True)
        assert rows(filled)["verdicts"] == 4


class TestClear:
    def test_it_says_what_went_and_what_stays(self, kinews: Kinews, filled: Path) -> None:
        done = kinews("cache", "clear")
        assert (done.returncode, done.stderr) == (0, "")
        assert "dropped 4 verdicts, 4 sources, 1 build; the history of verdicts is kept; " in done.stdout
        done = kinews("cache", "clear", "--history")
        assert "dropped the history of 4 links; " in done.stdout
        assert set(rows(filled).values()) == {0}

    def test_a_damaged_one_is_moved_aside_as_in_every_run(self, kinews: Kinews, filled: Path) -> None:
        (filled / FILE_NAME).write_bytes(b"not a database " * 100)
        done = kinews("cache", "clear")
        assert done.returncode == 0
        assert done.stderr == f"note: cache/{FILE_NAME}: is damaged; moved to kinews.damaged and started anew\n"
        assert "dropped nothing" in done.stdout


@pytest.mark.parametrize("command", ["prune", "clear"])
class TestPruneAndClear:
    def test_quietly(self, kinews: Kinews, filled: Path, command: str) -> None:
        done = kinews("cache", command, "-q")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert rows(filled)["verdicts"] < 4

    def test_where_nothing_is_nothing_is_made(self, kinews: Kinews, tmp_path: Path, command: str) -> None:
        done = kinews("cache", command)
        assert (done.returncode, done.stdout, done.stderr) == (0, NOTHING, "")
        assert names(tmp_path) == []

    def test_what_cannot_be_dropped_is_an_error(self, kinews: Kinews, filled: Path, command: str) -> None:
        do(filled, "PRAGMA user_version = 99")
        done = kinews("cache", command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"kinews: cache/{FILE_NAME}: was written by a newer kinews; nothing was dropped. "
            "Update kinews, or delete the file.\n"
        )


@pytest.mark.parametrize("command", ["info", "prune", "clear"])
class TestEach:
    def test_explains_itself_with_two_examples(self, kinews: Kinews, command: str) -> None:
        done = kinews("cache", command, "--help")
        assert done.returncode == 0
        assert done.stdout.count(f"kinews cache {command}") >= 3

    def test_works_on_the_cache_that_is_named(self, kinews: Kinews, filled: Path, command: str) -> None:
        filled.rename(filled.with_name("other"))
        assert kinews("cache", command, "--cache", "other").stdout.startswith(f"other/{FILE_NAME}: ")
        assert kinews("cache", command).stdout == NOTHING

    def test_else_on_the_one_of_the_configuration(self, kinews: Kinews, filled: Path, command: str) -> None:
        top = filled.parent
        (top / "kinews.toml").write_text('cache = "known"\n')
        filled.rename(top / "known")
        (top / "issues").mkdir()
        assert kinews("cache", command).stdout.startswith(f"known/{FILE_NAME}: ")
        below = kinews("cache", command, cwd=top / "issues")
        assert f"known/{FILE_NAME}: " in below.stdout
        named = kinews("cache", command, "--config", top / "kinews.toml", cwd=top / "issues")
        assert f"known/{FILE_NAME}: " in named.stdout

    def test_follows_no_symbolic_link_of_the_repository_out_of_it(
        self, kinews: Kinews, filled: Path, command: str
    ) -> None:
        (filled.parent / "newsletter").mkdir()
        (filled.parent / "newsletter" / "cache").symlink_to(filled, target_is_directory=True)
        (filled.parent / "newsletter" / "kinews.toml").touch()
        done = kinews("cache", command, cwd=filled.parent / "newsletter")
        assert (done.returncode, "a symbolic link leads out" in done.stderr) == (2, True)
        assert rows(filled)["verdicts"] == 4


def test_without_a_command_help_is_shown(kinews: Kinews) -> None:
    done = kinews("cache")
    assert all(command in done.stdout + done.stderr for command in ("info", "prune", "clear"))
