"""Checks: operators of another type than their key ("IAM JSON policy elements: Condition operators")."""

from collections.abc import Callable

from iamlab.catalog.condition_keys import ConditionKey, KeyType, find
from iamlab.policy.arns import FIELDS
from iamlab.policy.checks.conditions.fixes import use_operator
from iamlab.policy.checks.conditions.networks import read_range
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.conditions import addresses, arns, binary, booleans, dates, numbers, strings
from iamlab.policy.conditions.operators import Operator
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix

_TYPES: dict[str, KeyType] = {
    **dict.fromkeys(strings.OPERATORS, KeyType.STRING),
    **dict.fromkeys(numbers.OPERATORS, KeyType.NUMERIC),
    **dict.fromkeys(dates.OPERATORS, KeyType.DATE),
    **dict.fromkeys(booleans.OPERATORS, KeyType.BOOL),
    **dict.fromkeys(binary.OPERATORS, KeyType.BINARY),
    **dict.fromkeys(addresses.OPERATORS, KeyType.IP),
    **dict.fromkeys(arns.OPERATORS, KeyType.ARN),
}
_OPERATORS_OF = {
    KeyType.STRING: "a String operator, such as StringEquals",
    KeyType.NUMERIC: "a Numeric operator, such as NumericLessThan",
    KeyType.DATE: "a Date operator, such as DateLessThan",
    KeyType.BOOL: "Bool",
    KeyType.BINARY: "BinaryEquals",
    KeyType.IP: "IpAddress or NotIpAddress",
    KeyType.ARN: "an Arn operator, such as ArnLike",
}
_ARN_OPERATORS = {"StringLike": "ArnLike", "StringNotLike": "ArnNotLike"}

# The operator that says the same for a key of that type, where there is one.
_EQUIVALENTS: dict[tuple[KeyType, str], str] = {
    (KeyType.BOOL, "StringEquals"): "Bool",
    (KeyType.BOOL, "StringEqualsIgnoreCase"): "Bool",
    (KeyType.BOOL, "StringLike"): "Bool",
    (KeyType.NUMERIC, "StringEquals"): "NumericEquals",
    (KeyType.NUMERIC, "StringNotEquals"): "NumericNotEquals",
    (KeyType.IP, "StringEquals"): "IpAddress",
    (KeyType.IP, "StringNotEquals"): "NotIpAddress",
}
_READS: dict[KeyType, Callable[[str], object]] = {
    KeyType.BOOL: booleans.boolean,
    KeyType.NUMERIC: numbers.number,
    KeyType.IP: read_range,
}


def check(draft: Draft, findings: Findings) -> None:
    """Note operators that do not fit their key. Null fits every key; what AWS does not list is not judged."""
    for statement in draft.statements:
        for condition in statement.conditions:
            operator_type, key = _TYPES.get(condition.base), find(condition.key)
            if operator_type is None or key is None or condition.operator is None:
                continue
            if key.type is KeyType.ARN and operator_type is KeyType.STRING:
                _check_arn(statement, condition, condition.operator, findings)
            elif operator_type not in (key.type, key.second_type) and not _is_known_use(operator_type, key, condition):
                wanted = _OPERATORS_OF[key.type]
                message = f"For {shown(condition.key)}, use {wanted}: {condition.base} compares values of another type."
                fix = _equivalent(statement, condition, condition.operator, key)
                findings.add("TYPE_MISMATCH", message, condition.path, at_key=True, fix=fix)


def _is_known_use(operator_type: KeyType, key: ConditionKey, condition: DraftCondition) -> bool:
    texts = [value.text for value in condition.values]
    if key.type is KeyType.STRING and operator_type is KeyType.ARN and not _is_fixed_global(key):
        # Encryption contexts and tags are strings that often hold ARNs, and AWS's own pages compare those with ArnLike
        # ("Encrypt log data in CloudWatch Logs using AWS KMS").
        return bool(texts) and all(text == "*" or text.startswith(("arn:", "${")) for text in texts)
    if key.type is KeyType.IP and operator_type is KeyType.STRING:
        # No variable works with IpAddress, so AWS compares two addresses as strings
        # ("AWS global condition context keys", aws:Ec2InstanceSourcePrivateIPv4).
        return bool(texts) and all(text.startswith("${") for text in texts)
    return False


def _is_fixed_global(key: ConditionKey) -> bool:
    """Whether AWS itself fills the key, and not with an ARN: an account or organization ID, say, but no tag."""
    return key.name.lower().startswith("aws:") and "${" not in key.name


def _check_arn(statement: DraftStatement, condition: DraftCondition, operator: Operator, findings: Findings) -> None:
    # StringEquals is no finding: without wildcards, both operators say the same.
    wanted = _ARN_OPERATORS.get(operator.base)
    if wanted is None:
        return
    message = (
        f"{shown(condition.key)} holds an ARN: use {wanted}. A wildcard of {operator.base} also runs over the colons "
        "between the parts of the ARN, into another account for example."
    )
    # ArnLike matches nothing where a part is missing.
    complete = all(value.text == "*" or value.text.count(":") >= len(FIELDS) - 1 for value in condition.values)
    name = str(Operator(wanted, operator.quantifier, operator.if_exists))
    fix = use_operator(f"Use {name}", statement, condition, name) if complete else None
    findings.add("STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", message, condition.path, at_key=True, fix=fix)


def _equivalent(
    statement: DraftStatement, condition: DraftCondition, operator: Operator, key: ConditionKey
) -> Fix | None:
    wanted = _EQUIVALENTS.get((key.type, operator.base))
    if wanted is None or not all(_READS[key.type](value.text) is not None for value in condition.values):
        return None
    name = str(Operator(wanted, operator.quantifier, operator.if_exists))
    return use_operator(f"Use {name}", statement, condition, name)
