"""Managed policies and their versions. AWS page: "Managed policies and inline policies"."""

from dataclasses import replace
from datetime import datetime

from iamlab.catalog import managed_policies
from iamlab.cloud import identifiers
from iamlab.cloud.applied_policies import aws_managed
from iamlab.cloud.errors import ServiceError, already_exists, delete_conflict, limit_exceeded, no_such_entity
from iamlab.cloud.services.iam import documents, quotas
from iamlab.cloud.services.iam.entities import (
    Fields,
    Operations,
    complete,
    describe_policy,
    listed,
    on_policy,
    tag_keys,
    tag_list,
    tags_of,
)
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import ManagedPolicy, PolicyVersion
from iamlab.policy.format import pretty


def new_policy(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "policy", call.text("Path", "/"), call.text("PolicyName"))


def create_policy(call: Invocation) -> Output:
    name, document, arn, tags = call.text("PolicyName"), call.text("PolicyDocument"), new_policy(call), tags_of(call)
    if tags:
        call.require("iam:TagPolicy", arn)
    if name.lower() in (held.name.lower() for held in call.account.policies.values()):
        raise already_exists(f"A policy called {name} already exists. Duplicate names are not allowed.")
    quotas.check("PoliciesPerAccount", len(call.account.policies) + 1, quotas.POLICIES_PER_ACCOUNT)
    _check_document(document)
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
    return {"Policy": describe_policy(call.account, made) | tag_list(tags)}


def get_policy(call: Invocation) -> Output:
    arn = call.text("PolicyArn")
    aws = aws_managed(arn)
    if aws:
        return {"Policy": _describe_aws(call, aws) | {"Description": aws.description}}
    held = _own(call)
    about = {"Description": held.description} if held.description else {}
    return {"Policy": describe_policy(call.account, held) | about | tag_list(held.tags)}


def list_policies(call: Invocation) -> Output:
    scope, prefix = call.text("Scope", "All"), call.text("PathPrefix", "/")
    found: list[Fields] = []
    if scope in ("All", "Local"):
        found += [describe_policy(call.account, held) for _, held in sorted(call.account.policies.items())]
    if scope in ("All", "AWS"):
        found += [_describe_aws(call, policy) for policy in managed_policies.all()]
    attached_only = bool(call.parameters.get("OnlyAttached", False))
    return complete(
        [
            fields
            for fields in found
            if fields["Path"].startswith(prefix) and (fields["AttachmentCount"] or not attached_only)
        ],
        "Policies",
    )


def delete_policy(call: Invocation) -> Output:
    held = _own(call)
    described = describe_policy(call.account, held)
    if described["AttachmentCount"] or described["PermissionsBoundaryUsageCount"]:
        raise delete_conflict("Cannot delete a policy attached to entities.")
    if len(held.versions) > 1:
        raise delete_conflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's"
            " versions. The default version is deleted with the policy."
        )
    del call.account.policies[held.arn]
    return {}


def create_policy_version(call: Invocation) -> Output:
    held, document = _own(call), call.text("PolicyDocument")
    if len(held.versions) >= quotas.VERSIONS_PER_POLICY:
        raise limit_exceeded(
            f"A managed policy can have up to {quotas.VERSIONS_PER_POLICY} versions. Before you create a new version,"
            " you must delete an existing version."
        )
    _check_document(document)
    number = held.versions_made + 1
    made = PolicyVersion(f"v{number}", document, call.now)
    default = made.id if call.parameters.get("SetAsDefault", False) else held.default_version
    changed = replace(
        held, versions=(*held.versions, made), versions_made=number, default_version=default, updated=call.now
    )
    call.account.policies[held.arn] = changed
    return {"PolicyVersion": _describe_version(changed, made)}


def get_policy_version(call: Invocation) -> Output:
    wanted = call.text("VersionId")
    aws = aws_managed(call.text("PolicyArn"))
    if aws:
        version = _aws_version(aws)
        if wanted != aws.version_id:
            raise _no_version(aws.arn, wanted, f" (the sandbox keeps only {aws.version_id} of this AWS managed policy)")
        fields = {"VersionId": version.id, "IsDefaultVersion": True, "CreateDate": version.created}
    else:
        held = _own(call)
        version = _version(held, wanted)
        fields = _describe_version(held, version)
    return {"PolicyVersion": fields | {"Document": documents.content(version.document)}}


