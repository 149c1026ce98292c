"""What nobody has used for as long as an analyzer says. AWS page: "Findings for unused access".

Roles, users' access keys and passwords; and of users and of roles in use, the permissions that they leave unused.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from iamlab.cloud import granted_actions, identifiers, recorded_actions
from iamlab.cloud.services.accessanalyzer.usage import Usage, usage
from iamlab.cloud.services.accessanalyzer.zone import zone
from iamlab.cloud.services.iam.access_subjects import policies_of
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.accessanalyzer import Analyzer
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Role, User

_SERVICE_LINKED = "/aws-service-role/"
_TYPES = {"user": "AWS::IAM::User", "role": "AWS::IAM::Role"}

_Details = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Unused:
    """Something unused. `since` is when it had been so for long enough; `details` makes what there is to tell."""

    id: str
    type: str
    resource: str
    resource_type: str
    owner: str
    since: datetime
    details: Callable[[], _Details]


@dataclass(frozen=True, slots=True)
class _Search:
    """What findings are made from: whose, how old something has to be, and what was used."""

    analyzer: Analyzer
    account: Account
    now: datetime
    age: timedelta
    usage: Usage

    def finding(self, kind: str, entity: str, what: str, since: datetime, details: Callable[[], _Details]) -> Unused:
        resource_type = _TYPES[entity.rpartition(":")[2].partition("/")[0]]
        seed = f"unused/{self.analyzer.arn}/{self.analyzer.created}/{kind}/{entity}/{what}"
        owner = self.account.id
        return Unused(identifiers.uuid_of(seed), kind, entity, resource_type, owner, since, details)

    def since(self, created: datetime, last: datetime | None) -> datetime | None:
        """When it had been unused for long enough; None where that is not so (yet)."""
        moment = max(created, last or created) + self.age
        return moment if moment <= self.now else None


def findings(call: Invocation, analyzer: Analyzer) -> Iterator[Unused]:
    """All that is unused in the analyzer's accounts."""
    settings = analyzer.configuration["unusedAccess"]
    age = timedelta(days=int(settings["unusedAccessAge"]))
    used = usage(call.past())
    excluded = (settings.get("analysisRule") or {}).get("exclusions") or []
    trusted = zone(call.company, call.account.id, organization_wide=analyzer.organization_wide)
    left_out = {account_id for one in excluded for account_id in one.get("accountIds", [])}
    for account_id in sorted((trusted.accounts & call.company.accounts.keys()) - left_out):
        account = call.company.accounts[account_id]
        search = _Search(analyzer, account, call.now, age, used)
        for user in account.users.values():
            if not _is_excluded(user.tags, excluded):
                yield from _of_user(search, user)
        for role in account.roles.values():
            if not role.path.startswith(_SERVICE_LINKED) and not _is_excluded(role.tags, excluded):
                yield from _of_role(search, role)


def _of_user(search: _Search, user: User) -> Iterator[Unused]:
    arn = identifiers.iam_arn(search.account.id, "user", user.path, user.name)
    for key in user.access_keys:
        last = search.usage.keys.get(key.id)
        if key.status == "Active" and (since := search.since(key.created, last)):
            details = {"unusedIamUserAccessKeyDetails": {"accessKeyId": key.id, **_last(last)}}
            yield search.finding("UnusedIAMUserAccessKey", arn, key.id, since, partial(_alone, details))
    # Nobody signs in to a console here, so that a password counts from the day it was made.
    if user.login_profile and (since := search.since(user.login_profile.created, None)):
        details = {"unusedIamUserPasswordDetails": {}}
        yield search.finding("UnusedIAMUserPassword", arn, "", since, partial(_alone, details))
    yield from _of_permissions(search, user, arn)


def _of_role(search: _Search, role: Role) -> Iterator[Unused]:
    arn = identifiers.iam_arn(search.account.id, "role", role.path, role.name)
    last = search.usage.last(arn)
    since = search.since(role.created, last)
    if since:
        details = {"unusedIamRoleDetails": _last(last)}
        yield search.finding("UnusedIAMRole", arn, "", since, partial(_alone, details))
    else:
        yield from _of_permissions(search, role, arn)


def _of_permissions(search: _Search, held: User | Role, arn: str) -> Iterator[Unused]:
    since = search.since(held.created, None)
    if since and next(_unused_permissions(search, held, arn), None):
        yield search.finding("UnusedPermission", arn, "", since, partial(_permissions, search, held, arn))


def _permissions(search: _Search, held: User | Role, arn: str) -> _Details:
    return list(_unused_permissions(search, held, arn))


def _unused_permissions(search: _Search, held: User | Role, arn: str) -> Iterator[dict[str, Any]]:
    """A service that was not used at all, or the actions of a service in use that were not."""
    policies = policies_of(search.account, held)
    services = search.usage.services(arn)
    for service in granted_actions.services(policies):
        last = services.get(service)
        told: dict[str, Any] = {"serviceNamespace": service, **_last(last)}
        if last is not None and search.now - last < search.age:
            used = search.usage.actions(arn, service)
            idle = [
                action
                for action in granted_actions.of_service(policies, service)
                if not (action in used and search.now - used[action] < search.age) and _is_tracked(action)
            ]
            if not idle:
                continue
            told["actions"] = [{"action": action, **_last(used.get(action))} for action in idle]
        yield {"unusedPermissionDetails": told}


def _is_tracked(action: str) -> bool:
    return action != "iam:PassRole" and not recorded_actions.is_data_action(action)


def _is_excluded(tags: Mapping[str, str], exclusions: list[dict[str, Any]]) -> bool:
    """Whether the tags are those of an exclusion; without a value, having the key is enough."""
    wanted = (pairs for one in exclusions for pairs in one.get("resourceTags", []))
    return any(
        pairs and all(key in tags and value in ("", tags[key]) for key, value in pairs.items()) for pairs in wanted
    )


def _last(moment: datetime | None) -> dict[str, datetime]:
    return {"lastAccessed": moment} if moment else {}


def _alone(details: dict[str, Any]) -> _Details:
    return [details]
