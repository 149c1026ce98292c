"""Live examples: a policy and a request side by side, decided in place."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from iamlab.evaluator import Request, explain
from iamlab.policy import PolicyError, Problem, pretty
from lessons.curriculum.surroundings import layers
from lessons.curriculum.yaml_files import ContentModel

MAX_CONTEXT = 4_000


class ExampleFile(ContentModel):
    """A `try` block as written in a lesson."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    says: str
    principal: str
    action: str
    resource: str
    context: dict[str, str | list[str]] = {}
    policy: dict[str, Any]
    scp: dict[str, Any] | None = None
    boundary: dict[str, Any] | None = None


@dataclass(frozen=True)
class Example:
    """A `try` block ready to show. `scp` and `boundary` are fixed surroundings; the rest can be edited."""

    id: str
    says: str
    principal: str
    action: str
    resource: str
    context_text: str
    policy_text: str
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
            context_text=_context_text(file.context),
            policy_text=pretty(file.policy),
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
        context = _context(example.context_text)
        policies = layers(
            [("Your policy", example.policy_text)], example.boundary, [example.scp] if example.scp else []
        )
        request = Request(
            principal=example.principal.strip(),
            action=example.action.strip(),
            resource=example.resource.strip(),
            context=context,
        )
        return Outcome(trace=explain(request, policies).as_dict())
    except PolicyError as error:
        return Outcome(problems=error.problems)
    except ValueError as error:
        return Outcome(problems=(_problem(str(error)),))


def _problem(message: str) -> Problem:
    return Problem(code="INVALID_REQUEST", message=message, path="", line=None, column=None)


def _context_text(context: dict[str, str | list[str]]) -> str:
    lines = []
    for key, values in context.items():
        lines += [f"{key} = {value}" for value in ([values] if isinstance(values, str) else values)]
    return "\n".join(lines)


def _context(text: str) -> dict[str, list[str]]:
    """Lines of `key = value` to a request context; a key on several lines has several values.

    Raises ValueError that names the line.
    """
    if len(text) > MAX_CONTEXT:
        raise ValueError(f"The context has {len(text):,} characters; the limit is {MAX_CONTEXT:,}. Shorten it.")
    context: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        key, equals, value = line.partition("=")
        if not equals or not key.strip():
            raise ValueError(f"Context line {number}: write `key = value`, for example `aws:SourceIp = 203.0.113.5`.")
        context.setdefault(key.strip(), []).append(value.strip())
    return context
