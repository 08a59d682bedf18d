from __future__ import annotations

import time
import zlib

import pytest

from kinews_cli.sources.pdf_words import words_of
from pdf_files import stream

TEXT = "We show that a network can learn the look of a city from photographs and put it on the frames of a game"


def typeset(text: str) -> bytes:
    """As TeX does it: words in brackets, blanks as steps to the right, joined letters under numbers of their own."""
    words = b"-333".join(b"(%s)" % word.encode("latin-1") for word in text.split())
    return b"BT /F8 9.96 Tf 72 700 Td [" + words + b"] TJ ET"


def test_words_of_a_page_that_tex_wrote() -> None:
    assert words_of(b"%PDF-1.5\n" + stream(typeset(TEXT), packed=True)) == TEXT


def test_joined_letters_and_small_steps_inside_words() -> None:
    content = typeset(TEXT) + rb" BT [(e)15(\016cient)-333(o)28(\013er)] TJ ET"
    assert words_of(stream(content, packed=True)).endswith("game efficient offer")


def test_escaped_brackets_and_octal_numbers() -> None:
    content = typeset(TEXT) + rb" BT [(\(a\))-333(\304pfel)] TJ ET"
    assert words_of(stream(content, packed=True)).endswith("game (a) Äpfel")


def test_a_word_parted_at_the_end_of_a_line_is_one() -> None:
    content = typeset(TEXT) + b" BT [(photo-)] TJ 0 -12 Td [(graphs)] TJ ET"
    assert words_of(stream(content, packed=True)).endswith("photographs")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"q 0.1 w 10 10 m 20 20 l S Q",
        b"BT (\x01\x02\x03\x05\x06) Tj ET" * 200,  # a font with numbers of its own
        b"BT (!\"#$ %& '( )*) Tj ET" * 200,
        b"BT (a b c d e f g h) Tj ET" * 50,
        b"BT (short) Tj ET",
    ],
)
def test_noise_is_no_text(content: bytes) -> None:
    assert words_of(stream(content, packed=True)) == ""


def test_other_streams_are_passed_over() -> None:
    image = stream(b"\xff\xd8\xff" * 1_000) + stream(zlib.compress(b"0" * 5_000_000))
    assert words_of(image + stream(typeset(TEXT), packed=True)) == TEXT


def test_enough_is_enough() -> None:
    pages = stream(typeset(TEXT * 200), packed=True) * 3
    assert len(words_of(pages)) <= 8_000


def test_work_can_be_ended() -> None:
    def check() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        words_of(stream(typeset(TEXT), packed=True), check)


@pytest.mark.parametrize(
    "hostile",
    [
        b"stream\n" * 70_000,
        stream(b"BT " * 60_000 + b"TJ", packed=True),
        stream(b"BT " + b"(" * 200_000 + b"TJ ET", packed=True),
        stream(b"BT " + b"\\" * 200_000 + b"TJ ET", packed=True),
        stream(b"BT " + b"1" * 200_000 + b" TJ ET", packed=True) * 200,
    ],
)
def test_hostile_streams_cost_little(hostile: bytes) -> None:
    started = time.thread_time()
    words_of(hostile)
    assert time.thread_time() - started < 2
