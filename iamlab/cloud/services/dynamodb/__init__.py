"""Amazon DynamoDB: tables, items, queries, and who may see which of them."""

from iamlab.cloud.services.dynamodb import batches, binary, items, policies, querying, tables, tags

_IN_TEXT = {
    **tables.OPERATIONS,
    **items.OPERATIONS,
    **querying.OPERATIONS,
    **batches.OPERATIONS,
    **policies.OPERATIONS,
    **tags.OPERATIONS,
}
OPERATIONS = {name: binary.with_bytes(name, one) for name, one in _IN_TEXT.items()}