def list_policy_versions(call: Invocation) -> Output:
    aws = aws_managed(call.text("PolicyArn"))
    if aws:
        published = _aws_version(aws)
        fields = {"VersionId": published.id, "IsDefaultVersion": True, "CreateDate": published.created}
        return complete([fields], "Versions")
    held = _own(call)
    return complete([_describe_version(held, version) for version in reversed(held.versions)], "Versions")


def set_default_policy_version(call: Invocation) -> Output:
    held = _own(call)
    version = _version(held, call.text("VersionId"))
    call.account.policies[held.arn] = replace(held, default_version=version.id)
    return {}


def delete_policy_version(call: Invocation) -> Output:
    held = _own(call)
    version = _version(held, call.text("VersionId"))
    if version.id == held.default_version:
        raise delete_conflict("Cannot delete the default version of a policy.")
    rest = tuple(kept for kept in held.versions if kept is not version)
    call.account.policies[held.arn] = replace(held, versions=rest, updated=call.now)
    return {}


def _check_document(document: str) -> None:
    quotas.check("PolicySize", quotas.size(document), quotas.MANAGED_POLICY_SIZE)
    documents.check(document)


def _own(call: Invocation) -> ManagedPolicy:
    arn = call.text("PolicyArn")
    held = call.account.policies.get(arn)
    if held is None:
        if aws_managed(arn):
            raise ServiceError("AccessDenied", f"{arn} belongs to AWS: nobody else can change it.", 403)
        raise no_such_entity(f"Policy {arn} was not found.")
    return held


def _version(held: ManagedPolicy, wanted: str) -> PolicyVersion:
    for version in held.versions:
        if version.id == wanted:
            return version
    raise _no_version(held.arn, wanted)


def _no_version(arn: str, wanted: str, hint: str = "") -> ServiceError:
    return no_such_entity(f"Policy {arn} version {wanted} does not exist or is not attachable.{hint}")


def _describe_version(held: ManagedPolicy, version: PolicyVersion) -> Fields:
    return {
        "VersionId": version.id,
        "IsDefaultVersion": version.id == held.default_version,
        "CreateDate": version.created,
    }


def _aws_version(policy: managed_policies.ManagedPolicy) -> PolicyVersion:
    return PolicyVersion(policy.version_id, pretty(policy.document), datetime.fromisoformat(policy.update_date))


def _describe_aws(call: Invocation, policy: managed_policies.ManagedPolicy) -> Fields:
    number = int(policy.version_id.removeprefix("v"))
    published = _aws_version(policy)
    as_held = ManagedPolicy(
        policy.name,
        identifiers.unique_id("ANPA", policy.arn, number),
        policy.arn,
        datetime.fromisoformat(policy.create_date),
        published.created,
        (published,),
        published.id,
        path=policy.arn.partition(":policy")[2].removesuffix(policy.name),
    )
    return describe_policy(call.account, as_held)


OPERATIONS: Operations = {
    "CreatePolicy": Operation("iam:CreatePolicy", new_policy, create_policy, writes=True, context=tag_keys),
    "ListPolicies": Operation("iam:ListPolicies", listed("policy"), list_policies),
    "GetPolicy": on_policy("GetPolicy", get_policy),
    "DeletePolicy": on_policy("DeletePolicy", delete_policy, writes=True),
    "CreatePolicyVersion": on_policy("CreatePolicyVersion", create_policy_version, writes=True),
    "GetPolicyVersion": on_policy("GetPolicyVersion", get_policy_version),
    "ListPolicyVersions": on_policy("ListPolicyVersions", list_policy_versions),
    "SetDefaultPolicyVersion": on_policy("SetDefaultPolicyVersion", set_default_policy_version, writes=True),
    "DeletePolicyVersion": on_policy("DeletePolicyVersion", delete_policy_version, writes=True),
}
