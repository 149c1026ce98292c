"""Certificates for HTTPS that IAM keeps. AWS page: "Manage server certificates in IAM"."""

from dataclasses import replace

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, already_exists, no_such_entity
from iamlab.cloud.keys import certificates, pem, rsa
from iamlab.cloud.keys.certificates import Certificate
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import Fields, Operations, complete, listed
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tag_list, tags_of
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import ServerCertificate

_PER_ACCOUNT = 20
_PRIVATE = ("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")


def new_certificate(call: Invocation) -> str:
    return _arn(call, call.text("Path", "/"), call.text("ServerCertificateName"))


def certificate_resource(call: Invocation) -> str:
    """The certificate's ARN; IAM knows the path of one that exists."""
    name = call.text("ServerCertificateName")
    found = _named(call, name)
    return found.arn if found else _arn(call, "/", name)


def upload_server_certificate(call: Invocation) -> Output:
    name, arn, tags = call.text("ServerCertificateName"), new_certificate(call), tags_of(call)
    require_tagging(call, "ServerCertificate", arn)
    body, chain = call.text("CertificateBody").strip(), call.text("CertificateChain").strip()
    certificate = _read(body, "Unable to parse certificate. Please ensure the certificate is in PEM format.")[0]
    if chain:
        _read(chain, "Unable to parse certificate chain. Please ensure the certificates are in PEM format.")
    _check_private(certificate, call.text("PrivateKey"))
    _check_free(call, name)
    quotas.check("ServerCertificatesPerAccount", len(call.account.server_certificates) + 1, _PER_ACCOUNT)
    made = ServerCertificate(
        arn=arn,
        created=call.now,
        tags=tags,
        id=call.account.issue_id("ASCA"),
        name=name,
        body=body,
        chain=chain,
        path=call.text("Path", "/"),
        expires=certificate.not_after,
    )
    call.account.server_certificates[arn] = made
    return {"ServerCertificateMetadata": _describe(made)} | tag_list(tags)


def get_server_certificate(call: Invocation) -> Output:
    found = certificate_of(call)
    fields: Fields = {"ServerCertificateMetadata": _describe(found), "CertificateBody": found.body}
    chain = {"CertificateChain": found.chain} if found.chain else {}
    return {"ServerCertificate": fields | chain | tag_list(found.tags)}


def list_server_certificates(call: Invocation) -> Output:
    prefix = call.text("PathPrefix", "/")
    found = sorted(call.account.server_certificates.values(), key=lambda one: one.name)
    return complete([_describe(one) for one in found if one.path.startswith(prefix)], "ServerCertificateMetadataList")


def update_server_certificate(call: Invocation) -> Output:
    """A new name or path, and with it a new ARN; the permission is asked for on both."""
    found = certificate_of(call)
    name, path = call.text("NewServerCertificateName", found.name), call.text("NewPath", found.path)
    arn = _arn(call, path, name)
    if arn != found.arn:
        call.require("iam:UpdateServerCertificate", arn)
    if name.lower() != found.name.lower():
        _check_free(call, name)
    del call.account.server_certificates[found.arn]
    call.account.server_certificates[arn] = replace(found, arn=arn, name=name, path=path)
    return {}


def delete_server_certificate(call: Invocation) -> Output:
    del call.account.server_certificates[certificate_of(call).arn]
    return {}


def certificate_of(call: Invocation) -> ServerCertificate:
    """Return the certificate that the call names."""
    name = call.text("ServerCertificateName")
    found = _named(call, name)
    if found is None:
        raise no_such_entity(f"The Server Certificate with name {name} cannot be found.")
    return found


def _arn(call: Invocation, path: str, name: str) -> str:
    return identifiers.iam_arn(call.account.id, "server-certificate", path, name)


def _named(call: Invocation, name: str) -> ServerCertificate | None:
    return next((one for one in call.account.server_certificates.values() if one.name == name), None)


def _check_free(call: Invocation, name: str) -> None:
    if name.lower() in (one.name.lower() for one in call.account.server_certificates.values()):
        raise already_exists(f"The Server Certificate with name {name} already exists.")


def _read(text: str, refusal: str) -> list[Certificate]:
    try:
        return certificates.read(text)
    except ValueError:
        raise ServiceError("MalformedCertificate", refusal) from None


def _check_private(certificate: Certificate, text: str) -> None:
    """The private key must be readable without a password; one of RSA must be the certificate's."""
    try:
        (block,) = (one for one in pem.blocks(text) if one.label != "EC PARAMETERS")
        public = rsa.of_private(block) if block.label in _PRIVATE else None
    except ValueError:
        block, public = pem.Block("", b""), None
    if block.label not in _PRIVATE:
        raise ServiceError(
            "MalformedCertificate", "Unable to parse private key. Please ensure the private key is in PEM format."
        )
    if public and certificate.key and public.modulus != certificate.key.modulus:
        raise ServiceError("KeyPairMismatch", "The public key certificate and the private key do not match.")


def _describe(found: ServerCertificate) -> Fields:
    return {
        "Path": found.path,
        "ServerCertificateName": found.name,
        "ServerCertificateId": found.id,
        "Arn": found.arn,
        "UploadDate": found.created,
        "Expiration": found.expires,
    }


OPERATIONS: Operations = {
    "UploadServerCertificate": Operation(
        "iam:UploadServerCertificate", new_certificate, upload_server_certificate, writes=True, context=tag_keys
    ),
    "GetServerCertificate": Operation("iam:GetServerCertificate", certificate_resource, get_server_certificate),
    "ListServerCertificates": Operation(
        "iam:ListServerCertificates", listed("server-certificate"), list_server_certificates
    ),
    "UpdateServerCertificate": Operation(
        "iam:UpdateServerCertificate", certificate_resource, update_server_certificate, writes=True
    ),
    "DeleteServerCertificate": Operation(
        "iam:DeleteServerCertificate", certificate_resource, delete_server_certificate, writes=True
    ),
}
