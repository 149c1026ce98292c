"""The service calls that make each type of resource."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """A declared resource with every intrinsic function resolved."""

    logical_id: str
    type: str
    name: str
    ref: str  # what Ref gives: the name, or a managed policy's ARN
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One call. Lower phases go first: policies, then groups, then users, then what ties them together."""

    service: str
    operation: str
    parameters: dict[str, Any] = field(default_factory=dict)
    path: str = ""
    phase: int = 0


def steps(resource: Resource) -> Iterator[Step]:
    """Return the calls that make a resource, in any order: `phase` says which go first."""
    return _STEPS[resource.type](resource)


def _managed_policy(made: Resource) -> Iterator[Step]:
    given = made.properties
    parameters = {
        "PolicyName": made.name,
        "Path": given.get("Path"),
        "Description": given.get("Description"),
        "PolicyDocument": _text(given["PolicyDocument"]),
    }
    yield _step(made, "CreatePolicy", 1, parameters, "PolicyDocument")
    for holder in ("User", "Group"):
        for place, name in enumerate(given.get(f"{holder}s", [])):
            attach = {f"{holder}Name": name, "PolicyArn": made.ref}
            yield _step(made, f"Attach{holder}Policy", 4, attach, f"{holder}s[{place}]")


def _group(made: Resource) -> Iterator[Step]:
    yield _step(made, "CreateGroup", 2, {"GroupName": made.name, "Path": made.properties.get("Path")})
    yield from _policies(made, "Group")


def _user(made: Resource) -> Iterator[Step]:
    given = made.properties
    parameters = {"UserName": made.name} | {key: given.get(key) for key in ("Path", "PermissionsBoundary", "Tags")}
    yield _step(made, "CreateUser", 3, parameters)
    yield from _policies(made, "User")
    for place, group in enumerate(given.get("Groups", [])):
        yield _step(made, "AddUserToGroup", 4, {"GroupName": group, "UserName": made.name}, f"Groups[{place}]")
    if "LoginProfile" in given:
        profile = {"UserName": made.name, **given["LoginProfile"]}
        yield _step(made, "CreateLoginProfile", 4, profile, "LoginProfile")


def _policies(made: Resource, holder: str) -> Iterator[Step]:
    name = {f"{holder}Name": made.name}
    for place, arn in enumerate(made.properties.get("ManagedPolicyArns", [])):
        yield _step(made, f"Attach{holder}Policy", 4, {**name, "PolicyArn": arn}, f"ManagedPolicyArns[{place}]")
    for place, policy in enumerate(made.properties.get("Policies", [])):
        inline = {**name, "PolicyName": policy["PolicyName"], "PolicyDocument": _text(policy["PolicyDocument"])}
        yield _step(made, f"Put{holder}Policy", 4, inline, f"Policies[{place}]")


def _addition(made: Resource) -> Iterator[Step]:
    for place, user in enumerate(made.properties["Users"]):
        parameters = {"GroupName": made.properties["GroupName"], "UserName": user}
        yield _step(made, "AddUserToGroup", 4, parameters, f"Users[{place}]")


def _inline_policy(made: Resource) -> Iterator[Step]:
    given = made.properties
    policy = {"PolicyName": given["PolicyName"], "PolicyDocument": _text(given["PolicyDocument"])}
    for holder in ("User", "Group"):
        for name in given.get(f"{holder}s", []):
            yield _step(made, f"Put{holder}Policy", 4, {f"{holder}Name": name, **policy}, "PolicyDocument")


def _access_key(made: Resource) -> Iterator[Step]:
    yield _step(made, "CreateAccessKey", 4, {"UserName": made.properties["UserName"]}, "UserName")


def _bucket(made: Resource) -> Iterator[Step]:
    yield Step("s3", "CreateBucket", {"Bucket": made.name}, f"{made.logical_id}.Properties", 1)


def _step(made: Resource, operation: str, phase: int, parameters: dict[str, Any], key: str = "") -> Step:
    path = f"{made.logical_id}.Properties" + (f".{key}" if key else "")
    return Step("iam", operation, parameters, path, phase)


def _text(document: Any) -> str:
    # YAML reads an unquoted 2012-10-17 as a date, which `str` writes back as it was.
    return document if isinstance(document, str) else json.dumps(document, indent=2, ensure_ascii=False, default=str)


_STEPS: dict[str, Callable[[Resource], Iterator[Step]]] = {
    "AWS::IAM::ManagedPolicy": _managed_policy,
    "AWS::IAM::Group": _group,
    "AWS::IAM::User": _user,
    "AWS::IAM::UserToGroupAddition": _addition,
    "AWS::IAM::Policy": _inline_policy,
    "AWS::IAM::AccessKey": _access_key,
    "AWS::S3::Bucket": _bucket,
}
