"""Which policies speak about a request: those of the caller, of the resource, and of the organisation."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from iamlab.catalog import managed_policies
from iamlab.cloud.callers import Caller
from iamlab.cloud.resources import Found
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL
from iamlab.evaluator import AttachedPolicy, CompiledPolicy, Decision, Layers, compile
from iamlab.evaluator.decision import EXPLICIT_DENY
from iamlab.policy import PolicyType
from iamlab.policy.format import pretty
from iamlab.policy.parse import parse

_EVERYTHING = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
# Nobody needs a permission for that operation, so the policy gives none.
_NOTHING = _EVERYTHING.replace('"Action": "*"', '"Action": "sts:GetCallerIdentity"')


def layers(company: Company, caller: Caller, found: Found | None) -> Layers:
    """Return the policies that apply when a caller asks about a resource, each named as the learner knows it.

    `found` is the resource, where it is one that the company has.
    """
    account = company.accounts.get(caller.account_id)
    return Layers(
        identity=(*(_identity(account, caller) if account else ()), *_granted(caller, found)),
        boundary=_boundary(account, caller) if account else None,
        session=_session(account, caller) if account else (),
        resource=named_policy(found.policy_name, found.policy, found.policy_type) if found and found.policy else None,
        service_control=_control(company, caller.account_id, SERVICE_CONTROL, PolicyType.SCP),
        resource_control=_control(company, found.account_id if found else "", RESOURCE_CONTROL, PolicyType.RCP),
    )


def managed_document(account: Account, arn: str) -> str | None:
    """Return the text of a managed policy's default version, the account's own or AWS's; None when there is none."""
    own = account.policies.get(arn)
    if own is not None:
        return own.document
    return _aws_document(arn)


def aws_managed(arn: str) -> managed_policies.ManagedPolicy | None:
    """Return an AWS managed policy by its ARN; None when AWS has none (or the catalogue does not know it)."""
    found = managed_policies.get(arn)
    return found if found is not None and found.arn == arn else None


@lru_cache(maxsize=64)
def _aws_document(arn: str) -> str | None:
    aws = aws_managed(arn)
    return pretty(aws.document) if aws else None


def _identity(account: Account, caller: Caller) -> tuple[AttachedPolicy, ...]:
    holder = caller.user or caller.role
    if holder is None:
        # A user whom the root user federates has the root user's power, less what the session policies leave out.
        federated = caller.session is not None and caller.session.federated
        return (named_policy("the root user's own power", _EVERYTHING),) if federated else ()
    found = [_attached(account, arn) for arn in holder.attached]
    found += [named_policy(f"{name} (inline)", text) for name, text in holder.inline.items()]
    for group in account.groups_of(caller.user.name) if caller.user else ():
        found += [_attached(account, arn, f" (from group {group.name})") for arn in group.attached]
        found += [
            named_policy(f"{name} (inline, from group {group.name})", text) for name, text in group.inline.items()
        ]
    return tuple(found)


def _granted(caller: Caller, found: Found | None) -> tuple[AttachedPolicy, ...]:
    """What a key of another account grants the caller, who needs nothing from its own account then."""
    granted = found.granted if found and found.account_id != caller.account_id else {}
    return tuple(named_policy("grants of the key", granted[name]) for name in sorted(caller.names) if name in granted)


def _boundary(account: Account, caller: Caller) -> AttachedPolicy | None:
    holder = caller.user or caller.role
    return _attached(account, holder.boundary) if holder and holder.boundary else None


def _session(account: Account, caller: Caller) -> tuple[AttachedPolicy, ...]:
    if caller.session is None:
        return ()
    inline = tuple(named_policy("session policy", text) for text in caller.session.policies)
    return (*inline, *(_managed_session_policy(account, arn) for arn in caller.session.policy_arns))


def _managed_session_policy(account: Account, arn: str) -> AttachedPolicy:
    """A managed policy that limits a session. Nothing keeps it from being deleted meanwhile: then it allows nothing."""
    if managed_document(account, arn) is None:
        return named_policy(f"{arn.rsplit('/', 1)[-1]} (session policy, deleted since)", _NOTHING)
    return _attached(account, arn, " (session policy)")


def _control(
    company: Company, account_id: str, kind: str, policy_type: PolicyType
) -> tuple[tuple[AttachedPolicy, ...], ...]:
    if company.organization is None or account_id not in company.accounts:
        return ()
    return tuple(
        tuple(named_policy(one.name, one.content, policy_type, one.arn) for one in level)
        for level in company.organization.levels(account_id, kind)
    )


def _attached(account: Account, arn: str, origin: str = "") -> AttachedPolicy:
    text = managed_document(account, arn)
    if text is None:
        raise LookupError(f"The account refers to {arn}, which does not exist.")
    return named_policy(arn.rsplit("/", 1)[-1] + origin, text, arn=arn)


def named_policy(name: str, text: str, policy_type: PolicyType = PolicyType.IDENTITY, arn: str = "") -> AttachedPolicy:
    """Return a policy that was checked when it was stored, under the name that the learner knows."""
    return AttachedPolicy(name, _compiled(text, policy_type), arn)


def denying_arn(applied: Layers, decision: Decision) -> str:
    """Return the ARN of the policy whose Deny decided; "" for one without an ARN, and for what no Deny decided.

    A resource's own policy has none.
    """
    policies: Mapping[str, Iterable[AttachedPolicy]] = {
        "identity": applied.identity,
        "boundary": [applied.boundary] if applied.boundary else [],
        "session": applied.session,
        "scp": chain.from_iterable(applied.service_control),
        "rcp": chain.from_iterable(applied.resource_control),
    }
    if decision.outcome != EXPLICIT_DENY:
        return ""
    name = decision.statements[0].policy
    return next((one.arn for one in policies.get(decision.decided_by, ()) if one.name == name), "")


@lru_cache(maxsize=512)
def _compiled(text: str, policy_type: PolicyType) -> CompiledPolicy:
    # Laid out line by line, so that a trace can point at the lines of a statement.
    return compile(parse(pretty(text), policy_type))
