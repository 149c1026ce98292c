"""Policies of resources as services receive and write them.

AWS page: "Identity-based policies and resource-based policies".
"""

import json
from typing import Any

from iamlab.policy import Policy, PolicyType
from iamlab.policy.parse import parse


def read(document: str) -> Policy:
    """Return the policy; raises PolicyError (a ValueError) with every problem."""
    return parse(document, PolicyType.RESOURCE)


def with_statement(document: str | None, statement: dict[str, Any], policy_id: str) -> str:
    """The policy with one more statement; a new one, called `policy_id`, where there was none."""
    policy = json.loads(document) if document else {"Version": "2008-10-17", "Id": policy_id, "Statement": []}
    return json.dumps({**policy, "Statement": [*_statements(policy), statement]})


def without_statement(document: str | None, sid: str) -> tuple[bool, str | None]:
    """Whether the policy had a statement of that Sid, and what is left of it: None where nothing is."""
    policy = json.loads(document) if document else {}
    before = _statements(policy)
    rest = [one for one in before if one.get("Sid") != sid]
    return len(rest) < len(before), json.dumps({**policy, "Statement": rest}) if rest else None


def _statements(policy: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of a policy that was read before; a single one need not be in a list."""
    found = policy.get("Statement", [])
    return found if isinstance(found, list) else [found]
