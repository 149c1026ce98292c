"""Finding what an ARN names: whose it is, its own policy and its tags."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from iamlab.cloud import bucket_access
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.kms import default_policy
from iamlab.cloud.state.resource import Resource
from iamlab.policy import PolicyType
from iamlab.policy.arns import Arn, parse_arn

_PARTS = ("/index/", "/stream/", "/backup/", "/export/", ":log-stream:")
_NEW_KEY = "key/*"
# What these do with an object does not depend on the one that is there, nor on whose it is.
_OF_BUCKET = frozenset({"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"})
_FUNCTION_FIELDS = 7  # arn:aws:lambda:us-east-1:123456789012:function:name


@dataclass(frozen=True, slots=True)
class Found:
    """A resource of the company. `policy` is the text of its own policy, `policy_name` what the learner knows it by.

    What is `shared` belongs to the organisation: for IAM it is in the account of whoever asks. `keys` are further
    condition keys that the resource has, `granted` what it adds to the policies of principals, by their ARNs.
    """

    account_id: str
    policy: str | None = None
    policy_name: str = ""
    policy_type: PolicyType = PolicyType.RESOURCE
    tags: Mapping[str, str] = field(default_factory=dict)
    shared: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    granted: Mapping[str, str] = field(default_factory=dict)


def find(company: Company, arn_text: str, action: str) -> Found | None:
    """What an ARN names, for somebody who wants to do `action` with it; None where the company has no such thing.

    A role's policy is its trust policy, which speaks about assuming it only.
    """
    arn = parse_arn(arn_text)
    if arn is None:
        return None
    if arn.service == "s3" and not arn.account:
        return _in_bucket(company, arn, action)
    if action == "sts:AssumeRoot":  # AWS STS itself tells whose root users are in the caller's hands
        return Found(arn.account, shared=True)
    account = company.accounts.get(arn.account)
    if account is None or (company.organization and company.organization.is_closed(account.id)):
        return None
    if arn.service == "iam":
        return _iam(account, arn, action)
    if arn.service == "organizations":
        return _of_organization(company, arn)
    if arn.service == "kms" and arn.resource == _NEW_KEY:  # its own policy does not speak yet: IAM decides
        return Found(account.id, default_policy(account.id), "default key policy")
    held = _held(account, arn_text)
    if held is None:
        return Found(account.id)
    return Found(account.id, held.policy_in_force, _policy_name(arn), tags=held.tags, granted=held.granted)


def account_in(arn_text: str) -> str | None:
    """The account that an ARN names; None where it names none, as those of buckets and AWS managed policies."""
    arn = parse_arn(arn_text)
    return arn.account if arn and arn.account.isdigit() else None


def _in_bucket(company: Company, arn: Arn, action: str) -> Found | None:
    """A bucket or an object in it: the bucket's policy speaks about both.

    Its tags count where that is enabled ("Enabling ABAC in general purpose buckets"). What somebody else uploaded and
    owns is out of the bucket policy's reach ("Controlling ownership of objects").
    """
    name, slash, key = arn.resource.partition("/")
    owned = company.bucket(name)
    if owned is None or action == "s3:CreateBucket":  # whose name it is already S3 says afterwards
        return None
    account, bucket = owned
    found = bucket.find(key) if slash else None
    existing = None if action in _OF_BUCKET else found
    tags = bucket.tags if bucket.abac else {}
    keys = {
        "s3:ResourceAccount": account.id,
        **{f"s3:BucketTag/{tag}": value for tag, value in tags.items()},
        **{f"s3:ExistingObjectTag/{tag}": value for tag, value in (existing.tags if existing else {}).items()},
    }
    if existing and existing.owner:
        return Found(existing.owner, keys=keys)
    policy = bucket_access.policy_in_force(account, bucket, key, existing)
    return Found(account.id, policy, f"bucket policy of {name}", tags=tags, keys=keys)


def _of_organization(company: Company, arn: Arn) -> Found | None:
    """A root, a unit, an account, a policy or a handshake. Organizations itself tells members what they may not."""
    organization = company.organization
    if organization is None or arn.account != organization.management_account:
        return None
    return Found(arn.account, tags=organization.tags.get(arn.resource.rpartition("/")[2], {}), shared=True)


def _iam(account: Account, arn: Arn, action: str) -> Found:
    kind, _, rest = arn.resource.partition("/")
    name = rest.rpartition("/")[2]
    if kind == "role" and name in account.roles:
        role = account.roles[name]
        trust = role.trust if action.startswith("sts:") else None
        return Found(account.id, trust, f"trust policy of {name}", PolicyType.TRUST, role.tags)
    if kind == "user" and name in account.users:
        return Found(account.id, tags=account.users[name].tags)
    if kind == "instance-profile" and name in account.instance_profiles:
        return Found(account.id, tags=account.instance_profiles[name].tags)
    held = account.policies.get(str(arn)) or _held(account, str(arn))
    return Found(account.id, tags=held.tags if held else {})


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
