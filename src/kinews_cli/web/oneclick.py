"""Links that do something when they are merely opened: unsubscribe, confirm, log out, delete. Pure.

Every link checker that was measured requests them, and readers were unsubscribed that way. A false alarm costs one link
its verdict, a miss costs somebody a subscription; so a path segment that consists of such a word is enough. What is spared
are articles about the matter: a slug with other words in it ("how-to-unsubscribe-users"), and a documentation or encyclopedia
page named by the word alone, as long as it carries nothing that could identify a person.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlsplit

from kinews_cli.lazy_patterns import lazy_pattern


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ACTIONS = _words_of("""
    abbestellen abbestellung abmelden abmeldung austragen austragung ausloggen logout signout signoff
    bestaetigen bestaetigung confirm unsubscribe unsubscription unsub optout oneclick deabonnieren loeschen delete
""")
# Everyday words that act only together with something to act on: a following segment or a query.
_WEAK = _words_of("""
    activate activation aktivieren aktivierung cancel confirmation deactivate deaktivieren disable entfernen kuendigen kuendigung
    optin remove stornieren verification verify verifizieren doubleoptin
""")
# Words that may stand beside an action in one segment or value without making it the title of an article.
_COMPANIONS = _words_of("""
    account action ajax asp aspx cgi click confirm confirmation do e email emails form handler htm html jsp konto link list
    liste mail mailing mailinglist mails me my newsletter now page php process profil profile request subscriber subscription
    success user users von der die das fuer from
""")
_SPARING = _words_of("""
    article articles artikel blog commands doc docs documentation faq glossar glossary handbuch help hilfe lexikon magazin
    man manual package packages project projects ratgeber reference refman tag tags thema themen topic topics wiki
""")
_SEARCH_KEYS = _words_of("k keyword q query s search suche suchbegriff tag term text title w")
_HARMLESS_KEYS = lazy_pattern(r"utm_\w+|fbclid|gclid|mc_[ce]id|wt_mc|ref|lang|hl")
# "one-click", "log-out", "opt_out", "Double-Opt-In" as one word each
_COMPOUND = lazy_pattern(r"\b(double)?-?(one|log|sign|opt)-(click|out|off|in)\b")
# Each word that can make an address act, to be looked for in the address without anything between its letters and digits.
_HINT = lazy_pattern("|".join(sorted((_ACTIONS | _WEAK) - {"unsubscribe", "unsubscription"})))
_BETWEEN = lazy_pattern(r"[^a-z0-9]+")
_HUMP = lazy_pattern(r"(?<=[a-z])(?=[A-Z])")
_WORD = lazy_pattern(r"[^\W_]+")
_IDENTIFYING = lazy_pattern(r"(?=.*\d)[a-z0-9_=+~.]{12,}|\d{6,}")


def acts(url: str) -> bool:
    """Whether opening this http(s) URL may well change something for somebody."""
    if url.isascii() and "%" not in url and not _HINT.search(_BETWEEN.sub("", url.lower())):
        return False  # as nearly all are, and each is looked at several times in a run
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _harmless(key)]
    return _host_acts(parts.hostname or "", something=bool(segments or query)) or (
        _path_acts(segments, query=bool(query)) or any(_pair_acts(key, value) for key, value in query)
    )


def _harmless(key: str) -> bool:
    return _HARMLESS_KEYS.fullmatch(key.lower()) is not None


def _host_acts(host: str, *, something: bool) -> bool:
    """A label, as in unsubscribe.news.example/?id=1 before the last two, and something to act on."""
    return something and any(_is_action(label, _ACTIONS) for label in host.split(".")[:-2])


def _path_acts(segments: list[str], *, query: bool) -> bool:
    spared = not query and not any(_IDENTIFYING.fullmatch(segment.lower()) for segment in segments)
    for position, segment in enumerate(segments):
        if spared and any(before.lower() in _SPARING for before in segments[:position]):
            return False
        if _is_action(segment, _ACTIONS):
            return True
        if (query or _identifies(segments[position + 1 :])) and _is_action(segment, _WEAK):
            return True
    return False


def _identifies(segments: list[str]) -> bool:
    return any(re.search(r"\d", segment) for segment in segments)


def _pair_acts(key: str, value: str) -> bool:
    """Such as "?action=unsubscribe", "?unsubscribe=1", "?do=logout"; not a search for the word, not "?confirm=t"."""
    if key.lower() in _SEARCH_KEYS:
        return False
    if _is_action(value, _ACTIONS | _WEAK):
        return True
    return _is_action(key, _ACTIONS) and ("confirm" not in key.lower() or len(value) >= 8)


def _is_action(text: str, actions: frozenset[str]) -> bool:
    """Whether `text` consists of an action and nothing but its companions."""
    if len(text) > 100:
        return False
    words = _words(text)
    return any(word in actions for word in words) and all(word in actions or word in _COMPANIONS for word in words)


def _words(text: str) -> list[str]:
    """Read "bestätigen.php", "confirmSubscription" or "Opt_Out" as lower-case words without umlauts."""
    spaced = _HUMP.sub("-", unicodedata.normalize("NFKC", text))
    folded = spaced.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    hyphened = "-".join(_WORD.findall(folded))
    return _COMPOUND.sub(lambda match: "".join(filter(None, match.groups())), hyphened).split("-")
