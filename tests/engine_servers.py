"""Translation services on loopback, in all their moods: Google's page `/m`, LibreTranslate, DeepL.

    with EngineServer("libre", lookup({"Guten Tag.": "Good day."})) as server:
        kinews("build", "006.txt", "--engine", "libre", "--engine-url", server.url)

        server.play(Mode.STALL)              # from the next translation on
        server.play(Mode.HTTP_503, times=2)  # for two translations, then well again
        server.requests      # every request, in order: tests/local_web.Request
        server.translations  # those of them that ask for a translation
        server.texts         # every text received for translation, in order, repeated ones again
        server.characters    # how many characters these have together
        server.glossaries    # what the account at DeepL holds, by id

What a service in good health answers is a function of the text: `lookup(pairs)` knows references and tolerates
placeholders, `identity` gives the text back, and any other `str -> str` plays an engine that does harm to texts.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any, Literal, Self

import trustme

from local_web import HTML, LocalWeb, Reply, Request

Answers = Callable[[str], str]
Protocol = Literal["google", "libre", "deepl"]
JSON = {"Content-Type": "application/json"}
ERROR_TEXT = (
    "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know."
)
QUOTA_TEXT = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
CONSENT_PAGE = (
    "<html><title>Before you continue</title><body>Before you continue: we use cookies. <b>Accept all</b></body></html>"
)
_PLACEHOLDER = re.compile(r"\{\s*[A-Za-z]*[0-9]+\s*\}|\bX[QZJXWV]{3,6}[A-H]{1,6}X\b")
_ENUMERATOR = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|\(?[a-z]\)|[-*•–·])\s+")
_MOST_TEXTS = 50  # DeepL, one request
_MOST_BYTES = 128 * 1024


class Mode(StrEnum):
    """What a service does instead of translating. A mode that speaks of lists is `OK` where a protocol has none."""

    OK = auto()
    STALL = auto()  # the connection stands, nothing comes
    REFUSED = auto()  # nobody listens any more; cannot be taken back
    RESET = auto()
    CUT = auto()  # the connection ends within the answer
    DRIP = auto()  # the right answer, one byte at a time
    HUGE = auto()  # an answer of 3 MB
    HTTP_429 = auto()
    HTTP_429_RETRY_AFTER = auto()  # `retry_after` seconds
    HTTP_503 = auto()
    HTTP_503_RETRY_AFTER = auto()
    OVERLOADED = auto()  # 529, DeepL's word for it
    QUOTA = auto()  # 456 at DeepL, 429 elsewhere
    WRONG_KEY = auto()  # 403
    TOO_LARGE = auto()  # 413
    REDIRECT = auto()
    CONSENT = auto()  # a page with status 200
    ERROR_TEXT = auto()  # in place of each translation
    QUOTA_TEXT = auto()
    NULL = auto()  # null in place of each translation; a page without a result
    EMPTY = auto()
    ECHO = auto()
    TRUNCATED = auto()  # the first half of each translation
    SWAPPED = auto()  # each text gets another one's translation
    REPEATED = auto()  # a phrase ten times
    MARKUP = auto()
    GERMAN = auto()  # a German sentence that is not the source
    NUMBERS_LOST = auto()
    WRONG_JSON = auto()  # half of it
    WRONG_SHAPE = auto()  # JSON, but of another service
    WRONG_TYPE = auto()  # a picture
    SHORT_LIST = auto()
    LONG_LIST = auto()


def identity(text: str) -> str:
    return text


def lookup(pairs: Mapping[str, str], glossary: Mapping[str, str] | None = None) -> Answers:
    """Answers known texts with their translation, placeholders in their places; others come back as they are.

    `glossary`: German and English, for terms that travel as placeholders and stand translated in the references.
    """
    known: dict[str, str] = {}
    for german, english in pairs.items():
        known[_folded(german)] = _folded(english)
        known.setdefault(_folded(_ENUMERATOR.sub("", german, count=1)), _folded(_ENUMERATOR.sub("", english, count=1)))

    def answer(text: str) -> str:
        sent = _folded(text)
        if sent in known:
            return known[sent]
        holes = _PLACEHOLDER.findall(sent)
        shape = re.compile("(.+?)".join(map(re.escape, _PLACEHOLDER.split(sent))))
        found = next(((match, known[key]) for key in known if holes and (match := shape.fullmatch(key))), None)
        return (
            text if found is None else _with_holes(found[1], dict(zip(holes, found[0].groups(), strict=True)), glossary)
        )

    return answer


def _with_holes(english: str, holes: Mapping[str, str], glossary: Mapping[str, str] | None) -> str:
    """The translation with placeholders for what they stand for, from left to right."""
    end = 0
    for hole, original in holes.items():
        stands = original if original in english else _term(original, glossary or {})
        at = english.find(stands, end)
        at = english.find(stands) if at < 0 else at
        if stands and at >= 0:
            english = english[:at] + hole + english[at + len(stands) :]
            end = at + len(hole)
    return english


def _term(original: str, glossary: Mapping[str, str]) -> str:
    """The English of a term in any of its forms: the first letters of each word tell."""

    def stems(text: str) -> list[str]:
        return [word[: max(4, len(word) - 3)].casefold() for word in text.split()]

    return next((english for german, english in glossary.items() if stems(german) == stems(original)), "")


def _folded(text: str) -> str:
    return " ".join(text.split())


@dataclass
class _Played:
    mode: Mode = Mode.OK
    times: int | None = None


@dataclass
class EngineServer:
    """One service. Use as a context manager; `url` is what `--engine-url` takes."""

    protocol: Protocol
    answers: Answers = identity
    key: str | None = None  # demanded where given
    glossaries_at: str | None = "/v3"  # DeepL: below which path, or None
    most_glossaries: int = 1000
    most_characters: int | None = None  # LibreTranslate: of one text
    retry_after: float = 1
    authority: trustme.CA | None = None  # speaks TLS
    texts: list[str] = field(default_factory=list)
    translations: list[Request] = field(default_factory=list)
    glossaries: dict[str, dict[str, Any]] = field(default_factory=dict)
    _played: _Played = field(default_factory=_Played)
    _last: str | None = None

    def __enter__(self) -> Self:
        self.web = LocalWeb(self.authority)
        self.web.reply("*", "*", self._reply)
        self.web.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.web.__exit__()

    @property
    def url(self) -> str:
        return self.web.url("/m" if self.protocol == "google" else "")

    @property
    def requests(self) -> Sequence[Request]:
        return self.web.requests

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))

    def play(self, mode: Mode, *, times: int | None = None) -> None:
        """Be in this mode from the next translation on: for so many of them, or until told otherwise."""
        self._played = _Played(mode, times)
        if mode is Mode.REFUSED:
            self.web.__exit__()

    def _reply(self, request: Request) -> Reply:
        if self.protocol == "google" and request.path == "/m":
            return self._translation(request, request.query.get("q", [""]))
        if self.protocol == "libre" and request.path == "/translate":
            return self._libre(request)
        if self.protocol == "libre" and request.path == "/languages":
            return _json([{"code": "de", "name": "German", "targets": ["de", "en"]}])
        if self.protocol == "deepl":
            return self._deepl(request)
        return Reply(404, "<title>404 Not Found</title>", {"Content-Type": HTML})

    def _libre(self, request: Request) -> Reply:
        asked = request.json()
        texts = asked["q"] if isinstance(asked["q"], list) else [asked["q"]]
        if self.key is not None and asked.get("api_key") != self.key:
            return _json({"error": "Invalid API key"}, 403)
        size = max(map(len, texts), default=0)
        if self.most_characters is not None and size > self.most_characters:
            said = f"Invalid request: request ({size}) exceeds text limit ({self.most_characters})"
            return _json({"error": said}, 400)
        return self._translation(request, texts)

    def _deepl(self, request: Request) -> Reply:
        if self.key is not None and request.headers.get("authorization") != f"DeepL-Auth-Key {self.key}":
            return _json({"message": "Forbidden"}, 403)
        if request.path == "/v2/translate":
            return self._deepl_translation(request)
        root = f"{self.glossaries_at}/glossaries"
        if self.glossaries_at is None or not request.path.startswith(root):
            return _json({"message": "Not found"}, 404)
        if request.method == "POST":
            return self._new_glossary(request.json())
        if request.method == "DELETE":
            gone = self.glossaries.pop(request.path.removeprefix(f"{root}/"), None)
            return Reply(204) if gone else _json({"message": "Glossary not found"}, 404)
        return _json({"glossaries": [self._described(name) for name in self.glossaries]})

    def _deepl_translation(self, request: Request) -> Reply:
        asked = request.json()
        if len(request.body) > _MOST_BYTES:
            return _json({"message": "Request Entity Too Large"}, 413)
        if len(asked["text"]) > _MOST_TEXTS or (asked.get("glossary_id") and not asked.get("source_lang")):
            return _json({"message": "Bad request"}, 400)
        if asked.get("glossary_id", None) not in {None, *self.glossaries}:
            return _json({"message": "Glossary not found"}, 404)
        return self._translation(request, asked["text"])

    def _new_glossary(self, asked: Any) -> Reply:
        if len(self.glossaries) >= self.most_glossaries:
            return _json({"message": "Too many glossaries"}, 456)
        content = asked["dictionaries"][0] if self.glossaries_at == "/v3" else asked
        identifier = f"00000000-0000-0000-0000-{len(self.requests):012}"
        self.glossaries[identifier] = {"name": asked["name"], **content}
        return _json(self._described(identifier), 201)

    def _described(self, identifier: str) -> dict[str, Any]:
        held = self.glossaries[identifier]
        languages = {"source_lang": held["source_lang"].lower(), "target_lang": held["target_lang"].lower()}
        described = {"glossary_id": identifier, "name": held["name"], "creation_time": "2026-11-23T08:00:00Z"}
        if self.glossaries_at == "/v3":
            return {**described, "dictionaries": [{**languages, "entry_count": 1}]}
        return {**described, **languages, "ready": True, "entry_count": 1}

    def _translation(self, request: Request, texts: Sequence[str]) -> Reply:
        self.texts += texts
        self.translations.append(request)
        mode = self._next_mode()
        refusal = self._refusal(mode)
        if refusal is not None:
            return refusal
        good = [self.answers(text) for text in texts]
        answers = self._harmed(mode, texts, good)
        self._last = good[-1] if good else None
        if mode is Mode.SHORT_LIST:
            answers = answers[:-1]
        elif mode is Mode.LONG_LIST:
            answers = [*answers, "One more."]
        return _in_transit(mode, self._written(answers))

    def _next_mode(self) -> Mode:
        played = self._played
        if played.times is None:
            return played.mode
        played.times -= 1
        return played.mode if played.times >= 0 else Mode.OK

    def _refusal(self, mode: Mode) -> Reply | None:
        later = {"Retry-After": f"{self.retry_after:g}"}
        statuses: dict[Mode, tuple[int, Mapping[str, str]]] = {
            Mode.HTTP_429: (429, {}),
            Mode.HTTP_429_RETRY_AFTER: (429, later),
            Mode.HTTP_503: (503, {}),
            Mode.HTTP_503_RETRY_AFTER: (503, later),
            Mode.OVERLOADED: (529, {}),
            Mode.QUOTA: (456 if self.protocol == "deepl" else 429, {}),
            Mode.WRONG_KEY: (403, {}),
            Mode.TOO_LARGE: (413, {}),
            Mode.REDIRECT: (302, {"Location": "https://elsewhere.example/"}),
        }
        if mode in statuses:
            status, headers = statuses[mode]
            said = {"error": f"refused ({self.key})", "message": f"refused ({self.key})"}  # some repeat the key
            return Reply(status, json.dumps(said), {**JSON, **headers})
        return {
            Mode.STALL: Reply(200, delay=120),
            Mode.RESET: Reply(reset=True),
            Mode.CONSENT: Reply(200, CONSENT_PAGE, {"Content-Type": HTML}),
            Mode.WRONG_TYPE: Reply(200, b"\x89PNG\r\n\x1a\n" + bytes(50), {"Content-Type": "image/png"}),
            Mode.WRONG_SHAPE: Reply(200, '{"responseData": {"translatedText": "One."}}', JSON),
        }.get(mode)

    def _harmed(self, mode: Mode, texts: Sequence[str], good: Sequence[str]) -> list[str | None]:
        others = [*good[1:], good[0]] if len(good) > 1 else [self._last or good[0]]
        harm: dict[Mode, Callable[[int], str | None]] = {
            Mode.ERROR_TEXT: lambda _: ERROR_TEXT,
            Mode.QUOTA_TEXT: lambda _: QUOTA_TEXT,
            Mode.NULL: lambda _: None,
            Mode.EMPTY: lambda _: "",
            Mode.ECHO: lambda at: texts[at],
            Mode.TRUNCATED: lambda at: good[at][: len(good[at]) // 2],
            Mode.SWAPPED: lambda at: others[at],
            Mode.REPEATED: lambda _: "and this is it " * 10,
            Mode.MARKUP: lambda at: f'<b class="x">{good[at]}</b><script>alert(1)</script>',
            Mode.GERMAN: lambda _: "Das ist ein deutscher Satz, den niemand geschickt hat und der nicht übersetzt ist.",
            Mode.NUMBERS_LOST: lambda at: re.sub(r"[0-9]", "", good[at]),
            Mode.HUGE: lambda _: "x" * 3_000_000,
        }
        return [harm[mode](at) if mode in harm else text for at, text in enumerate(good)]

    def _written(self, answers: Sequence[str | None]) -> Reply:
        if self.protocol == "libre":
            return _json({"translatedText": list(answers)})
        if self.protocol == "deepl":
            return _json({"translations": [{"detected_source_language": "DE", "text": text} for text in answers]})
        result = (
            ""
            if not answers or answers[0] is None
            else f'<div class="result-container">{html.escape(answers[0])}</div>'
        )
        return Reply(200, f"<html><body><div>Translate</div>{result}</body></html>", {"Content-Type": HTML})


def _in_transit(mode: Mode, reply: Reply) -> Reply:
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    if mode is Mode.WRONG_JSON:
        return Reply(reply.status, body[: len(body) // 2], reply.headers)
    drip = 0.05 if mode is Mode.DRIP else 0.0
    return Reply(reply.status, body, reply.headers, drip=drip, cut=len(body) // 2 if mode is Mode.CUT else None)


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value, ensure_ascii=False), JSON)
