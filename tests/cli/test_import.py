from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kinews

PAGE = "<title>Post 3</title><h1>Post 3</h1><p>Größe zählt.</p><a href=https://a.example/film><img></a>"


def test_a_page_to_standard_output_and_what_was_left_out_to_the_other(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "seite.HTML").write_text(PAGE, "utf-8")
    done = kinews("import", "seite.HTML")
    assert (done.returncode, done.stdout) == (0, "# Post 3\n\nGröße zählt.\n")
    assert done.stderr == "seite.HTML: links without a text of their own were left out (1): https://a.example/film\n"


def test_a_mail_into_a_file_that_can_be_split(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "post.eml").write_bytes(b"Subject: Post 3\n\nEin Satz, der hier steht.\n")
    done = kinews("import", "post.eml", "--output", "003.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "003.txt").read_bytes() == b"# Post 3\n\nEin Satz, der hier steht.\n"
    assert "Post 3 (number 3)" in kinews("split", "003.txt").stdout


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("brief.pdf", b"%PDF-1.7", "brief.pdf: is neither a web page (.html, .htm, .xhtml) nor a mail (.eml)."),
        ("brief.html", b"%PDF-1.7", "brief.html: is a PDF, whatever its name says."),
        ("leer.html", b"", "leer.html: shows no text."),
        ("leer.eml", b"Subject: S\n\n", "leer.eml: shows no text."),
        ("text.eml", b"Nur Text.", "text.eml: is no mail: it has no header lines."),
        ("gross.html", b" " * (10 * 2**20 + 1), "gross.html: is larger than 10 MB."),
        ("fehlt.html", None, "fehlt.html: there is no such file."),
    ],
)
def test_what_cannot_be_read_is_said(
    kinews: Kinews, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = kinews("import", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kinews: {message}")


def test_an_import_replaces_no_file(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("<h1>Brief 7</h1><p>Text.</p>", "utf-8")
    (tmp_path / "007.txt").write_text("corrected by hand\n", "utf-8")
    done = kinews("import", "brief.html", "--output", "007.txt")
    assert done.returncode == 2
    assert "007.txt: is there already" in done.stderr
    assert (tmp_path / "007.txt").read_text("utf-8") == "corrected by hand\n"
