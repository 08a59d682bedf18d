"""Lines that the web page or the mail added around the author's text."""

from __future__ import annotations

import re

_LIMIT = 120  # furniture is short; an article may well be about subscribing
_PAGER = re.compile(
    r"^(?:[«<←‹]+\s?)?(?:vorherige|zurück|previous|prev|nächste|weiter|next|older|newer)\w*(?:\s*[|/·]?\s*"
    r"(?:nächste|weiter|next|newer)\w*)?(?:\s?[»>→›]+)?$",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"^(?:(?:hier|jetzt|newsletter|gleich)\s)?(?:abonnieren|subscribe|anmelden)\b[^.]*:?$"
    r"|^subscribe (?:here|now|to)\b[^.]*$",
    re.IGNORECASE,
)
_FORM_NOTE = re.compile(
    r"^\*\s*(?:pflichtfeld(?:er)?|required(?: fields?)?|indicates required)\b.{0,20}$", re.IGNORECASE
)
_RULE = re.compile(r"^([-=_*~+#.·•—–])(?:\s?\1){2,}$")


def is_furniture(normal: str) -> bool:
    """Is this line (in normal form) a pager, a subscribe box, a form's footnote, an underline or a separator?"""
    if not normal:
        return True  # nothing but invisible characters
    if len(normal) > _LIMIT:
        return bool(_RULE.match(normal))
    return any(form.match(normal) for form in (_PAGER, _SUBSCRIBE, _FORM_NOTE, _RULE))
