"""Amazon S3: buckets, objects and their versions, and everything that decides who may use them.

AWS page: "Required permissions for Amazon S3 API operations".
"""

from iamlab.cloud.services.operation import MappedOperation
from iamlab.cloud.services.s3 import (
    abac,
    acls,
    buckets,
    deleting,
    listing,
    policies,
    public_access,
    reading,
    settings,
    tagging,
    writing,
)

OPERATIONS: dict[str, MappedOperation] = {
    **buckets.OPERATIONS,
    **listing.OPERATIONS,
    **reading.OPERATIONS,
    **writing.OPERATIONS,
    **deleting.OPERATIONS,
    **tagging.OPERATIONS,
    **policies.OPERATIONS,
    **public_access.OPERATIONS,
    **acls.OPERATIONS,
    **settings.OPERATIONS,
    **abac.OPERATIONS,
}
# Those of S3's second API, `s3control`.
CONTROL_OPERATIONS: dict[str, MappedOperation] = {**public_access.CONTROL_OPERATIONS, **abac.CONTROL_OPERATIONS}
