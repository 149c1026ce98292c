"""The policy that allows what a principal did. AWS page: "IAM Access Analyzer policy generation".

It has the actions that management events show; data events, and roles that were handed over, leave no trace in it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from iamlab.cloud import recorded_actions
from iamlab.cloud.moments import moment
from iamlab.cloud.operations import kinds
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.accessanalyzer import PolicyGeneration


def generated(call: Invocation, job: PolicyGeneration, *, placeholders: bool, service_level: bool) -> str:
    """The policy as JSON text, on `*` or with `placeholders` on ARNs to fill in, one statement per set of them.

    `service_level` adds a statement for the services of which only use as such is known.
    """
    records = list(_records(call, job))
    actions = sorted(
        {one for record in records if record["managementEvent"] for one in recorded_actions.actions(record)}
    )
    by_resources: dict[tuple[str, ...], list[str]] = {}
    for action in actions:
        by_resources.setdefault(_placeholders(action) if placeholders else ("*",), []).append(action)
    statements = [
        _statement(f"SupportedServiceSid{place}", names, resources)
        for place, (resources, names) in enumerate(sorted(by_resources.items()))
    ]
    if service_level:
        known = {action.partition(":")[0] for action in actions}
        others = sorted({recorded_actions.namespace(record) for record in records} - known)
        statements += [
            _statement(f"ServiceLevelSid{place}", [f"{service}:*"], ("*",)) for place, service in enumerate(others)
        ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, separators=(",", ":"))


def _records(call: Invocation, job: PolicyGeneration) -> Iterator[Mapping[str, Any]]:
    """What the principal did in the time, as far as the trails logged it. What was refused needs no permission."""
    for record in call.past():
        at = moment(record.get("eventTime"))
        if at is None or not job.start <= at <= min(job.end, job.started) or "errorCode" in record:
            continue
        own = record.get("recipientAccountId") == call.account.id
        if own and recorded_actions.entity(record) == job.principal and _logged(call, job, record, at):
            yield record


def _logged(call: Invocation, job: PolicyGeneration, record: Mapping[str, Any], at: datetime) -> bool:
    """Whether one of the trails has the record: of a Region that is asked for, from when the trail logged."""
    for asked in job.trails:
        trail = call.account.trails.get(str(asked["cloudTrailArn"]))
        if trail is None or trail.started is None:
            continue
        wanted = asked.get("allRegions") or record["awsRegion"] in asked.get("regions", [])
        there = trail.settings.get("IsMultiRegionTrail") or record["awsRegion"] == trail.region
        until = call.now if trail.logging or trail.stopped is None else trail.stopped
        if wanted and there and trail.created <= at <= until:
            return True
    return False


def _placeholders(action: str) -> tuple[str, ...]:
    """ARNs to fill in: of the resources that the action needs, or else of those that it may work on."""
    found = kinds.of_action(action)
    needed = [one for one in found if one.required] or found
    return tuple(sorted({one.arn_format.replace("${Partition}", "aws") for one in needed})) or ("*",)


def _statement(sid: str, actions: list[str], resources: tuple[str, ...]) -> dict[str, Any]:
    resource = resources[0] if len(resources) == 1 else list(resources)
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
