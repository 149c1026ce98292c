"""The names in an account that an option may take, for completion."""

from collections.abc import Callable, Iterable
from dataclasses import fields

from iamlab.catalog import managed_policies
from iamlab.cloud import identifiers
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.resource import Resource

Names = Callable[[Company, Account], Iterable[str]]


def _resources(account: Account) -> list[Resource]:
    dictionaries = [getattr(account, one.name) for one in fields(account)]
    held = [one for names in dictionaries if isinstance(names, dict) for one in names.values()]
    return [one for one in held if isinstance(one, Resource)]


def _arns(account: Account) -> list[str]:
    """Every ARN in the account: of what IAM keeps, and of the resources of services."""
    entities = [
        *(identifiers.iam_arn(account.id, "user", user.path, user.name) for user in account.users.values()),
        *(identifiers.iam_arn(account.id, "group", group.path, group.name) for group in account.groups.values()),
        *_role_arns(account),
    ]
    return [*entities, *account.policies, *(one.arn for one in _resources(account))]


def _role_arns(account: Account) -> list[str]:
    return [identifiers.iam_arn(account.id, "role", role.path, role.name) for role in account.roles.values()]


def _of_service(service: str) -> Names:
    """The names of one service's resources: the last part of each ARN."""
    begins = f"arn:{identifiers.PARTITION}:{service}:"
    return lambda company, account: {
        one.arn.rpartition("/")[2].rpartition(":")[2] for one in _resources(account) if one.arn.startswith(begins)
    }


def _keys(company: Company, account: Account) -> list[str]:
    ids = [one.arn.rpartition("/")[2] for one in account.kms_keys.values()]
    return [*ids, *account.kms_aliases]


def _access_keys(company: Company, account: Account) -> list[str]:
    return [key.id for owner, _, key in company.access_keys() if owner is account]


def _policies(company: Company, account: Account) -> list[str]:
    return [*account.policies, *(policy.arn for policy in managed_policies.all())]


def _inline(company: Company, account: Account) -> set[str]:
    return {name for holder in account.holders() for name in holder.inline}


_OPTIONS: dict[str, Names] = {
    "--user-name": lambda company, account: account.users,
    "--group-name": lambda company, account: account.groups,
    "--role-name": lambda company, account: account.roles,
    "--role-arn": lambda company, account: [arn for one in company.accounts.values() for arn in _role_arns(one)],
    "--role": lambda company, account: _role_arns(account),
    "--instance-profile-name": lambda company, account: account.instance_profiles,
    "--policy-arn": _policies,
    "--policy-arns": _policies,
    "--policy-name": _inline,
    "--permissions-boundary": lambda company, account: account.policies,
    "--policy-source-arn": lambda company, account: _arns(account),
    "--resource-arn": lambda company, account: _arns(account),
    "--resource-arns": lambda company, account: _arns(account),
    "--arn": lambda company, account: _arns(account),
    "--access-key-id": _access_keys,
    "--serial-number": lambda company, account: account.mfa_devices,
    "--saml-provider-arn": lambda company, account: account.saml_providers,
    "--principal-arn": lambda company, account: account.saml_providers,
    "--open-id-connect-provider-arn": lambda company, account: account.oidc_providers,
    "--bucket": lambda company, account: [name for one in company.accounts.values() for name in one.buckets],
    "--function-name": _of_service("lambda"),
    "--key-id": _keys,
    "--kms-key-id": _keys,
    "--target-key-id": _keys,
    "--queue-url": lambda company, account: [queue.url for queue in account.queues.values()],
    "--secret-id": lambda company, account: [secret.name for secret in account.secrets.values()],
    "--topic-arn": lambda company, account: account.topics,
    "--table-name": _of_service("dynamodb"),
    "--trail-name": _of_service("cloudtrail"),
    "--analyzer-name": _of_service("access-analyzer"),
    "--analyzer-arn": lambda company, account: account.analyzers,
    "--account-id": lambda company, account: company.accounts,
}


def takes(option: str) -> bool:
    """Whether the values of an option are names that accounts hold."""
    return option in _OPTIONS


def names(option: str, company: Company, account: Account) -> list[str]:
    """Return what an option may name for somebody in an account."""
    return list(_OPTIONS[option](company, account))
