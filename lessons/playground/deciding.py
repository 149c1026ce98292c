"""Decides the playground's request with the playground's policy in the role that its type gives it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from iamlab.evaluator import AttachedPolicy, Layers, Request, compile, explain
from iamlab.policy import Policy, PolicyError, PolicyType, Problem, parse
from lessons.curriculum.request_context import read_context
from lessons.playground.state import State

ROLE = "arn:aws:iam::123456789012:role/my-role"
ASSUME = "sts:AssumeRole"

FIELDS = ("policy_type", "policy", "principal", "action", "resource", "resource_account", "context")

_YOURS = "Your policy"
_EVERYTHING = "Allow everything"
_OPEN = "The principal has an identity policy that allows everything, so that what you see is the limit."
_OWNERS = (
    "A principal of the same account has no other policy; "
    "one of another account may do everything by its own account's policies."
)
_ROLES = {
    PolicyType.IDENTITY: "Your policy is attached to the principal, and nothing else is.",
    PolicyType.BOUNDARY: f"Your policy is the boundary. {_OPEN}",
    PolicyType.SESSION: f"Your policy limits the session. {_OPEN}",
    PolicyType.SCP: (
        f"Your policy stands over the principal's account. {_OPEN} "
        "Where your policy only denies, FullAWSAccess stands beside it, as in a new organization."
    ),
    PolicyType.RCP: (
        f"Your policy stands over the resource's account. {_OPEN} "
        "A resource of another account has a policy that allows everything, too."
    ),
    PolicyType.ENDPOINT: f"The request comes through your endpoint. {_OPEN}",
    PolicyType.RESOURCE: f"Your policy is attached to the resource. {_OWNERS}",
    PolicyType.TRUST: (
        f"Your policy is attached to the role that is the resource. Without an action, {ASSUME} is decided. {_OWNERS}"
    ),
}
_INCOMPLETE = "A request needs a principal, an action and a resource. Fill in all three."


@dataclass(frozen=True)
class Outcome:
    """What came of a request: a trace, or what is wrong with it, or neither where there is none yet.

    `role` says what part the policy plays.
    """

    role: str
    trace: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()


def decide(state: State) -> Outcome:
    """Decide the request of a state, if it has one."""
    role = _ROLES[state.policy_type]
    action, resource = state.action.strip(), state.resource.strip()
    if state.policy_type is PolicyType.TRUST and state.policy.strip():
        action, resource = action or ASSUME, resource or ROLE
    if not action and not resource:
        return Outcome(role)
    if not (action and resource and state.principal.strip()):
        return Outcome(role, problems=(_problem(_INCOMPLETE),))
    try:
        request = Request(
            principal=state.principal.strip(),
            action=action,
            resource=resource,
            resource_account=state.resource_account.strip() or None,
            context=read_context(state.context),
        )
        policy = parse(state.policy, state.policy_type)
        return Outcome(role, trace=explain(request, _layers(policy, request)).as_dict())
    except PolicyError as error:
        return Outcome(role, problems=error.problems)
    except ValueError as error:
        return Outcome(role, problems=(_problem(str(error)),))


def _problem(message: str) -> Problem:
    return Problem("INVALID_REQUEST", message)


def _layers(policy: Policy, request: Request) -> Layers:
    yours = AttachedPolicy(_YOURS, compile(policy))
    everything = (_everything(PolicyType.IDENTITY),)
    abroad = request.caller.account != request.owner
    match policy.policy_type:
        case PolicyType.BOUNDARY:
            return Layers(identity=everything, boundary=yours)
        case PolicyType.SESSION:
            return Layers(identity=everything, session=(yours,))
        case PolicyType.SCP:
            only_denies = all(statement.effect == "Deny" for statement in policy.statements)
            level = (yours, _everything(PolicyType.SCP)) if only_denies else (yours,)
            return Layers(identity=everything, service_control=(level,))
        case PolicyType.RCP:
            open_resource = _everything(PolicyType.RESOURCE) if abroad else None
            return Layers(identity=everything, resource=open_resource, resource_control=((yours,),))
        case PolicyType.ENDPOINT:
            return Layers(identity=everything, endpoint=(yours,))
        case PolicyType.RESOURCE | PolicyType.TRUST:
            return Layers(identity=everything if abroad else (), resource=yours)
    return Layers(identity=(yours,))


@lru_cache(maxsize=8)
def _everything(policy_type: PolicyType) -> AttachedPolicy:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    if policy_type is PolicyType.RESOURCE:
        statement["Principal"] = "*"
    name = "FullAWSAccess" if policy_type is PolicyType.SCP else _EVERYTHING
    return AttachedPolicy(name, compile(parse({"Version": "2012-10-17", "Statement": [statement]}, policy_type)))
