"""Checks: who may call which operation of AWS STS to assume a role ("Compare AWS STS credentials")."""

from dataclasses import dataclass

from iamlab.policy.checks.conditions.patterns import is_fixed
from iamlab.policy.checks.draft import Draft, DraftPrincipal, DraftStatement, Text
from iamlab.policy.checks.names.action_patterns import covers
from iamlab.policy.checks.principals.attachment import is_trust_policy
from iamlab.policy.findings import Findings, shown
from iamlab.policy.fixes import Fix, replace
from iamlab.policy.identity_providers import Protocol, find, mended

_ROLE, _SAML, _OIDC = "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"
_BY_LOWER_CASE = {name.lower(): name for name in (_ROLE, _SAML, _OIDC)}
_BY_PROTOCOL = {Protocol.SAML: _SAML, Protocol.OIDC: _OIDC}
_CALLERS = {
    _ROLE: "AWS accounts, users, roles and services call it",
    _SAML: "only SAML providers, under Federated, call it",
    _OIDC: "only OIDC providers, under Federated, call it",
}
_SHOWN = 3  # principals in a message


@dataclass(frozen=True, slots=True)
class _Caller:
    """A principal, and the only operation that it can assume a role with."""

    name: str
    operation: str


def check(draft: Draft, findings: Findings) -> None:
    """Note names of identity providers that are none, and principals with the wrong operation."""
    if not is_trust_policy(draft):
        return
    for statement in draft.statements:
        for principal in statement.principals:
            if principal.kind == "Federated":
                _provider(principal, findings)
        if not statement.not_action and not statement.not_principal:
            _operations(statement, findings)


def _provider(principal: DraftPrincipal, findings: Findings) -> None:
    partly = principal.text != "*" and not is_fixed(principal.text)
    if find(principal.text) or partly:
        return  # a variable or a wildcard is what is wrong here, and is reported as such
    better = mended(principal.text)
    message = (
        f"{shown(principal.text)} is no identity provider. Write its ARN, like "
        "arn:aws:iam::111122223333:saml-provider/name, or its domain name, like accounts.google.com."
    )
    fix = replace(f"Use {better}", principal.path, better) if better else None
    findings.add("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", message, principal.path, fix=fix)


def _operations(statement: DraftStatement, findings: Findings) -> None:
    """A principal and an operation of one statement may belong to different pairs; what has no partner is wrong."""
    callers = [caller for caller in map(_caller, statement.principals) if caller]
    fitting = {caller.operation for caller in callers}
    granted = _granted(statement)
    judged: set[str] = set()
    for action in statement.actions:
        operation = _BY_LOWER_CASE.get(action.text.lower())
        if operation is None or operation in judged:
            continue
        judged.add(operation)
        wrong = [one for one in callers if one.operation != operation]
        if operation in fitting:
            wrong = [one for one in wrong if one.operation not in granted]
        if wrong:
            _mismatch(action, operation, wrong, fitting, granted, findings)


def _caller(principal: DraftPrincipal) -> _Caller | None:
    if principal.kind in ("AWS", "Service"):
        return _Caller(principal.text, _ROLE)
    provider = find(principal.text) if principal.kind == "Federated" else None
    return _Caller(principal.text, _BY_PROTOCOL[provider.protocol]) if provider else None


def _granted(statement: DraftStatement) -> set[str]:
    """The operations that the statement names, by themselves or by a pattern."""
    return {name for name in _CALLERS if any(covers(action.text, name) for action in statement.actions)}


def _mismatch(
    action: Text, operation: str, wrong: list[_Caller], fitting: set[str], granted: set[str], findings: Findings
) -> None:
    names = ", ".join(shown(one.name) for one in wrong[:_SHOWN])
    more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    needed = sorted({one.operation for one in wrong})
    message = (
        f"{names}{more} cannot call {operation}: {_CALLERS[operation]}. "
        f"The operation for this principal is {' or '.join(needed)}."
    )
    fix: Fix | None = None
    if len(fitting) == 1 and not fitting & granted:  # one kind of principal, and its operation is not there yet
        fix = replace(f"Use {needed[0]}", action.path, needed[0])
    findings.add("MISMATCHED_ACTION_FOR_PRINCIPAL", message, action.path, fix=fix)
