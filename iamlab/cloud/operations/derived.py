"""Parameters that a table of exceptions needs and that the caller wrote in another form: URLs, partial ARNs, SQL.

Names with an underscore are ours; the others replace what the caller wrote.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud import identifiers

Values = dict[str, Any]

_OUTPOST_OR_POINT = re.compile(r"arn:[\w-]+:s3[\w-]*:", re.ASCII)
_PARTIQL = re.compile(
    r"\s*(SELECT\b.*?\bFROM|INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?([\w.-]+)\"?", re.I | re.S | re.A
)
_PARTITION_KEY = re.compile(r"\s*\(?\s*[#\w.-]+\s*=\s*(:\w+)", re.A)
_PARTIQL_CHARACTERS = 2_000  # the table stands near the start of a statement
_MOST = 1_000


def derive(service: str, parameters: Mapping[str, Any]) -> Values:
    """The parameters of a call with those that are worked out from them."""
    more = _BY_SERVICE.get(service)
    synonyms = {
        gap: parameters[name]
        for name, gap in _SYNONYMS.get(service, {}).items()
        if isinstance(parameters.get(name), str)
    }
    return {**parameters, **synonyms, **(more(parameters) if more else {})}


# Parameters that go by another name in the ARNs: botocore's service -> parameter -> gap.
_SYNONYMS = {
    "ec2": {"KeyName": "KeyPairName"},
    "lambda": {"VersionNumber": "LayerVersion"},
    "pinpoint": {"ApplicationId": "AppId"},
    "route53": {"CollectionId": "CidrCollectionId"},
    "ssm": {"WindowId": "MaintenanceWindowId"},
}


def _text(parameters: Mapping[str, Any], name: str) -> str:
    value = parameters.get(name)
    return value if isinstance(value, str) else ""


def _structures(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _s3(parameters: Mapping[str, Any]) -> Values:
    bucket, key = _text(parameters, "Bucket"), _text(parameters, "Key") or "*"
    delete = parameters.get("Delete")
    objects = _structures(delete.get("Objects"))[:_MOST] if isinstance(delete, Mapping) else []
    source, version = _copy_source(parameters.get("CopySource"))
    found: Values = {
        "_bucket": _bucket(bucket),
        "_object": _object(bucket, key),
        "_objects": [_object(bucket, _text(one, "Key")) for one in objects if not one.get("VersionId")],
        "_versions": [_object(bucket, _text(one, "Key")) for one in objects if one.get("VersionId")],
        "_source": source,
        "_source_version": version,
    }
    return {name: value for name, value in found.items() if value}


def _bucket(name: str) -> str:
    """The ARN of a bucket by its name; an access point's own ARN stays what it is ("Using access points")."""
    return name if _OUTPOST_OR_POINT.match(name) else identifiers.bucket_arn(name or "*")


def _object(bucket: str, key: str) -> str:
    if _OUTPOST_OR_POINT.match(bucket):
        return f"{bucket}/object/{key}" if ":accesspoint/" in bucket else f"{bucket}/{key}"
    return identifiers.object_arn(bucket or "*", key)


def _copy_source(source: object) -> tuple[str, str]:
    """The ARN and the version of what is copied: `bucket/key?versionId=x`, or a structure with these parts."""
    if isinstance(source, Mapping):
        return _object(_text(source, "Bucket"), _text(source, "Key") or "*"), _text(source, "VersionId")
    if not isinstance(source, str) or not source:
        return "", ""
    path, _, version = source.partition("?versionId=")
    path = path.removeprefix("/")
    if _OUTPOST_OR_POINT.match(path):
        return path, version
    bucket, _, key = path.partition("/")
    return _object(bucket, key or "*"), version


def _lambda(parameters: Mapping[str, Any]) -> Values:
    """A function is given by its name, by its ARN, or by part of it ("Invoke: FunctionName")."""
    name, qualifier = _text(parameters, "FunctionName"), _text(parameters, "Qualifier")
    if not name:
        return {}
    tail = (
        name.rpartition(":function:")[2] if ":function:" in name else name.partition(":")[2] if _partial(name) else name
    )
    found: Values = {"_function": f"{tail}:{qualifier}" if qualifier and ":" not in tail else tail}
    if not name.startswith("arn:"):
        found["FunctionName"] = tail
    return found


