"""Where German sentences end. The only door to pysbd, which knows "z. B.", "Dr. Müller", "am 3. Mai" and "ca. 20 Mio."."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pysbd


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, in order, without the blanks between them; nothing else is lost."""
    found = _segmenter().segment(text) if text else []
    if "".join("".join(found).split()) != "".join(text.split()):
        return (text,)  # a splitter that loses a letter is not believed
    return tuple(stripped for sentence in found if (stripped := sentence.strip())) or (text,)


def in_parts(text: str, longest: int) -> tuple[str, ...]:
    """The text in parts of at most `longest` characters: at ends of sentences, else at blanks, else anywhere."""
    if len(text) <= longest:
        return (text,)
    parts: list[str] = []
    for sentence in sentences(text):
        if parts and len(parts[-1]) + 1 + len(sentence) <= longest:
            parts[-1] += f" {sentence}"
        else:
            parts += _cut(sentence, longest)
    return tuple(parts)


def _cut(text: str, longest: int) -> list[str]:
    parts: list[str] = []
    while len(text) > longest:
        blank = text.rfind(" ", 1, longest + 1)
        cut = blank if blank > 0 else longest
        parts.append(text[:cut])
        text = text[cut:].lstrip(" ")
    return [*parts, text]


@cache
def _segmenter() -> pysbd.Segmenter:
    import pysbd

    return pysbd.Segmenter(language="de", clean=False)
