"""Reads IP addresses and ranges in CIDR form ("IAM JSON policy elements: Condition operators", IP addresses)."""

from ipaddress import IPv4Interface, IPv4Network, IPv6Interface, IPv6Network, ip_interface, ip_network

from iamlab.policy.conditions.addresses import OPERATORS
from iamlab.policy.conditions.kept import kept

Range = IPv4Interface | IPv6Interface

_READER = OPERATORS["IpAddress"]

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


@kept
def read_range(text: str) -> Range | None:
    """An address with its range, or None where `text` is neither an address nor a range to the IP operators."""
    return None if _READER.prepare((text,)) is None else ip_interface(text)


def is_private(found: Range) -> bool:
    """Whether all addresses of the range are private."""
    network = found.network
    return any(
        network.version == private.version
        and network.prefixlen >= private.prefixlen
        and network.network_address in private
        for private in _PRIVATE
    )
