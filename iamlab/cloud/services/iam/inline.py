"""Inline policies of users, groups and roles. AWS page: "Managed policies and inline policies"."""

from dataclasses import replace
from functools import partial

from iamlab.cloud.errors import limit_exceeded, no_such_entity
from iamlab.cloud.services.iam import documents, quotas
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.iam.holders import ALL, Holder, HolderKind, store, to_change
from iamlab.cloud.services.operation import Invocation, Operation, Output


def put(kind: HolderKind, call: Invocation) -> Output:
    held, document = to_change(kind, call), call.text("PolicyDocument")
    documents.check(document)
    inline = {**held.inline, call.text("PolicyName"): document}
    if sum(map(quotas.size, inline.values())) > kind.inline_size:
        raise limit_exceeded(f"Maximum policy size of {kind.inline_size} bytes exceeded for {kind.word} {held.name}")
    store(call, replace(held, inline=inline))
    return {}


def get(kind: HolderKind, call: Invocation) -> Output:
    held = kind.find(call)
    return {
        kind.name_field: held.name,
        "PolicyName": call.text("PolicyName"),
        "PolicyDocument": documents.content(_document(kind, call, held)),
    }


def list_names(kind: HolderKind, call: Invocation) -> Output:
    return {"PolicyNames": sorted(kind.find(call).inline), "IsTruncated": False}


def delete(kind: HolderKind, call: Invocation) -> Output:
    held = to_change(kind, call)
    _document(kind, call, held)
    store(call, replace(held, inline={k: v for k, v in held.inline.items() if k != call.text("PolicyName")}))
    return {}


def _document(kind: HolderKind, call: Invocation, held: Holder) -> str:
    name = call.text("PolicyName")
    if name not in held.inline:
        raise no_such_entity(f"The {kind.word} policy with name {name} cannot be found.")
    return held.inline[name]


def _operations(kind: HolderKind) -> Operations:
    title, resource, keys = kind.title, kind.resource, kind.context
    return {
        f"Put{title}Policy": Operation(
            f"iam:Put{title}Policy", resource, partial(put, kind), writes=True, context=keys
        ),
        f"Get{title}Policy": Operation(f"iam:Get{title}Policy", resource, partial(get, kind)),
        f"List{title}Policies": Operation(f"iam:List{title}Policies", resource, partial(list_names, kind)),
        f"Delete{title}Policy": Operation(
            f"iam:Delete{title}Policy", resource, partial(delete, kind), writes=True, context=keys
        ),
    }


OPERATIONS: Operations = {name: operation for kind in ALL for name, operation in _operations(kind).items()}
