"""Checks: iam:PassRole for roles that nobody has named ("IAM policy validation check reference", PASS_ROLE_...)."""

import re
from functools import lru_cache

from iamlab.catalog.actions import services
from iamlab.catalog.published_names import is_service
from iamlab.policy.checks.draft import Draft
from iamlab.policy.checks.security.grants import PASSED_TO, PASSING
from iamlab.policy.checks.security.reach import arn_fields, is_everything
from iamlab.policy.checks.security.role_grants import RoleAction
from iamlab.policy.containment import covers
from iamlab.policy.findings import Findings, shown
from iamlab.policy.patterns import compile_glob

_WORD = re.compile(r"[A-Za-z0-9]+")
_VENDORS = ("aws", "amazon")
_SHORT = 3  # letters of a service's name that says nothing when longer words start with it: `es`, `dms`

_NAME_ROLES = "Name in Resource the roles that are meant"
_OR_SERVICE = f"{_NAME_ROLES}, or add a condition on iam:PassedToService."
_OR_TAKE_OUT = f"{_NAME_ROLES}, or take iam:PassRole out with NotAction."
_MESSAGES = {
    "NOT_RESOURCE": f"NotResource lets {{}} pass every role except those listed there. {_NAME_ROLES}.",
    "STAR_IN_ACTION_AND_NOT_RESOURCE": (
        f"{{}} includes iam:PassRole, and NotResource allows it for every role except those listed. {_NAME_ROLES}."
    ),
    "NOT_ACTION_AND_NOT_RESOURCE": (
        f"NotAction leaves iam:PassRole allowed, and NotResource allows it for nearly every role. {_OR_TAKE_OUT}"
    ),
    "STAR_IN_RESOURCE": f"{{}} is allowed for every role that the wildcard in Resource matches. {_OR_SERVICE}",
    "STAR_IN_ACTION_AND_RESOURCE": (
        f"{{}} includes iam:PassRole, for every role that the wildcard in Resource matches. {_OR_SERVICE}"
    ),
    "STAR_IN_RESOURCE_AND_NOT_ACTION": (
        f"NotAction leaves iam:PassRole allowed, for every role that the wildcard in Resource matches. {_OR_TAKE_OUT}"
    ),
}


def check(draft: Draft, findings: Findings) -> None:
    """Note every statement that allows to pass roles without a limit, once."""
    for shape in _PASS_ROLE.shapes(draft):
        message = _MESSAGES[shape.ending].format(shown(shape.place.text))
        findings.add(f"PASS_ROLE_WITH_{shape.ending}", message, shape.place.path, fix=shape.fix)


def _leaves_role_open(resource: str) -> bool:
    """Whether a star stands for the name of a role. A star for the account does not count, nor one in the path:
    the names of an account's roles are unique.
    """
    if is_everything(resource):
        return True
    fields = arn_fields(resource)
    if fields is None or not compile_glob(fields[2]).matches("iam"):
        return False
    if covers(fields[5], "role/*"):
        return True
    kind, slash, rest = fields[5].partition("/")
    name = rest.rpartition("/")[2]
    return bool(slash) and compile_glob(kind).matches("role") and "*" in name and not _names_something(name)


@lru_cache(maxsize=1024)
def _names_something(name: str) -> bool:
    """Whether a role's name has a variable in it or, as AWS's own names do, the name of a service.

    The catalogue says that such conventions are taken into account; its example is `role/Service*`.
    """
    return "${" in name or any(map(_starts_with_service, _WORD.findall(name)))


def _starts_with_service(word: str) -> bool:
    for vendor in _VENDORS:
        if word.lower().startswith(vendor):
            word = word[len(vendor) :]
    lower = word.lower()
    return (
        lower.startswith("service")
        or any(lower.startswith(one) and _ends_there(one, word) for one in services())
        or any(is_service(lower[:end]) for end in range(_SHORT + 1, len(lower) + 1))  # such as have been retired
    )


def _ends_there(service: str, word: str) -> bool:
    return len(service) > _SHORT or not word[len(service) : len(service) + 1].islower()


_PASS_ROLE = RoleAction(PASSING, PASSED_TO, _leaves_role_open)
