"""Whether an AWS service can take on a role that somebody hands to it. AWS page: "Pass a role to an AWS service"."""

from iamlab.cloud.applied_policies import named_policy
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.iam import Role
from iamlab.evaluator import Layers, Request, authorize
from iamlab.policy import PolicyType
from iamlab.policy.arns import parse_arn


def find(company: Company, arn_text: str) -> tuple[Account, Role] | None:
    """The role of an ARN with the account that it is in; None where the company has no such role."""
    arn = parse_arn(arn_text)
    account = company.accounts.get(arn.account) if arn and arn.service == "iam" else None
    if arn is None or account is None or not arn.resource.startswith("role/"):
        return None
    path, _, name = arn.resource.removeprefix("role").rpartition("/")
    role = account.roles.get(name)
    return (account, role) if role and role.path == f"{path}/" else None


def may_assume(company: Company, service: str, arn_text: str) -> bool:
    """Whether a role is there and its trust policy lets a service (`lambda.amazonaws.com`) assume it."""
    found = find(company, arn_text)
    if found is None:
        return False
    account, role = found
    asked = Request(service, "sts:AssumeRole", arn_text, resource_account=account.id)
    trust = named_policy(f"trust policy of {role.name}", role.trust, PolicyType.TRUST)
    return authorize(asked, Layers(resource=trust)).allowed
