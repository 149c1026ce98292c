"""Says everything about a document that a seasoned reviewer would say."""

import json
from collections.abc import Callable, Mapping

from iamlab.policy.careful import review_grammar
from iamlab.policy.checks import arns, conditions, grammar, names, principals, redundancy, security
from iamlab.policy.checks.codes import CODES
from iamlab.policy.checks.draft import Draft, read_draft
from iamlab.policy.checks.finding import Finding, FindingType
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import TOO_MANY, Findings
from iamlab.policy.json_objects import checked
from iamlab.policy.json_text import JsonText, read
from iamlab.policy.problems import PolicyError, Problem
from iamlab.policy.source import Source

_ROLE = "AWS::IAM::AssumeRolePolicyDocument"  # Access Analyzer's name of a trust policy as a resource policy
MOST = 200  # findings of one document

_CHECKS: tuple[Callable[[Draft, Findings], None], ...] = (
    *grammar.CHECKS,
    *names.CHECKS,
    *arns.CHECKS,
    *conditions.CHECKS,
    *principals.CHECKS,
    *redundancy.CHECKS,
    *security.CHECKS,
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
    if (policy_type, resource_type) == (PolicyType.RESOURCE, _ROLE):
        policy_type = PolicyType.TRUST
    try:
        text, located = _read(document)
    except PolicyError as error:
        return tuple(_finding(problem, FindingType.ERROR) for problem in error.problems)
    findings = Findings(text, located=located, most=MOST)
    review_grammar(text, policy_type, Source(text.text, laid_out=True), findings)
    draft = read_draft(text.value, policy_type, resource_type, text.text if located else _compact(text.text))
    for check in _CHECKS:
        check(draft, findings)
    grave = any(_type_of(code) is FindingType.ERROR for code in findings.left_out)
    return tuple(
        _finding(problem, FindingType.SUGGESTION if problem.code == TOO_MANY and not grave else _type_of(problem.code))
        for problem in findings.in_order()
    )


def _read(document: str | Mapping[str, object]) -> tuple[JsonText, bool]:
    if isinstance(document, str):
        return read(document), True
    text = json.dumps(checked(document), indent=2, ensure_ascii=False)
    return read(text, most=len(text)), False


def _compact(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


def _type_of(code: str) -> FindingType:
    return CODES[code].type if code in CODES else FindingType.ERROR


def _finding(problem: Problem, kind: FindingType) -> Finding:
    return Finding(kind, problem.code, problem.message, problem.path, problem.line, problem.column, problem.fix)
