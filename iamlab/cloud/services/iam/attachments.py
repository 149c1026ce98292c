"""Attaching managed policies to users, groups and roles. AWS page: "Adding and removing IAM identity permissions"."""

from dataclasses import replace
from functools import partial

from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Operations, complete, on_policy, policy_arn_key, policy_arn_valid
from iamlab.cloud.services.iam.holders import ALL, Holder, HolderKind, store, to_change
from iamlab.cloud.services.iam.policy_descriptions import path_of
from iamlab.cloud.services.iam.service_linked import PATH
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.iam import Group


def attach(kind: HolderKind, call: Invocation) -> Output:
    held, arn = to_change(kind, call), call.text("PolicyArn")
    if managed_document(call.account, arn) is None:
        raise no_such_entity(f"Policy {arn} does not exist or is not attachable.")
    if path_of(arn).startswith(PATH):
        raise ServiceError("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.")
    if arn not in held.attached:
        quotas.check(f"PoliciesPer{kind.title}", len(held.attached) + 1, kind.attached_quota)
        store(call, replace(held, attached=(*held.attached, arn)))
    return {}


def detach(kind: HolderKind, call: Invocation) -> Output:
    held, arn = to_change(kind, call), call.text("PolicyArn")
    if arn not in held.attached:
        raise no_such_entity(f"Policy {arn} was not found.")
    store(call, replace(held, attached=tuple(kept for kept in held.attached if kept != arn)))
    return {}


def list_attached(kind: HolderKind, call: Invocation) -> Output:
    held, prefix = kind.find(call), call.text("PathPrefix", "/")
    return complete(
        [
            {"PolicyName": arn.rsplit("/", 1)[-1], "PolicyArn": arn}
            for arn in held.attached
            if path_of(arn).startswith(prefix)
        ],
        "AttachedPolicies",
    )


def list_entities_for_policy(call: Invocation) -> Output:
    """Who holds a managed policy: the question to ask before deleting it."""
    arn, only = call.text("PolicyArn"), call.text("EntityFilter")
    if managed_document(call.account, arn) is None:
        raise no_such_entity(f"Policy {arn} was not found.")
    usage, prefix = call.text("PolicyUsageFilter"), call.text("PathPrefix", "/")

    def holds(held: Holder) -> bool:
        attached = arn in held.attached and usage != "PermissionsBoundary"
        bound = not isinstance(held, Group) and held.boundary == arn and usage != "PermissionsPolicy"
        return held.path.startswith(prefix) and (attached or bound)

    account = call.account
    found: dict[str, list[Holder]] = {
        "Group": [*filter(holds, account.groups.values())],
        "User": [*filter(holds, account.users.values())],
        "Role": [*filter(holds, account.roles.values())],
    }
    return {
        f"Policy{kind}s": [{f"{kind}Name": held.name, f"{kind}Id": held.id} for held in holders if only in ("", kind)]
        for kind, holders in found.items()
    } | {"IsTruncated": False}


def _keys(kind: HolderKind, call: Invocation) -> Context:
    return policy_arn_key(call) | kind.context(call)


def _operations(kind: HolderKind) -> Operations:
    keys = partial(_keys, kind)
    changes = {f"Attach{kind.title}Policy": attach, f"Detach{kind.title}Policy": detach}
    listing = f"ListAttached{kind.title}Policies"
    return {
        name: Operation(
            f"iam:{name}",
            kind.resource,
            partial(carry_out, kind),
            writes=True,
            context=keys,
            precondition=policy_arn_valid,
        )
        for name, carry_out in changes.items()
    } | {listing: Operation(f"iam:{listing}", kind.resource, partial(list_attached, kind))}


OPERATIONS: Operations = {
    **{name: operation for kind in ALL for name, operation in _operations(kind).items()},
    "ListEntitiesForPolicy": on_policy("ListEntitiesForPolicy", list_entities_for_policy),
}
