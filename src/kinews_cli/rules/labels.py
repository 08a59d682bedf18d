"""What a label, or the sentence before a link, says about the source: a year, a site, a title, an author, a number. Pure.

Only forms that can hardly mean anything else are read. "Artikel von 2018" dates the article; "Bericht zur Wahl 2021", "das 2018er
Modell" and "Windows 2000" date something else. "Video bei t3n" names the site; "Artikel über Youtube" names its subject.
"""

from __future__ import annotations

import re

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.issue import BlockType, Link, Part
from kinews_cli.rules.sites import Site, Trade, site_named
from kinews_cli.values import Value

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|märz|march|mar|apr(?:il)?|mai|may|juni?|june|juli?|july|aug(?:ust)?|sept?(?:ember)?"
    r"|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dez(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = rf"(?:\d{{1,2}}\.?\s?{_MONTH},?\s|{_MONTH}\s(?:\d{{1,2}},\s)?|\d{{1,2}}\.\s?\d{{1,2}}\.\s?)?"
# Works whose date is that of their appearance. Not among them: annual reports and films, which are named after a year or have
# a date of their own, "Kontext" and "Zusammenarbeit".
_ANNUAL = r"\w*(?:jahres|geschäfts|quartals|lage|sach|rechenschafts|tätigkeits)-?bericht"
_TEXT = (
    r"[\w-]*(?:artikel|beitrag|paper|studie|preprint|blogpost|essay|kommentar|aufsatz|blogeintrag|meldung|veröffentlichung"
    r"|publikation|article|study)|(?!"
    + _ANNUAL
    + r")[\w-]*bericht|blog post|(?:blog-?|original)?text|(?:forschungs|master|doktor|diplom|abschluss)?arbeit"
)
_MOVING = r"[\w-]*(?:video|clip|spot|vortrag|talk|interview)"
_DATED = rf"(?<![\w-])(?:{_TEXT}|(?P<moving>{_MOVING}))"
# Not a range, not "2000 Wörter", not the beginning of a longer number or date.
_ENDS = r"(?![\w-]|\s?[–—/-]\s?\d|\s(?:bis|und|to|until|and|oder|or)\b|[.,]\d|(?-i:\s[A-ZÄÖÜ])|\s(?:words|pages|people|users)\b)"
_BY = r"\s(?:bei|auf|in|im|von|at|on|by)\s(?P<whose>[^,.;:()]{1,30}?)"
_FROM = r"\s(?:von|aus|vom|from|of|aus dem jahre?)\s"
_CLAIMS = (
    lazy_pattern(rf"{_DATED}(?:{_BY})?{_FROM}{_DAY}{_YEAR}{_ENDS}", re.IGNORECASE),
    lazy_pattern(rf"{_DATED}\s?[(\[](?:(?P<whose>[^()\[\]\d]{{1,40}}?)[,\s]\s?)?{_YEAR}[)\]]", re.IGNORECASE),
    lazy_pattern(rf"{_DATED}{_BY}\s?[(\[]{_YEAR}[)\]]", re.IGNORECASE),
    lazy_pattern(rf"(?<![\w-]){_YEAR}er\s(?:{_TEXT})(?!\w)", re.IGNORECASE),
    lazy_pattern(rf"\w(?P<whose> et al)\.?,?\s?\(?{_YEAR}\)?{_ENDS}"),
)
_PLAIN = r"[\w-]*(?:artikel|beitrag|paper|preprint|blogpost|article)"
_WHOLE_CLAIMS = (
    lazy_pattern(rf"(?:\w+(?:er|es|e)\s)?{_PLAIN},?\s{_YEAR}", re.IGNORECASE),
    lazy_pattern(rf"(?:the\s)?{_YEAR}\s(?:{_PLAIN}|study|blog post)", re.IGNORECASE),
)
_ABOUT = lazy_pattern(r"\b(?:über|zu[mr]?|gegen|für|um|mit|nach|about|against)\b", re.IGNORECASE)
_NEAR = 30  # characters between what introduces a link and the link
_SENTENCE = 60  # characters from which on a label is one, rather than a name

