"""Policies made from activity. AWS pages: "StartPolicyGeneration", "IAM Access Analyzer policy generation"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.moments import moment
from iamlab.cloud.services.accessanalyzer.errors import invalid
from iamlab.cloud.services.accessanalyzer.generated_policy import generated
from iamlab.cloud.services.iam import entities_by_arn
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import PolicyGeneration
from iamlab.cloud.state.iam import Group
from iamlab.policy.arns import parse_arn

MOST = 50  # jobs that are kept of an account, which is what AWS takes in a day
_KEPT = timedelta(days=7)
_LONGEST = timedelta(days=90)


def start_policy_generation(call: Invocation) -> Output:
    call.parameters.get("clientToken")  # only matters to a client that asks twice
    principal = str(call.parameters["policyGenerationDetails"]["principalArn"])
    arn = parse_arn(principal)
    kind, name = entities_by_arn.kind_and_name(arn)
    found = entities_by_arn.entity(call.account, kind, name)
    if arn is None or arn.account != call.account.id or found is None or isinstance(found, Group):
        raise invalid(f"There is no user or role {principal[:300]} in this account.")
    details = call.parameters.get("cloudTrailDetails")
    if not details or not details["trails"]:
        raise invalid("cloudTrailDetails are needed: the trails to look at, the role that may read them, and the time.")
    start, end = _period(call, details)
    _check_trails(call, details)
    made = PolicyGeneration(
        id=identifiers.uuid_of(f"generation/{call.account.id}/{call.account.next_id()}"),
        principal=principal,
        started=call.now,
        trails=tuple(details["trails"]),
        start=start,
        end=end,
    )
    jobs = call.account.policy_generations
    while len(jobs) >= MOST:
        del jobs[next(iter(jobs))]
    jobs[made.id] = made
    return {"jobId": made.id}


def get_generated_policy(call: Invocation) -> Output:
    job = _job(call)
    placeholders = bool(call.parameters.get("includeResourcePlaceholders", False))
    template = bool(call.parameters.get("includeServiceLevelTemplate", False))
    trails = {"trailProperties": [dict(one) for one in job.trails], "startTime": job.start, "endTime": job.end}
    result: Output = {"properties": {"isComplete": True, "principalArn": job.principal, "cloudTrailProperties": trails}}
    if job.status == "SUCCEEDED":
        policy = generated(call, job, placeholders=placeholders, service_level=template)
        result["generatedPolicies"] = [{"policy": policy}]
    return {"jobDetails": _times(job), "generatedPolicyResult": result}


def list_policy_generations(call: Invocation) -> Output:
    """The requests of the last seven days, the newest first."""
    wanted = call.text("principalArn")
    found = [
        {**_times(job), "principalArn": job.principal}
        for job in reversed(call.account.policy_generations.values())
        if wanted in ("", job.principal) and call.now - job.started <= _KEPT
    ]
    return {"policyGenerations": found}


def cancel_policy_generation(call: Invocation) -> Output:
    """A policy is made at once here, so that cancelling only throws the result away."""
    job = _job(call)
    call.account.policy_generations[job.id] = replace(job, status="CANCELED")
    return {}


def _period(call: Invocation, details: Mapping[str, Any]) -> tuple[datetime, datetime]:
    start = moment(details["startTime"])
    end = moment(details["endTime"]) if "endTime" in details else call.now
    if start is None or end is None or start >= end:
        raise invalid("startTime must be before endTime.")
    if end - start > _LONGEST or call.now - start > _LONGEST * 2:
        raise invalid(f"The time between startTime and endTime can be at most {_LONGEST.days} days.")
    return start, end


def _check_trails(call: Invocation, details: Mapping[str, Any]) -> None:
    """The trails must be there, and so must the role that reads them for the analyzer."""
    for trail in details["trails"]:
        if trail["cloudTrailArn"] not in call.account.trails:
            raise invalid(
                f"There is no trail {str(trail['cloudTrailArn'])[:300]}. Create one with `aws cloudtrail create-trail`."
            )
        if not trail.get("allRegions") and not trail.get("regions"):
            raise invalid("Each trail needs allRegions or a list of regions.")
    role = str(details["accessRole"])
    arn = parse_arn(role)
    kind, name = entities_by_arn.kind_and_name(arn)
    if kind != "role" or arn is None or arn.account != call.account.id or name not in call.account.roles:
        raise invalid(f"There is no role {role[:300]} that may read the trails.")
    call.require("iam:PassRole", role, {"iam:PassedToService": "access-analyzer.amazonaws.com"})


def _job(call: Invocation) -> PolicyGeneration:
    found = call.account.policy_generations.get(call.text("jobId"))
    if found is None or call.now - found.started > _KEPT:
        raise invalid(f"There is no policy generation {call.text('jobId')[:100]} of the last seven days.")
    return found


def _times(job: PolicyGeneration) -> Output:
    return {"jobId": job.id, "status": job.status, "startedOn": job.started, "completedOn": job.started}


OPERATIONS = {
    "StartPolicyGeneration": MappedOperation(start_policy_generation, writes=True),
    "GetGeneratedPolicy": MappedOperation(get_generated_policy),
    "ListPolicyGenerations": MappedOperation(list_policy_generations),
    "CancelPolicyGeneration": MappedOperation(cancel_policy_generation, writes=True),
}
