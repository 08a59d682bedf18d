"""Where a page says that something is missing, and whether it can mean nothing but itself. Pure.

What an error page says stands in its title, in a heading or at the top of its text, and it says hardly anything else. The
same words in a headline with words of its own, below a heading that names a subject, or under an address that speaks of
errors itself belong to a page about something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kinews_cli.checking import page_paths
from kinews_cli.checking import page_words as say
from kinews_cli.checking.page_grammar import segments, word_set, words
from kinews_cli.checking.page_scene import Said, Scene
from kinews_cli.model.verdict import Evidence

_HEADING_LENGTH = 200
_SHORT = 160
_BARE = 600
# Words of its own that a statement may have and still say nothing else; more where it speaks of the page itself.
_STRANGE = {"title": (2, 4), "heading": (3, 6), "text": (3, 8)}
# One of these is in every sentence that the tables match; looking for them first saves most of the time.
_TRIGGERS = tuple(
    """
    nicht fehlt gibt wurde worden ist ins kein miss unbekannt ungueltig toter not n't nt no unavailable has have was were is
    gone unable invalid broken dead never nowhere lost niemand isch gits hets
    """.split()  # noqa: SIM905 - a list of thirty strings is no easier to read
)
_SEARCHES = re.compile(
    r"(?:^|&)(?:s|q|query|search|suche|suchbegriff|suchwort|term|keyword|sword|tx_\w+\[(?:q|query|sword)\])=",
    re.IGNORECASE,
)
_ERROR_TALK = re.compile(r"4[o0]4|410|error|fehler|nicht gefunden|not found")
_SPELT = re.compile("gefunden|found")
_ERROR_WORDS = word_set(
    """
    error errors fehler fehlermeldung fehlermeldungen fehlerseite fehlerseiten notfound errorpage error404 404er
    fehlercode fehlercodes http404
    """
)
_BARE_CODE = re.compile(r"(?:http |error |fehler )?4(?:[o0]4|10)")
_CODE_PART = re.compile(r"\b(?:http |error |fehler )?4(?:[o0]4|10)\b")
_FEW = 6
# og:type and schema.org's types of things that may be called "404".
_NAMED_THINGS = (
    *("music", "video.", "book", "event", "movie", "album", "product", "place", "tvseries", "flight", "profile"),
)
_CODES = frozenset({"404", "410"})
_CODE_KIN = word_set("http https status statuscode seite seiten page pages html php code")


@dataclass(frozen=True, slots=True)
class Stated:
    """A place where the page says that something is missing; `clear` where it can mean nothing but itself."""

    sign: Evidence
    clear: bool
    listing: bool = False
    missing: bool = True  # not a mere apology
    spelt: bool = False  # it is the code with its meaning: "Fehler 404: Seite nicht gefunden"


def missing(folded: str, table: re.Pattern[str] = say.MISSING) -> str | None:
    """The sentence that says that something is not there, as far as it says so; not one that says "for now" or "if"."""
    if not any(trigger in f"{folded} " for trigger in _TRIGGERS):
        return None
    for match in table.finditer(folded):
        start = folded.rfind(" . ", 0, match.start())
        sentence = folded[start + 3 if start >= 0 else 0 : match.end()]
        if not say.TEMPORARY.search(sentence) and not say.SUPPOSED.search(sentence):
            return sentence
    return None


def statements(scene: Scene) -> list[Stated]:
    """At most one statement for each of title, heading, text, and what the page says to machines."""
    if path_speaks(scene.asked) or _SEARCHES.search(page_paths.split(scene.asked).query):
        return []  # a page about errors; "nichts gefunden" is what a search without hits says
    if say.ABOUT_SITE.search(words(scene.facts.title or "")):
        return []
    headlines = (*scene.title, *scene.headings[:1])
    about = any(_is_about(said) and _ERROR_TALK.search(said.folded) for said in headlines)
    found = [] if about else _first(scene, "title", scene.title)
    if found and scene.named_after_slug:
        return []  # the headline of an article about error pages, and its address says so
    found += _first(scene, "heading", [said for said in scene.headings if not _is_about(said)])
    found += _first(scene, "text", [said for said in scene.texts if not _BARE_CODE.fullmatch(said.folded)])
    if not found or found[-1].sign.signal == "text":
        found += _bare_code(scene)
    if not any(one.sign.signal == "title" for one in found):
        found += _said_by_data(scene)
    if about:
        found = [Stated(one.sign, clear=False, missing=scene.body.running < _SHORT) for one in found]
    if len(found) == 1:
        found += _apology(scene, but=found[0].sign.signal)
    return found


def _is_about(said: Said) -> bool:
    """Whether it speaks of error pages, and the words that it does so with are not those of the address."""
    return say.ABOUT.search(said.folded) is not None and say.ECHO.match(said.folded) is None


def path_speaks(asked: str) -> bool:
    """Whether the linked address itself is about errors: `/fehlerseiten/`, `/wiki/HTTP_404`; not `/404-tage-im-eis`."""
    path = page_paths.path_words(asked)
    if path & _ERROR_WORDS or {"not", "found"} <= path or {"nicht", "gefunden"} <= path:
        return True
    parts = [frozenset(words(part).split()) for part in page_paths.split(asked).path.split("/")]
    return any(part & _CODES and (part <= _CODES or part & _CODE_KIN) for part in parts)


def _apology(scene: Scene, *, but: str) -> list[Stated]:
    """A title or heading that only apologises: says nothing by itself, and something above a text that does."""
    for place, said in scene.top:
        short = len(said.folded) < _SHORT and (but != "title" or say.strange(said.folded) == 0)
        if place not in {"text", but} and short and say.APOLOGY.search(said.folded):
            return [Stated(said.sign(place), clear=False, missing=but == "code")]
    return []


def _first(scene: Scene, place: str, all_said: Iterable[Said]) -> list[Stated]:
    """The first clear statement of a place, else its first doubtful one."""
    doubtful: list[Stated] = []
    for said in all_said:
        clear = _is_clear(scene, place, said)
        if clear is None:
            continue
        spelt = say.CODE.fullmatch(said.folded) is not None
        stated = Stated(said.sign(place), clear, say.listing(said.folded), spelt=spelt)
        if clear:
            return [stated]
        doubtful.append(stated)
    return doubtful[:1]


def _is_clear(scene: Scene, place: str, said: Said) -> bool | None:
    """None where it says nothing of the kind, else whether it says so beyond doubt."""
    if len(said.text) > _HEADING_LENGTH and place != "text":
        return None
    aside = place == "text" and (scene.after_topic(said.order) or not scene.is_first(said.order))
    if place == "heading" and scene.shortened(said):
        return None
    if say.CODE.fullmatch(said.folded):
        if said.folded.isdigit() and _is_name(scene, said.folded):
            return None
        return (place != "text" or bool(_SPELT.search(said.folded))) if not aside else None
    if say.PLAIN.fullmatch(said.folded):
        return not aside
    sentence = missing(said.folded)
    if sentence is None:
        return False if place != "text" and _hints(said.folded) else None
    own = bool(say.OWN.search(sentence) or say.ASKED.search(_whole(said.folded, sentence)))
    few, more = _STRANGE[place]
    strange = say.strange(sentence if place == "text" else said.folded)
    if strange > (more if own else few):
        return None
    if place == "title":
        return True
    if place == "heading":
        return own or not scene.after_topic(said.order)
    return _is_clear_text(scene, said, sentence, own=own, strange=strange, aside=aside)


def _whole(folded: str, sentence: str) -> str:
    """The sentence to its end: "we could not find the page" may go on with "you requested"."""
    start = folded.index(sentence)
    end = folded.find(" . ", start + len(sentence))
    return folded[start : end if end >= 0 else len(folded)]


def _hints(folded: str) -> bool:
    """Something that is missing, whatever it is; the code with an apology: "404 . Houston wir haben ein Problem"."""
    left = _CODE_PART.sub(" ", folded)
    return bool(say.SOMETHING.fullmatch(folded)) or (left != folded and say.APOLOGY.search(left) is not None)


def _is_name(scene: Scene, number: str) -> bool:
    """Whether a bare number is what the page is about: a band, a flight, a room has an address or data that say so."""
    return number in page_paths.path_words(scene.asked) or any(kind.startswith(_NAMED_THINGS) for kind in scene.types)


def _is_clear_text(scene: Scene, said: Said, sentence: str, *, own: bool, strange: int, aside: bool) -> bool | None:
    if _answers(scene, _whole(said.folded, sentence)):
        return True
    topic = scene.after_topic(said.order)
    if aside and not own:
        return None if topic or scene.body.running > _SHORT else False
    if topic and not scene.is_first(said.order):
        return None
    if not scene.is_first(said.order) or (aside and not say.listing(sentence)):
        return False
    if own:
        return not say.PART.search(sentence)
    nothing_else = not scene.headings and scene.body.running <= _SHORT
    return nothing_else or (strange == 0 and bool(say.PAGE.search(sentence)))


def _answers(scene: Scene, sentence: str) -> bool:
    """Whether a bare page answers its reader below a heading that is not its title: "Well, this is awkward"."""
    headings = {said.folded for said in scene.headings[:1]}
    titled = any(folded in part.folded for folded in headings for part in scene.title)
    return bool(say.ASKED.search(sentence)) and not titled and scene.body.running < _BARE


def _bare_code(scene: Scene) -> list[Stated]:
    """The code as a text of its own, large above the sentence that explains it."""
    for said in scene.texts[:_FEW]:
        if _BARE_CODE.fullmatch(said.folded) and not _is_name(scene, said.folded[-3:]):
            return [Stated(said.sign("code"), clear=False)]
    return []


def _said_by_data(scene: Scene) -> list[Stated]:
    """What the page says to machines, where its title says something else."""
    named = [scene.facts.first("og:title", "twitter:title")]
    named += [
        str(node[key])
        for node in scene.facts.json_ld[:4]
        for key in ("name", "headline")
        if isinstance(node.get(key), str)
    ]
    for name in filter(None, named):
        for part in segments(name[:300]):
            if _is_clear(scene, "title", Said(name, part)):
                return [Stated(Said(name, part).sign("metadata"), clear=True)]
    return []
