"""Functions and aliases as Lambda tells about them. AWS pages: "FunctionConfiguration", "AliasConfiguration"."""

from datetime import UTC
from typing import Any

from iamlab.cloud.services.lambda_.finding import revision
from iamlab.cloud.state.lambda_ import Function, FunctionAlias

_DEFAULTS: dict[str, Any] = {
    "Timeout": 3,
    "MemorySize": 128,
    "PackageType": "Zip",
    "Architectures": ["x86_64"],
    "EphemeralStorage": {"Size": 512},
}


def configuration(found: Function, qualifier: str = "") -> dict[str, Any]:
    """The FunctionConfiguration of a function or a version, whose ARN ends with the qualifier that it was asked by."""
    settings = {**_DEFAULTS, "TracingConfig": {"Mode": "PassThrough"}, **found.settings}
    settings["SnapStart"] = {"ApplyOn": "None", "OptimizationStatus": "Off", **settings.get("SnapStart", {})}
    group = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{found.name}"}
    settings["LoggingConfig"] = {**group, **settings.get("LoggingConfig", {})}
    if "Layers" in settings:
        settings["Layers"] = [{"Arn": arn} for arn in settings["Layers"]]
    return {
        "FunctionName": found.name,
        "FunctionArn": f"{found.arn.removesuffix(f':{found.version}')}:{qualifier}" if qualifier else found.arn,
        "Role": found.role,
        "CodeSize": found.code_size,
        "CodeSha256": found.code_hash,
        "Description": found.description,
        "LastModified": found.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "Version": found.version,
        "RevisionId": revision(found),
        "State": "Active",
        "LastUpdateStatus": "Successful",
        **settings,
    }


def alias_configuration(found: FunctionAlias) -> dict[str, Any]:
    """The AliasConfiguration of an alias."""
    weights = {"RoutingConfig": {"AdditionalVersionWeights": dict(found.weights)}} if found.weights else {}
    return {
        "AliasArn": found.arn,
        "Name": found.name,
        "FunctionVersion": found.version,
        "Description": found.description,
        **weights,
        "RevisionId": revision(found),
    }
