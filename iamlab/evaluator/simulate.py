"""A decision in the shape of the simulate operations ("SimulateCustomPolicy", "SimulatePrincipalPolicy").

Sources: the IAM API Reference's pages EvaluationResult, ResourceSpecificResult, Statement and Position.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from iamlab.catalog.resource_types import arn_formats, matcher
from iamlab.evaluator.compiled import CompiledPolicy
from iamlab.evaluator.context import context_of
from iamlab.evaluator.decision import ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY
from iamlab.evaluator.explain import explain
from iamlab.evaluator.layers import Layers
from iamlab.evaluator.ownership import in_other_account
from iamlab.evaluator.principal import PrincipalKind
from iamlab.evaluator.request import Request
from iamlab.evaluator.trace import PolicyTrace, StatementTrace, Trace
from iamlab.policy.json_places import Places
from iamlab.policy.variables import parse_template

_STRICTNESS = (ALLOWED, IMPLICIT_DENY, EXPLICIT_DENY)  # the strictest last
_STATES = {"allows": ALLOWED, "silent": IMPLICIT_DENY, "absent": IMPLICIT_DENY, "denies": EXPLICIT_DENY}
_DETAILS = {"identity": "IAM Policy", "resource": "Resource Policy", "boundary": "Permissions Boundary Policy"}
_CALLERS = {PrincipalKind.USER: "user", PrincipalKind.ROLE: "role"}


def evaluation_result(
    requests: Sequence[Request], layers: Layers, types: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """One EvaluationResult: the same action asked of each of one or more resources.

    The top decision is the strictest of them: on the resource where there is one, and else on the ARN format. A request
    for `*` alone has no results for single resources. `types` gives the SourcePolicyType of policies by name (`group`,
    `aws-managed`, `user-managed`); without it an identity policy is the user's or the role's own. JSON-able. Raises
    ValueError where there is no request to simulate.
    """
    if not requests:
        raise ValueError("There is nothing to simulate: give at least one request.")
    results = [_one(request, layers, types or {}) for request in requests]
    summed: dict[str, Any] = {
        "EvalActionName": requests[0].action,
        "EvalResourceName": "*",
        "EvalDecision": _strictest(one["EvalResourceDecision"] for one in results),
        "MatchedStatements": [],
        "MissingContextValues": _distinct(key for one in results for key in one["MissingContextValues"]),
    }
    summed["MatchedStatements"] = _distinct(
        statement
        for one in results
        if one["EvalResourceDecision"] == summed["EvalDecision"]
        for statement in one["MatchedStatements"]
    )
    scps = [one.pop("OrganizationsDecisionDetail") for one in results if "OrganizationsDecisionDetail" in one]
    if scps:
        summed["OrganizationsDecisionDetail"] = {
            "AllowedByOrganizations": all(one["AllowedByOrganizations"] for one in scps)
        }
    boundaries = [one["PermissionsBoundaryDecisionDetail"] for one in results if layers.boundary]
    if boundaries:
        summed["PermissionsBoundaryDecisionDetail"] = {
            "AllowedByPermissionsBoundary": all(one["AllowedByPermissionsBoundary"] for one in boundaries)
        }
    if [one.resource for one in requests] == ["*"]:
        return summed
    summed["EvalResourceName"] = requests[0].resource if len(requests) == 1 else _template(requests[0])
    details = [one["EvalDecisionDetails"] for one in results if "EvalDecisionDetails" in one]
    if details:
        names = _distinct(name for one in details for name in one)
        summed["EvalDecisionDetails"] = {
            name: _strictest(one[name] for one in details if name in one) for name in names
        }
    summed["ResourceSpecificResults"] = results
    return summed


def context_keys(layers: Layers) -> list[str]:
    """The condition keys that identity and resource policies refer to, as GetContextKeysForCustomPolicy lists them.

    In the order of the policies; of several spellings, the first.
    """
    attached = [*layers.identity, *([layers.resource] if layers.resource else [])]
    keys: dict[str, str] = {}
    for one in attached:
        for key in _keys_of(one.policy):
            keys.setdefault(key.lower(), key)
    return list(keys.values())


def _template(request: Request) -> str:
    """The ARN format of the resource's type; of the action's first type where none fits, and `*` where it has none."""
    formats = arn_formats(request.action)
    fitting = (format for format in formats if matcher(format).fullmatch(request.resource))
    return next(fitting, formats[0] if formats else "*")


def _one(request: Request, layers: Layers, types: Mapping[str, str]) -> dict[str, Any]:
    trace = explain(request, layers)
    states = {layer.layer: layer.state for layer in trace.layers}
    present = context_of(request)
    result: dict[str, Any] = {
        "EvalResourceName": request.resource,
        "EvalResourceDecision": trace.decision.outcome,
        "MatchedStatements": _matched(trace, layers, types),
        "MissingContextValues": [key for key in context_keys(layers) if present.values_of(key.lower()) is None],
    }
    if layers.service_control:
        # No rung: these policies do not bind the caller, so that they do not stand in the way either.
        result["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": states.get("scp", "allows") == "allows"}
    if layers.boundary:
        result["PermissionsBoundaryDecisionDetail"] = {
            "AllowedByPermissionsBoundary": states.get("boundary", "allows") == "allows"
        }
    if states.get("scp", "allows") == "allows":  # where an SCP denies, the simulation ends
        crossing = in_other_account(request)
        result["EvalDecisionDetails"] = {
            name: _STATES[states[layer]] for layer, name in _DETAILS.items() if crossing and layer in states
        }
    return result


def _matched(trace: Trace, layers: Layers, types: Mapping[str, str]) -> list[dict[str, Any]]:
    """The deciding statements. Those of SCPs and boundaries have a detail of their own and are left out."""
    return [
        _statement(policy, statement, _type_of(trace.request, layer.layer, policy.name, types))
        for layer in trace.layers
        if layer.layer in ("identity", "resource")
        for policy in layer.policies
        for statement in policy.statements
        if statement.decides
    ]


def _type_of(request: Request, layer: str, name: str, types: Mapping[str, str]) -> str:
    if layer == "resource":
        return "resource"
    return types.get(name, _CALLERS.get(request.caller.kind, "none"))


def _statement(policy: PolicyTrace, statement: StatementTrace, kind: str) -> dict[str, Any]:
    """A reference to a statement. It starts at its brace and ends behind its closing one; both count from 1."""
    places = Places(policy.text)
    start, end = places.values.get(("Statement", statement.index)) or places.values[("Statement",)]
    positions = [places.line_and_column(start), places.line_and_column(end + 1)]
    found = [{"Line": line, "Column": column} for line, column in positions]
    return {"SourcePolicyId": policy.name, "SourcePolicyType": kind, "StartPosition": found[0], "EndPosition": found[1]}


def _keys_of(policy: CompiledPolicy) -> Iterator[str]:
    with_variables = policy.source.version == "2012-10-17"
    for statement in policy.source.statements:
        texts = [*(statement.resources or ()), *(statement.not_resources or ())]
        for condition in statement.conditions:
            yield condition.key
            texts.extend(condition.values)
        for text in texts:
            for variable in parse_template(text, with_variables=with_variables).variables:
                yield variable.written[2:-1].partition(",")[0].strip()


def _strictest(decisions: Iterable[str]) -> str:
    return max(decisions, key=_STRICTNESS.index)


def _distinct(members: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for member in members:
        if member not in found:
            found.append(member)
    return found
