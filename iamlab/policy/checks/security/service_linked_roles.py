"""Checks: iam:CreateServiceLinkedRole for any service ("IAM policy validation check reference", CREATE_SLR_...)."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.checks.security.reach import arn_fields, is_everything
from iamlab.policy.checks.security.role_grants import RoleAction
from iamlab.policy.findings import Findings, shown
from iamlab.policy.patterns import compile_glob

# What every service-linked role has in its ARN ("Create a service-linked role"): it tells no service from another.
_COMMON = ("AWSServiceRoleFor", "AWSServiceRole", ".amazonaws.com")

_NAME_ROLES = "Name in Resource the role of the service that is meant"
_OR_SERVICE = f"{_NAME_ROLES}, or add a condition on iam:AWSServiceName."
_OR_TAKE_OUT = f"{_NAME_ROLES}, or take iam:CreateServiceLinkedRole out with NotAction."
_MESSAGES = {
    "NOT_RESOURCE": (
        f"NotResource lets {{}} make service-linked roles for every service except those listed there. {_NAME_ROLES}."
    ),
    "STAR_IN_ACTION_AND_NOT_RESOURCE": (
        "{} includes iam:CreateServiceLinkedRole, and NotResource allows it for every role except those listed. "
        f"{_NAME_ROLES}."
    ),
    "NOT_ACTION_AND_NOT_RESOURCE": (
        "NotAction leaves iam:CreateServiceLinkedRole allowed, and NotResource allows it for nearly every role. "
        f"{_OR_TAKE_OUT}"
    ),
    "STAR_IN_RESOURCE": f"{{}} is allowed for every service that the wildcard in Resource matches. {_OR_SERVICE}",
    "STAR_IN_ACTION_AND_RESOURCE": (
        "{} includes iam:CreateServiceLinkedRole, for every service that the wildcard in Resource matches. "
        f"{_OR_SERVICE}"
    ),
    "STAR_IN_RESOURCE_AND_NOT_ACTION": (
        "NotAction leaves iam:CreateServiceLinkedRole allowed, for every service that the wildcard in Resource "
        f"matches. {_OR_TAKE_OUT}"
    ),
}


def check(draft: Draft, findings: Findings) -> None:
    """Note every statement that allows to make service-linked roles without a limit, once."""
    for shape in _CREATE_ROLE.shapes(draft):
        message = _MESSAGES[shape.ending].format(shown(shape.place.text))
        findings.add(f"CREATE_SLR_WITH_{shape.ending}", message, shape.place.path, fix=shape.fix)


def _leaves_service_open(resource: str) -> bool:
    """Whether no part of an entry says which service's role it is."""
    if is_everything(resource):
        return True
    fields = arn_fields(resource)
    if fields is None or not compile_glob(fields[2]).matches("iam") or "*" not in fields[5]:
        return False
    kind, slash, rest = fields[5].partition("/")
    if not slash:
        return compile_glob(kind).matches("role/aws-service-role/service.amazonaws.com/AWSServiceRoleForService")
    path, *names = rest.split("/")
    return compile_glob(kind).matches("role") and not any(
        map(_says, names if path == "aws-service-role" else [path, *names])
    )


def _says(segment: str) -> bool:
    for common in _COMMON:
        segment = segment.replace(common, "")
    return bool(segment.strip("*?"))


_CREATE_ROLE = RoleAction("iam:CreateServiceLinkedRole", "iam:awsservicename", _leaves_service_open)
