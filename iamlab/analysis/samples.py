"""Representative requests: one for each way in which some policies can tell requests apart.

The patterns of the policies cut all actions, resources and context values into classes; a request out of each
class stands for the rest of it.
"""

from collections.abc import Iterable, Iterator, Mapping

from iamlab.catalog import actions as known_actions
from iamlab.catalog import resource_types
from iamlab.policy import Policy
from iamlab.policy.arns import parse_arn
from iamlab.policy.patterns import Glob, compile_glob

# What may stand where a wildcard stands: nothing, another name, a longer name, something below.
_FILLERS = ("", "another", "-another", "/another", "another/another")
MAX_DRAFTS = 500
# Values for the variables of an ARN format where no policy names one.
_NAMES = {"Partition": "aws", "Region": "us-east-1", "Account": "111122223333"}


def actions(policies: Iterable[Policy], granted_by: Iterable[Policy]) -> list[str]:
    """One known action for each set of action patterns that match alike, out of those that `granted_by` may allow."""
    patterns = [compile_glob(pattern.lower()) for pattern in _action_patterns(policies)]
    granting = [compile_glob(pattern.lower()) for pattern in _granting_patterns(granted_by)]
    classes: dict[tuple[object, ...], str] = {}
    for name in _candidates(_granting_patterns(granted_by)):
        lowered = name.lower()
        if any(pattern.matches(lowered) for pattern in granting):
            # Actions on different kinds of resources are never alike.
            alike = (_matching(patterns, lowered), resource_types.arn_formats(name))
            classes.setdefault(alike, name)
    return list(classes.values())


def drafts(policies: Iterable[Policy]) -> dict[str, list[str]]:
    """Resources made from the policies' own patterns, by the service that their ARNs name; MAX_DRAFTS each."""
    found: dict[str, dict[str, None]] = {}
    for pattern in _resource_patterns(policies):
        for draft in _filled(pattern):
            arn = parse_arn(draft)
            if arn is not None:
                of_service = found.setdefault(arn.service, {})
                if len(of_service) < MAX_DRAFTS:
                    of_service[draft] = None
    return {service: list(of_service) for service, of_service in found.items()}


def resources(action: str, drafts: Mapping[str, list[str]], account: str) -> list[str]:
    """The resources to ask `action` on: out of `drafts`, and a stranger of each type that no policy names."""
    formats = resource_types.arn_formats(action)
    if not formats:
        return ["*"]
    services = {arn.service for arn in map(parse_arn, formats) if arn}
    named = (draft for service in services for draft in drafts.get(service, ()))
    strangers = (_stranger(format, account) for format in formats)
    fitting = (arn for arn in (*named, *strangers) if resource_types.is_resource_of(action, arn))
    return list(dict.fromkeys(fitting))


def _action_patterns(policies: Iterable[Policy]) -> list[str]:
    found = (
        pattern
        for policy in policies
        for statement in policy.statements
        for pattern in (statement.actions or statement.not_actions or ())
    )
    return list(dict.fromkeys(found))


def _granting_patterns(policies: Iterable[Policy]) -> list[str]:
    """Patterns that cover whatever the Allow statements may grant; a NotAction may grant anything."""
    found = (
        pattern
        for policy in policies
        for statement in policy.statements
        if statement.effect == "Allow"
        for pattern in (statement.actions or ("*",))
    )
    return list(dict.fromkeys(found))


def _candidates(patterns: Iterable[str]) -> Iterator[str]:
    """The known actions of every service that a pattern can reach."""
    services = {pattern.partition(":")[0].lower() for pattern in patterns}
    if any("*" in service or "?" in service for service in services):
        yield from known_actions.all_names()
        return
    for service in sorted(services):
        for name in known_actions.names(service):
            yield name if ":" in name else f"{service}:{name}"


def _matching(patterns: list[Glob], text: str) -> tuple[bool, ...]:
    return tuple(pattern.matches(text) for pattern in patterns)


def _resource_patterns(policies: Iterable[Policy]) -> list[str]:
    found = (
        pattern
        for policy in policies
        for statement in policy.statements
        for pattern in (statement.resources or statement.not_resources or ())
    )
    return list(dict.fromkeys(found))


def _filled(pattern: str) -> list[str]:
    """The pattern with its wildcards filled in, each way for all of them."""
    text = pattern.replace("?", "x")
    return [text.replace("*", filler) for filler in _FILLERS] if "*" in text else [text]


def _stranger(format: str, account: str) -> str:
    """A resource of a type that no policy names."""
    names: Mapping[str, str] = {**_NAMES, "Account": account}
    text = format
    for name, value in names.items():
        text = text.replace(f"${{{name}}}", value)
    head, *rest = text.split("${")
    return head + "".join(f"another{piece.partition('}')[2]}" for piece in rest)
