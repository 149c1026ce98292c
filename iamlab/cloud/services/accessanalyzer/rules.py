"""Archive rules, which archive new findings. AWS page: "Archive rules"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.services.accessanalyzer import filters, lookup
from iamlab.cloud.services.accessanalyzer.errors import conflict, invalid, not_found, too_many
from iamlab.cloud.services.accessanalyzer.status import with_status
from iamlab.cloud.services.accessanalyzer.views import views
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.accessanalyzer import Analyzer, ArchiveRule

MAX_RULES = 100


def given(call: Invocation) -> dict[str, ArchiveRule]:
    """The rules that a new analyzer begins with."""
    found: dict[str, ArchiveRule] = {}
    for rule in call.parameters.get("archiveRules", []):
        name = str(rule["ruleName"])
        if name in found:
            raise invalid(f"There are two archive rules {name}.")
        found[name] = _made(call, name, rule["filter"])
    return _bounded(found)


def create_archive_rule(call: Invocation) -> Output:
    call.parameters.get("clientToken")  # only matters to a client that asks twice
    held, name = lookup.by_name(call), call.text("ruleName")
    if name in held.rules:
        raise conflict(f"The analyzer {held.name} already has an archive rule {name}.")
    made = _made(call, name, call.parameters["filter"])
    _store(call, held, _bounded({**held.rules, name: made}))
    return {}


def update_archive_rule(call: Invocation) -> Output:
    call.parameters.get("clientToken")
    held = lookup.by_name(call)
    rule = _rule(held, call.text("ruleName"))
    filters.check(call.parameters["filter"], rule=True)
    changed = replace(rule, filter=call.parameters["filter"], updated=call.now)
    _store(call, held, {**held.rules, rule.name: changed})
    return {}


def delete_archive_rule(call: Invocation) -> Output:
    call.parameters.get("clientToken")
    held = lookup.by_name(call)
    gone = _rule(held, call.text("ruleName"))
    _store(call, held, {name: rule for name, rule in held.rules.items() if rule is not gone})
    return {}


def get_archive_rule(call: Invocation) -> Output:
    return {"archiveRule": _described(_rule(lookup.by_name(call), call.text("ruleName")))}


def list_archive_rules(call: Invocation) -> Output:
    held = lookup.by_name(call)
    return {"archiveRules": [_described(rule) for _, rule in sorted(held.rules.items())]}


def apply_archive_rule(call: Invocation) -> Output:
    """Archive what was found before the rule was made."""
    call.parameters.get("clientToken")
    held = lookup.by_arn(call)
    rule = _rule(held, call.text("ruleName"))
    fitting = [one.id for one in views(call, held) if filters.matches(rule.filter, one.properties)]
    call.account.analyzers[held.arn] = with_status(held, fitting, "ARCHIVED", call.now)
    return {}


def _made(call: Invocation, name: str, criteria: Mapping[str, Any]) -> ArchiveRule:
    filters.check(criteria, rule=True)
    return ArchiveRule(name=name, filter=criteria, created=call.now, updated=call.now)


def _bounded(rules: dict[str, ArchiveRule]) -> dict[str, ArchiveRule]:
    if len(rules) > MAX_RULES:
        raise too_many(f"An analyzer can have at most {MAX_RULES} archive rules.")
    return rules


def _store(call: Invocation, held: Analyzer, rules: Mapping[str, ArchiveRule]) -> None:
    call.account.analyzers[held.arn] = replace(held, rules=rules)


def _rule(held: Analyzer, name: str) -> ArchiveRule:
    if name not in held.rules:
        raise not_found(f"The analyzer {held.name} has no archive rule {name}.")
    return held.rules[name]


def _described(rule: ArchiveRule) -> Output:
    return {
        "ruleName": rule.name,
        "filter": {key: dict(criterion) for key, criterion in rule.filter.items()},
        "createdAt": rule.created,
        "updatedAt": rule.updated,
    }


OPERATIONS = {
    "CreateArchiveRule": MappedOperation(create_archive_rule, writes=True),
    "UpdateArchiveRule": MappedOperation(update_archive_rule, writes=True),
    "DeleteArchiveRule": MappedOperation(delete_archive_rule, writes=True),
    "GetArchiveRule": MappedOperation(get_archive_rule),
    "ListArchiveRules": MappedOperation(list_archive_rules),
    "ApplyArchiveRule": MappedOperation(apply_archive_rule, writes=True),
}
