"""Which addresses are worth writing, and how they are written."""

from __future__ import annotations

import itertools

import pytest

from dossiers import OK, dossier, facts
from kinews_cli.model.finding import Finding
from kinews_cli.model.verdict import Check, Evidence, Hop, Verdict
from kinews_cli.rules.addresses import gains, https_form, leads_as_well
from kinews_cli.rules.edits import Places, applied
from kinews_cli.rules.run import find
from rules.judged import issue_of

OLD, NEW = "https://www.alive.org/alt/studie", "https://www.alive.org/neu/studie"


def moved(*addresses: str, temporary: str | None = None, evidence: tuple[Evidence, ...] = ()) -> Check:
    """Permanent redirects from each address to the next, then perhaps a temporary one."""
    hops = tuple(Hop(one, 301, other) for one, other in itertools.pairwise(addresses))
    final = addresses[-1]
    if temporary is not None:
        hops, final = (*hops, Hop(final, 302, temporary)), temporary
    there = Evidence("permanent_url", addresses[-1])
    return Check(Verdict.MOVED, "permanent_redirect", 200, final, hops, 1, OK.checked_at, (there, *evidence))


def found(line: str, url: str, check: Check, code: str) -> Finding:
    (finding,) = find(dossier(issue_of(line), {url: facts(check)}), frozenset({code}))
    return finding


def fixed(line: str, url: str, check: Check, code: str = "KN202") -> str | None:
    """The line with the fix of its finding applied; None where the finding has none."""
    finding = found(line, url, check, code)
    if finding.fix is None:
        return None
    assert finding.fix.safe
    text = issue_of(line)
    places = Places(text)
    after = applied(text, [places.splice(edit) for edit in finding.fix.edits])
    return after.removeprefix(issue_of()).strip("\n")


