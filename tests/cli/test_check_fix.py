"""`kinews check --fix`, `--unsafe-fixes` and `--diff`, over real TLS on loopback."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kinews
from local_web import LocalWeb, Reply
from newsletter_web import play_newsletter_web

ISSUE_006 = Path(__file__).parents[1] / "fixtures" / "issues" / "006.txt"
GERMAN = (
    "<html lang=de><title>Netze</title><p>" + "Das ist ein Satz, der von einem Netz und von der Welt erzählt. " * 12
)
ENGLISH = "<html lang=en><title>Nets</title><p>" + "This is a sentence that tells of a net and of the world. " * 12

TEXT = """\
KI News #6

Guten Tag, hier ist die neue Ausgabe für alle, die Größe mögen.

Ein neues Netz liest Texte

Es liest sie schneller als jeder Mensch und fasst sie gleich zusammen.

Studie der Gruppe: https://www.alive.org/alt#teil

Bericht dazu: https://www.alive.org/english?utm_source=n&id=1

Noch etwas dazu: http://www.alive.org/offen

Und noch etwas: http://www.plain.org/offen

Ein anderes Netz malt Bilder

Es malt sie so, wie man es ihm sagt, und das ist meistens gut.

Artikel darüber: https://www.alive.org/deutsch (englisch)

Artikel in der Zeitung: https://www.google.com/url?q=https%3A%2F%2Fwww.alive.org%2Fdeutsch%3Fx%3D1&sa=D

Noch einmal der Artikel: https://www.alive.org/deutsch

« VorherigeNächste »
"""
FIXED = (
    TEXT.replace("https://www.alive.org/alt#teil", "https://www.alive.org/neu/studie#teil")
    .replace("english?utm_source=n&id=1", "english?id=1 (englisch)")
    .replace("http://www.alive.org", "https://www.alive.org")
    .replace("deutsch (englisch)", "deutsch")
    .replace(
        "https://www.google.com/url?q=https%3A%2F%2Fwww.alive.org%2Fdeutsch%3Fx%3D1&sa=D",
        "https://www.alive.org/deutsch?x=1",
    )
)
CODES = "KN202, KN204, KN205, KN209, KN301, KN302"
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "windows-1252 and crlf": lambda text: text.replace("\n", "\r\n").encode("cp1252"),
}


class Webs:
    """A web over TLS and one without, and the options that lead to them."""

    def __init__(self, secure: LocalWeb, plain: LocalWeb) -> None:
        self.secure, self.plain = secure, plain

    @property
    def options(self) -> list[str]:
        ports = f":80:127.0.0.1:{self.plain.port}", f":443:127.0.0.1:{self.secure.port}"
        return [part for port in ports for part in ("--connect-to", port)]

    @property
    def requests(self) -> int:
        return len(self.secure.requests) + len(self.plain.requests)


@pytest.fixture
def webs(tls_web: LocalWeb, plain_web: LocalWeb, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> Webs:
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    target = "https://www.alive.org/neu/studie"
    tls_web.reply("www.alive.org", "/alt", Reply(308, headers={"Location": "/weiter/studie"}))
    tls_web.reply("www.alive.org", "/weiter/studie", Reply(301, headers={"Location": target}))
    tls_web.reply("www.alive.org", "/neu/studie", Reply(302, headers={"Location": "/heute/studie"}))
    tls_web.page("www.alive.org", "/heute/studie", GERMAN + '<h2 id="teil">Ein Teil</h2>')
    tls_web.page("www.alive.org", "/english", ENGLISH)
    tls_web.page("www.alive.org", "/deutsch", GERMAN)
    tls_web.page("www.alive.org", "/offen", GERMAN)
    plain_web.page("www.alive.org", "/offen", GERMAN)
    plain_web.page("www.plain.org", "/offen", GERMAN)  # over https this host has no such page
    return Webs(tls_web, plain_web)


def issue(folder: Path, content: bytes = TEXT.encode()) -> Path:
    path = folder / "006.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_fixes_change_their_places_and_nothing_else(kinews: Kinews, webs: Webs, tmp_path: Path, encoding: str) -> None:
    path = issue(tmp_path, ENCODINGS[encoding](TEXT))
    path.chmod(0o640)
    done = kinews("check", "006.txt", "--fix", *webs.options)
    assert path.read_bytes() == ENCODINGS[encoding](FIXED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert f"fixed 6 findings in 1 file: {CODES}" in done.stdout
    assert "KN206" in done.stdout
    assert "KN202 " not in done.stdout
    assert done.returncode == 0
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["006.txt", "cache"]


def test_a_second_time_changes_nothing(kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
    path = issue(tmp_path)
    kinews("check", "006.txt", "--fix", *webs.options)
    for _ in range(2):  # once with the new addresses asked, once with all of them known
        done = kinews("check", "006.txt", "--fix", *webs.options)
        assert path.read_bytes() == FIXED.encode()
        assert "fixed" not in done.stdout


def test_fixing_asks_nobody_anything(kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
    issue(tmp_path)
    kinews("check", "006.txt", *webs.options)
    asked = webs.requests
    kinews("check", "006.txt", *webs.options)
    assert webs.requests == asked  # https too is asked once
    done = kinews("check", "006.txt", "--fix", "--offline", *webs.options)
    assert webs.requests == asked
    assert f"fixed 6 findings in 1 file: {CODES}" in done.stdout


def test_nothing_is_known_in_an_empty_cache(kinews: Kinews, tmp_path: Path) -> None:
    path = issue(tmp_path)
    done = kinews("check", "006.txt", "--fix", "--offline")
    assert done.returncode == 0
    assert "fixed 2 findings in 1 file: KN205, KN209" in done.stdout  # what the text alone shows
    assert "alive.org/alt#teil" in path.read_text("utf-8")


@pytest.mark.slow
def test_unsafe_fixes_are_asked_for_by_name(kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
    path = issue(tmp_path)
    shown = kinews("check", "006.txt", "--unsafe-fixes", *webs.options)
    assert path.read_bytes() == TEXT.encode()
    assert "unsafe fix: remove this line" in shown.stdout
    done = kinews("check", "006.txt", "--fix", "--unsafe-fixes", *webs.options)
    gone = "\nNoch einmal der Artikel: https://www.alive.org/deutsch\n\n« VorherigeNächste »\n"
    assert path.read_bytes() == FIXED.replace(gone, "").encode()
    assert "fixed 8 findings in 1 file: KN109, KN202, KN204, KN205, KN206, KN209, KN301, KN302" in done.stdout
    assert "no findings" in done.stdout


DIFF = """\
--- 006.txt
+++ 006.txt
@@ -6,11 +6,11 @@
 \n\
 Es liest sie schneller als jeder Mensch und fasst sie gleich zusammen.
 \n\
