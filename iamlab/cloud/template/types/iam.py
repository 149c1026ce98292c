"""AWS Identity and Access Management. AWS page: "AWS::IAM" (resource type reference)."""

from collections.abc import Callable, Iterable
from typing import Any

from iamlab.cloud import totp
from iamlab.cloud.template.properties import (
    DOCUMENT,
    INLINE,
    NUMBER,
    TAGS,
    TEXT,
    TEXTS,
    Property,
    needed,
    one_of,
)
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site

_PROFILE_KEYS = {"Password", "PasswordResetRequired"}


def _user(resource: Resource, site: Site) -> Made:
    name = resource.name("UserName")
    asked = {"UserName": name, **resource.given("Path", "PermissionsBoundary", "Tags")}
    made = site.call("iam", "CreateUser", asked)["User"]
    _policies(resource, site, "User", name)
    for place, group in enumerate(resource.properties.get("Groups", [])):
        site.call("iam", "AddUserToGroup", {"GroupName": group, "UserName": name}, f"Groups[{place}]")
    if "LoginProfile" in resource.properties:
        profile = {"UserName": name, **resource.properties["LoginProfile"]}
        site.call("iam", "CreateLoginProfile", profile, "LoginProfile")
    return Made(name, {"Arn": made["Arn"]})


def _group(resource: Resource, site: Site) -> Made:
    name = resource.name("GroupName")
    made = site.call("iam", "CreateGroup", {"GroupName": name, **resource.given("Path")})["Group"]
    _policies(resource, site, "Group", name)
    return Made(name, {"Arn": made["Arn"]})


