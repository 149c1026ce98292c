"""How each kind of service says that credentials are no good.

AWS pages: "Common error types" of AWS STS and AWS IAM, "Error responses" of Amazon S3, "Error codes for the Amazon EC2
API", and the common errors of the services with JSON protocols.
"""

from typing import Literal

from iamlab.cloud import models
from iamlab.cloud.errors import ServiceError

Failure = Literal["key", "token", "expired", "signature", "missing"]

_INVALID = "The security token included in the request is invalid."
_EXPIRED = "The security token included in the request is expired"
_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
    " and signing method. Consult the service documentation for details."
)
_NOT_VALIDATED = "AWS was not able to validate the provided access credentials"

_QUERY: dict[Failure, tuple[str, str, int]] = {
    "key": ("InvalidClientTokenId", _INVALID, 403),
    "token": ("InvalidClientTokenId", _INVALID, 403),
    "expired": ("ExpiredToken", _EXPIRED, 403),
    "signature": ("SignatureDoesNotMatch", _SIGNATURE, 403),
    "missing": ("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
}
_JSON: dict[Failure, tuple[str, str, int]] = {
    "key": ("UnrecognizedClientException", _INVALID, 400),
    "token": ("UnrecognizedClientException", _INVALID, 400),
    "expired": ("ExpiredTokenException", _EXPIRED, 400),
    "signature": ("InvalidSignatureException", _SIGNATURE, 400),
    "missing": ("MissingAuthenticationTokenException", "Request is missing Authentication Token", 400),
}
_REST_JSON: dict[Failure, tuple[str, str, int]] = {
    failure: (code, message, 403) for failure, (code, message, _) in _JSON.items()
}
_EC2: dict[Failure, tuple[str, str, int]] = {
    "key": ("AuthFailure", _NOT_VALIDATED, 401),
    "token": ("AuthFailure", _NOT_VALIDATED, 401),
    "expired": ("RequestExpired", "Request has expired.", 400),
    "signature": ("AuthFailure", _NOT_VALIDATED, 401),
    "missing": ("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
}
_S3: dict[Failure, tuple[str, str, int]] = {
    "key": ("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
    "token": ("InvalidToken", "The provided token is malformed or otherwise invalid.", 400),
    "expired": ("ExpiredToken", "The provided token has expired.", 400),
    "signature": (
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing"
        " method.",
        403,
    ),
    "missing": ("AccessDenied", "Access Denied", 403),
}
_BY_PROTOCOL = {"ec2": _EC2, "json": _JSON, "rest-json": _REST_JSON, "smithy-rpc-v2-cbor": _JSON}


def refusal(service: str, failure: Failure) -> ServiceError:
    """The error of a service (botocore's name of it) for credentials that failed.

    `key` is an access key that is not there or not active, `token` a session token that does not belong to the key,
    `expired` temporary credentials whose time is over, `signature` a wrong secret, `missing` that there are none.
    """
    protocol = str(models.service(service).metadata["protocol"])
    words = _S3 if service == "s3" else _BY_PROTOCOL.get(protocol, _QUERY)
    return ServiceError(*words[failure])
