"""The roles that a call hands to a service, which takes iam:PassRole.

AWS pages: "Grant a user permissions to pass a role to an AWS service"; "IAM and AWS STS condition context keys"
(iam:PassedToService).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.operations import prefixes
from iamlab.cloud.operations.templates import MOST, Place
from iamlab.cloud.operations.variables import plain

ACTION = "iam:PassRole"

_ROLE = re.compile(r"arn:[\w-]+:iam::\d{12}:role/.+", re.ASCII | re.DOTALL)
_NAME = re.compile(r"[\w+=,.@/-]{1,576}", re.ASCII)
_MEMBERS = ("rolearn", "role", "rolearns", "iamroles", "permissionarn", "rolesarn", "rolename")
_DEEPEST = 12

# These only name a role: they assume it, or look at it.
_NOT_PASSED = frozenset({"accessanalyzer", "iam", "organizations", "ram", "resource-explorer-2", "sso", "sts"})
_NOT_HANDED = frozenset({"crossaccountrole", "externalrole", "principalrole", "rolename", "targetrole"})

# Where a parameter is a role's name rather than its ARN: (service, member).
_BY_NAME = frozenset(
    {
        ("glue", "Role"),
        ("emr", "ServiceRole"),
        ("emr", "JobFlowRole"),
        ("emr", "AutoScalingRole"),
        ("ssm", "IamRole"),
        ("ssm", "ServiceRole"),
    }
)

# Who the role is for: by service and member, or by service; else the service's own prefix.
_PRINCIPALS = {
    "batch.jobRoleArn": "ecs-tasks.amazonaws.com",
    "batch.executionRoleArn": "ecs-tasks.amazonaws.com",
    "bedrock-agent": "bedrock.amazonaws.com",
    "cloudwatch": "cloudwatch.amazonaws.com",
    "ec2": "ec2.amazonaws.com",
    "ec2.DeliverLogsPermissionArn": "vpc-flow-logs.amazonaws.com",
    "ecs": "ecs-tasks.amazonaws.com",
    "ecs.role": "ecs.amazonaws.com",
    "emr.JobFlowRole": "ec2.amazonaws.com",
    "iot-data": "iot.amazonaws.com",
    "rds.MonitoringRoleArn": "monitoring.rds.amazonaws.com",
    "s3control": "batchoperations.s3.amazonaws.com",
    "stepfunctions": "states.amazonaws.com",
}


# What an account knows of the name of a "role" or an "instance-profile": the role's ARN, "" for a profile without a
# role, None for a name that it does not have.
RoleArn = Callable[[str, str], str | None]


def unknown(kind: str, name: str) -> str | None:
    """Nothing is known of the account."""
    return None


def passed(
    service: str, parameters: Mapping[str, Any], place: Place, role_arn: RoleArn = unknown
) -> list[tuple[str, str]]:
    """The roles' ARNs, each with the principal of the service that gets it, in the parameters' order."""
    if service in _NOT_PASSED:
        return []
    found: dict[tuple[str, str], None] = {}
    for member, value in _texts(parameters):
        arn = _role(service, member, value, place, role_arn)
        if arn:
            found[arn, _principal(service, member)] = None
        if len(found) >= MOST:
            break
    return list(found) + _profiles(parameters, place, role_arn)


def _role(service: str, member: str, value: str, place: Place, role_arn: RoleArn) -> str | None:
    name = plain(member)
    if _ROLE.fullmatch(value):
        return value if name.endswith(_MEMBERS) and name not in _NOT_HANDED else None
    if (service, member) in _BY_NAME and _NAME.fullmatch(value):
        bare = value.removeprefix("/")
        return role_arn("role", bare.rpartition("/")[2]) or _arn(bare, place)
    return None


def _principal(service: str, member: str) -> str:
    known = _PRINCIPALS.get(f"{service}.{member}") or _PRINCIPALS.get(service)
    return known or f"{prefixes.usual(service)}.amazonaws.com"


def _profiles(parameters: Mapping[str, Any], place: Place, role_arn: RoleArn) -> list[tuple[str, str]]:
    """An instance profile hands over the role in it. Of one that is not known it is taken to be of the same name.

    AWS page: "Use an IAM role to grant permissions to applications running on Amazon EC2 instances".
    """
    value = parameters.get("IamInstanceProfile")
    names = [value.get("Name"), value.get("Arn")] if isinstance(value, Mapping) else [value]
    name = next((one for one in names if isinstance(one, str) and one), "").rpartition("instance-profile/")[2]
    if not _NAME.fullmatch(name):
        return []
    known = role_arn("instance-profile", name.rpartition("/")[2])
    arn = _arn(name, place) if known is None else known
    return [(arn, "ec2.amazonaws.com")] if arn else []


def _arn(name: str, place: Place) -> str:
    return identifiers.iam_arn(place.account, "role", "/", name)


def _texts(value: object, member: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Every text in the parameters with the name of the member that holds it."""
    if isinstance(value, str):
        yield member, value
    elif depth < _DEEPEST and isinstance(value, Mapping):
        for name, one in value.items():
            yield from _texts(one, str(name), depth + 1)
    elif depth < _DEEPEST and isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, member, depth + 1)
