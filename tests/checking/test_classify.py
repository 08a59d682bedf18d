from __future__ import annotations

import pytest

from kinews_cli.checking.classify import is_reserved, judge, waits_for_network
from kinews_cli.model.verdict import Evidence, Hop, Verdict
from kinews_cli.web.answer import REFUSED, Answer, Failure

URL = "https://t3n.de/x"


def answer(status: int, **headers: str) -> Answer:
    return Answer(URL, status, {name.replace("_", "-"): value for name, value in headers.items()})


def chain(*hops: int) -> tuple[Hop, ...]:
    """Hops with these statuses: /0 to /1, /1 to /2 and so on."""
    return tuple(Hop(f"https://t3n.de/{n}", status, f"https://t3n.de/{n + 1}") for n, status in enumerate(hops))


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        *((status, Verdict.OK) for status in (200, 202, 203, 204, 206)),
        *((status, Verdict.BLOCKED) for status in (401, 403, 405, 406, 429, 451, 999)),
        *((status, Verdict.BROKEN) for status in (400, 402, 404, 408, 410, 418, 423, 499)),
        *((status, Verdict.UNREACHABLE) for status in (500, 502, 503, 504, 520, 599, 600, 101)),
    ],
)
def test_the_table_of_statuses(status: int, verdict: Verdict) -> None:
    check = judge(answer(status), URL)
    assert (check.verdict, check.status, check.reason, check.final_url) == (verdict, status, f"http_{status}", URL)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_that_leads_nowhere_is_broken(status: int) -> None:
    check = judge(answer(status), URL)
    assert (check.verdict, check.reason, check.status) == (Verdict.BROKEN, "no_location", status)


@pytest.mark.parametrize(
    ("hops", "permanent"),
    [
        ((301,), "https://t3n.de/1"),
        ((308,), "https://t3n.de/1"),
        ((301, 308, 301), "https://t3n.de/3"),
        ((301, 302, 301), "https://t3n.de/1"),
        ((302,), None),
        ((302, 301), None),
        ((307, 308), None),
        ((303,), None),
        ((), None),
    ],
)
def test_moved_is_a_page_whose_chain_begins_with_permanent_hops(hops: tuple[int, ...], permanent: str | None) -> None:
    check = judge(answer(200), f"https://t3n.de/{len(hops)}", chain(*hops))
    if permanent is None:
        assert (check.verdict, check.evidence) == (Verdict.OK, ())
    else:
        assert (check.verdict, check.reason) == (Verdict.MOVED, "permanent_redirect")
        assert check.evidence == (Evidence("permanent_url", permanent),)
    assert check.status == 200


@pytest.mark.parametrize(
    ("status", "verdict"), [(404, Verdict.BROKEN), (403, Verdict.BLOCKED), (503, Verdict.UNREACHABLE)]
)
def test_a_permanent_redirect_to_a_page_that_is_not_there_is_not_moved(status: int, verdict: Verdict) -> None:
    assert judge(answer(status), "https://t3n.de/1", chain(301)).verdict is verdict


def test_a_detour_for_a_cookie_is_not_moved() -> None:
    there = Hop(URL, 301, "https://t3n.de/cookie")
    back = Hop("https://t3n.de/cookie", 301, URL)
    assert judge(answer(200), URL, (there, back)).verdict is Verdict.OK


@pytest.mark.parametrize("reason", ["redirect_loop", "too_many_redirects"])
def test_chains_without_end_are_broken(reason: str) -> None:
    check = judge(Failure(reason, ""), URL, chain(302, 302))
    assert (check.verdict, check.reason, check.status) == (Verdict.BROKEN, reason, 302)


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        *((reason, Verdict.BROKEN) for reason in ("tls_expired", "tls_self_signed", "tls_name")),
        *((reason, Verdict.UNREACHABLE) for reason in ("tls_untrusted", "tls_other", "timeout", "connection_refused")),
        *(
            (reason, Verdict.UNREACHABLE)
            for reason in ("connection_reset", "connection_closed", "protocol", "unexpected")
        ),
        *(
            (reason, Verdict.UNREACHABLE)
            for reason in ("network_unreachable", "too_large_header", "proxy", "dns_temporary")
        ),
        *((reason, Verdict.REFUSED) for reason in sorted(REFUSED)),
    ],
)
def test_the_table_of_failures(reason: str, verdict: Verdict) -> None:
    check = judge(Failure(reason, "why"), URL)
    assert (check.verdict, check.reason, check.evidence) == (verdict, reason, (Evidence("detail", "why"),))


@pytest.mark.parametrize(
    ("reason", "url", "network", "verdict", "said"),
    [
        ("dns", "https://gibt-es-nicht.de/", True, Verdict.BROKEN, "no_such_host"),
        ("dns", "https://gibt-es-nicht.de/", False, Verdict.UNREACHABLE, "no_network"),
        ("dns", "https://gibt-es-nicht.invalid/", False, Verdict.BROKEN, "reserved_name"),
        ("dns", "https://www.example.com/", False, Verdict.BROKEN, "reserved_name"),
        ("dns_temporary", "https://t3n.de/", True, Verdict.UNREACHABLE, "dns_temporary"),
        ("dns_temporary", "https://t3n.de/", False, Verdict.UNREACHABLE, "no_network"),
        ("dns_temporary", "https://www.example.com/", False, Verdict.UNREACHABLE, "no_network"),
    ],
)
def test_names_that_do_not_resolve(reason: str, url: str, network: bool, verdict: Verdict, said: str) -> None:
    check = judge(Failure(reason, ""), url, network=network)
    assert (check.verdict, check.reason) == (verdict, said)


def test_only_names_that_may_be_the_networks_fault_wait_for_it() -> None:
    assert waits_for_network(Failure("dns", ""), URL)
    assert waits_for_network(Failure("dns_temporary", ""), URL)
    assert not waits_for_network(Failure("dns", ""), "https://x.invalid/")
    assert not waits_for_network(Failure("timeout", ""), URL)
    assert not waits_for_network(answer(404), URL)


@pytest.mark.parametrize("host", ["a.invalid", "invalid", "EXAMPLE.com", "www.example.org.", "x.test", "foo.localhost"])
def test_reserved_names(host: str) -> None:
    assert is_reserved(f"https://{host}/x")


@pytest.mark.parametrize("host", ["t3n.de", "example.de", "myexample.com", "test.de", "invalid.org"])
def test_names_that_only_look_reserved(host: str) -> None:
    assert not is_reserved(f"https://{host}/x")


@pytest.mark.parametrize("status", [200, 202, 403, 503])
def test_a_challenge_is_blocked_whatever_its_status(status: int) -> None:
    for headers in ({"cf_mitigated": "challenge"}, {"x_amzn_waf_action": "Captcha"}):
        check = judge(answer(status, **headers), URL)
        assert (check.verdict, check.reason, check.status) == (Verdict.BLOCKED, "challenge", status)


def test_a_body_that_ended_early_is_evidence_not_a_verdict() -> None:
    check = judge(Answer(URL, 200, {}, b"x", truncated=True, problem=Failure("timeout", "no answer in time")), URL)
    assert (check.verdict, check.evidence) == (Verdict.OK, (Evidence("body", "no answer in time"),))


def test_an_address_from_a_stranger_is_cleaned() -> None:
    assert judge(Failure("odd_url", ""), "https://t3n.de/\x1b[31m\u202e").final_url == "https://t3n.de/[31m"
