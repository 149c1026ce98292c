"""Bucket policies: what S3 accepts as one. AWS pages: "Bucket policies for Amazon S3", "PutBucketPolicy"."""

from collections.abc import Iterator

from iamlab.catalog import actions, condition_keys
from iamlab.cloud import identifiers, principals
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import resource_policies
from iamlab.cloud.state.company import Company
from iamlab.policy import Policy, PolicyError, Statement
from iamlab.policy.patterns import compile_glob

MAX_BYTES = 20_480
_PREFIX = identifiers.bucket_arn("")
_WILDCARDS = frozenset("*?")
# Problem code of the policy language -> the sentence that S3 answers with; the rest are said in the lab's words.
_SENTENCES = {
    "JSON_SYNTAX_ERROR": "Policies must be valid JSON and the first byte must be '{'",
    "MISSING_ACTION": "Missing required field Action",
    "MISSING_EFFECT": "Missing required field Effect",
    "MISSING_PRINCIPAL": "Missing required field Principal",
    "MISSING_STATEMENT": "Missing required field Statement",
    "INVALID_ARN_PREFIX": "Policy has invalid resource",
    "INVALID_CONDITION_OPERATOR": "Invalid Condition type : {name}",
    "INVALID_POLICY_ELEMENT": "Unknown field {name}",
    "INVALID_PRINCIPAL": "Invalid principal in policy",
    "INVALID_VERSION": "The policy must contain a valid version string",
}
_INVALID_PRINCIPAL = "Invalid principal in policy"


def check(company: Company, bucket: str, text: str) -> Policy:
    """Return the policy; raises ServiceError MalformedPolicy for a text that a bucket cannot have as its policy."""
    if len(text.encode()) > MAX_BYTES:
        raise malformed("Policy exceeds the maximum allowed document size.")
    try:
        policy = resource_policies.read(text)
    except PolicyError as error:
        problem = error.problems[0]
        sentence = _SENTENCES.get(problem.code, "").replace("{name}", problem.path.rpartition(".")[2][:100])
        place = f"{problem.path}: " if problem.path else ""
        raise malformed(sentence or f"Policy is malformed ({place}{problem.message})") from None
    if principals.first_unknown(company, policy):
        raise malformed(_INVALID_PRINCIPAL)
    for statement in policy.statements:
        _check_actions(statement)
        _check_resources(statement, bucket)
        _check_conditions(statement)
    return policy


def malformed(message: str) -> ServiceError:
    return ServiceError("MalformedPolicy", message)


def _check_actions(statement: Statement) -> None:
    for action in (*(statement.actions or ()), *(statement.not_actions or ())):
        service, _, name = action.lower().partition(":")
        wild = bool(_WILDCARDS & set(name))
        if action != "*" and not (service == "s3" and (wild or actions.describe(action))):
            raise malformed("Policy has invalid action")


def _check_resources(statement: Statement, bucket: str) -> None:
    resources = [*(statement.resources or ()), *(statement.not_resources or ())]
    if not resources:
        raise malformed("Missing required field Resource")
    for resource in resources:
        name = resource.removeprefix(_PREFIX).partition("/")[0]
        if not resource.startswith(_PREFIX) or not set(name) - _WILDCARDS or not compile_glob(name).matches(bucket):
            raise malformed("Policy has invalid resource")
    kinds = set(_kinds(statement.resources or ()))
    for action in (statement.actions or ()) if kinds else ():
        known = None if _WILDCARDS & set(action) else actions.describe(action)
        if known and not kinds & set(known.resource_types):
            raise malformed("Action does not apply to any resource(s) in statement")


def _kinds(resources: tuple[str, ...]) -> Iterator[str]:
    """Which kinds of resources the ARNs of a statement can be."""
    for resource in resources:
        name, slash, _ = resource.removeprefix(_PREFIX).partition("/")
        if slash or name.endswith("*"):
            yield "object"
        if not slash:
            yield "bucket"


def _check_conditions(statement: Statement) -> None:
    """A key is one for all services, or one of S3 that the requests for every action of the statement carry."""
    for condition in statement.conditions:
        service = condition.key.partition(":")[0].lower()
        known = condition_keys.find(condition.key)
        if service not in ("aws", "s3") or (service == "s3" and known is None):
            raise malformed("Policy has an invalid condition key")
        carriers = condition_keys.actions_of_key(known.name) if known and service == "s3" else frozenset()
        for action in statement.actions or ():
            found = None if _WILDCARDS & set(action) else actions.describe(action)
            if carriers and found and found.name not in carriers:
                raise malformed("Conditions do not apply to combination of actions and resources in statement")
