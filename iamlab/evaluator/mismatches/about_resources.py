"""Sentences about a Resource or NotResource element that does not match. The most telling one wins."""

from collections.abc import Callable

from iamlab.evaluator.context import RequestContext
from iamlab.evaluator.mismatches.phrases import code, either, filled_in
from iamlab.evaluator.resources import Resources
from iamlab.policy.arns import Arn, parse_arn
from iamlab.policy.patterns import compile_glob
from iamlab.policy.variables import Variable

_S3 = "arn:aws:s3:::"


def sentence(says: tuple[str, ...], resources: Resources, context: RequestContext) -> str:
    """Why the element, which says `says`, does not cover the request's resource."""
    request = context.request
    element = "NotResource" if resources.negated else "Resource"
    if not says:
        return f"The {element} element is empty, so the statement is about nothing."
    if resources.negated:
        return f"NotResource leaves out what it lists, and {code(request.resource)} is part of that."
    unknown = _without_value(resources, context)
    if unknown is not None and len(says) == 1:
        if unknown.misplaced:
            return f"{code(unknown.written)} stands before the fifth colon of the ARN, where no variable has a value."
        return f"{element} uses {code(unknown.written)}, and this request has no value for it."
    if context.resource == "*":
        return f"{code(request.action)} works on no single resource, so only the Resource `*` covers it."
    names = filled_in(says, resources.templates, context.lookup)
    for explain in _EXPLAINERS:
        for name in names:
            found = explain(name, context.resource)
            if found:
                return found
    return f"The statement is about {either(says)}; the request is for {code(request.resource)}."


def _bucket_for_object(name: str, wanted: str) -> str | None:
    if not (name.startswith(_S3) and "/" not in name and wanted.startswith(f"{name}/")):
        return None
    return f"Resource {code(name)} is the bucket; the request is for an object in it. Objects are {code(name + '/*')}."


def _objects_for_bucket(name: str, wanted: str) -> str | None:
    if not (wanted.startswith(_S3) and "/" not in wanted and name.startswith(f"{wanted}/")):
        return None
    return f"Resource {code(name)} is objects in the bucket; the request is for the bucket itself, {code(wanted)}."


def _capitals(name: str, wanted: str) -> str | None:
    if not compile_glob(name.lower()).matches(wanted.lower()):
        return None
    return f"Resource {code(name)} and the request's {code(wanted)} differ in capitals, and resources mind them."


def _too_short(name: str, wanted: str) -> str | None:
    if not name or not wanted.startswith(name):
        return None
    return f"Resource {code(name)} is that one name; the request is for {code(wanted)}. A `*` at the end covers more."


def _field(field: str, words: str) -> Callable[[str, str], str | None]:
    place = Arn._fields.index(field)

    def explain(name: str, wanted: str) -> str | None:
        said, asked = parse_arn(name), parse_arn(wanted)
        if said is None or asked is None:
            return None
        if not all(compile_glob(said[other]).matches(asked[other]) for other in range(place)):
            return None
        if compile_glob(said[place]).matches(asked[place]):
            return None
        return words.format(said=_or_none(said[place]), asked=_or_none(asked[place]))

    return explain


def _or_none(field: str) -> str:
    return code(field) if field else "none"


_EXPLAINERS: tuple[Callable[[str, str], str | None], ...] = (
    _bucket_for_object,
    _objects_for_bucket,
    _capitals,
    _too_short,
    _field("resource", "The statement is about {said}; the request is for {asked}."),
    _field("account", "The statement names the account {said}; the request's resource is in account {asked}."),
    _field("region", "The statement names the Region {said}; the request's resource is in Region {asked}."),
    _field("service", "The statement is about a resource of {said}; the request is for one of {asked}."),
    _field("partition", "The statement names the partition {said}; the request's resource is in {asked}."),
)


def _without_value(resources: Resources, context: RequestContext) -> Variable | None:
    for template in resources.templates:
        for variable in template.variables:
            if variable.value(context.lookup) is None:
                return variable
    return None
