"""Finding what an ARN names: whose it is, its own policy and its tags."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.resource import Resource
from iamlab.policy import PolicyType
from iamlab.policy.arns import Arn, parse_arn

_PARTS = ("/index/", "/stream/", "/backup/", "/export/", ":log-stream:")
_FUNCTION_FIELDS = 7  # arn:aws:lambda:us-east-1:123456789012:function:name


@dataclass(frozen=True, slots=True)
class Found:
    """A resource of the company. `policy` is the text of its own policy, `policy_name` what the learner knows it by."""

    account_id: str
    policy: str | None = None
    policy_name: str = ""
    policy_type: PolicyType = PolicyType.RESOURCE
    tags: Mapping[str, str] = field(default_factory=dict)


def find(company: Company, arn_text: str, action: str) -> Found | None:
    """What an ARN names, for somebody who wants to do `action` with it; None where the company has no such thing.

    A role's policy is its trust policy, which speaks about assuming it only.
    """
    arn = parse_arn(arn_text)
    if arn is None:
        return None
    if arn.service == "s3":
        return _in_bucket(company, arn)
    account = company.accounts.get(arn.account)
    if account is None:
        return None
    if arn.service == "iam":
        return _iam(account, arn, action)
    held = _held(account, arn_text)
    return Found(account.id, held.policy, _policy_name(arn), tags=held.tags) if held else Found(account.id)


def account_in(arn_text: str) -> str | None:
    """The account that an ARN names; None where it names none, as those of buckets and AWS managed policies."""
    arn = parse_arn(arn_text)
    return arn.account if arn and arn.account.isdigit() else None


def _in_bucket(company: Company, arn: Arn) -> Found | None:
    """A bucket or an object in it: the bucket's policy speaks about both, its tags about itself."""
    name, slash, _ = arn.resource.partition("/")
    owned = company.bucket(name)
    if owned is None:
        return None
    account, bucket = owned
    return Found(account.id, bucket.policy, f"bucket policy of {name}", tags={} if slash else bucket.tags)


def _iam(account: Account, arn: Arn, action: str) -> Found:
    kind, _, rest = arn.resource.partition("/")
    name = rest.rpartition("/")[2]
    if kind == "role" and name in account.roles:
        role = account.roles[name]
        trust = role.trust if action.startswith("sts:") else None
        return Found(account.id, trust, f"trust policy of {name}", PolicyType.TRUST, role.tags)
    if kind == "user" and name in account.users:
        return Found(account.id, tags=account.users[name].tags)
    policy = account.policies.get(str(arn))
    return Found(account.id, tags=policy.tags if policy else {})


def _held(account: Account, arn: str) -> Resource | None:
    """The resource of that ARN, or that the ARN is a part of, in any of the account's dictionaries."""
    dictionaries = [held for one in fields(account) if isinstance(held := getattr(account, one.name), dict)]
    for name in (arn, *_wholes(arn)):
        for held in dictionaries:
            found = held.get(name)
            if isinstance(found, Resource):
                return found
    return None


def _wholes(arn: str) -> Iterator[str]:
    """What the ARN may be a part of: an index or a stream of a table, a version of a function, all of a log group."""
    for mark in _PARTS:
        before, found, _ = arn.partition(mark)
        if found:
            yield before
    if ":function:" in arn:
        yield ":".join(arn.split(":")[:_FUNCTION_FIELDS])
    yield arn.removesuffix(":*")


def _policy_name(arn: Arn) -> str:
    kind = "key policy" if arn.service == "kms" else "resource policy"
    return f"{kind} of {arn.resource.rpartition('/')[2].rpartition(':')[2]}"
