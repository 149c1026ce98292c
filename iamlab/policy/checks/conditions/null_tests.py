"""Checks: patterns that only ask whether a key is there ("IAM JSON policy elements: Condition operators", Null)."""

from iamlab.policy.checks.conditions.bare_stars import answers
from iamlab.policy.checks.conditions.fixes import use_operator
from iamlab.policy.checks.draft import Draft
from iamlab.policy.conditions.operators import NULL
from iamlab.policy.findings import Findings, shown


def check(draft: Draft, findings: Findings) -> None:
    """Note conditions that `*` turns into a question for the key's presence."""
    for statement in draft.statements:
        for condition in statement.conditions:
            found = answers(condition)
            if found is None or found.present == found.absent:
                continue  # what is always or never true is another finding
            answer = "false" if found.present else "true"
            when = "whatever value the request has" if found.present else "only when the request has no value"
            message = (
                f'With "*", {condition.operator} on {shown(condition.key)} is true {when}. '
                f'Null says that plainly: {{"Null": {{"{condition.key[:100]}": "{answer}"}}}}.'
            )
            code = "EQUIVALENT_TO_NULL_FALSE" if found.present else "EQUIVALENT_TO_NULL_TRUE"
            fix = use_operator(f"Use Null with {answer}", statement, condition, NULL, answer)
            findings.add(code, message, condition.path, at_key=True, fix=fix)
