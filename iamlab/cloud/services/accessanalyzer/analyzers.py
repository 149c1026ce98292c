"""Analyzers. AWS pages: "CreateAnalyzer" and its siblings, "IAM Access Analyzer quotas"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import not_simulated
from iamlab.cloud.services.accessanalyzer import lookup, rules, tags
from iamlab.cloud.services.accessanalyzer.errors import conflict, invalid, too_many
from iamlab.cloud.services.accessanalyzer.scan import scanned_again
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import Analyzer

DEFAULT_AGE = 90  # days
_SERVICE = "access-analyzer.amazonaws.com"
_OLDEST_AGE = 365
_QUOTAS = {"ACCOUNT": 1, "ORGANIZATION": 5, "ACCOUNT_UNUSED_ACCESS": 1, "ORGANIZATION_UNUSED_ACCESS": 5}


def create_analyzer(call: Invocation) -> Output:
    call.parameters.get("clientToken")  # only matters to a client that asks twice
    name, kind = call.text("analyzerName"), call.text("type")
    if kind not in _QUOTAS:
        raise not_simulated(f"This lab has no analyzers of type {kind}. It has {', '.join(_QUOTAS)}.")
    arn = lookup.analyzer_arn(call.account.id, call.region, name)
    if arn in call.account.analyzers:
        raise conflict(f"There is already an analyzer {name} in {call.region}.")
    there = sum(one.type == kind and one.region == call.region for one in call.account.analyzers.values())
    if there >= _QUOTAS[kind]:
        raise too_many(f"You can have {_QUOTAS[kind]} analyzers of type {kind} in {call.region}, and have them.")
    if kind.startswith("ORGANIZATION"):
        _check_manages(call)
    made = Analyzer(
        arn=arn,
        created=call.now,
        name=name,
        type=kind,
        region=call.region,
        configuration=_configuration(call, kind),
        rules=rules.given(call),
        tags=tags.checked(call.parameters.get("tags", {})),
    )
    call.account.analyzers[arn] = (
        scanned_again(call.company, call.account.id, made, call.now) if made.external else made
    )
    return {"arn": arn}


def get_analyzer(call: Invocation) -> Output:
    return {"analyzer": _described(lookup.by_name(call))}


def list_analyzers(call: Invocation) -> Output:
    kind = call.text("type")
    found = [one for one in call.account.analyzers.values() if one.region == call.region and kind in ("", one.type)]
    return {"analyzers": [_described(one) for one in sorted(found, key=lambda one: one.name)]}


def update_analyzer(call: Invocation) -> Output:
    held = lookup.by_name(call)
    if held.external:
        raise invalid("UpdateAnalyzer is not supported for external access analyzers.")
    changed = replace(held, configuration=_configuration(call, held.type))
    call.account.analyzers[held.arn] = changed
    return {"configuration": dict(changed.configuration)}


def delete_analyzer(call: Invocation) -> Output:
    call.parameters.get("clientToken")
    del call.account.analyzers[lookup.by_name(call).arn]
    return {}


def _check_manages(call: Invocation) -> None:
    """An organisation's analyzers belong to its management account, or to one that administers the service for it."""
    organization = call.company.organization
    manages = organization is not None and organization.management_account == call.account.id
    if organization is None or not (manages or _SERVICE in organization.delegated.get(call.account.id, {})):
        raise invalid(
            "An analyzer for an organization is created in its management account, or by a delegated administrator."
        )


def _configuration(call: Invocation, kind: str) -> Mapping[str, Any]:
    given = call.parameters.get("configuration") or {}
    if not kind.endswith("UNUSED_ACCESS"):
        if given:
            raise invalid("An external access analyzer has no configuration.")
        return {}
    unused = dict(given.get("unusedAccess") or {})
    age = unused.setdefault("unusedAccessAge", DEFAULT_AGE)
    if "internalAccess" in given or not 1 <= age <= _OLDEST_AGE:
        raise invalid(f"unusedAccessAge must be between 1 and {_OLDEST_AGE} days, and nothing else is configured.")
    exclusions = (unused.get("analysisRule") or {}).get("exclusions") or []
    if any("accountIds" in one for one in exclusions) and kind == "ACCOUNT_UNUSED_ACCESS":
        raise invalid("Account IDs can be excluded only from analyzers of an organization.")
    return {"unusedAccess": unused}


def _described(held: Analyzer) -> Output:
    about: Output = {
        "arn": held.arn,
        "name": held.name,
        "type": held.type,
        "createdAt": held.created,
        "tags": dict(held.tags),
        "status": "ACTIVE",
    }
    if held.last_analyzed:
        about |= {"lastResourceAnalyzed": held.last_resource, "lastResourceAnalyzedAt": held.last_analyzed}
    return about | ({"configuration": dict(held.configuration)} if held.configuration else {})


OPERATIONS = {
    "CreateAnalyzer": MappedOperation(create_analyzer, writes=True),
    "GetAnalyzer": MappedOperation(get_analyzer),
    "ListAnalyzers": MappedOperation(list_analyzers),
    "UpdateAnalyzer": MappedOperation(update_analyzer, writes=True),
    "DeleteAnalyzer": MappedOperation(delete_analyzer, writes=True),
}
