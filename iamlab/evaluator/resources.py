"""The Resource or NotResource element of a statement, compiled."""

from dataclasses import dataclass
from functools import lru_cache

from iamlab.evaluator.context import RequestContext
from iamlab.policy.arns import ArnPattern, compile_resource, parse_resource
from iamlab.policy.document import Statement
from iamlab.policy.variables import Template

_COLONS = 5  # of a whole ARN
_LONGEST_KEPT = 256  # characters


@dataclass(frozen=True, slots=True)
class Resources:
    """The values by how they are compared: whole names, starts of names, other patterns.

    Values with policy variables are compiled for each request.
    """

    names: frozenset[str]
    starts: tuple[str, ...]
    patterns: tuple[ArnPattern, ...]
    templates: tuple[Template, ...]
    negated: bool

    def match(self, context: RequestContext) -> bool:
        """Whether the request's resource is one that the statement is about."""
        resource = context.resource
        if resource in self.names or (self.starts and resource.startswith(self.starts)):
            return not self.negated
        for pattern in self.patterns:
            if pattern.matches(resource):
                return not self.negated
        for template in self.templates:
            # A value that holds a variable without a value matches no resource, here as in Resource
            # ("IAM policy elements: Variables and tags", Policy variables with no value).
            parts = template.resolve(context.lookup)
            if parts is not None and compile_resource(parts).matches(resource):
                return not self.negated
        return self.negated and bool(self.names or self.starts or self.patterns or self.templates)


def compile_resources(source: Statement, *, with_variables: bool) -> Resources | None:
    """The element of a parsed statement, or None where it has neither Resource nor NotResource."""
    values = source.resources if source.resources is not None else source.not_resources
    if values is None:
        return None
    names: set[str] = set()
    starts: list[str] = []
    patterns: list[ArnPattern] = []
    templates: list[Template] = []
    for value in values:
        if _is_plain(value):
            if value.endswith("*"):
                starts.append(value[:-1])
            else:
                names.add(value)
            continue
        compiled = _compiled(value, with_variables)
        if isinstance(compiled, Template):
            templates.append(compiled)
        else:
            patterns.append(compiled)
    return Resources(frozenset(names), tuple(starts), tuple(patterns), tuple(templates), source.resources is None)


def _is_plain(value: str) -> bool:
    """Whether the value is a whole ARN with at most a star at its end, or a star: these need no compiled pattern."""
    stars = value.count("*")
    if "?" in value or "${" in value or stars > 1 or (stars and value[-1] != "*"):
        return False
    return value == "*" or value.count(":") >= _COLONS


def _compiled(value: str, with_variables: bool) -> ArnPattern | Template:
    """The pattern that a value is, or the template for one where it holds variables."""
    if len(value) > _LONGEST_KEPT:
        return _compile(value, with_variables)
    return _kept(value, with_variables)


def _compile(value: str, with_variables: bool) -> ArnPattern | Template:
    template = parse_resource(value, with_variables=with_variables)
    parts = None if template.variables else template.resolve(lambda key: None)
    return template if parts is None else compile_resource(parts)


_kept = lru_cache(maxsize=2_048)(_compile)  # policies repeat each other's values
