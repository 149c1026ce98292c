"""The versions of managed policies. AWS page: "Versioning IAM policies"."""

from dataclasses import replace

from iamlab.catalog.managed_policies import ManagedPolicy as ManagedAwsPolicy
from iamlab.cloud.applied_policies import aws_managed, managed_document
from iamlab.cloud.errors import ServiceError, delete_conflict, limit_exceeded, no_such_entity
from iamlab.cloud.services.iam import documents, quotas
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, on_policy
from iamlab.cloud.services.iam.policies import check_document, own_policy
from iamlab.cloud.services.iam.policy_descriptions import (
    describe_aws_version,
    describe_earlier_version,
    describe_version,
)
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.iam import ManagedPolicy, PolicyVersion


def create_policy_version(call: Invocation) -> Output:
    held, document = own_policy(call), call.text("PolicyDocument")
    if len(held.versions) >= quotas.VERSIONS_PER_POLICY:
        raise limit_exceeded(
            f"A managed policy can have up to {quotas.VERSIONS_PER_POLICY} versions. Before you create a new version,"
            " you must delete an existing version."
        )
    check_document(document)
    number = held.versions_made + 1
    made = PolicyVersion(f"v{number}", document, call.now)
    default = made.id if call.parameters.get("SetAsDefault", False) else held.default_version
    changed = replace(
        held, versions=(*held.versions, made), versions_made=number, default_version=default, updated=call.now
    )
    call.account.policies[held.arn] = changed
    return {"PolicyVersion": describe_version(changed, made)}


def get_policy_version(call: Invocation) -> Output:
    arn, wanted = call.text("PolicyArn"), call.text("VersionId")
    aws = aws_managed(arn)
    if aws:
        return {"PolicyVersion": _aws_version(call, aws, wanted)}
    held = own_policy(call)
    version = _version(held, wanted)
    return {"PolicyVersion": describe_version(held, version) | {"Document": documents.content(version.document)}}


def list_policy_versions(call: Invocation) -> Output:
    aws = aws_managed(call.text("PolicyArn"))
    if aws:
        earlier = [describe_earlier_version(one) for one in reversed(aws.earlier)]
        return complete([describe_aws_version(aws), *earlier], "Versions")
    held = own_policy(call)
    return complete([describe_version(held, version) for version in reversed(held.versions)], "Versions")


def set_default_policy_version(call: Invocation) -> Output:
    held = own_policy(call)
    version = _version(held, call.text("VersionId"))
    call.account.policies[held.arn] = replace(held, default_version=version.id)
    return {}


def delete_policy_version(call: Invocation) -> Output:
    held = own_policy(call)
    version = _version(held, call.text("VersionId"))
    if version.id == held.default_version:
        raise delete_conflict("Cannot delete the default version of a policy.")
    rest = tuple(kept for kept in held.versions if kept is not version)
    call.account.policies[held.arn] = replace(held, versions=rest, updated=call.now)
    return {}


def _aws_version(call: Invocation, aws: ManagedAwsPolicy, wanted: str) -> Fields:
    if wanted == aws.version_id:
        return describe_aws_version(aws) | {
            "Document": documents.content(managed_document(call.account, aws.arn) or "")
        }
    for one in aws.earlier:
        if one.id == wanted:
            return describe_earlier_version(one) | {"Document": documents.content(one.text)}
    known = ", ".join([*(one.id for one in aws.earlier), aws.version_id])
    raise _no_version(aws.arn, wanted, f" (of this AWS managed policy the lab keeps only {known})")


def _version(held: ManagedPolicy, wanted: str) -> PolicyVersion:
    for version in held.versions:
        if version.id == wanted:
            return version
    raise _no_version(held.arn, wanted)


def _no_version(arn: str, wanted: str, hint: str = "") -> ServiceError:
    return no_such_entity(f"Policy {arn} version {wanted} does not exist or is not attachable.{hint}")


OPERATIONS: Operations = {
    "CreatePolicyVersion": on_policy("CreatePolicyVersion", create_policy_version, writes=True),
    "GetPolicyVersion": on_policy("GetPolicyVersion", get_policy_version),
    "ListPolicyVersions": on_policy("ListPolicyVersions", list_policy_versions),
    "SetDefaultPolicyVersion": on_policy("SetDefaultPolicyVersion", set_default_policy_version, writes=True),
    "DeletePolicyVersion": on_policy("DeletePolicyVersion", delete_policy_version, writes=True),
}
