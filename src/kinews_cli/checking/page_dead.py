"""Signs of an error page behind a 200. Pure.

What an error page says stands in its title, in a heading or at the top of its text, and it says hardly anything else. The
same words in a headline with words of its own, below a heading that names a subject, or under an address that speaks of
errors itself belong to a page about something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from kinews_cli.border import clean
from kinews_cli.checking import page_paths
from kinews_cli.checking import page_words as say
from kinews_cli.checking.page_grammar import marks, segments, word_set, words
from kinews_cli.checking.page_scene import Said, Scene
from kinews_cli.model.verdict import Evidence

_HEADING_LENGTH = 200
_MUCH = 3_000
_VERY_MUCH = 8_000
_SOME = 800
_SHORT = 160
_BARE = 600
# Words of its own that a statement may have and still say nothing else; more where it speaks of the page itself.
_STRANGE = {"title": (2, 4), "heading": (3, 6), "text": (3, 8)}
# One of these is in every sentence that the tables match; looking for them first saves most of the time.
_TRIGGERS = (
    *(
        "nicht",
        "fehlt",
        "gibt",
        "wurde",
        "worden",
        "ist ",
        "ins leere",
        "kein",
        "miss",
        "unbekannt",
        "ungueltig",
        "toter",
    ),
    *("not", "n't", "nt ", "no ", "unavailable", "has ", "have ", "was ", "were ", "is ", "gone", "unable", "invalid"),
    *("broken", "dead"),
)
# Left by systems in the pages that they know to be error pages: WordPress, Drupal, TYPO3, Shopware, Ghost, Squarespace.
_ERROR_MARKS = re.compile(
    r"(?:(?:page|body|is|has|template|path|route|view|status|type|layout|http|tpl|site|wp|main|content|section|error"
    r"|notfound|node)[-_]*)*(?:error-?404|404|page-?404|err404|404-?page|404-?error|not-?found|pagenotfound|errorpage"
    r"|http-?error|error-?page|fehler-?404|fehlerseite)"
    r"(?:[-_](?:page|template|php|body|error|default|content|wrapper|not-?found|seite))*"
)
# How frameworks and tag managers are told that the page is the error page: Next.js (both routers), Nuxt, Gatsby, MediaWiki.
_APP_STATES = marks(
    """
    "page":"/404"  "page":"/_error"  "page":"/_error/404"  name="next-error" content="not-found"
    next_http_error_fallback;404  "digest":"next_not_found"  statuscode:404,  "statuscode":404,"statusmessage"
    "statuscode":404,"name":"  "componentchunkname":"component---src-pages-404  "is404":true  "pagetype":"404"
    "page_type":"404"  "pagetype":"notfound"  "pagetype":"not found"  'pagetype':'404  pagetype: "404  "pagename":"404
    "template":"404"  "errorcode":404  "httpstatus":404  "http_status":404  "responsestatus":404  "response_code":404
    class="noarticletext
    """
)
_STATUS_METAS = (
    "prerender-status-code",
    "status-code",
    "http-status",
    "status",
    "response-code",
    "http-equiv-status",
    "error-code",
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
_CODES = frozenset({"404", "410"})
_CODE_KIN = word_set("http https status statuscode seite seiten page pages html php code")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A place where the page says that something is missing; `clear` where it can mean nothing but itself."""

    sign: Evidence
    clear: bool
    listing: bool = False


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


def dead_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    """The signs of an error page, and whether they are clear and nothing speaks against them."""
    hard = list(_hard_signs(scene))
    stated = _statements(scene)
    if page_paths.is_start(scene.asked) and (len(stated) < 2 or scene.body.running > _BARE):
        stated = []
    if not hard and scene.body.running > _SOME and not any(one.clear for one in stated):
        stated = []  # a doubtful word somewhere on a page that has much else to say
    if not stated and not hard:
        return [], False
    signs = [*(one.sign for one in stated), *hard]
    if scene.little_text:
        signs.append(scene.size_sign)
    if "noindex" in f"{scene.facts.first('robots')} {scene.headers.get('x-robots-tag')}".lower():
        signs.append(Evidence("noindex", "robots: noindex"))
    clear = bool(hard) or any(one.clear for one in stated)
    return signs, clear and not _speaks_against(scene, stated, hard)


def urljoin_safe(base: str, url: str | None) -> str | None:
    """The absolute address, or None where one cannot be made."""
    try:
        return urljoin(base, url) if url else None
    except ValueError:
        return None


def _speaks_against(scene: Scene, stated: list[_Stated], hard: list[Evidence]) -> bool:
    places = {one.sign.signal for one in stated}
    if not stated and len(hard) < 2 and not scene.little_text:
        return True
    if scene.body.running > (_VERY_MUCH if hard or len(places) > 1 else _MUCH):
        return True
    if places == {"text"} and not hard and scene.body.running > _SOME:
        return True
    if scene.named_after_slug and not (hard and stated):
        return not any(one.listing and one.clear for one in stated)
    return scene.article and not scene.little_text


