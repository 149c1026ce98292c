"""How long a policy may be, and how AWS counts: one row a quota, with the AWS page that gives the number."""

import re
from dataclasses import dataclass
from enum import Enum

from iamlab.catalog.resource_policies import ROLE
from iamlab.policy.document import PolicyType


class Counted(Enum):
    """What counts against a quota, as a sentence says it."""

    VISIBLE = "characters, white space not counted"
    CHARACTERS = "characters, white space counted"
    BYTES = "bytes, white space counted"


@dataclass(frozen=True, slots=True)
class Quota:
    """How long a policy may be. `name` is what it is a quota of, `note` what else decides, `page` where AWS says so."""

    name: str
    limit: int
    counted: Counted
    page: str
    note: str = ""

    def used(self, text: str) -> int:
        """How much of the quota a text takes."""
        if self.counted is Counted.VISIBLE:
            return len(_WHITE_SPACE.sub("", text))
        return len(text.encode(errors="replace")) if self.counted is Counted.BYTES else len(text)


_WHITE_SPACE = re.compile(r"\s+")
_IAM = "IAM and AWS STS quotas"
_ORGANIZATIONS = "Quotas for AWS Organizations"
_SHARED = "All inline policies together share it."
_CONSOLE = "The console takes away white space between elements before it saves; the CLI does not."

MANAGED = Quota("A managed policy", 6_144, Counted.VISIBLE, _IAM)
USER_INLINE = Quota("Inline policies of a user", 2_048, Counted.VISIBLE, _IAM, _SHARED)
GROUP_INLINE = Quota("Inline policies of a group", 5_120, Counted.VISIBLE, _IAM, _SHARED)
ROLE_INLINE = Quota("Inline policies of a role", 10_240, Counted.VISIBLE, _IAM, _SHARED)
TRUST = Quota("A trust policy", 2_048, Counted.VISIBLE, _IAM, "An account can ask for more.")
SESSION = Quota(
    "A session policy",
    2_048,
    Counted.CHARACTERS,
    "AssumeRole (AWS STS API reference)",
    "It shares them with the ARNs of managed session policies.",
)
SCP = Quota("A service control policy", 10_240, Counted.CHARACTERS, _ORGANIZATIONS, _CONSOLE)
RCP = Quota("A resource control policy", 5_120, Counted.CHARACTERS, _ORGANIZATIONS, _CONSOLE)
ENDPOINT = Quota("A VPC endpoint policy", 20_480, Counted.CHARACTERS, "AWS PrivateLink quotas")

_BY_TYPE = {
    PolicyType.IDENTITY: (MANAGED, USER_INLINE, GROUP_INLINE, ROLE_INLINE),
    PolicyType.BOUNDARY: (MANAGED,),
    PolicyType.SESSION: (SESSION,),
    PolicyType.SCP: (SCP,),
    PolicyType.TRUST: (TRUST,),
    PolicyType.RCP: (RCP,),
    PolicyType.ENDPOINT: (ENDPOINT,),
}

_S3 = "Adding a bucket policy by using the Amazon S3 console"
_BY_RESOURCE_TYPE = {
    ROLE: TRUST,
    "AWS::S3::Bucket": Quota("A bucket policy", 20_480, Counted.BYTES, _S3),
    "AWS::S3::AccessPoint": Quota("An access point policy", 20_480, Counted.BYTES, "Access points restrictions"),
    "AWS::S3Tables::TableBucket": Quota(
        "A table bucket policy", 20_480, Counted.CHARACTERS, "PutTableBucketPolicy (Amazon S3 API reference)"
    ),
    "AWS::S3Tables::Table": Quota(
        "A table policy", 20_480, Counted.CHARACTERS, "PutTablePolicy (Amazon S3 API reference)"
    ),
    "AWS::SQS::Queue": Quota(
        "A queue policy", 8_192, Counted.BYTES, "Amazon SQS policy quotas", "At most 20 statements and 50 principals."
    ),
    "AWS::SNS::Topic": Quota(
        "A topic policy",
        30_720,
        Counted.BYTES,
        "Amazon SNS API permissions: Actions and resources reference",
        "At most 100 statements and 200 principals.",
    ),
    "AWS::KMS::Key": Quota("A key policy", 32_768, Counted.BYTES, "AWS KMS resource quotas"),
    "AWS::Lambda::Function": Quota("A function policy", 20_480, Counted.BYTES, "Lambda quotas"),
    "AWS::SecretsManager::Secret": Quota(
        "A secret's policy", 20_480, Counted.CHARACTERS, "PutResourcePolicy (Secrets Manager API reference)"
    ),
    "AWS::ECR::Repository": Quota(
        "A repository policy", 10_240, Counted.CHARACTERS, "SetRepositoryPolicy (Amazon ECR API reference)"
    ),
    "AWS::ECR::PublicRepository": Quota(
        "A repository policy", 10_240, Counted.CHARACTERS, "SetRepositoryPolicy (Amazon ECR Public API reference)"
    ),
    "AWS::DynamoDB::Table": Quota(
        "A table policy", 20_480, Counted.BYTES, "PutResourcePolicy (Amazon DynamoDB API reference)"
    ),
    "AWS::EFS::FileSystem": Quota(
        "A file system policy", 20_000, Counted.CHARACTERS, "PutFileSystemPolicy (Amazon EFS API reference)"
    ),
    "AWS::Events::EventBus": Quota(
        "An event bus policy", 10_240, Counted.BYTES, "PutPermission (Amazon EventBridge API reference)"
    ),
    "AWS::ApiGateway::RestApi": Quota(
        "An API's resource policy",
        8_192,
        Counted.CHARACTERS,
        "Amazon API Gateway quotas",
        "An account can ask for more.",
    ),
    "AWS::OpenSearchService::Domain": Quota(
        "A domain's access policy", 102_400, Counted.BYTES, "CreateDomain (OpenSearch Service API reference)"
    ),
    "AWS::CodeArtifact::Domain": Quota(
        "A domain's policy", 7_168, Counted.CHARACTERS, "PutDomainPermissionsPolicy (CodeArtifact API reference)"
    ),
    "AWS::CloudTrail::EventDataStore": Quota(
        "An event data store's policy", 8_192, Counted.CHARACTERS, "PutResourcePolicy (CloudTrail API reference)"
    ),
    "AWS::S3Glacier::Vault": Quota("A vault policy", 20_480, Counted.BYTES, "SetVaultAccessPolicy (S3 Glacier)"),
}
# What a policy of an unnamed resource is measured by: no quota is given more often.
_ANY_RESOURCE = Quota("A resource policy", 20_480, Counted.CHARACTERS, _S3, "Each kind of resource has its own quota.")


def quotas(policy_type: PolicyType, resource_type: str | None = None) -> tuple[Quota, ...]:
    """What a policy of this type must fit into. The first is the one that the check looks at."""
    if policy_type is PolicyType.RESOURCE:
        return (_BY_RESOURCE_TYPE.get(resource_type or "", _ANY_RESOURCE),)
    return _BY_TYPE[policy_type]
