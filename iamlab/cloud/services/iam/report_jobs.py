"""Jobs that make reports on last access. They are done at once: what is kept is what was asked for, and when."""

from iamlab.cloud import identifiers
from iamlab.cloud.errors import no_such_entity
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.access_reports import AccessReport

MOST = 100  # of an account; the oldest go first


def start(call: Invocation, about: str, *, by_action: bool = False, policy_id: str = "") -> str:
    """Begin a report and return its job's id."""
    job_id = identifiers.uuid_of(f"report/{call.account.id}/{call.account.next_id()}")
    jobs = call.account.access_reports
    while len(jobs) >= MOST:
        del jobs[next(iter(jobs))]
    jobs[job_id] = AccessReport(
        id=job_id,
        about=about,
        created=call.now,
        requested_by=_requester(call),
        by_action=by_action,
        policy_id=policy_id,
    )
    return job_id


def job(call: Invocation) -> AccessReport:
    """Return the report that a call asks for, which is there for the same user or role that began it."""
    found = call.account.access_reports.get(call.text("JobId"))
    if found is None or found.requested_by != _requester(call):
        raise no_such_entity(f"Report {call.text('JobId')} was not found.")
    return found


def _requester(call: Invocation) -> str:
    """The role of a session, the user, or the root user."""
    role = call.caller.role
    return identifiers.iam_arn(call.account.id, "role", role.path, role.name) if role else call.caller.arn
