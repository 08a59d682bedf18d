"""What an engine must not touch, and how it is kept from it. Pure.

Addresses, code, numbers and the like are replaced by placeholders before a text leaves, and put back byte for byte. Engines
break placeholders (they drop, double, space and translate them), each its own way: so there are two forms, what comes back
is counted, and as a last way the pieces between the protected ones travel alone. The placeholders of a text carry letters
of its own: an answer that holds those of another text has been mixed up with it.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import count

from kinews_cli.translating.segments import has_letter
from kinews_cli.values import Value, replace

# Each pattern begins where a run of its characters begins and has one way to match: a hostile line costs linear time.
_URL = r"(?i:https?://|\bwww\.)[^\s<>\"“”„»«`]+"
_GROUP = r"(?=[^()\[\]{}]*[0-9]\s?[.,;:|/]\s?[-+−]?[0-9])[-+−0-9.,;:|/\s]+"
_PROTECTED = re.compile(
    "|".join(
        [
            r"`[^`]+`",
            _URL,
            r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # e-mail
            # an address without scheme
            r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|io|ai|eu|edu|info|gov)\b(?:/[^\s<>\"“”„»«`]*)?",
            rf"\({_GROUP}\)|\[{_GROUP}\]|\{{{_GROUP}\}}",  # (0,1,0)
            r"[#@]\w+",
            r"\bv?[0-9]+(?:[.,:/×’'_–-][0-9]+)+%?",  # 0.5, 1.000,5, 3:1, 2020-01-02, 16/9, v1.2
            r"\b[0-9]+%",
            r"\b[A-Z][A-Za-z]*-[0-9]+(?:\.[0-9]+)*[a-z]?\b",  # GPT-4
        ]
    )
)
_WITH_DIGIT = re.compile(r"(?<!\w)\w*[0-9]\w*(?:[.,:]\w*[0-9]\w*)*")  # 2018, t3n, 20k
_GERMAN_ENDING = re.compile(r"(?<=[0-9])er$")  # the 1990er are the 1990s
_ENGLISH_ENDING = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|s|%)$|-$")
_ENUMERATOR = re.compile(
    r"\s*(?:\(?[0-9]{1,2}[.)]|\(?[a-z]\)|[-*•–·])\s+"
    # "3. Mai" begins a sentence, not a list
    r"(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
)
_BEHIND_ADDRESS = ".,;:!?…'’*_"
# What stands between a piece and something protected belongs to the frame: engines drop a text's first full stop.
_BEFORE_PIECE, _BEHIND_PIECE = " \t\n\u00a0\u202f.,;:!?)]}", " \t\n\u00a0\u202f([{"
_OPENING = {")": "(", "]": "[", "}": "{"}


_LETTERS = "qzjxwv"  # rare ones, and no German or English word can be made of them
_NONCES = len(_LETTERS) ** 3


class Form(Enum):
    """How a placeholder looks. Measured on no engine, chosen to fail in different ways: punctuation or word."""

    BRACES = "{xqzj1}"
    WORD = "XQZJBX"


class Kept(Value, frozen=True):
    """A term between `start` and `end` of a text that is to stand as `text` in the translation; `name`: whatever it costs."""

    start: int
    end: int
    text: str
    name: bool = False


class Damage(Value, frozen=True):
    """Why protected pieces could not be put back into an answer."""

    reason: str


class Protected(Value, frozen=True):
    """A text with placeholders. `text` is what travels; `prefix` (a list's enumerator) stays at home."""

    text: str
    prefix: str
    tokens: tuple[str, ...]
    form: Form
    nonce: str  # does not occur in the text, in any case

    @property
    def travels(self) -> bool:
        """Whether anything is left to translate."""
        return has_letter(_any_placeholder(self.form, self.nonce).sub("", self.text))

    def restore(self, answer: str) -> str | Damage:
        """The answer with the protected pieces in it, each exactly once, or why that cannot be."""
        missing = set(range(len(self.tokens)))
        parts: list[str] = []
        end = 0
        for match in _any_placeholder(self.form, self.nonce).finditer(answer):
            index = _index(match[1], self.form)
            if index not in missing:
                return Damage("a placeholder came back twice or changed")
            missing.discard(index)
            parts += [answer[end : match.start()], self.tokens[index]]
            end = match.end()
        rest = [*parts[::2], answer[end:]]
        if missing:
            return Damage(f"{len(missing)} of {len(self.tokens)} placeholders were lost")
        if any(self.nonce in piece.casefold() for piece in rest):
            return Damage("a placeholder came back broken")
        if nonces_in(" ".join(rest)) - nonces_in(self.text):
            return Damage("a placeholder of another text came back")
        return self.prefix + "".join([*parts, answer[end:]])


def protect(text: str, form: Form, terms: Sequence[Kept] = ()) -> Protected:
    """`text` with placeholders of `form` for what must not change, and for `terms`, which are in order and do not overlap.

    Deterministic, and `protect(text, form).restore(protect(text, form).text) == text` for every text without terms.
    """
    prefix, body = _split_prefix(text)
    nonce = _nonce(body)
    tokens: list[str] = []
    travelling: list[str] = []
    for piece, kept in _pieces(body, _moved(terms, len(prefix))):
        if kept:
            travelling.append(_placeholder(len(tokens), form, nonce))
            tokens.append(piece)
        else:
            travelling.append(piece)
    return Protected("".join(travelling), prefix, tuple(tokens), form, nonce)


class Pieces(Value, frozen=True):
    """A text in pieces: `texts` travel each alone, everything else stays where it is."""

    texts: tuple[str, ...]
    _frame: tuple[str | None, ...]  # None: the next of `texts`

    def restore(self, answers: Sequence[str]) -> str:
        """The whole text with `answers`, as many as `texts`, in their places."""
        following = iter(answers)
        return "".join(next(following) if part is None else part for part in self._frame)


def in_pieces(text: str, terms: Sequence[Kept] = ()) -> Pieces:
    """The last way: what is between the protected pieces travels alone, so nothing protected can get lost."""
    prefix, body = _split_prefix(text)
    texts: list[str] = []
    frame: list[str | None] = [prefix]
    for piece, kept in _pieces(body, _moved(terms, len(prefix))):
        if kept or not has_letter(piece):
            frame.append(piece)
            continue
        core = piece.lstrip(_BEFORE_PIECE)
        start = len(piece) - len(core)
        core = core.rstrip(_BEHIND_PIECE)
        frame += [piece[:start], None, piece[start + len(core) :]]
        texts.append(core)
    return Pieces(tuple(texts), tuple(frame))


def _split_prefix(text: str) -> tuple[str, str]:
    match = _ENUMERATOR.match(text)
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def _moved(terms: Sequence[Kept], by: int) -> list[Kept]:
    return [replace(term, start=term.start - by, end=term.end - by) for term in terms if term.start >= by]


def _pieces(text: str, terms: Sequence[Kept]) -> Iterator[tuple[str, bool]]:
    """The text cut up, in order and without loss but for the terms, which stand as they are to be; True: protected."""
    own = [Kept(start, end, text[start:end]) for start, end in _spans(text)]
    end = 0
    for kept in sorted([*own, *(term for term in terms if not _touches(term, own))], key=lambda kept: kept.start):
        if kept.start > end:
            yield text[end : kept.start], False
        yield kept.text, True
        end = kept.end
    if end < len(text):
        yield text[end:], False


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """What must not change, in order; between that, whatever holds a digit."""
    end = 0
    for match in _PROTECTED.finditer(text):
        stop = match.start() + len(_without_sentence_end(match[0]))
        if stop > match.start():
            yield from _with_digits(text, end, match.start())
            yield match.start(), stop
            end = stop
    yield from _with_digits(text, end, len(text))


def _with_digits(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _WITH_DIGIT.finditer(text[start:stop]):
        token = _GERMAN_ENDING.sub("", _without_sentence_end(match[0]))
        yield start + match.start(), start + match.start() + len(token)


def _touches(term: Kept, spans: Sequence[Kept]) -> bool:
    return any(term.start < span.end and span.start < term.end for span in spans)


def _without_sentence_end(token: str) -> str:
    """An address in running text ends before the sentence does: final punctuation and unopened brackets are not its own."""
    if "/" not in token and "." not in token:
        return token
    spare = {closing: token.count(closing) - token.count(opening) for closing, opening in _OPENING.items()}
    end = len(token)
    while end and (token[end - 1] in _BEHIND_ADDRESS or spare.get(token[end - 1], 0) > 0):
        end -= 1
        if token[end] in spare:
            spare[token[end]] -= 1
    return token[:end]


def _nonce(text: str) -> str:
    """Letters that do not occur in `text`, in any case, and that another text hardly has as well."""
    folded = text.casefold()
    start = zlib.crc32(folded.encode("utf-8", "surrogatepass"))
    for offset in count():
        nonce = f"x{_letters((start + offset) % _NONCES)}{_letters(offset // _NONCES) if offset >= _NONCES else ''}"
        if nonce not in folded:
            return nonce
    raise AssertionError  # pragma: no cover - count() does not end


def _letters(number: int) -> str:
    """`number` in three digits, written with the letters."""
    base = len(_LETTERS)
    return "".join(_LETTERS[number // base**place % base] for place in (2, 1, 0))


def nonces_in(text: str) -> frozenset[str]:
    """The letters of all placeholders in `text`, whatever text they are from."""
    return frozenset((braces or word).casefold() for braces, word in _FOREIGN.findall(text))


_FOREIGN = re.compile(
    rf"\{{\s*(x(?:[{_LETTERS}]{{3}}){{1,2}})\s*[0-9]{{1,6}}\s*\}}|\b(x(?:[{_LETTERS}]{{3}}){{1,2}})[a-h]{{1,6}}x\b",
    re.IGNORECASE,
)


def _placeholder(index: int, form: Form, nonce: str) -> str:
    if form is Form.BRACES:
        return f"{{{nonce}{index + 1}}}"
    # Letters, because digits could be taken for numbers of the text; a last letter beyond H shows where it ends.
    return nonce.upper() + "".join("ABCDEFGH"[int(digit)] for digit in f"{index + 1:o}") + "X"


def _any_placeholder(form: Form, nonce: str) -> re.Pattern[str]:
    """Engines put blanks into braces and change the case of words; both are forgiven."""
    if form is Form.BRACES:
        return re.compile(rf"\{{\s*{nonce}\s*([0-9]{{1,6}})\s*\}}", re.IGNORECASE)
    return re.compile(rf"{nonce}([a-h]{{1,6}})x", re.IGNORECASE)


def _index(written: str, form: Form) -> int:
    if form is Form.BRACES:
        return int(written) - 1
    return int("".join(str("abcdefgh".index(letter)) for letter in written.lower()), 8) - 1


def altered(text: str, result: str) -> str | None:
    """What of the protected pieces of `text` its translation `result` has lost, doubled, or glued to something; None: nothing.

    Ordinals and decades may get their English endings ("14th", "1990s"), and a number that a German word names may stand as
    one: "zwei", 2.
    """
    wanted, found = _tokens(text), _tokens(result)
    lost, more = wanted - found, found - wanted
    if lost:
        return f"{', '.join(lost)} was lost or changed"
    strange = [token for token in more if token in wanted or not token.isdigit()]
    return f"{', '.join(strange)} was added" if strange else None


def _tokens(text: str) -> Counter[str]:
    return Counter(_ENGLISH_ENDING.sub("", text[start:end]) for start, end in _spans(text))


def urls_in(text: str) -> list[str]:
    """The addresses with a scheme or "www." in `text`, without what belongs to the sentence around them."""
    return [_without_sentence_end(match[0]) for match in re.finditer(_URL, text)]
