"""The words of pages and mails: how furniture is worded, German first, then English.

Each line is one form. Those of `WHOLE_LINES` must make up the whole line, those of `PHRASES` may stand anywhere in a short one.
They name what any page or mail program adds (pager, subscribe box, share bar, byline, legal line), never a single newsletter.
Forms are regular expressions in lower case. Nothing repeats without bound inside a repetition, unless a fixed sign separates;
`.{0,80}` bounds what may follow. What stands on lines of its own in pages is in `page_words.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.reading.page_words import (
    ADVERTISEMENT,
    COOKIES,
    FOLLOW,
    NAVIGATION,
    PAGE,
    PAGER,
    SUBSCRIBE,
)

LEAVE = (
    (
        r"\b(?:sie|du|ihr) (?:erhalten|erhältst|erhaltet|bekommen|bekommst|möchten|möchtest|wollen|"
        r"willst)\b.{0,20}\b(?:diese[nrs]?|dieses|unsere[nrs]?|keine)\b"
    ),
    r"\byou(?: are|'re|’re) receiving\b",
    r"\byou (?:received|get|got) this\b",
    r"\bmanage (?:your )?(?:preferences|subscription)",
    r"\bupdate your (?:preferences|profile)\b",
    r"\bnicht (?:mehr|länger) (?:bekommen|erhalten|beziehen|empfangen)\b",
    r"\bjederzeit\b.{0,40}\b(?:beendet|gekündigt|widerrufen|abbestellt)\b",
    r"\bwant to advertise\b",
    r"^to stop receiving\b",
    r"/listinfo/[\w.-]{1,60}$",
    r"^<?https?://[^\s<>]*(?:unsubscribe|abmelden|abbestellen|austragen)[^\s<>]*>?$",
    r"^dieser (?:brief|newsletter|rundbrief) geht an\b",
)
LEGAL = (
    r"^(?:©|\(c\)\s|copyright\b)",
    r"\ball rights reserved\b",
    r"\ball content (?:is )?licen[sc]ed under\b",
    r"^(?:retrieved from|abgerufen von|von) [„\"]https?://",
    r"^<?https?://[^\s<>]+/(?:impressum|imprint|datenschutz|privacy)/?>?$",
    r"\balle rechte vorbehalten\b",
    (
        r"^(?:impressum|datenschutz\w*|privacy policy|imprint|terms(?: of (?:service|use))?|agb|kontakt|"
        r"contact)(?:\s*[|·•/,&]\s*|\s+und\s+|\s+|:\s*|$)(?:impressum|datenschutz|privacy|terms|agb|kontakt|contact|"
        r"http|$)"
    ),
    (
        r"\b(?:steh(?:t|en)|is licensed|are licensed|veröffentlicht|available) (?:unter|under) (?:der |einer |a |"
        r"the |cc\b).{0,60}(?:lizenz|licen[sc]e|cc[- ]by|creative commons)"
    ),
    r"^(?:except where|sofern nicht anders|soweit nicht anders)\b",
)
BROWSER = (
    r"\bim (?:web)?browser (?:ansehen|anzeigen|lesen|öffnen|anschauen)\b",
    r"\b(?:view|read|open|see|trouble|problems?)\b.{0,40}\bbrowser\b",
    r"\bonline (?:lesen|ansehen|version)\b",
    r"\bonline-?version\b",
    r"\bview (?:it|this)? ?online\b",
    r"\bhaving trouble (?:reading|viewing)\b",
    r"\bweb ?version\b",
    r"\bdarstellungsprobleme\b",
    r"\bnicht (?:korrekt|richtig|vollständig) (?:dargestellt|angezeigt)\b",
    r"\b(?:bilder|images) (?:nachladen|anzeigen|not showing)\b",
    r"\bwird (?:diese|dieser) .{0,30}nicht (?:richtig|korrekt)\b",
)
READING_TIME = (
    r"(?:^|[·•∙|–—-]\s*)\d+ min(?:uten|utes|\.)?(?: (?:read|lesezeit))?\b",
    r"\bmin(?:uten)? (?:read|lesezeit)\b",
)
SHARE = (
    r"(?:teilen?|share)(?: (?:auf|per|via|on|mit) \w+)?",
    (
        r"(?:tweet|twittern|tooten?|drucken|weiterleiten|forward|abmelden|unsubscribe|abbestellen|"
        r"daten ändern|print|like|gefällt mir|merken|kommentieren|leave a comment|"
        r"kommentar (?:schreiben|hinterlassen)|(?:\d+ )?(?:kommentare?|comments?|likes?|antworten|replies|"
        r"reaktionen)|facebook|twitter|mastodon|linkedin|instagram|whatsapp|telegram|bluesky|xing|reddit|pocket|"
        r"e-?mail|mail|rss(?:-feed)?|podcast|youtube|x)"
    ),
)
BADGE = (
    r"[\w-]+(?:\.[\w-]+)+",
    r"(?:\w[\w+#.-]* )?[★☆⭐✩]\s?[\d.,]+k?(?:[\w.-]+/[\w.-]+)?",  # with what pasting ran into it
    r"[\w-]+(?:\.[\w-]+)+\s?\d* ?min\b.{0,40}",
    r"[\w.-]+/[\w.-]+",
    r"[▶►]\s?\d+:\d\d.*",
    r"\d+:\d\d(?::\d\d)?",
    r".{1,30} · .{1,30}",
    r"\d+ ?min\b.{0,40}",
)
BYLINE = (
    r"(?:autor(?:in)?:|author:|geschrieben von|written by|posted by|text:|text von)\s+\S.{0,60}",
    (
        r"(?:von|by) (?:(?:der|den|dem|the|a|an|einem|einer) )?[\w -]{0,30}(?:redaktion|editors?|team|staff|"
        r"author|vorstand|autor(?:in)?)"
    ),
    (
        r"(?:veröffentlicht|erschienen|published|posted|erstellt|aktualisiert|updated|stand|gepostet)\b(?: am| on)?"
        r":?\s.{0,80}"
    ),
    r"(?:lesezeit|reading time|read time|dauer|duration)\b.{0,40}",
    r"\d+ (?:min(?:uten?|utes?)?\.?)(?: (?:lesezeit|read|lesedauer))?",
    (
        r"(?:herausgeber|redaktion|verantwortlich|kontakt|telefon|tel\.?|fax|phone|anschrift|publisher|"
        r"editors?)\s?:.{1,80}"
    ),
    r"(?:lizenz|license|licence)\s?:.{1,80}",
    r"(?:tel(?:efon)?|fax|mobil|phone)\b[.: ]*[+\d][\d /()–-]{4,30}",
    r"(?:e-?mail|mail)?:?\s?[\w.+-]{1,60}(?:@| at | \(at\) )[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}",
    r"(?:amtsgericht|registergericht|hrb|hra|ust-?id\w*|steuernummer)\b.{0,80}",
    (
        r"(?:kategorien?|categor(?:y|ies)|schlagw(?:ort|örter|orte)|tags?|themen|rubrik(?:en)?|filed under|"
        r"abgelegt unter)\s?:.{1,120}"
    ),
)
SPONSOR = (r"(?:anzeige|werbung|advertisement|sponsored(?: by)?|sponsor|gesponsert|präsentiert von)\b.{0,60}",)
MAIL_HEADER = (
    (
        r"(?:from|to|cc|subject|date|reply-to|sent|list-id|von|an|betreff|datum|gesendet|title|number|category|"
        r"tags|slug|author|layout|status):\s.*"
    ),
)
FORM_NOTE = (r"\*\s*(?:pflichtfeld(?:er)?|required(?: fields?)?|indicates required)\b.{0,20}",)
LEAVE_WORD = (r"\b(?:abbestellen|abzubestellen|abmelden|abmeldung|austragen|unsubscribe|opt.?out)\b",)
LIST_WORD = (
    (
        r"\b(?:newsletter|liste|list|mails?|e-?mails?|rundbrief|hier|here|profil|profile|preferences|jederzeit|"
        r"any ?time|leave)\b"
    ),
    r"https?://",
    r"^\W*\w+\W*(?:\w+\W*)?$",
)

# What must be in a line for one of the phrases that may stand anywhere in it; looking for these first is ten times as fast.
PHRASE_HINTS = (
    "©", "(c)", "copyright", "rights", "rechte", "licen", "lizen", "impressum", "imprint",
    "datenschutz", "privacy", "terms", "agb", "kontakt", "contact", "except", "sofern", "soweit", "browser",
    "online", "version", "darstellung", "having trouble", "bilder nach", "bilder anz", "images", "wird diese", "nicht korrekt",
    "nicht richtig", "nicht vollst", " min", "erh", "bekomm", "möcht", "woll", "receiv", "got this", "get this",
    "preferences", "profile", "geht an", "jederzeit", "nicht mehr", "nicht länger", "advertise", "to stop", "/listinfo/",
    "unsubscribe", "abmelden", "abbestellen", "austragen", "retrieved", "abgerufen", "von „", 'von "', "imprint",
    "manage your",
)  # fmt: skip
# How a share bar begins, if not with a sign or a number.
SHARE_HINTS = (
    "teil", "shar", "tweet", "twit", "toot", "druck", "print", "like", "gefällt", "merk", "komm", "comm",
    "antw", "repl", "reak", "facebook", "mastodon", "linked", "insta", "whatsapp", "telegram", "bluesky",
    "weiterleit", "forward", "abmeld", "abbestell", "xing", "reddit", "pocket", "mail", "rss", "podcast", "youtube",
)  # fmt: skip

_MONTH = (
    r"(?:jan(?:uar|uary|\.)?|feb(?:ruar|ruary|\.)?|märz|mar(?:ch|\.)?|apr(?:il|\.)?|mai|may|jun[ie]?|"
    r"jul[iy]?|aug(?:ust|\.)?|"
    r"sep(?:t|tember|\.)?|o[kc]t(?:ober|\.)?|nov(?:ember|\.)?|de[zc](?:ember|\.)?)"
)
DATE = lazy_pattern(
    rf"(?:(?:\w+tag|mittwoch|sonnabend|\w+day|mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\.?,?\s)?(?:den |vom )?"
    rf"(?:\d{{1,2}}\.?\s?{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?\d{{4}}"
    r"|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{4}-\d\d-\d\d)"
    r"(?:,?\s(?:um\s)?\d{1,2}[:.]\d\d(?:\suhr)?)?",
    re.IGNORECASE,
)
DATED_BYLINE = lazy_pattern(
    rf"{DATE.pattern}\s*(?:von\b|by\b|/|·|•|∙|\|)\s*.{{1,60}}|(?:von|by)\b.{{1,50}}\b{DATE.pattern}", re.IGNORECASE
)
_MONTH_BEGINS = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[zc])"
# What a line begins with that is one of the two; most issues hold none, and compiling these takes longer than splitting.
DATE_BEGINS = lazy_pattern(
    rf"(?:\w+[.,]{{0,2}}\s)?(?:den |vom )?(?:{_MONTH_BEGINS}|\d{{1,2}}(?:\.\d|\.?\s?{_MONTH_BEGINS})|\d{{4}}-\d)|(?:von|by)\b",
    re.IGNORECASE,
)


BYLINE_WITH_NAMES = lazy_pattern(
    r"(?:von|by)(?-i:(?: [A-ZÄÖÜ][\w.'’-]{0,30},?| und| and| &| van| de| von| mit){1,7})", re.IGNORECASE
)


def any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all forms, to be asked of a text in small letters: one that ignores case takes twice as long to compile."""
    return lazy_pattern("|".join(forms))


