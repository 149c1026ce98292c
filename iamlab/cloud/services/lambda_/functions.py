"""Functions. AWS pages: "CreateFunction", "UpdateFunctionConfiguration", "UpdateFunctionCode", "GetFunction"."""

from dataclasses import replace
from typing import Any

from iamlab.cloud import service_roles
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.lambda_ import code, finding, tags, versions
from iamlab.cloud.services.lambda_.describing import configuration
from iamlab.cloud.services.lambda_.finding import on_function
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.lambda_ import Function

MAX_FUNCTIONS = 100
# AWS page: "Lambda quotas", "Configuring reserved concurrency for a function".
_CONCURRENCY = 1_000
_UNRESERVED = 100
_SERVICE = "lambda.amazonaws.com"
_ZIP = "Zip"
# Members that are kept as they are given. VPCs, layers and file systems are not checked against anything.
SETTINGS = (
    *("Runtime", "Handler", "Timeout", "MemorySize", "PackageType", "Environment", "TracingConfig", "Architectures"),
    *("EphemeralStorage", "SnapStart", "LoggingConfig", "DeadLetterConfig", "KMSKeyArn", "VpcConfig", "Layers"),
)


def create_function(call: Invocation) -> Output:
    whole, qualifier = finding.named(call)
    if qualifier or whole.split(":")[4] != call.account.id:
        raise ServiceError("InvalidParameterValueException", "The name of a new function has no account or version.")
    if whole in call.account.functions:
        name = whole.rpartition(":")[2]
        raise ServiceError("ResourceConflictException", f"Function already exist: {name}", 409)
    if sum(one.version == finding.LATEST for one in call.account.functions.values()) >= MAX_FUNCTIONS:
        raise ServiceError("CodeStorageExceededException", f"An account here has {MAX_FUNCTIONS} functions at most.")
    settings = finding.settings_of(call.parameters, SETTINGS)
    _check(call, call.text("Role"), settings)
    size, digest = code.measured(call, call.parameters["Code"])
    made = Function(
        arn=whole,
        created=call.now,
        name=whole.rpartition(":")[2],
        role=call.text("Role"),
        modified=call.now,
        code_size=size,
        code_hash=digest,
        description=call.text("Description"),
        settings=settings,
        tags=tags.checked(call.parameters.get("Tags") or {}),
    )
    call.account.functions[whole] = made
    if call.parameters.get("Publish"):
        made = versions.published(call, made)
    return configuration(made)


def get_function(call: Invocation) -> Output:
    found = finding.qualified(call)
    shown: Output = {
        "Configuration": configuration(found, finding.named(call)[1]),
        "Code": {"RepositoryType": "S3", "Location": "https://iam-lab.invalid/this-lab-keeps-no-code"},
    }
    if found.tags:
        shown["Tags"] = dict(found.tags)
    if found.concurrency is not None:
        shown["Concurrency"] = {"ReservedConcurrentExecutions": found.concurrency}
    return shown


def get_function_configuration(call: Invocation) -> Output:
    return configuration(finding.qualified(call), finding.named(call)[1])


def list_functions(call: Invocation) -> Output:
    every = call.text("FunctionVersion") == "ALL"
    own = [one for one in call.account.functions.values() if f":{call.region}:" in one.arn]
    found = sorted((one for one in own if every or one.version == finding.LATEST), key=lambda one: one.arn)
    return {"Functions": [configuration(one, one.version if every else "") for one in found]}


def update_function_configuration(call: Invocation) -> Output:
    found = finding.function(call)
    finding.check_revision(call, found)
    given = finding.settings_of(call.parameters, SETTINGS)
    role = call.text("Role", found.role)
    _check(call, role, {**found.settings, **given})
    changed = replace(
        found,
        role=role,
        description=call.text("Description", found.description),
        settings={**found.settings, **given},
        modified=call.now,
        revision=found.revision + 1,
    )
    finding.keep(call, changed)
    return configuration(changed)


