from __future__ import annotations

from pathlib import Path

from conftest import Kinews
from local_web import LocalWeb, Reply
from newsletter_web import play_libre

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
