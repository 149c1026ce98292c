"""Which conditions limit what a statement allows, and which only who may, when, and from where."""

from iamlab.policy.checks.draft import DraftCondition, DraftStatement
from iamlab.policy.conditions import strings

# "AWS global condition context keys": properties of the principal, of its session, of the network and of the moment,
# and whose the resource is, which every resource of an account has alike.
_WHO_WHEN_WHENCE = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:federatedprovider",
        "aws:multifactorauthage",
        "aws:multifactorauthpresent",
        "aws:referer",
        "aws:requestedregion",
        "aws:resourceaccount",
        "aws:resourceorgid",
        "aws:resourceorgpaths",
        "aws:securetransport",
        "aws:sourceidentity",
        "aws:sourceip",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:tokenissuetime",
        "aws:useragent",
        "aws:userid",
        "aws:username",
        "aws:vpcsourceip",
    }
)
_PRINCIPAL = "aws:principal"

_POSITIVE = frozenset(name for name, comparison in strings.OPERATORS.items() if not comparison.negated)


def limits_actions(statement: DraftStatement, *, but: str = "") -> bool:
    """Whether a condition limits what is allowed: a key other than those of who, when and whence, and than `but`."""
    keys = statement.keys()
    return any(key != but and _is_about_what(key) for key in keys)


def limiting_values(statement: DraftStatement, key: str) -> tuple[str, ...] | None:
    """The values to which a positive string condition limits a key (lower-case), or None where none does.

    A value that starts with a star is no limit: AWS's catalogue names AlexaForBusinessFullAccess, whose condition is
    such a one, among the policies without.
    """
    for condition in statement.conditions:
        if condition.key.lower() == key and _is_limit(condition):
            return tuple(value.text for value in condition.values)
    return None


def _is_limit(condition: DraftCondition) -> bool:
    values = condition.values
    return condition.base in _POSITIVE and bool(values) and not any(value.text.startswith("*") for value in values)


def _is_about_what(key: str) -> bool:
    return key not in _WHO_WHEN_WHENCE and not key.startswith(_PRINCIPAL)
