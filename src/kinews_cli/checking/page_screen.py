"""A cheap look at the raw body, before any parser: is there anything to judge? Pure; a few passes over the bytes.

Most pages that live must fall through here, for parsing costs milliseconds. On a page of any size its title and first
headings are looked at; words anywhere in the source count on small pages only, where error pages, challenges and parked
domains live. On large ones a few phrases count that stand in the text rather than in a script or an attribute.
"""

from __future__ import annotations

import re
from functools import cache

from kinews_cli.checking import page_paths
from kinews_cli.checking.page_grammar import marks
from kinews_cli.web.answer import Answer

_LOOKED = 256 * 1024
_MIDDLE = 160 * 1024
_SMALL = 16 * 1024
_HEAD = 16 * 1024
_TITLE = 300
_HEADINGS = 16
_HITS = 6  # of one phrase that are looked at
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_HEADING = re.compile(rb"<h[1-4][ >]")

_TELLING = r"""
        \b4[o0]4|\b410\b|t gefunden|ts gefunden|not.?found|\bfehler|error\b|existier|exist\b|verf.{1,6}gbar|unavail|available
        cht mehr|longer|gel.{1,6}scht|entfernt|removed|deleted|expired|abgelaufen|\bvergeben\b|besetzt|veraltet|unbekannt
        im sortiment|be found|deaktiv|offline|\bgone\b|missing|fehlt|leider|sorry|\boops|\bu+ps\b|hoppla|\bhuch|cht da\b|nichts
        nothing|\blost\b|verlaufen|verirrt|schief|wrong|abgebogen|leere\b|n.{1,6}t find|not find|auffind|vorhanden|ung.{1,6}ltig
        invalid|\boje\b|gibt.{1,30}nicht|besteh(?:t|en) |gibt'?s |no such|kein |keine |verschwunden|verschollen|sackgasse|nirgend
        unknown|\bhmm|could.{1,8}t |cannot|unable|looking for|you (?:asked|requested)|no page|dead end|inaktiv|beendet|\bclosed
        \bfilled|geschlossen
        \bdomain|verkaufen|zum verkauf|for sale|parked|parking|geparkt|entsteht|suspend|gesperrt|coming soon|construction
        soeben|freigeschaltet|hinterlegt|offer\b|\bwillkommen</|im aufbau
        default page|nginx|apache|\biis\b|it works|platzhalter|webspace|test page|future home|plesk|bandwidth|caddy
        \blog ?-?in\b|\blog ?on\b|\bsign ?-?in\b|anmelden|anmeldung|einlogg|authent|passwor|kennwort|intranet|zugang
        einen moment|a moment|captcha|robot\b|roboter|you are human|ein mensch|denied|verweigert|checkpoint
        security (?:check|verif)|sicherheits(?:pr|.{1,6}berpr|ab|che|kon)|browser|client challenge|blocked|blockiert|ddos
        attention required|interruption|bitte warten|please wait|unsuccessful|verify|verification|not a bot|rejected|forbidden
        too many|viele anfragen
        bevor sie|bevor du|before you|zustimm|einwillig|consent|cookie|mit werbung|privatsph|privacy|datenschutzeinst
        privates|private video|is private|ist privat|- youtube
"""
_ON_SMALL = marks(
    """
    404  nicht gefunden  not found  besteht nicht  gibts  kein  versch  erreichbar  available  leider  sorry
    nicht mehr  no longer  existier  exist  cht vorhanden  gefunden  t find  be found
    ichts  unbekannt  veraltet  besetzt  vergeben  unavailable  gbar  removed  entfernt  deleted  scht  abgelaufen
    expired  offline  missing  fehl  gone
    domain  verkauf  for sale  parking  entsteht  suspended  coming soon  construction  im aufbau  default page  it works
    gesperrt  deaktiviert  reserviert  registriert  freigeschaltet  hinterlegt  lander  published  plesk
    adblockkey  placeholder  ffentlicht  proper operation  server is
    type="password"  type=password  anmelden  einloggen  sign in  log in  samlre
    captcha  challenge  _incapsula  moment  denied  verweigert  robot  anubis  checkpoint  kpsdk  ddos  verif  forbidden
    too many  viele anfragen  blocked  blockiert
    zustimm  akzeptier  mit werbung  datenschutzeinst  before you continue  bevor  consent  playability  privat  refresh
    location  statuscode
    next-error
    """
)
_ON_MIDDLE = marks(
    r"""
    sedoparking  parkingcrew  data-adblockkey  parking-lander  next-error  prerender-status-code  "page":"/404"
    error-404 not-found  noarticletext  "system\/404"
    """
)
_IN_TEXT = marks(
    """
    nicht gefunden  nicht mehr verf  not be found  existiert nicht  no longer available  gibt es leider nicht  gibts leider
    is no longer  doesn't exist  does not exist  couldn't find  >404<  parked for free  parked free  buy this domain
    may be for sale  you requested
    """
)
_MARKED = re.compile(rb"<(?:body|html|main)[^>]{0,600}(?:error-?404|not-?found|404|error-?page|fehlerseite|no-?route)")


