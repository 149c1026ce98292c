"""The identifiers that AWS gives to what an account holds, made repeatable so that a scenario always looks the same.

AWS page: "IAM identifiers" (unique identifiers and their prefixes).
"""

import base64
import hashlib
import uuid

PARTITION = "aws"

UNIQUE_ID_TAIL = 17
_PREFIX_LENGTH = 4
_TAG_LENGTH = 10
_NUMBER_BITS = 30
_ODD = 776_531_401
_SECRET_LENGTH = 40
_FUNCTION_URL_ID = 32
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def unique_id(prefix: str, account_id: str, counter: int, tail: int = UNIQUE_ID_TAIL) -> str:
    """Return an id such as AIDA... (user), AGPA... (group) or ANPA... (policy): 21 characters.

    Those of certificates and providers are longer: `tail` is how many characters follow the prefix, at most 52.
    """
    return prefix + _letters(f"{prefix}/{account_id}/{counter}")[:tail]


def access_key_tag(seed: str) -> str:
    """Return the ten characters that all access keys of one sandbox have after their prefix."""
    return _letters(f"sandbox/{seed}")[:_TAG_LENGTH]


def access_key_id(prefix: str, seed: str, number: int) -> str:
    """Return an access key id: AKIA or ASIA and 16 more characters, of which the first ten name the sandbox.

    `number` counts the keys of a sandbox; no two numbers give the same id.
    """
    scattered = number * _ODD % 2**_NUMBER_BITS  # multiplying by an odd number is one to one
    letters = "".join(_BASE32[scattered >> shift & 31] for shift in range(0, _NUMBER_BITS, 5))
    return prefix + access_key_tag(seed) + letters


def tag_of(access_key: str) -> str:
    """Return the part of an access key id that names its sandbox."""
    return access_key[_PREFIX_LENGTH : _PREFIX_LENGTH + _TAG_LENGTH]


def secret_access_key(seed: str, number: int) -> str:
    """Return a secret access key: 40 characters."""
    digest = hashlib.sha256(f"secret/{seed}/{number}".encode()).digest()
    return base64.b64encode(digest).decode().rstrip("=").ljust(_SECRET_LENGTH, "A")[:_SECRET_LENGTH]


def function_url_id(function_arn: str) -> str:
    """Return the 32 small letters and digits that a Lambda function URL begins with."""
    return _letters(f"url/{function_arn}")[:_FUNCTION_URL_ID].lower()


def canonical_user_id(account_id: str) -> str:
    """Return the account's canonical user id, which S3 names as the owner of a bucket: 64 hexadecimal digits."""
    return hashlib.sha256(f"owner/{account_id}".encode()).hexdigest()


def iam_arn(account_id: str, kind: str, path: str, name: str) -> str:
    """Return the ARN of an IAM user, group, role or policy; `path` begins and ends with a slash."""
    return f"arn:{PARTITION}:iam::{account_id}:{kind}{path}{name}"


def root_arn(account_id: str) -> str:
    return f"arn:{PARTITION}:iam::{account_id}:root"


def bucket_arn(bucket: str) -> str:
    return f"arn:{PARTITION}:s3:::{bucket}"


def object_arn(bucket: str, key: str) -> str:
    return f"arn:{PARTITION}:s3:::{bucket}/{key}"


def uuid_of(seed: str) -> str:
    """Return a UUID (version 4 in form), the same for the same seed."""
    return str(uuid.UUID(bytes=hashlib.sha256(seed.encode()).digest()[:16], version=4))


def _letters(seed: str) -> str:
    return base64.b32encode(hashlib.sha256(seed.encode()).digest()).decode()
