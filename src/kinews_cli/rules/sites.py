"""Sites that authors name in labels ("Artikel bei t3n"), and what shows that a link leads there. Pure.

Left out are names that are German or English words of their own beside prepositions ("im Bild", "in der Welt", "im Fokus").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

from kinews_cli.model.dossier import LinkFacts
from kinews_cli.model.source import Source, SourceKind
from kinews_cli.rules.shorteners import is_shortener
from kinews_cli.values import Value


class Trade(StrEnum):
    """What a site does. Only some say with their name alone that the link leads to them."""

    PRESS = "press"
    JOURNAL = "journal"  # its articles also lie elsewhere: at PubMed Central, as a PDF of the authors
    PAPERS = "papers"
    VIDEO = "video"
    CODE = "code"
    SOCIAL = "social"
    HOSTING = "hosting"  # of blogs under their own names: an address elsewhere proves nothing


class Site(Value, frozen=True):
    """`names` are patterns, compared without case; `hosts` stand for all names below them too."""

    name: str
    names: str
    hosts: tuple[str, ...]
    trade: Trade
    doi: str | None = None  # the prefix of its DOIs


def _press(name: str, names: str, hosts: str) -> Site:
    return Site(name, names, tuple(hosts.split()), Trade.PRESS)


SITES = (
    _press("t3n", r"t3n(?:\.de)?", "t3n.de"),
    _press("heise", r"heise(?: online|\.de)?|c['’]t|ix magazin", "heise.de ct.de ix.de"),
    _press("Golem", r"golem(?:\.de)?", "golem.de"),
    _press("Spiegel", r"(?:der )?spiegel(?: online|\.de)?|spon", "spiegel.de"),
    _press("Zeit", r"zeit online|zeit\.de|die zeit|der zeit", "zeit.de"),
    _press("FAZ", r"(?:der )?faz(?:\.net)?|frankfurter allgemeinen?(?: zeitung)?", "faz.net"),
    _press("Süddeutsche", r"(?:der )?(?:sz|süddeutschen?(?: zeitung|\.de)?)", "sueddeutsche.de sz.de"),
    _press("taz", r"(?:der )?taz(?:\.de)?", "taz.de"),
    _press("Handelsblatt", r"handelsblatt", "handelsblatt.com"),
    _press("Tagesschau", r"(?:der )?tagesschau(?:\.de)?", "tagesschau.de"),
    _press("ZDF", r"zdf(?:heute|\.de)?", "zdf.de zdfheute.de"),
    _press("Deutschlandfunk", r"deutschlandfunk(?: kultur| nova)?|dlf",
           "deutschlandfunk.de deutschlandfunkkultur.de deutschlandfunknova.de dlf.de"),
    _press("Netzpolitik", r"netzpolitik(?:\.org)?", "netzpolitik.org"),
    _press("Standard", r"(?:der|dem) standard|derstandard\.at", "derstandard.at derstandard.de"),
    _press("NZZ", r"(?:der )?nzz|neuen? zürcher zeitung", "nzz.ch"),
    _press("The Verge", r"the verge|theverge", "theverge.com"),
    _press("Wired", r"wired", "wired.com wired.de wired.co.uk"),
    _press("TechCrunch", r"techcrunch", "techcrunch.com"),
    _press("Ars Technica", r"ars ?technica", "arstechnica.com"),
    _press("VentureBeat", r"venture ?beat", "venturebeat.com"),
    _press("New York Times", r"(?:der |the )?(?:new york times|nyt|nytimes)", "nytimes.com nyti.ms"),
    _press("Washington Post", r"(?:der |the )?washington post", "washingtonpost.com"),
    _press("Guardian", r"(?:dem |the )?guardian", "theguardian.com guardian.co.uk"),
    _press("BBC", r"(?:der )?bbc(?: news)?", "bbc.com bbc.co.uk"),
    _press("Technology Review", r"(?:mit )?technology review", "technologyreview.com technologyreview.de heise.de"),
    _press("Quanta", r"quanta(?: magazine)?", "quantamagazine.org"),
    _press("IEEE Spectrum", r"(?:ieee )?spectrum", "spectrum.ieee.org"),
    Site("Nature", r"nature(?: (?:medicine|methods|communications|biotechnology|machine intelligence|neuroscience|physics"
         r"|biomedical engineering|energy|genetics|climate change|human behaviou?r|reviews [a-z]+))?", ("nature.com",),
         Trade.JOURNAL, "10.1038/"),
    Site("Science", r"science(?: advances| robotics| immunology)?", ("science.org", "sciencemag.org"), Trade.JOURNAL, "10.1126/"),
    Site("PNAS", r"pnas", ("pnas.org",), Trade.JOURNAL, "10.1073/"),
    Site("PLOS", r"plos(?: one| biology| medicine| computational biology)?", ("plos.org",), Trade.JOURNAL, "10.1371/"),
    Site("The Lancet", r"(?:the )?lancet", ("thelancet.com",), Trade.JOURNAL, "10.1016/"),
    Site("arXiv", r"arxiv(?:\.org)?", ("arxiv.org", "ar5iv.org", "alphaxiv.org"), Trade.PAPERS, "10.48550/"),
    Site("bioRxiv", r"biorxiv", ("biorxiv.org",), Trade.PAPERS, "10.1101/"),
    Site("medRxiv", r"medrxiv", ("medrxiv.org",), Trade.PAPERS, "10.1101/"),
    Site("OpenReview", r"openreview", ("openreview.net",), Trade.PAPERS),
    Site("YouTube", r"you ?tube", ("youtube.com", "youtu.be", "youtube-nocookie.com"), Trade.VIDEO),
    Site("Vimeo", r"vimeo", ("vimeo.com",), Trade.VIDEO),
    Site("Twitch", r"twitch", ("twitch.tv",), Trade.VIDEO),
    Site("GitHub", r"git ?hub", ("github.com", "github.io", "githubusercontent.com", "github.blog"), Trade.CODE),
    Site("GitLab", r"git ?lab", ("gitlab.com", "gitlab.io"), Trade.CODE),
    Site("Bitbucket", r"bitbucket", ("bitbucket.org",), Trade.CODE),
    Site("Codeberg", r"codeberg", ("codeberg.org", "codeberg.page"), Trade.CODE),
    Site("SourceForge", r"source ?forge", ("sourceforge.net", "sourceforge.io"), Trade.CODE),
    Site("Hugging Face", r"hugging ?face", ("huggingface.co", "hf.co", "hf.space"), Trade.CODE),
    Site("Kaggle", r"kaggle", ("kaggle.com",), Trade.CODE),
    Site("Wikipedia", r"(?:der )?wikipedia", ("wikipedia.org", "wikimedia.org"), Trade.SOCIAL),
    Site("Reddit", r"reddit", ("reddit.com", "redd.it"), Trade.SOCIAL),
    Site("Twitter", r"twitter", ("twitter.com", "x.com", "nitter.net"), Trade.SOCIAL),
    Site("LinkedIn", r"linkedin", ("linkedin.com",), Trade.SOCIAL),
    Site("Mastodon", r"mastodon", (), Trade.HOSTING),
    Site("Hacker News", r"hacker ?news", ("ycombinator.com",), Trade.SOCIAL),
    Site("Medium", r"medium(?:\.com)?", ("medium.com",), Trade.HOSTING),
    Site("Substack", r"substack", ("substack.com",), Trade.HOSTING),
    Site("Towards Data Science", r"towards ?data ?science", ("towardsdatascience.com", "medium.com"), Trade.PRESS),
)  # fmt: skip

_BY_NAME = tuple((re.compile(site.names, re.IGNORECASE), site) for site in SITES)
# In the address of an archive, a proxy or a notebook the site itself stands somewhere.
_LEAST_LETTERS = 4


def site_named(text: str) -> Site | None:
    """The site whose name is the whole of `text`."""
    bare = " ".join(text.split()).strip(" .,:–—-")
    return next((site for form, site in _BY_NAME if form.fullmatch(bare)), None)


def site_of(url: str) -> Site | None:
    """The site that an address belongs to."""
    host = _host(url)
    return next((site for site in SITES if any(_below(host, own) for own in site.hosts)), None)


def leads_there(site: Site, url: str, facts: LinkFacts) -> bool | None:
    """Does the link lead to the site, or to a copy of what is there? None where that cannot be told."""
    urls = [address for address in (url, facts.check.final_url) if address]
    if any(_shows(site, address) for address in urls) or _is_said(site, facts.source):
        return True
    if site.trade is Trade.HOSTING or (is_shortener(url) and len(set(urls)) == 1):
        return None
    if site.trade is Trade.JOURNAL and not _known(urls, facts.source):
        return None  # perhaps the authors' own copy
    return False


def _known(urls: Iterable[str], source: Source | None) -> bool:
    """Is it known what journal or site the link leads to?"""
    named = source is not None and source.type.startswith("article-") and source.container_title is not None
    return named or any(site_of(url) is not None for url in urls)


def _shows(site: Site, url: str) -> bool:
    lowered = url.lower()
    names = (site.name.lower().replace(" ", ""), *site.hosts)
    return any(len(name) >= _LEAST_LETTERS and name in lowered for name in names) or site_of(url) is site


def _is_said(site: Site, source: Source | None) -> bool:
    """Does the source itself name the site: as its journal, publisher or channel, or by its DOI?"""
    if source is None:
        return False
    if site.name == "arXiv" and source.kind is SourceKind.ARXIV:
        return True
    if site.doi is not None and source.doi is not None and source.doi.lower().startswith(site.doi):
        return True  # also of a preprint whose published article stands there
    own = site.name.casefold()
    said = [source.container_title, source.publisher, *(name.literal for name in source.author)]
    return any(own in text.casefold() for text in said if text)


def _below(host: str, own: str) -> bool:
    return host == own or host.endswith(f".{own}")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
