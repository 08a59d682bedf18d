"""KN2xx: the links."""

from __future__ import annotations

from kinews_cli.model.finding import Severity
from kinews_cli.rules.catalogue.rule import Example, Fixing, Rule

_W, _N = Severity.WARNING, Severity.NOTE
_STUDY = "Studie: https://example.org/studie\n"
_OK = '["https://example.org/studie"]\nverdict = "ok"\nlanguage = "de"\n'
_PAPER = '["https://arxiv.org/abs/2101.00001"]\nverdict = "ok"\nlanguage = "en"\n'

RULES = (
    Rule(
        "KN201", "link-broken", _W,
        "The page is not there; an error when its server says so with 404 or 410.",
        "Readers run into a dead end. A page that answers 200 and yet is gone counts too, on two independent signs, and is "
        "an error when it was seen on two days.",
        "Correct the address, link an archived copy, or remove the link.",
        Example(_STUDY, '["https://example.org/studie"]\nverdict = "broken"\nreason = "http_404"\nstatus = 404\n'),
        Example(_STUDY, _OK),
    ),
    Rule(
        "KN202", "link-moved", _W,
        "The page has moved for good.",
        "Its server says so with 301 or 308. The old address works only as long as somebody keeps the redirect.",
        "Write the new address.",
        Example(
            _STUDY,
            '["https://example.org/studie"]\nverdict = "moved"\nreason = "permanent_redirect"\nstatus = 200\n'
            'final_url = "https://example.org/neu"\nsigns = { permanent_url = "https://example.org/neu" }\n'
            'language = "de"\n',
        ),
        Example(
            "Studie: https://example.org/neu\n", '["https://example.org/neu"]\nverdict = "ok"\nlanguage = "de"\n'
        ),
        Fixing.SAFE,
    ),
    Rule(
        "KN203", "link-unreachable", _W,
        "No answer this time; an error when none came on two different days.",
        "The server did not answer, or said that something is wrong with it. That may pass; where it does not, "
        "readers wait in vain.",
        "Try the address in a browser; run kinews again later.",
        Example(_STUDY, '["https://example.org/studie"]\nverdict = "unreachable"\nreason = "timeout"\n'),
        Example(_STUDY, _OK),
    ),
    Rule(
        "KN204", "insecure-link", _W,
        "The link says http where https works.",
        "Whoever sits between reader and page can read along and change it. kinews has seen the same page over https.",
        "Write https.",
        Example(
            "Studie: http://example.org/studie\n",
            '["http://example.org/studie"]\nverdict = "ok"\nlanguage = "de"\n'
            'signs = { https_works = "https://example.org/studie" }\n',
        ),
        Example(_STUDY, _OK),
        Fixing.SAFE,
    ),
    Rule(
        "KN205", "tracking-parameters", _W,
        "The address carries parameters that only serve to follow readers.",
        "They tell the page who sent the reader (utm_source, fbclid) or who copied the link (si at YouTube). "
        "The page is the same without them.",
        "Remove them.",
        Example("Studie: https://example.org/studie?utm_source=brief\n"),
        Example(_STUDY),
        Fixing.SAFE,
    ),
    Rule(
        "KN206", "duplicate-link", _N,
        "The same address is linked twice in one article.",
        "Most often one of the two was to be another.",
        "Keep one of the two.",
        Example(_STUDY + "\nDaten: https://example.org/studie\n"),
        Example(_STUDY),
        Fixing.UNSAFE,
    ),
    Rule(
        "KN207", "label-missing", _W,
        "A link stands on a line of its own without saying what it is.",
        "Readers do not know what they would open, screen readers spell the address out, and nothing can be translated. "
        "Where the source is a paper, a video or code, the fix writes so.",
        'Write a label before it: "Studie: https://...".',
        Example("https://arxiv.org/abs/2101.00001 (englisch)\n", _PAPER),
        Example("Paper: https://arxiv.org/abs/2101.00001 (englisch)\n", _PAPER),
        Fixing.UNSAFE,
    ),
    Rule(
        "KN208", "fragment-missing", _W,
        "The page is there, but not the place in it that the address names.",
        "The reader lands at the top of the page and has to search.",
        "Correct what stands behind the #, or remove it.",
        Example(
            "Studie: https://example.org/studie#fazit\n",
            '["https://example.org/studie#fazit"]\nverdict = "ok"\nlanguage = "de"\n'
            'signs = { fragment_missing = "#fazit" }\n',
        ),
        Example(_STUDY, _OK),
    ),
    Rule(
        "KN209", "shortener", _W,
        "A shortened address hides where it leads.",
        "Readers cannot see what they open, somebody counts them, and the link dies with the service.",
        "Link the page itself.",
        Example(
            "Studie: https://bit.ly/3abc\n",
            '["https://bit.ly/3abc"]\nverdict = "ok"\nfinal_url = "https://example.org/studie"\nlanguage = "de"\n',
        ),
        Example(_STUDY, _OK),
        Fixing.SAFE,
    ),
    Rule(
        "KN210", "link-refused", _N,
        "kinews does not open this address: private network, odd port, credentials, one click.",
        "Opening it could do something (unsubscribe, confirm), or show what is not meant for the public.",
        "Check by hand that readers should get it.",
        Example(
            "Studie: https://192.168.1.5/studie\n",
            '["https://192.168.1.5/studie"]\nverdict = "refused"\nreason = "non_public"\n',
        ),
        Example(_STUDY, _OK),
    ),
    Rule(
        "KN211", "linked-before", _N,
        "An earlier issue linked the same work.",
        "Perhaps you meant to remind of it; perhaps it was forgotten. Works are told by address or number, whatever the "
        "form: abstract and PDF of a paper are one. Not meant are start pages, what several issues link, and "
        'articles that say "in Ausgabe 4".',
        "Say so in the text, or leave it out.",
        Example(_STUDY, '[linked_before]\n"https://example.org/studie" = 4\n'),
        Example("Mehr dazu in Ausgabe 4.\n\n" + _STUDY, '[linked_before]\n"https://example.org/studie" = 4\n'),
    ),
)  # fmt: skip