def _role(resource: Resource, site: Site) -> Made:
    name = resource.name("RoleName")
    trust = policy_text(resource.properties["AssumeRolePolicyDocument"])
    more = resource.given("Path", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags")
    asked = {"RoleName": name, "AssumeRolePolicyDocument": trust, **more}
    made = site.call("iam", "CreateRole", asked)["Role"]
    _policies(resource, site, "Role", name)
    return Made(name, {"Arn": made["Arn"], "RoleId": made["RoleId"]})


def _policies(resource: Resource, site: Site, kind: str, name: str) -> None:
    """Attach the managed policies of a user, group or role, and put its inline ones."""
    holder = {f"{kind}Name": name}
    for place, arn in enumerate(resource.properties.get("ManagedPolicyArns", [])):
        site.call("iam", f"Attach{kind}Policy", {**holder, "PolicyArn": arn}, f"ManagedPolicyArns[{place}]")
    for place, policy in enumerate(resource.properties.get("Policies", [])):
        inline = {"PolicyName": policy["PolicyName"], "PolicyDocument": policy_text(policy["PolicyDocument"])}
        site.call("iam", f"Put{kind}Policy", {**holder, **inline}, f"Policies[{place}]")


def _managed_policy(resource: Resource, site: Site) -> Made:
    asked = {
        "PolicyName": resource.name("ManagedPolicyName"),
        "PolicyDocument": policy_text(resource.properties["PolicyDocument"]),
        **resource.given("Path", "Description"),
    }
    made = site.call("iam", "CreatePolicy", asked, "PolicyDocument")["Policy"]
    for kind, place, name in _holders(resource):
        site.call("iam", f"Attach{kind}Policy", {f"{kind}Name": name, "PolicyArn": made["Arn"]}, place)
    return Made(made["Arn"], {"PolicyArn": made["Arn"], "PolicyId": made["PolicyId"]})


def _inline_policy(resource: Resource, site: Site) -> Made:
    policy = _document(resource)
    for kind, place, name in _holders(resource):
        site.call("iam", f"Put{kind}Policy", {f"{kind}Name": name, **policy}, place)
    return Made(policy["PolicyName"])


def _inline_of(kind: str) -> Callable[[Resource, Site], Made]:
    """How to make AWS::IAM::UserPolicy, GroupPolicy and RolePolicy."""

    def make(resource: Resource, site: Site) -> Made:
        asked = {f"{kind}Name": resource.properties[f"{kind}Name"], "PolicyName": resource.properties["PolicyName"]}
        text = policy_text(resource.properties.get("PolicyDocument", ""))
        site.call("iam", f"Put{kind}Policy", {**asked, "PolicyDocument": text}, "PolicyDocument")
        return Made(asked["PolicyName"])

    return make


def _document(resource: Resource) -> dict[str, str]:
    text = policy_text(resource.properties["PolicyDocument"])
    return {"PolicyName": resource.properties["PolicyName"], "PolicyDocument": text}


def _holders(resource: Resource) -> Iterable[tuple[str, str, str]]:
    for kind in ("User", "Group", "Role"):
        for place, name in enumerate(resource.properties.get(f"{kind}s", [])):
            yield kind, f"{kind}s[{place}]", name


def _addition(resource: Resource, site: Site) -> Made:
    group = resource.properties["GroupName"]
    for place, user in enumerate(resource.properties["Users"]):
        site.call("iam", "AddUserToGroup", {"GroupName": group, "UserName": user}, f"Users[{place}]")
    return Made(resource.logical_id)


def _access_key(resource: Resource, site: Site) -> Made:
    user = {"UserName": resource.properties["UserName"]}
    made = site.call("iam", "CreateAccessKey", user, "UserName")["AccessKey"]
    if resource.properties.get("Status") == "Inactive":
        site.call(
            "iam", "UpdateAccessKey", {**user, "AccessKeyId": made["AccessKeyId"], "Status": "Inactive"}, "Status"
        )
    return Made(made["AccessKeyId"], {"SecretAccessKey": made["SecretAccessKey"]})


def _instance_profile(resource: Resource, site: Site) -> Made:
    name = resource.name("InstanceProfileName")
    asked = {"InstanceProfileName": name, **resource.given("Path")}
    made = site.call("iam", "CreateInstanceProfile", asked)["InstanceProfile"]
    for place, role in enumerate(resource.properties["Roles"]):
        added = {"InstanceProfileName": name, "RoleName": role}
        site.call("iam", "AddRoleToInstanceProfile", added, f"Roles[{place}]")
    return Made(name, {"Arn": made["Arn"]})


def _service_linked_role(resource: Resource, site: Site) -> Made:
    asked = resource.given("AWSServiceName", "Description", "CustomSuffix")
    made = site.call("iam", "CreateServiceLinkedRole", asked, "AWSServiceName")["Role"]
    return Made(made["RoleName"], {"RoleName": made["RoleName"]})


def _saml_provider(resource: Resource, site: Site) -> Made:
    asked = {"Name": resource.name("Name"), "SAMLMetadataDocument": resource.properties["SamlMetadataDocument"]}
    arn = site.call("iam", "CreateSAMLProvider", asked | resource.given("Tags"))["SAMLProviderArn"]
    return Made(arn, {"Arn": arn})


def _oidc_provider(resource: Resource, site: Site) -> Made:
    asked = {"Url": resource.properties["Url"], "ClientIDList": resource.properties.get("ClientIdList")}
    asked |= {"ThumbprintList": resource.properties.get("ThumbprintList")} | resource.given("Tags")
    arn = site.call("iam", "CreateOpenIDConnectProvider", asked)["OpenIDConnectProviderArn"]
    return Made(arn, {"Arn": arn})


def _server_certificate(resource: Resource, site: Site) -> Made:
    name = resource.name("ServerCertificateName")
    asked = {"ServerCertificateName": name, **resource.given(*_CERTIFICATE, "Path", "Tags")}
    made = site.call("iam", "UploadServerCertificate", asked)["ServerCertificateMetadata"]
    return Made(name, {"Arn": made["Arn"]})


def _virtual_mfa_device(resource: Resource, site: Site) -> Made:
    """A device is enabled for the user that it names, with the codes that it shows."""
    asked = {"VirtualMFADeviceName": resource.name("VirtualMfaDeviceName"), **resource.given("Path", "Tags")}
    serial = site.call("iam", "CreateVirtualMFADevice", asked)["VirtualMFADevice"]["SerialNumber"]
    seed = site.account.mfa_devices[serial].seed
    for place, user in enumerate(resource.properties.get("Users", [])):
        first, second = totp.codes(seed, site.account.created)
        codes = {"AuthenticationCode1": first, "AuthenticationCode2": second}
        enabled = {"UserName": user, "SerialNumber": serial, **codes}
        site.call("iam", "EnableMFADevice", enabled, f"Users[{place}]")
    return Made(serial, {"SerialNumber": serial})


def _is_login_profile(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= _PROFILE_KEYS
        and isinstance(value.get("Password"), str)
        and isinstance(value.get("PasswordResetRequired", False), bool)
    )


_CERTIFICATE = ("CertificateBody", "CertificateChain", "PrivateKey")
_DOCUMENT = needed(DOCUMENT)
_NAME = needed(TEXT)
_HOLDERS = {"Users": TEXTS, "Groups": TEXTS, "Roles": TEXTS}

TYPES: dict[str, ResourceType] = {
    "AWS::IAM::ManagedPolicy": ResourceType(
        {"ManagedPolicyName": TEXT, "Path": TEXT, "Description": TEXT, "PolicyDocument": _DOCUMENT, **_HOLDERS},
        _managed_policy,
    ),
    "AWS::IAM::Group": ResourceType(
        {"GroupName": TEXT, "Path": TEXT, "ManagedPolicyArns": TEXTS, "Policies": INLINE}, _group
    ),
    "AWS::IAM::User": ResourceType(
        {
            "UserName": TEXT,
            "Path": TEXT,
            "Groups": TEXTS,
            "ManagedPolicyArns": TEXTS,
            "Policies": INLINE,
            "PermissionsBoundary": TEXT,
            "LoginProfile": Property(_is_login_profile, "Password and, if you like, PasswordResetRequired"),
            "Tags": TAGS,
        },
        _user,
    ),
    "AWS::IAM::Role": ResourceType(
        {
            "RoleName": TEXT,
            "Path": TEXT,
            "AssumeRolePolicyDocument": _DOCUMENT,
            "Description": TEXT,
            "ManagedPolicyArns": TEXTS,
            "MaxSessionDuration": NUMBER,
            "Policies": INLINE,
            "PermissionsBoundary": TEXT,
            "Tags": TAGS,
        },
        _role,
    ),
    "AWS::IAM::UserToGroupAddition": ResourceType({"GroupName": _NAME, "Users": needed(TEXTS)}, _addition),
    "AWS::IAM::Policy": ResourceType({"PolicyName": _NAME, "PolicyDocument": _DOCUMENT, **_HOLDERS}, _inline_policy),
    **{
        f"AWS::IAM::{kind}Policy": ResourceType(
            {f"{kind}Name": _NAME, "PolicyName": _NAME, "PolicyDocument": DOCUMENT}, _inline_of(kind)
        )
        for kind in ("User", "Group", "Role")
    },
    "AWS::IAM::AccessKey": ResourceType(
        {"UserName": _NAME, "Status": one_of("Active", "Inactive"), "Serial": NUMBER}, _access_key
    ),
    "AWS::IAM::InstanceProfile": ResourceType(
        {"InstanceProfileName": TEXT, "Path": TEXT, "Roles": needed(TEXTS)}, _instance_profile
    ),
    "AWS::IAM::ServiceLinkedRole": ResourceType(
        {"AWSServiceName": _NAME, "Description": TEXT, "CustomSuffix": TEXT}, _service_linked_role
    ),
    "AWS::IAM::SAMLProvider": ResourceType({"Name": TEXT, "SamlMetadataDocument": _NAME, "Tags": TAGS}, _saml_provider),
    "AWS::IAM::OIDCProvider": ResourceType(
        {"Url": _NAME, "ClientIdList": TEXTS, "ThumbprintList": TEXTS, "Tags": TAGS}, _oidc_provider
    ),
    "AWS::IAM::ServerCertificate": ResourceType(
        {
            "ServerCertificateName": TEXT,
            "CertificateBody": _NAME,
            "CertificateChain": TEXT,
            "PrivateKey": _NAME,
            "Path": TEXT,
            "Tags": TAGS,
        },
        _server_certificate,
    ),
    "AWS::IAM::VirtualMFADevice": ResourceType(
        {"VirtualMfaDeviceName": TEXT, "Path": TEXT, "Users": TEXTS, "Tags": TAGS}, _virtual_mfa_device
    ),
}
