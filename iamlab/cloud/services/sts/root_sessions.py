"""AssumeRoot: a short session of a member account's root user, for one task.

AWS pages: "AssumeRoot" in the AWS STS API Reference, "Perform a privileged task on an AWS Organizations member
account", "Centralize root access for member accounts". Those pages name no errors for callers that may not: the lab
answers AccessDenied, and says what is missing.
"""

import re
from functools import partial

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Operation, Output
from iamlab.cloud.services.sts.issuing import credentials, issue
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.organization import Organization
from iamlab.cloud.state.sessions import Session

_ACTION = "sts:AssumeRoot"
_LONGEST_SECONDS = 900
_SERVICE = "iam.amazonaws.com"
_TARGET = re.compile(r"(?:arn:aws:iam::(?P<of_arn>\d{12}):root|(?P<plain>\d{12}))", re.ASCII)
_TASKS = "arn:aws:iam::aws:policy/root-task/"
# The task policies, and the feature of the organisation that each belongs to.
_FEATURES = {
    "IAMAuditRootUserCredentials": "RootCredentialsManagement",
    "IAMCreateRootUserPassword": "RootCredentialsManagement",
    "IAMDeleteRootUserCredentials": "RootCredentialsManagement",
    "S3UnlockBucketPolicy": "RootSessions",
    "SQSUnlockQueuePolicy": "RootSessions",
}


def assume_root(call: Invocation) -> Output:
    target, task = _target(call), _task(call)
    organization = _organization(call)
    if not organization.has(target) or target == organization.management_account or organization.is_closed(target):
        raise _refused(call, f"account {target} is no active member account of the organization.")
    feature = _FEATURES[task.removeprefix(_TASKS)]
    if feature not in organization.root_features:
        raise _refused(call, f"the feature {feature} is not enabled in the organization.")
    source_identity = call.caller.session.source_identity if call.caller.session else ""
    made = partial(
        Session,
        account_id=target,
        arn=identifiers.root_arn(target),
        user_id=target,
        user=ROOT,
        issuer_id=target,
        assumed_root=True,
        policy_arns=(task,),
        source_identity=source_identity,
    )
    session = issue(call, int(call.parameters.get("DurationSeconds", _LONGEST_SECONDS)), made)
    return {"Credentials": credentials(session)} | ({"SourceIdentity": source_identity} if source_identity else {})


def _check(call: Invocation) -> None:
    """What AWS STS looks at before the policies: the names, and that it is not a root user who asks."""
    _target(call)
    _task(call)
    if call.caller.is_root:
        raise ServiceError("AccessDenied", "AssumeRoot cannot be called with root user credentials.", 403)


def _organization(call: Invocation) -> Organization:
    """The caller's organisation, if it manages it or is IAM's delegated administrator."""
    found = call.company.organization
    if found is None or not found.has(call.account.id):
        raise _refused(call, f"account {call.account.id} is in no organization.")
    if call.account.id != found.management_account and _SERVICE not in found.delegated.get(call.account.id, {}):
        raise _refused(
            call, f"account {call.account.id} is neither the management account nor a delegated administrator for IAM."
        )
    return found


def _target(call: Invocation) -> str:
    """The id of the account whose root user is meant."""
    found = _TARGET.fullmatch(call.text("TargetPrincipal"))
    if found is None:
        raise ServiceError("ValidationError", "TargetPrincipal must be an account ID or the ARN of its root user.")
    return found["of_arn"] or found["plain"]


def _task(call: Invocation) -> str:
    arn = str(call.parameters.get("TaskPolicyArn", {}).get("arn", ""))
    if not arn.startswith(_TASKS) or arn.removeprefix(_TASKS) not in _FEATURES:
        tasks = ", ".join(f"{_TASKS}{name}" for name in _FEATURES)
        raise ServiceError("ValidationError", f"TaskPolicyArn must be one of: {tasks}")
    return arn


def _resource(call: Invocation) -> str:
    return identifiers.root_arn(_target(call))


def _keys(call: Invocation) -> Context:
    return {"sts:TaskPolicyArn": _task(call), "aws:ResourceAccount": _target(call)}


def _refused(call: Invocation, why: str) -> ServiceError:
    text = (
        f"User: {call.caller.arn} is not authorized to perform: {_ACTION} on resource: {_resource(call)} because {why}"
    )
    return ServiceError("AccessDenied", text, 403)


OPERATIONS: dict[str, Operation | MappedOperation] = {
    "AssumeRoot": Operation(_ACTION, _resource, assume_root, writes=True, context=_keys, precondition=_check)
}
