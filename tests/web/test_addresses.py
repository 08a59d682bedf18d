from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.web.addresses import is_public, literal

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::8.8.8.8 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1
64:ff9b:1::808:808 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%1 fec0::1 ff02::1 ff0e::1 4000::1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 168.63.129.15 172.15.255.255
172.32.0.1 192.0.1.1 193.99.144.85 198.17.255.255 198.20.0.1 223.255.255.255
2606:4700:4700::1111 2a02:2e0:3fe:1001:302:: 2400:cb00::1 64:ff9b::808:808 2001:4860:4860::8888 2003::1
"""


@pytest.mark.parametrize("text", NOT_PUBLIC.split())
def test_what_does_not_lead_to_the_internet(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC.split())
def test_what_does(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses())
def test_never_laxer_than_the_standard_library(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """But for NAT64, which Python calls private as a whole on some versions: the address inside decides."""
    if address not in ipaddress.IPv6Network("64:ff9b::/96") and is_public(address):
        assert address.is_global


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "0x7f000001",
        "017700000001",
        "0x7F.0x0.0x0.0x1",
    ],
)
def test_odd_spellings_are_read_as_every_resolver_does(spelling: str) -> None:
    assert literal(spelling.lower()) == ipaddress.ip_address("127.0.0.1")


def test_zero_alone_is_an_address() -> None:
    assert literal("0") == ipaddress.ip_address("0.0.0.0")


@pytest.mark.parametrize("name", ["t3n.de", "1.de", "0x7f.example", "heise", "a.b0x1"])
def test_a_name_is_none(name: str) -> None:
    assert literal(name) is None


@pytest.mark.parametrize(
    "text", ["256.1", "1.2.3.4.5", "1.2.3.256", "4294967296", "08.1", "foo.1", "1..2", "fe80::1%1", ":::", "9" * 30]
)
def test_what_is_neither_is_said(text: str) -> None:
    with pytest.raises(ValueError):
        literal(text)
