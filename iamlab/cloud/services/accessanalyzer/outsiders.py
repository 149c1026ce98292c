"""Who outside a zone of trust a statement could let in. AWS page: "AWS JSON policy elements: Principal"."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from iamlab.cloud import identifiers
from iamlab.cloud.services.accessanalyzer.outside import ACCOUNT_KEYS, STRANGER, filled, is_pattern, named_values
from iamlab.cloud.services.accessanalyzer.zone import Zone
from iamlab.evaluator.principal import parse_principal
from iamlab.policy.arns import parse_arn
from iamlab.policy.document import Condition, PrincipalName, Statement

_EVERYONE = {"AWS": "*"}
# Services that take requests without a signature.
_ANONYMOUS = frozenset({"lambda", "s3", "sns", "sqs"})


@dataclass(frozen=True, slots=True)
class Outsider:
    """`principal` asks; `told` is who that is in a finding; `shown` are the conditions that name just them."""

    principal: str
    account: str
    told: Mapping[str, str]
    shown: Mapping[str, str] = field(default_factory=dict)

    @property
    def anybody(self) -> bool:
        """Whether this could be anybody at all."""
        return self.told == _EVERYONE and not self.shown


def outsiders(statement: Statement, conditions: Sequence[Condition], zone: Zone, service: str) -> list[Outsider]:
    """Those whom an Allow statement could let in; `conditions` are those of all statements that have a say."""
    if statement.not_principals is not None:
        return list(_everyone(conditions, zone, service))
    found: list[Outsider] = []
    for name in statement.principals or ():
        if name.name == "*":
            found += _everyone(conditions, zone, service)
        else:
            found += _named(name, zone)
    return list({(one.principal, *sorted(one.shown.items())): one for one in found}.values())


def without_canonical_ids(names: Sequence[PrincipalName] | None) -> tuple[PrincipalName, ...] | None:
    """The same principals, each canonical user ID as an account that the evaluator can tell apart."""
    if names is None:
        return None
    return tuple(
        PrincipalName("AWS", _account_behind(one.name)) if one.kind == "CanonicalUser" else one for one in names
    )


def _account_behind(canonical_id: str) -> str:
    """Nobody can tell whose an ID is; it gets a number of its own."""
    return f"{int(hashlib.sha256(canonical_id.encode()).hexdigest(), 16) % 10**12:012d}"


def _named(name: PrincipalName, zone: Zone) -> Iterator[Outsider]:
    if name.kind == "Federated":
        yield Outsider(name.name, "", {"Federated": name.name})
    elif name.kind == "CanonicalUser":
        if name.name not in {identifiers.canonical_user_id(one) for one in zone.accounts}:
            account = _account_behind(name.name)
            yield Outsider(_user(account), account, {"CanonicalUser": name.name})
    elif name.kind == "AWS":
        account = _account(name.name)
        if account and account not in zone.accounts:
            whole = name.name in (account, identifiers.root_arn(account))
            if whole or parse_principal(name.name):
                yield Outsider(
                    _user(account) if whole else name.name, account, {"AWS": account if whole else name.name}
                )


def _everyone(conditions: Sequence[Condition], zone: Zone, service: str) -> Iterator[Outsider]:
    yield Outsider(_user(STRANGER), STRANGER, _EVERYONE)
    if service in _ANONYMOUS:
        yield Outsider("*", "", _EVERYONE)
    for key in ACCOUNT_KEYS:
        for value in named_values(conditions, key):
            arn = parse_arn(value)
            account = arn.account if arn else value
            if is_pattern(account):
                principal = filled(value.replace(f":{account}:", f":{STRANGER}:")) if arn else _user(STRANGER)
                account, shown = STRANGER, {}
            else:
                principal = filled(value) if arn and arn.resource != "root" else _user(account)
                shown = {_spelled(conditions, key): value}
            if account not in zone.accounts and len(account) == 12 and parse_principal(principal):
                yield Outsider(principal, account, _EVERYONE, shown)


def _spelled(conditions: Sequence[Condition], key: str) -> str:
    return next(one.key for one in conditions if one.key.lower() == key)


def _account(name: str) -> str:
    arn = parse_arn(name)
    account = arn.account if arn else name
    return account if len(account) == 12 and account.isascii() and account.isdigit() else ""


def _user(account: str) -> str:
    return identifiers.iam_arn(account, "user", "/", "outsider")
