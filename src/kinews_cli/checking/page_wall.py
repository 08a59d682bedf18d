"""Signs of a page that stands before the linked one: log-in, consent, bot defence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinews_cli.border import clean
from kinews_cli.checking import page_paths
from kinews_cli.checking import page_wall_words as say
from kinews_cli.checking.page_grammar import words
from kinews_cli.checking.page_scene import Said, Scene
from kinews_cli.checking.page_words import strange
from kinews_cli.model.verdict import Evidence

_BARE = 400
_EMPTY = 300
_SUBJECT = 2  # words of its own
_MUCH = 3_000
_MUCH_CONSENT = 800
_CONSENT_TALK = re.compile(
    r"cookie|daten|zustimm|einwillig|tracking|werbung|partner|privacy|privatsphaere|consent|personal|abo|advert|identifier|anbieter|akzept|accept"
)


def login_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    if _is_login(scene.asked) or page_paths.is_start(scene.asked):
        return [], False
    stated = list(_login_statements(scene))
    built = list(_login_built(scene))
    sent = any(sign.signal == "landed" for sign in built)
    if not sent and (not stated or (_has_subject(scene) and not any(sign.signal == "title" for sign in stated))):
        return [], False
    signs = [*stated, *built]
    if scene.little_text:
        signs.append(scene.size_sign)
    free = scene.little_text and not scene.named_after_slug and not scene.article and (bool(built) or len(stated) > 2)
    return (signs, True) if free else ([], False)


def _login_statements(scene: Scene) -> Iterator[Evidence]:
    seen: set[str] = set()
    sent = scene.landed != scene.asked and _is_login(scene.landed)
    for place, said in scene.top:
        if place in seen:
            continue
        needed = say.LOGIN_NEEDED.search(said.folded) and not say.LOGIN_TO_WRITE.search(said.folded)
        box = say.LOGIN_BOX.search(said.folded) and not say.LOGIN_NEEDED.search(say.LOGIN_BOX.sub(" ", said.folded))
        aside = place == "text" and not sent and (box or scene.after_topic(said.order))
        if (needed and not aside) or (place != "text" and say.LOGIN_TITLE.fullmatch(said.folded)):
            seen.add(place)
            yield said.sign(place)


def _has_subject(scene: Scene) -> bool:
    """Whether a heading is about something else: shops and portals carry a login box on each of their pages."""
    return any(
        strange(said.folded) >= _SUBJECT and not say.LOGIN_TALK.search(said.folded) and not scene.names_site(said)
        for said in scene.headings
    )


def _login_built(scene: Scene) -> Iterator[Evidence]:
    if scene.body.passwords:
        yield Evidence("password_field", f"{scene.body.passwords}")
    form = next((form for form in scene.body.forms if _is_login(form)), None)
    if form is not None:
        yield Evidence("login_form", clean(form))
    elif b"samlrequest" in scene.raw or b"samlresponse" in scene.raw:
        yield Evidence("login_form", "SAML")
    if scene.landed != scene.asked and _is_login(scene.landed):
        yield Evidence("landed", clean(scene.landed))


def _is_login(url: str) -> bool:
    parts = page_paths.split(url)
    label = (parts.hostname or "").partition(".")[0]
    places = {part.lower().partition(".")[0] for part in parts.path.split("/") if part}
    return label in {"login", "signin", "sso", "idp", "accounts", "auth"} or not places.isdisjoint(say.LOGIN_PLACES)


def consent_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    if scene.body.passwords:
        return [], False
    wall = False
    signs: list[Evidence] = []
    for place, said in scene.top:
        if any(sign.signal == place for sign in signs) or not say.CONSENT.search(said.folded):
            continue
        wall = wall or (place == "title" and _is_only(say.CONSENT, said)) or bool(say.CONSENT_WALL.search(said.folded))
        signs.append(said.sign(place))
    host = (page_paths.split(scene.landed).hostname or "").partition(".")[0]
    host_asks = host in say.CONSENT_HOSTS and host not in (page_paths.split(scene.asked).hostname or "")
    if host_asks or _was_sent(scene, say.CONSENT_PLACES):
        signs.append(Evidence("landed", clean(scene.landed)))
        wall = True
    if not wall:
        return [], False
    choices = [block for block in scene.body.blocks if block.linked and _chooses(block.text)]
    sent = any(sign.signal == "landed" for sign in signs)
    if not sent and not choices and scene.body.visible > _EMPTY:
        return [], False  # an article about such walls has no button to press; a wall in a frame has nothing else
    if not sent and choices and all(block.furniture for block in choices) and scene.body.running > _MUCH_CONSENT:
        return [], False  # the button is that of the cookie notice, and the text beside it is an article's
    if choices:
        signs.append(Evidence("consent_choice", clean(choices[0].text, limit=60)))
    other = _other_text(scene)
    if other < _BARE:
        signs.append(Evidence("little_text", f"{other} characters of anything else"))
    free = other < _BARE and not scene.named_after_slug and not scene.article
    return (signs, True) if free else ([], False)


def _was_sent(scene: Scene, places: frozenset[str]) -> bool:
    """Whether a redirect ended below one of these parts of a path, and the link did not ask for it."""
    asked, landed = (
        {part.lower().partition(".")[0] for part in page_paths.split(url).path.split("/")}
        for url in (scene.asked, scene.landed)
    )
    return not places.isdisjoint(landed) and places.isdisjoint(asked)


def _chooses(text: str) -> bool:
    return len(text) < 60 and bool(say.CONSENT_CHOICE.match(words(text)))


def _other_text(scene: Scene) -> int:
    texts = (block.text for block in scene.body.blocks if not block.furniture and block.linked < len(block.text) / 2)
    return sum(len(text) for text in texts if len(text) >= 60 and not _CONSENT_TALK.search(words(text)))


def challenge_signs(scene: Scene) -> tuple[list[Evidence], bool]:
    marks = {name: mark for mark, name in reversed(say.CHALLENGE_MARKS) if mark in scene.raw}
    signs: list[Evidence] = []
    for place, said in scene.top:
        if (
            len(said.folded) < 160
            and not any(sign.signal == place for sign in signs)
            and say.CHALLENGE.search(said.folded)
        ):
            signs.append(said.sign(place))
    stated = len(signs)
    sent = _was_sent(scene, say.CHALLENGE_PLACES)
    if sent:
        signs.append(Evidence("landed", clean(scene.landed)))
    own = [name for name in marks if name not in say.WIDGETS]
    name = own[0] if own else next(iter(marks), None)
    if name is not None:
        signs.append(Evidence("challenge_marker", name))
    if not stated and not (own and scene.body.running < _BARE):
        return [], False
    if not own and not sent and not _says_only_that(scene):
        return [], False
    if scene.little_text:
        signs.append(scene.size_sign)
    free = scene.little_text and not scene.named_after_slug and not scene.article
    return (signs, True) if free else ([], False)


def _says_only_that(scene: Scene) -> bool:
    """Without a mark of a bot defence: the title says that this is a check, and nothing else, and so does the page."""
    title = [said for said in scene.title if _is_only(say.CHALLENGE, said)]
    below = (*scene.headings[:2], *scene.texts[:3])
    return bool(title or not scene.title) and any(say.CHALLENGE.search(said.folded) for said in below)


def _is_only(table: re.Pattern[str], said: Said) -> bool:
    match = table.search(said.folded)
    return match is not None and strange(said.folded.replace(match[0], " ")) <= 1
