"""Representative request contexts: values on both sides of every edge that a condition draws."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from itertools import islice, product

from iamlab.policy import Policy

MAX_CONTEXTS = 256
_ANOTHER = "another"


def contexts(policies: Iterable[Policy], fixed_keys: Collection[str]) -> list[dict[str, str]]:
    """Contexts over the condition keys of the policies, at most MAX_CONTEXTS: each key absent and at each edge.

    `fixed_keys` (lower-case) follow from the caller and cannot be chosen.
    """
    values: dict[str, dict[str | None, None]] = {}
    for policy in policies:
        for statement in policy.statements:
            for condition in statement.conditions:
                if (key := condition.key.lower()) not in fixed_keys:
                    edges = values.setdefault(key, {None: None})
                    edges.update(dict.fromkeys(_edges(condition.operator, condition.values)))
    combined = product(*([(key, value) for value in edges] for key, edges in values.items()))
    return [{key: value for key, value in pairs if value is not None} for pairs in islice(combined, MAX_CONTEXTS)]


def _edges(operator: str, values: tuple[str, ...]) -> list[str]:
    family = operator.rpartition(":")[2].removesuffix("IfExists").removeprefix("Not")
    around = next((edges for start, edges in _FAMILIES.items() if family.startswith(start)), _texts)
    found = []
    for value in values:
        try:
            found += around(value)
        except (ValueError, OverflowError):
            found.append(value)  # not a value of its kind: it decides nothing, but costs nothing to ask
    return found


def _addresses(value: str) -> list[str]:
    network = ip_network(value, strict=False)
    first, last = int(network[0]), int(network[-1])
    places = [place for place in (first, last, first - 1, last + 1) if 0 <= place < 2**network.max_prefixlen]
    # The protocol's own class reads a small number right: 1 is ::1 in an IPv6 network.
    kind = type(ip_address(network[0]))
    return [str(kind(place)) for place in places]


def _numbers(value: str) -> list[str]:
    number = float(value)
    return [f"{place:g}" for place in (number, number - 1, number + 1)]


def _dates(value: str) -> list[str]:
    moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    second = timedelta(seconds=1)
    return [f"{place.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for place in (moment, moment - second, moment + second)]


def _booleans(value: str) -> list[str]:
    return ["true", "false"]


def _texts(value: str) -> list[str]:
    return [value.replace("*", _ANOTHER).replace("?", "x"), _ANOTHER]


_FAMILIES: dict[str, Callable[[str], list[str]]] = {
    "IpAddress": _addresses,
    "Numeric": _numbers,
    "Date": _dates,
    "Bool": _booleans,
}