class TestMoved:
    @pytest.mark.parametrize(
        ("line", "after"),
        [
            (f"Artikel: {OLD}", f"Artikel: {NEW}"),
            (f"Artikel: {OLD} (englisch)", f"Artikel: {NEW} (englisch)"),
            (f"Artikel:\u00a0<{OLD}>.", f"Artikel:\u00a0<{NEW}>."),
            (f"Das zeigt [eine Studie]({OLD}), und zwar gut.", f"Das zeigt [eine Studie]({NEW}), und zwar gut."),
            (f'Das zeigt <a href="{OLD}">eine Studie</a> sehr gut.', f'Das zeigt <a href="{NEW}">eine Studie</a> sehr gut.'),
            (f"Das steht in {OLD}, und zwar schon lange.", f"Das steht in {NEW}, und zwar schon lange."),
            (f"Das (siehe {OLD}) steht dort, und zwar gut.", f"Das (siehe {NEW}) steht dort, und zwar gut."),
            (f"[1]: {OLD}", f"[1]: {NEW}"),
        ],
    )  # fmt: skip
    def test_the_new_address_stands_where_the_old_one_stood(self, line: str, after: str) -> None:
        assert fixed(line, OLD, moved(OLD, NEW)) == after

    def test_the_last_of_the_leading_permanent_hops_counts(self) -> None:
        check = moved(OLD, "https://alive.org/studie", NEW, temporary="https://www.alive.org/heute/studie")
        assert fixed(f"Artikel: {OLD}", OLD, check) == f"Artikel: {NEW}"

    def test_ampersands_are_written_as_the_author_writes_them(self) -> None:
        old, new = "https://www.alive.org/a?x=1&y=2", "https://www.alive.org/b?x=1&y=2"
        assert fixed("Artikel: " + old.replace("&", "&amp;"), old, moved(old, new)) == "Artikel: " + new.replace(
            "&", "&amp;"
        )
        assert fixed(f"Artikel: {old}", old, moved(old, new)) == f"Artikel: {new}"

    @pytest.mark.parametrize(
        "target",
        [
            "https://www.alive.org/login?next=/alt/studie",
            "https://www.alive.org/anmelden",
            "https://consent.alive.org/collect",
            "https://www.alive.org/",
            "https://www.alive.org/de/",
            "https://www.alive.org/index.html",
            "https://www.other.org/",
            "https://www.alive.org/404.html",
            "https://www.alive.org/fehler",
            "https://www.alive.org/seite-nicht-gefunden/",
            "http://www.alive.org/neu/studie",
            "https://www.alive.org/neu/studie;jsessionid=1A2B",
            "https://www.alive.org/neu/studie?PHPSESSID=12",
            "https://www.alive.org/neu/studie?utm_source=alt",
            "https://www.alive.org/neu/studie?cookieset=1",
            "https://www.alive.org/weiter?url=https%3A%2F%2Fwww.alive.org%2Falt",
            "https://www.alive.org/neu/studie?lang=de",
            "https://www.alive.org/en/studie",
            "https://www.alive.org/de-de/studie",
            "https://de.alive.org/neu/studie",
            "https://bit.ly/3abc",
            "https://www.google.com/url?q=https://www.alive.org/neu",
            "https://www.alive.org:8443/neu/studie",
            "https://leser:geheim@www.alive.org/neu/studie",
            "https://intranet/neu/studie",
            "https://www.alive.org/" + "n" * 2000,
            "https://www.alive.org/neu/stu…",
            "https://www.alive.org/neu/eine studie",
        ],
    )
    def test_an_address_that_is_worse_is_not_written(self, target: str) -> None:
        assert fixed(f"Artikel: {OLD}", OLD, moved(OLD, target)) is None

    @pytest.mark.parametrize(
        ("asked", "target"),
        [
            ("http://www.alive.org/x", "https://www.alive.org/x"),
            ("https://alive.org", "https://www.alive.org/"),
            ("https://old.org/studie", "https://new.org/a/studie"),
            ("https://www.alive.org/de/alt", "https://www.alive.org/de/neu"),
            ("https://www.alive.org/alt?lang=de", "https://www.alive.org/neu?lang=de"),
            ("http://dx.doi.org/10.1/x", "https://doi.org/10.1/x"),
        ],
    )
    def test_an_address_that_is_as_good_is(self, asked: str, target: str) -> None:
        assert fixed(f"Artikel: {asked}", asked, moved(asked, target)) == f"Artikel: {target}"

    def test_what_a_registry_keeps_stays(self) -> None:
        assert (
            fixed("Artikel: https://doi.org/10.1/x", "https://doi.org/10.1/x", moved("https://doi.org/10.1/x", NEW))
            is None
        )
        assert not leads_as_well("https://w3id.org/x", NEW)

    def test_a_redirect_that_depends_on_the_reader_is_not_followed(self) -> None:
        varies = (Evidence("redirect_varies", "Accept-Language"),)
        assert fixed(f"Artikel: {OLD}", OLD, moved(OLD, NEW, evidence=varies)) is None
        twice = moved(OLD, "https://www.alive.org/keks", OLD, NEW)
        assert fixed(f"Artikel: {OLD}", OLD, twice) is None

    def test_an_address_that_would_not_be_read_whole_is_not_written(self) -> None:
        assert fixed(f"Artikel: {OLD}", OLD, moved(OLD, f"{NEW}.")) is None
        assert fixed(f"Das (siehe {OLD}) steht dort.", OLD, moved(OLD, f"{NEW})")) is None
        assert fixed(f"Artikel: {OLD}", OLD, moved(OLD, f"{NEW}?a=&amp;b=1")) is None

    def test_a_wrapped_address_is_left_to_the_author(self) -> None:
        url = "https://www.alive.org/ein/langer/pfad"
        line = "Das lange Ding steht unter <https://www.alive.org/ein/langer/\npfad>, und zwar im Netz."
        assert fixed(line, url, moved(url, NEW)) is None


