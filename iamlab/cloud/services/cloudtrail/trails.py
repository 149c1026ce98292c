"""Trails: made, changed, started and stopped. AWS page: "Working with CloudTrail trails"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.cloudtrail import finding
from iamlab.cloud.services.cloudtrail.delivery import check_bucket, checked_key
from iamlab.cloud.services.cloudtrail.tags import tags_of
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.cloudtrail import Trail
from iamlab.cloud.text import time_text
from iamlab.policy.arns import parse_arn

MAX_TRAILS = 5  # per Region. AWS page: "Quotas in AWS CloudTrail"
_DEFAULTS: Mapping[str, Any] = {
    "IncludeGlobalServiceEvents": True,
    "IsMultiRegionTrail": False,
    "LogFileValidationEnabled": False,
    "IsOrganizationTrail": False,
}
# Parameters that are settings as they stand. EnableLogFileValidation is told as LogFileValidationEnabled.
_SETTINGS = (
    *("S3BucketName", "S3KeyPrefix", "IncludeGlobalServiceEvents", "IsMultiRegionTrail", "KmsKeyId"),
    *("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn"),
)


def create_trail(call: Invocation) -> Output:
    name = call.text("Name")
    finding.check_name(name)
    arn = finding.arn(call.account.id, call.region, name)
    if arn in call.account.trails:
        raise ServiceError(
            "TrailAlreadyExistsException", f"Trail {name} already exists for customer: {call.account.id}"
        )
    if len(finding.visible(call, shadows=False)) >= MAX_TRAILS:
        raise ServiceError(
            "MaximumNumberOfTrailsExceededException",
            f"User: {call.account.id} already has {MAX_TRAILS} trails in {call.region}.",
        )
    tags = tags_of(call, "TagsList")
    if tags:
        call.require("cloudtrail:AddTags", arn)
    settings = _checked(call, {**_DEFAULTS, **_settings(call)}, arn)
    made = Trail(arn=arn, created=call.now, name=name, region=call.region, settings=settings, tags=tags)
    call.account.trails[arn] = made
    return _settled(made)


def update_trail(call: Invocation) -> Output:
    held = finding.own_trail(call)
    changed = replace(held, settings=_checked(call, {**held.settings, **_settings(call)}, held.arn))
    call.account.trails[held.arn] = changed
    return _settled(changed)


def delete_trail(call: Invocation) -> Output:
    del call.account.trails[finding.own_trail(call).arn]
    return {}


def start_logging(call: Invocation) -> Output:
    held = finding.own_trail(call)
    call.account.trails[held.arn] = replace(held, logging=True, started=call.now)
    return {}


def stop_logging(call: Invocation) -> Output:
    held = finding.own_trail(call)
    call.account.trails[held.arn] = replace(held, logging=False, stopped=call.now)
    return {}


def get_trail(call: Invocation) -> Output:
    return {"Trail": _described(finding.trail(call))}


def get_trail_status(call: Invocation) -> Output:
    held = finding.trail(call)
    status: Output = {"IsLogging": held.logging}
    for moment, name in ((held.started, "Started"), (held.stopped, "Stopped")):
        if moment:
            status[f"{'Start' if name == 'Started' else 'Stop'}LoggingTime"] = moment
        status[f"TimeLogging{name}"] = time_text(moment) if moment else ""
    return status


def describe_trails(call: Invocation) -> Output:
    """The trails of the Region, or those of the list that are there. AWS page: "DescribeTrails"."""
    wanted = [str(name) for name in call.parameters.get("trailNameList", [])]
    shadows = bool(call.parameters.get("includeShadowTrails", True))
    by_arn = call.account.trails.values() if any(name.startswith("arn:") for name in wanted) else ()
    seen = {one.arn: one for one in (*finding.visible(call, shadows), *by_arn)}.values()
    return {"trailList": [_described(one) for one in seen if not wanted or {one.arn, one.name} & set(wanted)]}


def list_trails(call: Invocation) -> Output:
    """All trails of the account, of every Region."""
    found = sorted(call.account.trails.values(), key=lambda one: (one.name, one.region))
    return {"Trails": [{"TrailARN": one.arn, "Name": one.name, "HomeRegion": one.region} for one in found]}


def _settings(call: Invocation) -> dict[str, Any]:
    if call.parameters.get("IsOrganizationTrail"):
        raise ServiceError(
            "OperationNotPermittedException", "The lab keeps no organization trails: make one trail in each account."
        )
    given = {name: call.parameters[name] for name in _SETTINGS if name in call.parameters}
    if "EnableLogFileValidation" in call.parameters:
        given["LogFileValidationEnabled"] = call.parameters["EnableLogFileValidation"]
    if given.get("IsMultiRegionTrail") and call.parameters.get("IncludeGlobalServiceEvents") is False:
        raise ServiceError(
            "InvalidParameterCombinationException", "Multi-Region trail must include global service events."
        )
    if ("CloudWatchLogsLogGroupArn" in given) != ("CloudWatchLogsRoleArn" in given):
        raise ServiceError(
            "InvalidParameterCombinationException",
            "You must specify both a CloudWatch Logs log group and a role for it, or neither.",
        )
    return given


def _checked(call: Invocation, settings: dict[str, Any], arn: str) -> dict[str, Any]:
    """The settings, once it is sure that what they name is there and lets CloudTrail deliver."""
    bucket = str(settings["S3BucketName"])
    check_bucket(call, bucket, str(settings.get("S3KeyPrefix", "")), arn)
    if "KmsKeyId" in settings:
        settings["KmsKeyId"] = checked_key(call, str(settings["KmsKeyId"]), bucket, arn)
    role = parse_arn(str(settings.get("CloudWatchLogsRoleArn", "")))
    if role and (role.account != call.account.id or role.resource.rpartition("/")[2] not in call.account.roles):
        raise ServiceError(
            "InvalidCloudWatchLogsRoleArnException", f"There is no role {settings['CloudWatchLogsRoleArn'][:300]}."
        )
    return settings


def _settled(held: Trail) -> Output:
    return {"Name": held.name, "TrailARN": held.arn, **held.settings}


def _described(held: Trail) -> Output:
    return {
        **_settled(held),
        "HomeRegion": held.region,
        "HasCustomEventSelectors": bool(held.selectors or held.advanced_selectors),
        "HasInsightSelectors": False,
    }


OPERATIONS = {
    "CreateTrail": MappedOperation(create_trail, writes=True),
    "UpdateTrail": MappedOperation(update_trail, writes=True),
    "DeleteTrail": MappedOperation(delete_trail, writes=True),
    "StartLogging": MappedOperation(start_logging, writes=True),
    "StopLogging": MappedOperation(stop_logging, writes=True),
    "GetTrail": MappedOperation(get_trail),
    "GetTrailStatus": MappedOperation(get_trail_status),
    "DescribeTrails": MappedOperation(describe_trails),
    "ListTrails": MappedOperation(list_trails),
}
