"""What service control policies, resource control policies and trust policies may not contain.

Sources: "IAM policy validation check reference"; "RCP syntax" and "SCP syntax" (AWS Organizations User Guide).
"""

from collections.abc import Callable

from iamlab.catalog.resource_control import SERVICES
from iamlab.policy.checks.draft import Draft, DraftStatement, Text
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import replace

_WILDCARDS = ("*", "?")


def check(draft: Draft, findings: Findings) -> None:
    """Note what does not belong in this type of policy, beyond what the parser refuses."""
    rules = _RULES.get(draft.policy_type)
    if rules is not None:
        for statement in draft.statements:
            rules(statement, findings)


def _service_control(statement: DraftStatement, findings: Findings) -> None:
    # Organizations takes wildcards anywhere since September 2025; the catalogue of Access Analyzer keeps the check.
    for action in statement.actions:
        early = action.text.rstrip("*?")
        if any(wildcard in early for wildcard in _WILDCARDS):
            message = f"{shown(action.text)} has a wildcard before its end. In an SCP a wildcard ends the action."
            findings.add("SCP_SYNTAX_ERROR_ACTION_WILDCARD", message, action.path)


def _resource_control(statement: DraftStatement, findings: Findings) -> None:
    if statement.not_principal:
        message = 'An RCP has no NotPrincipal. Write "Principal": "*" and narrow it with a Condition.'
        findings.add("RCP_SYNTAX_ERROR_PRINCIPAL", message, (*statement.path, "NotPrincipal"), at_key=True)
    named = [one for one in statement.principals if one.text != "*" or one.kind not in ("*", "AWS")]
    if named and not statement.not_principal:
        message = (
            f'An RCP speaks of everyone: its Principal is "*", not {shown(named[0].text)}. Use a Condition instead.'
        )
        fix = replace('Write "Principal": "*"', (*statement.path, "Principal"), "*") if not statement.allows else None
        findings.add("RCP_SYNTAX_ERROR_PRINCIPAL", message, named[0].path, fix=fix)
    if statement.not_action:
        message = "An RCP has no NotAction. List the actions under Action."
        findings.add("RCP_SYNTAX_ERROR_NOTACTION", message, (*statement.path, "NotAction"), at_key=True)
    if statement.allows:
        _resource_control_allow(statement, bool(named) or statement.not_principal, findings)
    for action in statement.actions if not statement.not_action else ():
        _resource_control_action(statement, action, findings)


def _resource_control_allow(statement: DraftStatement, named: bool, findings: Findings) -> None:
    narrow = statement.not_resource or any(resource.text != "*" for resource in statement.resources)
    if narrow or named or "Condition" in statement.value:
        message = (
            "An Allow in an RCP is only for everyone, on every resource, without a Condition, as in RCPFullAWSAccess. "
            'An RCP of your own restricts: use "Effect": "Deny".'
        )
        findings.add("RCP_SYNTAX_ERROR_ALLOW", message, (*statement.path, "Effect"))


def _resource_control_action(statement: DraftStatement, action: Text, findings: Findings) -> None:
    service, colon, _ = action.text.partition(":")
    if (not colon and action.text != "*") or service.lower() in SERVICES:
        return  # no action at all is the grammar's business
    if service == "*" and statement.allows:
        return  # RCPFullAWSAccess
    if service == "*":
        message = "An RCP names the service of its actions, as in s3:*. The star alone is only for RCPFullAWSAccess."
    else:
        message = f"Resource control policies do not support the service {shown(service)}. Move this action to an SCP."
    findings.add("RCP_SYNTAX_ERROR_ACTION", message, action.path)


def _trust(statement: DraftStatement, findings: Findings) -> None:
    if "NotPrincipal" in statement.value:
        message = "A trust policy has no NotPrincipal. Name under Principal who may assume the role."
        place = (*statement.path, "NotPrincipal")
        findings.add("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", message, place, at_key=True)
    for principal in statement.principals:
        if principal.kind == principal.text == "*":
            message = (
                'A trust policy names who may assume the role; "Principal": "*" names nobody in particular. '
                'Write {"AWS": ...}, {"Service": ...} or {"Federated": ...}.'
            )
            findings.add("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", message, principal.path)


_RULES: dict[PolicyType, Callable[[DraftStatement, Findings], None]] = {
    PolicyType.SCP: _service_control,
    PolicyType.RCP: _resource_control,
    PolicyType.TRUST: _trust,
}
