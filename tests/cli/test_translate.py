from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Kinews
from local_web import LocalWeb, Reply, Request
from newsletter_web import play_libre

JSON = {"Content-Type": "application/json"}
TEXT = "KI News #6\n\nGuten Tag zusammen.\n\nEin Titel\n\nDas ist ein Absatz mit der Zahl 2018.\n"


def test_the_file_is_brought_up_to_date_without_building(kinews: Kinews, tmp_path: Path, plain_web: LocalWeb) -> None:
    play_libre(plain_web)
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    done = kinews("translate", "006.txt", "--engine", "libre", "--engine-url", plain_web.url())
    assert done.returncode == 0, done.stderr
    assert "4 segments: 4 machine" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["006.en.po", "006.txt"]
    assert "2018" in (tmp_path / "006.en.po").read_text("utf-8")


def test_humans_alone_get_the_empty_entries(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    done = kinews("translate", "006.txt", "--engine", "manual")
    assert done.returncode == 0
    assert (tmp_path / "006.en.po").read_text("utf-8").count('msgstr ""') == 5


@pytest.mark.slow
def test_an_engine_that_fails_leaves_an_honest_state(kinews: Kinews, tmp_path: Path, plain_web: LocalWeb) -> None:
    plain_web.reply("*", "/translate", Reply(503, "Service Unavailable"))
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    done = kinews("translate", "006.txt", "--engine", "libre", "--engine-url", plain_web.url(), "--timeout", "2")
    assert done.returncode == 3
    assert "4 untranslated" in done.stdout
    assert "Service Unavailable" not in (tmp_path / "006.en.po").read_text("utf-8")


def test_an_engine_without_an_address_is_a_usage_error(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "006.txt").write_text(TEXT, "utf-8")
    done = kinews("translate", "006.txt", "--engine", "libre")
    assert done.returncode == 2
    assert "--engine-url" in done.stderr


def test_what_somebody_saves_while_an_engine_answers_is_kept(
    kinews: Kinews, tmp_path: Path, plain_web: LocalWeb
) -> None:
    issue, po = tmp_path / "006.txt", tmp_path / "006.en.po"
    issue.write_text(TEXT, "utf-8")
    kinews("translate", "006.txt", "--engine", "manual")

    def answer(request: Request) -> Reply:
        text = po.read_text("utf-8")
        po.write_text(text.replace('msgid "Ein Titel"\nmsgstr ""', 'msgid "Ein Titel"\nmsgstr "By hand"'), "utf-8")
        return Reply(200, json.dumps({"translatedText": [f"English {q}" for q in request.json()["q"]]}), JSON)

    plain_web.reply("*", "/translate", answer)
    kinews("translate", "006.txt", "--engine", "libre", "--engine-url", plain_web.url())
    assert 'msgstr "By hand"' in po.read_text("utf-8")
    assert "English KI News" in po.read_text("utf-8")  # and so is what came


def test_a_file_that_becomes_unreadable_meanwhile_is_left_alone(
    kinews: Kinews, tmp_path: Path, plain_web: LocalWeb
) -> None:
    issue, po = tmp_path / "006.txt", tmp_path / "006.en.po"
    issue.write_text(TEXT, "utf-8")
    kinews("translate", "006.txt", "--engine", "manual")

    def answer(request: Request) -> Reply:
        po.write_text('msgid "half', "utf-8")
        return Reply(200, json.dumps({"translatedText": [f"English {q}" for q in request.json()["q"]]}), JSON)

    plain_web.reply("*", "/translate", answer)
    done = kinews("translate", "006.txt", "--engine", "libre", "--engine-url", plain_web.url())
    assert done.returncode == 2
    assert "006.en.po:1" in done.stderr
    assert po.read_text("utf-8") == 'msgid "half'