def _hard_signs(scene: Scene) -> Iterator[Evidence]:
    for name in _STATUS_METAS:
        status = (scene.facts.first(name) or "").strip()
        if status[:3] in {"404", "410"}:
            yield Evidence("status_meta", clean(f"{name}: {status}", limit=60))
            break
    mark = next((mark for mark in scene.body.marks if _ERROR_MARKS.fullmatch(mark)), None)
    if mark is not None:
        yield Evidence("page_class", clean(mark, limit=60))
    state = next((state for state in _APP_STATES if state in scene.raw), None)
    if state is not None:
        yield Evidence("app_state", clean(state.decode(), limit=60))
    if page_paths.is_error_path(scene.asked):
        return
    for signal, url in (("landed", scene.landed), ("canonical", urljoin_safe(scene.landed, scene.facts.canonical))):
        if url and page_paths.is_error_path(url):
            yield Evidence(signal, clean(url))
            break


def _statements(scene: Scene) -> list[_Stated]:
    """At most one statement for each of title, heading, text, and what the page says to machines."""
    if _path_speaks(scene.asked) or _SEARCHES.search(page_paths.split(scene.asked).query):
        return []  # a page about errors; "nichts gefunden" is what a search without hits says
    if say.ABOUT_SITE.search(words(scene.facts.title or "")):
        return []
    headlines = (*scene.title, *scene.headings[:1])
    about = any(say.ABOUT.search(said.folded) and _ERROR_TALK.search(said.folded) for said in headlines)
    found = [] if about else _first(scene, "title", scene.title)
    if found and scene.named_after_slug:
        return []  # the headline of an article about error pages, and its address says so
    found += _first(scene, "heading", [said for said in scene.headings if not say.ABOUT.search(said.folded)])
    found += _first(scene, "text", scene.texts)
    if not any(one.sign.signal == "title" for one in found):
        found += _said_by_data(scene)
    if about:
        found = [_Stated(one.sign, clear=False) for one in found]
    if [one.sign.signal for one in found] == ["text"]:
        found += _apology(scene)
    return found


def _path_speaks(asked: str) -> bool:
    """Whether the linked address itself is about errors: `/fehlerseiten/`, `/wiki/HTTP_404`; not `/404-tage-im-eis`."""
    path = page_paths.path_words(asked)
    if path & _ERROR_WORDS or {"not", "found"} <= path or {"nicht", "gefunden"} <= path:
        return True
    parts = [frozenset(words(part).split()) for part in page_paths.split(asked).path.split("/")]
    return any(part & _CODES and (part <= _CODES or part & _CODE_KIN) for part in parts)


def _apology(scene: Scene) -> list[_Stated]:
    """A title or heading that only apologises: says nothing by itself, and something above a text that does."""
    for place, said in scene.top:
        if place != "text" and len(said.folded) < _SHORT and say.APOLOGY.search(said.folded):
            return [_Stated(said.sign(place), clear=False)]
    return []


def _first(scene: Scene, place: str, all_said: Iterable[Said]) -> list[_Stated]:
    """The first clear statement of a place, else its first doubtful one."""
    doubtful: list[_Stated] = []
    for said in all_said:
        clear = _is_clear(scene, place, said)
        if clear is None:
            continue
        stated = _Stated(said.sign(place), clear, say.listing(said.folded))
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
        return (place != "text" or bool(_SPELT.search(said.folded))) if not aside else None
    if say.PLAIN.fullmatch(said.folded):
        return not aside
    sentence = missing(said.folded)
    if sentence is None:
        return False if place != "text" and say.SOMETHING.fullmatch(said.folded) else None
    own = bool(say.OWN.search(sentence))
    few, more = _STRANGE[place]
    strange = say.strange(sentence if place == "text" else said.folded)
    if strange > (more if own else few):
        return None
    if place == "title":
        return True
    if place == "heading":
        return own or not scene.after_topic(said.order)
    return _is_clear_text(scene, said, sentence, own=own, strange=strange, aside=aside)


def _is_clear_text(scene: Scene, said: Said, sentence: str, *, own: bool, strange: int, aside: bool) -> bool | None:
    if aside and not own:
        return None
    if not scene.is_first(said.order) or (aside and not say.listing(sentence)):
        return False
    if own:
        return not say.PART.search(sentence)
    nothing_else = not scene.headings and scene.body.running <= _SHORT
    return nothing_else or (strange == 0 and bool(say.PAGE.search(sentence)))


def _said_by_data(scene: Scene) -> list[_Stated]:
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
                return [_Stated(Said(name, part).sign("metadata"), clear=True)]
    return []
