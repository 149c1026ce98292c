"""Attaching managed policies to users and groups. AWS page: "Adding and removing IAM identity permissions"."""

from dataclasses import replace
from functools import partial

from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Operations, complete, on_policy, policy_arn_key, policy_arn_valid
from iamlab.cloud.services.iam.holders import GROUPS, USERS, HolderKind, store
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output


def attach(kind: HolderKind, call: Invocation) -> Output:
    held, arn = kind.find(call), call.text("PolicyArn")
    if managed_document(call.account, arn) is None:
        raise no_such_entity(f"Policy {arn} does not exist or is not attachable.")
    if arn not in held.attached:
        quotas.check(f"PoliciesPer{kind.title}", len(held.attached) + 1, kind.attached_quota)
        store(call, replace(held, attached=(*held.attached, arn)))
    return {}


def detach(kind: HolderKind, call: Invocation) -> Output:
    held, arn = kind.find(call), call.text("PolicyArn")
    if arn not in held.attached:
        raise no_such_entity(f"Policy {arn} was not found.")
    store(call, replace(held, attached=tuple(kept for kept in held.attached if kept != arn)))
    return {}


def list_attached(kind: HolderKind, call: Invocation) -> Output:
    held = kind.find(call)
    return complete(
        [{"PolicyName": arn.rsplit("/", 1)[-1], "PolicyArn": arn} for arn in held.attached], "AttachedPolicies"
    )


def list_entities_for_policy(call: Invocation) -> Output:
    """Who holds a managed policy: the question to ask before deleting it."""
    arn = call.text("PolicyArn")
    if managed_document(call.account, arn) is None:
        raise no_such_entity(f"Policy {arn} was not found.")
    users = [held for held in call.account.users.values() if arn in (*held.attached, held.boundary)]
    groups = [held for held in call.account.groups.values() if arn in held.attached]
    return {
        "PolicyGroups": [{"GroupName": held.name, "GroupId": held.id} for held in groups],
        "PolicyUsers": [{"UserName": held.name, "UserId": held.id} for held in users],
        "PolicyRoles": [],
        "IsTruncated": False,
    }


def _keys(kind: HolderKind, call: Invocation) -> Context:
    return policy_arn_key(call) | kind.context(call)


def _operations(kind: HolderKind) -> Operations:
    plural = "AttachedUserPolicies" if kind is USERS else "AttachedGroupPolicies"
    keys = partial(_keys, kind)
    return {
        f"Attach{kind.title}Policy": Operation(
            f"iam:Attach{kind.title}Policy",
            kind.resource,
            partial(attach, kind),
            writes=True,
            context=keys,
            precondition=policy_arn_valid,
        ),
        f"Detach{kind.title}Policy": Operation(
            f"iam:Detach{kind.title}Policy",
            kind.resource,
            partial(detach, kind),
            writes=True,
            context=keys,
            precondition=policy_arn_valid,
        ),
        f"List{plural}": Operation(f"iam:List{plural}", kind.resource, partial(list_attached, kind)),
    }


OPERATIONS: Operations = {
    **_operations(USERS),
    **_operations(GROUPS),
    "ListEntitiesForPolicy": on_policy("ListEntitiesForPolicy", list_entities_for_policy),
}
