"""Builds requests, layers and whole cases from the short forms in the data files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.evaluator import AttachedPolicy, Layers, Request, compile
from iamlab.policy import parse

JANE = "arn:aws:iam::123456789012:user/jane.doe"

# short name in a row -> field of the case's request
_REQUEST = {"as": "principal", "do": "action", "to": "resource", "owner": "resource_account", "context": "context"}
# short name in a row -> field of the case, for a list, one document, or a list for each level
_LISTS = {"identity": "identity_policies", "session": "session_policies", "endpoint": "endpoint_policies"}
_SINGLE = {"boundary": "permissions_boundary", "resource": "resource_policy"}
_LEVELS = {"service_control": "service_control_policies", "resource_control": "resource_control_policies"}


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


def rows(directory: Path) -> list[Any]:
    """Every row of the data files as a parameter set: the row with its group's defaults, the file's policies, the page.

    A file holds `policies` by name and `groups`; a group has a `source`, defaults for its rows in `with`, and `cases`.
    """
    found = []
    for path in sorted(directory.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in data["groups"]:
            for row in group["cases"]:
                whole = {**group.get("with", {}), **row}
                name = f"{path.stem}: {row['name']}"
                found.append(pytest.param(whole, data.get("policies", {}), group["source"], id=name))
    return found


def case_of(row: Mapping[str, Any], policies: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """An evaluation case, and for each of its named documents the name by its place in the case.

    A document is a policy's name, or a statement, or a list of statements.
    """
    asked = {"principal": JANE, **row.get("request", {})}
    case: dict[str, Any] = {"id": row["name"]}
    case["request"] = asked | {field: row[name] for name, field in _REQUEST.items() if name in row}
    names: dict[str, str] = {}

    def document(given: Any, place: str) -> Any:
        if isinstance(given, str):
            names[place] = given
            return policies[given]
        if isinstance(given, list):
            return policy(*given)
        return given if "Statement" in given else policy(given)

    for name, field in _LISTS.items():
        if name in row:
            case[field] = [document(one, f"{field}[{place}]") for place, one in enumerate(row[name])]
    for name, field in _SINGLE.items():
        if name in row:
            case[field] = document(row[name], field)
    for name, field in _LEVELS.items():
        if name in row:
            case[field] = [
                [document(one, f"{field}[{level}][{place}]") for place, one in enumerate(members)]
                for level, members in enumerate(row[name])
            ]
    return case, names
