"""Reads IP addresses and ranges in CIDR form ("IAM JSON policy elements: Condition operators", IP addresses)."""

import re
from functools import lru_cache
from ipaddress import IPv4Interface, IPv4Network, IPv6Interface, IPv6Network, ip_interface, ip_network

Range = IPv4Interface | IPv6Interface

# Python's reader also takes net masks after the slash, and zones after a percent sign; CIDR has neither.
_CIDR = re.compile(r"[0-9A-Fa-f:.]{2,45}(/\d{1,3})?", re.ASCII)
_LONGEST = 49

# Addresses from which no request reaches AWS over the internet: private use, loopback, link-local. The ranges that
# documentation uses (192.0.2.0/24, ...) are not among them: they stand for public addresses.
_PRIVATE: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)


def read_range(text: str) -> Range | None:
    """An address with its range, or None where `text` is neither an address nor a range."""
    return _read(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _read(text: str) -> Range | None:
    try:
        return ip_interface(text) if _CIDR.fullmatch(text) else None
    except ValueError:
        return None


def is_private(found: Range) -> bool:
    """Whether all addresses of the range are private."""
    network = found.network
    return any(
        network.version == private.version
        and network.prefixlen >= private.prefixlen
        and network.network_address in private
        for private in _PRIVATE
    )
