"""Services that shorten addresses of other sites. Pure.

A shortener takes the pages of anybody: its address says nothing, and goes with the service (goo.gl dropped its idle ones in
August 2025). Not meant are short names that a site keeps for its own pages, since they say where they lead and live as long
as the site (youtu.be, arxiv.org, amzn.to, wp.me, fb.me), and registries whose purpose is an address that stays while the page
moves (doi.org, hdl.handle.net, purl.org, w3id.org). git.io is none either: it took addresses of GitHub only, and takes no
new ones since 2022.
"""

from __future__ import annotations

from urllib.parse import urlsplit

SHORTENERS = frozenset(
    """
    adf.ly bit.do bit.ly bitly.com bl.ink buff.ly clck.ru cutt.ly dlvr.it dub.sh eepurl.com flip.it gg.gg goo.gl ht.ly
    hubs.la hubs.li hubs.ly ift.tt is.gd j.mp kurzelinks.de kutt.it lnkd.in mtr.cool ogy.de ow.ly rb.gy rebrand.ly s.id
    short.gy shorturl.at snip.ly surl.li t.co t.ly t1p.de t2m.io tiny.cc tiny.one tiny.pl tinyurl.com tr.im trib.al u.nu
    url.ie urlr.me v.gd vk.cc x.co zpr.io
    """.split()  # noqa: SIM905 - a list of 50 quoted names is no better to read
)


def is_shortener(url: str) -> bool:
    """Whether this is a shortened address: such a host and something behind it. The service's own start page is none."""
    try:
        return of_shortener(url) and bool(urlsplit(url).path.strip("/"))
    except ValueError:
        return False


def of_shortener(url: str) -> bool:
    """Whether any address, the start page included, is such a service's own."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removesuffix(".") in SHORTENERS
    except ValueError:
        return False
