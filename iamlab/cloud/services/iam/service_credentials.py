"""Names, passwords and API keys for one service each. AWS pages: "Service-specific credentials for IAM users", "API
keys for AWS services"."""

from dataclasses import dataclass, replace
from datetime import timedelta

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.credential_holders import status, store
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, user, user_resource
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.iam import ServiceCredential, User

_PER_SERVICE = 2
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a service takes: the members of the answer that hold the public and the secret part."""

    public: str = "ServiceUserName"
    secret: str = "ServicePassword"  # noqa: S105 - the name of a member
    may_expire: bool = False


_API_KEY = _Kind("ServiceCredentialAlias", "ServiceCredentialSecret", may_expire=True)
_SERVICES = {
    "bedrock.amazonaws.com": _API_KEY,
    "cassandra.amazonaws.com": _Kind(),
    "codecommit.amazonaws.com": _Kind(),
    "logs.amazonaws.com": _API_KEY,
}


def create_service_specific_credential(call: Invocation) -> Output:
    holder, service, days = user(call), call.text("ServiceName"), call.parameters.get("CredentialAgeDays")
    kind = _kind(service)
    if days and not kind.may_expire:
        raise ServiceError("ValidationError", f"CredentialAgeDays is not supported for {service}.")
    same = [held for held in holder.service_credentials if held.service == service]
    quotas.check("ServiceSpecificCredentialsPerUser", len(same) + 1, _PER_SERVICE)
    made = ServiceCredential(
        call.account.issue_id("ACCA"),
        service,
        _public(call, holder, kind, {held.user_name for held in same}),
        call.now,
        expires=call.now + timedelta(days=days) if days else None,
    )
    store(call, holder, service_credentials=(*holder.service_credentials, made))
    return _with_secret(call, holder, made)


def list_service_specific_credentials(call: Invocation) -> Output:
    service = call.text("ServiceName")
    if service:
        _kind(service)
    if not call.parameters.get("AllUsers", False):
        holders = [user(call)]
    elif "UserName" in call.parameters:
        raise ServiceError("ValidationError", "AllUsers and UserName cannot be specified together.")
    else:
        holders = [held for _, held in sorted(call.account.users.items())]
    found = [
        _describe(call, holder, held)
        for holder in holders
        for held in holder.service_credentials
        if service in ("", held.service)
    ]
    return complete(found, "ServiceSpecificCredentials")


def update_service_specific_credential(call: Invocation) -> Output:
    holder, found = _find(call)
    changed = replace(found, status=status(call))
    kept = tuple(changed if held is found else held for held in holder.service_credentials)
    store(call, holder, service_credentials=kept)
    return {}


def reset_service_specific_credential(call: Invocation) -> Output:
    """A new secret; the old one is good no longer."""
    return _with_secret(call, *_find(call))


def delete_service_specific_credential(call: Invocation) -> Output:
    holder, found = _find(call)
    kept = tuple(held for held in holder.service_credentials if held is not found)
    store(call, holder, service_credentials=kept)
    return {}


def _resource(call: Invocation) -> str:
    """All users may be asked about at once."""
    if call.parameters.get("AllUsers", False):
        return identifiers.iam_arn(call.account.id, "user", "/", "*")
    return user_resource(call)


def _new_keys(call: Invocation) -> Context:
    """AWS page: "Actions, resources, and condition keys for AWS IAM"."""
    days = call.parameters.get("CredentialAgeDays")
    age: Context = {"iam:ServiceSpecificCredentialAgeDays": str(days)} if days else {}
    return {"iam:ServiceSpecificCredentialServiceName": call.text("ServiceName")} | age


def _keys(call: Invocation) -> Context:
    """The service of the credential that the call names, where there is one."""
    wanted = call.text("ServiceSpecificCredentialId")
    everybodys = (held for user in call.account.users.values() for held in user.service_credentials)
    found = next((held.service for held in everybodys if held.id == wanted), None)
    return {"iam:ServiceSpecificCredentialServiceName": found} if found else {}


def _kind(service: str) -> _Kind:
    if service not in _SERVICES:
        raise ServiceError(
            "NotSupportedService",
            f"The service {service[:100]} does not support service-specific credentials."
            f" Those that do: {', '.join(_SERVICES)}.",
            _NOT_FOUND,
        )
    return _SERVICES[service]


def _public(call: Invocation, holder: User, kind: _Kind, taken: set[str]) -> str:
    """A name that the user has no other of: `jane-at-123456789012`, then `jane+1-at-123456789012`."""
    if kind.may_expire:
        names = (f"{holder.name}-v{number}-{call.now:%Y%m%d}" for number in range(1, _PER_SERVICE + 1))
    else:
        numbers = ("", *(f"+{number}" for number in range(1, _PER_SERVICE)))
        names = (f"{holder.name}{number}-at-{call.account.id}" for number in numbers)
    return next(name for name in names if name not in taken)


def _with_secret(call: Invocation, holder: User, held: ServiceCredential) -> Output:
    """The only answers that tell the secret: it is not kept."""
    secret = call.company.new_key()[1]
    return {"ServiceSpecificCredential": _describe(call, holder, held) | {_kind(held.service).secret: secret}}


def _find(call: Invocation) -> tuple[User, ServiceCredential]:
    holder, wanted = user(call), call.text("ServiceSpecificCredentialId")
    for held in holder.service_credentials:
        if held.id == wanted:
            return holder, held
    raise no_such_entity(f"No such credential {wanted} exists.")


def _describe(call: Invocation, holder: User, held: ServiceCredential) -> Fields:
    over = held.expires is not None and call.now >= held.expires
    return {
        "UserName": holder.name,
        "Status": "Expired" if over else held.status,
        _kind(held.service).public: held.user_name,
        "CreateDate": held.created,
        "ServiceSpecificCredentialId": held.id,
        "ServiceName": held.service,
    } | ({"ExpirationDate": held.expires} if held.expires else {})


OPERATIONS: Operations = {
    "CreateServiceSpecificCredential": Operation(
        "iam:CreateServiceSpecificCredential",
        user_resource,
        create_service_specific_credential,
        writes=True,
        context=_new_keys,
    ),
    "ListServiceSpecificCredentials": Operation(
        "iam:ListServiceSpecificCredentials", _resource, list_service_specific_credentials
    ),
    "UpdateServiceSpecificCredential": Operation(
        "iam:UpdateServiceSpecificCredential",
        user_resource,
        update_service_specific_credential,
        writes=True,
        context=_keys,
    ),
    "ResetServiceSpecificCredential": Operation(
        "iam:ResetServiceSpecificCredential",
        user_resource,
        reset_service_specific_credential,
        writes=True,
        context=_keys,
    ),
    "DeleteServiceSpecificCredential": Operation(
        "iam:DeleteServiceSpecificCredential",
        user_resource,
        delete_service_specific_credential,
        writes=True,
        context=_keys,
    ),
}
