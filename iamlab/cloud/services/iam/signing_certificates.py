"""X.509 certificates that users sign requests with. AWS page: "Manage signing certificates" (X.509)."""

from dataclasses import replace

from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.keys import certificates
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.credential_holders import Holder, holder, name_of, status, store
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, user_resource
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import SigningCertificate

_PER_USER = 2
_ID_TAIL = 32  # these ids are longer than the others and have no prefix
_CONFLICT = 409


def upload_signing_certificate(call: Invocation) -> Output:
    held, body = holder(call), call.text("CertificateBody").strip()
    _check(call, body)
    quotas.check("CertificatesPerUser", len(held.signing_certificates) + 1, _PER_USER)
    made = SigningCertificate(call.account.issue_id("", _ID_TAIL), body, call.now)
    store(call, held, signing_certificates=(*held.signing_certificates, made))
    return {"Certificate": _describe(held, made)}


def list_signing_certificates(call: Invocation) -> Output:
    held = holder(call)
    return complete([_describe(held, one) for one in held.signing_certificates], "Certificates")


def update_signing_certificate(call: Invocation) -> Output:
    held, found = _find(call)
    changed = replace(found, status=status(call))
    kept = tuple(changed if one is found else one for one in held.signing_certificates)
    store(call, held, signing_certificates=kept)
    return {}


def delete_signing_certificate(call: Invocation) -> Output:
    held, found = _find(call)
    store(call, held, signing_certificates=tuple(one for one in held.signing_certificates if one is not found))
    return {}


def _check(call: Invocation, body: str) -> None:
    try:
        found = certificates.read(body)
    except ValueError:
        raise ServiceError(
            "MalformedCertificate", "Unable to parse certificate. Please ensure the certificate is in PEM format."
        ) from None
    if len(found) > 1 or found[0].not_after <= call.now:
        raise ServiceError("InvalidCertificate", "The certificate is invalid: it must be one, and not expired.")
    everybody: list[Holder] = [call.account.root, *call.account.users.values()]
    if any(one.body == body for held in everybody for one in held.signing_certificates):
        raise ServiceError("DuplicateCertificate", "The certificate already exists in this account.", _CONFLICT)


def _find(call: Invocation) -> tuple[Holder, SigningCertificate]:
    held, wanted = holder(call), call.text("CertificateId")
    for one in held.signing_certificates:
        if one.id == wanted:
            return held, one
    raise no_such_entity(f"The Certificate with id {wanted} cannot be found.")


def _describe(held: Holder, one: SigningCertificate) -> Fields:
    fields: Fields = dict(name_of(held))
    return fields | {
        "CertificateId": one.id,
        "CertificateBody": one.body,
        "Status": one.status,
        "UploadDate": one.uploaded,
    }


OPERATIONS: Operations = {
    "UploadSigningCertificate": Operation(
        "iam:UploadSigningCertificate", user_resource, upload_signing_certificate, writes=True
    ),
    "ListSigningCertificates": Operation("iam:ListSigningCertificates", user_resource, list_signing_certificates),
    "UpdateSigningCertificate": Operation(
        "iam:UpdateSigningCertificate", user_resource, update_signing_certificate, writes=True
    ),
    "DeleteSigningCertificate": Operation(
        "iam:DeleteSigningCertificate", user_resource, delete_signing_certificate, writes=True
    ),
}
