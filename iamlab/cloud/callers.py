"""Who is calling, and which policies speak about them."""

from dataclasses import dataclass
from functools import lru_cache

from iamlab.catalog import managed_policies
from iamlab.cloud import identifiers
from iamlab.cloud.account import ROOT, Account, User
from iamlab.cloud.errors import ServiceError
from iamlab.evaluator import AttachedPolicy, CompiledPolicy, Layers, compile
from iamlab.policy.format import pretty
from iamlab.policy.parse import parse


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated identity: an IAM user of the account, or its root user (`user` is None)."""

    arn: str
    user_id: str
    account_id: str
    user: User | None


def authenticate(account: Account, identity: str) -> Caller:
    """Return the caller behind a profile's name ("root" or a user name).

    Raises ServiceError InvalidClientTokenId when the account has no such user, as AWS does for a deleted user's keys.
    """
    if identity == ROOT:
        return Caller(identifiers.root_arn(account.id), account.id, account.id, None)
    user = account.users.get(identity)
    if user is None:
        raise ServiceError("InvalidClientTokenId", "The security token included in the request is invalid.", 403)
    return Caller(identifiers.iam_arn(account.id, "user", user.path, user.name), user.id, account.id, user)


def layers(account: Account, caller: Caller) -> Layers:
    """Return the policies that apply to a caller, each named as the learner knows it."""
    if caller.user is None:
        return Layers()
    user = caller.user
    own = [_attached(account, arn) for arn in user.attached]
    own += [AttachedPolicy(f"{name} (inline)", _compiled(text)) for name, text in user.inline.items()]
    for group in account.groups_of(user.name):
        own += [_attached(account, arn, f" (from group {group.name})") for arn in group.attached]
        own += [
            AttachedPolicy(f"{name} (inline, from group {group.name})", _compiled(text))
            for name, text in group.inline.items()
        ]
    boundary = _attached(account, user.boundary) if user.boundary else None
    return Layers(identity=tuple(own), boundary=boundary)


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


def _attached(account: Account, arn: str, origin: str = "") -> AttachedPolicy:
    text = managed_document(account, arn)
    if text is None:
        raise LookupError(f"The account refers to {arn}, which does not exist.")
    return AttachedPolicy(arn.rsplit("/", 1)[-1] + origin, _compiled(text))


@lru_cache(maxsize=512)
def _compiled(text: str) -> CompiledPolicy:
    # Laid out line by line, so that a trace can point at the lines of a statement.
    return compile(parse(pretty(text)))
