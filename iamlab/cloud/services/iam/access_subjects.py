"""What a report on last access is about: a user, a group, a role or a managed policy, and whose use of it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from iamlab.cloud import identifiers
from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.iam import entities_by_arn, simulated_policies
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, Role, User
from iamlab.evaluator import CompiledPolicy
from iamlab.evaluator.documents import compiled_text
from iamlab.policy import PolicyType
from iamlab.policy.arns import parse_arn


@dataclass(frozen=True, slots=True)
class Entity:
    """A user or a role. `type` is USER or ROLE."""

    arn: str
    name: str
    type: str
    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Subject:
    policies: tuple[CompiledPolicy, ...]
    entities: tuple[Entity, ...]


def find(account: Account, arn_text: str) -> Subject:
    """Return what an ARN names. Raises ServiceError NoSuchEntity or InvalidInput."""
    arn = parse_arn(arn_text)
    kind, name = entities_by_arn.kind_and_name(arn)
    if arn is None or kind not in (*entities_by_arn.KINDS, "policy"):
        raise ServiceError("InvalidInput", f"Invalid Arn: {arn_text[:200]}")
    document = managed_document(account, arn_text) if kind == "policy" else None
    if document is not None:
        holders = (holder for holder in account.holders() if arn_text in holder.attached)
        found = dict.fromkeys(entity for holder in holders for entity in _entities(account, holder))
        return Subject((_compiled(document),), tuple(found))
    held = entities_by_arn.entity(account, kind, name) if arn.account == account.id else None
    if held is None:
        raise no_such_entity(f"ARN {arn_text} was not found.")
    return Subject(policies_of(account, held), tuple(_entities(account, held)))


def policies_of(account: Account, held: User | Group | Role) -> tuple[CompiledPolicy, ...]:
    """The identity policies of a user, with those of the user's groups, a group or a role."""
    return tuple(_compiled(one.text) for one in simulated_policies.of_entity(account, held))


def entity_of(account: Account, held: User | Role) -> Entity:
    kind = "user" if isinstance(held, User) else "role"
    arn = identifiers.iam_arn(account.id, kind, held.path, held.name)
    return Entity(arn, held.name, kind.upper(), held.id, held.path)


def _entities(account: Account, held: User | Group | Role) -> Iterator[Entity]:
    if isinstance(held, Group):
        yield from (entity_of(account, account.users[name]) for name in held.members if name in account.users)
    else:
        yield entity_of(account, held)


@lru_cache(maxsize=64)
def _compiled(text: str) -> CompiledPolicy:
    # Kept here, too: some of AWS's own are longer than `compiled_text` keeps, and many entities have the same.
    return compiled_text(text, PolicyType.IDENTITY)
