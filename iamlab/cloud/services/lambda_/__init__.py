"""AWS Lambda: functions and who may invoke them. No code is kept or run."""

from iamlab.cloud.services.lambda_ import functions, invoking, permissions, tags, urls, versions

OPERATIONS = {
    **functions.OPERATIONS,
    **versions.OPERATIONS,
    **permissions.OPERATIONS,
    **invoking.OPERATIONS,
    **urls.OPERATIONS,
    **tags.OPERATIONS,
}
