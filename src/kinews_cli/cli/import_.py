"""`kinews import`."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.output import put
from kinews_cli.errors import InputError, OutputError
from kinews_cli.files import read_plain

if TYPE_CHECKING:
    from kinews_cli.html_text import PageText

File = Annotated[str, typer.Argument(metavar="FILE", help="A saved web page (.html) or a mail (.eml).")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there; the file must not exist yet.")
]
PAGES = (".html", ".htm", ".xhtml")
MAILS = (".eml",)


def import_file(path: File, output: Output = None, quiet: o.OnlyErrors = False, debug: o.Debug = False) -> None:
    """A saved web page or a mail as issue text.

    \b
    kinews import brief.eml                            to standard output
    kinews import page.html --output issues/007.txt    into a file
    """
    name = printable(path)
    output = None if output == Path("-") else output
    if output is not None and output.exists():
        raise OutputError(f"{printable(str(output))}: is there already. Choose another name, or remove it first.")
    try:
        found = _text_of(Path(path))
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file.") from None
    except InputError as error:
        raise InputError(str(error) if str(error).startswith(f"{name}:") else f"{name}: {error}") from None
    if not found.text:
        raise InputError(
            f"{name}: shows no text. Was the whole page or mail saved? Else paste its text into a .txt file."
        )
    for note in () if quiet else found.notes:
        print(f"{name}: {printable(note)}", file=sys.stderr)
    put(found.text.encode("utf-8", "replace"), output)


def _text_of(path: Path) -> PageText:
    """Raises InputError, FileNotFoundError."""
    suffix = path.suffix.lower()
    if suffix not in PAGES + MAILS:
        raise InputError(f"is neither a web page ({', '.join(PAGES)}) nor a mail ({MAILS[0]}). Save it as one of them.")
    from kinews_cli.html_text import LIMIT, decode_page, page_text
    from kinews_cli.mail import read_mail

    if suffix in MAILS:
        return read_mail(read_plain(path))
    content = read_plain(path, limit=LIMIT)
    if content.startswith(b"%PDF"):
        raise InputError("is a PDF, whatever its name says. Save the web page as HTML.")
    if b"\0" in content[:4096] and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("is no web page: it holds bytes that are no text.")
    return page_text(decode_page(content))
