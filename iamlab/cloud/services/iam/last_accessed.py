"""When an IAM resource's permissions were used last. AWS page: "GenerateServiceLastAccessedDetails"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from iamlab.cloud import granted_actions, recorded_actions
from iamlab.cloud.errors import no_such_entity
from iamlab.cloud.services.iam import access_subjects, report_jobs
from iamlab.cloud.services.iam.access_subjects import Entity, Subject
from iamlab.cloud.services.iam.service_names import service_name
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.access_reports import AccessReport

TRACKED = timedelta(days=400)
_NEVER = datetime.min.replace(tzinfo=UTC)

_Record = Mapping[str, Any]


def generate(call: Invocation) -> Output:
    arn = call.text("Arn")
    access_subjects.find(call.account, arn)
    by_action = call.text("Granularity") == "ACTION_LEVEL"
    return {"JobId": report_jobs.start(call, arn, by_action=by_action)}


def get(call: Invocation) -> Output:
    """The services that the resource may use, each with its last use."""
    job = report_jobs.job(call)
    subject = access_subjects.find(call.account, job.about)
    used = recorded_actions.by_namespace(_records(call, job, subject.entities))
    services = [_service(job, subject, name, used.get(name, ())) for name in granted_actions.services(subject.policies)]
    level = "ACTION_LEVEL" if job.by_action else "SERVICE_LEVEL"
    return {**_status(job), "JobType": level, "ServicesLastAccessed": services, "IsTruncated": False}


def get_with_entities(call: Invocation) -> Output:
    """The entities that could have used a service through the resource, the last to use it first."""
    job = report_jobs.job(call)
    subject = access_subjects.find(call.account, job.about)
    service = call.text("ServiceNamespace")
    if service not in granted_actions.services(subject.policies):
        raise no_such_entity(f"The service namespace {service} is not in the report.")
    records = [one for one in _records(call, job, subject.entities) if recorded_actions.namespace(one) == service]
    uses: dict[str, _Record] = {}
    for record in records:
        uses.setdefault(recorded_actions.entity(record), record)
    by_use = sorted(subject.entities, key=lambda one: _time(uses[one.arn]) if one.arn in uses else _NEVER, reverse=True)
    return {
        **_status(job),
        "EntityDetailsList": [_entity(one, uses.get(one.arn)) for one in by_use],
        "IsTruncated": False,
    }


def _service(job: AccessReport, subject: Subject, name: str, own: Sequence[_Record]) -> dict[str, Any]:
    """What is told of a service; `own` are the records of its use."""
    entities = {recorded_actions.entity(record) for record in own}
    about: dict[str, Any] = {
        "ServiceName": service_name(name),
        "ServiceNamespace": name,
        "TotalAuthenticatedEntities": len(entities),
    }
    if own:
        about |= {
            "LastAuthenticated": _time(own[0]),
            "LastAuthenticatedEntity": recorded_actions.entity(own[0]),
            "LastAuthenticatedRegion": own[0]["awsRegion"],
        }
    if job.by_action:
        about["TrackedActionsLastAccessed"] = list(_tracked(subject, name, own))
    return about


def _tracked(subject: Subject, service: str, records: Sequence[_Record]) -> Iterator[dict[str, Any]]:
    """Each granted management action with its last use. AWS page: "IAM action last accessed information"."""
    used: dict[str, _Record] = {}
    for record in records:
        for action in recorded_actions.actions(record):
            used.setdefault(action, record)
    for action in granted_actions.of_service(subject.policies, service):
        if action == "iam:PassRole" or recorded_actions.is_data_action(action):
            continue
        tracked: dict[str, Any] = {"ActionName": action.partition(":")[2]}
        if use := used.get(action):
            tracked |= {
                "LastAccessedEntity": recorded_actions.entity(use),
                "LastAccessedTime": _time(use),
                "LastAccessedRegion": use["awsRegion"],
            }
        yield tracked


def _entity(entity: Entity, use: _Record | None) -> dict[str, Any]:
    info = {"Arn": entity.arn, "Name": entity.name, "Type": entity.type, "Id": entity.id, "Path": entity.path}
    return {"EntityInfo": info, **({"LastAuthenticated": _time(use)} if use else {})}


def _records(call: Invocation, job: AccessReport, entities: Sequence[Entity]) -> Iterator[_Record]:
    """What the entities did in the tracked time before the report was asked for, newest first."""
    arns = {one.arn for one in entities}
    for record in call.past():
        own = record.get("recipientAccountId") == call.account.id and recorded_actions.entity(record) in arns
        if own and job.created - TRACKED <= _time(record) <= job.created:
            yield record


def _status(job: AccessReport) -> Output:
    return {"JobStatus": "COMPLETED", "JobCreationDate": job.created, "JobCompletionDate": job.created}


def _time(record: _Record) -> datetime:
    return datetime.fromisoformat(str(record["eventTime"]))


OPERATIONS = {
    "GenerateServiceLastAccessedDetails": MappedOperation(generate, writes=True),
    "GetServiceLastAccessedDetails": MappedOperation(get),
    "GetServiceLastAccessedDetailsWithEntities": MappedOperation(get_with_entities),
}
