"""What the accounts of an organisation used last. AWS page: "GenerateOrganizationsAccessReport"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from iamlab.cloud import granted_actions, recorded_actions
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam import report_jobs
from iamlab.cloud.services.iam.last_accessed import TRACKED
from iamlab.cloud.services.iam.service_names import service_name
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.access_reports import AccessReport
from iamlab.cloud.state.organization import SERVICE_CONTROL, Organization
from iamlab.evaluator import CompiledPolicy
from iamlab.evaluator.documents import compiled_text
from iamlab.policy import PolicyType

_Record = Mapping[str, Any]
_NEVER = datetime.min.replace(tzinfo=UTC)


def generate(call: Invocation) -> Output:
    _organization(call)
    return {"JobId": report_jobs.start(call, call.text("EntityPath"), policy_id=call.text("OrganizationsPolicyId"))}


def get(call: Invocation) -> Output:
    """The services that SCPs allow an entity's accounts, each with its last use by any principal there."""
    organization, job = _organization(call), report_jobs.job(call)
    target = job.about.rpartition("/")[2]
    if "/".join([organization.id, *organization.path(target)]) != job.about or not _exists(organization, target):
        return _failed(job, "InvalidEntityPath", f"There is no entity with the path {job.about}.")
    if job.policy_id and job.policy_id not in organization.policies:
        return _failed(job, "PolicyNotFound", f"There is no policy {job.policy_id}.")
    accounts = set(_accounts(organization, target))
    used = recorded_actions.by_namespace(_records(call, job, accounts))
    details = [_detail(organization, one, used.get(one, ())) for one in _services(organization, job, target)]
    return {
        **_times(job),
        "JobStatus": "COMPLETED",
        "NumberOfServicesAccessible": len(details),
        "NumberOfServicesNotAccessed": sum("LastAuthenticatedTime" not in one for one in details),
        "AccessDetails": _sorted(details, call.text("SortKey")),
        "IsTruncated": False,
    }


def _organization(call: Invocation) -> Organization:
    organization = call.company.organization
    if organization is None or organization.management_account != call.account.id:
        raise ServiceError(
            "AccessDenied", "You must be signed in to the management account of an organization to call this.", 403
        )
    if SERVICE_CONTROL not in organization.enabled:
        raise ServiceError("InvalidInput", "Service control policies are not enabled for the organization's root.")
    return organization


def _exists(organization: Organization, target: str) -> bool:
    return target == organization.root_id or target in organization.units or organization.has(target)


def _accounts(organization: Organization, target: str) -> Iterator[str]:
    """The accounts in or under a target. The management account counts for itself only."""
    for account_id in organization.members:
        managing = account_id == organization.management_account
        if target == account_id or (not managing and target in organization.path(account_id)):
            yield account_id


def _services(organization: Organization, job: AccessReport, target: str) -> Sequence[str]:
    """The services that every level's SCPs allow; those of the one policy where the report is about that."""
    if target == organization.management_account:
        return granted_actions.services([_compiled(_EVERYTHING)])
    if job.policy_id:
        return granted_actions.services([_compiled(organization.policies[job.policy_id].content)])
    found: list[str] | None = None
    for level in organization.path(target):
        own = organization.policies_of(level, SERVICE_CONTROL)
        allowed = granted_actions.services([_compiled(one.content) for one in own])
        found = allowed if found is None else [one for one in found if one in allowed]
    return found or []


def _records(call: Invocation, job: AccessReport, accounts: set[str]) -> Iterator[_Record]:
    for record in call.past():
        identity = record.get("userIdentity") or {}
        own = record.get("recipientAccountId") in accounts and identity.get("accountId") in accounts
        if own and "arn" in identity and job.created - TRACKED <= _time(record) <= job.created:
            yield record


def _detail(organization: Organization, service: str, own: Sequence[_Record]) -> dict[str, Any]:
    """What is told of a service; `own` are the records of its use, newest first."""
    detail: dict[str, Any] = {
        "ServiceName": service_name(service),
        "ServiceNamespace": service,
        "TotalAuthenticatedEntities": len({record["recipientAccountId"] for record in own}),
    }
    if own:
        account_id = str(own[0]["recipientAccountId"])
        detail |= {
            "Region": own[0]["awsRegion"],
            "EntityPath": organization.path_text(account_id) + account_id,
            "LastAuthenticatedTime": _time(own[0]),
        }
    return detail


def _sorted(details: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """By namespace, or by the time of the last access; a service that was never used was used before all others."""
    if key.startswith("LAST_AUTHENTICATED_TIME"):
        details = sorted(details, key=lambda one: one.get("LastAuthenticatedTime", _NEVER))
    return details[::-1] if key.endswith("DESCENDING") else details


def _times(job: AccessReport) -> Output:
    return {"JobCreationDate": job.created, "JobCompletionDate": job.created}


def _failed(job: AccessReport, code: str, message: str) -> Output:
    error = {"Code": code, "Message": message}
    return {**_times(job), "JobStatus": "FAILED", "ErrorDetails": error, "IsTruncated": False}


def _compiled(text: str) -> CompiledPolicy:
    return compiled_text(text, PolicyType.SCP)


def _time(record: _Record) -> datetime:
    return datetime.fromisoformat(str(record["eventTime"]))


_EVERYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'

OPERATIONS = {
    "GenerateOrganizationsAccessReport": MappedOperation(generate, writes=True),
    "GetOrganizationsAccessReport": MappedOperation(get),
}
