"""Checks: keys that say enough only together with another ("AWS global condition context keys")."""

from iamlab.policy.checks.conditions.negation import is_negated
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.conditions.operators import NULL
from iamlab.policy.findings import Findings, shown

# Private addresses are the same in many VPCs, so the VPC belongs to them. One of the keys at the right is enough.
_PAIRS = {
    "aws:vpcsourceip": ("aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"),
    "aws:ec2instancesourceprivateipv4": ("aws:Ec2InstanceSourceVpc",),
}


def check(draft: Draft, findings: Findings) -> None:
    """Note keys without their pair in the same Condition element."""
    for statement in draft.statements:
        lacking = [one for one in statement.conditions if one.key.lower() in _PAIRS]
        if not lacking:
            continue
        keys = {one.key.lower() for one in statement.conditions if one.base != NULL}
        for condition in lacking:
            wanted = _PAIRS[condition.key.lower()]
            if keys.isdisjoint(map(str.lower, wanted)) and _lets_in(statement, condition):
                message = (
                    f"The address in {shown(condition.key)} exists in many VPCs, so somebody in another VPC can have "
                    f"it too. Add {' or '.join(wanted)} to the same Condition."
                )
                findings.add("MISSING_PAIRED_CONDITION_KEYS", message, condition.path, at_key=True)


def _lets_in(statement: DraftStatement, condition: DraftCondition) -> bool:
    # A Deny lets somebody in only where it makes an exception for the address.
    if condition.base == NULL:
        return False
    if statement.allows:
        return True
    # AWS's example compares two keys of the request, which is about no address in particular.
    compares_keys = all(value.text.startswith("${") for value in condition.values)
    return is_negated(condition) and not compares_keys
