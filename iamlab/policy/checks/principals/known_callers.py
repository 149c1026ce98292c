"""Which conditions keep a statement about everybody from being public.

Sources: "Blocking public access to your Amazon S3 storage", the meaning of "public": the statement is limited to fixed
values of a key that the caller cannot choose; "AWS global condition context keys" for the keys.
"""

from iamlab.policy.arns import FIELDS
from iamlab.policy.checks.conditions.networks import read_range
from iamlab.policy.checks.conditions.patterns import is_fixed
from iamlab.policy.checks.draft import DraftCondition, DraftStatement
from iamlab.policy.conditions.operators import Quantifier

_OPERATORS = frozenset(
    {"StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress", "Bool"}
)

# The values of these are fixed where they have no wildcard.
_IDS = frozenset(
    {
        "aws:principalaccount",
        "aws:principalorgid",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:sourceaccount",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    }
)
# The values of these are paths, `o-a1b2c3d4e5/r-ab12/*`, or a role's ID with the name of a session, `AROA...:*`.
_BEGINNINGS = {
    "aws:principalorgpaths": "/",
    "aws:sourceorgpaths": "/",
    "aws:vpceorgpaths": "/",
    "aws:userid": ":",
}
# The values of these are ARNs: it is enough that the account is fixed.
_ARNS = frozenset(
    {
        "aws:principalarn",
        "aws:sourcearn",
        "aws:sourcevpcarn",
        "elasticfilesystem:accesspointarn",
        "s3:dataaccesspointarn",
    }
)
# "Using IAM to control file system data access" (Amazon EFS): only clients within the VPC have a mount target.
_MOUNT_TARGET = "elasticfilesystem:accessedviamounttarget"
_SOURCE_IP = "aws:sourceip"

_SHORTEST_V4, _SHORTEST_V6 = 8, 32  # prefixes: S3 calls what is broader public
_OWN = "${aws:resource"  # ${aws:ResourceAccount}, ${aws:ResourceOrgID}: the values of the resource itself


def is_narrowed(statement: DraftStatement) -> bool:
    """Whether some condition limits the statement to known callers."""
    return any(_narrows(condition) for condition in statement.conditions)


def _narrows(condition: DraftCondition) -> bool:
    """A key that may be absent must not be let through: IfExists and ForAllValues do that."""
    operator = condition.operator
    if operator is None or operator.base not in _OPERATORS or operator.if_exists:
        return False
    if operator.quantifier is Quantifier.ALL or not condition.values:
        return False
    key = condition.key.lower()
    return all(_is_known(key, value.text) for value in condition.values)


def _is_known(key: str, value: str) -> bool:
    if key in _IDS:
        return _is_set(value)
    if key in _BEGINNINGS:
        beginning, mark, _ = value.partition(_BEGINNINGS[key])
        return _is_set(beginning) and bool(mark or _is_set(value))
    if key in _ARNS:
        return _is_known_arn(value)
    if key == _SOURCE_IP:
        return _is_narrow_range(value)
    return key == _MOUNT_TARGET and value.lower() == "true"


def _is_set(text: str) -> bool:
    """Whether a value is one that the caller cannot choose."""
    if text.lower().startswith(_OWN):
        return True
    return bool(text) and is_fixed(text)


def _is_known_arn(value: str) -> bool:
    """A bucket's ARN has no account; the name tells whose it is, and so does the whole of another ARN."""
    fields = value.split(":", len(FIELDS) - 1)
    if len(fields) < len(FIELDS):
        return False
    service, account, resource = fields[2], fields[4], fields[5]
    if _is_set(account):
        return True
    return _is_set(resource.partition("/")[0]) if service == "s3" else _is_set(value)


def _is_narrow_range(value: str) -> bool:
    found = read_range(value.strip())
    if found is None:
        return False
    shortest = _SHORTEST_V4 if found.version == 4 else _SHORTEST_V6
    return found.network.prefixlen >= shortest
