"""Policy documents as a service receives them: checked by the policy language, refused in AWS's words."""

import json
import re
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.policy.document import Policy, PolicyType
from iamlab.policy.parse import parse
from iamlab.policy.problems import PolicyError, Problem

# Problem code -> the sentence that IAM answers with; the rest are "Syntax errors in policy."
_SENTENCES = {
    "JSON_SYNTAX_ERROR": "This policy contains invalid Json",
    "MISSING_ACTION": "Policy statement must contain actions.",
    "MISSING_RESOURCE": "Policy statement must contain resources.",
    "UNSUPPORTED_PRINCIPAL": "Policy document should not specify a principal.",
    "MISSING_PRINCIPAL": "AssumeRole policy must contain principals.",
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE": "Has prohibited field Resource",
    "UNIQUE_SIDS_REQUIRED": "Statement IDs (SID) in a single policy must be unique.",
    "UNSUPPORTED_SID": "Statement IDs (SID) must be alpha-numeric. "
    "Check that your input satisfies the regular expression [0-9A-Za-z]*",
    "INVALID_VERSION": "The policy must contain a valid version string",
    "INVALID_ARN_PREFIX": 'Resource {value} must be in ARN format or "*".',
}
# What an action lacks, or has too much of: the service before its one colon.
_NO_VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
_COLONS = "Actions/Condition can contain only one colon."
_VALUE_SHOWN = 200
_STEP = re.compile(r"[A-Za-z]+|\d+", re.ASCII)


def check(document: str, policy_type: PolicyType = PolicyType.IDENTITY) -> Policy:
    """Return the policy that a text is, of the type that the place asks for.

    Raises ServiceError MalformedPolicyDocument, with the first problem and its place, where one is found.
    """
    try:
        return parse(document, policy_type)
    except PolicyError as error:
        raise ServiceError("MalformedPolicyDocument", _sentence(document, error.problems[0])) from None


def content(document: str) -> Any:
    """Return a stored document as the object that the AWS CLI shows."""
    return json.loads(document)


def _sentence(document: str, problem: Problem) -> str:
    place = problem.path
    if problem.line is not None:
        place = f"{place + ', ' if place else ''}line {problem.line}, column {problem.column}"
    sentence = _SENTENCES.get(problem.code, "Syntax errors in policy.")
    if problem.code == "INVALID_ACTION":
        sentence = _COLONS if _value(document, problem.path).count(":") > 1 else _NO_VENDOR
    if "{value}" in sentence:
        sentence = sentence.replace("{value}", _value(document, problem.path)[:_VALUE_SHOWN])
    return f"{sentence} ({place}: {problem.message})" if place else f"{sentence} ({problem.message})"


def _value(document: str, path: str) -> str:
    """Return the text at a place such as `Statement[0].Resource`, or "" where there is none."""
    try:
        value = json.loads(document) if path else ""
        for step in _STEP.findall(path):
            value = value[int(step) if step.isdigit() else step]
    except (LookupError, TypeError, ValueError, RecursionError):  # the parser of policies reads more than this one
        return ""
    return value if isinstance(value, str) else ""