def update_function_code(call: Invocation) -> Output:
    found = finding.function(call)
    finding.check_revision(call, found)
    size, digest = code.measured(call, call.parameters)
    if "Architectures" in call.parameters:
        found = replace(found, settings={**found.settings, "Architectures": call.parameters["Architectures"]})
    changed = replace(found, code_size=size, code_hash=digest, modified=call.now, revision=found.revision + 1)
    if call.parameters.get("DryRun"):
        return configuration(changed)
    finding.keep(call, changed)
    return configuration(versions.published(call, changed) if call.parameters.get("Publish") else changed)


def delete_function(call: Invocation) -> Output:
    found = finding.function(call)
    _, qualifier = finding.named(call)
    account = finding.owner(call, found.arn)
    aliases = [one for one in account.function_aliases.values() if one.arn.startswith(f"{found.arn}:")]
    if qualifier:
        whole = f"{found.arn}:{qualifier}"
        if qualifier == finding.LATEST:
            raise ServiceError(
                "InvalidParameterValueException", "$LATEST version cannot be deleted without deleting the function."
            )
        if whole not in account.functions:
            raise finding.not_found(whole)
        used = next((one.name for one in aliases if qualifier in (one.version, *one.weights)), None)
        if used:
            raise ServiceError("ResourceConflictException", f"Alias {used} references the version.", 409)
        del account.functions[whole]
        return {}
    for alias in aliases:
        del account.function_aliases[alias.arn]
    for arn in [one for one in account.functions if one == found.arn or one.startswith(f"{found.arn}:")]:
        del account.functions[arn]
    for arn in [one for one in account.function_urls if one == found.arn or one.startswith(f"{found.arn}:")]:
        del account.function_urls[arn]
    return {}


def put_concurrency(call: Invocation) -> Output:
    reserved, held = int(call.parameters["ReservedConcurrentExecutions"]), finding.function(call)
    functions = finding.owner(call, held.arn).functions.values()
    others = sum(one.concurrency or 0 for one in functions if one.arn != held.arn and f":{call.region}:" in one.arn)
    if reserved and others + reserved > _CONCURRENCY - _UNRESERVED:
        raise ServiceError(
            "InvalidParameterValueException",
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution"
            f" below its minimum value of [{_UNRESERVED}].",
        )
    finding.keep(call, replace(held, concurrency=reserved))
    return {"ReservedConcurrentExecutions": reserved}


def get_concurrency(call: Invocation) -> Output:
    reserved = finding.function(call).concurrency
    return {} if reserved is None else {"ReservedConcurrentExecutions": reserved}


def delete_concurrency(call: Invocation) -> Output:
    finding.keep(call, replace(finding.function(call), concurrency=None))
    return {}


def _check(call: Invocation, role: str, settings: dict[str, Any]) -> None:
    if not service_roles.may_assume(call.company, _SERVICE, role):
        raise ServiceError(
            "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."
        )
    if settings.get("PackageType", _ZIP) == _ZIP and not (settings.get("Runtime") and settings.get("Handler")):
        raise ServiceError(
            "InvalidParameterValueException",
            "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
        )


OPERATIONS = {
    "CreateFunction": on_function(create_function, writes=True),
    "GetFunction": on_function(get_function),
    "GetFunctionConfiguration": on_function(get_function_configuration),
    "ListFunctions": MappedOperation(list_functions),
    "UpdateFunctionConfiguration": on_function(update_function_configuration, writes=True),
    "UpdateFunctionCode": on_function(update_function_code, writes=True),
    "DeleteFunction": on_function(delete_function, writes=True),
    "PutFunctionConcurrency": on_function(put_concurrency, writes=True),
    "GetFunctionConcurrency": on_function(get_concurrency),
    "DeleteFunctionConcurrency": on_function(delete_concurrency, writes=True),
}
