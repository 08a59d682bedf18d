"""PDF files: what the document says of itself, and the words of its first two pages. The only door to pypdf.

pypdf is an extra ("pdf"): without it a PDF is a document without title, and the evidence says why.

A link's answer is read up to 512 KB, half of all papers are longer, and the index of a PDF stands at its end. What can be had
of a beginning is had all the same: files made for the web ("linearised") carry a second index at their head, for others the
objects are looked for one by one, and where the fonts are missing too `pdf_words` reads without them. Of 37 such beginnings
that gives the language of 16, and of nearly all that TeX wrote; title and author such a file keeps at its end.

What a document says of itself was often said by its template: of 48 whole files 12 had a title like "Microsoft Word -
Skeleton.docx" or "Document1", and 6 of the 11 that have a /Lang a wrong one. So a title has to stand on the page too, and
/Lang is only a witness.

Hostile files cost two seconds of one thread at most: the parser reads through a file that keeps time, its own limits are set
low, and nothing that it raises gets out.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kinews_cli.border import clean
from kinews_cli.language.texts import text_language
from kinews_cli.model.source import Name
from kinews_cli.model.verdict import Evidence
from kinews_cli.sources.dates import parse_date
from kinews_cli.sources.names import named, person
from kinews_cli.sources.pdf_title import Span, biggest_text, is_title
from kinews_cli.sources.pdf_words import words_of
from kinews_cli.sources.resolver import items_of, text_of
from kinews_cli.values import replace

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.xmp import XmpInformation

_PAGES = 2
_SECONDS = 2.0  # of the thread's own work; a paper of 500 KB takes 0.05 to 0.3
_OBJECTS = 3_000  # looked through for pages where the index is missing
_TEXT = 8_000
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 2_000_000,
    "array_based_stream_maximum_output_length": 2_000_000,
    "zlib_maximum_output_length": 4_000_000,
    "zlib_maximum_recovery_input_length": 600_000,
    "lzw_maximum_output_length": 2_000_000,
    "run_length_maximum_output_length": 2_000_000,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 8_000_000,
    "stream_parsing_work_maximum_count": 200_000,
    "array_maximum_element_count": 50_000,
    "page_tree_maximum_entries": 5_000,
    "page_tree_maximum_page_entries": 100_000,
    "xmp_maximum_input_length": 500_000,
    "xmp_maximum_element_count": 5_000,
    "xform_maximum_invocations_per_extraction": 200,
    "jbig2dec_binary": None,  # no other program is started for an image
}
_END = b"\nendstream endobj\n9999999 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 9999999 0 R>>\nstartxref\n0\n%%EOF\n"
_PDF_DATE = re.compile(r"\s*(?:D:)?([0-9]{4})([0-9]{2})?([0-9]{2})?")
_LIST = re.compile(r"\s*(?:;|,(?!\s*(?:jr|sr|ph\.?d|m\.?d)\b)|\band\b|\bund\b|&|\n)\s*", re.IGNORECASE)
_NOBODY = re.compile(r"user|admin|office|author|owner|unknown|anonym|\bcom\b|@|[0-9_/\\]", re.IGNORECASE)
_HYPHEN = re.compile(r"([a-zäöüß])[-\u00ad]\n([a-zäöüß])")


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF shows; all texts cleaned.

    `issued` is the day on which the file was made unless it names another, and the evidence says which: a paper may have
    been set anew years later. `text` is that of the first two pages, at most 8,000 characters, `declared` its /Lang.
    `evidence` says too what was not there: the library, the rest of the file, a readable document.
    """

    title: str | None = None
    author: tuple[Name, ...] = ()
    issued: tuple[int, ...] = ()
    declared: str | None = None
    doi: str | None = None
    text: str = ""
    evidence: tuple[Evidence, ...] = ()


def read_pdf(body: bytes, *, truncated: bool) -> PdfFacts:
    """What `body`, the beginning of a file or all of it, shows. Never raises."""
    clock = _Clock()
    noted = [Evidence("pdf", "only the beginning was read")] if truncated else []
    facts = PdfFacts()
    try:
        facts = _with_library(body, clock, truncated=truncated)
    except ImportError:
        noted.append(Evidence("pdf_library", "not installed"))
    except (_TooLongError, Exception) as error:  # noqa: BLE001 - a PDF may hold anything; a broken one stops nobody
        noted.append(Evidence("pdf", f"not readable ({type(error).__name__.strip('_')})"))
    if text_language(facts.text) is None:
        with suppress(_TooLongError):
            facts = replace(facts, text=words_of(body, clock.check) or facts.text)
    return replace(facts, evidence=(*facts.evidence, *noted))


def _with_library(body: bytes, clock: _Clock, *, truncated: bool) -> PdfFacts:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each wrong byte
    with pypdf.apply_configuration(**_LIMITS):
        reader, whole = _opened(body, clock)
        pages, in_order = _first_pages(reader)
        spans: list[Span] = []
        texts = [_text(page, clock, spans if number == 0 else []) for number, page in enumerate(pages)]
        text = _HYPHEN.sub(r"\1\2", "\n".join(texts))[:_TEXT]
        said = _Said.of(reader) if whole else _Said()
    believed = next((title for title in said.titles if is_title(title, text)), None)
    shown = biggest_text(spans, said.titles) if believed is None and in_order and not truncated else None
    dated = (Evidence("issued_from", "creation of the file"),) if said.issued and said.dated_by_file else ()
    return PdfFacts(believed or shown, said.author, said.issued, said.declared, said.doi, text, dated)


