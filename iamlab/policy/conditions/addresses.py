"""IP address condition operators ("IAM JSON policy elements: Condition operators").

A range is in CIDR form; an address alone is a range of one. IPv4 and IPv6 never match each other.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from iamlab.policy.conditions.comparison import Comparison, pair
from iamlab.policy.conditions.kept import kept
from iamlab.policy.variables import Part, plain_text

# Python's reader also takes net masks after the slash, and zones after a percent sign; CIDR has neither.
_CIDR = re.compile(r"[0-9A-Fa-f:.]{2,45}(/\d{1,3})?", re.ASCII)


class Range(NamedTuple):
    """Addresses of one IP version, first to last, as numbers."""

    version: int
    first: int
    last: int


def _prepare(parts: tuple[Part, ...]) -> Range | None:
    return _range(plain_text(parts))


@kept
def _range(text: str) -> Range | None:
    if not _CIDR.fullmatch(text):
        return None
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    return Range(network.version, int(network.network_address), int(network.broadcast_address))


@kept
def _address(value: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(value) if _CIDR.fullmatch(value) else None
    except ValueError:
        return None


def _contains(wanted: Range, found: IPv4Address | IPv6Address) -> bool:
    return wanted.version == found.version and wanted.first <= int(found) <= wanted.last


OPERATORS = pair("IpAddress", "NotIpAddress", Comparison(_prepare, _address, _contains, kind="address"))
