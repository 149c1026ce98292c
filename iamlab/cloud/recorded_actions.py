"""What CloudTrail's records say about permissions: which service was called, by whom, and which actions that needed."""

from collections.abc import Iterable, Mapping
from typing import Any

from botocore.model import Shape

from iamlab.catalog import resource_types
from iamlab.cloud import models
from iamlab.cloud.call import Call
from iamlab.cloud.operations import needs

_VERBS = ("Delete", "Get", "Put")
# Event sources whose first word is not the prefix of the actions.
_PREFIXES = {"monitoring": "cloudwatch", "tagging": "tag"}
# Prefix -> botocore's name of the service, where they differ.
_SERVICES = {
    "access-analyzer": "accessanalyzer",
    "elasticloadbalancing": "elbv2",
    "es": "opensearch",
    "states": "stepfunctions",
    "tag": "resourcegroupstaggingapi",
}
# AWS page: "Logging data events". Those of Amazon S3 are the actions on objects.
_DATA_ACTIONS: Mapping[str, frozenset[str]] = {
    "dynamodb": frozenset(
        {"BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PartiQLDelete"}
        | {"PartiQLInsert", "PartiQLSelect", "PartiQLUpdate", "PutItem", "Query", "Scan", "UpdateItem"}
    ),
    "lambda": frozenset({"InvokeFunction"}),
    "sns": frozenset({"Publish"}),
    "sqs": frozenset({"DeleteMessage", "ReceiveMessage", "SendMessage"}),
}
# Events that have another name than the operation: botocore's service and the event's name -> service and operation.
_OPERATIONS = {
    ("s3", "ListObjects"): ("s3", "ListObjectsV2"),
    **{("s3", f"{verb}BucketPublicAccessBlock"): ("s3", f"{verb}PublicAccessBlock") for verb in _VERBS},
    **{("s3", f"{verb}AccountPublicAccessBlock"): ("s3control", f"{verb}PublicAccessBlock") for verb in _VERBS},
}
_PARAMETERS = {("s3", "bucketName"): "Bucket"}

Record = Mapping[str, Any]


def namespace(record: Record) -> str:
    """The service's prefix, as in actions: `iam`."""
    source = str(record.get("eventSource", "")).partition(".")[0]
    return _PREFIXES.get(source, source)


def by_namespace(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records of each service, in their order."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(namespace(record), []).append(record)
    return found


def entity(record: Record) -> str:
    """The ARN of the IAM user or role that called; "" for anybody else."""
    identity = record.get("userIdentity") or {}
    if identity.get("type") == "IAMUser":
        return str(identity.get("arn", ""))
    issuer = (identity.get("sessionContext") or {}).get("sessionIssuer") or {}
    return str(issuer.get("arn", ""))


def actions(record: Record) -> list[str]:
    """The actions that the recorded call needed, each once. Roles that it handed over do not count.

    AWS page: "IAM Access Analyzer policy generation": CloudTrail does not track iam:PassRole.
    """
    prefix, name = namespace(record), str(record.get("eventName", ""))
    known = botocore_service(prefix)
    if known is None:
        return []
    service, operation = _OPERATIONS.get((known, name), (known, name))
    if operation not in models.service(service).operation_names:
        return []
    given = _restored(service, record.get("requestParameters") or {}, _input(service, operation))
    asked = needs(Call(service, operation, given), str(record.get("recipientAccountId", ""))) or ()
    return list(dict.fromkeys(need.action for need in asked if need.action != "iam:PassRole"))


def botocore_service(prefix: str) -> str | None:
    """botocore's name of the service that actions of a prefix belong to; None where it has no such service."""
    name = _SERVICES.get(prefix, prefix)
    return name if name in models.services().values() else None


def is_data_action(action: str) -> bool:
    """Whether an action's calls are data events, which are tracked neither by action nor by the event history."""
    prefix, _, name = action.partition(":")
    if prefix == "s3":
        return any(arn.endswith("/${ObjectName}") for arn in resource_types.arn_formats(action))
    return name in _DATA_ACTIONS.get(prefix, ())


def _input(service: str, operation: str) -> Shape | None:
    return models.operation(service, operation).input_shape


def _restored(service: str, recorded: Any, shape: Shape | None) -> Any:
    """A record's parameters as the API spells them. Records begin names with a small letter."""
    if shape is None or recorded is None:
        return {}
    if shape.type_name == "structure" and isinstance(recorded, Mapping):
        spelled = {name[:1].lower() + name[1:]: name for name in shape.members}
        named = ((_PARAMETERS.get((service, name)) or spelled.get(name), value) for name, value in recorded.items())
        return {
            name: _restored(service, value, shape.members[name])
            for name, value in named
            if name in shape.members and value is not None
        }
    if shape.type_name == "list" and isinstance(recorded, list):
        return [_restored(service, value, shape.member) for value in recorded]
    return recorded
