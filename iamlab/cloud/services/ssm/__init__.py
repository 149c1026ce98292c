"""AWS Systems Manager: Parameter Store's operations."""

from iamlab.cloud.services.ssm import deleting, describing, labels, putting, reading, tags

OPERATIONS = {
    **putting.OPERATIONS,
    **reading.OPERATIONS,
    **describing.OPERATIONS,
    **deleting.OPERATIONS,
    **labels.OPERATIONS,
    **tags.OPERATIONS,
}
