"""Whether a policy grants something that another does not, by asking the evaluator for representative requests.

Source: "IAM Access Analyzer custom policy checks". Which requests stand for all others is worked out in
`iamlab.analysis`. The search is bounded, and says when the bound stopped it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iamlab.analysis import samples
from iamlab.cloud.identifiers import iam_arn, root_arn
from iamlab.cloud.services.accessanalyzer.circumstances import circumstances
from iamlab.cloud.services.accessanalyzer.outside import ACCOUNT_KEYS, STRANGER, filled, is_pattern, named_values
from iamlab.cloud.services.accessanalyzer.outsiders import without_canonical_ids
from iamlab.evaluator import AttachedPolicy, Layers, Request, RequestError, authorize, compile
from iamlab.evaluator.principal import parse_principal
from iamlab.policy import Policy, PolicyType, parse
from iamlab.policy.arns import parse_arn

MOST_ASKED = 20_000

# No principal's own account, so that a resource policy has to allow everybody whom it lets in.
_OWNER = "000000000001"
_EVERYTHING = parse('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}')
_ALL = (AttachedPolicy("everything", compile(_EVERYTHING)),)


@dataclass(frozen=True, slots=True)
class Grants:
    """What a search found. `complete` is False where it stopped before it had asked everything."""

    found: bool
    complete: bool


@dataclass(slots=True)
class Budget:
    """How many requests may still be asked."""

    left: int = MOST_ASKED


def exceeds(policy: Policy, reference: Policy, account: str, budget: Budget) -> Grants:
    """Whether the first statement of `policy` grants what `reference`, a policy of the same kind, does not allow."""
    ours, theirs = _layers(policy), _layers(reference)
    search = _Search(policy, reference, account, budget)
    found = any(authorize(one, ours).allowed and not authorize(one, theirs).allowed for one in search.requests())
    return Grants(found, search.complete)


def overlaps(policy: Policy, asked: Policy, account: str, budget: Budget) -> Grants:
    """Whether the first statement of `policy` grants something that the identity policy `asked` is about."""
    ours, theirs = _layers(policy), Layers(identity=(AttachedPolicy("asked", compile(asked)),))
    tester = iam_arn(account, "user", "/", "tester")
    search = _Search(policy, asked, account, budget)
    found = any(
        authorize(Request(tester, one.action, one.resource), theirs).allowed and authorize(one, ours).allowed
        for one in search.requests()
    )
    return Grants(found, search.complete)


class _Search:
    """Requests that the first statement of `policy` may allow, one for each way in which the policies differ.

    `complete` tells, in the end, whether those were all.
    """

    def __init__(self, policy: Policy, other: Policy, account: str, budget: Budget) -> None:
        self._policies = (policy, other)
        self._account = account
        self._budget = budget
        self.complete = True

    def requests(self) -> Iterator[Request]:
        policy = self._policies[0]
        drafts = samples.drafts(self._policies)
        owner = None if policy.policy_type is PolicyType.IDENTITY else _OWNER
        for principal in _principals(self._policies, self._account):
            caller = parse_principal(principal)
            fixed = set(caller.keys) if caller else set()
            context = circumstances(policy.statements[0], self._policies, fixed)
            self.complete = self.complete and context.complete
            for action in _actions(self._policies, policy):
                for resource in samples.resources(action, drafts, self._account):
                    for one in context.contexts:
                        if self._budget.left <= 0:
                            self.complete = False
                            return
                        self._budget.left -= 1
                        try:
                            yield Request(principal, action, resource, owner, one)
                        except RequestError:
                            continue  # a value longer than any request can carry


def _layers(policy: Policy) -> Layers:
    attached = AttachedPolicy("policy", compile(policy))
    if policy.policy_type is PolicyType.IDENTITY:
        return Layers(identity=(attached,))
    return Layers(identity=_ALL, session=_ALL, resource=attached)


def _actions(policies: Sequence[Policy], granting: Policy) -> list[str]:
    """Known actions of each class, and those that the policies name and nobody knows."""
    named = (name for policy in policies for one in policy.statements for name in one.actions or ())
    unknown = [name for name in named if ":" in name and not is_pattern(name)]
    return list(dict.fromkeys([*samples.actions(policies, granted_by=(granting,)), *unknown]))


def _principals(policies: Sequence[Policy], account: str) -> list[str]:
    """Callers of every kind that resource policies among the policies tell apart; one user where there are none."""
    tester = iam_arn(account, "user", "/", "tester")
    found = [tester]
    for policy in policies:
        for one in policy.statements:
            names = (*(without_canonical_ids(one.principals) or ()), *(without_canonical_ids(one.not_principals) or ()))
            for name in names:
                found += ["*", iam_arn(STRANGER, "user", "/", "outsider")] if name.name == "*" else [_caller(name.name)]
            if one.not_principals is not None:
                found += ["*", iam_arn(STRANGER, "user", "/", "outsider")]
            if names:
                keyed = (value for key in ACCOUNT_KEYS for value in named_values(one.conditions, key))
                found += [_caller(filled(value, "another")) for value in keyed]
    return [one for one in dict.fromkeys(found) if parse_principal(one)]


def _caller(name: str) -> str:
    """Somebody whom a Principal element names: of an account, any user of it."""
    arn = parse_arn(name)
    account = arn.account if arn and name == root_arn(arn.account) else name
    return iam_arn(account, "user", "/", "tester") if account.isdigit() else name
