"""The code of a function: it is measured, never kept and never run. AWS page: "FunctionCode"."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation


def measured(call: Invocation, code: Mapping[str, Any]) -> tuple[int, str]:
    """The size and the SHA-256 hash of what a call brings as code.

    A package in S3 is read as the caller, who needs s3:GetObject on it.
    """
    if code.get("ImageUri"):
        return 0, hashlib.sha256(str(code["ImageUri"]).encode()).hexdigest()
    if code.get("S3Bucket"):
        content = _stored(call, str(code["S3Bucket"]), str(code.get("S3Key", "")))
    elif "ZipFile" in code:
        content = bytes(code["ZipFile"])
    else:
        raise ServiceError("InvalidParameterValueException", "Please provide a source for function code.")
    if not content:
        raise ServiceError("InvalidParameterValueException", "Uploaded file must be a non-empty zip")
    return len(content), base64.b64encode(hashlib.sha256(content).digest()).decode()


def _stored(call: Invocation, bucket: str, key: str) -> bytes:
    call.require("s3:GetObject", identifiers.object_arn(bucket, key))
    owned = call.company.bucket(bucket)
    found = owned[1].objects.get(key) if owned else None
    if found is None:
        raise ServiceError(
            "InvalidParameterValueException",
            "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not"
            " exist.",
        )
    return found.content
