"""Checks: what the policy of one resource cannot speak of ("Identity-based policies and resource-based policies")."""

from iamlab.catalog.resource_policies import ROLE, Carrier, find, names_action, names_resource
from iamlab.policy.checks.draft import Draft, DraftStatement
from iamlab.policy.checks.list_entries import without_entry
from iamlab.policy.checks.principals.attachment import is_resource_policy, is_trust_policy
from iamlab.policy.findings import Findings, shown

# Which resource it is about is settled in a resource's own policy; so is whose it is.
_KEYS_OF_THE_RESOURCE = frozenset({"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"})
_KEY_OF_S3 = "s3:resourceaccount"
_S3 = "s3"


def check(draft: Draft, findings: Findings) -> None:
    """Note actions and resources of something else, and keys that are about the resource itself."""
    attached_to = ROLE if is_trust_policy(draft) else draft.resource_type if is_resource_policy(draft) else None
    carrier = find(attached_to)
    for statement in draft.statements:
        if carrier and attached_to:
            _foreign(statement, carrier, attached_to, draft, findings)
        if is_resource_policy(draft):
            _irrelevant(statement, carrier, findings)


def _foreign(statement: DraftStatement, carrier: Carrier, attached_to: str, draft: Draft, findings: Findings) -> None:
    where = "A role's trust policy" if attached_to == ROLE else f"The policy of {shown(attached_to)}"
    for action in () if statement.not_action else statement.actions:
        if not names_action(carrier, action.text):
            message = (
                f"{where} cannot speak of {shown(action.text)}: that action does not work on it. "
                f"Name actions that start with {carrier.service}: and work on this type of resource."
            )
            fix = without_entry(draft, "Remove the action", action.path)
            findings.add("UNSUPPORTED_ACTION_IN_POLICY", message, action.path, fix=fix)
    if attached_to == ROLE or statement.not_resource:
        return  # a trust policy has no Resource element at all
    for resource in statement.resources:
        if not names_resource(carrier, resource.text):
            message = (
                f"{where} cannot speak of {shown(resource.text)}: that ARN is of another type of resource. "
                "Name the resource that the policy is attached to."
            )
            fix = without_entry(draft, "Remove the resource", resource.path)
            findings.add("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", message, resource.path, fix=fix)


def _irrelevant(statement: DraftStatement, carrier: Carrier | None, findings: Findings) -> None:
    is_s3 = carrier.service == _S3 if carrier else _speaks_of_s3(statement)
    for condition in statement.conditions:
        key = condition.key.lower()
        if key not in _KEYS_OF_THE_RESOURCE and not (key == _KEY_OF_S3 and is_s3):
            continue
        if any("${" in value.text for value in condition.values):
            continue  # compared with the caller it does say something: is it one of us?
        message = (
            f"{shown(condition.key)} says whose the resource is, and the policy of a resource knows that. "
            "Remove it here; it belongs into identity policies, to choose among resources."
        )
        findings.add("IRRELEVANT_CONDITION_KEY_IN_POLICY", message, condition.path, at_key=True)


def _speaks_of_s3(statement: DraftStatement) -> bool:
    texts = [action.text.lower() for action in statement.actions]
    return bool(texts) and all(text.startswith(f"{_S3}:") for text in texts)
