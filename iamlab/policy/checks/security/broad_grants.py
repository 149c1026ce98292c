"""Checks: sensitive actions on everything, where a statement could name what is meant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from iamlab.policy.checks.draft import Draft, Text
from iamlab.policy.checks.security.administrator import gives_everything
from iamlab.policy.checks.security.exposure_actions import CREDENTIALS, DATA, DESTRUCTIVE, exposing
from iamlab.policy.checks.security.grants import Grant, Grants, in_document, read_grants
from iamlab.policy.checks.security.wording import listed
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings

_NAMED = 5  # actions that a message lists


@dataclass(frozen=True, slots=True)
class _Concern:
    """A code, the actions of a service that it is about, and its message with a gap for their names."""

    code: str
    actions: Callable[[str], Iterable[str]]
    message: str


def _table(actions: Iterable[str]) -> Callable[[str], Iterable[str]]:
    by_service: dict[str, list[str]] = {}
    for action in actions:
        by_service.setdefault(action.partition(":")[0], []).append(action)
    return lambda service: by_service.get(service, ())


_CONCERNS = (
    _Concern(
        "CREDENTIALS_EXPOSURE",
        _table(CREDENTIALS),
        "Whoever has this policy can get credentials with {}, and nothing limits for what. Name the resources that "
        "are meant, or leave these actions out.",
    ),
    _Concern(
        "DATA_EXFILTRATION",
        _table(DATA),
        "Whoever has this policy can read or copy all data that {} can reach. Name the resources that are meant.",
    ),
    _Concern(
        "RESOURCE_EXPOSURE",
        exposing,
        "{} can open resources to others, and nothing limits which. Name the resources that are meant, or leave "
        "these actions out.",
    ),
    _Concern(
        "DESTRUCTIVE_WILDCARD",
        _table(DESTRUCTIVE),
        "{} can destroy data, and nothing limits which. Name the resources that are meant, or leave these actions out.",
    ),
)


def check(draft: Draft, findings: Findings) -> None:
    """Note each kind of sensitive action once a statement. Administrators and NotAction have codes of their own."""
    if draft.policy_type is not PolicyType.IDENTITY:
        return
    grants = read_grants(draft)
    for grant in grants.allows:
        if grant.narrowed or grant.statement.not_action or gives_everything(grant.statement):
            continue
        services = tuple(_services(grant))
        for concern in _CONCERNS:
            _note(concern, _given(concern, services, grant, grants), findings)


def _services(grant: Grant) -> Iterator[str]:
    yield from grant.actions.services
    if grant.actions.any_service:
        yield from (one for one in grant.reach.services if one not in grant.actions.services)


def _given(concern: _Concern, services: Iterable[str], grant: Grant, grants: Grants) -> list[tuple[str, Text]]:
    actions = (action for service in services for action in concern.actions(service))
    return [(action, entry) for action in actions if (entry := grant.giving(action)) and not grants.denied(action)]


def _note(concern: _Concern, given: list[tuple[str, Text]], findings: Findings) -> None:
    if not given:
        return
    names = [name for name, _ in given]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    first = min((entry for _, entry in given), key=in_document)
    findings.add(concern.code, concern.message.format(listed([*names[:_NAMED], *more])), first.path)
