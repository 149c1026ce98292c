"""IP address condition operators ("IAM JSON policy elements: Condition operators").

A range is in CIDR form; an address alone is a range of one. IPv4 and IPv6 never match each other.
"""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from iamlab.policy.conditions.comparison import Comparison, pair
from iamlab.policy.variables import Part, plain_text


def _wanted(parts: tuple[Part, ...]) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(plain_text(parts), strict=False)
    except ValueError:
        return None


def _matches(network: IPv4Network | IPv6Network, value: str) -> bool:
    try:
        return ip_address(value) in network
    except ValueError:
        return False


OPERATORS = pair("IpAddress", "NotIpAddress", Comparison(_wanted, _matches, kind="address"))
