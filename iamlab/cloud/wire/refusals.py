"""Why a request is turned away before anybody asks what it may do, in the words of each kind of service.

AWS pages: "Common errors" of the IAM, STS, DynamoDB and KMS API references, "Error responses" of the Amazon S3 API
reference, "Error codes for the Amazon EC2 API", "Troubleshoot Signature Version 4 signing".
"""

from dataclasses import replace
from enum import Enum, auto

from iamlab.cloud.authentication_errors import Failure, refusal
from iamlab.cloud.errors import ServiceError


class Family(Enum):
    """The kinds of services that share their words: by protocol, and Amazon S3 and EC2 with words of their own."""

    QUERY = auto()
    JSON = auto()
    S3 = auto()
    EC2 = auto()


class Reason(Enum):
    """What is wrong with a request's credentials or its form."""

    UNSIGNED = auto()
    INCOMPLETE = auto()
    INCOMPLETE_URL = auto()
    OTHER_MECHANISM = auto()
    UNKNOWN_KEY = auto()
    MISMATCH = auto()
    WRONG_TIME = auto()
    EXPIRED_URL = auto()
    UNSIGNED_HEADERS = auto()
    NO_CONTENT_HASH = auto()
    OTHER_CONTENT = auto()
    BAD_UPLOAD = auto()
    BAD_DIGEST = auto()
    MALFORMED = auto()
    TOO_LARGE = auto()
    TOO_FAST = auto()
    BUSY = auto()
    UNKNOWN_OPERATION = auto()


# What every service says of credentials, over the wire or not.
_FAILURES: dict[Reason, Failure] = {
    Reason.UNSIGNED: "missing",
    Reason.UNKNOWN_KEY: "key",
    Reason.MISMATCH: "signature",
}
# Whose words a request hears: those of one service of its protocol.
_SPEAKERS = {"ec2": "ec2", "json": "dynamodb", "rest-json": "lambda", "smithy-rpc-v2-cbor": "dynamodb"}
_TOO_LARGE = "The lab takes requests of at most 2 MB, and objects of far less."
_BUSY = "Several calls are changing this sandbox at once. Nothing of this one was kept; try again."

# Code, sentence ("" takes what the finder of the problem says) and HTTP status.
_Words = tuple[str, str, int]
_WORDS: dict[Family, dict[Reason, _Words]] = {
    Family.QUERY: {
        Reason.INCOMPLETE: ("IncompleteSignature", "", 403),
        Reason.INCOMPLETE_URL: ("IncompleteSignature", "", 403),
        Reason.OTHER_MECHANISM: ("IncompleteSignature", "", 403),
        Reason.WRONG_TIME: ("SignatureDoesNotMatch", "", 403),
        Reason.EXPIRED_URL: ("SignatureDoesNotMatch", "", 403),
        Reason.MALFORMED: ("MalformedInput", "", 400),
        Reason.TOO_LARGE: ("RequestEntityTooLarge", _TOO_LARGE, 413),
        Reason.TOO_FAST: ("Throttling", "Rate exceeded", 400),
        Reason.BUSY: ("ServiceUnavailable", _BUSY, 503),
        Reason.UNKNOWN_OPERATION: ("InvalidAction", "", 400),
    },
    Family.JSON: {
        Reason.INCOMPLETE: ("IncompleteSignatureException", "", 403),
        Reason.INCOMPLETE_URL: ("IncompleteSignatureException", "", 403),
        Reason.OTHER_MECHANISM: ("IncompleteSignatureException", "", 403),
        Reason.WRONG_TIME: ("InvalidSignatureException", "", 403),
        Reason.EXPIRED_URL: ("InvalidSignatureException", "", 403),
        Reason.MALFORMED: ("SerializationException", "", 400),
        Reason.TOO_LARGE: ("RequestEntityTooLargeException", _TOO_LARGE, 413),
        Reason.TOO_FAST: ("ThrottlingException", "Rate exceeded", 400),
        Reason.BUSY: ("ServiceUnavailableException", _BUSY, 503),
        Reason.UNKNOWN_OPERATION: ("UnknownOperationException", "", 404),
    },
    Family.S3: {
        Reason.INCOMPLETE: ("AuthorizationHeaderMalformed", "", 400),
        Reason.INCOMPLETE_URL: ("AuthorizationQueryParametersError", "", 400),
        Reason.OTHER_MECHANISM: ("InvalidRequest", "", 400),
        Reason.WRONG_TIME: (
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            403,
        ),
        Reason.EXPIRED_URL: ("AccessDenied", "Request has expired", 403),
        Reason.UNSIGNED_HEADERS: (
            "AccessDenied",
            "There were headers present in the request which were not signed",
            403,
        ),
        Reason.NO_CONTENT_HASH: (
            "InvalidRequest",
            "Missing required header for this request: x-amz-content-sha256",
            400,
        ),
        Reason.OTHER_CONTENT: (
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            400,
        ),
        Reason.BAD_UPLOAD: ("IncompleteBody", "", 400),
        Reason.BAD_DIGEST: ("BadDigest", "", 400),
        Reason.MALFORMED: (
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
            400,
        ),
        Reason.TOO_LARGE: (
            "EntityTooLarge",
            f"Your proposed upload exceeds the maximum allowed size. {_TOO_LARGE}",
            400,
        ),
        Reason.TOO_FAST: ("SlowDown", "Please reduce your request rate.", 503),
        Reason.BUSY: ("ServiceUnavailable", _BUSY, 503),
        Reason.UNKNOWN_OPERATION: (
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
            405,
        ),
    },
    Family.EC2: {
        Reason.INCOMPLETE: ("IncompleteSignature", "", 403),
        Reason.INCOMPLETE_URL: ("IncompleteSignature", "", 403),
        Reason.OTHER_MECHANISM: ("IncompleteSignature", "", 403),
        Reason.WRONG_TIME: ("RequestExpired", "Request has expired.", 400),
        Reason.EXPIRED_URL: ("RequestExpired", "Request has expired.", 400),
        Reason.MALFORMED: ("InvalidParameterValue", "", 400),
        Reason.TOO_LARGE: ("RequestEntityTooLarge", _TOO_LARGE, 413),
        Reason.TOO_FAST: ("RequestLimitExceeded", "Request limit exceeded.", 503),
        Reason.BUSY: ("Unavailable", _BUSY, 503),
        Reason.UNKNOWN_OPERATION: ("InvalidAction", "", 400),
    },
}


class RefusedError(Exception):
    """A request that is turned away; `said` is what the finder of the problem has to say about it."""

    def __init__(self, reason: Reason, said: str = "") -> None:
        super().__init__(reason, said)
        self.reason = reason
        self.said = said


_RENAMED = {Family.JSON: {"ValidationError": "ValidationException"}}


def service_error(refused: RefusedError, family: Family, protocol: str) -> ServiceError:
    """Return the refusal in the words of a kind of service."""
    if refused.reason in _FAILURES:
        speaker = "s3" if family is Family.S3 else _SPEAKERS.get(protocol, "sts")
        return refusal(speaker, _FAILURES[refused.reason])
    # Amazon S3 has words for everything: some it looks at alone, under whatever name it is asked for.
    code, sentence, status = _WORDS[family].get(refused.reason) or _WORDS[Family.S3][refused.reason]
    return ServiceError(code, sentence or refused.said, status)


def in_words_of(error: ServiceError, family: Family) -> ServiceError:
    """Return an error that the gateway makes for all services with the code that this kind of service gives it."""
    code = _RENAMED.get(family, {}).get(error.code, error.code)
    return error if code == error.code else replace(error, code=code)
