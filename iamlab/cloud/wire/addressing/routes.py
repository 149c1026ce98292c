"""Which operation of a REST service a method and a path mean.

Smithy page: "HTTP binding traits" (labels, greedy labels, query string literals).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from botocore.model import OperationModel

from iamlab.cloud import models
from iamlab.cloud.wire.messages import Request

_MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Route:
    """An operation's place. A part of `parts` is a literal, `{Label}` for one part or `{Label+}` for several.

    `literals` are query parameters that the path carries.
    """

    operation: str
    method: str
    parts: tuple[str, ...]
    literals: tuple[tuple[str, str], ...]
    deprecated: bool


@dataclass(frozen=True, slots=True, order=True)
class Weight:
    """How much a route asks for before it fits. Of several that fit, the one that weighs most is meant."""

    query_literals: int
    path_literals: int
    required: int
    plain_labels: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The operation's name, and the labels of the path, decoded, by the names that the model gives them."""

    operation: str
    labels: Mapping[str, str]
    weight: Weight


def match(service: str, request: Request) -> Match | None:
    """Return what a request asks of a REST service; None when it has no such path."""
    parts = _split(request.target)
    given = dict(request.fields)
    fits = []
    for route in _routes(service).get(request.method, ()):
        labels = _labels(route.parts, parts)
        if labels is not None and all(given.get(name) == value for name, value in route.literals):
            required = _required(service, route.operation)
            if _has_all(required, request.headers, given):
                fits.append(Match(route.operation, labels, _weight(route, len(required))))
    return max(fits, key=lambda fit: fit.weight, default=None)


@lru_cache(maxsize=16)
def _routes(service: str) -> dict[str, list[Route]]:
    model = models.service(service)
    found: dict[str, list[Route]] = {}
    for name in sorted(model.operation_names):
        route = _route(model.operation_model(name))
        found.setdefault(route.method, []).append(route)
    return found


def _route(model: OperationModel) -> Route:
    path, _, query = model.http.get("requestUri", "/").partition("?")
    literals = tuple((pair.partition("=")[0], pair.partition("=")[2]) for pair in query.split("&") if pair)
    return Route(model.name, model.http.get("method", "POST"), _split(path), literals, model.deprecated)


@lru_cache(maxsize=1_024)
def _required(service: str, operation: str) -> frozenset[tuple[str, str]]:
    """The query parameters and headers (lower case) that an operation cannot do without."""
    shape = models.operation(service, operation).input_shape
    members = [shape.members[name] for name in shape.required_members] if shape else []
    return frozenset(
        (member.serialization["location"], member.serialization["name"].lower())
        for member in members
        if member.serialization.get("location") in ("querystring", "header")
    )


def _weight(route: Route, required: int) -> Weight:
    literals = sum(1 for part in route.parts if not part.startswith("{"))
    is_greedy = any(part.endswith("+}") for part in route.parts)
    return Weight(len(route.literals), literals, required, not is_greedy, not route.deprecated)


def _split(path: str) -> tuple[str, ...]:
    return tuple(path.lstrip("/").split("/", _MOST_PARTS))


def _without_end(parts: Sequence[str]) -> Sequence[str]:
    """The parts without the empty one behind a slash at the end, which only the key of an object means."""
    return parts[:-1] if parts and not parts[-1] else parts


def _labels(template: Sequence[str], parts: tuple[str, ...]) -> Mapping[str, str] | None:
    """Return the labels of a path that fits a template; there is one greedy label at most."""
    wanted = _without_end(template)
    greedy = next((place for place, part in enumerate(wanted) if part.endswith("+}")), None)
    pieces: Sequence[str]
    if greedy is None:
        pieces = _without_end(parts)
    else:
        behind = len(wanted) - greedy - 1
        if len(parts) < len(wanted):
            return None
        middle = "/".join(parts[greedy : len(parts) - behind])
        pieces = [*parts[:greedy], middle, *parts[len(parts) - behind :]] if behind else [*parts[:greedy], middle]
    if len(pieces) != len(wanted):
        return None
    labels: dict[str, str] = {}
    for part, piece in zip(wanted, pieces, strict=True):
        if not part.startswith("{"):
            if part != unquote(piece):
                return None
        elif not piece:
            return None
        else:
            labels[part.strip("{}+")] = unquote(piece)
    return labels


def _has_all(required: frozenset[tuple[str, str]], headers: Mapping[str, str], given: Mapping[str, str]) -> bool:
    lowered = {name.lower() for name in given} if required else set()
    return all(name in (headers if location == "header" else lowered) for location, name in required)
