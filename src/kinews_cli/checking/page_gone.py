"""Signs of removed videos and of parked domains. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinews_cli.border import clean
from kinews_cli.checking import page_parked_words as parked
from kinews_cli.checking import page_paths
from kinews_cli.checking import page_words as say
from kinews_cli.checking.page_grammar import word_set
from kinews_cli.checking.page_scene import Said, Scene
from kinews_cli.checking.page_stated import missing
from kinews_cli.model.verdict import Evidence

_MUCH = 3_000
_NOTHING_ELSE = 120  # characters of a page that says "this domain is for sale" and no more
_BARE = 600
_STRANGE = 4  # words of its own that a heading may have and still say nothing else
_PLAYABILITY = re.compile(rb'"playabilitystatus"\s*:\s*\{\s*"status"\s*:\s*"(\w+)"(.{0,400})', re.DOTALL)
_DOMAIN_WORDS = word_set(
    "domain domains parking parked domaining domainname domainnamen webhosting hosting domainhandel suspended"
)


def video_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    signs: list[Evidence] = []
    if (scene.facts.title or "").strip().lower() == "- youtube":
        signs.append(Evidence("title", "- YouTube"))
        if not scene.facts.first("og:title"):
            signs.append(Evidence("no_metadata", "no og:title"))
    played = _PLAYABILITY.search(scene.raw)
    if played and (played[1] == b"error" or (played[1] == b"login_required" and b"priva" in played[2])):
        signs.append(Evidence("playability", played[1].decode().upper()))
    for place, said in scene.top:
        if any(sign.signal == place for sign in signs):
            continue
        part = missing(said.folded, say.VIDEO_MISSING)
        aside = _is_aside(scene, place, said)
        if part is not None and not aside and (place == "text" or say.strange(said.folded) <= _STRANGE):
            signs.append(said.sign(place))
    known = scene.named_after_slug and not _says_this_video(scene)
    if not signs or (known and not any(sign.signal == "playability" for sign in signs)):
        return [], False
    if scene.little_text:
        signs.append(scene.size_sign)
    return signs, scene.little_text


def _says_this_video(scene: Scene) -> bool:
    """Whether the first heading is the notice: media libraries keep title and description of what they took away."""
    heading = next(iter(scene.headings), None)
    return (
        heading is not None
        and say.OWN.search(heading.folded) is not None
        and missing(heading.folded, say.VIDEO_MISSING) is not None
    )


def _is_aside(scene: Scene, place: str, said: Said) -> bool:
    """Whether a text stands beside something else: players are embedded in articles and listed in playlists."""
    if place == "heading":
        return scene.shortened(said)
    before = any(
        other.order < said.order and not say.APOLOGY.search(other.folded) for other in (*scene.headings, *scene.texts)
    )
    return place == "text" and before and not any(part.folded in {"youtube", "mediathek"} for part in scene.title)


# --- Parked domains -----------------------------------------------------------------------------------------------------


def parked_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    if _is_market(scene.asked):
        return [], False
    signs = [] if scene.body.running > _MUCH else list(_parked_statements(scene))
    stated = len(signs)
    says_nothing_else = stated >= 3 and scene.body.running < _NOTHING_ELSE
    if page_paths.path_words(scene.asked) & _DOMAIN_WORDS and not says_nothing_else:
        return [], False  # what was linked speaks of domains
    service = next((mark for mark in parked.PARKING_SERVICES if mark in scene.raw), None)
    if service is not None and scene.body.running <= _MUCH:
        signs.append(Evidence("parking_service", service.decode()))
    if _is_market(scene.landed):
        signs.append(Evidence("landed", clean(scene.landed)))
    if not signs:
        return [], False
    if any(said.folded == "domain" for said in (*scene.title, *scene.headings[:1])):
        signs.append(Evidence("host_as_title", clean(scene.facts.title or "")))
    if scene.little_text:
        signs.append(scene.size_sign)
    against = scene.named_after_slug or scene.article
    return signs, not against and (bool(stated) or len(signs) > 2 or scene.body.running < _BARE)


def _parked_statements(scene: Scene) -> Iterator[Evidence]:
    about = any(say.ABOUT.search(said.folded) for said in scene.title)
    seen: set[str] = set()
    hosts = {
        said.order for said in scene.headings if said.folded == "domain"
    }  # "beispiel.de", and below: "is for sale"
    for place, said in scene.top:
        if place in seen or (place == "title" and about) or (place == "heading" and scene.shortened(said)):
            continue
        strange = 0 if place == "text" else parked.strange_domain(said.folded)
        folded = f"domain {said.folded}" if place == "text" and said.order - 1 in hosts else said.folded
        sold = strange <= _STRANGE and parked.FOR_SALE.search(folded) and not _speaks_about(scene, place, said)
        if sold or (strange <= _STRANGE // 2 and _placeholder(scene, place, said)):
            seen.add(place)
            yield said.sign(place)


def _speaks_about(scene: Scene, place: str, said: Said) -> bool:
    """Whether a text stands below a heading with a subject, or behind other sentences: a study, a comment, a collection."""
    if place != "text":
        return False
    topic = any(
        other.order < said.order and parked.strange_domain(other.folded) >= 2 and not scene.names_site(other)
        for other in scene.headings
    )
    return topic or (scene.body.running > _BARE and not scene.is_first(said.order))


def _placeholder(scene: Scene, place: str, said: Said) -> bool:
    match = parked.PLACEHOLDER.search(said.folded)
    if match is not None and not say.SUPPOSED.search(said.folded[: match.start()][-40:]):
        return place != "text" or not scene.after_topic(said.order) or scene.body.running < _BARE
    named = any(parked.strange_domain(other.folded) >= 2 for other in scene.headings)
    return place != "text" and not named and scene.body.running < _BARE and bool(parked.BUILDING.fullmatch(said.folded))


def _is_market(url: str) -> bool:
    host = page_paths.host_words(url)
    return bool(host) and ".".join(host[0].split(".")[-2:]) in parked.PARKING_HOSTS
