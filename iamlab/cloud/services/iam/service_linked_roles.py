"""The operations about service-linked roles. AWS page: "Delete a service-linked role"."""

from iamlab.cloud import identifiers
from iamlab.cloud.errors import no_such_entity
from iamlab.cloud.services.iam import quotas, service_linked
from iamlab.cloud.services.iam.entities import Operations, role_resource
from iamlab.cloud.services.iam.role_descriptions import describe_new_role
from iamlab.cloud.services.iam.roles import remove
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output

_REMEMBERED = 100  # the last deletions, of which one can ask how they went
_TASK_PARTS = 5  # task/aws-service-role/SERVICE/ROLE/ID


def create_service_linked_role(call: Invocation) -> Output:
    made = service_linked.made(call)
    quotas.check("RolesPerAccount", len(call.account.roles) + 1, quotas.ROLES_PER_ACCOUNT)
    call.account.roles[made.name] = made
    return {"Role": describe_new_role(call.account, made)}


def delete_service_linked_role(call: Invocation) -> Output:
    """A service that still uses its role would refuse; those of the lab keep nothing that needs it."""
    held = service_linked.to_delete(call)
    remove(call, held)
    account = call.account
    task = f"task{held.path}{held.name}/{identifiers.uuid_of(f'task/{account.id}/{account.next_id()}')}"
    account.role_deletions = (*account.role_deletions, task)[-_REMEMBERED:]
    return {"DeletionTaskId": task}


def get_service_linked_role_deletion_status(call: Invocation) -> Output:
    task = call.text("DeletionTaskId")
    if task not in call.account.role_deletions:
        raise no_such_entity(f"Deletion task with id {task} cannot be found.")
    return {"Status": "SUCCEEDED"}


def service_key(call: Invocation) -> Context:
    """AWS page: "IAM and AWS STS condition context keys", key iam:AWSServiceName."""
    return {"iam:AWSServiceName": call.text("AWSServiceName")}


def role_of_task(call: Invocation) -> str:
    parts = call.text("DeletionTaskId").split("/")
    if len(parts) != _TASK_PARTS:
        return "*"
    return identifiers.iam_arn(call.account.id, "role", f"{service_linked.PATH}{parts[2]}/", parts[3])


OPERATIONS: Operations = {
    "CreateServiceLinkedRole": Operation(
        "iam:CreateServiceLinkedRole",
        service_linked.new_resource,
        create_service_linked_role,
        writes=True,
        context=service_key,
    ),
    "DeleteServiceLinkedRole": Operation(
        "iam:DeleteServiceLinkedRole", role_resource, delete_service_linked_role, writes=True
    ),
    "GetServiceLinkedRoleDeletionStatus": Operation(
        "iam:GetServiceLinkedRoleDeletionStatus", role_of_task, get_service_linked_role_deletion_status
    ),
}