class TestHttps:
    HTTP = "http://www.alive.org/studie"

    def check(self, *evidence: Evidence, hops: tuple[Hop, ...] = ()) -> Check:
        return Check(Verdict.OK, "http_200", 200, self.HTTP, hops, 1, OK.checked_at, evidence)

    def test_one_letter_is_written_where_https_was_seen_to_work(self) -> None:
        check = self.check(Evidence("https_works", "https://www.alive.org/studie"))
        finding = found(f"Artikel: {self.HTTP}", self.HTTP, check, "KN204")
        assert finding.fix is not None
        assert [edit.text for edit in finding.fix.edits] == ["s"]
        assert fixed(f"Artikel: {self.HTTP}", self.HTTP, check, "KN204") == "Artikel: https://www.alive.org/studie"

    def test_a_temporary_redirect_to_the_same_address_is_a_sight_too(self) -> None:
        check = self.check(hops=(Hop(self.HTTP, 302, "https://www.alive.org/studie"),))
        assert fixed(f"Artikel: {self.HTTP}", self.HTTP, check, "KN204") == "Artikel: https://www.alive.org/studie"

    @pytest.mark.parametrize(
        "check",
        [
            Check(Verdict.OK, "http_200", 200),
            Check(Verdict.OK, "http_200", 200, evidence=(Evidence("https_fails", "tls_name"),)),
            Check(Verdict.UNCHECKED, "offline"),
            Check(Verdict.OK, "http_200", 200, hops=(Hop(HTTP, 302, "https://www.alive.org/anders"),)),
            Check(Verdict.BROKEN, "http_404", 404, evidence=(Evidence("https_works", "https://www.alive.org/studie"),)),
        ],
    )
    def test_nothing_is_said_where_it_was_not(self, check: Check) -> None:
        assert find(dossier(issue_of(f"Artikel: {self.HTTP}"), {self.HTTP: facts(check)}), frozenset({"KN204"})) == ()

    def test_a_scheme_in_capitals_is_written_anew(self) -> None:
        url = "HTTP://www.alive.org/studie"
        check = self.check(hops=(Hop(url, 302, "https://www.alive.org/studie"),))
        assert https_form(url) == "https://www.alive.org/studie"
        assert fixed(f"Artikel: {url}", url, check, "KN204") == "Artikel: https://www.alive.org/studie"

    def test_a_port_says_http_itself(self) -> None:
        assert https_form("http://www.alive.org:80/x") is None
        assert https_form("http://www.alive.org:x/") is None
        assert https_form("https://www.alive.org/x") is None


class TestDetours:
    def test_the_address_in_a_click_counter_is_written(self) -> None:
        counter = "https://www.google.com/url?q=https%3A%2F%2Fwww.alive.org%2Fa%3Fb%3D1%26c&sa=D"
        line = fixed(f"Artikel: {counter}", counter, Check(Verdict.UNCHECKED, "offline"), "KN209")
        assert line == "Artikel: https://www.alive.org/a?b=1&c"

    def test_parameters_of_a_click_counter_are_its_own(self) -> None:
        counter = "https://www.google.com/url?utm_source=n&q=https://www.alive.org/a"
        assert fixed(f"Artikel: {counter}", counter, Check(Verdict.UNCHECKED, "offline"), "KN205") is None

    def test_where_a_shortener_was_seen_to_lead_is_written(self) -> None:
        short = "https://bit.ly/3abc"
        hops = (Hop(short, 301, "https://t.co/x"), Hop("https://t.co/x", 302, NEW), Hop(NEW, 302, f"{NEW}?tag=1"))
        check = Check(Verdict.OK, "http_200", 200, f"{NEW}?tag=1", hops)
        assert fixed(f"Artikel: {short}", short, check, "KN209") == f"Artikel: {NEW}"

    @pytest.mark.parametrize(
        ("verdict", "target"),
        [
            (Verdict.UNCHECKED, None),
            (Verdict.BROKEN, NEW),
            (Verdict.OK, "https://bitly.com/"),
            (Verdict.OK, "https://www.alive.org/login"),
            (Verdict.OK, "https://www.alive.org/404"),
        ],
    )
    def test_a_shortener_that_led_nowhere_is_left(self, verdict: Verdict, target: str | None) -> None:
        short = "https://bit.ly/3abc"
        hops = (Hop(short, 302, target),) if target else ()
        assert fixed(f"Artikel: {short}", short, Check(verdict, "x", hops=hops, final_url=target), "KN209") is None


def test_gaining_nothing() -> None:
    assert not gains(OLD, NEW)
    assert not gains("https://www.alive.org/?id=1", "https://www.alive.org/x?id=2")