# What a link may lead to, by what its site does.
_SHOWN = {
    Trade.PRESS: "artikel beitrag bericht interview meldung text kommentar essay article",
    Trade.JOURNAL: "artikel beitrag paper studie veröffentlichung publikation article study",
    Trade.PAPERS: "artikel paper studie preprint veröffentlichung publikation article study",
    Trade.VIDEO: "video clip spot vortrag trailer film talk interview",
    Trade.CODE: "code repository repo projekt",
    Trade.SOCIAL: "thread post diskussion beitrag artikel eintrag",
    Trade.HOSTING: "post artikel beitrag",
}
_NOUN = rf"[\w-]*(?:{'|'.join(sorted({noun for nouns in _SHOWN.values() for noun in nouns.split()} | {'demo', 'podcast'}))})"
# "Gelöschte Artikel auf Wikipedia" and "Falsches Video auf Youtube" are subjects; adjectives that only point do no harm.
_POINTING = lazy_pattern(
    r"(?:(?:das|der|die|ein|eine|zum|zur|the|a|an|original|(?:neu|erst|zweit|ganz|vollständig|ausführlich|ursprünglich|kurz|lang"
    r"|älter|aktuell|offiziell|englisch|deutsch|passend|zugehörig|interessant|spannend|lesenswert|sehenswert|weiter)(?:e[rsnm]?))"
    r"\s)*",
    re.IGNORECASE,
)
_HEAD = r"(?P<head>(?:[\w-]+\s){0,3}?)"
_SITE = r"(?P<site>[^,(:]{2,40}?)(?:\s(?:von|vom)\s.*|\s?[,(:].*|\s[–—-]\s.*)?"
_AT_SITE = lazy_pattern(rf"{_HEAD}{_NOUN}\s(?:bei|beim|auf|in|im|on|at)\s{_SITE}", re.IGNORECASE)
_WRITTEN = r"[\w-]*(?:artikel|bericht|meldung|text|kommentar|essay|studie|paper|article|study)"
_OF_PAPER = lazy_pattern(rf"{_HEAD}{_WRITTEN}\s(?:von|vom|der|des|aus|by|from)\s{_SITE}", re.IGNORECASE)
_PRINTED = {Trade.PRESS, Trade.JOURNAL}
_BRACKETED = lazy_pattern(
    r"(?P<before>.*\w)\s?[(\[](?:(?:bei|auf|in|im|via|on|at)\s)?(?P<site>[^()\[\]]{2,40})[)\]]", re.IGNORECASE
)
_COMPOUND = lazy_pattern(r"(?P<site>.{2,40}?)[\s-]+(?P<noun>\w{3,30})")

_QUOTED = lazy_pattern(r"[\"“„]([^\"“”„]{8,200})[\"“”]|»([^»«]{8,200})«|«([^»«]{8,200})»|[‚‘]([^‚‘’]{8,200})[‘’](?!\w)")
_TITLED = lazy_pattern(rf"(?:^|\s)(?:{_NOUN}|buch|kapitel|preprint):?$", re.IGNORECASE)
_AUTHOR = lazy_pattern(
    r"(?i:[\w-]*(?:paper|artikel|studie|preprint|article|study)\s(?:von|by)\s|by\s)?(?P<name>[A-ZÄÖÜ][\w'’-]+)\set\sal\b"
)
_ARXIV_ID = lazy_pattern(r"(?<![\d.])\d{4}\.\d{4,5}(?![\d.]\d)")
_DOI = lazy_pattern(r"\b10\.\d{4,9}/[^\s,;()]+")


class YearClaim(Value, frozen=True):
    """`text` says that the source is of `year`. `whose`: it also names who published it. `moving`: it speaks of a video."""

    year: int
    text: str
    whose: bool = False
    moving: bool = False


class SiteClaim(Value, frozen=True):
    """`alone`: nothing but the name says that the link leads there."""

    site: Site
    alone: bool


def year_claimed(link: Link, part: Part) -> YearClaim | None:
    """The year that the label gives the source, else what introduces the link. None where two years are named."""
    label = link.label
    for form in _WHOLE_CLAIMS:
        match = form.fullmatch(label)
        if match is not None:
            return YearClaim(int(match["year"]), match[0])
    if re.search(_YEAR, label):
        return _one(_claims(label) if len(label) <= _SENTENCE else _claims_at_end(label), label)
    text = introduction(link, part)
    return _one(_claims_at_end(text), text)


def introduction(link: Link, part: Part) -> str:
    """The end of the sentence that leads up to a link: in its own paragraph, or in one that ends in a colon above its line.

    Empty where another link stands between, or where several links follow.
    """
    for index, block in enumerate(part.blocks):
        if not block.line <= link.line <= block.end_line:
            continue
        if block.type is not BlockType.LINK:
            before, found, behind = block.text.partition(link.url)
            once = found and link.url not in behind
            return _last_sentence(before) if once and "://" not in _last_sentence(before) else ""
        above = part.blocks[index - 1] if index else None
        below = part.blocks[index + 1] if index + 1 < len(part.blocks) else None
        single = below is None or below.type is not BlockType.LINK
        if single and above is not None and above.type is BlockType.PARAGRAPH and above.text.endswith(":"):
            return _last_sentence(above.text)
    return ""


