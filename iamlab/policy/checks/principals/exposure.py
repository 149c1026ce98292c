"""Checks: what everybody can reach, and what other accounts can ("Blocking public access", the meaning of "public")."""

from collections.abc import Iterator

from iamlab.policy.arns import parse_arn
from iamlab.policy.checks.draft import Draft, DraftPrincipal, DraftStatement
from iamlab.policy.checks.principals.attachment import is_resource_policy, is_trust_policy
from iamlab.policy.checks.principals.known_callers import is_narrowed
from iamlab.policy.findings import Findings

_DIGITS = 12


def check(draft: Draft, findings: Findings) -> None:
    """Note statements that let in everybody, and principals of another account than the resource's."""
    for statement in draft.statements:
        if not statement.allows or statement.not_principal:
            continue
        if is_trust_policy(draft):
            _trust(statement, findings)
        elif is_resource_policy(draft):
            _public(statement, findings)
            _other_accounts(statement, findings)


def _trust(statement: DraftStatement, findings: Findings) -> None:
    """The bare `*` is an error in a trust policy, so it is not named here once more."""
    everybody = [one for one in statement.principals if one.kind == "AWS" and one.text == "*"]
    if everybody and not is_narrowed(statement):
        message = (
            "Everybody in every AWS account can assume this role. Name the accounts or roles that you trust. "
            "An external ID is no protection: it is not a secret, and does not say who calls."
        )
        findings.add("PUBLIC_TRUST", message, everybody[0].path)


def _public(statement: DraftStatement, findings: Findings) -> None:
    everybody = [one for one in statement.principals if one.kind in ("*", "AWS") and one.text == "*"]
    if everybody and not is_narrowed(statement):
        message = (
            "Everybody on the internet can do this, without any AWS account. Name who needs it; or add a condition "
            "with fixed values, for example on aws:PrincipalOrgID, aws:SourceVpce or aws:SourceIp."
        )
        findings.add("PUBLIC_ACCESS", message, everybody[0].path)


def _other_accounts(statement: DraftStatement, findings: Findings) -> None:
    """Whose the resource is can be told only where its ARN has an account: a bucket's has none."""
    own = {account for account in map(_account_of, (one.text for one in statement.resources)) if account}
    if not own or is_narrowed(statement):
        return
    for account, principal in _accounts(statement):
        if account not in own:
            message = (
                f"The resource belongs to account {min(own)}, and this lets in account {account}. "
                "Make sure that you know that account, and that it needs all these actions."
            )
            findings.add("CROSS_ACCOUNT_ACCESS", message, principal.path)


def _accounts(statement: DraftStatement) -> Iterator[tuple[str, DraftPrincipal]]:
    """The accounts that the principals belong to, each once."""
    seen: set[str] = set()
    for principal in statement.principals:
        account = _account_of(principal.text) if principal.kind == "AWS" else None
        if account and account not in seen:
            seen.add(account)
            yield account, principal


def _account_of(text: str) -> str | None:
    arn = parse_arn(text)
    account = arn.account if arn else text
    return account if len(account) == _DIGITS and account.isascii() and account.isdigit() else None
