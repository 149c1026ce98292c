"""Permissions boundaries of users and roles. AWS page: "Permissions boundaries for IAM entities"."""

from dataclasses import replace
from functools import partial

from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import no_such_entity
from iamlab.cloud.services.iam.entities import Operations, asked_boundary_key, boundary_key
from iamlab.cloud.services.iam.holders import ROLES, USERS, HolderKind, store, to_change
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import Group


def put(kind: HolderKind, call: Invocation) -> Output:
    return _set(kind, call, call.text("PermissionsBoundary"))


def delete(kind: HolderKind, call: Invocation) -> Output:
    return _set(kind, call, None)


def _set(kind: HolderKind, call: Invocation, boundary: str | None) -> Output:
    held = to_change(kind, call)
    if boundary and managed_document(call.account, boundary) is None:
        raise no_such_entity(f"Scope ARN: {boundary} does not exist or is not attachable.")
    if not isinstance(held, Group):
        store(call, replace(held, boundary=boundary))
    return {}


def _operations(kind: HolderKind) -> Operations:
    put_name, delete_name = f"Put{kind.title}PermissionsBoundary", f"Delete{kind.title}PermissionsBoundary"
    return {
        put_name: Operation(
            f"iam:{put_name}", kind.resource, partial(put, kind), writes=True, context=asked_boundary_key
        ),
        delete_name: Operation(
            f"iam:{delete_name}", kind.resource, partial(delete, kind), writes=True, context=boundary_key
        ),
    }


OPERATIONS: Operations = {**_operations(USERS), **_operations(ROLES)}
