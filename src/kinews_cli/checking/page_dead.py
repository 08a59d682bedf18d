"""Signs of an error page behind a 200: what it says (`page_stated`) and what systems leave in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from kinews_cli.border import clean
from kinews_cli.checking import page_paths
from kinews_cli.checking.page_grammar import marks
from kinews_cli.checking.page_scene import Scene
from kinews_cli.checking.page_stated import Stated, path_speaks, statements
from kinews_cli.model.verdict import Evidence

_MUCH = 3_000
_VERY_MUCH = 8_000
_SOME = 800
_BARE = 600
_NOTHING_ELSE = 200
# Left by systems in the pages that they know to be error pages: WordPress, Drupal, TYPO3, Shopware, Ghost, Squarespace.
_ERROR_MARKS = re.compile(
    r"(?:(?:page|body|is|has|template|path|route|view|status|type|layout|http|tpl|site|wp|main|content|section|error"
    r"|notfound|node)[-_]*)*(?:error-?404|404|page-?404|err404|404-?page|404-?error|not-?found|pagenotfound|errorpage"
    r"|http-?error|error-?page|fehler-?404|fehlerseite|cms-no-?route)"
    r"(?:[-_](?:page|template|php|body|error|default|content|wrapper|not-?found|seite|index))*"
)
# How frameworks and tag managers are told that the page is the error page: Next.js (both routers), Nuxt, Gatsby, MediaWiki.
_APP_STATES = marks(
    r"""
    "page":"/404"  "page":"/_error"  "page":"/_error/404"  name="next-error" content="not-found"
    next_http_error_fallback;404  "digest":"next_not_found"  statuscode:404,  "statuscode":404,"statusmessage"
    "statuscode":404,"name":"  "componentchunkname":"component---src-pages-404  "is404":true  "pagetype":"404"
    "page_type":"404"  "pagetype":"notfound"  "pagetype":"not found"  'pagetype':'404  pagetype: "404  "pagename":"404
    "template":"404"  "errorcode":404  "httpstatus":404  "http_status":404  "responsestatus":404  "response_code":404
    class="noarticletext  class="error-404 not-found  "currentpath":"system\/404"  window.pagepath="/404.html"
    data-page-type="404  data-pagetype="404  data-template="404
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
_UNMISTAKABLE = {"status_meta", "app_state"}  # no page but a missing one has these, whatever it is named after
# "errorpage" may be the page of any fault, "error-404" is that of a missing one.
_MISSING_MARK = re.compile(r"404|410|not-?found|no-?route")


def dead_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    """The signs of an error page, and whether they are clear and nothing speaks against them."""
    hard = list(_hard_signs(scene))
    stated = statements(scene)
    if page_paths.is_start(scene.asked) and not _is_all_a_start_page_says(scene, stated):
        stated = []
    if not hard and scene.body.running > _SOME and not any(one.clear for one in stated):
        stated = []  # a doubtful word somewhere on a page that has much else to say
    if not stated and not hard:
        return [], False
    signs = [*(one.sign for one in stated), *hard]
    if scene.little_text:
        signs.append(scene.size_sign)
    unlisted = "noindex" in f"{scene.facts.first('robots')} {scene.headers.get('x-robots-tag')}".lower()
    if unlisted:
        signs.append(Evidence("noindex", "robots: noindex"))
    clear = any(one.clear or (hard and one.missing) for one in stated) or _agree(scene, stated)
    clear = clear or any(unlisted or _means_missing(sign) for sign in hard)
    return signs, clear and not _speaks_against(scene, stated, hard)


def _means_missing(sign: Evidence) -> bool:
    return sign.signal != "page_class" or _MISSING_MARK.search(sign.value) is not None


def _is_all_a_start_page_says(scene: Scene, stated: list[Stated]) -> bool:
    if len(stated) > 1:
        return scene.body.running <= _BARE
    return scene.body.running <= _NOTHING_ELSE and any(one.clear and one.sign.signal == "text" for one in stated)


def _agree(scene: Scene, stated: list[Stated]) -> bool:
    """Whether two places of a bare page say that something is missing: each might mean a part of it, together they do not."""
    return len(stated) > 1 and all(one.missing for one in stated) and scene.body.running < _SOME


def urljoin_safe(base: str, url: str | None) -> str | None:
    """The absolute address, or None where one cannot be made."""
    try:
        return urljoin(base, url) if url else None
    except ValueError:
        return None


def _speaks_against(scene: Scene, stated: list[Stated], hard: list[Evidence]) -> bool:
    places = {one.sign.signal for one in stated}
    if not stated and len(hard) < 2 and not scene.little_text:
        return True
    if scene.body.running > (_VERY_MUCH if hard or len(places) > 1 else _MUCH):
        return True
    if places == {"text"} and not hard and scene.body.running > _SOME and not (stated[0].spelt and scene.little_text):
        return True
    if scene.named_after_slug and not (hard and stated) and not any(sign.signal in _UNMISTAKABLE for sign in hard):
        return not any(one.listing and one.clear for one in stated)
    return scene.article and not scene.little_text


def _hard_signs(scene: Scene) -> Iterator[Evidence]:
    for name in _STATUS_METAS:
        status = (scene.facts.first(name) or "").strip()
        if status[:3] in {"404", "410"}:
            yield Evidence("status_meta", clean(f"{name}: {status}", limit=60))
            break
    speaks = path_speaks(scene.asked)  # wikis name the class after the page, and the page may be about errors
    mark = next((mark for mark in scene.body.marks if _ERROR_MARKS.fullmatch(mark)), None)
    if mark is not None and not speaks:
        yield Evidence("page_class", clean(mark, limit=60))
    state = next((state for state in _APP_STATES if state in scene.raw), None)
    if state is not None:
        yield Evidence("app_state", clean(state.decode(), limit=60))
    if speaks or page_paths.is_error_path(scene.asked):
        return
    for signal, url in (("landed", scene.landed), ("canonical", urljoin_safe(scene.landed, scene.facts.canonical))):
        if url and page_paths.is_error_path(url):
            yield Evidence(signal, clean(url))
            break
