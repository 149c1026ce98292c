"""Managed policies as answers tell them, the account's own and AWS's."""

from collections import Counter
from datetime import datetime

from iamlab.catalog import managed_policies
from iamlab.cloud import identifiers
from iamlab.cloud.services.iam.entities import Fields
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, ManagedPolicy, PolicyVersion


class Usage:
    """How often each managed policy is attached in an account, and how often it is a permissions boundary."""

    def __init__(self, account: Account) -> None:
        holders = account.holders()
        self.attached = Counter(arn for held in holders for arn in held.attached)
        self.bounding = Counter(held.boundary for held in holders if not isinstance(held, Group) and held.boundary)

    def counts(self, arn: str) -> Fields:
        return {"AttachmentCount": self.attached[arn], "PermissionsBoundaryUsageCount": self.bounding[arn]}

    def uses(self, arn: str) -> bool:
        return bool(self.attached[arn] or self.bounding[arn])


def path_of(arn: str) -> str:
    """The path in a managed policy's ARN."""
    return arn.partition(":policy")[2].rpartition("/")[0] + "/"


def describe_policy(found: ManagedPolicy, usage: Usage) -> Fields:
    """One of the account's own policies, as lists tell it."""
    return {
        "PolicyName": found.name,
        "PolicyId": found.id,
        "Arn": found.arn,
        "Path": found.path,
        "DefaultVersionId": found.default_version,
        **usage.counts(found.arn),
        "IsAttachable": True,
        "CreateDate": found.created,
        "UpdateDate": found.updated,
    }


def describe_aws_policy(found: managed_policies.ManagedPolicy, usage: Usage) -> Fields:
    return {
        "PolicyName": found.name,
        "PolicyId": identifiers.unique_id("ANPA", found.arn, 1),  # the same in every account
        "Arn": found.arn,
        "Path": found.path,
        "DefaultVersionId": found.version_id,
        **usage.counts(found.arn),
        "IsAttachable": True,
        "CreateDate": datetime.fromisoformat(found.create_date),
        "UpdateDate": datetime.fromisoformat(found.update_date),
    }


def describe_version(held: ManagedPolicy, version: PolicyVersion) -> Fields:
    return {
        "VersionId": version.id,
        "IsDefaultVersion": version.id == held.default_version,
        "CreateDate": version.created,
    }


def describe_aws_version(found: managed_policies.ManagedPolicy) -> Fields:
    created = datetime.fromisoformat(found.update_date)
    return {"VersionId": found.version_id, "IsDefaultVersion": True, "CreateDate": created}


def describe_earlier_version(found: managed_policies.EarlierVersion) -> Fields:
    return {
        "VersionId": found.id,
        "IsDefaultVersion": False,
        "CreateDate": datetime.fromisoformat(found.create_date),
    }
