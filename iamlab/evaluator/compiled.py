"""Policies made ready for many decisions: patterns compiled once, statements found by action."""

from collections.abc import Sequence
from dataclasses import dataclass

from iamlab.evaluator.context import RequestContext
from iamlab.policy.arns import ArnPattern, compile_resource
from iamlab.policy.conditions.block import CompiledCondition, compile_condition
from iamlab.policy.document import Policy, Statement
from iamlab.policy.patterns import Glob, compile_glob
from iamlab.policy.variables import Template, parse_template


@dataclass(frozen=True, slots=True)
class Resources:
    """The Resource or NotResource element. Values with policy variables are compiled for each request."""

    patterns: tuple[ArnPattern, ...]
    templates: tuple[Template, ...]
    negated: bool

    def match(self, context: RequestContext) -> bool:
        """Whether the request's resource is one that the statement is about."""
        resource = context.request.resource
        if any(pattern.matches(resource) for pattern in self.patterns):
            return not self.negated
        for template in self.templates:
            parts = template.resolve(context.lookup)
            if parts is None:
                if self.negated:
                    return False  # the statement is invalid for this request; it must not match everything
            elif compile_resource(parts).matches(resource):
                return not self.negated
        return self.negated and bool(self.patterns or self.templates)


@dataclass(frozen=True, slots=True)
class CompiledStatement:
    """A statement whose elements can be asked one by one. `actions` are lower-case."""

    source: Statement
    allows: bool
    actions: tuple[Glob, ...]
    not_action: bool
    resources: Resources | None
    conditions: tuple[CompiledCondition, ...]

    def matches_action(self, action: str) -> bool:
        """Whether the statement is about a lower-case action. An empty element is about none."""
        hit = any(pattern.matches(action) for pattern in self.actions)
        return hit != self.not_action and bool(self.actions)

    def matches_resource(self, context: RequestContext) -> bool:
        """Whether the statement is about the request's resource. A trust policy does not name one."""
        return self.resources is None or self.resources.match(context)

    def failing_condition(self, context: RequestContext) -> CompiledCondition | None:
        """The first condition that the request does not satisfy, or None where it satisfies all."""
        for condition in self.conditions:
            if not condition.holds(context.values_of, context.lookup):
                return condition
        return None

    def applies(self, context: RequestContext) -> bool:
        """Whether the statement's effect counts, given that its action matches."""
        return self.matches_resource(context) and self.failing_condition(context) is None


class CompiledPolicy:
    """A policy with an index over its actions: a decision looks only at statements whose action matches."""

    __slots__ = ("_any", "_by_name", "_by_prefix", "source", "statements")

    def __init__(self, source: Policy, statements: Sequence[CompiledStatement]) -> None:
        self.source = source
        self.statements = tuple(statements)
        self._any: set[int] = set()  # `*` and NotAction: asked every time
        self._by_name: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[tuple[Glob, int]]] = {}
        for index, statement in enumerate(self.statements):
            for pattern in statement.actions:
                self._add(index, statement, pattern)

    def _add(self, index: int, statement: CompiledStatement, pattern: Glob) -> None:
        start = pattern.pieces[0].literal or ""
        if statement.not_action or not start:
            self._any.add(index)
        elif pattern.literal is not None:
            self._by_name.setdefault(start, []).append(index)
        else:
            self._by_prefix.setdefault(start, []).append((pattern, index))

    def about(self, action: str) -> list[CompiledStatement]:
        """The statements whose action matches a lower-case action, in the order of the document."""
        found = {index for index in self._any if self.statements[index].matches_action(action)}
        found.update(self._by_name.get(action, ()))
        if self._by_prefix:
            for length in range(1, len(action) + 1):
                for pattern, index in self._by_prefix.get(action[:length], ()):
                    if pattern.matches(action):
                        found.add(index)
        return [self.statements[index] for index in sorted(found)]


def compile(policy: Policy) -> CompiledPolicy:
    """Make a parsed policy ready for `authorize` and `explain`. Policy variables need Version 2012-10-17."""
    with_variables = policy.version == "2012-10-17"
    return CompiledPolicy(policy, [_statement(one, with_variables) for one in policy.statements])


def _statement(source: Statement, with_variables: bool) -> CompiledStatement:
    names = source.actions if source.actions is not None else source.not_actions or ()
    return CompiledStatement(
        source=source,
        allows=source.effect == "Allow",
        actions=tuple(compile_glob(name.lower()) for name in names),
        not_action=source.actions is None,
        resources=_resources(source, with_variables),
        conditions=tuple(compile_condition(one, with_variables=with_variables) for one in source.conditions),
    )


def _resources(source: Statement, with_variables: bool) -> Resources | None:
    names = source.resources if source.resources is not None else source.not_resources
    if names is None:
        return None
    templates = [parse_template(name, with_variables=with_variables) for name in names]
    fixed = [one.resolve(lambda key: None) for one in templates if not one.variables]
    return Resources(
        patterns=tuple(compile_resource(parts) for parts in fixed if parts is not None),
        templates=tuple(one for one in templates if one.variables),
        negated=source.resources is None,
    )
