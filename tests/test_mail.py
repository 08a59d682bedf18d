from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.errors import InputError
from kinews_cli.mail import read_mail
from kinews_cli.reading.building import read_issue

PLAIN = """Guten Tag,

in dieser Ausgabe geht es um Mühlen und um Wind.

Die alte Mühle
--------------

Sie dreht sich wieder. Mehr dazu steht im Bericht.

Bericht: https://muehle.example/bericht (englisch)

Der neue Wind
-------------

Er weht von Westen, und zwar seit Montag.
"""
HTML = "<h1>Windpost 4</h1><p>Guten Tag!</p><h2>Die alte Mühle</h2><p>Sie dreht sich wieder.</p>"


def mail(plain: str | None = PLAIN, html: str | None = None, subject: str = "Windpost 4: Mühlen & Wind") -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "post@windpost.example"
    if plain is not None:
        message.set_content(plain, cte="quoted-printable")
    if html is not None:
        (message.add_alternative if plain is not None else message.set_content)(html, subtype="html", cte="base64")
    return message.as_bytes()


def test_the_text_part_comes_first_below_the_subject() -> None:
    assert read_mail(mail(html=HTML)).text == f"# Windpost 4: Mühlen & Wind\n\n{PLAIN}"


def test_our_reader_takes_it_for_what_it_was() -> None:
    issue = read_issue(read_mail(mail()).text.encode(), "x.txt")
    assert issue.title == "Windpost 4: Mühlen & Wind"
    assert [article.title for article in issue.articles] == ["Die alte Mühle", "Der neue Wind"]
    assert [(link.label, link.mark and link.mark.language) for link in issue.articles[0].body.links] == [
        ("Bericht", "en")
    ]


def test_a_subject_that_stands_in_the_text_is_not_repeated() -> None:
    assert read_mail(mail(f"Windpost 4\n\n{PLAIN}", subject="Fwd: [wind] Windpost 4")).text == f"Windpost 4\n\n{PLAIN}"


def test_without_a_text_part_the_html_part_is_read() -> None:
    assert read_mail(mail(None, HTML)).text.startswith("# Windpost 4\n\nGuten Tag!\n\n## Die alte Mühle\n")
    assert read_mail(mail(None, "<p>Text.")).text == "# Windpost 4: Mühlen & Wind\n\nText.\n"


def test_a_text_part_that_only_points_at_the_html_part_is_none() -> None:
    page = HTML + "<p>Noch mehr Text.</p>" * 30
    assert read_mail(mail("Bitte HTML einschalten.", page)).text.startswith("# Windpost 4\n")


def test_attachments_are_not_read_and_the_list_s_own_part_is_kept() -> None:
    message = EmailMessage()
    message["Subject"] = "Windpost"
    message.set_content("Der Text.")
    message.add_attachment("Kein Text.", filename="notiz.txt")
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="bild.gif")
    footer = EmailMessage()
    footer.set_content("Die Liste grüßt.")
    message.attach(footer)
    assert read_mail(message.as_bytes()).text == "# Windpost\n\nDer Text.\n\nDie Liste grüßt.\n"


def test_flowed_lines_become_paragraphs_again() -> None:
    head = b"Subject: S\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    text = b"Ein Satz, der \nweitergeht.\n From hier an neu.\n> fremd und \n> lang\n-- \nAbsender\n"
    assert read_mail(head + text).text == (
        "# S\n\nEin Satz, der weitergeht.\nFrom hier an neu.\n> fremd und lang\n-- \nAbsender\n"
    )
    glued = head.replace(b"flowed", b"flowed; delsp=yes") + b"Donau \ndampf\n"
    assert read_mail(glued).text == "# S\n\nDonaudampf\n"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Type: text/plain; charset=utf-8", "Größe".encode()),
        ("Content-Type: text/plain; charset=iso-8859-1", "Größe".encode("latin-1")),
        ("Content-Type: text/plain; charset=gibtsnicht", "Größe".encode()),
        ("Content-Type: text/plain; charset=punycode", "Größe".encode("cp1252")),
        ("Content-Type: text/plain; charset*=utf-8''%00%ff", "Größe".encode()),
        ("Content-Type: kaputt;;;=", "Größe".encode()),
        ("Content-Transfer-Encoding: base64", b"R3L2w59l*"),
        ("Content-Transfer-Encoding: quoted-printable", b"Gr=C3=B6=C3=9Fe="),
        ("Content-Transfer-Encoding: erfunden", "Größe".encode()),
        ("Content-Type: multipart/mixed; boundary=fehlt", b""),
        ("Content-Type: multipart/mixed", b"--x"),
    ],
)
def test_broken_mails_raise_nothing(header: str, body: bytes) -> None:
    text = read_mail(b"Subject: =?utf-8?b?broken?= x\n" + header.encode() + b"\n\n" + body).text
    assert not body or "multipart" in header or "Gr" in text


def test_what_is_no_mail_is_said() -> None:
    with pytest.raises(InputError, match="is no mail"):
        read_mail(b"Nur Text.\n")


def test_parts_in_parts_without_end() -> None:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(5_000)
    )
    with pytest.raises(InputError, match="nested too deeply"):
        read_mail(b"Subject: S\n" + parts)


LINES = b"""Content-Type: text/html
Content-Type: multipart/alternative; boundary=x
Content-Transfer-Encoding: base64
Content-Transfer-Encoding: x-uuencode
Subject: =?x?q?=ff?=
begin 666 x

--x
--x--
<p>a""".split(b"\n")


@given(st.binary(max_size=200), st.lists(st.sampled_from(LINES)))
def test_whatever_the_bytes_only_input_errors(noise: bytes, lines: list[bytes]) -> None:
    text = read_mail(b"Subject: S\n" + b"\n".join(lines) + noise).text
    text.encode()


@pytest.mark.parametrize(
    "header",
    [
        b"text/plain; charset*=a; charset*0*=b",
        b"multipart/mixed; boundary*=a; boundary*0=b",
        b"text/plain; charset*" + b"1" * 5000 + b"=b",
    ],
)
def test_headers_that_clash_are_an_error_that_says_so(header: bytes) -> None:
    with pytest.raises(InputError, match="headers are broken"):
        read_mail(b"Subject: x\nContent-Type: " + header + b"\n\nhi\n")


def test_a_forwarded_mail_is_read_too() -> None:
    mail = (
        b"Subject: Fwd: Brief 7\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSchau mal.\n"
        b"--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: Brief 7\n\nDer Brief selbst.\n--b--\n"
    )
    text = read_mail(mail).text
    assert "Schau mal." in text
    assert "Der Brief selbst." in text


def test_a_header_that_would_take_long_is_refused() -> None:
    with pytest.raises(InputError, match="headers are broken"):
        read_mail(b'Subject: x\nContent-Type: text/plain; a="' + b";" * 20_000 + b'"\n\nhi\n')
