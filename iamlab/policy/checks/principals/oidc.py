"""Checks: whom of an OIDC provider's users a role lets in ("Create a role for OpenID Connect federation")."""

from iamlab.policy.checks.conditions.bare_stars import WITH_WILDCARDS
from iamlab.policy.checks.conditions.negation import is_positive
from iamlab.policy.checks.draft import Draft, DraftCondition, DraftPrincipal, DraftStatement
from iamlab.policy.checks.names.action_patterns import covers
from iamlab.policy.checks.principals.attachment import is_trust_policy
from iamlab.policy.findings import Findings, shown
from iamlab.policy.identity_providers import GITHUB, Protocol, Provider, find

_OPERATION = "sts:assumerolewithwebidentity"
_REF = "refs/"  # of a branch or a tag


def check(draft: Draft, findings: Findings) -> None:
    """Note OIDC providers without conditions, and GitHub's without a repository and branch."""
    if not is_trust_policy(draft):
        return
    for statement in draft.statements:
        if statement.allows and not statement.not_principal and _lets_in(statement):
            _statement(statement, findings)


def _statement(statement: DraftStatement, findings: Findings) -> None:
    narrowing = {one.key.lower() for one in statement.conditions if is_positive(one)}
    prefixes = {key.rpartition(":")[0].rstrip("/") for key in narrowing}
    github = {provider.prefix.lower() for _, provider in _providers(statement) if _is_github(provider)}
    for principal, provider in _providers(statement):
        prefix = provider.prefix.lower()
        if prefix.rstrip("/") not in prefixes:
            message = (
                f"Everybody who has an account with {shown(provider.prefix)} can assume the role. Add a condition "
                f"on a key that starts with it, such as {shown(provider.prefix + ':sub')}."
            )
            findings.add("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", message, principal.path)
        if prefix in github and f"{prefix}:sub" not in narrowing:
            message = (
                "The workflows of every repository on GitHub can assume the role. Add a condition on "
                f"{shown(provider.prefix + ':sub')} with your repository and branch, like "
                "repo:owner/name:ref:refs/heads/main."
            )
            findings.add("MISSING_GITHUB_REPO_CONDITION_KEY", message, principal.path)
    named = {one.key.lower() for one in statement.conditions if _names_exactly(one)}
    for condition in statement.conditions:
        prefix, _, claim = condition.key.lower().rpartition(":")
        if claim == "sub" and (prefix in github or prefix == GITHUB):
            _subject(condition, f"{prefix}:ref", named, findings)


def _lets_in(statement: DraftStatement) -> bool:
    if statement.not_action:
        return True
    return any(covers(action.text, _OPERATION) for action in statement.actions)


def _providers(statement: DraftStatement) -> list[tuple[DraftPrincipal, Provider]]:
    federated = [(one, find(one.text)) for one in statement.principals if one.kind == "Federated"]
    return [(one, provider) for one, provider in federated if provider and provider.protocol is Protocol.OIDC]


def _is_github(provider: Provider) -> bool:
    return provider.prefix.lower().partition("/")[0] == GITHUB


def _subject(condition: DraftCondition, ref_key: str, named: set[str], findings: Findings) -> None:
    """A subject is to name one branch of one repository; the branch may have a key of its own."""
    if not is_positive(condition):
        return
    for value in condition.values:
        is_open = _has_wildcard(value.text)
        if _names_repository(value.text) and (ref_key in named or (_REF in value.text and not is_open)):
            continue
        if not is_open and not value.text.startswith("repo:"):
            continue  # GitHub lets an organization choose other forms, which nobody else can read
        trouble = (
            "has a wildcard, so workflows of more than one branch or repository can assume the role."
            if is_open
            else "names no branch, so it does not matter which branch a workflow runs on."
        )
        message = (
            f"{shown(value.text)} {trouble} "
            "Name the repository and the branch, like repo:owner/name:ref:refs/heads/main; or the repository here "
            f"and the branch in {shown(ref_key)}."
        )
        findings.add("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", message, value.path)


def _names_exactly(condition: DraftCondition) -> bool:
    """Whether the condition holds its key to values without wildcards."""
    if not is_positive(condition) or not condition.values:
        return False
    return condition.base not in WITH_WILDCARDS or not any(_has_wildcard(value.text) for value in condition.values)


def _names_repository(subject: str) -> bool:
    """Whether the part of a subject that names the repository is there, without wildcards: `repo:owner/name:*`."""
    kind, _, rest = subject.partition(":")
    repository = rest.partition(":")[0]
    return kind == "repo" and "/" in repository and not _has_wildcard(repository)


def _has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text
