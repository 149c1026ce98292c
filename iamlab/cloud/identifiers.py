"""The identifiers that AWS gives to what an account holds, made repeatable so that a scenario always looks the same.

AWS page: "IAM identifiers" (unique identifiers and their prefixes).
"""

import base64
import hashlib

PARTITION = "aws"

_UNIQUE_ID_TAIL = 17
_ACCESS_KEY_TAIL = 16
_SECRET_LENGTH = 40


def unique_id(prefix: str, account_id: str, counter: int) -> str:
    """Return an id such as AIDA... (user), AGPA... (group) or ANPA... (policy): 21 characters."""
    return prefix + _letters(f"{prefix}/{account_id}/{counter}")[:_UNIQUE_ID_TAIL]


def access_key_id(account_id: str, counter: int) -> str:
    """Return an access key id: AKIA and 16 more characters."""
    return "AKIA" + _letters(f"key/{account_id}/{counter}")[:_ACCESS_KEY_TAIL]


def secret_access_key(account_id: str, counter: int) -> str:
    """Return a secret access key: 40 characters."""
    digest = hashlib.sha256(f"secret/{account_id}/{counter}".encode()).digest()
    return base64.b64encode(digest).decode().rstrip("=").ljust(_SECRET_LENGTH, "A")[:_SECRET_LENGTH]


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


def _letters(seed: str) -> str:
    return base64.b32encode(hashlib.sha256(seed.encode()).digest()).decode()
