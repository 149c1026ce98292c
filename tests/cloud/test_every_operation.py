"""Every operation of every service that botocore has: is it authorised with a real action, on an ARN that is one?

`assumed_operations.txt` lists the operations that the packaged reference has no action for, and whose action is taken
to have the operation's name (`assumed` says why); `unmapped_operations.txt` lists those that nothing is known of:
services that are gone, and APIs that are newer than the reference. The walk takes about 15 seconds.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from iamlab.catalog import actions, arn_formats
from iamlab.catalog.resource_types import is_resource_of
from iamlab.cloud import models
from iamlab.cloud.call import Call
from iamlab.cloud.operations import Need, api_gateway, assumed, empty, kinds, names, needs, prefixes, without_permission
from iamlab.cloud.operations.passed_roles import ACTION as PASS_ROLE
from tests.cloud.synthetic import ACCOUNT, parameters
from tests.cloud.test_services import unknown_members

HERE = Path(__file__).parent
UNMAPPED, ASSUMED = HERE / "unmapped_operations.txt", HERE / "assumed_operations.txt"

KNOWN_SHARE = 0.96  # of all operations, with an action of the reference or with none needed
MAPPED_SHARE = 0.993  # with the assumed ones; the rest is the list
RIGHT_ARN_SHARE = 0.99  # of the questions of those
FEWEST_KNOWN = 10  # operations under a prefix, for its rule to be told
LEAST_SHARE = 0.9  # of those with an action of their own name, for the rule to hold
STRICT_ARN_SHARE = 0.97  # by `is_resource_of`, to which `*` is no resource of an action that can be limited to one

pytestmark = pytest.mark.slow


@dataclass
class Walk:
    operations: int = 0
    authorised: int = 0
    without_permission: int = 0
    assumed: list[str] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)
    unknown_actions: list[str] = field(default_factory=list)
    questions: list[Need] = field(default_factory=list)
    assumptions: list[Need] = field(default_factory=list)
    odd_answers: list[str] = field(default_factory=list)


def everything() -> Iterator[tuple[str, str]]:
    for service in models.services().values():
        for operation in models.operations(service).values():
            yield service, operation


@lru_cache(maxsize=1)
def walk() -> Walk:
    seen = Walk()
    for service, operation in everything():
        model = models.operation(service, operation)
        found = needs(Call(service, operation, parameters(service, model)), ACCOUNT)
        seen.operations += 1
        if found is None:
            seen.unmapped.append(f"{service} {operation}")
        elif found and assumed.asks(service, operation):
            seen.assumed.append(f"{service} {operation}")
            seen.assumptions += [need for need in found if need.action.endswith(f":{operation}")]
        elif found:
            seen.authorised += 1
            seen.questions += [need for need in found if need.action != PASS_ROLE]
            seen.unknown_actions += [need.action for need in found if actions.describe(need.action) is None]
        else:
            seen.without_permission += 1
        if unknown_members(empty.output(model), model.output_shape):
            seen.odd_answers.append(f"{service} {operation}")
    return seen


def is_right(need: Need) -> bool:
    """Whether an ARN is of a resource type of the action, or `*` where the action requires none."""
    known = kinds.of_action(need.action)
    if need.resource == "*":
        return not any(kind.required for kind in known)
    if need.action.startswith("apigateway:"):  # the reference lists the paths with some of the verbs only
        path = need.resource.split(":", 5)[5]
        return any(path.startswith(one.start) for one in arn_formats.of_service("apigateway"))
    return kinds.of_arn(known, need.resource) is not None


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def test_nearly_every_operation_is_authorised_with_an_action() -> None:
    seen = walk()
    known = (seen.authorised + seen.without_permission) / seen.operations
    taken, rest = len(seen.assumed) / seen.operations, len(seen.unmapped) / seen.operations
    print(
        f"\n{seen.operations:,} operations: {seen.authorised:,} authorised with an action of the reference,"
        f" {seen.without_permission} need no permission ({known:.2%} known);"
        f" {len(seen.assumed)} assumed ({taken:.2%}); {len(seen.unmapped)} unmapped ({rest:.2%})"
    )
    assert seen.unknown_actions == []
    assert known >= KNOWN_SHARE
    assert known + taken >= MAPPED_SHARE


def test_the_operations_that_are_not_mapped_are_these() -> None:
    assert walk().unmapped == lines(UNMAPPED)


def test_the_operations_whose_action_is_assumed_are_these() -> None:
    assert walk().assumed == lines(ASSUMED)


def test_an_action_is_assumed_or_missing_only_where_the_reference_has_none_of_its_name() -> None:
    by_name = {name.lower() for name in actions.all_names()}
    for line in walk().unmapped + walk().assumed:
        service, _, operation = line.partition(" ")
        assert service not in api_gateway.SERVICES
        assert not {f"{one}:{operation}".lower() for one in (service, *prefixes.of(service))} & by_name, line


def test_no_action_is_assumed_for_a_call_that_nobody_signs() -> None:
    for line in walk().assumed:
        service, _, operation = line.partition(" ")
        assert models.operation(service, operation).auth_type != "none", line


def test_an_assumption_is_asked_on_a_real_resource_or_on_everything() -> None:
    named = [need.resource for need in walk().assumptions if need.resource != "*"]
    print(f"\n{len(named)} of {len(walk().assumptions)} assumptions name a resource")
    assert named
    assert [arn for arn in named if not arn.startswith("arn:aws:") or "*" in arn] == []


def test_the_same_name_is_assumed_just_where_it_is_the_rule() -> None:
    """Measures, on the operations that the reference knows, how often the action has the operation's name."""
    same: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for service, operation in everything():
        asked = None if without_permission.reason(service, operation) else names.asks(service, operation)
        if service in api_gateway.SERVICES or not prefixes.of(service):
            continue
        prefix = prefixes.of(service)[0]
        known[prefix] += asked is not None
        same[prefix] += any(one.action.lower() == f"{prefix}:{operation}".lower() for one in asked or ())
    told = {prefix for prefix, count in known.items() if count >= FEWEST_KNOWN}
    unlike = {prefix for prefix in told if same[prefix] < LEAST_SHARE * known[prefix]}
    print(f"\n{same.total() / known.total():.1%} of {known.total():,}; {len(told - unlike)} of {len(told)} prefixes")
    assert unlike == assumed.UNLIKE
    assert known.keys() - told == assumed.UNTOLD


def test_the_resources_are_of_a_kind_that_the_action_works_on() -> None:
    questions = walk().questions
    right = sum(map(is_right, questions)) / len(questions)
    strict = sum(is_resource_of(need.action, need.resource) for need in questions) / len(questions)
    print(f"\n{len(questions):,} questions: {right:.2%} on a right ARN, {strict:.2%} by is_resource_of")
    assert right >= RIGHT_ARN_SHARE
    assert strict >= STRICT_ARN_SHARE


def test_the_empty_answer_of_every_operation_fits_its_model() -> None:
    assert walk().odd_answers == []
