"""What a resource's policy lets those outside a zone of trust do, proven by asking the evaluator as each of them.

AWS pages: "How IAM Access Analyzer findings work", "IAM Access Analyzer resource types". Each Allow statement is looked
at with all Deny statements. An outsider's own policies are taken to allow everything: nobody here knows them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product

from iamlab.cloud.services.accessanalyzer import outside
from iamlab.cloud.services.accessanalyzer.circumstances import circumstances
from iamlab.cloud.services.accessanalyzer.outside import Choice, Standing
from iamlab.cloud.services.accessanalyzer.outsiders import Outsider, outsiders, without_canonical_ids
from iamlab.cloud.services.accessanalyzer.shared_access import Asked, classes
from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.evaluator import AttachedPolicy, Layers, Request, RequestError, authorize, compile
from iamlab.policy import Policy, PolicyType, parse
from iamlab.policy.arns import parse_arn
from iamlab.policy.document import Condition, Statement

MOST_ASKED = 1_000  # requests for one policy; what is not decided by then counts as let in
_MOST_CHOICES = 512

_EVERYTHING = parse('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}')
_ALL = (AttachedPolicy("everything", compile(_EVERYTHING)),)

Pairs = tuple[tuple[str, str], ...]
_Chosen = tuple[dict[str, str], dict[str, str]]  # values by key, and those of them that are shown
_Found = dict[tuple[Pairs, Pairs], tuple[set[str], bool]]  # principal and conditions -> actions, and whether public


@dataclass(frozen=True, slots=True)
class Exposure:
    """Access of somebody outside through one statement. `conditions` are those that limit who and from where."""

    statement: int
    principal: Pairs
    actions: tuple[str, ...]
    conditions: Pairs
    public: bool


@lru_cache(maxsize=512)
def exposures(text: str, policy_type: PolicyType, resource: str, owner: str, zone: Zone) -> tuple[Exposure, ...]:
    """All that the policy `text` of `resource`, which `owner` owns, lets outsiders do. The text must parse."""
    policy, budget = parse(text, policy_type), _Budget()
    return tuple(
        exposure
        for statement in policy.statements
        if statement.effect == "Allow"
        for exposure in _of_statement(policy, statement, resource, owner, zone, budget)
    )


@dataclass(slots=True)
class _Budget:
    """How many requests may still be asked."""

    left: int = MOST_ASKED


def _of_statement(
    policy: Policy, statement: Statement, resource: str, owner: str, zone: Zone, budget: _Budget
) -> Iterator[Exposure]:
    denies = (one for one in policy.statements if one.effect == "Deny")
    known = _known_variables(policy, owner, zone)
    alone = replace(policy, statements=tuple(_readable(one, known) for one in (statement, *denies)))
    conditions = [condition for one in alone.statements for condition in one.conditions]
    arn = parse_arn(resource)
    search = _Search(alone, conditions, owner, zone, budget)
    asked = classes(alone, resource)
    found: _Found = {}
    for outsider in outsiders(statement, conditions, zone, arn.service if arn else ""):
        for one in asked:
            for shown in search.ways_in(outsider, one):
                public = outsider.anybody and not shown
                key = (tuple(outsider.told.items()), tuple(sorted({**outsider.shown, **shown}.items())))
                actions, _ = found.setdefault(key, (set(), public))
                actions.update(one.actions)
    for principal, limits, rest, everybody in _without_special_cases(found):
        yield Exposure(statement.index, principal, tuple(sorted(rest)), limits, everybody)


def _known_variables(policy: Policy, owner: str, zone: Zone) -> dict[str, str]:
    """The policy variables that say whose the resource is, with their values."""
    if policy.version != "2012-10-17":
        return {}
    known = {"${aws:ResourceAccount}": owner, "${aws:ResourceOrgID}": zone.organization}
    return {name: value for name, value in known.items() if value}


def _readable(statement: Statement, known: Mapping[str, str]) -> Statement:
    """The statement with known variables filled in, and with canonical user IDs as accounts."""
    return replace(
        statement,
        principals=without_canonical_ids(statement.principals),
        not_principals=without_canonical_ids(statement.not_principals),
        conditions=tuple(
            replace(one, values=tuple(_filled_in(value, known) for value in one.values)) for one in statement.conditions
        ),
    )


def _filled_in(value: str, known: Mapping[str, str]) -> str:
    for name, text in known.items():
        value = re.sub(re.escape(name), text, value, flags=re.IGNORECASE)
    return value


def _without_special_cases(found: _Found) -> Iterator[tuple[Pairs, Pairs, set[str], bool]]:
    """Leave out what is a special case of something wider: the same principal and actions with fewer conditions."""
    for (told, shown), (actions, public) in found.items():
        wider = (
            other_actions
            for (other_told, other_shown), (other_actions, _) in found.items()
            if other_told == told and set(other_shown) < set(shown)
        )
        rest = actions.difference(*wider)
        if rest:
            yield told, shown, rest, public


class _Search:
    """Asks the evaluator, a bounded number of times. `policy` begins with the statement that it is about.

    AWS page: "How IAM Access Analyzer findings work": what cannot be decided counts as let in.
    """

    def __init__(
        self, policy: Policy, conditions: Sequence[Condition], owner: str, zone: Zone, budget: _Budget
    ) -> None:
        self._conditions = conditions
        self._owner = owner
        self._zone = zone
        self._layers = Layers(identity=_ALL, session=_ALL, resource=AttachedPolicy("policy", compile(policy)))
        fixed = {*outside.PLACES, *outside.ORGANIZATION_KEYS, *outside.ACCOUNT_KEYS, *outside.CLOSED_KEYS}
        self._circumstances = circumstances(policy.statements[0], (policy,), fixed)
        self._budget = budget
        self._combined: dict[Standing, list[_Chosen]] = {}

    def ways_in(self, outsider: Outsider, asked: Asked) -> Iterator[Mapping[str, str]]:
        """The conditions under which the outsider may do it: the fewest first, none that another includes."""
        found: list[Mapping[str, str]] = []
        standing = outside.standing(outsider.account, self._zone)
        if standing not in self._combined:
            self._combined[standing] = self._choices(standing)
        choices = self._combined[standing]
        for chosen, shown in choices:
            if any(one.items() <= shown.items() for one in found):
                continue
            if self._allowed(outsider, asked, chosen):
                found.append(shown)
                yield shown
        if len(choices) == _MOST_CHOICES and not found:  # there may be more, of which one lets somebody in
            yield {}

    def _choices(self, standing: Standing) -> list[_Chosen]:
        """What an outsider can bring along, with what of that is shown; the least first."""
        dimensions: list[list[tuple[str, str, Choice]]] = []
        for key in dict.fromkeys(one.key.lower() for one in self._conditions):
            values = outside.named_values(self._conditions, key)
            spelled = next(one.key for one in self._conditions if one.key.lower() == key)
            if key in outside.ORGANIZATION_KEYS and standing is not Standing.NO_ACCOUNT:
                choices = outside.organizations(key, values, self._zone, standing)
            elif key in outside.PLACES:
                choices = outside.places(key, values, self._zone)
            else:
                continue
            dimensions.append([(key, spelled, choice) for choice in choices])
        combined = islice(product(*dimensions), _MOST_CHOICES)
        choices_made = [
            (
                {key: choice.value for key, _, choice in one if choice.value is not None},
                {spelled: choice.shown for _, spelled, choice in one if choice.shown},
            )
            for one in combined
        ]
        return sorted(choices_made, key=lambda pair: len(pair[1]))

    def _allowed(self, outsider: Outsider, asked: Asked, chosen: Mapping[str, str]) -> bool:
        if outsider.told.keys() & asked.not_for:
            return False
        own = {"aws:ResourceAccount": self._owner, **chosen}
        if outsider.account:
            own["kms:CallerAccount"] = outsider.account
        for resource in asked.resources:
            for context in self._circumstances.contexts:
                if self._budget.left <= 0:
                    return True
                self._budget.left -= 1
                try:
                    request = Request(
                        outsider.principal, asked.action, resource, self._owner, context={**context, **own}
                    )
                except RequestError:
                    continue  # a value longer than any request can carry
                if authorize(request, self._layers).allowed:
                    return True
        return not self._circumstances.complete
