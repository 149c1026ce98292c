"""The service's condition keys of a call, from its parameters.

AWS pages: "Actions, resources, and condition keys" of each service; "AWS global condition context keys" (request tags).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from iamlab.catalog import actions, condition_keys
from iamlab.cloud.operations import kinds, tags, variables
from iamlab.cloud.operations.templates import Place, fill, search
from iamlab.evaluator.request import MAX_VALUES

Context = dict[str, str | list[str]]

_TAG_MARKS = ("requesttag/", "req-tag/", "requestobjecttag/")
_TAG_KEY_LISTS = ("aws:tagkeys", "s3:requestobjecttagkeys")
_HEADERS = "x-amz-"

# Keys that no parameter has the name of: key -> JMESPath expression on the parameters.
_TABLE = {
    "dynamodb:leadingkeys": "_leading_keys",
    "ec2:availabilityzone": "AvailabilityZone || Placement.AvailabilityZone",
    "ec2:encrypted": "Encrypted || BlockDeviceMappings[].Ebs.Encrypted",
    "ec2:instancemarkettype": "InstanceMarketOptions.MarketType",
    "ec2:keypairname": "KeyName",
    "ec2:metadatahttptokens": "MetadataOptions.HttpTokens || HttpTokens",
    "ec2:metadatahttpendpoint": "MetadataOptions.HttpEndpoint || HttpEndpoint",
    "ec2:metadatahttpputresponsehoplimit": "MetadataOptions.HttpPutResponseHopLimit || HttpPutResponseHopLimit",
    "ec2:tenancy": "Placement.Tenancy || InstanceTenancy",
    "ec2:volumesize": "Size || BlockDeviceMappings[].Ebs.VolumeSize",
    "ec2:volumetype": "VolumeType || BlockDeviceMappings[].Ebs.VolumeType",
    "ec2:volumeiops": "Iops || BlockDeviceMappings[].Ebs.Iops",
    "events:detail-type": "Entries[].DetailType",
    "events:source": "Entries[].Source",
    "events:targetarn": "Targets[].Arn",
    "kms:datakeypairspec": "KeyPairSpec",
    "kms:keyspec": "_key_spec || ([!KeyId && KeySpec] | [?@] | [0])",  # of a KMS key, not of a data key
    "kms:schedulekeydeletionpendingwindowindays": "PendingWindowInDays",
    "kms:encryptioncontextkeys": "keys(EncryptionContext)",
    "kms:grantoperations": "Operations",
    "kms:requestalias": "_alias",
    "lambda:layer": "Layers",
    "lambda:securitygroupids": "VpcConfig.SecurityGroupIds",
    "lambda:subnetids": "VpcConfig.SubnetIds",
    "organizations:policytype": "Type || PolicyType || Filter",
    "rds:databaseclass": "DBInstanceClass",
    "rds:databaseengine": "Engine",
    "rds:databasename": "DBName || DatabaseName",
    "rds:storagesize": "AllocatedStorage",
    "rds:piops": "Iops",
    "s3:locationconstraint": "CreateBucketConfiguration.LocationConstraint",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
    "s3:object-lock-legal-hold": "ObjectLockLegalHoldStatus",
    "s3:object-lock-retain-until-date": "ObjectLockRetainUntilDate",
    "s3:x-amz-object-ownership": "ObjectOwnership",
}

# Keys that hold an ARN where the parameter has a name: key -> the parameter, and the ARN.
_ARNS = {
    "ec2:instanceprofile": (
        "IamInstanceProfile.Name",
        "arn:${Partition}:iam::${Account}:instance-profile/${IamInstanceProfile.Name}",
    ),
    "ec2:subnet": ("SubnetId", "arn:${Partition}:ec2:${Region}:${Account}:subnet/${SubnetId}"),
    "ec2:vpc": ("VpcId", "arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}"),
    "ecs:cluster": ("ClusterName", "arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}"),
    "ecs:task": ("task", "arn:${Partition}:ecs:${Region}:${Account}:task/${ClusterName}/${task}"),
    "ecs:task-definition": (
        "taskDefinition",
        "arn:${Partition}:ecs:${Region}:${Account}:task-definition/${taskDefinition}",
    ),
    "lambda:functionarn": ("_function", "arn:${Partition}:lambda:${Region}:${Account}:function:${_function}"),
}
_RESOURCE_ITSELF = frozenset({"secretsmanager:secretid"})
# What every call here has.
_ALWAYS = {
    "s3:authtype": "REST-HEADER",
    "s3:signatureage": "0",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:tlsversion": "1.3",
}


def context(action: str, resource: str, parameters: Mapping[str, Any], place: Place) -> Context:
    """The condition keys of one question, in AWS's spelling, for a call with these parameters."""
    kind = kinds.of_arn(kinds.of_action(action), resource)
    kind_name = kind.name if kind else ""
    found: Context = {}
    by_name = {variables.plain(name): value for name, value in parameters.items()}
    for key in _keys(action, kind_name):
        if key in _RESOURCE_ITSELF:
            found[_spelled(key)] = resource
        else:
            found |= _values(key, kind_name, parameters, by_name, place)
    return {key: _of_one(value, resource) for key, value in found.items()}


