"""KN2xx: the links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urldefrag, urlsplit

from kinews_cli.checking.wrappers import unwrapped
from kinews_cli.model.dossier import Dossier, LinkFacts
from kinews_cli.model.finding import Finding, Severity
from kinews_cli.model.issue import BlockType
from kinews_cli.model.verdict import Check, Verdict
from kinews_cli.reading.links import reference_name
from kinews_cli.rules.addresses import bared, https_form, lengthened_to, moved_to, secured, unwrapped_to
from kinews_cli.rules.fixes import label_set, link_line_removed, own_lines
from kinews_cli.rules.place import at_link
from kinews_cli.rules.shorteners import is_shortener
from kinews_cli.rules.tracking import tracking_names

_GONE = {404, 410}
# What YouTube itself says about a video is another rule's to report.
_OF_SOURCES = {"video_missing", "video_private"}
_FRAGMENTS = {
    "fragment_missing": 'fragment missing: the page has no place "{}"',
    "text_fragment_missing": 'text fragment missing: the page does not say "{}"',
}


def broken(dossier: Dossier) -> Iterator[Finding]:
    for link in dossier.issue.links():
        facts = dossier.of(link)
        if facts.check.verdict is Verdict.BROKEN and facts.check.reason not in _OF_SOURCES:
            certain = facts.check.status in _GONE or bad_on_two_days(facts)
            severity = Severity.ERROR if certain else None
            copy = _said(facts.check, "archive")
            message = f"broken: {explained(facts)}{f'; archived copy: {copy}' if copy else ''}"
            yield at_link("KN201", message, dossier.issue, link, severity=severity, evidence=facts.check.evidence)


def moved(dossier: Dossier) -> Iterator[Finding]:
    for link in dossier.issue.links():
        check = dossier.of(link).check
        if check.verdict is Verdict.MOVED and check.reason != "repository_renamed":  # KN408 says more of that
            new = _said(check, "permanent_url")
            fix = moved_to(dossier.issue, link, check, new) if new and not link.furniture else None
            message = f"moved for good to {new or check.final_url or '?'}"
            yield at_link("KN202", message, dossier.issue, link, evidence=check.evidence, fix=fix)


def unreachable(dossier: Dossier) -> Iterator[Finding]:
    """Not when there is no network at all: that says nothing about any link."""
    for link in dossier.issue.links():
        facts = dossier.of(link)
        if facts.check.verdict is Verdict.UNREACHABLE and facts.check.reason != "no_network":
            severity = Severity.ERROR if bad_on_two_days(facts) else None
            answered = facts.check.status is not None
            message = f"{'the server fails' if answered else 'no answer'}: {explained(facts)}"
            yield at_link("KN203", message, dossier.issue, link, severity=severity, evidence=facts.check.evidence)


def insecure(dossier: Dossier) -> Iterator[Finding]:
    """Only where https was seen to lead to the same page. Where http leads there for good, KN202 says so."""
    for link in dossier.issue.links():
        secure = https_form(link.url) if not link.furniture else None
        check = dossier.of(link).check
        if secure is not None and check.verdict is Verdict.OK and _works_securely(check, secure):
            fix = secured(dossier.issue, link)
            message = "https leads to the same page"
            yield at_link("KN204", message, dossier.issue, link, evidence=check.evidence, fix=fix)


def tracking_parameters(dossier: Dossier) -> Iterator[Finding]:
    for link in dossier.issue.links():
        found = tracking_names(link.url)
        if found and not link.furniture:
            fix = bared(dossier.issue, link, found)
            yield at_link("KN205", f"follows readers: {', '.join(found)}", dossier.issue, link, fix=fix)


def duplicate_link(dossier: Dossier) -> Iterator[Finding]:
    for part in dossier.issue.parts():
        own = own_lines(part)
        seen: dict[str, int] = {}
        for link in part.links:
            if link.furniture:
                continue
            if link.url in seen:
                fix = link_line_removed(dossier.issue, link, own)
                yield at_link("KN206", f"also linked in line {seen[link.url]}", dossier.issue, link, fix=fix)
            seen.setdefault(link.url, link.line)


def label_missing(dossier: Dossier) -> Iterator[Finding]:
    for part in dossier.issue.parts():
        alone = {
            block.line
            for block in part.blocks
            if block.type is BlockType.LINK and reference_name(f"{block.marker or ''} {block.text}") is None
        }
        for link in part.links:
            if link.line in alone and not link.label:
                fix = label_set(dossier.issue, link, dossier.of(link).source)
                yield at_link("KN207", "the link has no label", dossier.issue, link, fix=fix)


def fragment_missing(dossier: Dossier) -> Iterator[Finding]:
    for link in dossier.issue.links():
        for evidence in dossier.of(link).check.evidence:
            if evidence.signal in _FRAGMENTS:
                message = _FRAGMENTS[evidence.signal].format(evidence.value)
                yield at_link("KN208", message, dossier.issue, link, evidence=(evidence,))


def shortener(dossier: Dossier) -> Iterator[Finding]:
    """Also for a click counter around the true address: either costs readers a detour that tells somebody of them."""
    for link in dossier.issue.links():
        if link.furniture:
            continue
        target = unwrapped(link.url)
        if target != link.url:
            message = f"leads through {_host(link.url)} to {target}"
            yield at_link("KN209", message, dossier.issue, link, fix=unwrapped_to(dossier.issue, link))
        elif is_shortener(link.url):
            check = dossier.of(link).check
            final = check.final_url
            known = final is not None and _host(final) != _host(link.url)
            message = f"shortened: {f'leads to {final}' if known else 'the address hides where it leads'}"
            fix = lengthened_to(dossier.issue, link, check)
            yield at_link("KN209", message, dossier.issue, link, fix=fix)


def refused(dossier: Dossier) -> Iterator[Finding]:
    for link in dossier.issue.links():
        facts = dossier.of(link)
        if facts.check.verdict is Verdict.REFUSED:
            message = f"not opened: {explained(facts)}"
            yield at_link("KN210", message, dossier.issue, link, evidence=facts.check.evidence)


def bad_on_two_days(facts: LinkFacts) -> bool:
    """Was the link already bad on an earlier day, and never good since?"""
    if facts.history is None or facts.history.bad_since is None or facts.check.checked_at is None:
        return False
    try:
        since, last = (datetime.fromisoformat(t) for t in (facts.history.bad_since, facts.check.checked_at))
    except ValueError:
        return False
    return since.date() < last.date()


def explained(facts: LinkFacts) -> str:
    """The reason of a verdict for a reader: "HTTP 404", "the certificate has expired"."""
    reason = facts.check.reason
    if facts.check.status is not None and facts.check.status >= 400:
        return f"HTTP {facts.check.status}"
    return _REASONS.get(reason, reason.replace("_", " "))


_REASONS = {
    "arxiv_malformed": "it is no identifier of arXiv's",
    "arxiv_missing": "arXiv has no such paper",
    "challenge": "a bot check stands before the page",
    "connection_closed": "the server closed the connection without an answer",
    "connection_refused": "the server refuses connections",
    "connection_reset": "the server closed the connection",
    "consent_page": "it leads to a consent page",
    "credentials": "the address holds a user name or password",
    "dns_temporary": "the name servers gave no answer",
    "host_silent": "the host answers nothing",
    "login_page": "it leads to a login page",
    "network_unreachable": "there is no way to the host",
    "no_location": "a redirect that leads nowhere",
    "no_such_host": "there is no such host",
    "non_public": "the address lies in a private network",
    "odd_url": "the address is not well formed",
    "one_click": "opening it may unsubscribe or confirm something",
    "parked": "the domain is for sale",
    "port": "the address names an unusual port",
    "protocol": "the answer is no HTTP",
    "redirect_loop": "the redirects run in a circle",
    "reserved_name": "the host's name is reserved for examples",
    "repository_missing": "there is no such repository",
    "repository_private": "the repository is private",
    "scheme": "it is no web address",
    "soft_404": "the page says that it is not there",
    "start_page": "it leads to the start page",
    "throttled": "the host asks for fewer requests",
    "timeout": "it took too long",
    "tls_expired": "the certificate has expired",
    "tls_name": "the certificate is for another name",
    "tls_other": "no secure connection came about",
    "tls_self_signed": "the certificate is self-signed",
    "tls_untrusted": "the certificate's authority is not known",
    "too_large_header": "the answer's header is too large",
    "too_many_redirects": "too many redirects",
    "video_gone": "the video is gone",
}


def _said(check: Check, signal: str) -> str | None:
    """The first value of this signal in the evidence."""
    return next((evidence.value for evidence in check.evidence if evidence.signal == signal), None)


def _works_securely(check: Check, secure: str) -> bool:
    """Was the page asked over https as well (`checking.secure`), or did http lead there itself?"""
    if _said(check, "https_works") is not None:
        return True
    return bool(check.hops) and urldefrag(check.hops[0].location).url == urldefrag(secure).url


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
