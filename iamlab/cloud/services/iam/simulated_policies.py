"""The policies that a simulation is about: those of an IAM entity, or given as text, each under a name of its own.

AWS page: "SimulatePrincipalPolicy" in the IAM API Reference; PolicyIdentifier for what can be left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, Role, User
from iamlab.evaluator import AttachedPolicy, CompiledPolicy
from iamlab.evaluator.documents import compiled_text
from iamlab.policy import PolicyError, PolicyType
from iamlab.policy.patterns import compile_glob

_INLINE = {User: "user", Group: "group", Role: "role"}


@dataclass(frozen=True, slots=True)
class SimulatedPolicy:
    """`type` is the SourcePolicyType: aws-managed, user-managed, none for one given as text, or whose inline policy it
    is: user, group or role. `arn` is a managed policy's, `holder` the name of an inline policy's holder.
    """

    name: str
    type: str
    text: str
    arn: str = ""
    holder: str = ""


def of_entity(account: Account, entity: User | Group | Role) -> list[SimulatedPolicy]:
    """All identity policies of a user (with those of the user's groups), a group or a role."""
    groups = account.groups_of(entity.name) if isinstance(entity, User) else []
    found = [policy for holder in (entity, *groups) for policy in _held(account, holder)]
    return list(dict.fromkeys(found))  # a managed policy counts once, though user and group both have it


def managed(account: Account, arn: str) -> SimulatedPolicy:
    kind = "aws-managed" if arn.startswith("arn:aws:iam::aws:") else "user-managed"
    return SimulatedPolicy(arn.rpartition("/")[2], kind, managed_document(account, arn) or "{}", arn)


def given(texts: Iterable[str], parameter: str) -> list[SimulatedPolicy]:
    """Policies of a call's parameter, known as PolicyInputList.1 and so on."""
    return [SimulatedPolicy(f"{parameter}.{place}", "none", text) for place, text in enumerate(texts, start=1)]


def without(policies: Iterable[SimulatedPolicy], exclusions: Sequence[Mapping[str, Any]]) -> list[SimulatedPolicy]:
    """Leave out what a PolicyExclusionList identifies."""
    return [policy for policy in policies if not any(_matches(policy, one) for one in exclusions)]


def attached(policies: Sequence[SimulatedPolicy], policy_type: PolicyType) -> tuple[AttachedPolicy, ...]:
    """The policies ready to be asked. Raises ServiceError InvalidInput for a text that is no policy."""
    return tuple(
        AttachedPolicy(name, _compiled(policy.text, policy_type))
        for name, policy in zip(names(policies), policies, strict=True)
    )


def names(policies: Sequence[SimulatedPolicy]) -> list[str]:
    """The SourcePolicyIds: a managed policy's name; of an inline policy also what it is embedded in."""
    return [f"{one.type}_{one.holder}_{one.name}" if one.holder else one.name for one in policies]


def _held(account: Account, holder: User | Group | Role) -> Iterator[SimulatedPolicy]:
    yield from (managed(account, arn) for arn in holder.attached)
    for name, text in holder.inline.items():
        yield SimulatedPolicy(name, _INLINE[type(holder)], text, holder=holder.name)


def _matches(policy: SimulatedPolicy, exclusion: Mapping[str, Any]) -> bool:
    kind, arn, inline = (exclusion.get(name) for name in ("PolicyType", "PolicyArn", "InlinePolicyIdentifier"))
    if kind == "inline":
        return bool(policy.holder)
    if kind:
        return policy.type == str(kind)
    if arn:
        _check_pattern(str(arn))
        return bool(policy.arn) and compile_glob(str(arn)).matches(policy.arn)
    if not inline:
        raise ServiceError("InvalidInput", "A policy to exclude needs a type, an ARN or the name of an inline policy.")
    wanted = tuple(str(inline[name]) for name in ("PolicyName", "AttachmentType", "AttachmentName"))
    return (policy.name, policy.type, policy.holder) == wanted


def _check_pattern(arn: str) -> None:
    """Wildcards may stand in the name only, and one `*` at most."""
    place, _, name = arn.rpartition("/")
    if not arn.startswith("arn:") or "*" in place or "?" in place or name.count("*") > 1:
        raise ServiceError("InvalidInput", f"Invalid policy identifier: {arn[:200]}")


def _compiled(text: str, policy_type: PolicyType) -> CompiledPolicy:
    try:
        return compiled_text(text, policy_type)
    except PolicyError as error:
        problem = error.problems[0]
        raise ServiceError("InvalidInput", f"Syntax errors in policy. ({problem})") from None
