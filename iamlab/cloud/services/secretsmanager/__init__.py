"""AWS Secrets Manager: every operation that the sandbox carries out."""

from iamlab.cloud.services.secretsmanager import (
    batch,
    deletion,
    listing,
    passwords,
    policies,
    rotation,
    secrets,
    tags,
    values,
)

OPERATIONS = {
    **secrets.OPERATIONS,
    **values.OPERATIONS,
    **batch.OPERATIONS,
    **deletion.OPERATIONS,
    **listing.OPERATIONS,
    **policies.OPERATIONS,
    **rotation.OPERATIONS,
    **tags.OPERATIONS,
    **passwords.OPERATIONS,
}
