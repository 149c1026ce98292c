"""Settings of buckets that are kept and shown: versioning, encryption, CORS, lifecycle and so on.

AWS pages: the API reference of each operation, "Error responses" (Amazon S3). What these documents say is not carried
out, except for versioning and the default encryption.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import encryption
from iamlab.cloud.services.s3.finding import bucket, bucket_exists, keep


@dataclass(frozen=True, slots=True)
class Setting:
    """`name` is that of the operations, `parameter` that of the document. `missing` is the error where there is none.

    `whole` says that the answer has the document under its own name; otherwise it has what is in the document.
    """

    name: str
    parameter: str
    missing: tuple[str, str] | None = None
    whole: bool = False
    delete: str = ""


_SETTINGS = (
    Setting(
        "BucketEncryption",
        encryption.SETTING,
        whole=True,
        delete="DeleteBucketEncryption",
    ),
    Setting(
        "BucketCors",
        "CORSConfiguration",
        ("NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        delete="DeleteBucketCors",
    ),
    Setting(
        "BucketLifecycleConfiguration",
        "LifecycleConfiguration",
        ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        delete="DeleteBucketLifecycle",
    ),
    Setting(
        "BucketWebsite",
        "WebsiteConfiguration",
        ("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
        delete="DeleteBucketWebsite",
    ),
    Setting(
        "BucketReplication",
        "ReplicationConfiguration",
        ("ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
        whole=True,
        delete="DeleteBucketReplication",
    ),
    Setting("BucketLogging", "BucketLoggingStatus"),
    Setting("BucketNotificationConfiguration", "NotificationConfiguration"),
    Setting("BucketRequestPayment", "RequestPaymentConfiguration"),
    Setting("BucketAccelerateConfiguration", "AccelerateConfiguration"),
)
_DEFAULTS: dict[str, dict[str, Any]] = {
    encryption.SETTING: encryption.DEFAULT,
    "RequestPaymentConfiguration": {"Payer": "BucketOwner"},
}


def _get(setting: Setting) -> Callable[[Invocation], Output]:
    def get(call: Invocation) -> Output:
        found = bucket(call).settings.get(setting.parameter, _DEFAULTS.get(setting.parameter))
        if found is None:
            if setting.missing:
                raise ServiceError(*setting.missing, 404)
            return {}
        return {setting.parameter: found} if setting.whole else dict(found)

    return get


def _put(setting: Setting) -> Callable[[Invocation], Output]:
    def put(call: Invocation) -> Output:
        # Of the transport, or about checks that AWS makes with other services.
        for name in ("ContentMD5", "SkipDestinationValidation", "TransitionDefaultMinimumObjectSize"):
            call.parameters.get(name)
        held, document = bucket(call), call.parameters.get(setting.parameter)
        if document is None:
            raise ServiceError("MissingRequestBodyError", "Request Body is empty")
        if setting.parameter == encryption.SETTING:
            encryption.check_setting(document)
        keep(call, replace(held, settings={**held.settings, setting.parameter: document}))
        return {}

    return put


def _delete(setting: Setting) -> Callable[[Invocation], Output]:
    def delete(call: Invocation) -> Output:
        held = bucket(call)
        rest = {name: value for name, value in held.settings.items() if name != setting.parameter}
        keep(call, replace(held, settings=rest))
        return {}

    return delete


def get_versioning(call: Invocation) -> Output:
    versioning = bucket(call).versioning
    return {"Status": versioning} if versioning else {}


def put_versioning(call: Invocation) -> Output:
    call.parameters.get("ContentMD5")
    configuration = call.parameters["VersioningConfiguration"]
    if configuration.get("MFADelete", "Disabled") != "Disabled":
        raise ServiceError("NotSimulated", "This lab does not simulate MFA delete. Leave MFADelete out.", 501)
    if "Status" not in configuration:
        raise ServiceError("IllegalVersioningConfigurationException", "The Versioning element must be specified")
    keep(call, replace(bucket(call), versioning=configuration["Status"]))
    return {}


OPERATIONS = {
    "GetBucketVersioning": MappedOperation(get_versioning, precondition=bucket_exists),
    "PutBucketVersioning": MappedOperation(put_versioning, writes=True, precondition=bucket_exists),
    **{f"Get{one.name}": MappedOperation(_get(one), precondition=bucket_exists) for one in _SETTINGS},
    **{f"Put{one.name}": MappedOperation(_put(one), writes=True, precondition=bucket_exists) for one in _SETTINGS},
    **{
        one.delete: MappedOperation(_delete(one), writes=True, precondition=bucket_exists)
        for one in _SETTINGS
        if one.delete
    },
}