def site_claimed(label: str) -> SiteClaim | None:
    """The site that a label says its link leads to."""
    for claim in (_at_site(label), _of_paper(label), _compound(label), _bracketed(label), _alone(label)):
        if claim is not None:
            return claim
    return None


def title_quoted(label: str) -> tuple[str, bool] | None:
    """The one title that a label quotes, and whether it says what it is a title of ('Paper "..."'); None without one."""
    found = list(_QUOTED.finditer(label))
    if len(found) != 1:
        return None
    before, behind = label[: found[0].start()].strip(), label[found[0].end() :].strip(" .:,")
    title = next(group for group in found[0].groups() if group)
    named = _TITLED.search(before) is not None and not _ABOUT.search(before)
    if named or (not before and not behind):
        return title, named
    return None


def first_author(label: str) -> str | None:
    """The name in "Poplin et al." where the label is about that paper itself."""
    match = _AUTHOR.match(label)
    return match["name"] if match is not None else None


def numbers_named(label: str) -> dict[str, str]:
    """Identifiers in a label, by what gives them: "arxiv", "doi"."""
    found = {"arxiv": _ARXIV_ID.search(label), "doi": _DOI.search(label)}
    return {kind: match[0].rstrip(".").lower() for kind, match in found.items() if match is not None}


def _claims(text: str) -> list[YearClaim]:
    claims: list[YearClaim] = []
    for match in (match for form in _CLAIMS for match in form.finditer(text)):
        said = match.groupdict()
        if not _ABOUT.search(said.get("whose") or ""):
            claims.append(YearClaim(int(match["year"]), match[0], bool(said.get("whose")), bool(said.get("moving"))))
    return claims


def _claims_at_end(text: str) -> list[YearClaim]:
    """Those close to the link: what a sentence says before may be about another work."""
    return [claim for claim in _claims(text) if len(text) - text.rfind(claim.text) - len(claim.text) <= _NEAR]


def _one(claims: list[YearClaim], text: str) -> YearClaim | None:
    return claims[0] if claims and len(set(re.findall(_YEAR, text))) == 1 else None


def _at_site(label: str) -> SiteClaim | None:
    """As in "Werbespot auf Youtube", "Neuer Artikel bei t3n"."""
    site = _site_behind(_AT_SITE, label)
    return SiteClaim(site, alone=False) if site is not None else None


def _of_paper(label: str) -> SiteClaim | None:
    """As in "Bericht der Tagesschau", "Artikel von heise"; not "Video der Tagesschau", which YouTube shows too."""
    site = _site_behind(_OF_PAPER, label)
    return SiteClaim(site, alone=False) if site is not None and site.trade in _PRINTED else None


def _site_behind(form: re.Pattern[str], label: str) -> Site | None:
    match = form.fullmatch(label)
    return site_named(match["site"]) if match is not None and _POINTING.fullmatch(match["head"]) else None


def _compound(label: str) -> SiteClaim | None:
    """As in "Youtube Video", "t3n-Artikel"; not "Youtube-Studie", which is one about YouTube."""
    match = _COMPOUND.fullmatch(_POINTING.sub("", label, count=1))
    site = site_named(match["site"]) if match is not None else None
    if match is None or site is None or not match["noun"].lower().endswith(tuple(_SHOWN[site.trade].split())):
        return None
    return SiteClaim(site, alone=False)


def _bracketed(label: str) -> SiteClaim | None:
    """As in "Paper (arXiv, PDF)"; in "Neue Regeln (Youtube)" the name may be the subject."""
    match = _BRACKETED.fullmatch(label)
    if match is None:
        return None
    sites = [site for part in match["site"].split(",") if (site := site_named(part)) is not None]
    if len(sites) != 1:
        return None
    return SiteClaim(sites[0], alone=_TITLED.search(match["before"]) is None)


def _alone(label: str) -> SiteClaim | None:
    """A name that is the whole label, or that of a medium behind a dash: "Was das Gesetz ändert - heise online"."""
    site = site_named(label)
    if site is None:
        tail = re.split(r"\s[|–—-]\s", label)
        site = site_named(tail[-1]) if len(tail) > 1 else None
        site = site if site is not None and site.trade is Trade.PRESS else None
    return SiteClaim(site, alone=True) if site is not None else None


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[A-ZÄÖÜ„\"»])", text.rstrip(" (:<"))[-1]
