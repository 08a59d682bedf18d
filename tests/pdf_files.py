"""Small PDF files for tests, put together in plain sight: objects, an index, what the document says of itself."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(
    *pages: Sequence[tuple[float, str]],
    info: str = "",
    catalog: str = "",
    xmp: str = "",
    packed: bool = False,
    index_first: bool = False,
    filler: int = 0,
) -> bytes:
    """A file whose pages show lines of (size in points, text).

    `info` and `catalog` are entries of those dictionaries, such as "/Title (A title)". `filler` bytes stand before the
    index, as images do. `index_first` writes pages and fonts after the catalog, else the catalog comes last.
    """
    page_numbers = [10 + 2 * number for number in range(len(pages))]
    objects = {
        1: _bytes(f"<</Type/Catalog/Pages 2 0 R{'/Metadata 4 0 R' if xmp else ''}{catalog}>>"),
        2: _bytes(f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{number} 0 R' for number in page_numbers)}]>>"),
        3: _bytes(HELVETICA),
        5: _bytes(f"<<{info}>>"),
    }
    if xmp:
        objects[4] = stream(_bytes(xmp), "/Type/Metadata/Subtype/XML")
    for number, lines in zip(page_numbers, pages, strict=True):
        objects[number] = _bytes(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects[number + 1] = stream(_content(lines), packed=packed)
    order = [*page_numbers, *(number + 1 for number in page_numbers), 3, 90, 4, 5, 2, 1]
    objects[90] = stream(b"\x00" * filler)
    present = [number for number in (order[::-1] if index_first else order) if number in objects]
    return assembled({number: objects[number] for number in present})


def stream(content: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, entries = zlib.compress(content), f"{entries}/Filter/FlateDecode"
    return _bytes(f"<</Length {len(content)}{entries}>>\nstream\n") + content + b"\nendstream"


def assembled(objects: dict[int, bytes]) -> bytes:
    """A file of objects in the given order, with its index at the end."""
    body = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    size = max(objects) + 1
    rows = [
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    ]
    index = b"xref\n0 %d\n" % size + b"".join(rows)
    trailer = b"trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + index + trailer


def _content(lines: Sequence[tuple[float, str]]) -> bytes:
    shown = [b"BT"]
    height = 800.0
    for size, text in lines:
        escaped = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        shown.append(b"/F1 %.1f Tf 1 0 0 1 60 %.1f Tm (%s) Tj" % (size, height, escaped))
        height -= 1.4 * size
    return b"\n".join([*shown, b"ET"])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8")
