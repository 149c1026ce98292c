"""AWS Key Management Service: every operation that the sandbox carries out."""

from iamlab.cloud.services.kms import aliases, encryption, grants, keys, lifecycle, macs, policies, re_encryption, tags
from iamlab.cloud.services.operation import MappedOperation, Operation

OPERATIONS: dict[str, Operation | MappedOperation] = {
    **keys.OPERATIONS,
    **lifecycle.OPERATIONS,
    **policies.OPERATIONS,
    **aliases.OPERATIONS,
    **tags.OPERATIONS,
    **encryption.OPERATIONS,
    **re_encryption.OPERATIONS,
    **grants.OPERATIONS,
    **macs.OPERATIONS,
}
