"""Policies made ready for many decisions: statements found by action, their elements compiled when first asked."""

from collections.abc import Collection, Sequence

from iamlab.evaluator.action_index import ActionIndex
from iamlab.evaluator.context import RequestContext
from iamlab.evaluator.resource_index import ResourceIndex
from iamlab.evaluator.resources import Resources, compile_resources
from iamlab.policy.conditions.block import CompiledCondition, compile_condition
from iamlab.policy.document import Policy, Statement
from iamlab.policy.patterns import Glob, compile_glob

_MOST_REMEMBERED = 128  # actions
_FEW = 8  # statements that are sooner asked than found in an index


class CompiledStatement:
    """A statement whose elements can be asked one by one. Each is compiled when it is asked first."""

    __slots__ = ("_actions", "_conditions", "_resources", "_with_variables", "allows", "not_action", "source")

    _actions: tuple[Glob, ...]
    _resources: Resources | None
    _conditions: tuple[CompiledCondition, ...]

    def __init__(self, source: Statement, *, with_variables: bool) -> None:
        self.source = source
        self.allows = source.effect == "Allow"
        self.not_action = source.actions is None
        self._with_variables = with_variables

    # Threads that meet here at the same time do the same work twice, which is harmless.

    @property
    def actions(self) -> tuple[Glob, ...]:
        """The patterns of Action or NotAction, lower-case."""
        try:
            return self._actions
        except AttributeError:
            source = self.source
            names = source.actions if source.actions is not None else source.not_actions or ()
            self._actions = tuple(compile_glob(name.lower()) for name in names)
            return self._actions

    @property
    def resources(self) -> Resources | None:
        """Resource or NotResource; None in a trust policy, which has neither."""
        try:
            return self._resources
        except AttributeError:
            self._resources = compile_resources(self.source, with_variables=self._with_variables)
            return self._resources

    @property
    def conditions(self) -> tuple[CompiledCondition, ...]:
        """The conditions, all of which a request must satisfy."""
        try:
            return self._conditions
        except AttributeError:
            self._conditions = tuple(
                compile_condition(one, with_variables=self._with_variables) for one in self.source.conditions
            )
            return self._conditions

    def matches_action(self, action: str) -> bool:
        """Whether the statement is about a lower-case action. An empty element is about none."""
        hit = any(pattern.matches(action) for pattern in self.actions)
        return hit != self.not_action and bool(self.actions)

    def matches_resource(self, context: RequestContext) -> bool:
        """Whether the statement is about the request's resource. A trust policy does not name one."""
        resources = self.resources
        return resources is None or resources.match(context)

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
    """A policy with indexes over its actions and resources: a decision looks only at statements that can match."""

    __slots__ = ("_action_index", "_remembered", "_resource_index", "source", "statements")

    _resource_index: ResourceIndex

    def __init__(self, source: Policy, statements: Sequence[CompiledStatement]) -> None:
        self.source = source
        self.statements = tuple(statements)
        self._action_index = ActionIndex(source.statements)
        self._remembered: dict[str, dict[int, CompiledStatement]] = {}

    def about(self, action: str) -> list[CompiledStatement]:
        """The statements whose action matches a lower-case action, in the order of the document."""
        return list(self._about(action).values())

    def concerning(self, context: RequestContext) -> Collection[CompiledStatement]:
        """Those of the statements about the request's action that may also be about its resource, in order."""
        found = self._about(context.action)
        if len(found) <= _FEW:
            return found.values()
        return [found[place] for place in self._resources.possible(context.resource) if place in found]

    def _about(self, action: str) -> dict[int, CompiledStatement]:
        found = self._remembered.get(action)
        if found is None:
            found = {place: self.statements[place] for place in self._action_index.matching(action)}
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[action] = found
        return found

    @property
    def _resources(self) -> ResourceIndex:
        try:
            return self._resource_index
        except AttributeError:
            self._resource_index = ResourceIndex(self.source.statements)
            return self._resource_index


def compile(policy: Policy) -> CompiledPolicy:
    """Make a parsed policy ready for `authorize` and `explain`. Policy variables need Version 2012-10-17."""
    with_variables = policy.version == "2012-10-17"
    return CompiledPolicy(policy, [CompiledStatement(one, with_variables=with_variables) for one in policy.statements])
