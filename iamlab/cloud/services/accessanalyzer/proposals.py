"""The resource as an access preview proposes it: the configuration that is given, the rest as it is now.

AWS pages: "CreateAccessPreview" and the data types of the configurations in the IAM Access Analyzer API Reference. What
is left out stays as the existing resource has it; an empty policy proposes to have none. The lab knows the types whose
access is all in a policy, and S3 buckets; not snapshots, streams, access points and grants of KMS keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from iamlab.cloud import bucket_access
from iamlab.cloud.errors import not_simulated
from iamlab.cloud.identifiers import canonical_user_id
from iamlab.cloud.services.accessanalyzer.errors import invalid
from iamlab.cloud.services.accessanalyzer.shared_resources import SharedResource, may_be_restricted, resource_type
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.kms import default_policy
from iamlab.cloud.state.s3 import Bucket, PublicAccessBlock
from iamlab.policy import PolicyType, parse
from iamlab.policy.arns import parse_arn

_ROLE, _BUCKET, _KEY = "AWS::IAM::Role", "AWS::S3::Bucket", "AWS::KMS::Key"


@dataclass(frozen=True, slots=True)
class _Kind:
    """`policy` is the member that has the policy; `others` are further members that a proposal may have."""

    type: str
    policy: str
    others: frozenset[str] = frozenset()


_KINDS = {
    "iamRole": _Kind(_ROLE, "trustPolicy"),
    "kmsKey": _Kind(_KEY, "keyPolicies"),
    "s3Bucket": _Kind(_BUCKET, "bucketPolicy", frozenset({"bucketAclGrants", "bucketPublicAccessBlock"})),
    # Whoever may use the key, the secret is open only to whom its policy lets in.
    "secretsManagerSecret": _Kind("AWS::SecretsManager::Secret", "secretPolicy", frozenset({"kmsKeyId"})),
    "snsTopic": _Kind("AWS::SNS::Topic", "topicPolicy"),
    "sqsQueue": _Kind("AWS::SQS::Queue", "queuePolicy"),
    "ecrRepository": _Kind("AWS::ECR::Repository", "repositoryPolicy"),
    "efsFileSystem": _Kind("AWS::EFS::FileSystem", "fileSystemPolicy"),
    "dynamodbTable": _Kind("AWS::DynamoDB::Table", "tablePolicy"),
    "s3ExpressDirectoryBucket": _Kind("AWS::S3Express::DirectoryBucket", "bucketPolicy"),
}
_NEEDED = frozenset({_ROLE, _KEY})  # these always have a policy
# What grants to the groups AllUsers and AuthenticatedUsers come to, as a canned ACL.
_GROUPS = "http://acs.amazonaws.com/groups/global/"
_ACLS = {
    frozenset[tuple[str, str]](): "private",
    frozenset({("AllUsers", "READ")}): "public-read",
    frozenset({("AllUsers", "READ"), ("AllUsers", "WRITE")}): "public-read-write",
    frozenset({("AuthenticatedUsers", "READ")}): "authenticated-read",
}


def proposed(call: Invocation, now_there: Mapping[str, SharedResource]) -> SharedResource:
    """The resource that the call proposes; `now_there` are those that the analyzer sees.

    Raises ServiceError ValidationException for one that is no resource of the account's, and PolicyError where the
    proposed policy is no policy.
    """
    configurations: Mapping[str, Any] = call.parameters["configurations"]
    if len(configurations) != 1:
        raise invalid("The configuration must contain exactly one element.")
    ((arn, configuration),) = configurations.items()
    name, given = next(iter(configuration.items()), ("", {}))
    kind = _KINDS.get(name)
    if kind is None:
        raise not_simulated(f"This lab previews no {name or 'empty'} configuration. It previews {', '.join(_KINDS)}.")
    owner = parse_arn(arn)
    if resource_type(arn) != kind.type or owner is None or owner.account not in ("", call.account.id):
        raise invalid(f"{arn[:300]} is no resource of this account that a {name} configuration is for.")
    _refuse_unknown(name, given, kind)
    there = now_there.get(arn)
    return _bucket(call, arn, given) if kind.type == _BUCKET else _with_policy(call, arn, kind, given, there)


def _with_policy(
    call: Invocation, arn: str, kind: _Kind, given: Mapping[str, Any], there: SharedResource | None
) -> SharedResource:
    policy = given.get(kind.policy)
    if kind.type == _KEY:
        policy = (policy or {}).get("default")
    if policy is None:
        policy = there.policy if there else default_policy(call.account.id) if kind.type == _KEY else ""
    if not policy and kind.type in _NEEDED:
        raise invalid(f"The policy of {arn[:300]} must be given, and cannot be empty.")
    policy_type = PolicyType.TRUST if kind.type == _ROLE else PolicyType.RESOURCE
    own = _checked(policy, policy_type)
    limited = may_be_restricted(call.company, call.account.id, arn)
    return SharedResource(arn, kind.type, call.account.id, policy, policy_type, own, limited)


def _bucket(call: Invocation, arn: str, given: Mapping[str, Any]) -> SharedResource:
    name = arn.rpartition(":")[2]
    bucket = call.account.buckets.get(name)
    if bucket is None:
        if call.company.bucket(name):
            raise invalid(f"The bucket {name} belongs to another account.")
        bucket = Bucket(arn=arn, created=call.now, name=name, region=call.region, public_access=None)
    if "bucketPolicy" in given:
        bucket = replace(bucket, policy=given["bucketPolicy"] or None)
    if "bucketAclGrants" in given:
        # A bucket that is to have grants must let them count.
        ownership = None if name not in call.account.buckets else bucket.ownership
        bucket = replace(bucket, acl=_acl(call.account.id, given["bucketAclGrants"]), ownership=ownership)
    if "bucketPublicAccessBlock" in given:
        block = given["bucketPublicAccessBlock"]
        was = bucket.public_access or PublicAccessBlock(block_public_acls=False, block_public_policy=False)
        bucket = replace(
            bucket,
            public_access=replace(
                was,
                ignore_public_acls=block["ignorePublicAcls"],
                restrict_public_buckets=block["restrictPublicBuckets"],
            ),
        )
    own = _checked(bucket.policy or "", PolicyType.RESOURCE)
    policy = bucket_access.policy_in_force(call.account, bucket) or ""
    limited = may_be_restricted(call.company, call.account.id, arn)
    return SharedResource(arn, _BUCKET, call.account.id, policy, own=own, restricted=limited)


def _acl(owner: str, grants: list[Mapping[str, Any]]) -> str:
    """The canned ACL that grants come to; what the owner is granted is its own anyway."""
    own = {"id": canonical_user_id(owner)}
    groups = frozenset(
        (str(grant["grantee"].get("uri")).removeprefix(_GROUPS), str(grant["permission"]))
        for grant in grants
        if grant["grantee"] != own
    )
    if groups not in _ACLS:
        raise not_simulated("This lab previews ACL grants that come to a canned ACL, such as READ for AllUsers.")
    return _ACLS[groups]


def _checked(policy: str, policy_type: PolicyType) -> int:
    """How many statements a policy has; raises PolicyError for what is no policy."""
    return len(parse(policy, policy_type).statements) if policy else 0


def _refuse_unknown(name: str, given: Mapping[str, Any], kind: _Kind) -> None:
    unknown = sorted(member for member in given if member not in (kind.policy, *kind.others))
    if unknown:
        raise not_simulated(f"This lab does not preview {', '.join(unknown)} of {name}. Leave it out.")
