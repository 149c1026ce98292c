"""Live examples: a policy and a request side by side, decided in place."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from iamlab.evaluator import Layers, Request, explain
from iamlab.policy import PolicyError, PolicyType, Problem, pretty
from lessons.curriculum.request_context import context_text, read_context
from lessons.curriculum.surroundings import layers
from lessons.curriculum.yaml_files import ContentModel

_YOURS = "Your policy"
_CALLERS = "The caller's policy"


class ExampleFile(ContentModel):
    """A `try` block as written in a lesson.

    `policy` is attached to the principal; with the policy type resource or trust to the resource, and then `identity`
    is what the principal has.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    says: str
    principal: str
    action: str
    resource: str
    resource_account: str | None = None
    context: dict[str, str | list[str]] = {}
    policy_type: Literal[PolicyType.IDENTITY, PolicyType.RESOURCE, PolicyType.TRUST] = PolicyType.IDENTITY
    policy: dict[str, Any]
    identity: dict[str, Any] | None = None
    scp: dict[str, Any] | None = None
    boundary: dict[str, Any] | None = None


@dataclass(frozen=True)
class Example:
    """A `try` block ready to show. Policy, principal, action, resource and context can be edited; the rest is fixed."""

    id: str
    says: str
    principal: str
    action: str
    resource: str
    context_text: str
    policy_text: str
    policy_type: PolicyType = PolicyType.IDENTITY
    resource_account: str | None = None
    identity: dict[str, Any] | None = None
    scp: dict[str, Any] | None = None
    boundary: dict[str, Any] | None = None

    @classmethod
    def from_file(cls, file: ExampleFile) -> "Example":
        return cls(
            id=file.id,
            says=file.says,
            principal=file.principal,
            action=file.action,
            resource=file.resource,
            context_text=context_text(file.context),
            policy_text=pretty(file.policy),
            policy_type=file.policy_type,
            resource_account=file.resource_account,
            identity=file.identity,
            scp=file.scp,
            boundary=file.boundary,
        )


@dataclass(frozen=True)
class Outcome:
    """What came of a try: a trace, or what is wrong with the input."""

    trace: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()


def decide(example: Example) -> Outcome:
    """Decide the example's request as it stands in its fields now."""
    if not example.action.strip() or not example.resource.strip() or not example.principal.strip():
        return Outcome(
            problems=(_problem("A request needs a principal, an action and a resource; fill in all three."),)
        )
    try:
        context = read_context(example.context_text)
        policies = _layers(example)
        request = Request(
            principal=example.principal.strip(),
            action=example.action.strip(),
            resource=example.resource.strip(),
            resource_account=example.resource_account,
            context=context,
        )
        return Outcome(trace=explain(request, policies).as_dict())
    except PolicyError as error:
        return Outcome(problems=error.problems)
    except ValueError as error:
        return Outcome(problems=(_problem(str(error)),))


def _layers(example: Example) -> Layers:
    scps = [example.scp] if example.scp else []
    if example.policy_type is PolicyType.IDENTITY:
        return layers([(_YOURS, example.policy_text)], example.boundary, scps)
    identity = [(_CALLERS, example.identity)] if example.identity else []
    return layers(identity, example.boundary, scps, (_YOURS, example.policy_text, example.policy_type))


def _problem(message: str) -> Problem:
    return Problem(code="INVALID_REQUEST", message=message, path="", line=None, column=None)
