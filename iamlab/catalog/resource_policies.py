"""Which resources can carry a policy, and what such a policy can speak of.

Sources: the resource types of "AWS services that work with IAM" (column "Resource-based policies") and of
"ValidatePolicy" (IAM Access Analyzer); the actions and ARNs are those of the "Service Authorization Reference".
"""

from dataclasses import dataclass
from functools import lru_cache

from iamlab.catalog.actions import describe, services
from iamlab.catalog.resource_types import FIELDS, formats_of

ROLE = "AWS::IAM::AssumeRolePolicyDocument"
_WILDCARDS = "*?"
_LONGEST = 128  # characters of an action's name


@dataclass(frozen=True, slots=True)
class Carrier:
    """A type of resource that can carry a policy, by its names in the Service Authorization Reference.

    `service` is the prefix of the actions. An action belongs into the policy if it works on one of `kinds`; the
    policy's resources are ARNs of `arn_kinds`, or, where that is None, of any service.
    """

    service: str
    kinds: tuple[str, ...]
    arn_kinds: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an ARN format says for sure: its service, whether it has a Region and an account, how it begins."""

    service: str
    has_region: bool
    has_account: bool
    beginning: str


def _own(service: str, *kinds: str) -> Carrier:
    return Carrier(service, kinds, kinds)


_S3_ACTIONS = ("accesspoint", "accesspointobject", "bucket", "object")

# By the names of CloudFormation, as "ValidatePolicy" has them. The first six are the ones that Access Analyzer knows.
_CARRIERS = {
    "AWS::S3::Bucket": Carrier("s3", ("bucket", "object"), ("bucket", "object")),
    "AWS::S3::AccessPoint": Carrier("s3", _S3_ACTIONS, ("accesspoint", "accesspointobject")),
    "AWS::S3::MultiRegionAccessPoint": Carrier("s3", _S3_ACTIONS, ("multiregionaccesspoint",)),
    "AWS::S3ObjectLambda::AccessPoint": _own("s3-object-lambda", "objectlambdaaccesspoint"),
    ROLE: Carrier("sts", ("role",), ()),
    "AWS::DynamoDB::Table": Carrier("dynamodb", ("table", "index", "stream"), ("table", "index", "stream")),
    "AWS::Backup::BackupVault": Carrier("backup", ("backupVault", "recoveryPoint"), None),
    "AWS::CodeArtifact::Domain": _own("codeartifact", "domain"),
    "AWS::CodeArtifact::Repository": _own("codeartifact", "repository", "package", "package-group"),
    "AWS::ECR::PublicRepository": _own("ecr-public", "repository"),
    "AWS::ECR::Repository": _own("ecr", "repository"),
    "AWS::EFS::FileSystem": _own("elasticfilesystem", "file-system"),
    "AWS::Elasticsearch::Domain": _own("es", "domain"),
    "AWS::Kinesis::Stream": _own("kinesis", "stream"),
    "AWS::Kinesis::StreamConsumer": _own("kinesis", "consumer"),
    "AWS::KMS::Key": _own("kms", "key"),
    "AWS::Lambda::Function": _own("lambda", "function", "function alias", "function version"),
    "AWS::Lambda::LayerVersion": _own("lambda", "layerVersion"),
    "AWS::Logs::LogGroup": _own("logs", "log-group", "log-stream"),
    "AWS::MediaStore::Container": _own("mediastore", "container", "folder", "object"),
    "AWS::OpenSearchService::Domain": _own("es", "domain"),
    "AWS::S3Express::DirectoryBucket": _own("s3express", "bucket"),
    "AWS::S3Tables::Table": _own("s3tables", "Table"),
    "AWS::S3Tables::TableBucket": _own("s3tables", "TableBucket", "Table"),
    "AWS::SecretsManager::Secret": _own("secretsmanager", "Secret"),
    "AWS::SNS::Topic": _own("sns", "topic"),
    "AWS::SQS::Queue": _own("sqs", "queue"),
}
_BY_LOWER_CASE = {name.lower(): carrier for name, carrier in _CARRIERS.items()}


def names() -> tuple[str, ...]:
    """The types of resources that have a resource policy, sorted. A role has a trust policy and is not among them."""
    return tuple(sorted(name for name in _CARRIERS if name != ROLE))


def find(resource_type: str | None) -> Carrier | None:
    """The resource type of that name, upper and lower case alike; None where nothing is known about it."""
    return _BY_LOWER_CASE.get(resource_type.lower()) if resource_type else None


def names_action(carrier: Carrier, action: str) -> bool:
    """Whether a policy of such a resource can name `action`. Of a pattern only the service is looked at.

    What no service has is left to others to judge.
    """
    service, _, name = action.lower().partition(":")
    if service != carrier.service:
        return service not in services()
    is_name = len(name) <= _LONGEST and not set(_WILDCARDS) & set(name)
    found = describe(f"{service}:{name}") if is_name else None
    return found is None or bool(set(found.resource_types) & set(carrier.kinds))


def names_resource(carrier: Carrier, arn: str) -> bool:
    """Whether a policy of such a resource can name `arn`, which may hold wildcards and variables.

    What is no ARN with six fields is left to others to judge.
    """
    fields = arn.split(":", FIELDS - 1)
    if carrier.arn_kinds is None or len(fields) < FIELDS or fields[0] != "arn":
        return True
    return any(_fits(shape, fields) for kind in carrier.arn_kinds for shape in _shapes(carrier.service, kind))


def _fits(shape: _Shape, fields: list[str]) -> bool:
    _, _, service, region, account, resource = fields
    if shape.service != service:
        return _is_open(service)
    if ((region and not shape.has_region) or (account and not shape.has_account)) and not _is_open(region + account):
        return False
    # Only in Amazon S3 does a missing Region tell one resource type from another; elsewhere it is forgotten.
    if service == "s3" and shape.has_account and not account:
        return False
    known = _before_open(resource)
    return known.startswith(shape.beginning) or (known != resource and shape.beginning.startswith(known))


def _is_open(field: str) -> bool:
    return field != _before_open(field)


def _before_open(field: str) -> str:
    """The text before the first wildcard or variable."""
    places = [place for place in map(field.find, ("*", "?", "${")) if place >= 0]
    return field[: min(places)] if places else field


@lru_cache(maxsize=256)
def _shapes(service: str, kind: str) -> tuple[_Shape, ...]:
    fields = [one.split(":", FIELDS - 1) for one in formats_of(service, kind)]
    return tuple(
        _Shape(one[2], bool(one[3]), bool(one[4]), _before_open(one[5])) for one in fields if len(one) == FIELDS
    )
