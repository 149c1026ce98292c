"""Checks: on whose behalf a service may act on a resource ("The confused deputy problem")."""

from iamlab.policy.checks.conditions.negation import is_positive
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftStatement
from iamlab.policy.checks.principals.attachment import is_resource_policy, is_trust_policy
from iamlab.policy.checks.principals.key_groups import PRINCIPAL_TAG, SOURCES
from iamlab.policy.conditions.operators import NULL
from iamlab.policy.findings import Findings, shown

_SOURCES = "aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths"

# Keys that policies restrict services with, and that are not made for it. The first two hold the account's number in
# policies from before there were keys for that ("Giving permissions to Amazon SES").
_ACCOUNTS = frozenset({"aws:referer", "aws:sourceowner"})
_STOPGAPS = _ACCOUNTS | {"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:useragent"}

# "AWS global condition context keys": keys that only requests of users, roles and accounts have.
_KEYS_OF_IDENTITIES = frozenset(
    {"aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:username"}
)


def check(draft: Draft, findings: Findings) -> None:
    """Note services without a source, and keys that requests of services do not have."""
    trust = is_trust_policy(draft)
    if not trust and not is_resource_policy(draft):
        return
    for statement in draft.statements:
        services = [one for one in statement.principals if one.kind == "Service" and one.text != "*"]
        if not services or statement.not_principal:
            continue
        only_services = len(services) == len(statement.principals)
        _keys_of_identities(statement, only_services=only_services, with_tags=trust, findings=findings)
        # To assume a role is no act on somebody's behalf: a service asks for the roles of its own resources.
        if not trust and statement.allows and not any(_names_a_source(one) for one in statement.conditions):
            stopgaps = [one for one in statement.conditions if one.key.lower() in _STOPGAPS and is_positive(one)]
            for condition in stopgaps:
                _stopgap(condition, services[0].text, findings)
            if not any(one.key.lower() in _ACCOUNTS for one in stopgaps):
                message = (
                    f"{shown(services[0].text)} may do this for anybody, so other AWS customers can reach this "
                    f"resource through it. Add a condition on {_SOURCES} that says for whom."
                )
                findings.add("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", message, services[0].path)


def _stopgap(condition: DraftCondition, service: str, findings: Findings) -> None:
    message = (
        f"{shown(condition.key)} is not made for saying on whose behalf {shown(service)} may act. "
        f"Use {_SOURCES} instead."
    )
    findings.add("RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", message, condition.path, at_key=True)


def _keys_of_identities(statement: DraftStatement, *, only_services: bool, with_tags: bool, findings: Findings) -> None:
    """With IfExists, and with Null, a missing key does no harm to services where others are named beside them.

    `with_tags` says that a service may have tags: IAM Roles Anywhere puts a certificate into those of its request.
    """
    for condition in statement.conditions:
        key = condition.key.lower()
        if key not in _KEYS_OF_IDENTITIES and (with_tags or not key.startswith(PRINCIPAL_TAG)):
            continue
        if not only_services and _minds_absence(condition):
            continue
        message = (
            f"A request that a service makes has no {shown(condition.key)}. "
            f"Remove the condition; to say on whose behalf the service may act, use {_SOURCES}."
        )
        findings.add("UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", message, condition.path, at_key=True)


def _minds_absence(condition: DraftCondition) -> bool:
    return condition.base == NULL or bool(condition.operator and condition.operator.if_exists)


def _names_a_source(condition: DraftCondition) -> bool:
    if condition.key.lower() not in SOURCES or not is_positive(condition):
        return False
    return bool(condition.values) and all(value.text.strip("*") for value in condition.values)
