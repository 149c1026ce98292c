"""Why a statement does not apply: the first element that does not match, in words that teach."""

from iamlab.evaluator.compiled import CompiledStatement
from iamlab.evaluator.context import RequestContext
from iamlab.evaluator.mismatches import about_actions, about_conditions, about_resources
from iamlab.evaluator.trace import Mismatch


def first_mismatch(statement: CompiledStatement, context: RequestContext) -> Mismatch | None:
    """The first of action, resource and conditions that does not match the request; None where all match."""
    source = statement.source
    place = f"Statement[{source.index}]"
    if not statement.matches_action(context.action):
        element = "NotAction" if statement.not_action else "Action"
        says = source.actions if source.actions is not None else source.not_actions or ()
        sentence = about_actions.sentence(element, says, context.request.action)
        return Mismatch(element, f"{place}.{element}", says, context.request.action, sentence)
    resources = statement.resources
    if resources is not None and not resources.match(context):
        element = "Resource" if source.resources is not None else "NotResource"
        says = (source.resources if source.resources is not None else source.not_resources) or ()
        sentence = about_resources.sentence(says, resources, context)
        return Mismatch(element, f"{place}.{element}", says, context.request.resource, sentence)
    condition = statement.failing_condition(context)
    if condition is not None:
        path = f"{place}.Condition.{condition.source.operator}.{condition.source.key}"
        sentence = about_conditions.sentence(condition, context)
        found = about_conditions.request_is(condition, context)
        return Mismatch("Condition", path, condition.source.values, found, sentence)
    return None
