"""What to do about unused permissions. AWS pages: "GenerateFindingRecommendation", "GetFindingRecommendation".

A policy of which nothing is used is to be detached; one of which only a part is used is to be replaced by a policy with
the rest. What is recommended is worked out when it is read, so that it is never out of date.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from iamlab.cloud import recorded_actions
from iamlab.cloud.services.accessanalyzer import lookup
from iamlab.cloud.services.accessanalyzer.errors import invalid, not_found
from iamlab.cloud.services.accessanalyzer.usage import usage
from iamlab.cloud.services.accessanalyzer.views import View, views
from iamlab.cloud.services.iam import entities_by_arn
from iamlab.cloud.services.iam.simulated_policies import SimulatedPolicy, of_entity
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import Analyzer
from iamlab.evaluator.documents import compiled_text
from iamlab.policy import PolicyType
from iamlab.policy.arns import parse_arn

MOST = 500  # recommendations of an analyzer

_Step = dict[str, Any]
_Statement = Mapping[str, Any]


def generate_finding_recommendation(call: Invocation) -> Output:
    held = lookup.by_arn(call)
    found = _finding(call, held)
    kept = {**held.recommended, found.id: call.now}
    call.account.analyzers[held.arn] = replace(held, recommended=dict(list(kept.items())[-MOST:]))
    return {}


def get_finding_recommendation(call: Invocation) -> Output:
    held = lookup.by_arn(call)
    found = _finding(call, held)
    if found.id not in held.recommended:
        raise not_found(f"Nothing has been recommended for {found.id}: call GenerateFindingRecommendation first.")
    return {
        "startedAt": held.recommended[found.id],
        "completedAt": held.recommended[found.id],
        "resourceArn": found.resource,
        "recommendationType": "UnusedPermissionRecommendation",
        "status": "SUCCEEDED",
        "recommendedSteps": [{"unusedPermissionsRecommendedStep": one} for one in _steps(call, held, found)],
    }


def _finding(call: Invocation, held: Analyzer) -> View:
    found = next((one for one in views(call, held) if one.id == call.text("id")), None)
    if found is None:
        raise not_found(f"There is no finding {call.text('id')[:100]}.")
    if found.type != "UnusedPermission":
        raise invalid("Recommendations are made for findings of type UnusedPermission only.")
    return found


def _steps(call: Invocation, held: Analyzer, found: View) -> Iterator[_Step]:
    account = call.company.accounts[found.owner]
    entity = entities_by_arn.entity(account, *entities_by_arn.kind_and_name(parse_arn(found.resource)))
    used, services = _used(call, held, found)
    for policy in of_entity(account, entity) if entity else ():
        kept = list(_kept(policy, used, services))
        if _actions(kept) == _actions(_written(policy)):
            continue  # all of it is in use
        changed = {"policyUpdatedAt": account.policies[policy.arn].updated} if policy.arn in account.policies else {}
        known = {"existingPolicyId": policy.arn or policy.name, **changed}
        if any(one["Effect"] == "Allow" for one in kept):
            document = json.dumps({"Version": "2012-10-17", "Statement": kept}, indent=2)
            yield {"recommendedAction": "CREATE_POLICY", "recommendedPolicy": document, **known}
        yield {"recommendedAction": "DETACH_POLICY", **known}


def _used(call: Invocation, held: Analyzer, found: View) -> tuple[set[str], set[str]]:
    """The actions and the services that were used within the analyzer's time."""
    age = timedelta(days=int(held.configuration["unusedAccess"]["unusedAccessAge"]))
    known = usage(call.past())
    services = {name for name, last in known.services(found.resource).items() if call.now - last < age}
    used = (pair for service in services for pair in known.actions(found.resource, service).items())
    return {action for action, last in used if call.now - last < age}, services


def _kept(policy: SimulatedPolicy, used: set[str], services: set[str]) -> Iterator[_Statement]:
    """The statements with the actions that are used; what denies stays as it is."""
    compiled = compiled_text(policy.text, PolicyType.IDENTITY).statements
    for statement, written in zip(compiled, _written(policy), strict=True):
        if not statement.allows:
            yield written
            continue
        actions = {action for action in used if statement.matches_action(action.lower())}
        # Which actions on data are used, nobody knows: they stay with a service that is in use.
        actions |= {
            name
            for name in statement.source.actions or ()
            if recorded_actions.is_data_action(name) and name.partition(":")[0] in services
        }
        if actions:
            yield {**{key: value for key, value in written.items() if key != "NotAction"}, "Action": sorted(actions)}


def _written(policy: SimulatedPolicy) -> Sequence[_Statement]:
    found = json.loads(policy.text)["Statement"]
    return found if isinstance(found, list) else [found]


def _actions(statements: Sequence[_Statement]) -> list[set[str]]:
    """The actions of each statement; NotAction is like nothing else."""
    listed = (one.get("Action", "NotAction") for one in statements)
    return [{names} if isinstance(names, str) else set(names) for names in listed]


OPERATIONS = {
    "GenerateFindingRecommendation": MappedOperation(generate_finding_recommendation, writes=True),
    "GetFindingRecommendation": MappedOperation(get_finding_recommendation),
}
