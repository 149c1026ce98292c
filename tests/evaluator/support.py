"""Builds requests and layers from the short forms in the data files."""

from collections.abc import Mapping, Sequence
from typing import Any

from iamlab.evaluator import AttachedPolicy, Layers, Request, compile
from iamlab.policy import parse

JANE = "arn:aws:iam::123456789012:user/jane.doe"


def attached(name: str, document: Mapping[str, Any]) -> AttachedPolicy:
    """A compiled policy under a name."""
    return AttachedPolicy(name, compile(parse(document)))


def identity(*documents: Mapping[str, Any]) -> Layers:
    """Identity policies alone, named p0, p1, ..."""
    return Layers(identity=tuple(attached(f"p{place}", document) for place, document in enumerate(documents)))


def policy(*statements: Mapping[str, Any]) -> dict[str, Any]:
    """A document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def request(given: Mapping[str, Any]) -> Request:
    """A request; jane.doe makes it unless it says otherwise."""
    return Request(**{"principal": JANE, **given})


def layers(case: Mapping[str, Any], policies: Mapping[str, Any]) -> Layers:
    """The layers of a case, whose policies are named."""

    def named(names: Sequence[str]) -> tuple[AttachedPolicy, ...]:
        return tuple(attached(name, policies[name]) for name in names)

    return Layers(
        identity=named(case.get("identity", [])),
        boundary=attached(case["boundary"], policies[case["boundary"]]) if "boundary" in case else None,
        service_control=tuple(named(level) for level in case.get("service_control", [])),
    )
