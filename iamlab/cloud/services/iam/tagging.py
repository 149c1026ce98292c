"""Tags: the same three operations for each kind of thing. AWS page: "Tags for AWS IAM resources"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Operations, complete
from iamlab.cloud.services.iam.tags import tag_keys, tags_of
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output, no_precondition


@dataclass(frozen=True, slots=True)
class Taggable:
    """One kind of things with tags. `title` is how operations spell it: TagUser, UntagUser, ListUserTags.

    `find` returns the thing that a call names, a frozen value with a field `tags`; `store` keeps a changed one. The
    keys of users and roles are the same in either case (`ignoring_case`).
    """

    title: str
    find: Callable[[Invocation], Any]
    resource: Callable[[Invocation], str]
    store: Callable[[Invocation, Any], None]
    ignoring_case: bool = False
    precondition: Callable[[Invocation], None] = no_precondition


def operations(kind: Taggable) -> Operations:
    """Return the operations that tag, untag and list the tags of a kind."""
    return {
        f"Tag{kind.title}": Operation(
            f"iam:Tag{kind.title}",
            kind.resource,
            partial(_tag, kind),
            writes=True,
            context=tag_keys,
            precondition=kind.precondition,
        ),
        f"Untag{kind.title}": Operation(
            f"iam:Untag{kind.title}",
            kind.resource,
            partial(_untag, kind),
            writes=True,
            context=_keys_to_go,
            precondition=kind.precondition,
        ),
        f"List{kind.title}Tags": Operation(
            f"iam:List{kind.title}Tags", kind.resource, partial(_list, kind), precondition=kind.precondition
        ),
    }


def require_tagging(call: Invocation, title: str, resource: str) -> None:
    """Whoever gives tags to what they create needs the permission to tag it, too."""
    if call.parameters.get("Tags"):
        call.require(f"iam:Tag{title}", resource, tag_keys(call))


def _tag(kind: Taggable, call: Invocation) -> Output:
    held = kind.find(call)
    given = tags_of(call, kind.ignoring_case)
    new = {_same(kind, key) for key in given}
    tags = {key: value for key, value in held.tags.items() if _same(kind, key) not in new} | given
    quotas.check(f"TagsPer{kind.title}", len(tags), quotas.TAGS)
    kind.store(call, replace(held, tags=tags))
    return {}


def _untag(kind: Taggable, call: Invocation) -> Output:
    held = kind.find(call)
    gone = {_same(kind, str(key)) for key in call.parameters.get("TagKeys", [])}
    kept: Mapping[str, str] = {key: value for key, value in held.tags.items() if _same(kind, key) not in gone}
    kind.store(call, replace(held, tags=kept))
    return {}


def _list(kind: Taggable, call: Invocation) -> Output:
    held = kind.find(call)
    return complete([{"Key": key, "Value": value} for key, value in sorted(held.tags.items())], "Tags")


def _same(kind: Taggable, key: str) -> str:
    return key.lower() if kind.ignoring_case else key


def _keys_to_go(call: Invocation) -> Context:
    return {"aws:TagKeys": [str(key) for key in call.parameters.get("TagKeys", [])]}