class _TooLongError(BaseException):
    """Time is up. No `Exception`: pypdf takes any of those for a damaged object and goes on to the next."""


class _Clock:
    def __init__(self) -> None:
        self._until = time.thread_time() + _SECONDS

    def check(self, *_: object) -> None:
        if time.thread_time() > self._until:
            raise _TooLongError


class _Timed(io.BytesIO):
    """A file that is closed to whoever has read in it for too long."""

    def __init__(self, body: bytes, clock: _Clock) -> None:
        super().__init__(body)
        self._clock = clock

    def read(self, size: int | None = -1, /) -> bytes:
        self._clock.check()
        return super().read(size)


def _opened(body: bytes, clock: _Clock) -> tuple[PdfReader, bool]:
    """The document, and whether its own index was found: else one is made from the objects that are there."""
    from pypdf import PdfReader

    with suppress(Exception):
        reader = PdfReader(_Timed(body, clock))
        if "/Root" in reader.trailer:
            return reader, True
    return PdfReader(_Timed(body + _END, clock)), False


def _first_pages(reader: PdfReader) -> tuple[list[PageObject], bool]:
    """At most two pages, and whether they are known to be the first ones."""
    with suppress(Exception):
        pages = [reader.pages[number] for number in range(min(_PAGES, len(reader.pages)))]
        if pages:
            return pages, True
    return _found_pages(reader), False


def _found_pages(reader: PdfReader) -> list[PageObject]:
    """Pages in the order in which they stand in the file."""
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject, IndirectObject

    pages: list[PageObject] = []
    for number, generation in _objects(reader)[:_OBJECTS]:
        reference = IndirectObject(number, generation, reader)
        with suppress(Exception):
            found = reader.get_object(reference)
            if isinstance(found, DictionaryObject) and found.get("/Type") == "/Page":
                page = PageObject(reader, reference)
                page.update(found)
                pages.append(page)
        if len(pages) == _PAGES:
            break
    return pages


def _objects(reader: PdfReader) -> list[tuple[int, int]]:
    """Number and generation of every object, in the order of the file."""
    places = {
        (number, generation): (offset, 0) for generation, ids in reader.xref.items() for number, offset in ids.items()
    }
    for number, (container, index) in reader.xref_objStm.items():
        places[number, 0] = (places.get((container, 0), (0, 0))[0], index)
    return sorted(places, key=places.__getitem__)


def _text(page: PageObject, clock: _Clock, spans: list[Span]) -> str:
    """The text of a page; of a page that breaks off, what came before."""
    pieces: list[str] = []

    def on_text(text: str, outer: Sequence[float], inner: Sequence[float], _: object, size: float) -> None:
        clock.check()
        pieces.append(text)
        spans.append(Span(text, size * _scale(inner) * _scale(outer)))

    with suppress(Exception):
        page.extract_text(visitor_text=on_text, visitor_operand_before=clock.check)
    return "".join(pieces)


def _scale(matrix: Sequence[float]) -> float:
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the document says of itself: document information first for the title, XMP first for the names."""

    titles: tuple[str, ...] = ()
    author: tuple[Name, ...] = ()
    issued: tuple[int, ...] = ()
    dated_by_file: bool = False
    declared: str | None = None
    doi: str | None = None

    @classmethod
    def of(cls, reader: PdfReader) -> _Said:
        info: dict[str, str] = {}
        xmp: XmpInformation | None = None
        root: object = None
        with suppress(Exception):
            info = {key: str(value) for key, value in (reader.metadata or {}).items()}
        with suppress(Exception):
            root = reader.trailer["/Root"].get_object()
        with suppress(Exception):
            xmp = reader.xmp_metadata
        titles = (info.get("/Title", ""), *_xmp_texts(xmp, "dc_title"))
        author, creators = info.get("/Author", ""), _xmp_texts(xmp, "dc_creator")
        published = next((date for text in _xmp_texts(xmp, "dc_date") if (date := _date(text))), ())
        language = clean(str(root.get("/Lang", "")), limit=40) if isinstance(root, dict) else ""
        return cls(
            titles=tuple(title for text in titles if (title := clean(text))),
            author=_authors(["; ".join(creators), author] if len(creators) > 1 else [author, *creators]),
            issued=published or _date(info.get("/CreationDate", "")),
            dated_by_file=not published,
            declared=language or None,
            doi=next(_dois([info.get("/doi", ""), *_xmp_texts(xmp, "dc_identifier")]), None),
        )


def _xmp_texts(xmp: XmpInformation | None, name: str) -> tuple[str, ...]:
    value: object = None
    with suppress(Exception):
        value = getattr(xmp, name, None)
    items = list(value.values()) if isinstance(value, dict) else items_of(value)
    return tuple(item.isoformat() if isinstance(item, dt.datetime) else text_of(item) for item in items)


def _authors(texts: Sequence[str]) -> tuple[Name, ...]:
    """Of the first text that names persons: each with a first and a last name. A lone word is a login."""
    for text in texts:
        parts = [clean(part) for part in _LIST.split(text[:4_000]) if part.strip()]
        if parts and all(" " in part and not _NOBODY.search(part) for part in parts):
            return named(person(part) for part in parts)
    return ()


def _date(text: str) -> tuple[int, ...]:
    match = _PDF_DATE.match(text) if "-" not in text[:8] else None
    return parse_date("-".join(part for part in match.groups() if part) if match else text)


def _dois(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        match = re.fullmatch(r"(?:doi:)?\s*(10\.[0-9]{4,9}/\S{1,200})", clean(text), re.IGNORECASE)
        if match:
            yield match[1].lower()