def _of_one(value: str | list[str], resource: str) -> str | list[str]:
    """Of the ids of several resources, the one of this resource."""
    last = resource.rpartition("/")[2]
    return last if isinstance(value, list) and last and last in value else value


@lru_cache(maxsize=4096)
def _keys(action: str, kind: str) -> tuple[str, ...]:
    """The keys that the reference lists for an action on one kind of resource, in lower case."""
    service, _, name = action.partition(":")
    data = actions.packaged()
    if not (service in actions.services() and data.actions.action_exists(service, name)):
        return ()
    details = data.actions.get_action_details(service, name)
    listed = list(details["conditionKeys"])
    for one in details["resourceTypes"]:
        if one["name"] == kind:
            listed += one["conditionKeys"]
            if data.resources.resource_type_exists(service, kind):
                listed += data.resources.get_resource_type_details(service, kind).get("conditionKeys", ())
    return tuple(dict.fromkeys(one.lower() for one in listed))


def _values(key: str, kind: str, parameters: Mapping[str, Any], by_name: Mapping[str, Any], place: Place) -> Context:
    head = _head(key)
    if head is not None:
        if head.endswith(_TAG_MARKS):
            return {_spelled(key, head) + name: text for name, text in tags.tags(parameters, kind).items()}
        mapped = by_name.get(variables.plain(head.partition(":")[2]))
        if isinstance(mapped, Mapping):  # kms:EncryptionContext:${EncryptionContextKey}
            return {_spelled(key, head) + name: text for name, one in mapped.items() for text in _text(one)}
        return {}
    if key in _TAG_KEY_LISTS:
        names = tags.tag_keys(parameters, kind)
        return {_spelled(key): names} if names else {}
    always = _ALWAYS.get(key) or {"ec2:region": place.region, "kms:calleraccount": place.account}.get(key)
    if always:
        return {_spelled(key): always}
    if key in _ARNS:
        expression, template = _ARNS[key]
        arns = fill(template, parameters, place) if search(expression, parameters) else []
        return {_spelled(key): arns[0]} if arns else {}
    value = search(_TABLE[key], parameters) if key in _TABLE else by_name.get(_parameter(key))
    listed = _text(value)
    if not listed or key.startswith("aws:"):
        return {}
    return {_spelled(key): listed if isinstance(value, list) else listed[0]}


def _head(key: str) -> str | None:
    """What stands before the placeholder of a key such as `aws:requesttag/${tagkey}`; None where it has none."""
    for mark in ("${", "<"):
        before, found, _ = key.partition(mark)
        if found:
            return before
    return None


@lru_cache(maxsize=4096)
def _spelled(key: str, head: str = "") -> str:
    """A key as AWS writes it; of a key with a placeholder, what stands before that."""
    known = condition_keys.find(key)
    name = known.name if known else key
    return name[: len(head)] if head else name


def _parameter(key: str) -> str:
    """The parameter that a key is named for: `s3:x-amz-acl` is for ACL, `s3:max-keys` for MaxKeys."""
    return variables.plain(key.partition(":")[2].removeprefix(_HEADERS))


def _text(value: object) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, list | tuple):
        return [text for one in value[:MAX_VALUES] for text in _text(one)]
    return [str(value)] if isinstance(value, str | int | float) and value != "" else []