def _partial(name: str) -> bool:
    """Whether a name is `account-id:name`."""
    return name.partition(":")[0].isdigit() and ":" in name


def _kms(parameters: Mapping[str, Any]) -> Values:
    """Which key an alias stands for is not known here, so a key that is named by alias is any key."""
    found: Values = {}
    for name, target in (
        ("KeyId", "KeyId"),
        ("TargetKeyId", "TargetKeyId"),
        ("SourceKeyId", "_source_key"),
        ("DestinationKeyId", "_destination_key"),
    ):
        value = _text(parameters, name)
        if value:
            found[target] = "*" if "alias/" in value else value
    alias = _text(parameters, "KeyId")
    if "alias/" in alias:
        found["_alias"] = "alias/" + alias.partition("alias/")[2]
    return found


def _sqs(parameters: Mapping[str, Any]) -> Values:
    url = _text(parameters, "QueueUrl")
    return {"QueueName": url.rstrip("/").rpartition("/")[2]} if url else {}


def _secrets(parameters: Mapping[str, Any]) -> Values:
    """A secret's ARN ends in a hyphen and six characters that AWS chooses ("What's in a Secrets Manager secret?")."""
    name = _text(parameters, "SecretId") or _text(parameters, "Name")
    several = parameters.get("SecretIdList")
    ids = several if isinstance(several, list) else []
    found: Values = {"_secrets": [_secret(one) for one in ids if isinstance(one, str) and one]}
    return found | ({"SecretId": _secret(name)} if name else {})


def _secret(name: str) -> str:
    return name if name.startswith("arn:") else f"{name}-??????"


def _logs(parameters: Mapping[str, Any]) -> Values:
    """A log group is asked for as all of its streams: policies name `log-group:g:*` ("Overview of managing access")."""
    group = _text(parameters, "logGroupName")
    whole = group and not (group.startswith("arn:") or _text(parameters, "logStreamName"))
    return {"logGroupName": f"{group}:log-stream:"} if whole else {}


def _iam(parameters: Mapping[str, Any]) -> Values:
    """The names of what is created, with their path."""
    path = _text(parameters, "Path")
    if not (path.startswith("/") and path.endswith("/")):
        return {}
    return {
        name: path.removeprefix("/") + value
        for name, value in parameters.items()
        if isinstance(value, str) and name in ("UserName", "RoleName", "GroupName", "PolicyName", "InstanceProfileName")
    }


def _dynamodb(parameters: Mapping[str, Any]) -> Values:
    statements = [_text(parameters, "Statement")]
    for name in ("Statements", "TransactStatements"):
        statements += [_text(one, "Statement") for one in _structures(parameters.get(name))]
    found: dict[str, list[str]] = {}
    for statement in filter(None, statements):
        match = _PARTIQL.match(statement[:_PARTIQL_CHARACTERS])
        if match:
            found.setdefault(match[1].split()[0].lower(), []).append(match[2].partition(".")[0])
    partiql: Values = {"_partiql": found or {"select": ["*"]}} if any(statements) else {}
    leading = _leading_keys(parameters)
    return partiql | ({"_leading_keys": leading} if leading else {})


def _leading_keys(parameters: Mapping[str, Any]) -> list[str]:
    """The partition keys of what a call works on, where it is plain which attribute that is.

    AWS page: "Using IAM policy conditions for fine-grained access control" (dynamodb:LeadingKeys).
    """
    key = parameters.get("Key")
    if isinstance(key, Mapping) and len(key) == 1:
        return _attribute(next(iter(key.values())))
    condition = _PARTITION_KEY.match(_text(parameters, "KeyConditionExpression")[:_PARTIQL_CHARACTERS])
    values = parameters.get("ExpressionAttributeValues")
    return _attribute(values.get(condition[1])) if condition and isinstance(values, Mapping) else []


def _attribute(value: object) -> list[str]:
    """The text of `{"S": "text"}` and of `{"N": "1"}`."""
    found = [value[kind] for kind in ("S", "N") if kind in value] if isinstance(value, Mapping) else []
    return [one for one in found if isinstance(one, str)]