-Studie der Gruppe: https://www.alive.org/alt#teil
+Studie der Gruppe: https://www.alive.org/neu/studie#teil
 \n\
-Bericht dazu: https://www.alive.org/english?utm_source=n&id=1
+Bericht dazu: https://www.alive.org/english?id=1 (englisch)
 \n\
-Noch etwas dazu: http://www.alive.org/offen
+Noch etwas dazu: https://www.alive.org/offen
 \n\
 Und noch etwas: http://www.plain.org/offen
 \n\
@@ -18,9 +18,9 @@
 \n\
 Es malt sie so, wie man es ihm sagt, und das ist meistens gut.
 \n\
-Artikel darüber: https://www.alive.org/deutsch (englisch)
+Artikel darüber: https://www.alive.org/deutsch
 \n\
-Artikel in der Zeitung: https://www.google.com/url?q=https%3A%2F%2Fwww.alive.org%2Fdeutsch%3Fx%3D1&sa=D
+Artikel in der Zeitung: https://www.alive.org/deutsch?x=1
 \n\
 Noch einmal der Artikel: https://www.alive.org/deutsch
 \n\
"""


class TestDiff:
    def test_it_shows_what_would_change_and_changes_nothing(self, kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
        path = issue(tmp_path)
        for arguments in (["--diff"], ["--diff", "--fix"]):
            done = kinews("check", "006.txt", *arguments, *webs.options)
            assert done.stdout == DIFF
            assert done.stderr == f"note: would fix 6 findings in 1 file: {CODES}\n"
            assert done.returncode == 0
            assert path.read_bytes() == TEXT.encode()

    @pytest.mark.slow
    def test_the_exit_code_is_that_of_a_check(self, kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
        issue(tmp_path)
        assert kinews("check", "006.txt", "--diff", "--fail-on", "warning", *webs.options).returncode == 1
        kinews("check", "006.txt", "--fix", *webs.options)
        done = kinews("check", "006.txt", "--diff", "--fail-on", "warning", *webs.options)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "note: would fix nothing\n")

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch on this machine")
    @pytest.mark.parametrize("ending", ["", "\n"])
    def test_it_can_be_applied(self, kinews: Kinews, webs: Webs, tmp_path: Path, ending: str) -> None:
        content = (TEXT.rstrip("\n") + ending).replace("\n", "\r\n").encode()
        path = issue(tmp_path, content)
        command = [sys.executable, "-m", "kinews_cli", "check", "006.txt", "--diff", "--unsafe-fixes", *webs.options]
        diff = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
        subprocess.run(["patch", "--binary", "-p0"], input=diff, cwd=tmp_path, check=True, capture_output=True)
        patched = path.read_bytes()
        path.write_bytes(content)
        kinews("check", "006.txt", "--fix", "--unsafe-fixes", *webs.options)
        assert path.read_bytes() == patched

    def test_foreign_text_commands_neither_terminal_nor_log(self, kinews: Kinews, tmp_path: Path) -> None:
        hostile = "::error::Alles ##[error]kaputt\x1b[31m\u202e, und das ist ein ganzer Satz, der hier steht."
        issue(tmp_path, TEXT.replace("Bericht dazu", f"{hostile}\n\nBericht dazu").encode())
        done = kinews("check", "006.txt", "--diff", "--offline", "--select", "KN205")
        assert "Bericht dazu: https://www.alive.org/english?id=1" in done.stdout
        assert not any(line.strip().startswith("::") for line in done.stdout.splitlines())
        assert "##\\u{5b}error]" in done.stdout
        assert "##[" not in done.stdout
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout

    def test_a_report_may_go_into_a_file(self, kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
        issue(tmp_path)
        done = kinews("check", "006.txt", "--diff", "--format", "json", "--output", "r.json", *webs.options)
        assert done.stdout == DIFF
        assert json.loads((tmp_path / "r.json").read_text("utf-8"))["summary"]["links"] == 7


class TestStandardInput:
    def test_the_fixed_text_comes_out_and_findings_go_to_standard_error(
        self, kinews: Kinews, webs: Webs, tmp_path: Path
    ) -> None:
        done = kinews("check", "-", "--stdin-filename", "006.txt", "--fix", *webs.options, stdin=TEXT)
        assert done.stdout == FIXED
        assert "006.txt:25:26: KN206" in done.stderr
        assert f"fixed 6 findings in 1 file: {CODES}" in done.stderr
        assert not (tmp_path / "006.txt").exists()

    def test_text_without_fixes_comes_out_as_it_was(self, kinews: Kinews) -> None:
        text = "KI News #6\n\nEin Satz, der hier ganz allein steht und endet.\n"
        assert kinews("check", "-", "--fix", "--offline", stdin=text).stdout == text

    def test_other_formats_too(self, kinews: Kinews) -> None:
        done = kinews("check", "-", "--fix", "--offline", "--quiet", "--format", "json", stdin=TEXT)
        assert done.stdout.startswith("KI News #6")
        assert json.loads(done.stderr)["schema_version"] == 1

    def test_a_diff_of_it(self, kinews: Kinews) -> None:
        done = kinews("check", "-", "--diff", "--offline", "--select", "KN205", stdin=TEXT)
        assert "+Bericht dazu: https://www.alive.org/english?id=1\n" in done.stdout


def test_a_symbolic_link_is_refused(kinews: Kinews, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT, "utf-8")
    (tmp_path / "006.txt").symlink_to(other)
    done = kinews("check", "006.txt", "--fix", "--offline")
    assert done.returncode == 2
    assert "is a symbolic link" in done.stderr
    assert other.read_text("utf-8") == TEXT


def test_what_somebody_writes_meanwhile_is_not_overwritten(kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
    path = issue(tmp_path)

    def meanwhile(_: object) -> Reply:
        path.write_text("Mein neuer Text, an dem ich gerade schreibe.\n", "utf-8")
        return Reply(200, GERMAN, {"Content-Type": "text/html"})

    webs.secure.reply("www.alive.org", "/deutsch", meanwhile)
    done = kinews("check", "006.txt", "--fix", *webs.options)
    assert done.returncode == 2
    assert "006.txt: was changed by somebody else meanwhile. No file was fixed; run kinews again." in done.stderr
    assert path.read_text("utf-8") == "Mein neuer Text, an dem ich gerade schreibe.\n"


def test_what_the_encoding_cannot_hold_is_said(kinews: Kinews, webs: Webs, tmp_path: Path) -> None:
    webs.secure.reply("www.alive.org", "/alt", Reply(301, headers={"Location": "/artykuł".encode().decode("latin-1")}))
    webs.secure.page("www.alive.org", "/artyku%C5%82", GERMAN)
    path = issue(tmp_path, TEXT.encode("cp1252"))
    done = kinews("check", "006.txt", "--fix", *webs.options)
    assert path.read_text("cp1252").count("https://www.alive.org/alt#teil") == 1
    assert "fixed 5 findings in 1 file: KN204, KN205, KN209, KN301, KN302" in done.stdout
    assert "006.txt:9: KN202 was not fixed: the file is Windows-1252, which has no such characters" in done.stdout
    assert done.returncode == 0


def test_several_issues_are_fixed_together(kinews: Kinews, tmp_path: Path) -> None:
    for number in (6, 7):
        (tmp_path / f"00{number}.txt").write_text(TEXT.replace("#6", f"#{number}"), "utf-8")
    done = kinews("check", ".", "--fix", "--offline", "--select", "KN205")
    assert "fixed 2 findings in 2 files: KN205 (2)" in done.stdout
    assert all("utm_source" not in path.read_text("utf-8") for path in tmp_path.glob("*.txt"))


@pytest.mark.slow
def test_a_check_of_issue_006_asks_at_most_thirty_times_and_then_never(
    kinews: Kinews, webs: Webs, tmp_path: Path
) -> None:
    play_newsletter_web(webs.secure)
    play_newsletter_web(webs.plain)
    path = issue(tmp_path, ISSUE_006.read_bytes())
    options = (*webs.options, "--date", "2021-06-12")
    first = json.loads(kinews("check", "006.txt", "--format", "json", *options, timeout=120).stdout)
    assert webs.requests <= 30
    assert {finding["code"] for finding in first["findings"] if finding["code"].startswith(("KN2", "KN3", "KN4"))} == {
        "KN204"
    }
    asked = webs.requests
    done = kinews("check", "006.txt", "--fix", "--offline", *options)
    assert webs.requests == asked
    assert "fixed 1 finding in 1 file: KN204" in done.stdout
    assert path.read_bytes() == ISSUE_006.read_bytes().replace(b"http://vladlen.info", b"https://vladlen.info")


class TestHttps:
    URL = "http://www.alive.org/offen"

    @pytest.fixture
    def alone(self, webs: Webs, tmp_path: Path) -> Webs:
        issue(tmp_path, f"KI News #6\n\nEin Satz, der hier steht und endet.\n\nArtikel: {self.URL}\n".encode())
        return webs

    def test_what_was_asked_for_other_rules_is_asked_again_once(self, kinews: Kinews, alone: Webs) -> None:
        kinews("check", "006.txt", "--select", "KN201", *alone.options)
        assert (len(alone.plain.requests), len(alone.secure.requests)) == (1, 0)
        for _ in range(2):
            done = kinews("check", "006.txt", "--select", "KN2", *alone.options)
            assert "KN204 warning: https leads to the same page" in done.stdout
            assert (len(alone.plain.requests), len(alone.secure.requests)) == (2, 1)

    def test_what_is_known_stands_while_the_page_does(self, kinews: Kinews, alone: Webs) -> None:
        tagged = Reply(200, GERMAN, {"Content-Type": "text/html", "ETag": '"1"'})
        alone.plain.reply(
            "www.alive.org", "/offen", lambda request: Reply(304) if "if-none-match" in request.headers else tagged
        )
        for day in ("2026-11-01", "2026-11-20"):
            done = kinews("check", "006.txt", "--select", "KN2", *alone.options, KINEWS_NOW=f"{day}T08:00:00Z")
            assert "KN204" in done.stdout
        assert (len(alone.plain.requests), len(alone.secure.requests)) == (2, 1)

    def test_a_host_that_has_no_https_is_left(self, kinews: Kinews, alone: Webs, tmp_path: Path) -> None:
        done = kinews("check", "006.txt", "--fix", "--connect-to", f":80:127.0.0.1:{alone.plain.port}",
                      "--connect-to", ":443:127.0.0.1:9")  # fmt: skip
        assert "1 link: 1 ok" in done.stdout
        assert self.URL in (tmp_path / "006.txt").read_text("utf-8")


def test_a_redirect_that_depends_on_the_readers_languages_is_not_followed(
    kinews: Kinews, webs: Webs, tmp_path: Path
) -> None:
    to = {"Location": "https://www.alive.org/neu/studie", "Vary": "Accept-Encoding, Accept-Language"}
    webs.secure.reply("www.alive.org", "/alt", Reply(301, headers=to))
    path = issue(tmp_path)
    done = kinews("check", "006.txt", "--fix", *webs.options)
    assert "KN202 warning: moved for good to https://www.alive.org/neu/studie#teil" in done.stdout
    assert "https://www.alive.org/alt#teil" in path.read_text("utf-8")


@pytest.mark.slow
def test_fixing_a_cached_issue_loads_nothing_heavy(webs: Webs, tmp_path: Path, kinews: Kinews) -> None:
    issue(tmp_path)
    kinews("check", "006.txt", *webs.options)
    code = (
        "import sys; from kinews_cli.cli.main import run\n"
        "sys.argv = ['kinews', 'check', '006.txt', '--fix', '--offline']\n"
        "try: run()\nexcept SystemExit: pass\n"
        "print([name for name in ('httpx', 'bs4', 'rich', 'asyncio', 'jinja2', 'requests') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.splitlines()[-1] == "[]"
