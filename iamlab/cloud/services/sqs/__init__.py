"""Amazon Simple Queue Service: every operation that the sandbox carries out."""

from iamlab.cloud.services.sqs import attributes, batches, permissions, queues, receiving, sending, tags

OPERATIONS = {
    **queues.OPERATIONS,
    **attributes.OPERATIONS,
    **permissions.OPERATIONS,
    **tags.OPERATIONS,
    **sending.OPERATIONS,
    **receiving.OPERATIONS,
    **batches.OPERATIONS,
}
