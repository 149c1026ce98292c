"""Policy documents as a service receives them: checked by the policy language, refused in AWS's words."""

import json
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.policy.parse import parse
from iamlab.policy.problems import PolicyError, Problem

# Problem code -> the sentence that IAM answers with; the rest are "Syntax errors in policy."
_SENTENCES = {
    "JSON_SYNTAX_ERROR": "This policy contains invalid Json",
    "MISSING_ACTION": "Policy statement must contain actions.",
    "MISSING_RESOURCE": "Policy statement must contain resources.",
    "UNSUPPORTED_PRINCIPAL": "Policy document should not specify a principal.",
    "UNIQUE_SIDS_REQUIRED": "Statement IDs (SID) in a single policy must be unique.",
}


def check(document: str) -> None:
    """Raise ServiceError MalformedPolicyDocument, with the first problem and its place, where one is found."""
    try:
        parse(document)
    except PolicyError as error:
        raise ServiceError("MalformedPolicyDocument", _sentence(error.problems[0])) from None


def content(document: str) -> Any:
    """Return a stored document as the object that the AWS CLI shows."""
    return json.loads(document)


def _sentence(problem: Problem) -> str:
    place = problem.path
    if problem.line is not None:
        place = f"{place + ', ' if place else ''}line {problem.line}, column {problem.column}"
    sentence = _SENTENCES.get(problem.code, "Syntax errors in policy.")
    return f"{sentence} ({place}: {problem.message})" if place else f"{sentence} ({problem.message})"
