"""Says everything about a document that a seasoned reviewer would say."""

import json
from collections.abc import Callable, Mapping

from iamlab.policy.careful import review_grammar
from iamlab.policy.checks import (
    arns,
    conditions,
    emptiness,
    names,
    policy_types,
    principals,
    redundancy,
    security,
    sizes,
    variables,
)
from iamlab.policy.checks.codes import CODES
from iamlab.policy.checks.draft import Draft, read_draft
from iamlab.policy.checks.finding import Finding, FindingType
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings
from iamlab.policy.json_objects import checked
from iamlab.policy.json_text import JsonText, read
from iamlab.policy.problems import PolicyError, Problem
from iamlab.policy.source import Source

MOST = 200  # findings of one document

_CHECKS: tuple[Callable[[Draft, Findings], None], ...] = (
    policy_types.check,
    variables.check,
    emptiness.check,
    names.check,
    arns.check,
    conditions.check,
    principals.check,
    redundancy.check,
    security.check,
    sizes.check,
)


def validate(
    document: str | Mapping[str, object],
    policy_type: PolicyType = PolicyType.IDENTITY,
    resource_type: str | None = None,
) -> tuple[Finding, ...]:
    """All findings for a document, in its order. Nothing that is put in raises.

    `document` is JSON text, or the object that such a text stands for. `resource_type`, like `AWS::S3::Bucket`, says
    what a resource policy is attached to. Codes and types are those of IAM Access Analyzer's policy validation.
    """
    try:
        text, located = _read(document)
    except PolicyError as error:
        return tuple(map(_finding, error.problems))
    findings = Findings(text, located=located, most=MOST)
    review_grammar(text, policy_type, Source(text.text, laid_out=True), findings)
    draft = read_draft(text.value, policy_type, resource_type)
    for check in _CHECKS:
        check(draft, findings)
    return tuple(map(_finding, findings.in_order()))


def _read(document: str | Mapping[str, object]) -> tuple[JsonText, bool]:
    if isinstance(document, str):
        return read(document), True
    text = json.dumps(checked(document), indent=2, ensure_ascii=False)
    return read(text, most=len(text)), False


def _finding(problem: Problem) -> Finding:
    code = CODES.get(problem.code)
    kind = code.type if code else FindingType.ERROR
    return Finding(kind, problem.code, problem.message, problem.path, problem.line, problem.column, problem.fix)
