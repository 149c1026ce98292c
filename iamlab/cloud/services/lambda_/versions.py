"""Published versions and aliases. AWS pages: "PublishVersion", "CreateAlias"."""

from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.lambda_ import finding
from iamlab.cloud.services.lambda_.describing import alias_configuration, configuration
from iamlab.cloud.services.lambda_.finding import on_function
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.lambda_ import Function, FunctionAlias

_MAX_VERSIONS = 50
_MAX_ALIASES = 50


def published(call: Invocation, held: Function, description: str | None = None) -> Function:
    """Publish a function as it is now, unless its newest version is the same, and return that version."""
    account = finding.owner(call, held.arn)
    newest = account.functions.get(f"{held.arn}:{held.published}")
    if newest and (newest.code_hash, newest.settings, newest.role) == (held.code_hash, held.settings, held.role):
        return newest
    if len(_versions(call, held)) > _MAX_VERSIONS:
        raise ServiceError("CodeStorageExceededException", f"A function here has {_MAX_VERSIONS} versions at most.")
    number = held.published + 1
    made = replace(
        held,
        arn=f"{held.arn}:{number}",
        version=str(number),
        description=held.description if description is None else description,
        policy=None,
        tags={},
        concurrency=None,
        modified=call.now,
    )
    account.functions[made.arn] = made
    account.functions[held.arn] = replace(held, published=number)
    return made


def publish_version(call: Invocation) -> Output:
    held = finding.function(call)
    finding.check_revision(call, held)
    if call.text("CodeSha256") not in ("", held.code_hash):
        raise ServiceError("InvalidParameterValueException", "CodeSHA256 does not match that of the function's code.")
    description = call.text("Description") if "Description" in call.parameters else None
    return configuration(published(call, held, description))


def list_versions(call: Invocation) -> Output:
    return {"Versions": [configuration(one, one.version) for one in _versions(call, finding.function(call))]}


def create_alias(call: Invocation) -> Output:
    held, name = finding.function(call), call.text("Name")
    account, arn = finding.owner(call, held.arn), f"{held.arn}:{name}"
    if arn in account.function_aliases:
        raise ServiceError("ResourceConflictException", f"Alias already exists: {arn}", 409)
    if name.isdigit():
        raise ServiceError("InvalidParameterValueException", "An alias cannot be a number: those are versions.")
    if len(_aliases(call, held)) >= _MAX_ALIASES:
        raise ServiceError("InvalidParameterValueException", f"A function here has {_MAX_ALIASES} aliases at most.")
    weights = _weights(call, held)
    version = _version(call, held, call.text("FunctionVersion"))
    made = FunctionAlias(
        arn=arn,
        created=call.now,
        name=name,
        version=version,
        description=call.text("Description"),
        weights=weights,
    )
    account.function_aliases[arn] = made
    return alias_configuration(made)


def get_alias(call: Invocation) -> Output:
    return alias_configuration(_alias(call))


def update_alias(call: Invocation) -> Output:
    held = _alias(call)
    finding.check_revision(call, held)
    function = finding.function(call)
    version = call.text("FunctionVersion", held.version)
    changed = replace(
        held,
        version=_version(call, function, version),
        description=call.text("Description", held.description),
        weights=_weights(call, function) if "RoutingConfig" in call.parameters else held.weights,
        revision=held.revision + 1,
    )
    finding.keep(call, changed)
    return alias_configuration(changed)


def delete_alias(call: Invocation) -> Output:
    held = finding.function(call)  # an alias that is not there is deleted without an error
    account, arn = finding.owner(call, held.arn), f"{held.arn}:{call.text('Name')}"
    account.function_aliases.pop(arn, None)
    account.function_urls.pop(arn, None)
    return {}


def list_aliases(call: Invocation) -> Output:
    version = call.text("FunctionVersion")
    found = [one for one in _aliases(call, finding.function(call)) if version in ("", one.version)]
    return {"Aliases": [alias_configuration(one) for one in found]}


def _versions(call: Invocation, held: Function) -> list[Function]:
    every = finding.owner(call, held.arn).functions.values()
    found = [one for one in every if one.arn.startswith(f"{held.arn}:")]
    return [held, *sorted(found, key=lambda one: int(one.version))]


def _aliases(call: Invocation, held: Function) -> list[FunctionAlias]:
    every = finding.owner(call, held.arn).function_aliases.values()
    return sorted((one for one in every if one.arn.startswith(f"{held.arn}:")), key=lambda one: one.name)


def _alias(call: Invocation) -> FunctionAlias:
    arn = f"{finding.function(call).arn}:{call.text('Name')}"
    found = finding.owner(call, arn).function_aliases.get(arn)
    if found is None:
        raise ServiceError("ResourceNotFoundException", f"Cannot find alias arn: {arn}", 404)
    return found


def _version(call: Invocation, held: Function, version: str) -> str:
    if version != finding.LATEST and f"{held.arn}:{version}" not in finding.owner(call, held.arn).functions:
        raise finding.not_found(f"{held.arn}:{version}")
    return version


def _weights(call: Invocation, held: Function) -> dict[str, Any]:
    given = dict((call.parameters.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {})
    for version in given:
        _version(call, held, version)
    return given


OPERATIONS = {
    "PublishVersion": on_function(publish_version, writes=True),
    "ListVersionsByFunction": on_function(list_versions),
    "CreateAlias": on_function(create_alias, writes=True),
    "GetAlias": on_function(get_alias),
    "UpdateAlias": on_function(update_alias, writes=True),
    "DeleteAlias": on_function(delete_alias, writes=True),
    "ListAliases": on_function(list_aliases),
}
