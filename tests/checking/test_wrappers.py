from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinews_cli.checking.wrappers import unwrapped

TARGET = "https://a.example/weg?x=1&y=2"
CODED = quote(TARGET, safe="")


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.google.com/url?sa=t&q={CODED}&usg=x",
        f"https://www.google.de/url?q=worte+der+suche&url={CODED}",
        f"https://www.bing.com/ck/a?!&&p=12ab&u=a1{packed(TARGET)}&ntb=1",
        f"https://r.search.yahoo.com/_ylt=x/RV=2/RO=10/RU={CODED}/RK=2/RS=y",
        f"https://duckduckgo.com/l/?uddg={CODED}&rut=1",
        f"https://l.facebook.com/l.php?u={CODED}&h=AT0",
        f"https://lm.facebook.com/l.php?u={CODED}",
        f"https://l.instagram.com/?u={CODED}&e=AT0",
        f"https://www.youtube.com/redirect?event=video_description&q={CODED}",
        f"https://www.linkedin.com/redir/redirect?url={CODED}&urlhash=x",
        f"https://www.linkedin.com/safety/go?url={CODED}",
        f"https://out.reddit.com/t3_x?url={CODED}",
        f"https://t.umblr.com/redirect?z={CODED}&t=x",
        f"https://vk.com/away.php?to={CODED}",
        f"https://steamcommunity.com/linkfilter/?url={CODED}",
        f"https://steamcommunity.com/linkfilter/?u={CODED}",
        f"https://medium.com/r/?url={CODED}",
        f"https://getpocket.com/redirect?url={CODED}",
        f"https://slack-redir.net/link?url={CODED}",
        f"https://exit.sc/?url={CODED}",
        f"https://href.li/?{TARGET}",
        f"https://deref-gmx.net/mail/client/x_1-y/dereferrer/?redirectUrl={CODED}",
        f"https://deref-web.de/mail/client/dereferrer/?redirectUrl={quote(CODED)}",  # encoded twice
        f"https://eur01.safelinks.protection.outlook.com/?url={CODED}&data=05%7C01&reserved=0",
        f"https://urldefense.proofpoint.com/v1/url?u={CODED}&k=1",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_weg-3Fx-3D1-26y-3D2&d=DwMF&c=x",
        f"https://urldefense.com/v3/__{TARGET}__;!!abc!def$",
        "https://urldefense.com/v3/__https:/a.example/weg*x=1&y=2__;Pw!!abc!def$",
        "https://urldefense.com/v3/__https://a.example/w**Bx=1&y=2__;ZWc_!!abc!def$",
        f"https://k97x.r.eu-central-1.awstrack.me/L0/{CODED.replace('%3A', ':')}/1/0107/abc=1",
        f"https://tracking.tldrnewsletter.com/CL0/{CODED}/1/0100/abc=400",
        f"http://x0y1.mjt.lu/lnk/AU0AA/1/xyz/{packed(TARGET)}",
        f"https://click.convertkit-mail2.com/abc/def/{base64.b64encode(TARGET.encode()).decode()}",
        f"https://f90a.click.convertkit-mail4.com/abc/def/{packed(TARGET)}",
        f"https://substack.com/redirect/2/{packed(json.dumps({'e': TARGET, 'p': 1}))}.c2lnbmF0dXJl?",
        f"https://e.customeriomail.com/e/c/{packed(json.dumps({'href': TARGET, 'link_id': 2}))}/0a1b",
        f"https://mandrillapp.com/track/click/1/a.example?p={packed(json.dumps({'v': 1, 'p': json.dumps({'url': TARGET})}))}",
        "https://a-example.cdn.ampproject.org/c/s/a.example/weg?x=1&amp_js_v=0.1&y=2",
        "https://www.google.com/amp/s/a.example/weg?x=1&y=2",
    ],
)
def test_the_target_in_the_address_of_a_click_counter(url: str) -> None:
    assert unwrapped(url) == TARGET


def test_a_cached_copy_of_an_unencrypted_page() -> None:
    assert unwrapped("https://cdn.ampproject.org/c/a.example/x") == "http://a.example/x"


def test_wrappers_within_wrappers_up_to_three_deep() -> None:
    nested = TARGET
    for _ in range(3):
        nested = f"https://www.google.com/url?q={quote(nested, safe='')}"
    assert unwrapped(nested) == TARGET
    assert unwrapped(f"https://exit.sc/?url={quote(nested, safe='')}") == f"https://www.google.com/url?q={CODED}"


@pytest.mark.parametrize(
    "url",
    [
        TARGET,
        "https://www.google.com/search?q=https://a.example/",
        "https://www.google.com/url?q=worte",
        "https://www.google.com/url?q=//a.example/x",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=https://name:wort@a.example/",
        "https://www.google.com/url?q=https://localhost/",
        "https://www.google.com/url?q=https://[::1]/",
        "https://www.google.com/url?q=https:///x",
        "https://www.google.com/url?q=https://a.example%5C@b.example/",
        "https://www.google.com/url?q=https://a.example/%0d%0aX: y",
        "https://www.google.com/url?q=https://a.example&q=https://b.example",  # which one?
        f"https://www.google.com.example/url?q={CODED}",
        f"https://evilgoogle.com/url?q={CODED}",
        f"https://name@www.google.com/url?q={CODED}",
        f"https://safelinks.protection.outlook.com.example/?url={CODED}",
        f"https://youtube.com/watch?v=x&q={CODED}",
        f"ftp://www.google.com/url?q={CODED}",
        "https://x.mjt.lu/lnk/A/1/x/%%%",
        "https://substack.com/redirect/2/e30.x",
        "https://substack.com/redirect/2/W10.x",
        "https://substack.com/redirect/2/" + packed('{"e": 7}'),
        "https://substack.com/redirect/2/" + packed("[" * 5000),
        "https://substack.com/redirect/0123-4567?j=eyJ1IjoiMSJ9",
        "https://urldefense.com/v3/__https://a.example",
        "https://link.mail.beehiiv.com/ss/c/u001.abc/1/x",
        "https://[broken",
        "",
    ],
)
def test_addresses_that_stay_as_they_are(url: str) -> None:
    assert unwrapped(url) == url


def test_what_stands_behind_the_hash_goes_with_the_reader() -> None:
    assert unwrapped("https://exit.sc/?url=https%3A%2F%2Fa.example%2Fx#teil") == "https://a.example/x#teil"
    assert unwrapped("https://exit.sc/?url=https%3A%2F%2Fa.example%2Fx%23eins#zwei") == "https://a.example/x#eins"


def test_a_plus_that_nobody_encoded_stays_one() -> None:
    assert unwrapped("https://exit.sc/?url=https://a.example/c++/a%2520b%20c") == "https://a.example/c++/a%20b%20c"


@settings(deadline=None)
@given(
    st.sampled_from(["https://www.google.com/url?q=", "https://urldefense.com/v3/__", "https://x.mjt.lu/lnk/a/"]),
    st.text(),
)
def test_never_raises(start: str, rest: str) -> None:
    assert isinstance(unwrapped(start + rest), str)
