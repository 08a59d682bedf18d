"""Where pages say on which day they were published, beside JSON-LD and citation tags."""

from __future__ import annotations

import re
from itertools import islice

from kinews_cli.sources.dates import parse_date

# Names of meta tags (counted on 1,700 stored pages), best first.
DATES = (
    "article:published_time",
    "og:article:published_time",
    "article:published:time",
    "shareaholic:article_published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "dcterms.created",
    "prism.publicationdate",
    "bepress_citation_date",
    "pubdate",
    "pub_date",
    "bt:pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "vr:published-time",
    "sw-pubdate",
    "displaydate",
    "og:release_date",
    "date",
)
_TIME = re.compile(r"<time\b([^<>]{0,400})>", re.IGNORECASE)
_PUBLISHED = re.compile(r"\bpubdate\b|datePublished|\bpublished\b|entry-date|post-date", re.IGNORECASE)
_DATETIME = re.compile(r"\bdatetime\s*=\s*[\"']?([^\"'<>]{4,40})", re.IGNORECASE)
_TIMES = 50


def published_time(text: str) -> str | None:
    """What `<time>` marks as the day of publication, where all that do so name one day: teasers have days of their own."""
    times = [match[1] for match in islice(_TIME.finditer(text), _TIMES) if _PUBLISHED.search(match[1])]
    moments = [match[1] for time in times if (match := _DATETIME.search(time))]
    return moments[0] if len({parse_date(moment) for moment in moments}) == 1 else None
