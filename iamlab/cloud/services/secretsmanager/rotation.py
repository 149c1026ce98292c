"""Rotation: which function changes a secret's value, and when. The lab runs no functions, so no value changes here.

AWS pages: "RotateSecret", "Permissions for rotation" (the function's policy has to let Secrets Manager invoke it).
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services import service_calls
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.secretsmanager import lookup
from iamlab.cloud.state.secretsmanager import Rotation, Secret

_SERVICE = "secretsmanager.amazonaws.com"
_MOST_DAYS = 1_000
_RATE = re.compile(r"rate\(([1-9][0-9]{0,2}) days?\)", re.ASCII)


def rotate_secret(call: Invocation) -> Output:
    found = lookup.kept(call)
    for name in ("ClientRequestToken", "RotateImmediately"):  # they are about the run of the function
        call.parameters.get(name)
    before = found.rotation
    function = call.text("RotationLambdaARN") or (before.function if before else "")
    if not function:
        raise ServiceError(
            "InvalidRequestException",
            "No Lambda rotation function ARN is associated with this secret.",
        )
    rules = call.parameters.get("RotationRules")
    days = _days(rules) if rules else (before.days if before else 0)
    if not service_calls.may(call.company, _SERVICE, "lambda:InvokeFunction", function, found.arn, call.now):
        raise ServiceError(
            "AccessDeniedException",
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access"
            f" to the principal {_SERVICE}.",
        )
    lookup.change(call, found, rotation=Rotation(function, days, call.now), changed=call.now)
    return _answer(found)


def cancel_rotate_secret(call: Invocation) -> Output:
    found = lookup.kept(call)
    lookup.change(call, found, rotation=None, changed=call.now)
    return _answer(found)


def described(secret: Secret) -> Output:
    """What DescribeSecret and ListSecrets tell about rotation."""
    rotation = secret.rotation
    if rotation is None:
        return {}
    about: Output = {"RotationEnabled": True, "RotationLambdaARN": rotation.function}
    if rotation.days:
        about["RotationRules"] = {"AutomaticallyAfterDays": rotation.days}
        about["NextRotationDate"] = rotation.since + timedelta(days=rotation.days)
    return about


def _days(rules: Mapping[str, object]) -> int:
    """How many days lie between two rotations; cron expressions are not read here."""
    if "ScheduleExpression" in rules:
        if "AutomaticallyAfterDays" in rules:
            raise lookup.wrong("You can't specify both AutomaticallyAfterDays and ScheduleExpression.")
        rate = _RATE.fullmatch(str(rules["ScheduleExpression"]))
        if rate is None or "Duration" in rules:
            raise not_simulated("This lab reads schedules such as rate(10 days) only, without Duration.")
        return int(rate[1])
    days = rules.get("AutomaticallyAfterDays", 0)
    if not (isinstance(days, int) and 1 <= days <= _MOST_DAYS):
        raise lookup.wrong(f"AutomaticallyAfterDays must be between 1 and {_MOST_DAYS}.")
    return days


def _answer(secret: Secret) -> Output:
    return {"ARN": secret.arn, "Name": secret.name}


OPERATIONS = {
    "RotateSecret": lookup.on_secret(rotate_secret, writes=True),
    "CancelRotateSecret": lookup.on_secret(cancel_rotate_secret, writes=True),
}