# "Resource IDs": what an id of Amazon EC2 begins with -> the variable of its ARN format.
EC2_IDS = {
    "acl": "NaclId",
    "ami": "ImageId",
    "dopt": "DhcpOptionsId",
    "eipalloc": "AllocationId",
    "eni": "NetworkInterfaceId",
    "i": "InstanceId",
    "igw": "InternetGatewayId",
    "key": "KeyPairName",
    "lt": "LaunchTemplateId",
    "nat": "NatGatewayId",
    "pcx": "VpcPeeringConnectionId",
    "rtb": "RouteTableId",
    "sg": "SecurityGroupId",
    "snap": "SnapshotId",
    "subnet": "SubnetId",
    "tgw": "TransitGatewayId",
    "vol": "VolumeId",
    "vpc": "VpcId",
    "vpce": "VpcEndpointId",
}


def _ec2(parameters: Mapping[str, Any]) -> Values:
    """CreateTags and DeleteTags take ids of any kind in one list."""
    found: dict[str, list[str]] = {}
    resources = parameters.get("Resources")
    for one in resources if isinstance(resources, list) else []:
        variable = EC2_IDS.get(one.partition("-")[0]) if isinstance(one, str) else None
        if variable:
            found.setdefault(variable, []).append(one)
    return dict(found)


def _ecs(parameters: Mapping[str, Any]) -> Values:
    """Without a cluster it is the one called `default`; a task definition is `family` or `family:revision`."""
    cluster = parameters.get("cluster") or parameters.get("clusterName") or "default"
    found: Values = {"ClusterName": cluster.rpartition("/")[2] if isinstance(cluster, str) else "default"}
    definition = _text(parameters, "taskDefinition") or _text(parameters, "family")
    if definition and not definition.startswith("arn:"):
        family, _, revision = definition.partition(":")
        found |= {"TaskDefinitionFamilyName": family, "TaskDefinitionRevisionNumber": revision or "*"}
    return found


def _organizations(parameters: Mapping[str, Any]) -> Values:
    """A target is a root (r-), an organizational unit (ou-) or an account."""
    found: Values = {}
    for name in ("TargetId", "ResourceId", "ParentId", "ChildId"):
        value = _text(parameters, name)
        if value:
            begun = value.partition("-")[0]
            kind = {"r": "RootId", "ou": "OrganizationalUnitId", "p": "PolicyId"}.get(begun, "AccountId")
            found[kind] = value
    if _text(parameters, "Type"):  # in ARNs, the type of a policy is in lower case
        found["PolicyType"] = _text(parameters, "Type").lower()
    return found


def _route53(parameters: Mapping[str, Any]) -> Values:
    """An id may be written as the API answers it: `/hostedzone/Z1`."""
    return {
        name: value.rpartition("/")[2]
        for name, value in parameters.items()
        if isinstance(value, str) and value.startswith(("/hostedzone/", "/change/", "/delegationset/"))
    }


def _ssm(parameters: Mapping[str, Any]) -> Values:
    """A parameter `/a/b` has the ARN `parameter/a/b`; ids of instances are EC2's (i-) or Systems Manager's (mi-)."""
    found: Values = {}
    name, names, ids = parameters.get("Name"), parameters.get("Names"), parameters.get("InstanceIds")
    if isinstance(name, str):
        found["Name"] = name.removeprefix("/")
    if isinstance(names, list):
        found["Names"] = [one.removeprefix("/") for one in names if isinstance(one, str)]
    if _text(parameters, "Path"):
        found["ParameterName"] = _text(parameters, "Path").strip("/") or "*"
    if isinstance(ids, list):
        texts = [one for one in ids if isinstance(one, str)]
        found["_instances"] = {kind: [one for one in texts if one.startswith(f"{kind}-")] for kind in ("i", "mi")}
    return found


_BY_SERVICE: dict[str, Callable[[Mapping[str, Any]], Values]] = {
    "dynamodb": _dynamodb,
    "ec2": _ec2,
    "ecs": _ecs,
    "iam": _iam,
    "kms": _kms,
    "lambda": _lambda,
    "logs": _logs,
    "organizations": _organizations,
    "route53": _route53,
    "s3": _s3,
    "secretsmanager": _secrets,
    "sqs": _sqs,
    "ssm": _ssm,
}