@cache
def _telling() -> re.Pattern[bytes]:
    """What titles and headings are searched for; compiled on first use, since every run imports this module.

    Umlauts stand in pages as UTF-8, as Latin-1, as entities and spelt out: any few bytes will do.
    """
    return re.compile("|".join(re.split(r"\n +", _TELLING.strip())).encode())


def is_page(answer: Answer) -> bool:
    """Whether this is HTML, by its header and its first byte."""
    return answer.content_type in _PAGES and (
        answer.content_type not in {"", "text/plain"} or answer.body[:200].lstrip()[:1] == b"<"
    )


def worth_judging(answer: Answer) -> bool:
    """Whether a parser should look. A handful of passes over a large page, some dozens over a small one, each in C."""
    if not is_page(answer):
        return False
    if "refresh" in answer.headers:
        return True
    body = answer.body[:_LOOKED].lower()
    if _title_tells(body, answer.url) or _headings_tell(body):
        return True
    if len(body) <= _SMALL:
        return any(word in body for word in _ON_SMALL)
    if _MARKED.search(body, 0, _HEAD):
        return True
    if len(body) <= _MIDDLE and any(word in body for word in _ON_MIDDLE):
        return True
    return any(_in_text(body, phrase) for phrase in _IN_TEXT)


def _title_tells(body: bytes, url: str) -> bool:
    """Whether the title holds a telling word, or nothing but the host: so parking services name their pages."""
    start = body.find(b"<title")
    if start < 0:
        return False
    end = body.find(b"</title", start, start + _TITLE)
    title = body[start : end if end > 0 else start + _TITLE]
    name = title.partition(b">")[2].strip().removeprefix(b"www.").decode("ascii", "replace")
    return bool(_telling().search(title)) or (len(name) > 3 and name in page_paths.host_words(url))


def _headings_tell(body: bytes) -> bool:
    left = _HEADINGS
    for heading in _HEADING.finditer(body):
        end = body.find(b"</h", heading.end(), heading.end() + _TITLE)
        if _telling().search(body, heading.end(), end if end > 0 else heading.end() + _TITLE):
            return True
        left -= 1
        if not left:
            break
    return False


def _in_text(body: bytes, phrase: bytes) -> bool:
    """Whether the phrase stands in a text of the page: a tag ends shortly before it, with no quote or brace between."""
    position = -1
    for _ in range(_HITS):
        position = body.find(phrase, position + 1)
        if position < 0:
            return False
        before = body[max(0, position - 160) : position]
        text = before[before.rfind(b">") + 1 :] if b">" in before else b'"'
        if b'"' not in text and b"{" not in text and b"<" not in text and b"=" not in text:
            return True
    return False
