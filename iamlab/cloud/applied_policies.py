"""Which policies speak about a request: those of the caller, of the resource, and of the organisation."""

from functools import lru_cache

from iamlab.catalog import managed_policies
from iamlab.cloud.callers import Caller
from iamlab.cloud.resources import Found
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.organization import RESOURCE_CONTROL, SERVICE_CONTROL
from iamlab.evaluator import AttachedPolicy, CompiledPolicy, Layers, compile
from iamlab.policy import PolicyType
from iamlab.policy.format import pretty
from iamlab.policy.parse import parse


def layers(company: Company, caller: Caller, found: Found | None) -> Layers:
    """Return the policies that apply when a caller asks about a resource, each named as the learner knows it.

    `found` is the resource, where it is one that the company has.
    """
    account = company.accounts.get(caller.account_id)
    return Layers(
        identity=_identity(account, caller) if account else (),
        boundary=_boundary(account, caller) if account else None,
        session=_session(account, caller) if account else (),
        resource=_named(found.policy_name, found.policy, found.policy_type) if found and found.policy else None,
        service_control=_control(company, caller.account_id, SERVICE_CONTROL, PolicyType.SCP),
        resource_control=_control(company, found.account_id if found else "", RESOURCE_CONTROL, PolicyType.RCP),
    )


def managed_document(account: Account, arn: str) -> str | None:
    """Return the text of a managed policy's default version, the account's own or AWS's; None when there is none."""
    own = account.policies.get(arn)
    if own is not None:
        return own.document
    aws = aws_managed(arn)
    return pretty(aws.document) if aws else None


def aws_managed(arn: str) -> managed_policies.ManagedPolicy | None:
    """Return an AWS managed policy by its ARN; None when AWS has none (or the catalogue does not know it)."""
    found = managed_policies.get(arn)
    return found if found is not None and found.arn == arn else None


def _identity(account: Account, caller: Caller) -> tuple[AttachedPolicy, ...]:
    holder = caller.user or caller.role
    if holder is None:
        return ()
    found = [_attached(account, arn) for arn in holder.attached]
    found += [_named(f"{name} (inline)", text) for name, text in holder.inline.items()]
    for group in account.groups_of(caller.user.name) if caller.user else ():
        found += [_attached(account, arn, f" (from group {group.name})") for arn in group.attached]
        found += [_named(f"{name} (inline, from group {group.name})", text) for name, text in group.inline.items()]
    return tuple(found)


def _boundary(account: Account, caller: Caller) -> AttachedPolicy | None:
    holder = caller.user or caller.role
    return _attached(account, holder.boundary) if holder and holder.boundary else None


def _session(account: Account, caller: Caller) -> tuple[AttachedPolicy, ...]:
    if caller.session is None:
        return ()
    inline = tuple(_named("session policy", text) for text in caller.session.policies)
    return (*inline, *(_attached(account, arn, " (session policy)") for arn in caller.session.policy_arns))


def _control(
    company: Company, account_id: str, kind: str, policy_type: PolicyType
) -> tuple[tuple[AttachedPolicy, ...], ...]:
    if company.organization is None or account_id not in company.accounts:
        return ()
    return tuple(
        tuple(_named(one.name, one.content, policy_type) for one in level)
        for level in company.organization.levels(account_id, kind)
    )


def _attached(account: Account, arn: str, origin: str = "") -> AttachedPolicy:
    text = managed_document(account, arn)
    if text is None:
        raise LookupError(f"The account refers to {arn}, which does not exist.")
    return _named(arn.rsplit("/", 1)[-1] + origin, text)


def _named(name: str, text: str, policy_type: PolicyType = PolicyType.IDENTITY) -> AttachedPolicy:
    return AttachedPolicy(name, _compiled(text, policy_type))


@lru_cache(maxsize=512)
def _compiled(text: str, policy_type: PolicyType) -> CompiledPolicy:
    # Laid out line by line, so that a trace can point at the lines of a statement.
    return compile(parse(pretty(text), policy_type))
