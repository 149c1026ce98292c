"""Managed policies. AWS page: "Managed policies and inline policies"."""

from collections.abc import Callable

from iamlab.catalog import managed_policies
from iamlab.cloud import identifiers
from iamlab.cloud.applied_policies import aws_managed
from iamlab.cloud.errors import ServiceError, already_exists, delete_conflict, no_such_entity
from iamlab.cloud.services.iam import documents, quotas
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, listed, on_policy
from iamlab.cloud.services.iam.policy_descriptions import Usage, describe_aws_policy, describe_policy
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tag_list, tags_of
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import ManagedPolicy, PolicyVersion


def new_policy(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "policy", call.text("Path", "/"), call.text("PolicyName"))


def create_policy(call: Invocation) -> Output:
    name, document, arn, tags = call.text("PolicyName"), call.text("PolicyDocument"), new_policy(call), tags_of(call)
    require_tagging(call, "Policy", arn)
    if name.lower() in (held.name.lower() for held in call.account.policies.values()):
        raise already_exists(f"A policy called {name} already exists. Duplicate names are not allowed.")
    quotas.check("PoliciesPerAccount", len(call.account.policies) + 1, quotas.POLICIES_PER_ACCOUNT)
    check_document(document)
    made = ManagedPolicy(
        name,
        call.account.issue_id("ANPA"),
        arn,
        created=call.now,
        updated=call.now,
        versions=(PolicyVersion("v1", document, call.now),),
        default_version="v1",
        path=call.text("Path", "/"),
        description=call.text("Description"),
        tags=tags,
    )
    call.account.policies[arn] = made
    return {"Policy": describe_policy(made, Usage(call.account)) | tag_list(tags)}


def check_document(document: str) -> None:
    quotas.check("PolicySize", quotas.size(document), quotas.MANAGED_POLICY_SIZE)
    documents.check(document)


def get_policy(call: Invocation) -> Output:
    aws, usage = aws_managed(call.text("PolicyArn")), Usage(call.account)
    if aws:
        about = {"Description": aws.description} if aws.description else {}
        return {"Policy": describe_aws_policy(aws, usage) | about}
    held = own_policy(call)
    about = {"Description": held.description} if held.description else {}
    return {"Policy": describe_policy(held, usage) | about | tag_list(held.tags)}


def own_policy(call: Invocation) -> ManagedPolicy:
    """Return the account's policy of the ARN that the call names; nobody changes one of AWS's."""
    arn = call.text("PolicyArn")
    held = call.account.policies.get(arn)
    if held is None:
        if aws_managed(arn):
            raise ServiceError("AccessDenied", f"{arn} belongs to AWS: nobody else can change it.", 403)
        raise no_such_entity(f"Policy {arn} was not found.")
    return held


def list_policies(call: Invocation) -> Output:
    scope, usage = call.text("Scope", "All"), Usage(call.account)
    wanted = _wanted(call, usage)
    found: list[Fields] = []
    if scope in ("All", "Local"):
        own = sorted(call.account.policies.items())
        found += [describe_policy(held, usage) for arn, held in own if wanted(arn, held.path)]
    if scope in ("All", "AWS"):
        found += [describe_aws_policy(one, usage) for one in managed_policies.all() if wanted(one.arn, one.path)]
    return complete(found, "Policies")


def _wanted(call: Invocation, usage: Usage) -> Callable[[str, str], bool]:
    """The filters of ListPolicies as a question about a policy's ARN and path."""
    prefix, kind = call.text("PathPrefix", "/"), call.text("PolicyUsageFilter")
    only_attached = bool(call.parameters.get("OnlyAttached", False))
    counts = {"PermissionsPolicy": usage.attached, "PermissionsBoundary": usage.bounding}.get(kind)

    def wanted(arn: str, path: str) -> bool:
        return (
            path.startswith(prefix) and (usage.uses(arn) or not only_attached) and (counts is None or counts[arn] > 0)
        )

    return wanted


def delete_policy(call: Invocation) -> Output:
    held = own_policy(call)
    if Usage(call.account).uses(held.arn):
        raise delete_conflict("Cannot delete a policy attached to entities.")
    if len(held.versions) > 1:
        raise delete_conflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's"
            " versions. The default version is deleted with the policy."
        )
    del call.account.policies[held.arn]
    return {}


OPERATIONS: Operations = {
    "CreatePolicy": Operation("iam:CreatePolicy", new_policy, create_policy, writes=True, context=tag_keys),
    "ListPolicies": Operation("iam:ListPolicies", listed("policy"), list_policies),
    "GetPolicy": on_policy("GetPolicy", get_policy),
    "DeletePolicy": on_policy("DeletePolicy", delete_policy, writes=True),
}
