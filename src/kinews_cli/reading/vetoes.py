"""What speaks against a line being a title, by its own form: a table of rules, asked in order.

Each was counted on real issues; what each is worth is shown by `benchmarks/splitting.py --rules`.
"""

from __future__ import annotations

from collections.abc import Callable

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.reading.body import Body, ends_a_sentence, is_prose
from kinews_cli.reading.phrases import (
    begins_with_time,
    greets,
    has_two_sentences,
    is_caption,
    is_clock,
    is_code,
    is_key_value,
    is_key_with_list,
    is_quotation,
    signs_off,
    speaks_to_somebody,
    starts_inside_a_sentence,
)
from kinews_cli.reading.rules import Rules
from kinews_cli.reading.shapes import Shape

_MAIL_IN_WORDS = lazy_pattern(r"[\w.+-]+ (?:at|AT) [\w-]+(?:\.[\w-]+)+")  # as list archives write it
_MAIL = lazy_pattern(r"[\w.+-]@[\w-]+\.\w")
LONGEST_TITLE = 140  # of 975 titles counted the longest has 129 characters
_CALL = 3  # words: "Machen Sie mit!" is a title, longer calls are sentences

Veto = tuple[str | None, str, Callable[[str, Shape, Body], bool]]


def holds_address(text: str) -> bool:
    """An e-mail address, or a domain that begins with "www."."""
    mail = _MAIL.search(text) if "@" in text else _MAIL_IN_WORDS.fullmatch(text)
    return mail is not None or "www." in text


def _calls_out(text: str, shape: Shape, body: Body) -> bool:
    if not text.endswith("!"):
        return False
    long_call = len(text.split()) > _CALL and speaks_to_somebody(text)
    return long_call or body.is_early(shape) or body.is_late(shape)


def _is_pair(text: str, shape: Shape, body: Body) -> bool:
    """A key and its value beside another pair, unless text follows: then the colon is one inside a title."""
    above, below = body.above(shape), body.below(shape)
    text_follows = below is not None and is_prose(below) and not below.normal.endswith("?")
    one_word = " " not in text.partition(":")[0]  # "Topics: models, data, laws" rather than a title with a list in it
    if is_key_with_list(text) and not (body.has_paragraph_below(shape) if one_word else text_follows):
        return True
    if not is_key_value(text):
        return False
    pair_below = below is not None and not text_follows and not below.urls and is_key_value(below.normal)
    if pair_below and not _heads_pairs(shape, body):
        return True
    pair_above = above is not None and not above.urls and is_key_value(above.normal)
    return pair_above and (not text_follows or (body.gap_above(shape) == 0 and body.gap_below(shape) >= 1))


def _heads_pairs(shape: Shape, body: Body) -> bool:
    """Alone between blank lines, with a block of pairs below: "Vortrag: Funkuhren" above "Wann: ..." and "Wo: ..."."""
    below = body.below(shape)
    alone = body.gap_above(shape) >= 1 and body.gap_below(shape) >= 1
    return alone and below is not None and body.gap_below(below) == 0


# Name of the rule (None: cannot be switched off), the reason for people, and the rule.
VETOES: tuple[Veto, ...] = (
    (None, "indented or fenced: code, a quotation, a table", lambda text, shape, body: shape.code),
    ("long", "longer than 140 characters", lambda text, shape, body: len(text) > LONGEST_TITLE),
    (None, "a list item", lambda text, shape, body: shape.marker is not None),
    (None, "holds a link", lambda text, shape, body: shape.urls > 0),
    ("punctuation", "ends like a sentence", lambda text, shape, body: ends_a_sentence(text)),
    ("address", "holds an e-mail address or a bare domain", lambda text, shape, body: holds_address(text)),
    (None, "no letter or digit", lambda text, shape, body: not any(character.isalnum() for character in text)),
    ("sentences", "holds two sentences", lambda text, shape, body: has_two_sentences(text)),
    ("quotation", "a sentence in quotation marks", lambda text, shape, body: is_quotation(text)),
    ("caption", "a caption", lambda text, shape, body: is_caption(text)),
    ("code", "a line of code", lambda text, shape, body: shape.decoration is None and is_code(shape.normal)),
    (
        "date",
        "a date, a time or a number, or begins with one",
        lambda text, shape, body: is_clock(text) or begins_with_time(text),
    ),
    (
        "greeting",
        "greets or signs off",
        lambda text, shape, body: signs_off(text) or (greets(text) and body.is_early(shape)),
    ),
    ("exclamation", "calls out to somebody", _calls_out),
    ("continues", "begins inside a sentence", lambda text, shape, body: starts_inside_a_sentence(text)),
    ("key-value", "a key and its value", _is_pair),
)


def veto(shape: Shape, body: Body, rules: Rules) -> str | None:
    """Why the line is no title; None where it may be one."""
    text = shape.bare if shape.number is None else shape.bare.partition(" ")[2]
    for name, reason, speaks_against in VETOES:
        if speaks_against(text, shape, body) and (name is None or rules.on(name)):
            return reason
    return None
