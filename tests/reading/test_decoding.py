from __future__ import annotations

import pytest

from kinews_cli.errors import InputError
from kinews_cli.reading.decoding import decode


def test_utf8_with_and_without_byte_order_mark_is_the_same_text() -> None:
    assert decode("Grüße".encode(), "x") == decode(b"\xef\xbb\xbf" + "Grüße".encode(), "x") == "Grüße"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"Titel\n\nGr\xfc\xdfe", "6.txt:3: is not UTF-8: byte 3 of the line is 0xFC"),
        (b"\xff\xfea\x00", "6.txt:1: is not UTF-8: byte 1 of the line is 0xFF"),
        (b"a\r\nb\rc\xe4", "6.txt:3: is not UTF-8: byte 2 of the line is 0xE4"),
        (b"\xef\xbb\xbfa\xe4", "6.txt:1: is not UTF-8: byte 5 of the line is 0xE4"),
    ],
)
def test_other_bytes_are_an_error_that_names_line_and_byte(content: bytes, place: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(content, "6.txt")
    assert place in str(caught.value)
    assert "Save the file as UTF-8" in str(caught.value)
