from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import Kinews
from kinews_cli.model.verdict import Verdict
from kinews_cli.store import Store
from local_web import LocalWeb, Reply
from newsletter_web import play_google, play_libre, play_newsletter_web

ROOT = Path(__file__).parents[2]
ISSUE = Path(__file__).parents[1] / "fixtures" / "issues" / "006.txt"
FILES = ["006.de.json", "006.de.md", "006.en.json", "006.en.md"]


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A copy of the issue in a folder of its own."""
    return Path(shutil.copy(ISSUE, tmp_path))


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def links(document: Any) -> list[Any]:
    return [link for article in document["articles"] for link in article["links"]]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_samples_without_a_network(kinews: Kinews, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    done = kinews("build")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("no network") == 1
    for number in ("001", "002"):
        for edition in ("de", "en"):
            document = load(tmp_path / "editions" / f"{number}.{edition}.json")
            assert document["edition"]["complete"] is True
            verdicts = {link["check"]["verdict"] for link in links(document)}
            assert verdicts == {"unreachable"}
        assert document["edition"]["segments"]["accepted"] > 40
        assert document["edition"]["segments"]["untranslated"] == 0
    assert texts_untouched(tmp_path)


def texts_untouched(folder: Path) -> bool:
    """The texts and translations are what they were."""
    return all(
        path.read_bytes() == (folder / "issues" / path.name).read_bytes() for path in (ROOT / "issues").iterdir()
    )


def check_offline_build(kinews: Kinews, folder: Path) -> Any:
    done = kinews("build", "006.txt", "-o", "OUT", "--offline")
    assert done.returncode == 3, done.stderr
    assert names(folder / "OUT") == FILES
    english = load(folder / "OUT" / "006.en.json")
    assert english["edition"]["complete"] is False
    assert english["edition"]["segments"]["untranslated"] > 20
    assert {link["check"]["verdict"] for link in links(english)} == {"unchecked"}
    assert "not translated yet" in (folder / "OUT" / "006.en.md").read_text("utf-8")
    return load(folder / "OUT" / "006.de.json")


def check_german(german: Any, articles: int, headings: list[str]) -> None:
    assert (german["issue"]["title"], german["issue"]["number"]) == ("KI News #6", 6)
    assert len(german["intro"]["blocks"]) == 2
    assert [a["kind"] for a in german["articles"]] == ["article"] * articles + ["section"]
    assert len(german["furniture"]) == 3
    assert [b["text"] for b in german["articles"][1]["blocks"] if b["type"] == "heading"] == headings
    assert [len(article["links"]) for article in german["articles"]] == [2, 4, 3, 3, 2, 0]
    assert sum(link["mark"]["written"] == "(englisch)" for link in links(german)) == 7


def test_an_issue_offline(kinews: Kinews, issue: Path) -> None:
    german = check_offline_build(kinews, issue.parent)
    check_german(german, 5, ["1. Ausschneiden", "2. Lernen", "3. Einsetzen"])


def test_the_real_issue_offline(kinews: Kinews, tmp_path: Path, shared: Path) -> None:
    shutil.copy(shared / "issues" / "006.txt", tmp_path)
    german = check_offline_build(kinews, tmp_path)
    check_german(
        german, 5, ["1. Extraktion - Gesichtserkennung, Ausrichtung und Ausschnitt", "2. Training", "3. Konvertierung"]
    )


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "play", "path"), [("libre", play_libre, ""), ("google", play_google, "/m")])
def test_an_engine_completes_the_english_edition(
    kinews: Kinews, issue: Path, plain_web: LocalWeb, engine: str, play: Any, path: str
) -> None:
    play(plain_web)
    arguments = ("build", "006.txt", "-o", "OUT", "--engine", engine, "--engine-url", plain_web.url(path))
    done = kinews(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    english = load(issue.parent / "OUT" / "006.en.json")
    assert english["edition"]["complete"] is True
    assert english["edition"]["segments"]["machine"] > 20
    assert f"went to {engine}" in done.stdout
    assert all(link["url"] in ISSUE.read_text("utf-8") for link in links(english))
    groups = english["articles"][2]["blocks"][0]["text"]
    assert all(group in groups for group in ("(0,1,0)", "(0,0,1)", "(0,0.5,0.5)"))
    before = len(plain_web.requests)
    assert kinews(*arguments).returncode == 0
    assert len(plain_web.requests) == before  # what is translated is not sent again


@pytest.mark.slow
def test_a_correction_survives_the_next_build(kinews: Kinews, issue: Path, plain_web: LocalWeb) -> None:
    play_libre(plain_web)
    arguments = ("build", "006.txt", "-o", "OUT", "--engine", "libre", "--engine-url", plain_web.url())
    kinews(*arguments)
    po = issue.with_suffix(".en.po")
    text = po.read_text("utf-8")
    machine = load(issue.parent / "OUT" / "006.en.json")["articles"][0]["title"]
    po.write_text(text.replace(f'msgstr "{machine}"', 'msgstr "What Eyes Give Away"', 1), "utf-8")
    kinews(*arguments)
    article = load(issue.parent / "OUT" / "006.en.json")["articles"][0]
    assert (article["title"], article["title_state"]) == ("What Eyes Give Away", "accepted")


def tls(web: LocalWeb, ca_file: Path) -> tuple[list[str], dict[str, str]]:
    return web.connect_to(), {"SSL_CERT_FILE": str(ca_file)}


NewsletterWeb = tuple[LocalWeb, list[str], dict[str, str]]


@pytest.fixture
def newsletter_web(tls_web: LocalWeb, plain_web: LocalWeb, ca_file: Path) -> NewsletterWeb:
    """The web of issue 006: TLS for all but the one link that says http."""
    play_newsletter_web(tls_web)
    play_newsletter_web(plain_web)
    connect, environment = tls(tls_web, ca_file)
    return tls_web, ["--connect-to", f"vladlen.info:80:127.0.0.1:{plain_web.port}", *connect], environment


def check_sources(document: Any) -> None:
    by_url = {link["url"]: link for link in links(document)}

    def fact(url: str) -> tuple[Any, ...]:
        link = by_url[url]
        source = link["source"]
        return (
            source["author"][0].get("family") or source["author"][0].get("literal"),
            source["issued"]["date-parts"][0][0],
            link["language"]["code"],
        )

    assert fact("https://arxiv.org/abs/2005.05535") == ("Perov", 2020, "en")
    assert fact("https://arxiv.org/abs/2105.05233") == ("Dhariwal", 2021, "en")
    assert fact("https://arxiv.org/abs/1503.03585") == ("Sohl-Dickstein", 2015, "en")
    assert fact("https://www.nature.com/articles/s41551-018-0195-0") == ("Poplin", 2018, "en")
    assert fact("https://www.nature.com/articles/s41598-021-89743-x") == ("Korot", 2021, "en")
    assert fact("https://www.youtube.com/watch?v=dLAjWtlTpnY")[1:] == (2021, "de")
    assert fact("https://www.youtube.com/watch?v=rR5_emVeyBk")[1:] == (2021, "en")
    assert all(by_url[url]["source"]["title"] for url in by_url if "vladlen" not in url)
    assert {link["check"]["verdict"] for link in by_url.values()} == {"ok"}


def check_web_build(kinews: Kinews, folder: Path, played: NewsletterWeb) -> None:
    web, connect, environment = played
    done = kinews("build", "006.txt", "-o", "OUT", "--engine", "manual", *connect, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    document = load(folder / "OUT" / "006.de.json")
    check_sources(document)
    assert len(web.asked("export.arxiv.org")) == 1
    assert not web.asked("arxiv.org")
    about_links = {f["code"] for f in document["findings"] if f["code"].startswith(("KN2", "KN3", "KN4"))}
    assert about_links <= {"KN204"}  # here even the host that has no TLS in life speaks it
    english = load(folder / "OUT" / "006.en.json")
    shown = {link["url"]: link["mark"]["shown"] for link in links(english)}
    assert [url for url, mark in shown.items() if mark == "(German)"] == [url for url in shown if "t3n.de" in url]
    assert "Poplin et al., Nature Biomedical Engineering, 2018: " in (folder / "OUT" / "006.de.md").read_text("utf-8")
    before = len(web.requests)
    again = kinews("build", "006.txt", "-o", "OUT", "--engine", "manual", *connect, **environment)
    assert again.returncode == 0
    assert len(web.requests) == before  # known links are not asked again


@pytest.mark.slow
def test_sources_over_tls(kinews: Kinews, issue: Path, newsletter_web: NewsletterWeb) -> None:
    check_web_build(kinews, issue.parent, newsletter_web)


def test_sources_of_the_real_issue_over_tls(
    kinews: Kinews, tmp_path: Path, newsletter_web: NewsletterWeb, shared: Path
) -> None:
    shutil.copy(shared / "issues" / "006.txt", tmp_path)
    check_web_build(kinews, tmp_path, newsletter_web)


@pytest.mark.slow
def test_half_a_network(kinews: Kinews, issue: Path, tls_web: LocalWeb, ca_file: Path) -> None:
    """Services that answer nonsense cost their own facts and nothing else."""
    play_newsletter_web(tls_web)
    tls_web.reply("export.arxiv.org", "/api/query", Reply(200, "<html>Sorry</html>", {"Content-Type": "text/html"}))
    tls_web.reply("api.crossref.org", "*", Reply(200, "[" * 5000, {"Content-Type": "application/json"}))
    tls_web.json("api.crossref.org", "/works/10.1038/s41551-018-0195-0", {"message": ["?"]})
    tls_web.reply("t3n.de", "*", Reply(reset=True))
    tls_web.page("arxiv.org", "*", "<title>A page</title>")
    tls_web.page("www.nature.com", "*", "<title>A page</title>")
    connect, environment = tls(tls_web, ca_file)
    done = kinews("build", "006.txt", "-o", "OUT", "--engine", "manual", "--timeout", "3", *connect, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    verdicts = {link["url"]: link["check"]["verdict"] for link in links(load(issue.parent / "OUT" / "006.de.json"))}
    assert verdicts["https://arxiv.org/abs/2005.05535"] == "ok"
    assert verdicts["https://www.nature.com/articles/s41551-018-0195-0"] == "ok"
    assert verdicts["https://github.com/iperov/DeepFaceLab"] == "ok"


def test_dead_links_are_findings_and_fail_on_decides(
    kinews: Kinews, tmp_path: Path, tls_web: LocalWeb, ca_file: Path
) -> None:
    (tmp_path / "006.txt").write_text("KI News #6\n\nTitel\n\nText.\n\nArtikel: https://www.dead.org/x\n", "utf-8")
    connect, environment = tls(tls_web, ca_file)
    arguments = ("build", "006.txt", "--engine", "manual", *connect)
    done = kinews(*arguments, **environment)
    assert done.returncode == 0
    assert "006.txt:7:10: KN201 error: broken: HTTP 404" in done.stdout
    assert kinews(*arguments, "--fail-on", "error", **environment).returncode == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "006.txt: is empty"),
        (b"\n \n", "006.txt: is empty"),
        (b"KI News\n\nGr\x81\xdfe\n", "006.txt:3: is not UTF-8: byte 3"),
        (b"KI News\n\nGr\0e\n", "006.txt:3: holds a NUL byte"),
    ],
)
def test_inputs_that_are_no_text(kinews: Kinews, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "006.txt").write_bytes(content)
    done = kinews("build", "006.txt", "--offline")
    assert done.returncode == 2
    assert words in done.stderr
    assert names(tmp_path) == ["006.txt"]


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_other_encodings_are_read_and_said(kinews: Kinews, tmp_path: Path, encoding: str, name: str) -> None:
    text = "KI News #6\n\nViele Grüße an alle.\n\nEin Titel\n\nEin Absatz für euch.\n"
    (tmp_path / "006.txt").write_bytes(text.encode(encoding))
    done = kinews("build", "006.txt", "-o", "OUT", "--offline", "--engine", "manual")
    assert done.returncode == 0, done.stderr
    assert f"006.txt: is {name}" in done.stdout + done.stderr
    assert load(tmp_path / "OUT" / "006.de.json")["articles"][0]["blocks"][0]["text"] == "Ein Absatz für euch."
    assert (tmp_path / "006.txt").read_bytes() == text.encode(encoding)


def test_inputs_that_are_no_issues(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    (tmp_path / "empty").mkdir()
    for argument, words in (
        ("link.txt", "symbolic link"),
        ("x.pdf", "is no issue"),
        ("nothing.txt", "there is no such file"),
        ("empty", "holds no issue"),
    ):
        done = kinews("build", argument, "--offline")
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert "no folder issues/" in kinews("build", "--offline").stderr


def test_two_files_for_one_number(kinews: Kinews, tmp_path: Path) -> None:
    for name in ("6.txt", "006.md"):
        (tmp_path / name).write_text("KI News #6\n\nText.\n", "utf-8")
    done = kinews("build", ".", "--offline")
    assert done.returncode == 2
    assert "are both number 6" in done.stderr


def test_an_unreadable_translation_is_left_as_it_is(kinews: Kinews, issue: Path) -> None:
    po = issue.with_suffix(".en.po")
    po.write_text('msgid "KI News #6\nmsgstr ""\n', "utf-8")
    before = po.read_bytes()
    done = kinews("build", "006.txt", "-o", "OUT", "--offline")
    assert done.returncode == 2
    assert "006.en.po:1:" in done.stderr
    assert po.read_bytes() == before
    assert not (issue.parent / "OUT").exists()


def test_an_output_folder_that_cannot_be_written(kinews: Kinews, issue: Path) -> None:
    (issue.parent / "OUT").write_text("a file", "utf-8")
    done = kinews("build", "006.txt", "-o", "OUT", "--offline")
    assert done.returncode == 2
    assert "OUT" in done.stderr
    assert "cannot be written" in done.stderr
    assert (issue.parent / "OUT").read_text("utf-8") == "a file"


def test_a_cache_that_cannot_be_used_is_said_and_the_build_goes_on(kinews: Kinews, issue: Path) -> None:
    (issue.parent / "cache").write_text("a file", "utf-8")
    done = kinews("build", "006.txt", "-o", "OUT", "--offline", "--engine", "manual")
    assert done.returncode == 0
    assert "going on without the cache" in done.stdout
    assert names(issue.parent / "OUT") == FILES


def test_standard_input_keeps_its_translation_with_the_editions(kinews: Kinews, tmp_path: Path) -> None:
    done = kinews("build", "-", "-o", "OUT", "--offline", stdin="KI News #6\n\nText.\n")
    assert done.returncode == 3
    assert names(tmp_path / "OUT") == sorted([*FILES, "006.en.po"])
    assert "006.en.po" in done.stdout


def test_one_edition_only_needs_no_translation(kinews: Kinews, issue: Path) -> None:
    done = kinews("build", "006.txt", "-o", "OUT", "--offline", "--edition", "de")
    assert done.returncode == 0
    assert names(issue.parent / "OUT") == ["006.de.json", "006.de.md"]
    assert not issue.with_suffix(".en.po").exists()


def test_what_is_current_is_left_alone(kinews: Kinews, tmp_path: Path, tls_web: LocalWeb, ca_file: Path) -> None:
    (tmp_path / "issues").mkdir()
    text = tmp_path / "issues" / "006.txt"
    text.write_text("KI News #6\n\nTitel\n\nText.\n\nArtikel: https://www.alive.org/x\n", "utf-8")
    tls_web.page("www.alive.org", "/x", "<title>X</title>")
    connect, environment = tls(tls_web, ca_file)

    def build(*arguments: str) -> str:
        return kinews("build", "--engine", "manual", *connect, *arguments, **environment).stdout

    assert "written:" in build()
    assert "1 issue current" in build()
    assert "written:" in build("--all")
    (tmp_path / "editions" / "006.de.md").unlink()
    assert "written:" in build()
    text.write_text(text.read_text("utf-8") + "\nNoch ein Absatz.\n", "utf-8")
    assert "written:" in build()
    assert "1 issue current" in build()


def test_an_interruption_keeps_what_was_learned(tmp_path: Path, tls_web: LocalWeb, ca_file: Path) -> None:
    (tmp_path / "006.txt").write_text(
        "KI News #6\n\nTitel\n\nText.\n\nA: https://www.quick.org/\n\nB: https://www.slow.org/\n", "utf-8"
    )
    tls_web.page("www.quick.org", "/", "<title>Quick</title>")
    tls_web.reply("www.slow.org", "/", Reply(200, delay=30))
    connect, environment = tls(tls_web, ca_file)
    process = subprocess.Popen(
        [sys.executable, "-m", "kinews_cli", "build", "006.txt", "--timeout", "60", *connect],
        cwd=tmp_path,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not known(tmp_path, "https://www.quick.org/"):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    assert known(tmp_path, "https://www.quick.org/")
    assert not (tmp_path / "editions").exists()


def known(folder: Path, url: str) -> bool:
    if not (folder / "cache" / "kinews.sqlite3").exists():
        return False
    with Store(folder / "cache") as store:
        check = store.check(url)
    return check is not None and check.verdict is Verdict.OK


@pytest.mark.slow
def test_what_is_incomplete_is_never_left_alone(
    kinews: Kinews, tmp_path: Path, tls_web: LocalWeb, ca_file: Path
) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text(ONE_LINK, "utf-8")
    tls_web.page("www.alive.org", "/x", "<title>X</title>")
    connect, environment = tls(tls_web, ca_file)
    dead_engine = ("--engine", "libre", "--engine-url", "http://127.0.0.1:9", "--timeout", "3")
    assert kinews("build", *dead_engine, *connect, **environment).returncode == 3
    again = kinews("build", *dead_engine, *connect, **environment)
    assert (again.returncode, "current" in again.stdout) == (3, False)


@pytest.mark.slow
def test_a_new_verdict_makes_an_edition_old(kinews: Kinews, tmp_path: Path, tls_web: LocalWeb, ca_file: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text(ONE_LINK, "utf-8")
    tls_web.reply("www.alive.org", "/x", Reply(404))
    connect, environment = tls(tls_web, ca_file)
    kinews("build", "--engine", "manual", *connect, **environment)
    tls_web.page("www.alive.org", "/x", "<title>X</title>")
    kinews("check", "--refresh", *connect, **environment)
    assert "written:" in kinews("build", "--engine", "manual", *connect, **environment).stdout
    assert links(load(tmp_path / "editions" / "006.de.json"))[0]["check"]["verdict"] == "ok"


def test_a_refused_link_does_not_keep_an_issue_from_being_current(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    text = "KI News #6\n\nTitel\n\nText.\n\nIntern: http://10.0.0.1/a\n"
    (tmp_path / "issues" / "006.txt").write_text(text, "utf-8")
    kinews("build", "--engine", "manual")
    assert "1 issue current" in kinews("build", "--engine", "manual").stdout


ONE_LINK = "KI News #6\n\nTitel\n\nText.\n\nArtikel: https://www.alive.org/x\n"


@pytest.mark.slow
def test_a_run_without_network_spoils_no_verdict(
    kinews: Kinews, tmp_path: Path, tls_web: LocalWeb, ca_file: Path
) -> None:
    (tmp_path / "006.txt").write_text(ONE_LINK, "utf-8")
    tls_web.page("www.alive.org", "/x", "<title>X</title>")
    connect, environment = tls(tls_web, ca_file)
    kinews("check", "006.txt", *connect, **environment)
    assert "1 unreachable" in kinews("check", "006.txt", "--refresh").stdout
    assert "1 link: 1 ok" in kinews("check", "006.txt", "--offline").stdout


@pytest.mark.slow
def test_a_service_that_is_down_does_not_cost_what_it_said(
    kinews: Kinews, issue: Path, newsletter_web: NewsletterWeb
) -> None:
    web, connect, environment = newsletter_web
    work = json.loads((ISSUE.parents[1] / "crossref" / "s41551-018-0195-0.json").read_text("utf-8"))
    work["message"]["updated-by"] = [{"DOI": "10.1038/x", "type": "retraction"}]
    web.json("api.crossref.org", "/works/10.1038/s41551-018-0195-0", work)
    assert "KN402" in kinews("check", "006.txt", *connect, **environment).stdout
    web.reply("api.crossref.org", "/works/10.1038/s41551-018-0195-0", Reply(503))
    web.page("www.nature.com", "*", "<title>A page</title>")
    assert "KN402" in kinews("check", "006.txt", "--refresh", *connect, **environment).stdout


def test_a_login_page_is_not_the_source(kinews: Kinews, tmp_path: Path, tls_web: LocalWeb, ca_file: Path) -> None:
    (tmp_path / "006.txt").write_text(ONE_LINK, "utf-8")
    tls_web.reply("www.alive.org", "/x", Reply(302, headers={"Location": "/signin?back=x"}))
    tls_web.page("www.alive.org", "/signin", "<html lang=de><title>Anmelden</title>")
    connect, environment = tls(tls_web, ca_file)
    kinews("build", "006.txt", "--engine", "manual", *connect, **environment)
    (link,) = links(load(tmp_path / "editions" / "006.de.json"))
    assert (link["check"]["verdict"], link["check"]["reason"], link["source"]) == ("blocked", "login_page", None)


def test_a_broken_translation_stops_everything_before_it_begins(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    for number in (6, 7):
        (tmp_path / "issues" / f"{number}.txt").write_text(ONE_LINK.replace("6", str(number)), "utf-8")
    (tmp_path / "issues" / "7.en.po").write_text("nonsense", "utf-8")
    done = kinews("build", "--offline")
    assert done.returncode == 2
    assert "7.en.po" in done.stderr
    assert names(tmp_path) == ["cache", "issues"]
    assert names(tmp_path / "issues") == ["6.txt", "7.en.po", "7.txt"]
    assert kinews("check", "--select", "KN1", "--offline").returncode == 0


def test_standard_input_is_read_once_and_its_date_may_stand_in_the_configuration(
    kinews: Kinews, tmp_path: Path
) -> None:
    (tmp_path / "kinews.toml").write_text('[dates]\n6 = "2021-06-12"\n', "utf-8")
    done = kinews("build", "-", "-o", "OUT", "--offline", "--stdin-filename", "issues/006.txt", stdin=ONE_LINK)
    assert done.returncode == 3, done.stderr
    assert load(tmp_path / "OUT" / "006.de.json")["issue"]["date"] == "2021-06-12"
    assert (tmp_path / "OUT" / "006.en.po").exists()


def test_issues_that_would_be_written_to_the_same_files(kinews: Kinews, tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "foo.txt").write_text("Wochenschau\n\nText.\n", "utf-8")
    done = kinews("build", "x", "y", "--offline")
    assert done.returncode == 2
    assert "would be written to the same files" in done.stderr


def test_editions_in_the_folder_of_the_issues_are_no_issues(kinews: Kinews, issue: Path) -> None:
    for _ in range(2):
        assert kinews("build", ".", "-o", ".", "--offline", "--engine", "manual").returncode == 0


def test_no_path_of_the_machine_is_published(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "kinews.toml").write_text("", "utf-8")
    (tmp_path / "issues" / "006.txt").write_text(ONE_LINK, "utf-8")
    done = kinews("build", "--offline", "--engine", "manual", cwd=tmp_path / "sub")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "editions" / "006.de.json").read_text("utf-8")
    assert '"path": "issues/006.txt"' in text
    assert str(tmp_path) not in text
    assert str(tmp_path) not in done.stdout.replace(str(tmp_path / "editions"), "")


def test_termination_keeps_what_was_translated(tmp_path: Path, plain_web: LocalWeb) -> None:
    play_libre(plain_web)
    (tmp_path / "006.txt").write_text(
        "KI News #6\n\n" + "".join(f"Das ist der Absatz {n}.\n\n" for n in range(90)), "utf-8"
    )
    answer = plain_web.answer
    asked: list[float] = []

    def slow(request: Any) -> Reply:
        asked.append(time.monotonic())
        return answer(request) if len(asked) < 2 else Reply(200, delay=30)

    plain_web.answer = slow  # type: ignore[method-assign]
    command = [
        sys.executable,
        "-m",
        "kinews_cli",
        "translate",
        "006.txt",
        "--engine",
        "libre",
        "--engine-url",
        plain_web.url(),
    ]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 20
        while len(asked) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, "interrupted" in said) == (130, True)
    assert "machine translation: libre" in (tmp_path / "006.en.po").read_text("utf-8")
