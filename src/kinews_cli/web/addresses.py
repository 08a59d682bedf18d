"""Which IP addresses belong to the public Internet, and how people hide an address in a host name. Pure.

An own table rather than `ipaddress.is_global`: on Python 3.11 that calls NAT64 of 127.0.0.1, 6to4 of 127.0.0.1,
fec0::1, ::127.0.0.1, 192.88.99.1 and multicast addresses global.
"""

from __future__ import annotations

import ipaddress

from kinews_cli.lazy_patterns import lazy_pattern

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA IPv4 special-purpose registry, and one address that is public by number only.
_DENIED_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network; 0.0.0.0 reaches the machine itself on Linux
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT
            "127.0.0.0/8",
            "168.63.129.16/32",  # the host agent inside Azure machines
            "169.254.0.0/16",  # link-local, cloud metadata
            "172.16.0.0/12",
            "192.0.0.0/24",  # IETF protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks; also the fake addresses of some VPN clients
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
# In IPv6 the public Internet is 2000::/3. That leaves out loopback, fc00::/7, fe80::/10, fec0::/10, ff00::/8,
# v4-mapped and v4-compatible addresses and the NAT64 prefix for local use, 64:ff9b:1::/48 (RFC 8215).
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_DENIED_V6 = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarks
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: leads to the IPv4 address inside it
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052; how IPv6-only networks reach every IPv4 site
_NUMBER = lazy_pattern(r"[0-9]+|0x[0-9a-f]*")


def is_public(address: Address) -> bool:
    """Whether a packet to `address` leaves for the public Internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _DENIED_V4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _PUBLIC_V6 and not any(address in network for network in _DENIED_V6)


def literal(host: str) -> Address | None:
    """The address that `host` spells, None where it is a name. Raises ValueError where it is neither.

    `host` is lower-case ASCII, IPv6 without brackets. Whatever ends in a number is an IPv4 address, as in the WHATWG URL
    standard and in every resolver: 2130706433, 0x7f.1 and 127.1 are all 127.0.0.1.
    """
    if ":" in host:
        address = ipaddress.IPv6Address(host)
        if address.scope_id is not None:
            raise ValueError("an address with a zone leads nowhere but to this machine's own network")
        return address
    labels = host.split(".")
    return _ipv4(labels) if _NUMBER.fullmatch(labels[-1]) else None


def _ipv4(parts: list[str]) -> ipaddress.IPv4Address:
    if len(parts) > 4:
        raise ValueError("too many parts")
    *leading, last = [_number(part) for part in parts]
    if any(number > 255 for number in leading) or last >= 256 ** (4 - len(leading)):
        raise ValueError("a part is too large")
    return ipaddress.IPv4Address(last + sum(number << (24 - 8 * place) for place, number in enumerate(leading)))


def _number(part: str) -> int:
    if not _NUMBER.fullmatch(part) or len(part) > 20:
        raise ValueError("not a number")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)
