from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.web.answer import REFUSED, Failure
from kinews_cli.web.guard import Target, inspect
from kinews_cli.web.settings import ConnectTo, WebSettings

PLAIN = WebSettings()


def reason(url: str, settings: WebSettings = PLAIN, *, foreign: bool = True) -> str | None:
    found = inspect(url, settings, foreign=foreign)
    return found.reason if isinstance(found, Failure) else None


@pytest.mark.parametrize(
    ("url", "spelt"),
    [
        ("https://t3n.de/news/x-1378618/", "https://t3n.de/news/x-1378618/"),
        ("HTTPS://T3N.de", "https://t3n.de/"),
        ("https://t3n.de.:443/a?b=1&c=%2F#d", "https://t3n.de/a?b=1&c=%2F"),
        ("http://t3n.de:443/", "http://t3n.de:443/"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/ä"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://a_b.example/", "https://a_b.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://[2606:4700:4700:0::1111]/", "http://[2606:4700:4700::1111]/"),
        ("http://１。１。１。１/", "http://1.1.1.1/"),
    ],
)
def test_a_url_is_spelt_so_that_every_library_reads_it_alike(url: str, spelt: str) -> None:
    target = inspect(url, PLAIN)
    assert isinstance(target, Target)
    assert target.url == spelt


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://t3n.de/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("mailto:post@example.org", "scheme"),
        ("//t3n.de/", "scheme"),
        ("", "scheme"),
        ("http://t3n.de:22/", "port"),
        ("https://t3n.de:8443/", "port"),
        ("http://arxiv.org@127.0.0.1/", "credentials"),
        ("http://user:secret@t3n.de/", "credentials"),
        ("http://@t3n.de/", "credentials"),
        (r"https://evil.example\@good.example/", "odd_url"),
        ("https://t3n.de/a\nb", "odd_url"),
        ("https://t3n.de/\x00", "odd_url"),
        ("https:///x", "odd_url"),
        ("https://", "odd_url"),
        ("https://a..b/", "odd_url"),
        ("https://a b/", "odd_url"),
        ("https://t3n.de:x/", "odd_url"),
        ("https://t3n.de:٣/", "odd_url"),
        ("https://t3n.de:0/", "odd_url"),
        ("https://t3n.de:65536/", "odd_url"),
        ("https://[::1/", "odd_url"),
        ("https://[t3n.de]/", "odd_url"),
        ("http://[fe80::1%25lo]/", "odd_url"),
        ("http://1.2.3.4.5/", "odd_url"),
        (f"https://{'a' * 64}.de/", "odd_url"),
        (f"https://{'a.' * 130}de/", "odd_url"),
        ("https://\ud800.de/", "odd_url"),
        ("https://t3n.de/\ud800", "odd_url"),
        ("https://evil℀.com/", "odd_url"),
        ("https://t3n.de/" + "a" * 8192, "odd_url"),
        ("http://127.0.0.1/", "non_public"),
        ("http://2130706433/", "non_public"),
        ("http://0x7f.1/", "non_public"),
        ("http://127.1/", "non_public"),
        ("http://0/", "non_public"),
        ("http://127。0。0。1/", "non_public"),
        ("http://１２７.0.0.1/", "non_public"),
        ("http://[::1]/", "non_public"),
        ("http://[::ffff:127.0.0.1]/", "non_public"),
        ("http://[64:ff9b::7f00:1]/", "non_public"),
        ("http://169.254.169.254/latest/meta-data/", "non_public"),
        ("http://localhost/", "non_public"),
        ("http://foo.localhost./", "non_public"),
        ("https://t3n.de/newsletter/abmelden", "one_click"),
    ],
)
def test_where_no_request_goes_and_why(url: str, why: str) -> None:
    assert reason(url) == why
    assert why in REFUSED


def test_private_addresses_and_any_port_where_the_user_allows_them() -> None:
    allowed = WebSettings(allow_private=True)
    assert reason("http://127.0.0.1:8080/", allowed) is None
    assert reason("http://localhost:8080/", allowed) is None
    assert reason("http://[::1]:8080/", allowed) is None
    assert reason("http://u:p@127.0.0.1/", allowed) == "credentials"
    assert reason("file:///etc/passwd", allowed) == "scheme"


def test_a_service_named_by_the_user_may_be_anywhere_but_only_for_the_user() -> None:
    permitted = WebSettings(permitted=("http://127.0.0.1:5000/translate",))
    assert reason("http://127.0.0.1:5000/languages", permitted, foreign=False) is None
    assert reason("http://127.0.0.1:5001/", permitted, foreign=False) == "port"
    assert reason("http://127.0.0.1/", permitted, foreign=False) == "non_public"
    assert reason("http://127.0.0.1:5000/translate", permitted) == "port"


def test_connect_to_lifts_a_rule_only_where_it_names_the_case() -> None:
    everywhere = WebSettings(connect_to=(ConnectTo.parse("::127.0.0.1:8443"),))
    assert reason("https://t3n.de/", everywhere) is None
    assert reason("https://t3n.de:22/", everywhere) == "port"
    assert reason("http://10.0.0.1/", everywhere) == "non_public"
    assert reason("http://localhost/", everywhere) == "non_public"
    named = WebSettings(
        connect_to=(ConnectTo.parse("t3n.de:8443:127.0.0.1:1"), ConnectTo.parse("10.0.0.1::127.0.0.1:1"))
    )
    assert reason("https://t3n.de:8443/", named) is None
    assert reason("http://10.0.0.1:99/", named) is None
    assert reason("https://t3n.de:8444/", named) == "port"


urls = st.one_of(
    st.text(max_size=60),
    st.builds("http://{}/{}".format, st.text(max_size=30), st.text(max_size=20)),
    st.text(alphabet="htps:/@[]\\.#?%0x127一。ß\u200d\u0130 ", max_size=40).map("https://".__add__),
)


@given(urls)
def test_no_text_raises_and_what_passes_means_the_same_host_to_httpx(url: str) -> None:
    found = inspect(url, WebSettings(allow_private=True))
    if isinstance(found, Target):
        assert httpx.URL(found.url).raw_host.decode() == found.host
        assert urlsplit(found.url).hostname == found.host
        assert inspect(found.url, WebSettings(allow_private=True)) == found
