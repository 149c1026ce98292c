"""Function URLs, as configuration: nothing is served there. AWS page: "CreateFunctionUrlConfig"."""

from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import function_url_id
from iamlab.cloud.services.lambda_ import finding
from iamlab.cloud.services.lambda_.finding import on_function
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.lambda_ import FunctionUrl
from iamlab.cloud.text import time_text


def create(call: Invocation) -> Output:
    target = finding.policy_holder(call).arn
    urls = finding.owner(call, target).function_urls
    if target in urls:
        raise ServiceError(
            "ResourceConflictException",
            f"Failed to create function url config for [functionArn = {target}]. Error message:  FunctionUrlConfig"
            " exists for this Lambda function",
            409,
        )
    made = FunctionUrl(
        target,
        call.text("AuthType"),
        call.now,
        call.now,
        dict(call.parameters.get("Cors") or {}),
        call.text("InvokeMode", "BUFFERED"),
    )
    urls[target] = made
    return _described(made)


def get(call: Invocation) -> Output:
    found = _find(call)
    return {**_described(found), "LastModifiedTime": time_text(found.modified)}


def update(call: Invocation) -> Output:
    held = _find(call)
    changed = replace(
        held,
        auth=call.text("AuthType", held.auth),
        cors=dict(call.parameters.get("Cors") or held.cors),
        invoke_mode=call.text("InvokeMode", held.invoke_mode),
        modified=call.now,
    )
    finding.owner(call, held.function).function_urls[held.function] = changed
    return {**_described(changed), "LastModifiedTime": time_text(changed.modified)}


def delete(call: Invocation) -> Output:
    held = _find(call)
    del finding.owner(call, held.function).function_urls[held.function]
    return {}


def list_all(call: Invocation) -> Output:
    held = finding.function(call)
    every = finding.owner(call, held.arn).function_urls
    found = [every[arn] for arn in sorted(every) if arn == held.arn or arn.startswith(f"{held.arn}:")]
    return {"FunctionUrlConfigs": [{**_described(one), "LastModifiedTime": time_text(one.modified)} for one in found]}


def _find(call: Invocation) -> FunctionUrl:
    target = finding.policy_holder(call).arn
    found = finding.owner(call, target).function_urls.get(target)
    if found is None:
        raise ServiceError("ResourceNotFoundException", "The resource you requested does not exist.", 404)
    return found


def _described(found: FunctionUrl) -> dict[str, Any]:
    region = found.function.split(":")[3]
    shown: dict[str, Any] = {
        "FunctionUrl": f"https://{function_url_id(found.function)}.lambda-url.{region}.on.aws/",
        "FunctionArn": found.function,
        "AuthType": found.auth,
        "CreationTime": time_text(found.created),
        "InvokeMode": found.invoke_mode,
    }
    return shown | ({"Cors": dict(found.cors)} if found.cors else {})


OPERATIONS = {
    "CreateFunctionUrlConfig": on_function(create, writes=True),
    "GetFunctionUrlConfig": on_function(get),
    "UpdateFunctionUrlConfig": on_function(update, writes=True),
    "DeleteFunctionUrlConfig": on_function(delete, writes=True),
    "ListFunctionUrlConfigs": on_function(list_all),
}
