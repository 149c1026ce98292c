"""Checks: IP addresses that never match, or that say less than they seem to."""

from iamlab.policy.checks.conditions.networks import Range, is_private, read_range
from iamlab.policy.checks.draft import Draft, DraftCondition, Text
from iamlab.policy.checks.list_entries import without_entries
from iamlab.policy.conditions.addresses import OPERATORS
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import replace

_PUBLIC_KEY = "aws:sourceip"  # "AWS global condition context keys": for public addresses only
_HINT = "aws:SourceIp holds the public address of a request. For addresses within a VPC, use aws:VpcSourceIp."


def check(draft: Draft, findings: Findings) -> None:
    """Note private addresses for aws:SourceIp, and ranges with bits set behind their prefix."""
    for statement in draft.statements:
        for condition in statement.conditions:
            if condition.base not in OPERATORS:
                continue
            ranges = [(value, read_range(value.text)) for value in condition.values]
            _check_host_bits(ranges, findings)
            if condition.key.lower() == _PUBLIC_KEY:
                _check_private(condition, ranges, findings)


def _check_host_bits(ranges: list[tuple[Text, Range | None]], findings: Findings) -> None:
    for value, found in ranges:
        if found is None or found.ip == found.network.network_address:
            continue
        network = str(found.network)
        message = (
            f"{shown(value.text)} means {network}: the part of the address behind the first "
            f"{found.network.prefixlen} bits is ignored. Write {network}."
        )
        findings.add("IMPROVE_IP_RANGE", message, value.path, fix=replace(f"Write {network}", value.path, network))


def _check_private(condition: DraftCondition, ranges: list[tuple[Text, Range | None]], findings: Findings) -> None:
    private = [value for value, found in ranges if found is not None and is_private(found)]
    if not private:
        return
    negated = OPERATORS[condition.base].negated
    code = "PRIVATE_NOT_IP_ADDRESS" if negated else "PRIVATE_IP_ADDRESS"
    if len(private) == len(ranges):
        effect = "is true for every request" if negated else "is never true"
        message = f"All addresses here are private, so the condition {effect}. {_HINT}"
        findings.add(code, message, condition.path, at_key=True)
        return
    message = f"{shown(private[0].text)} is a private address, which has no effect among public ones. {_HINT}"
    fix = without_entries("Remove the private addresses", private)
    findings.add(f"{code}_SUBSET", message, private[0].path, fix=fix)