PAGE_REASON = "what the page says about itself"
PAGER_REASON = "a pager"
NOT_WITH_ADDRESS = {PAGE_REASON, PAGER_REASON}
WHOLE_LINES: tuple[tuple[str, str], ...] = (
    ("|".join(PAGER), PAGER_REASON),
    ("|".join(SUBSCRIBE), "a subscribe box"),
    ("|".join(NAVIGATION), "the page's navigation"),
    ("|".join(COOKIES), "a cookie notice"),
    ("|".join(FOLLOW), "an invitation to follow"),
    ("|".join(PAGE), PAGE_REASON),
    ("|".join(ADVERTISEMENT), "an advertisement"),
)
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = (
    (any_of(LEAVE), "how to leave the list"),
    (any_of(LEGAL), "a legal line"),
    (any_of(BROWSER), "a link to the page in a browser"),
    (any_of(READING_TIME), "a reading time"),
)
# Forms that may begin with anything are slow: they are asked only where one of their words stands in the line.
HINTED_LINES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    (
        ("»", "→", "›", "⟶"),
        any_of((r".{1,60}\s[»→›⟶]+", r"[^›»|]{2,40}(?:\s[›»]\s[^›»|]{2,60}){1,5}")),
        "a pager or a path",
    ),
    (
        ("angebot", "publication", "service"),
        any_of(
            (
                (
                    r".{1,50} (?:ist ein|is a|is an) (?:kostenloses |freies |free |reader-supported )?"
                    r"(?:angebot|service|publication)(?: (?:der|des|von|of|by) [^.]{1,60})?[.]?"
                ),
            )
        ),
        "who publishes it",
    ),
    (("mailing",), any_of((r".{1,40}\bmailing ?list",)), "the name of the list"),
    (
        ("cookie",),
        any_of(
            (r".*\bcookies?\b.*\b(?:verwende|nutze|akzeptier|zustimm|einverstanden|use|accept|consent|agree)\w*\b.*",)
        ),
        "a cookie notice",
    ),
    (
        ("(sponsor", "(anzeige", "(werbung"),
        any_of((r".{1,100}\((?:sponsor(?:ed)?|anzeige|werbung)\)",)),
        "a sponsor's line",
    ),
    (
        (" by ", " von "),
        any_of((r".{0,40}\b(?:compiled|edited|written|zusammengestellt|herausgegeben) (?:by|von)\b.{0,40}",)),
        "a byline",
    ),
    (
        ("felder",),
        any_of((r".{0,60}\bfelder\b.{0,30}\b(?:ausgefüllt|markiert|pflicht)\w*.{0,20}",)),
        "a form's footnote",
    ),
    (
        ("straße", "strasse", "str.", "gasse", "allee", "platz", "weg ", "street", "road", "avenue", "lane"),
        any_of(
            (
                (
                    r"[\w. -]{2,40}(?:straße|strasse|str\.|gasse|allee|platz|weg|street|road|avenue|"
                    r"lane)\s\d{1,4}\w?(?:,.{0,40})?"
                ),
            )
        ),
        "a postal address",
    ),
)
LEAVE_HINTS = ("abbestell", "abzubestell", "abmeld", "austrag", "unsubscribe", "opt")
