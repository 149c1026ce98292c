"""Custom policy checks. AWS pages: "CheckNoNewAccess", "CheckAccessNotGranted", "CheckNoPublicAccess"."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from iamlab.cloud.services.accessanalyzer import grants, public_access
from iamlab.cloud.services.accessanalyzer.errors import invalid_parameter, unprocessable
from iamlab.cloud.services.accessanalyzer.grants import Budget, Grants
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.policy import Policy, PolicyError, PolicyType, parse
from iamlab.policy.document import Statement

_NEW = "The modified permissions grant new access compared to your existing policy."
_NOT_NEW = "The modified permissions do not grant new access compared to your existing policy."
_PUBLIC = "The resource policy grants public access for the given resource type."
_NOT_PUBLIC = "The resource policy does not grant public access for the given resource type."


def check_no_new_access(call: Invocation) -> Output:
    kind = call.text("policyType")
    new = _parsed(call.text("newPolicyDocument"), kind, "newPolicyDocument")
    existing = _parsed(call.text("existingPolicyDocument"), kind, "existingPolicyDocument")
    budget = Budget()
    found = _statements(new, lambda alone: grants.exceeds(alone, existing, call.account.id, budget))
    return _result(found, _NEW, _NOT_NEW, "New access in the statement")


def check_access_not_granted(call: Invocation) -> Output:
    policy = _parsed(call.text("policyDocument"), call.text("policyType"), "policyDocument")
    access = call.parameters["access"]
    if not access or not (access[0].get("actions") or access[0].get("resources")):
        raise invalid_parameter("Give the actions or the resources that must not be granted.")
    asked = _asked(access[0].get("actions") or ["*"], access[0].get("resources") or ["*"])
    budget = Budget()
    found = _statements(policy, lambda alone: grants.overlaps(alone, asked, call.account.id, budget))
    what = "one or more of the listed actions or resources"
    granted = f"The policy document grants access to perform {what}."
    not_granted = f"The policy document does not grant access to perform {what}."
    return _result(found, granted, not_granted, f"{what[:1].upper()}{what[1:]} in the statement")


def check_no_public_access(call: Invocation) -> Output:
    kind = call.text("resourceType")
    if kind == public_access.TRUST:
        policy = _of_type(call.text("policyDocument"), PolicyType.TRUST, "policyDocument")
    else:
        policy = _parsed(call.text("policyDocument"), "RESOURCE_POLICY", "policyDocument")
    public = public_access.statements(policy, kind, call.account.id)
    found = [one for one in policy.statements if one.index in public]
    return _result(found, _PUBLIC, _NOT_PUBLIC, "Public access granted in the following statement")


def _statements(policy: Policy, grants_more: Callable[[Policy], Grants]) -> list[Statement]:
    """The Allow statements that grant more than they should, each taken with all Deny statements."""
    return list(_granting(policy, grants_more))


def _granting(policy: Policy, grants_more: Callable[[Policy], Grants]) -> Iterator[Statement]:
    denies = tuple(one for one in policy.statements if one.effect == "Deny")
    stopped = found = False
    for one in policy.statements:
        if one.effect == "Allow":
            answer = grants_more(replace(policy, statements=(one, *denies)))
            stopped = stopped or not answer.complete
            if answer.found:
                found = True
                yield one
    if stopped and not found:
        raise unprocessable(
            f"The lab asks at most {grants.MOST_ASKED:,} requests for one check, which are not enough for these"
            " policies. Check fewer statements, or fewer condition keys, at a time."
        )


def _result(found: Sequence[Statement], fails: str, passes: str, description: str) -> Output:
    if not found:
        return {"result": "PASS", "message": passes}
    reasons = [
        {
            "description": f"{description} with {f'sid: {one.sid}' if one.sid else f'index: {one.index}'}.",
            "statementIndex": one.index,
            **({"statementId": one.sid} if one.sid else {}),
        }
        for one in found
    ]
    return {"result": "FAIL", "message": fails, "reasons": reasons}


def _parsed(text: str, kind: str, parameter: str) -> Policy:
    """A policy of the kind that a call says. A resource policy may also be a role's trust policy."""
    if kind == "IDENTITY_POLICY":
        return _of_type(text, PolicyType.IDENTITY, parameter)
    try:
        return parse(text, PolicyType.RESOURCE)
    except PolicyError as error:
        if all(problem.code == "MISSING_RESOURCE" for problem in error.problems):
            return _of_type(text, PolicyType.TRUST, parameter)
        raise invalid_parameter(f"{parameter} is not valid: {error.problems[0]}") from None


def _of_type(text: str, policy_type: PolicyType, parameter: str) -> Policy:
    try:
        return parse(text, policy_type)
    except PolicyError as error:
        raise invalid_parameter(f"{parameter} is not valid: {error.problems[0]}") from None


def _asked(actions: Sequence[str], resources: Sequence[str]) -> Policy:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": list(resources)}
    return _of_type(json.dumps({"Version": "2012-10-17", "Statement": [statement]}), PolicyType.IDENTITY, "access")


OPERATIONS = {
    "CheckNoNewAccess": MappedOperation(check_no_new_access),
    "CheckAccessNotGranted": MappedOperation(check_access_not_granted),
    "CheckNoPublicAccess": MappedOperation(check_no_public_access),
}
